package e2e

import (
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// apis are the services with a public API, by name.
func apis() map[string]string {
	return map[string]string{
		"cases": traject.Cases, "documents": traject.Documents, "registry": traject.Registry, "notifications": traject.Notifications,
	}
}

func TestEveryAPIKeepsTheDesignRules(t *testing.T) {
	folder := t.TempDir()
	args := []string{"lint", "--ruleset", "../lint/openapi/ruleset.yaml", "--fail-severity", "warn"}
	for name, base := range apis() {
		answer := get(http.Get(base + "/v1/openapi.json"))(t)
		document := get(io.ReadAll(answer.Body))(t)
		answer.Body.Close()
		if answer.StatusCode != http.StatusOK || answer.Header.Get("Access-Control-Allow-Origin") != "*" {
			t.Fatalf("the document of %s must be open to all: %s, CORS %q", name, answer.Status, answer.Header.Get("Access-Control-Allow-Origin"))
		}
		file := filepath.Join(folder, name+".json")
		if err := os.WriteFile(file, document, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, file)
	}
	lint := exec.CommandContext(t.Context(), "../lint/openapi/node_modules/.bin/spectral", args...)
	if found, err := lint.CombinedOutput(); err != nil {
		t.Errorf("spectral (make assets installs it): %v\n%s", err, found)
	}
}

func TestEveryAnswerKeepsTheDesignRules(t *testing.T) {
	for name, base := range apis() {
		for what, one := range map[string]struct {
			method, path string
			status       int
		}{
			"an unknown path":      {http.MethodGet, "/v1/bestaat-niet", http.StatusNotFound},
			"a slash at the end":   {http.MethodGet, "/v1/openapi.json/", http.StatusNotFound},
			"a method it has not":  {http.MethodDelete, "/v1/openapi.json", http.StatusMethodNotAllowed},
			"a path without token": {http.MethodGet, firstPath[name], http.StatusUnauthorized},
		} {
			t.Run(name+", "+what, func(t *testing.T) {
				answer := get(http.DefaultClient.Do(get(http.NewRequestWithContext(t.Context(), one.method, base+one.path, nil))(t)))(t)
				answer.Body.Close()
				if answer.StatusCode != one.status || answer.Header.Get("Content-Type") != "application/problem+json" {
					t.Errorf("want %d as problem+json, got %s as %s", one.status, answer.Status, answer.Header.Get("Content-Type"))
				}
				wantHeaders(t, answer.Header)
				if one.status == http.StatusMethodNotAllowed && answer.Header.Get("Allow") == "" {
					t.Error("405 without Allow")
				}
			})
		}
	}
}

// firstPath of each service that needs a token.
var firstPath = map[string]string{
	"cases": "/v1/cases", "documents": "/v1/dossiers", "registry": "/v1/schools", "notifications": "/v1/notices",
}

func wantHeaders(t *testing.T, header http.Header) {
	t.Helper()
	for name, part := range map[string]string{
		"API-Version": ".", "Cache-Control": "no-store", "Content-Security-Policy": "frame-ancestors 'none'",
		"Strict-Transport-Security": "max-age=", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
	} {
		if !strings.Contains(header.Get(name), part) {
			t.Errorf("header %s is %q, want it to have %q", name, header.Get(name), part)
		}
	}
}

func TestEveryServiceTellsItsHealthAndItsMetrics(t *testing.T) {
	for name, base := range apis() {
		for path, part := range map[string]string{"/healthz": "", "/readyz": "", "/metrics": "http_server_"} {
			answer := get(http.Get(base + path))(t)
			body := get(io.ReadAll(answer.Body))(t)
			answer.Body.Close()
			if answer.StatusCode != http.StatusOK || !strings.Contains(string(body), part) {
				t.Errorf("%s%s answered %s, want 200 with %q", name, path, answer.Status, part)
			}
		}
	}
}
