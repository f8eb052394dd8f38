// Package monitoring reads the dashboards and alert rules of the chart, so that tests can hold them to what the processes really tell.
//
//	monitoring.go  the files
//	expression.go  what an expression asks for
package monitoring

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Alert is a rule of charts/traject/alerts.
type Alert struct {
	Name        string            `yaml:"alert"`
	Expr        string            `yaml:"expr"`
	For         string            `yaml:"for"`
	Labels      map[string]string `yaml:"labels"`
	Annotations map[string]string `yaml:"annotations"`
	// File without its extension, such as "people".
	File string `yaml:"-"`
}

// Dashboard is a file of charts/traject/dashboards, as far as it is checked.
type Dashboard struct {
	File       string `json:"-"`
	UID        string
	Title      string
	Panels     []Panel
	Templating struct{ List []Variable }
}

// Variable is a choice at the top of a dashboard.
type Variable struct {
	Name string
	Type string
	// Query is a word for a variable of type datasource, and an object with the question otherwise.
	Query json.RawMessage
}

// Panel of a dashboard.
type Panel struct {
	ID          int
	Title       string
	Description string
	GridPos     struct{ X, Y, W, H int }
	Targets     []Target
}

// Target is one question of a panel.
type Target struct{ Expr, LegendFormat string }

// Alerts reads the rules in charts/traject/alerts below the root of the repository, as the chart would give them to Prometheus.
func Alerts(root string) ([]Alert, error) {
	var alerts []Alert
	err := each(filepath.Join(root, "charts", "traject", "alerts", "*.yaml"), func(name string, content []byte) error {
		var file struct {
			Groups []struct {
				Name  string  `yaml:"name"`
				Rules []Alert `yaml:"rules"`
			} `yaml:"groups"`
		}
		placed := strings.NewReplacer("NAMESPACE", "zout", "FULLNAME", "traject").Replace(string(content))
		decoder := yaml.NewDecoder(strings.NewReader(placed))
		decoder.KnownFields(true)
		if err := decoder.Decode(&file); err != nil {
			return err
		}
		for _, group := range file.Groups {
			for _, alert := range group.Rules {
				alert.File = name
				alerts = append(alerts, alert)
			}
		}
		return nil
	})
	return alerts, err
}

// Dashboards reads those in charts/traject/dashboards below the root of the repository.
func Dashboards(root string) ([]Dashboard, error) {
	var dashboards []Dashboard
	err := each(filepath.Join(root, "charts", "traject", "dashboards", "*.json"), func(name string, content []byte) error {
		read := Dashboard{File: name}
		if err := json.Unmarshal(content, &read); err != nil {
			return err
		}
		dashboards = append(dashboards, read)
		return nil
	})
	return dashboards, err
}

// each reads the files of a pattern, of which there must be some.
func each(pattern string, read func(name string, content []byte) error) error {
	paths, err := filepath.Glob(pattern)
	if err != nil {
		return err
	}
	if len(paths) == 0 {
		return fmt.Errorf("no files %s", pattern)
	}
	for _, path := range paths {
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
		if err := read(name, content); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	return nil
}
