package images

import (
	"archive/tar"
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"traject.nl/services/portal/assets"
)

// sbomName is the file with the SBOM in an image.
const sbomName = "sbom.cdx.json"

// Files of one image: all that is in it.
type Files struct {
	Image  Image
	Binary []byte
	SBOM   []byte
}

// Files builds the images with these names (all when there are none) and hands each to use.
func (b Build) Files(ctx context.Context, names []string, use func(Files) error) error {
	chosen, err := Named(names...)
	if err != nil {
		return err
	}
	if err := b.complete(chosen); err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "traject-images-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	if err := b.compile(ctx, folder, chosen); err != nil {
		return err
	}
	for _, image := range chosen {
		binary, err := os.ReadFile(compiled(folder, image))
		if err != nil {
			return err
		}
		sbom, err := b.sbom(image, binary)
		if err != nil {
			return fmt.Errorf("SBOM of %s: %w", image.Name, err)
		}
		if err := use(Files{Image: image, Binary: binary, SBOM: sbom}); err != nil {
			return fmt.Errorf("image %s: %w", image.Name, err)
		}
	}
	return nil
}

// complete says whether the portal's assets were built before they are packed: without them it compiles, but does not start.
func (b Build) complete(chosen []Image) error {
	for _, image := range chosen {
		if !image.Assets {
			continue
		}
		if _, err := assets.Of(os.DirFS(filepath.Join(b.Source, "services", "portal", "assets", "dist"))); err != nil {
			return fmt.Errorf("image %s: %w", image.Name, err)
		}
	}
	return nil
}

// Unpacked writes the files as they are in the image to a folder: what the Dockerfile copies.
func (f Files) Unpacked(folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(folder, f.Image.Binary()), f.Binary, 0o555); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, sbomName), f.SBOM, 0o444)
}

// layer is the only layer of the image. Files belong to root and nobody may write them; their time says nothing.
func (f Files) layer() ([]byte, error) {
	var layer bytes.Buffer
	// The largest program is some 200 MB: no more room is taken than it needs, which is its size and headers.
	layer.Grow(len(f.Binary) + len(f.SBOM) + 16<<10)
	archive := tar.NewWriter(&layer)
	for _, file := range []struct {
		name    string
		mode    int64
		content []byte
	}{
		{f.Image.Binary(), 0o555, f.Binary},
		{sbomName, 0o444, f.SBOM},
	} {
		header := &tar.Header{
			Typeflag: tar.TypeReg, Name: file.name, Mode: file.mode, Size: int64(len(file.content)),
			ModTime: time.Unix(0, 0).UTC(), Format: tar.FormatPAX,
		}
		if err := archive.WriteHeader(header); err != nil {
			return nil, err
		}
		if _, err := archive.Write(file.content); err != nil {
			return nil, err
		}
	}
	if err := archive.Close(); err != nil {
		return nil, err
	}
	return layer.Bytes(), nil
}
