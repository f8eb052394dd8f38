package images

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
)

// user and group that every image runs as. A number: Kubernetes cannot see of a name that it is not root.
const user = "65532:65532"

// Pack makes the image of the files: one layer on nothing.
func (b Build) Pack(files Files) (v1.Image, error) {
	content, err := files.layer()
	if err != nil {
		return nil, err
	}
	layer, err := tarball.LayerFromOpener(
		func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil },
		tarball.WithCompressionLevel(gzip.DefaultCompression), tarball.WithCompressedCaching,
	)
	if err != nil {
		return nil, err
	}
	created := v1.Time{Time: b.Created.UTC()}
	image, err := mutate.Append(empty.Image, mutate.Addendum{
		Layer: layer, History: v1.History{Created: created, CreatedBy: "tools/cmd/images"},
	})
	if err != nil {
		return nil, err
	}
	config, err := image.ConfigFile()
	if err != nil {
		return nil, err
	}
	config = config.DeepCopy()
	config.OS, config.Architecture, config.Created = "linux", b.Arch, created
	config.Config = v1.Config{User: user, Entrypoint: []string{"/" + files.Image.Binary()}, WorkingDir: "/", Labels: b.labels(files.Image)}
	if files.Image.Port > 0 {
		config.Config.ExposedPorts = map[string]struct{}{strconv.Itoa(files.Image.Port) + "/tcp": {}}
	}
	return mutate.ConfigFile(image, config)
}

// labels that tell a registry or scanner what the image is.
func (b Build) labels(image Image) map[string]string {
	return map[string]string{
		"org.opencontainers.image.title":    "Traject: " + image.Name,
		"org.opencontainers.image.version":  b.Version,
		"org.opencontainers.image.revision": b.Revision,
		"org.opencontainers.image.source":   source,
		"org.opencontainers.image.created":  b.Created.UTC().Format(time.RFC3339),
		"org.opencontainers.image.licenses": license,
	}
}

const (
	source  = "https://traject.nl"
	license = "EUPL-1.2"
)

// Write packs the files and writes <name>.tar, which `docker load`, `podman load` and `ctr images import` take, and beside it
// <name>.cdx.json. It returns the image's id, as container engines show it, and its compressed
// size in bytes.
func (b Build) Write(folder, repository, tag string, files Files) (v1.Hash, int64, error) {
	reference, err := name.NewTag(repository + "/" + files.Image.Name + ":" + tag)
	if err != nil {
		return v1.Hash{}, 0, fmt.Errorf("-repository and -tag must make a name of an image: %w", err)
	}
	image, err := b.Pack(files)
	if err != nil {
		return v1.Hash{}, 0, err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return v1.Hash{}, 0, err
	}
	if err := tarball.WriteToFile(filepath.Join(folder, files.Image.Name+".tar"), reference, image); err != nil {
		return v1.Hash{}, 0, err
	}
	if err := os.WriteFile(filepath.Join(folder, files.Image.Name+".cdx.json"), files.SBOM, 0o644); err != nil {
		return v1.Hash{}, 0, err
	}
	id, err := image.ConfigName()
	if err != nil {
		return v1.Hash{}, 0, err
	}
	layers, err := image.Layers()
	if err != nil {
		return v1.Hash{}, 0, err
	}
	size, err := layers[0].Size()
	return id, size, err
}
