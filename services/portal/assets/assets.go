// Package assets holds the stylesheet, font and scripts of the portal, built by build.mjs.
package assets

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
)

//go:embed dist
var dist embed.FS

// required are the files without which no page looks or works as it should.
var required = []string{"traject.css", "htmx.min.js", "portal.js", "icon.svg", "chevron.svg", "source-sans-3.woff2"}

// ErrNotBuilt says that the assets are missing from this build.
var ErrNotBuilt = errors.New("the portal was built without its assets: run `npm ci && npm run build` in services/portal/assets and build again")

// Bundle serves the assets under a path that changes with their content, so that browsers may keep them for ever.
type Bundle struct {
	files   fs.FS
	version string
}

// Load returns the bundle, or ErrNotBuilt naming the first file that is missing.
func Load() (*Bundle, error) {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		return nil, err
	}
	return Of(files)
}

// Of returns the bundle that was built in a folder, or ErrNotBuilt naming the first file that is missing.
func Of(files fs.FS) (*Bundle, error) {
	sum := sha256.New()
	for _, name := range required {
		content, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("%w (missing: %s)", ErrNotBuilt, name)
		}
		sum.Write(content)
	}
	return &Bundle{files: files, version: hex.EncodeToString(sum.Sum(nil))[:12]}, nil
}

// URL of an asset.
func (b *Bundle) URL(name string) string { return path.Join("/assets", b.version, name) }

// Serve answers a request for an asset; the version in the path is for the browser's memory and is not checked.
func (b *Bundle) Serve(w http.ResponseWriter, r *http.Request, name string) bool {
	content, err := fs.ReadFile(b.files, path.Base(name))
	if err != nil || path.Ext(name) == ".md" {
		return false
	}
	header := w.Header()
	header.Set("Cache-Control", "public, max-age=31536000, immutable")
	header.Set("Content-Type", contentType(path.Ext(name)))
	if r.Method != http.MethodHead {
		// A browser that hung up is no error of ours.
		_, _ = w.Write(content)
	}
	return true
}

func contentType(extension string) string {
	if extension == ".woff2" {
		return "font/woff2"
	}
	return mime.TypeByExtension(extension)
}
