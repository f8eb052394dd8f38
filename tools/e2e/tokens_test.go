package e2e

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"traject.nl/tools/journey"
)

// withToken is an office worker who shows this token instead of a good one.
func withToken(token string) journey.Person {
	copied := *traject
	copied.Token = func(context.Context, string) (string, error) { return token, nil }
	return copied.As("kantoor")
}

// office are the claims of the office; changes replace or, when nil, remove.
func office(changes map[string]any) map[string]any {
	claims := map[string]any{"sub": "dev-kantoor", "traject_parties": []string{"office:zout"}}
	for name, value := range changes {
		claims[name] = value
	}
	return claims
}

func TestATokenThatIsNotGoodOpensNothing(t *testing.T) {
	s := told(t, journey.Draft, journey.HandIn)
	good := get(running.Token("kantoor"))(t)
	signed := func(changes map[string]any) string { return get(running.SignToken(t.Context(), office(changes)))(t) }
	parts := strings.Split(good, ".")
	for name, token := range map[string]string{
		"empty":                "",
		"no token at all":      "geen-token",
		"malformed":            parts[0] + "." + parts[1],
		"signature of another": parts[0] + "." + parts[1] + "." + strings.Repeat("A", len(parts[2])),
		"changed claims":       parts[0] + "." + encode(t, office(map[string]any{"aud": "traject-api", "exp": time.Now().Add(time.Hour).Unix()})) + "." + parts[2],
		"alg none":             encode(t, map[string]any{"alg": "none", "typ": "JWT"}) + "." + parts[1] + ".",
		"alg HS256":            encode(t, map[string]any{"alg": "HS256", "typ": "JWT"}) + "." + parts[1] + "." + parts[2],
		"expired":              signed(map[string]any{"exp": time.Now().Add(-time.Hour).Unix()}),
		"not yet valid":        signed(map[string]any{"nbf": time.Now().Add(time.Hour).Unix()}),
		"another audience":     signed(map[string]any{"aud": []string{"another-api"}}),
		"another issuer":       signed(map[string]any{"iss": "https://elders.example.test"}),
	} {
		t.Run(name, func(t *testing.T) {
			person := withToken(token)
			for _, url := range []string{
				traject.Cases + "/v1/cases/" + s.CaseID, traject.Documents + "/v1/dossiers/" + s.CaseID,
				traject.Registry + "/v1/schools", traject.Notifications + "/v1/notices?caseId=" + s.CaseID,
			} {
				wantStatus(t, person.Get(t.Context(), url, nil), http.StatusUnauthorized)
			}
			refused(t, s, http.StatusUnauthorized, func() error {
				_, err := person.Act(t.Context(), s.CaseID, "key-of-a-bad-token", "competence", map[string]any{"competent": true})
				return err
			})
		})
	}
}

func encode(t *testing.T, claims map[string]any) string {
	t.Helper()
	return base64.RawURLEncoding.EncodeToString(get(json.Marshal(claims))(t))
}

func TestAParentIsWhoOwnsTheVerifiedAddress(t *testing.T) {
	s := told(t, journey.Draft, journey.HandIn)
	reading := func(claims map[string]any) error {
		claims["sub"] = "someone"
		_, err := withToken(get(running.SignToken(t.Context(), claims))(t)).Case(t.Context(), s.CaseID)
		return err
	}
	if err := reading(map[string]any{"email": "Ouder@Example.test ", "email_verified": true}); err != nil {
		t.Errorf("the parent's own address, written otherwise: %v", err)
	}
	wantStatus(t, reading(map[string]any{"email": "ouder@example.test", "email_verified": false}), http.StatusNotFound)
	wantStatus(t, reading(map[string]any{"email": "ander@example.test", "email_verified": true}), http.StatusNotFound)
}

func TestATokenOfARotatedKeyStaysGood(t *testing.T) {
	before := get(running.Token("kantoor"))(t)
	answer := get(http.Post(running.SignIn+"/dev/rotate", "", nil))(t)
	answer.Body.Close()
	if answer.StatusCode != http.StatusNoContent {
		t.Fatalf("rotating answered %s", answer.Status)
	}
	for name, token := range map[string]string{"before the rotation": before, "after the rotation": get(running.Token("kantoor"))(t)} {
		if _, err := withToken(token).MyCases(t.Context()); err != nil {
			t.Errorf("a token from %s: %v", name, err)
		}
	}
}
