package charts

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"
)

const (
	root  = "../../.."
	chart = root + "/charts/traject"
	// release and namespace of all renders.
	release, namespace = "traject", "zout"
)

// variant is one way to install the chart.
type variant struct {
	name string
	// values are the files that it starts from, from the folder of the chart, with spaces between; more is what is set on top of them.
	values, more string
}

// variants are the three values files as they are, and then what each option adds to one of them.
var variants = []variant{
	{name: "small", values: "values-small.yaml"},
	{name: "production", values: "values-production.yaml"},
	{name: "development", values: "values-development.yaml"},
	{name: "controller", values: "values-production.yaml", more: "{worker: {versioning: {mode: controller, controller: {rollout: {strategy: Progressive, steps: [{rampPercentage: 10, pauseDuration: 1h}]}}}}}"},
	{name: "gateway", values: "values-small.yaml", more: "{ingress: {enabled: false}, gateway: {enabled: true, parentRefs: [{name: public, namespace: gateways}], requestTimeout: 0s}, cases: {autoscaling: {enabled: true}}}"},
	{name: "external-secrets", values: "values-small.yaml", more: vault},
	{name: "api-key", values: "values-small.yaml", more: "{temporal: {apiKey: {name: traject-temporal}, tls: {enabled: true}}, worker: {versioning: {mode: chart, buildId: abc123}}}"},
	{name: "own", values: "values-small.yaml", more: own},
	{name: "external", values: "values-small.yaml ../external/traject.yaml"},
}

// vault gives every Secret that values-small.yaml names.
const vault = `{externalSecrets: {enabled: true, store: {name: vault}, secrets: {
  traject-keys: {payloads.json: {remoteKey: traject/payloads}, dossiers.json: {remoteKey: traject/dossiers}, delivery.json: {remoteKey: traject/delivery},
    parents.json: {remoteKey: traject/parents}, sessions.json: {remoteKey: traject/sessions}, portal.pem: {remoteKey: traject/portal}},
  traject-mongodb: {uri: {remoteKey: traject/mongodb, property: uri}},
  traject-smtp: {username: {remoteKey: traject/smtp, property: username}, password: {remoteKey: traject/smtp, property: password}}}}}`

// own is an organisation that has a letterhead, lists, words and authorities of its own.
const own = `{organisation: {letterhead: {name: SWV Elders, shortName: Elders, number: PO9999}, procedureRules: {configMap: procedure}, municipalities: [zeist, bunnik]},
  registry: {lists: {configMap: lists}, mailDomain: example.nl}, notifications: {mail: {bundle: 5m, texts: {configMap: texts}}},
  trust: {configMap: authorities}, env: {OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector.observability:4318"},
  networkPolicy: {telemetry: {to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: observability}}}]}}}`

// program is a program that make installs: from .bin, or else from the path.
func program(name string) (string, error) {
	path, err := filepath.Abs(filepath.Join(root, ".bin", name))
	if err != nil {
		return "", err
	}
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	if path, err = exec.LookPath(name); err != nil {
		return "", fmt.Errorf("%s is needed: run `make lint-charts`, which installs it: %w", name, err)
	}
	return path, nil
}

// run gives what a program writes, and an error with what it complains of.
func run(t *testing.T, input io.Reader, name string, args ...string) ([]byte, error) {
	t.Helper()
	path, err := program(name)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	command := exec.CommandContext(ctx, path, args...)
	var out, complaint bytes.Buffer
	command.Stdin, command.Stdout, command.Stderr = input, &out, &complaint
	if err := command.Run(); err != nil {
		return nil, fmt.Errorf("%s %s: %w\n%s%s", name, strings.Join(args, " "), err, &complaint, &out)
	}
	return out.Bytes(), nil
}

// template renders the chart with values files and more values; both may be empty.
func template(t *testing.T, values, more string) ([]byte, error) {
	t.Helper()
	args := []string{"template", release, chart, "--namespace", namespace, "--kube-version", versions[0]}
	for file := range strings.FieldsSeq(values) {
		args = append(args, "--values", filepath.Join(chart, file))
	}
	return run(t, strings.NewReader(more), "helm", append(args, "--values", "-")...)
}

var rendered sync.Map

// render gives the objects of a variant, in the order of kind and name; every variant is rendered once.
func render(t *testing.T, v variant) []object {
	t.Helper()
	once, _ := rendered.LoadOrStore(v.name, sync.OnceValues(func() ([]object, error) {
		content, err := template(t, v.values, v.more)
		if err != nil {
			return nil, err
		}
		return parse(content)
	}))
	objects, err := once.(func() ([]object, error))()
	if err != nil {
		t.Fatal(err)
	}
	return objects
}

func parse(content []byte) ([]object, error) {
	var objects []object
	for decoder := yaml.NewDecoder(bytes.NewReader(content)); ; {
		var fields map[string]any
		err := decoder.Decode(&fields)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if fields == nil {
			continue
		}
		one := object{fields: fields}
		if err := one.read(&one); err != nil {
			return nil, err
		}
		objects = append(objects, one)
	}
	slices.SortFunc(objects, func(a, b object) int { return strings.Compare(a.String(), b.String()) })
	return objects, nil
}

// each runs a check for every variant.
func each(t *testing.T, check func(t *testing.T, objects []object)) {
	t.Helper()
	for _, v := range variants {
		t.Run(v.name, func(t *testing.T) {
			t.Parallel()
			check(t, render(t, v))
		})
	}
}

func named(t *testing.T, name string) variant {
	t.Helper()
	at := slices.IndexFunc(variants, func(v variant) bool { return v.name == name })
	if at < 0 {
		t.Fatalf("there is no variant %q", name)
	}
	return variants[at]
}
