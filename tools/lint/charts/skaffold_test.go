package charts

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"traject.nl/tools/images"
)

// skaffold is what the checks ask of skaffold.yaml, and of a profile in it.
type skaffold struct {
	Name  string
	Build struct {
		Artifacts []struct {
			Image  string
			Custom *struct {
				BuildCommand string `yaml:"buildCommand"`
				Dependencies struct{ Command string }
			}
			Docker *struct {
				Dockerfile string
				BuildArgs  map[string]string `yaml:"buildArgs"`
			}
		}
	}
	Deploy struct {
		Helm struct{ Releases []helmRelease }
	}
	PortForward []struct {
		ResourceName string `yaml:"resourceName"`
		Port         int
	} `yaml:"portForward"`
	Profiles []skaffold
}

type helmRelease struct {
	Name, ChartPath, RemoteChart, Repo, Version string
	ValuesFiles                                 []string
	SetValueTemplates                           map[string]string
}

// UnmarshalYAML reads the names as skaffold writes them.
func (r *helmRelease) UnmarshalYAML(node *yaml.Node) error {
	var fields struct {
		Name              string
		ChartPath         string `yaml:"chartPath"`
		RemoteChart       string `yaml:"remoteChart"`
		Repo, Version     string
		ValuesFiles       []string          `yaml:"valuesFiles"`
		SetValueTemplates map[string]string `yaml:"setValueTemplates"`
	}
	if err := node.Decode(&fields); err != nil {
		return err
	}
	*r = helmRelease(fields)
	return nil
}

func readSkaffold(t *testing.T) skaffold {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(root, "skaffold.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var config skaffold
	if err := yaml.Unmarshal(content, &config); err != nil {
		t.Fatal(err)
	}
	return config
}

func profile(t *testing.T, config skaffold, name string) skaffold {
	t.Helper()
	at := slices.IndexFunc(config.Profiles, func(p skaffold) bool { return p.Name == name })
	if at < 0 {
		t.Fatalf("skaffold.yaml has no profile %s", name)
	}
	return config.Profiles[at]
}

func TestSkaffoldBuildsEveryImageInBothWays(t *testing.T) {
	t.Parallel()
	config := readSkaffold(t)
	docker := profile(t, config, "docker")
	if len(config.Build.Artifacts) != len(images.All) || len(docker.Build.Artifacts) != len(images.All) {
		t.Fatalf("%d artifacts, and %d with Docker, of %d images", len(config.Build.Artifacts), len(docker.Build.Artifacts), len(images.All))
	}
	for at, image := range images.All {
		name := "traject/" + image.Name
		own := config.Build.Artifacts[at]
		if own.Image != name || own.Custom == nil || own.Custom.BuildCommand != "tools/skaffold.sh build" || own.Custom.Dependencies.Command != "tools/skaffold.sh files "+image.Name {
			t.Errorf("artifact %d is %+v, want %s", at, own, name)
		}
		other := docker.Build.Artifacts[at]
		if other.Image != name || other.Docker == nil || other.Docker.Dockerfile != "Dockerfile" || other.Docker.BuildArgs["IMAGE"] != image.Name {
			t.Errorf("with Docker artifact %d is %+v, want %s", at, other, name)
		}
	}
}

func TestSkaffoldInstallsTheImagesThatItBuilt(t *testing.T) {
	t.Parallel()
	config := readSkaffold(t)
	for _, releases := range [][]helmRelease{config.Deploy.Helm.Releases, profile(t, config, "external").Deploy.Helm.Releases} {
		last := releases[len(releases)-1]
		if last.ChartPath != "charts/traject" || len(last.SetValueTemplates) != len(images.All) {
			t.Fatalf("the last release is %+v", last)
		}
		for _, image := range images.All {
			if got, want := last.SetValueTemplates["image.references."+image.Name], "{{.IMAGE_FULLY_QUALIFIED_traject_"+image.Name+"}}"; got != want {
				t.Errorf("%s is %q, want %q", image.Name, got, want)
			}
		}
	}
}

func TestChartsOfOthersArePinned(t *testing.T) {
	t.Parallel()
	var remote []string
	for _, one := range profile(t, readSkaffold(t), "external").Deploy.Helm.Releases {
		for _, file := range one.ValuesFiles {
			if _, err := os.Stat(filepath.Join(root, file)); err != nil {
				t.Errorf("%s: %v", one.Name, err)
			}
		}
		if one.RemoteChart == "" {
			if _, err := os.Stat(filepath.Join(root, one.ChartPath, "Chart.yaml")); err != nil {
				t.Errorf("%s: %v", one.Name, err)
			}
			continue
		}
		remote = append(remote, one.RemoteChart)
		if one.Version == "" || !strings.HasPrefix(one.Repo, "https://") {
			t.Errorf("%s: version %q of %q", one.RemoteChart, one.Version, one.Repo)
		}
	}
	if !slices.Equal(remote, []string{"mongodb-kubernetes", "temporal"}) {
		t.Errorf("charts of others: %q", remote)
	}
}

func TestForwardedPortsAreThoseOfServices(t *testing.T) {
	t.Parallel()
	objects := render(t, named(t, "development"))
	for _, forward := range readSkaffold(t).PortForward {
		at := slices.IndexFunc(objects, func(o object) bool { return o.String() == "Service/"+forward.ResourceName })
		if at < 0 {
			t.Errorf("there is no Service %s", forward.ResourceName)
			continue
		}
		ports := fmt.Sprint(objects[at].at("spec.ports"))
		if !strings.Contains(ports, fmt.Sprintf(" port:%d ", forward.Port)) {
			t.Errorf("Service %s has no port %d: %s", forward.ResourceName, forward.Port, ports)
		}
	}
}

func TestAnImageIsBuiltAgainForItsOwnFilesOnly(t *testing.T) {
	t.Parallel()
	for _, image := range images.All {
		folder, err := exec.CommandContext(t.Context(), filepath.Join(root, "tools", "skaffold.sh"), "main_of", image.Name).Output()
		if got := strings.TrimSpace(string(folder)); err != nil || got != "./"+image.Package {
			t.Errorf("%s is made of %s, %v, want %s", image.Name, got, err, image.Package)
		}
	}
	out, err := exec.CommandContext(t.Context(), filepath.Join(root, "tools", "skaffold.sh"), "files", "cases").Output()
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	if err := json.Unmarshal(out, &files); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{"go.work", "services/go.mod", "services/cases/api.go", "services/cmd/cases/main.go", "services/platform/edge/edge.go"} {
		if !slices.Contains(files, file) {
			t.Errorf("a change of %s is not seen", file)
		}
	}
	for _, file := range files {
		if strings.HasPrefix(file, "services/portal/") || strings.HasSuffix(file, "_test.go") {
			t.Errorf("cases would be built again for %s", file)
		}
		if _, err := os.Stat(filepath.Join(root, file)); err != nil {
			t.Error(err)
		}
	}
}

// Of the chart with the databases the values for Traject name the Secrets.
func TestTheDatabasesHaveTheSecretsThatTrajectNames(t *testing.T) {
	t.Parallel()
	content, err := run(t, nil, "helm", "template", "traject-mongodb", filepath.Join(root, "charts", "mongodb"), "--namespace", namespace)
	if err != nil {
		t.Fatal(err)
	}
	objects, err := parse(content)
	if err != nil {
		t.Fatal(err)
	}
	var have []string
	for _, o := range objects {
		if o.Kind == "Secret" && o.at("stringData.uri") != nil {
			have = append(have, o.Metadata.Name)
		}
	}
	found, err := pods(render(t, named(t, "external")))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range found {
		for _, variable := range p.Spec.Containers[0].Env {
			if from := variable.ValueFrom.SecretKeyRef; strings.HasPrefix(variable.Name, "TRAJECT_MONGODB_URI") && (!slices.Contains(have, from.Name) || from.Key != "uri") {
				t.Errorf("%s: %s is %s of Secret %s, and there are %q", p.of, variable.Name, from.Key, from.Name, have)
			}
		}
	}
}
