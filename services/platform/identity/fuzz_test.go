package identity_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/golang-jwt/jwt/v5"

	"traject.nl/services/platform/identity"
)

// FuzzNobodyIsSignedInByATokenThatWasNotSigned: whatever is sent for a token, in whole or as a part of a good one, and the error never holds it.
func FuzzNobodyIsSignedInByATokenThatWasNotSigned(f *testing.F) {
	p := startProvider(f)
	v := p.verifier(f, nil)
	good := p.sign(jwt.SigningMethodEdDSA, "ed", p.good())
	parts := strings.Split(good, ".")
	f.Add(good, "", "", "")
	f.Add("", parts[0], parts[1], "")
	f.Add("", "eyJhbGciOiJub25lIn0", parts[1], "")
	f.Add("", "eyJhbGciOiJFZERTQSIsImtpZCI6ImVkIn0", "e30", parts[2])
	f.Add("a.b.c", "", "", "")
	f.Add(strings.Repeat(".", 3000), "", "", "")
	f.Fuzz(func(t *testing.T, token, head, claims, signature string) {
		for _, sent := range []string{token, head + "." + claims + "." + signature, head + "." + claims + "." + parts[2], parts[0] + "." + claims + "." + parts[2]} {
			if strings.HasPrefix(sent, parts[0]+"."+parts[1]+".") {
				continue // the one that was signed; its signature can be written in more ways
			}
			person, err := v.Verify(t.Context(), sent)
			if err == nil {
				t.Fatalf("%q signs in %+v", sent, person)
			}
			if errors.Is(err, identity.ErrIssuerAway) {
				t.Fatalf("%q makes the keys unknown: %v", sent, err)
			}
			if len(sent) > 40 && strings.Contains(err.Error(), sent) {
				t.Fatalf("the error holds the token: %v", err)
			}
		}
	})
}
