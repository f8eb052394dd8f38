package charts

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// sources are where the settings of each program are read, from the root of the repository.
var sources = map[string][]string{
	"cases":         {"services/cases"},
	"documents":     {"services/documents"},
	"notifications": {"services/notifications"},
	"portal":        {"services/portal"},
	"registry":      {"services/registry"},
	"worker":        {"tools/cmd/worker", "workflows/worker"},
	"bootstrap":     {"services/bootstrap", "services/cmd/bootstrap", "services/registry"},
	"promote":       {"services/bootstrap", "services/cmd/bootstrap"},
}

// everywhere are the packages that read settings for all of them.
var everywhere = []string{"services/platform/settings", "services/platform/temporal", "services/platform/identity"}

// unset are the settings that no value of the chart gives, and why.
var unset = map[string]string{
	"TRAJECT_LISTEN":   "always the port that the Service leads to",
	"TRAJECT_DATABASE": "always the name of the service",
	"TRAJECT_SYSTEM":   "there is one Traject for each number in the trade register",
}

func TestEverySettingThatTheChartGivesIsReadByTheProgram(t *testing.T) {
	t.Parallel()
	known := map[string]map[string]bool{}
	for program := range sources {
		known[program] = settings(t, program)
	}
	eachPod(t, func(t *testing.T, p pod) {
		names, ok := known[p.component()]
		if !ok {
			return
		}
		for _, variable := range p.Spec.Containers[0].Env {
			base := regexp.MustCompile(`^(TRAJECT_MONGODB_URI)_[A-Z]+$`).ReplaceAllString(variable.Name, "$1")
			if !names[base] && !others.MatchString(variable.Name) {
				t.Errorf("%s: nothing in %q reads %s", p.of, sources[p.component()], variable.Name)
			}
		}
	})
}

func TestEverySettingOfAServiceCanBeGivenByTheChart(t *testing.T) {
	t.Parallel()
	given := map[string]map[string]bool{}
	for _, v := range variants {
		found, err := pods(render(t, v))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range found {
			for _, variable := range p.Spec.Containers[0].Env {
				if given[p.component()] == nil {
					given[p.component()] = map[string]bool{}
				}
				given[p.component()][variable.Name] = true
			}
		}
	}
	for _, service := range []string{"cases", "documents", "notifications", "portal", "registry", "worker"} {
		for _, name := range slices.Sorted(maps.Keys(settingsIn(t, sources[service]))) {
			if _, left := unset[name]; !left && !given[service][name] && !optional[name] {
				t.Errorf("%s reads %s, and no render of the chart gives it: add a value for it, or say in unset why not", service, name)
			}
		}
	}
}

// others are variables that packages of others read.
var others = regexp.MustCompile(`^(SSL_CERT_FILE|OTEL_.*|TEMPORAL_NAMESPACE)$`)

// optional are settings for which there is a value, that no variant sets.
var optional = map[string]bool{
	"TRAJECT_TLV_NUMBER_PATTERN": true, "TRAJECT_NOTICE_HOUR": true,
}

func TestNoSecretIsInTheRender(t *testing.T) {
	t.Parallel()
	secret := regexp.MustCompile(`(URI|PASSWORD|USERNAME|API_KEY|TOKEN)$`)
	each(t, func(t *testing.T, objects []object) {
		if t.Name() == "TestNoSecretIsInTheRender/development" {
			return // the devStack has no secrets but its keys, which the cluster keeps
		}
		for _, o := range objects {
			if o.Kind == "Secret" {
				t.Errorf("%s is in the render", o)
			}
		}
		found, err := pods(objects)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range found {
			for _, variable := range p.Spec.Containers[0].Env {
				if variable.Value != "" && secret.MatchString(variable.Name) {
					t.Errorf("%s: %s has a value of its own instead of a Secret's", p.of, variable.Name)
				}
				if strings.HasSuffix(variable.Name, "_KEYS") && !strings.HasPrefix(variable.Value, "/etc/traject/keys/") {
					t.Errorf("%s: %s is not a file", p.of, variable.Name)
				}
			}
		}
	})
}

func TestOnlyTheDocumentsServiceCanOpenDossiers(t *testing.T) {
	t.Parallel()
	eachPod(t, func(t *testing.T, p pod) {
		content := string(document(t, []object{{fields: map[string]any{"volumes": p.Spec.Volumes}}}))
		if has := strings.Contains(content, "dossiers.json"); has != (p.component() == "documents") {
			t.Errorf("%s: has the key ring of the dossiers: %v", p.of, has)
		}
		if has := strings.Contains(content, "portal.pem"); has && p.component() != "portal" && p.component() != "devstack" {
			t.Errorf("%s: has the key of the portal", p.of)
		}
	})
}

// settings that a program reads: the names in its own packages, and in those that all share.
func settings(t *testing.T, program string) map[string]bool {
	t.Helper()
	return settingsIn(t, slices.Concat(sources[program], everywhere))
}

var setting = regexp.MustCompile(`^(TRAJECT|TEMPORAL)_[A-Z_]+$`)

// settingsIn gives every text in the code of the folders, tests left out, that is the name of a setting.
func settingsIn(t *testing.T, folders []string) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	for _, folder := range folders {
		err := filepath.WalkDir(filepath.Join(root, filepath.FromSlash(folder)), func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			source, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, source, 0)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(node ast.Node) bool {
				if literal, ok := node.(*ast.BasicLit); ok && literal.Kind == token.STRING {
					if text, err := strconv.Unquote(literal.Value); err == nil && setting.MatchString(text) {
						found[text] = true
					}
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return found
}
