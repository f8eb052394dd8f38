package charts

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// Every way to get the values wrong that we know of, and what the refusal must say: which value, and what to do.
func TestWrongValuesAreRefusedWithWhatToChange(t *testing.T) {
	t.Parallel()
	for name, wrong := range map[string]struct {
		// base is empty for values.yaml alone.
		base, more string
		says       []string
	}{
		"nothing set": {"", "", []string{
			"portal.publicUrl is not set: give the address", "mongodb.services.cases.name are not set: make a Secret", "temporal.address is not set: give host:port",
			"oidc.issuer is not set", "smtp.host is not set", "smtp.from is not set", "organisation.kvk is not set", "cases.publicUrl is not set",
			"secrets.payloads.name is not set: make a Secret with the key ring", "secrets.dossiers.name", "secrets.delivery.name", "secrets.parents.name", "secrets.sessions.name",
		}},
		"a key that does not exist":          {"small", "{portal: {replica: 2}}", []string{"/portal", "'replica' not allowed"}},
		"a part that does not exist":         {"small", "{casess: {replicas: 2}}", []string{"'casess' not allowed"}},
		"a variable that is not for us":      {"small", "{env: {TRAJECT_PORTAL_URL: x}}", []string{"/env", "'TRAJECT_PORTAL_URL' not allowed"}},
		"a number that is a word":            {"small", "{cases: {replicas: two}}", []string{"/cases/replicas", "got string, want integer"}},
		"a yes that is a word":               {"small", "{devStack: {enabled: 'yes'}}", []string{"/devStack/enabled", "want boolean"}},
		"a tag that is a number":             {"small", "{image: {tag: 1.0}}", []string{"/image/tag", "want string"}},
		"no replica":                         {"small", "{cases: {replicas: 0}}", []string{"/cases/replicas", "got 0, want 1"}},
		"no memory limit":                    {"small", "{cases: {resources: {limits: {memory: null}}}}", []string{"/cases/resources/limits", "missing property 'memory'"}},
		"a secret that is missing":           {"small", "{secrets: {dossiers: {name: ''}}}", []string{"secrets.dossiers.name is not set: make a Secret with the key ring of the dossiers"}},
		"one store too few":                  {"small", "{mongodb: {uri: {name: ''}, services: {cases: {name: a}}}}", []string{"mongodb.uri.name and mongodb.services.registry.name are not set"}},
		"a secret instead of its name":       {"small", "{mongodb: {uri: {name: 'mongodb://user:password@host'}}}", []string{"/mongodb/uri/name", "does not match pattern"}},
		"an address with a path":             {"small", "{portal: {publicUrl: 'https://example.nl/traject'}}", []string{"/portal/publicUrl", "does not match pattern"}},
		"a number that is none of a company": {"small", "{organisation: {kvk: '1234'}}", []string{"/organisation/kvk", "[0-9]{8}"}},
		"a Temporal without a port":          {"small", "{temporal: {address: temporal.example.nl}}", []string{"/temporal/address", "does not match pattern"}},
		"certificates without TLS":           {"small", "{temporal: {tls: {ca: {name: a}}}}", []string{"temporal.tls has certificates", "set temporal.tls.enabled to true"}},
		"an API key without TLS":             {"small", "{temporal: {apiKey: {name: a}}}", []string{"temporal.apiKey goes only over TLS"}},
		"an API key and a certificate":       {"production", "{temporal: {apiKey: {name: a}}}", []string{"temporal.apiKey and temporal.tls.clientCertificate are both set: keep the one"}},
		"an unknown way of versioning":       {"small", "{worker: {versioning: {mode: chartt}}}", []string{"/worker/versioning/mode", "'none', 'chart', 'controller'"}},
		"a build without versioning":         {"small", "{worker: {versioning: {buildId: abc}}}", []string{"worker.versioning.buildId has no meaning with mode none"}},
		"a name that the controller gives":   {"small", "{worker: {versioning: {mode: controller, deploymentName: abc}}}", []string{"worker.versioning.deploymentName is only for mode chart, and the mode is controller"}},
		"steps without steps":                {"small", "{worker: {versioning: {mode: controller, controller: {rollout: {strategy: Progressive}}}}}", []string{"worker.versioning.controller.rollout.steps is empty: say the steps"}},
		"days of seconds in practice":        {"small", "{worker: {policy: demo}}", []string{"worker.policy demo makes days of seconds", "set it to zout"}},
		"people of nobody in practice":       {"small", "{registry: {developmentLists: true}}", []string{"registry.developmentLists is only for the devStack: leave it out"}},
		"private receivers in practice":      {"small", "{notifications: {webhooks: {allowPrivate: true}}}", []string{"notifications.webhooks.allowPrivate is only for the devStack: leave it out"}},
		"a stack and a store":                {"development", "{mongodb: {uri: {name: a}}}", []string{"mongodb.uri.name is set, and the devStack brings its own: leave it out"}},
		"a stack and a provider":             {"development", "{oidc: {issuer: 'https://a'}}", []string{"oidc.issuer is set, and the devStack brings its own"}},
		"a stack and keys":                   {"development", "{secrets: {dossiers: {name: a}}}", []string{"secrets.dossiers.name is set, and the devStack brings its own"}},
		"a stack and a vault":                {"development", vault, []string{"externalSecrets.enabled is set, and the devStack brings its own"}},
		"two ways in":                        {"small", "{gateway: {enabled: true, parentRefs: [{name: a}]}}", []string{"ingress.enabled and gateway.enabled are both true: keep the way"}},
		"a route to no gateway":              {"small", "{ingress: {enabled: false}, gateway: {enabled: true}}", []string{"gateway.parentRefs is empty: name your Gateway"}},
		"a way in that is closed":            {"small", "{networkPolicy: {ingressController: {from: []}}}", []string{"networkPolicy.ingressController.from is empty", "name the pods of your ingress controller"}},
		"a peer that is a name":              {"small", "{networkPolicy: {mongodb: {to: [mongodb]}}}", []string{"/networkPolicy/mongodb/to/0", "want object"}},
		"a relay at a closed port":           {"small", "{smtp: {port: 465}}", []string{"smtp.port 465 is not networkPolicy.smtp.port 587: make them the same"}},
		"a vault without a name":             {"small", "{externalSecrets: {enabled: true, secrets: {a: {b: {remoteKey: c}}}}}", []string{"externalSecrets.store.name is not set: name the store"}},
		"a vault that gives too little":      {"small", "{externalSecrets: {enabled: true, store: {name: vault}, secrets: {traject-keys: {payloads.json: {remoteKey: a}}}}}", []string{`externalSecrets.secrets.traject-keys has no "dossiers.json", which secrets.dossiers names: add it`}},
		"fewer at most than at least":        {"small", "{portal: {autoscaling: {enabled: true, minReplicas: 4, maxReplicas: 2}}}", []string{"portal.autoscaling.minReplicas 4 is above maxReplicas 2"}},
		"mail back without an address":       {"small", "{notifications: {bounce: {enabled: true}}}", []string{"notifications.bounce.address is not set: give the address"}},
		"a name that is too long":            {"small", "{fullnameOverride: a-name-that-leaves-no-room-for-names-of-parts}", []string{"longer than 40 characters", "fullnameOverride"}},
		"a retention of a word":              {"small", "{bootstrap: {retention: long}}", []string{"/bootstrap/retention", "does not match pattern"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			base := ""
			if wrong.base != "" {
				base = "values-" + wrong.base + ".yaml"
			}
			_, err := template(t, base, wrong.more)
			if err == nil {
				t.Fatal("these values are taken")
			}
			for _, part := range wrong.says {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("does not say %q: %v", part, err)
				}
			}
		})
	}
}

func TestEveryValuesFileIsWithoutFaults(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join(chart, "values-*.yaml"))
	if err != nil || len(files) != 3 {
		t.Fatalf("%q, %v", files, err)
	}
	for _, file := range files {
		if _, err := run(t, nil, "helm", "lint", "--strict", "--kube-version", versions[0], "--values", file, chart); err != nil {
			t.Error(err)
		}
	}
}

func TestTheChartOfTheDatabasesIsWithoutFaults(t *testing.T) {
	t.Parallel()
	if _, err := run(t, nil, "helm", "lint", "--strict", "--kube-version", versions[0], filepath.Join(root, "charts", "mongodb")); err != nil {
		t.Error(err)
	}
}

// schema is what the walk below asks of a JSON schema.
type schema struct {
	Ref        string            `json:"$ref"`
	Defs       map[string]schema `json:"$defs"`
	Properties map[string]schema
}

// What can be set stands in values.yaml with what it is when it is not set. (The other way round the schema sees to itself.)
func TestEveryValueOfTheSchemaStandsInTheValuesFile(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile(filepath.Join(chart, "values.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	var whole schema
	if err := json.Unmarshal(content, &whole); err != nil {
		t.Fatal(err)
	}
	if content, err = os.ReadFile(filepath.Join(chart, "values.yaml")); err != nil {
		t.Fatal(err)
	}
	var values map[string]any
	if err := yaml.Unmarshal(content, &values); err != nil {
		t.Fatal(err)
	}
	var walk func(path string, one schema, value any)
	walk = func(path string, one schema, value any) {
		name := strings.TrimPrefix(one.Ref, "#/$defs/")
		if name != "" {
			one = whole.Defs[name]
		}
		// Resources are Kubernetes's own, a letterhead is one thing, and Helm gives every chart a place called global.
		if len(one.Properties) == 0 || name == "resources" || path == ".organisation.letterhead" {
			return
		}
		fields, ok := value.(map[string]any)
		if !ok {
			t.Errorf("%s is %v in values.yaml", path, value)
			return
		}
		for key, inner := range one.Properties {
			if _, there := fields[key]; !there && key != "global" {
				t.Errorf("%s.%s is not in values.yaml", path, key)
				continue
			}
			walk(path+"."+key, inner, fields[key])
		}
	}
	walk("", whole, values)
}

// What helm prints after an installation is part of the chart too; only an installation renders it.
func TestTheNotesSayWhatToDoNext(t *testing.T) {
	t.Parallel()
	notes, err := os.ReadFile(filepath.Join(chart, "templates", "NOTES.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"helm test", "port-forward", "/inloggen/terug", "/uitgelogd"} {
		if !strings.Contains(string(notes), part) {
			t.Errorf("nothing about %s", part)
		}
	}
}
