package signin

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// ask the provider under another name than its issuer's, as services in a cluster do.
func ask(t *testing.T, provider http.Handler, method, path string, into any) {
	t.Helper()
	request := httptest.NewRequest(method, path, nil)
	request.Host = "traject-devstack:8090"
	answer := httptest.NewRecorder()
	provider.ServeHTTP(answer, request)
	if answer.Code != http.StatusOK {
		t.Fatalf("%s %s answered %d: %s", method, path, answer.Code, answer.Body)
	}
	if err := json.Unmarshal(answer.Body.Bytes(), into); err != nil {
		t.Fatal(err)
	}
}

func TestTheIssuerIsTheSameUnderWhateverNameItIsAsked(t *testing.T) {
	const issuer = "http://localhost:8090"
	provider, err := New(issuer, t.TempDir(), slog.New(slog.NewTextHandler(io.Discard, nil)))
	if err != nil {
		t.Fatal(err)
	}
	var discovery map[string]any
	ask(t, provider, http.MethodGet, "/.well-known/openid-configuration", &discovery)
	if discovery["issuer"] != issuer {
		t.Errorf("issuer %v", discovery["issuer"])
	}
	for _, name := range []string{"authorization_endpoint", "token_endpoint", "end_session_endpoint", "jwks_uri"} {
		if at, _ := discovery[name].(string); !strings.HasPrefix(at, issuer+"/") {
			t.Errorf("%s is %v", name, discovery[name])
		}
	}
	var given struct {
		Token string `json:"access_token"`
	}
	ask(t, provider, http.MethodPost, "/dev/token?account=kantoor", &given)
	parts := strings.Split(given.Token, ".")
	if len(parts) != 3 {
		t.Fatalf("no token: %q", given.Token)
	}
	text, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		t.Fatal(err)
	}
	var claims struct {
		Issuer string `json:"iss"`
	}
	if err := json.Unmarshal(text, &claims); err != nil {
		t.Fatal(err)
	}
	if claims.Issuer != issuer {
		t.Errorf("a token of issuer %s", claims.Issuer)
	}
}
