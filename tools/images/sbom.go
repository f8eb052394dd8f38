package images

import (
	"bytes"
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	cdx "github.com/CycloneDX/cyclonedx-go"
	"github.com/google/uuid"
)

// sbom lists what is in the binary, as CycloneDX 1.6: the modules that Go says it linked, the standard library, and the npm
// packages of the portal's assets. What we made ourselves has the version of the build.
func (b Build) sbom(image Image, binary []byte) ([]byte, error) {
	info, err := buildinfo.Read(bytes.NewReader(binary))
	if err != nil {
		return nil, err
	}
	components := []cdx.Component{standardLibrary(info.GoVersion)}
	for _, module := range append([]*debug.Module{&info.Main}, info.Deps...) {
		component, err := b.module(module)
		if err != nil {
			return nil, err
		}
		components = append(components, component)
	}
	if image.Assets {
		packages, err := assetPackages(filepath.Join(b.Source, "services", "portal", "assets", "package-lock.json"))
		if err != nil {
			return nil, err
		}
		components = append(components, packages...)
	}
	slices.SortFunc(components, func(x, y cdx.Component) int { return strings.Compare(x.BOMRef, y.BOMRef) })

	subject := b.subject(image, binary)
	bom := cdx.NewBOM()
	// The number is that of the binary, so that the same image always has the same SBOM.
	bom.SerialNumber = "urn:uuid:" + uuid.NewSHA1(uuid.NameSpaceURL, []byte((*subject.Hashes)[0].Value)).String()
	bom.Metadata = &cdx.Metadata{Timestamp: b.Created.UTC().Format(time.RFC3339), Component: &subject}
	bom.Components = &components
	bom.Dependencies = &[]cdx.Dependency{{Ref: subject.BOMRef, Dependencies: refs(components)}}
	var out bytes.Buffer
	if err := cdx.NewBOMEncoder(&out, cdx.BOMFileFormatJSON).SetPretty(true).EncodeVersion(bom, cdx.SpecVersion1_6); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// subject is the program itself.
func (b Build) subject(image Image, binary []byte) cdx.Component {
	sum := sha256.Sum256(binary)
	return cdx.Component{
		BOMRef: image.Binary(), Type: cdx.ComponentTypeApplication, Name: image.Binary(), Version: b.Version, Description: image.Does,
		Hashes:   &[]cdx.Hash{{Algorithm: cdx.HashAlgoSHA256, Value: hex.EncodeToString(sum[:])}},
		Licenses: &cdx.Licenses{{License: &cdx.License{ID: license}}},
	}
}

// standardLibrary is a part of every Go program, and the one that needs mending most often.
func standardLibrary(version string) cdx.Component {
	version = strings.TrimPrefix(version, "go")
	purl := "pkg:golang/std@" + version
	return cdx.Component{BOMRef: purl, Type: cdx.ComponentTypeLibrary, Name: "std", Version: version, PackageURL: purl, Scope: cdx.ScopeRequired}
}

// module that was linked. Its hash is the one in go.sum: SHA-256 over all files of the module.
func (b Build) module(module *debug.Module) (cdx.Component, error) {
	if module.Replace != nil {
		module = module.Replace
	}
	version := module.Version
	if ours(module.Path) {
		version = b.Version
	}
	component := cdx.Component{Type: cdx.ComponentTypeLibrary, Name: module.Path, Version: version, Scope: cdx.ScopeRequired}
	component.PackageURL = "pkg:golang/" + module.Path
	if version != "" {
		// A plus, as in +incompatible, means a space in a package URL.
		component.PackageURL += "@" + strings.ReplaceAll(version, "+", "%2B")
	}
	component.BOMRef = component.PackageURL
	if ours(module.Path) {
		component.Licenses = &cdx.Licenses{{License: &cdx.License{ID: license}}}
		return component, nil
	}
	encoded, known := strings.CutPrefix(module.Sum, "h1:")
	sum, err := base64.StdEncoding.DecodeString(encoded)
	if !known || err != nil {
		return cdx.Component{}, fmt.Errorf("module %s %s has checksum %q in the binary, want h1:…", module.Path, module.Version, module.Sum)
	}
	component.Hashes = &[]cdx.Hash{{Algorithm: cdx.HashAlgoSHA256, Value: hex.EncodeToString(sum)}}
	return component, nil
}

// ours says whether a module is a part of the workspace, which has no checksum.
func ours(path string) bool { return strings.HasPrefix(path, "traject.nl/") }

// assetPackages are the npm packages that the portal's assets are made of, from the lock file.
func assetPackages(lockFile string) ([]cdx.Component, error) {
	content, err := os.ReadFile(lockFile)
	if err != nil {
		return nil, err
	}
	var lock struct {
		Packages map[string]struct {
			Version, Integrity, License string
			Dev                         bool
		}
	}
	if err := json.Unmarshal(content, &lock); err != nil {
		return nil, fmt.Errorf("%s: %w", lockFile, err)
	}
	var components []cdx.Component
	for path, locked := range lock.Packages {
		name, below := strings.CutPrefix(path, "node_modules/")
		if !below || locked.Dev {
			continue
		}
		encoded, known := strings.CutPrefix(locked.Integrity, "sha512-")
		sum, err := base64.StdEncoding.DecodeString(encoded)
		if !known || err != nil {
			return nil, fmt.Errorf("%s: %s has integrity %q, want sha512-…", lockFile, path, locked.Integrity)
		}
		purl := "pkg:npm/" + strings.Replace(name, "@", "%40", 1) + "@" + locked.Version
		component := cdx.Component{
			BOMRef: purl, Type: cdx.ComponentTypeLibrary, Name: name, Version: locked.Version, PackageURL: purl, Scope: cdx.ScopeRequired,
			Hashes: &[]cdx.Hash{{Algorithm: cdx.HashAlgoSHA512, Value: hex.EncodeToString(sum)}},
		}
		if locked.License != "" {
			component.Licenses = &cdx.Licenses{{Expression: locked.License}}
		}
		components = append(components, component)
	}
	return components, nil
}

func refs(components []cdx.Component) *[]string {
	var refs []string
	for _, component := range components {
		refs = append(refs, component.BOMRef)
	}
	return &refs
}
