// Package images builds the container images of Traject without a container engine: each is one static binary and the list
// of what went into it (SBOM), FROM scratch. The Dockerfile calls it too, so that both ways give the same files.
package images

import (
	"fmt"
	"slices"
	"strings"
)

// Image is one program of Traject as a container image.
type Image struct {
	// Name of the image, the last part of its reference.
	Name string
	// Package of its main function, relative to the root of the workspace.
	Package string
	// Does says in a few words what it is for.
	Does string
	// Assets says that the binary carries the portal's built assets, and so packages from npm.
	Assets bool
	// Port that it listens on; 0 when on none.
	Port int
}

// All images, in the order in which they are built.
var All = []Image{
	{Name: "cases", Package: "services/cmd/cases", Does: "cases", Port: 8080},
	{Name: "documents", Package: "services/cmd/documents", Does: "the sealed dossier", Port: 8080},
	{Name: "notifications", Package: "services/cmd/notifications", Does: "notifications", Port: 8080},
	{Name: "portal", Package: "services/cmd/portal", Does: "portal", Assets: true, Port: 8080},
	{Name: "registry", Package: "services/cmd/registry", Does: "registry of schools and experts", Port: 8080},
	{Name: "worker", Package: "tools/cmd/worker", Does: "worker of the processes", Port: 8080},
	{Name: "bootstrap", Package: "services/cmd/bootstrap", Does: "prepares Temporal and the databases, makes a build of the worker current"},
	{Name: "traject", Package: "tools/cmd/traject", Does: "development stack, demonstration and checks", Assets: true, Port: 8080},
}

// Binary is the file name of its program in the image, and its entrypoint: /traject-cases, or /traject for traject itself.
func (i Image) Binary() string {
	if i.Name == "traject" {
		return i.Name
	}
	return "traject-" + i.Name
}

// Named returns the images with these names, all when there are none.
func Named(names ...string) ([]Image, error) {
	if len(names) == 0 {
		return All, nil
	}
	var named []Image
	for _, name := range names {
		at := slices.IndexFunc(All, func(i Image) bool { return i.Name == name })
		if at < 0 {
			var known []string
			for _, i := range All {
				known = append(known, i.Name)
			}
			return nil, fmt.Errorf("there is no image %q: there are %s", name, strings.Join(known, ", "))
		}
		named = append(named, All[at])
	}
	return named, nil
}
