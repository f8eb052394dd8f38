package images

import (
	"archive/tar"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	cdx "github.com/CycloneDX/cyclonedx-go"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/tarball"

	"traject.nl/services/portal/assets"
)

// smallest is the image that the tests build: the one that is done soonest.
const smallest = "registry"

// root of the workspace, seen from this package.
func root() string { return filepath.Join("..", "..") }

// build is how the tests build: as of a moment of their own, which must be all that images know of time.
func build(source string) Build {
	return Build{
		Source: source, Version: "1.2.3-test", Revision: "0123456789abcdef0123456789abcdef01234567",
		Created: time.Date(2026, 9, 1, 12, 0, 0, 0, time.UTC), Arch: runtime.GOARCH,
	}
}

// written builds the smallest image from the source and returns the file that it is in.
func written(ctx context.Context, source, folder string) error {
	b := build(source)
	return b.Files(ctx, []string{smallest}, func(files Files) error {
		_, _, err := b.Write(folder, "localhost/traject", "test", files)
		return err
	})
}

var shared struct {
	once   sync.Once
	folder string
	err    error
}

// smallestImage is built once for all tests of this package.
func smallestImage(t *testing.T) (v1.Image, string) {
	t.Helper()
	shared.once.Do(func() {
		if shared.folder, shared.err = os.MkdirTemp("", "traject-images-test-"); shared.err == nil {
			shared.err = written(context.Background(), root(), shared.folder)
		}
	})
	if shared.err != nil {
		t.Fatal(shared.err)
	}
	image, err := tarball.ImageFromPath(filepath.Join(shared.folder, smallest+".tar"), nil)
	if err != nil {
		t.Fatal(err)
	}
	return image, shared.folder
}

func TestMain(m *testing.M) {
	code := m.Run()
	if shared.folder != "" {
		_ = os.RemoveAll(shared.folder)
	}
	os.Exit(code)
}

// unpacked puts the files of an image in a folder that nobody but its owner may write, as they are in the image.
func unpacked(t *testing.T, image v1.Image) string {
	t.Helper()
	folder := t.TempDir()
	content := mutate.Extract(image)
	defer content.Close()
	for archive := tar.NewReader(content); ; {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		file, err := os.OpenFile(filepath.Join(folder, filepath.Base(header.Name)), os.O_CREATE|os.O_WRONLY, header.FileInfo().Mode())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(file, archive); err != nil {
			t.Fatal(err)
		}
		if err := file.Close(); err != nil {
			t.Fatal(err)
		}
	}
	// t.TempDir is for its owner only; the user of an image is another.
	for _, path := range []string{filepath.Dir(folder), folder} {
		if err := os.Chmod(path, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func TestAnImageHoldsOnlyItsProgramAndTheListOfWhatIsInIt(t *testing.T) {
	image, _ := smallestImage(t)
	content := mutate.Extract(image)
	defer content.Close()
	var names []string
	for archive := tar.NewReader(content); ; {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		names = append(names, header.Name)
		if header.Uid != 0 || header.Gid != 0 || header.FileInfo().Mode().Perm()&0o222 != 0 {
			t.Errorf("%s belongs to %d:%d with mode %o: want root's, and written by nobody", header.Name, header.Uid, header.Gid, header.Mode)
		}
		if header.ModTime.Unix() != 0 {
			t.Errorf("%s has time %s: want none, or the same sources give another image", header.Name, header.ModTime)
		}
	}
	if got := strings.Join(names, " "); got != "traject-registry sbom.cdx.json" {
		t.Errorf("the image holds %s: want its program and its SBOM, nothing else", got)
	}
}

func TestAnImageSaysWhatItIsAndRunsAsNobody(t *testing.T) {
	image, _ := smallestImage(t)
	config, err := image.ConfigFile()
	if err != nil {
		t.Fatal(err)
	}
	if config.Config.User != "65532:65532" {
		t.Errorf("user is %q: want the number 65532, of which Kubernetes can see that it is not root", config.Config.User)
	}
	if got := strings.Join(config.Config.Entrypoint, " "); got != "/traject-registry" {
		t.Errorf("entrypoint is %q", got)
	}
	if len(config.Config.Cmd)+len(config.Config.Env) > 0 {
		t.Errorf("the image gives arguments %v and settings %v: both come from the chart only", config.Config.Cmd, config.Config.Env)
	}
	for label, want := range map[string]string{
		"org.opencontainers.image.version":  "1.2.3-test",
		"org.opencontainers.image.revision": "0123456789abcdef0123456789abcdef01234567",
		"org.opencontainers.image.created":  "2026-09-01T12:00:00Z",
		"org.opencontainers.image.licenses": "EUPL-1.2",
	} {
		if got := config.Config.Labels[label]; got != want {
			t.Errorf("label %s is %q, want %q", label, got, want)
		}
	}
}

func TestTheSameSourcesGiveTheSameImageWhereverTheyStand(t *testing.T) {
	image, _ := smallestImage(t)
	elsewhere, folder := t.TempDir(), t.TempDir()
	copyWorkspace(t, elsewhere)
	if err := written(t.Context(), elsewhere, folder); err != nil {
		t.Fatal(err)
	}
	again, err := tarball.ImageFromPath(filepath.Join(folder, smallest+".tar"), nil)
	if err != nil {
		t.Fatal(err)
	}
	first, err := image.Digest()
	if err != nil {
		t.Fatal(err)
	}
	second, err := again.Digest()
	if err != nil {
		t.Fatal(err)
	}
	if first != second {
		t.Errorf("built twice, in two folders: %s and %s", first, second)
	}
}

// copyWorkspace copies what the smallest image is made of, and what Go needs to know of the rest of the workspace.
func copyWorkspace(t *testing.T, to string) {
	t.Helper()
	whole := func(path string) bool {
		return strings.HasPrefix(path, "proto/") || strings.HasPrefix(path, "services/")
	}
	err := fs.WalkDir(os.DirFS(root()), ".", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "node_modules" || path != "." && strings.HasPrefix(entry.Name(), ".")):
			return fs.SkipDir
		case entry.IsDir():
			return os.MkdirAll(filepath.Join(to, path), 0o755)
		case !whole(path) && !strings.HasPrefix(entry.Name(), "go."):
			return nil
		}
		content, err := os.ReadFile(filepath.Join(root(), path))
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, path), content, 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTheSBOMNamesEveryModuleWithItsHash(t *testing.T) {
	image, folder := smallestImage(t)
	inside, err := os.ReadFile(filepath.Join(unpacked(t, image), sbomName))
	if err != nil {
		t.Fatal(err)
	}
	beside, err := os.ReadFile(filepath.Join(folder, smallest+".cdx.json"))
	if err != nil {
		t.Fatal(err)
	}
	if string(inside) != string(beside) {
		t.Error("the SBOM in the image is not the one beside it")
	}
	var bom cdx.BOM
	if err := json.Unmarshal(inside, &bom); err != nil {
		t.Fatal(err)
	}
	if bom.SpecVersion != cdx.SpecVersion1_6 {
		t.Errorf("the SBOM is CycloneDX %s, want 1.6", bom.SpecVersion)
	}
	found := map[string]bool{}
	for _, component := range *bom.Components {
		found[component.Name] = true
		if component.PackageURL == "" {
			t.Errorf("%s has no package URL", component.Name)
		}
		if !ours(component.Name) && component.Name != "std" && (component.Hashes == nil || len((*component.Hashes)[0].Value) != 64) {
			t.Errorf("%s has no SHA-256", component.Name)
		}
	}
	for _, name := range []string{"std", "traject.nl/services", "traject.nl/proto", "go.temporal.io/sdk", "go.mongodb.org/mongo-driver/v2", "github.com/gin-gonic/gin"} {
		if !found[name] {
			t.Errorf("the SBOM does not name %s", name)
		}
	}
}

func TestTheSBOMOfThePortalNamesWhatBrowsersGet(t *testing.T) {
	packages, err := assetPackages(filepath.Join(root(), "services", "portal", "assets", "package-lock.json"))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, component := range packages {
		found[component.Name] = component.PackageURL
	}
	if got := found["htmx.org"]; !strings.HasPrefix(got, "pkg:npm/htmx.org@") {
		t.Errorf("htmx.org is %q", got)
	}
	if got := found["@utrecht/button-css"]; !strings.HasPrefix(got, "pkg:npm/%40utrecht/button-css@") {
		t.Errorf("the buttons of Utrecht are %q", got)
	}
}

func TestThePortalIsNotPackedWithoutItsAssets(t *testing.T) {
	for _, name := range []string{"portal", "traject"} {
		err := build(t.TempDir()).Files(t.Context(), []string{name}, func(Files) error { return nil })
		if !errors.Is(err, assets.ErrNotBuilt) || !strings.Contains(err.Error(), "npm ci") {
			t.Errorf("%s without assets: %v: want to hear how to build them", name, err)
		}
	}
}
