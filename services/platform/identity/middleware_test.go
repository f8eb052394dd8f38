package identity_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/golang-jwt/jwt/v5"

	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
	"traject.nl/services/platform/limits"
)

func guarded(v *identity.Verifier) *gin.Engine {
	engine := edge.New("test", "1.0.0", v.Ready())
	engine.Use(identity.Middleware(v))
	engine.GET("/v1/me", func(c *gin.Context) { c.String(http.StatusOK, identity.From(c.Request.Context()).Subject) })
	return engine
}

func call(engine http.Handler, path, authorization string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(http.MethodGet, path, nil)
	if authorization != "" {
		request.Header.Set("Authorization", authorization)
	}
	recorder := httptest.NewRecorder()
	engine.ServeHTTP(recorder, request)
	return recorder
}

func TestOnlyAGoodTokenGetsThrough(t *testing.T) {
	p := startProvider(t)
	engine := guarded(p.verifier(t, nil))
	good := p.sign(jwt.SigningMethodRS256, "rsa", p.good())
	if got := call(engine, "/v1/me", "Bearer "+good); got.Code != http.StatusOK || got.Body.String() != "subject-1" {
		t.Fatalf("%d %s", got.Code, got.Body)
	}
	for name, header := range map[string]string{
		"none": "", "no scheme": good, "basic": "Basic " + good, "no token": "Bearer ",
		"expired": "Bearer " + p.sign(jwt.SigningMethodRS256, "rsa", p.with("exp", time.Now().Add(-time.Hour).Unix())),
	} {
		got := call(engine, "/v1/me", header)
		if got.Code != http.StatusUnauthorized || got.Header().Get("Content-Type") != "application/problem+json" ||
			!strings.HasPrefix(got.Header().Get("WWW-Authenticate"), "Bearer") || !strings.Contains(got.Body.String(), "niet ingelogd") {
			t.Errorf("%s: %d %v %s", name, got.Code, got.Header(), got.Body)
		}
	}
}

func TestWhoAsksTooMuchIsRefusedAndOthersAreNot(t *testing.T) {
	p := startProvider(t)
	engine := guarded(must(identity.NewVerifier(t.Context(), identity.Config{
		Issuer: p.URL, Audience: audience, Person: limits.Allowance{PerSecond: 0.001, Burst: 3},
	})))
	greedy := "Bearer " + p.sign(jwt.SigningMethodRS256, "rsa", p.good())
	for range 3 {
		if got := call(engine, "/v1/me", greedy); got.Code != http.StatusOK {
			t.Fatalf("%d %s", got.Code, got.Body)
		}
	}
	got := call(engine, "/v1/me", greedy)
	if got.Code != http.StatusTooManyRequests || got.Header().Get("Retry-After") == "" || got.Header().Get("Content-Type") != "application/problem+json" {
		t.Errorf("%d %v %s", got.Code, got.Header(), got.Body)
	}
	other := "Bearer " + p.sign(jwt.SigningMethodRS256, "rsa", p.with("sub", "subject-2"))
	if got := call(engine, "/v1/me", other); got.Code != http.StatusOK {
		t.Errorf("somebody else got %d", got.Code)
	}
	if got := call(engine, "/healthz", greedy); got.Code != http.StatusOK {
		t.Errorf("whether it lives is refused: %d", got.Code)
	}
}

func TestWhatDoesNotExistIs404AlsoWithoutAToken(t *testing.T) {
	engine := guarded(startProvider(t).verifier(t, nil))
	if got := call(engine, "/v1/me/", ""); got.Code != http.StatusNotFound {
		t.Errorf("%d", got.Code)
	}
	if got := call(engine, "/healthz", ""); got.Code != http.StatusOK {
		t.Errorf("health: %d", got.Code)
	}
}

func TestWhileTheIssuerIsAwayTheAnswerIs503AndReadinessTellsIt(t *testing.T) {
	p := startProvider(t)
	p.away.Store(true)
	engine := guarded(p.verifier(t, nil))
	if got := call(engine, "/v1/me", "Bearer "+p.sign(jwt.SigningMethodRS256, "rsa", p.good())); got.Code != http.StatusServiceUnavailable {
		t.Errorf("%d %s", got.Code, got.Body)
	}
	if got := call(engine, "/readyz", ""); got.Code != http.StatusOK || !strings.Contains(got.Body.String(), `"identity":"not ready"`) {
		t.Errorf("readiness: %d %s", got.Code, got.Body)
	}
}

func TestNoTokenAndNoNameReachesTheLog(t *testing.T) {
	var logs bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(&logs, nil)))
	t.Cleanup(func() { slog.SetDefault(before) })
	p := startProvider(t)
	engine := guarded(p.verifier(t, nil))
	for _, token := range []string{
		p.sign(jwt.SigningMethodRS256, "rsa", p.good()),
		p.sign(jwt.SigningMethodRS256, "rsa", p.with("aud", "another")),
		p.sign(jwt.SigningMethodRS256, "rsa", p.with("traject_parties", []string{"Iris Voorbeeld"})),
	} {
		call(engine, "/v1/me", "Bearer "+token)
		if strings.Contains(logs.String(), token) {
			t.Error("a token is in the log")
		}
	}
	if strings.Contains(logs.String(), "Iris") {
		t.Errorf("a name is in the log: %s", logs.String())
	}
	if !strings.Contains(logs.String(), "wrong audience") {
		t.Errorf("the reason of a refusal is not in the log: %s", logs.String())
	}
}
