package charts

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// versions of Kubernetes that the renders must fit: the two newest minors, of which schemas/ has the schemas.
var versions = []string{"1.37.2", "1.36.3"}

func TestEveryRenderIsWhatKubernetesTakes(t *testing.T) {
	t.Parallel()
	// One run for all, since most of its time goes into reading the schemas.
	folder := t.TempDir()
	for _, v := range variants {
		objects := render(t, v)
		if err := os.WriteFile(filepath.Join(folder, v.name+".yaml"), document(t, append(objects, unpacked(t, objects)...)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, version := range versions {
		if _, err := conform(t, version, nil, folder); err != nil {
			t.Errorf("Kubernetes %s: %v", version, err)
		}
	}
}

func TestASchemaRefusesAFieldThatIsNotThere(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"a typing error in a pod":     "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: a, imagePulPolicy: Always}]}}",
		"an unknown kind":             "{apiVersion: v1, kind: Pot, metadata: {name: a}}",
		"an old version":              "{apiVersion: policy/v1beta1, kind: PodDisruptionBudget, metadata: {name: a}}",
		"a resource of others":        "{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: a}, spec: {hostname: [a]}}",
		"both ways to know us":        "{apiVersion: temporal.io/v1alpha1, kind: Connection, metadata: {name: a}, spec: {hostPort: 'a:1', mutualTLSSecretRef: {name: a}, apiKeySecretRef: {key: a}}}",
		"a quantity that is a list":   "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: a, resources: {limits: {memory: [1]}}}]}}",
		"a resource nobody described": "{apiVersion: example.org/v1, kind: Thing, metadata: {name: a}}",
	} {
		if out, err := conform(t, versions[0], strings.NewReader(text), "-"); err == nil {
			t.Errorf("%s is taken: %s", name, out)
		}
	}
}

// conform asks kubeconform, which is told to look nowhere but in our folder, about files, or the input when the file is "-".
func conform(t *testing.T, version string, input io.Reader, file string) ([]byte, error) {
	t.Helper()
	return run(t, input, "kubeconform", "-strict", "-kubernetes-version", version,
		"-schema-location", filepath.Join("schemas", "crds", "{{.ResourceKind}}_{{.ResourceAPIVersion}}.json"),
		"-schema-location", filepath.Join("schemas", "{{.NormalizedKubernetesVersion}}.json"), file)
}

// unpacked are the objects that others make of what is packed in ours: the pods of the worker controller, and what it makes for each build.
func unpacked(t *testing.T, objects []object) []object {
	t.Helper()
	var found []object
	for _, o := range objects {
		switch o.Kind {
		case "WorkerDeployment":
			found = append(found, object{fields: map[string]any{
				"apiVersion": "apps/v1", "kind": "Deployment", "metadata": o.fields["metadata"],
				"spec": map[string]any{"selector": map[string]any{}, "template": o.at("spec.template")},
			}})
		case "WorkerResourceTemplate":
			packed := o.at("spec.template").(map[string]any)
			spec := packed["spec"].(map[string]any)
			filled := map[string]any{"scaleTargetRef": map[string]any{"apiVersion": "apps/v1", "kind": "Deployment", "name": "a-build"}}
			for key, value := range spec {
				if key != "scaleTargetRef" {
					filled[key] = value
				}
			}
			found = append(found, object{fields: map[string]any{
				"apiVersion": packed["apiVersion"], "kind": packed["kind"], "metadata": o.fields["metadata"], "spec": filled,
			}})
		}
	}
	return found
}

func document(t *testing.T, objects []object) []byte {
	t.Helper()
	var parts []string
	for _, o := range objects {
		content, err := yaml.Marshal(o.fields)
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, string(content))
	}
	return []byte(strings.Join(parts, "---\n"))
}
