package images

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// read a file of the workspace.
func read(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(root(), path))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func TestTheDockerfileBuildsEveryImageOfTheList(t *testing.T) {
	var want []string
	for _, image := range All {
		want = append(want, fmt.Sprintf("FROM scratch AS image-%s\nENTRYPOINT [\"/%s\"]", image.Name, image.Binary()))
	}
	got := regexp.MustCompile(`FROM scratch AS image-\S+\nENTRYPOINT .*`).FindAllString(read(t, "Dockerfile"), -1)
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("the Dockerfile has\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestTheDockerfileMakesTheSameOfAnImage(t *testing.T) {
	dockerfile := read(t, "Dockerfile")
	lines := strings.Split(dockerfile, "\n")
	if !slices.Contains(lines, "USER "+user) {
		t.Errorf("the Dockerfile has no line USER %s", user)
	}
	if !strings.Contains(dockerfile, `GOFLAGS="`+goflags+`"`) {
		t.Errorf("the Dockerfile does not build with GOFLAGS=%q", goflags)
	}
	for label := range (Build{}).labels(All[0]) {
		if !strings.Contains(dockerfile, " "+label+"=") {
			t.Errorf("the Dockerfile sets no label %s", label)
		}
	}
	version := regexp.MustCompile(`(?m)^go (\S+)$`).FindStringSubmatch(read(t, "go.work"))[1]
	if !slices.Contains(lines, "ARG GO_VERSION="+version) {
		t.Errorf("the Dockerfile does not build with Go %s, as go.work says", version)
	}
}

func TestTheDockerfileCopiesWhatThereIs(t *testing.T) {
	copied := regexp.MustCompile(`(?m)^COPY ([^-].*) \S+$`).FindAllStringSubmatch(read(t, "Dockerfile"), -1)
	var sources []string
	for _, line := range copied {
		sources = append(sources, strings.Fields(line[1])...)
	}
	for _, source := range sources {
		if _, err := os.Stat(filepath.Join(root(), source)); err != nil {
			t.Errorf("COPY %s: %v", source, err)
		}
	}
	// go mod download needs the go.mod of every module of the workspace.
	for _, module := range regexp.MustCompile(`(?m)^\t\./(\S+)$`).FindAllStringSubmatch(read(t, "go.work"), -1) {
		for _, file := range []string{"go.mod", "go.sum"} {
			if !slices.Contains(sources, module[1]+"/"+file) {
				t.Errorf("the Dockerfile does not copy %s/%s before it downloads modules", module[1], file)
			}
		}
	}
}

func TestTestsAndImagesShareOneBuildCache(t *testing.T) {
	if makefile := read(t, "Makefile"); !strings.Contains(makefile, "\nexport GOFLAGS := "+goflags+"\n") || !strings.Contains(makefile, "\nexport CGO_ENABLED := 0\n") {
		t.Errorf("the Makefile does not export CGO_ENABLED=0 and GOFLAGS=%s: everything is compiled twice", goflags)
	}
}

// TestEveryImageCarriesWhatABareContainerMisses: the authorities that TLS trusts and the zones of time. And the list says
// truly which images carry the assets of the portal.
func TestEveryImageCarriesWhatABareContainerMisses(t *testing.T) {
	args := []string{"list", "-f", `{{.ImportPath}} {{join .Deps " "}}`}
	for _, image := range All {
		args = append(args, "./"+image.Package)
	}
	list := exec.CommandContext(t.Context(), "go", args...)
	list.Dir, list.Stderr = root(), os.Stderr
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	packages := map[string][]string{}
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		packages[fields[0]] = fields[1:]
	}
	for _, image := range All {
		imports := packages["traject.nl/"+image.Package]
		for _, needed := range []string{"golang.org/x/crypto/x509roots/fallback", "time/tzdata"} {
			if !slices.Contains(imports, needed) {
				t.Errorf("%s does not import %s", image.Package, needed)
			}
		}
		if carries := slices.Contains(imports, "traject.nl/services/portal/assets"); carries != image.Assets {
			t.Errorf("%s: Assets is %t in the list, and it is %t that the program carries them", image.Name, image.Assets, carries)
		}
	}
}
