package monitoring

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

const root = "../../.."

func alerts(t *testing.T) []Alert {
	t.Helper()
	read, err := Alerts(root)
	if err != nil {
		t.Fatal(err)
	}
	return read
}

func dashboards(t *testing.T) []Dashboard {
	t.Helper()
	read, err := Dashboards(root)
	if err != nil {
		t.Fatal(err)
	}
	return read
}

// wantShown wants that what is shown of a result are labels that the expression keeps.
func wantShown(t *testing.T, where, expr string, shown []string) {
	t.Helper()
	uses, err := Uses(expr)
	if err != nil {
		t.Errorf("%s: %v", where, err)
		return
	}
	for _, label := range shown {
		kept := slices.ContainsFunc(uses, func(u Use) bool { return slices.Contains(u.Labels, label) })
		if !kept && !slices.Contains(targetLabels, label) {
			t.Errorf("%s shows label %s, which the expression does not have: %s", where, label, expr)
		}
	}
}

func TestEveryAlertCanBeReadAndSaysWhatItMeans(t *testing.T) {
	seen := map[string]bool{}
	for _, alert := range alerts(t) {
		if !regexp.MustCompile(`^Traject[A-Z][A-Za-z]+$`).MatchString(alert.Name) || seen[alert.Name] {
			t.Errorf("%s: %q is no name of an alert of Traject, or stands twice", alert.File, alert.Name)
		}
		seen[alert.Name] = true
		if severity := alert.Labels["severity"]; severity != "critical" && severity != "warning" {
			t.Errorf("%s: severity %q, want critical or warning", alert.Name, severity)
		}
		if alert.For != "" {
			if _, err := time.ParseDuration(alert.For); err != nil {
				t.Errorf("%s: for: %v", alert.Name, err)
			}
		}
		for _, text := range []string{"summary", "description"} {
			if alert.Annotations[text] == "" {
				t.Errorf("%s has no %s", alert.Name, text)
			}
			wantShown(t, alert.Name, alert.Expr, labelsIn(alert.Annotations[text], annotationLabel))
		}
	}
}

func TestEveryPanelCanBeReadAndHasItsPlace(t *testing.T) {
	seen := map[string]bool{}
	for _, dashboard := range dashboards(t) {
		if dashboard.UID != "traject-"+dashboard.File || !strings.HasPrefix(dashboard.Title, "Traject: ") || seen[dashboard.Title] {
			t.Errorf("%s: uid %q, title %q", dashboard.File, dashboard.UID, dashboard.Title)
		}
		seen[dashboard.Title] = true
		taken := map[[2]int]string{}
		for i, panel := range dashboard.Panels {
			where := dashboard.File + ": " + panel.Title
			if panel.ID != i+1 || panel.Title == "" || len(panel.Targets) == 0 {
				t.Errorf("%s: panel %d has id %d, %d questions", where, i+1, panel.ID, len(panel.Targets))
			}
			for _, target := range panel.Targets {
				wantShown(t, where, target.Expr, labelsIn(target.LegendFormat, legendLabel))
			}
			wantPlace(t, panel, taken)
		}
		wantVariables(t, dashboard)
	}
}

// wantPlace wants a panel within the width of a dashboard, and on no other.
func wantPlace(t *testing.T, panel Panel, taken map[[2]int]string) {
	t.Helper()
	at := panel.GridPos
	if at.W < 1 || at.H < 1 || at.X+at.W > 24 {
		t.Errorf("%s lies outside the dashboard: %+v", panel.Title, at)
	}
	for x := at.X; x < at.X+at.W; x++ {
		for y := at.Y; y < at.Y+at.H; y++ {
			if other, is := taken[[2]int{x, y}]; is {
				t.Fatalf("%s lies on %s", panel.Title, other)
			}
			taken[[2]int{x, y}] = panel.Title
		}
	}
}

// wantVariables wants a choice for every variable that the questions of a dashboard have.
func wantVariables(t *testing.T, dashboard Dashboard) {
	t.Helper()
	chosen := map[string]bool{"__rate_interval": true}
	for _, variable := range dashboard.Templating.List {
		chosen[variable.Name] = true
		if variable.Type == "datasource" {
			continue
		}
		var asked struct{ Query string }
		if err := json.Unmarshal(variable.Query, &asked); err != nil {
			t.Errorf("%s: variable %s: %v", dashboard.File, variable.Name, err)
		}
		selector := regexp.MustCompile(`^label_values\((.+), (\w+)\)$`).FindStringSubmatch(asked.Query)
		if selector == nil {
			t.Errorf("%s: variable %s asks %q, want label_values(…)", dashboard.File, variable.Name, asked.Query)
			continue
		}
		wantShown(t, dashboard.File, selector[1], selector[2:])
	}
	for _, panel := range dashboard.Panels {
		for _, target := range panel.Targets {
			for _, named := range regexp.MustCompile(`\$(\w+)`).FindAllStringSubmatch(target.Expr, -1) {
				if !chosen[named[1]] {
					t.Errorf("%s: %s asks for $%s, which nobody can choose", dashboard.File, panel.Title, named[1])
				}
			}
		}
	}
}

func TestEveryAlertHasItsSectionInTheDocsAndNoSectionIsLeft(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(root, "docs", "alerts.md"))
	if err != nil {
		t.Fatal(err)
	}
	var explained, known []string
	for _, heading := range regexp.MustCompile(`(?m)^### (Traject\w+)$`).FindAllStringSubmatch(string(page), -1) {
		explained = append(explained, heading[1])
	}
	for _, alert := range alerts(t) {
		known = append(known, alert.Name)
	}
	slices.Sort(explained)
	slices.Sort(known)
	if !slices.Equal(explained, known) {
		t.Errorf("docs/alerts.md explains\n%v, the alerts are\n%v", explained, known)
	}
}

func TestAnExpressionTellsWhatItAsksFor(t *testing.T) {
	uses, err := Uses(`sum by (namespace, act, le) (rate(a_bucket{part_of="traject", outcome="failed"}[$__rate_interval])) / on (x) group_left max(up)`)
	if err != nil {
		t.Fatal(err)
	}
	if len(uses) != 2 || uses[0].Metric != "a_bucket" || !slices.Equal(uses[0].Labels, []string{"outcome", "act", "le"}) || !uses[1].FromOutside() {
		t.Errorf("read %+v", uses)
	}
	if _, err := Uses(`sum by (a (b)`); err == nil {
		t.Error("nonsense is read")
	}
}
