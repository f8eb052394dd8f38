// Package lint holds the walls between the parts of Traject that a compiler does not see.
package lint

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// pkg is what `go list` says of a package.
type pkg struct {
	ImportPath   string
	Dir          string
	GoFiles      []string
	Imports      []string
	TestImports  []string
	XTestImports []string
}

// all imports, those of tests included: a wall has no doors for tests.
func (p pkg) all() []string {
	return slices.Concat(p.Imports, p.TestImports, p.XTestImports)
}

func packages(t *testing.T, module string) []pkg {
	t.Helper()
	list := exec.Command("go", "list", "-json=ImportPath,Dir,GoFiles,Imports,TestImports,XTestImports", "./...")
	list.Dir = filepath.Join("..", "..", module)
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		t.Fatalf("go list in %s: %v", module, err)
	}
	var found []pkg
	for decoder := json.NewDecoder(strings.NewReader(string(out))); ; {
		var one pkg
		if err := decoder.Decode(&one); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		found = append(found, one)
	}
	if len(found) == 0 {
		t.Fatalf("no packages in %s", module)
	}
	return found
}

// within says whether a package is in the tree.
func within(path, tree string) bool { return path == tree || strings.HasPrefix(path, tree+"/") }

func TestModulesNeverImportUpwards(t *testing.T) {
	may := map[string][]string{
		"proto":     {"proto"},
		"workflows": {"proto", "workflows"},
		"services":  {"proto", "services"},
		"tools":     {"proto", "workflows", "services", "tools"},
	}
	for module, allowed := range may {
		for _, p := range packages(t, module) {
			for _, imported := range p.all() {
				rest, ours := strings.CutPrefix(imported, "traject.nl/")
				if target, _, _ := strings.Cut(rest, "/"); ours && !slices.Contains(allowed, target) {
					t.Errorf("%s imports %s: module %s may only import %v", p.ImportPath, imported, module, allowed)
				}
			}
		}
	}
}

// TestServicesShareOnlyThePlatform: no service imports another. The tests of the portal may: it is the one that calls the
// others, and a test against the real thing is what shows that it calls them well. The bootstrap is no service: it prepares
// the database of each by what that service exports for it.
func TestServicesShareOnlyThePlatform(t *testing.T) {
	for _, p := range packages(t, "services") {
		service := serviceOf(p.ImportPath)
		imports := p.all()
		switch service {
		case "portal":
			imports = p.Imports
		case "bootstrap":
			continue
		}
		for _, imported := range imports {
			if target := serviceOf(imported); target != "" && target != service && target != "platform" {
				t.Errorf("%s imports %s: services do not import each other, they share only services/platform", p.ImportPath, imported)
			}
		}
	}
}

// serviceOf is the service that a package belongs to; empty outside services.
func serviceOf(path string) string {
	rest, ours := strings.CutPrefix(path, "traject.nl/services/")
	if !ours {
		return ""
	}
	service, _, _ := strings.Cut(strings.TrimPrefix(rest, "cmd/"), "/")
	return service
}

func TestWorkflowsKnowNoServerStoreOrWeb(t *testing.T) {
	forbidden := []string{
		"github.com/gin-gonic/gin", "github.com/danielgtaylor/huma", "go.mongodb.org", "go.temporal.io/server", "github.com/FerretDB", "net/http",
	}
	for _, p := range packages(t, "workflows") {
		for _, imported := range p.all() {
			for _, tree := range forbidden {
				if within(imported, tree) {
					t.Errorf("%s imports %s: a process does no input or output", p.ImportPath, imported)
				}
			}
		}
	}
}

func TestOnlyToolsKnowTheEmbeddedServers(t *testing.T) {
	forbidden := []string{"go.temporal.io/server", "github.com/temporalio/ui-server", "github.com/FerretDB", "github.com/zitadel/oidc"}
	for _, module := range []string{"proto", "workflows", "services"} {
		for _, p := range packages(t, module) {
			for _, imported := range p.all() {
				for _, tree := range forbidden {
					if within(imported, tree) {
						t.Errorf("%s imports %s: only tools may depend on what runs embedded", p.ImportPath, imported)
					}
				}
			}
		}
	}
}

func TestTheWorkerProgramCarriesNoServer(t *testing.T) {
	list := exec.Command("go", "list", "-deps", "./cmd/worker")
	list.Dir = ".."
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, imported := range strings.Fields(string(out)) {
		for _, tree := range []string{"go.temporal.io/server", "github.com/temporalio/ui-server", "github.com/FerretDB", "github.com/zitadel/oidc"} {
			if within(imported, tree) {
				t.Errorf("the worker depends on %s: it must stay a small image", imported)
			}
		}
	}
}

// callers are the packages that may be an HTTP client, and whom they call.
var callers = []string{
	"traject.nl/services/portal",                // the other services
	"traject.nl/services/platform/identity",     // the identity provider, for its keys
	"traject.nl/services/notifications/partner", // receivers outside the house, and no address inside it
	"traject.nl/services/notifications/outages", // the portal, to know whether it can be reached
}

// TestOnlyThePortalCallsOverHTTP looks for HTTP clients in the code of the other services: they reach each other through
// Temporal.
func TestOnlyThePortalCallsOverHTTP(t *testing.T) {
	clients := []string{"Client", "DefaultClient", "Get", "Head", "Post", "PostForm", "NewRequest", "NewRequestWithContext", "Transport", "DefaultTransport"}
	for _, p := range packages(t, "services") {
		if slices.ContainsFunc(callers, func(tree string) bool { return within(p.ImportPath, tree) }) {
			continue
		}
		for _, file := range p.GoFiles {
			for _, used := range selectors(t, filepath.Join(p.Dir, file), "net/http") {
				if slices.Contains(clients, used) {
					t.Errorf("%s uses http.%s: only the portal calls others over HTTP", filepath.Join(p.ImportPath, file), used)
				}
			}
		}
	}
}

// selectors are the names that a file uses of a package.
func selectors(t *testing.T, path, imported string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	name := ""
	for _, spec := range file.Imports {
		if strings.Trim(spec.Path.Value, `"`) != imported {
			continue
		}
		name = filepath.Base(imported)
		if spec.Name != nil {
			name = spec.Name.Name
		}
	}
	if name == "" {
		return nil
	}
	var used []string
	ast.Inspect(file, func(n ast.Node) bool {
		if selector, ok := n.(*ast.SelectorExpr); ok {
			if of, ok := selector.X.(*ast.Ident); ok && of.Name == name {
				used = append(used, selector.Sel.Name)
			}
		}
		return true
	})
	return used
}
