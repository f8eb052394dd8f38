package identity_test

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"traject.nl/proto/contract/party"
	"traject.nl/proto/keyring"
	"traject.nl/services/platform/identity"
)

func TestGoodTokensAreAcceptedWithEveryAllowedKind(t *testing.T) {
	p := startProvider(t)
	v := p.verifier(t, nil)
	for id, methods := range map[string][]jwt.SigningMethod{
		"rsa": {jwt.SigningMethodRS256, jwt.SigningMethodRS384, jwt.SigningMethodRS512},
		"ec":  {jwt.SigningMethodES256},
		"ed":  {jwt.SigningMethodEdDSA},
	} {
		for _, method := range methods {
			person, err := v.Verify(t.Context(), p.sign(method, id, p.good()))
			if err != nil {
				t.Errorf("%s: %v", method.Alg(), err)
				continue
			}
			if person.Subject != "subject-1" || person.Name != "Iris Voorbeeld" ||
				!slices.Equal(person.Parties, []party.Party{"school:regenboog", "sot:zeist"}) {
				t.Errorf("%s: %+v", method.Alg(), person)
			}
		}
	}
}

func TestStaffOfAProvisionActAsThatProvision(t *testing.T) {
	p := startProvider(t)
	person, err := p.verifier(t, nil).Verify(t.Context(), p.sign(jwt.SigningMethodRS256, "rsa", p.with("traject_parties", []string{"provision:buitenkans"})))
	if err != nil {
		t.Fatal(err)
	}
	if who, is := person.As(party.Provision); !is || who != party.TheBuitenkans || person.Has(party.School) {
		t.Errorf("the person is %+v", person)
	}
}

func TestBadTokensAreRefused(t *testing.T) {
	p := startProvider(t)
	v := p.verifier(t, nil)
	rs, past := jwt.SigningMethodRS256, time.Now().Add(-time.Hour).Unix()
	stranger := must(rsa.GenerateKey(rand.Reader, 2048))
	good := p.sign(rs, "rsa", p.good())
	noExpiry := p.good()
	delete(noExpiry, "exp")
	for name, token := range map[string]string{
		"expired":            p.sign(rs, "rsa", p.with("exp", past)),
		"without expiry":     p.sign(rs, "rsa", noExpiry),
		"not valid yet":      p.sign(rs, "rsa", p.with("nbf", time.Now().Add(time.Hour).Unix())),
		"wrong audience":     p.sign(rs, "rsa", p.with("aud", "another")),
		"wrong issuer":       p.sign(rs, "rsa", p.with("iss", "https://another.example")),
		"no subject":         p.sign(rs, "rsa", p.with("sub", "")),
		"alg none":           signWith(jwt.SigningMethodNone, "rsa", jwt.UnsafeAllowNoneSignatureType, p.good()),
		"PS256":              p.sign(jwt.SigningMethodPS256, "rsa", p.good()),
		"HS256, public key":  signWith(jwt.SigningMethodHS256, "rsa", publicPEM(p), p.good()),
		"key of a stranger":  signWith(rs, "rsa", stranger, p.good()),
		"unknown key id":     signWith(rs, "unknown", stranger, p.good()),
		"changed":            good[:len(good)-4] + "AAAA",
		"malformed":          "not.a.token",
		"empty":              "",
		"parties no list":    p.sign(rs, "rsa", p.with("traject_parties", "school:regenboog")),
		"party without role": p.sign(rs, "rsa", p.with("traject_parties", []string{"regenboog"})),
		"unknown role":       p.sign(rs, "rsa", p.with("traject_parties", []string{"king:zeist"})),
		"provision unnamed":  p.sign(rs, "rsa", p.with("traject_parties", []string{"provision:"})),
	} {
		person, err := v.Verify(t.Context(), token)
		if err == nil || errors.Is(err, identity.ErrIssuerAway) {
			t.Errorf("%s: accepted as %+v, %v", name, person, err)
			continue
		}
		if token != "" && strings.Contains(err.Error(), token) {
			t.Errorf("%s: the error holds the token", name)
		}
	}
}

func publicPEM(p *provider) []byte {
	public := must(x509.MarshalPKIXPublicKey(p.keys["rsa"].Public()))
	return pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: public})
}

// acquainted is a verifier that has the keys of its provider.
func acquainted(t *testing.T) (*provider, *identity.Verifier) {
	t.Helper()
	p := startProvider(t)
	v := p.verifier(t, nil)
	if _, err := v.Verify(t.Context(), p.sign(jwt.SigningMethodRS256, "rsa", p.good())); err != nil {
		t.Fatal(err)
	}
	return p, v
}

func TestANewKeyIsFetchedAndAFloodOfUnknownKeysIsNot(t *testing.T) {
	p, v := acquainted(t)
	p.add("rotated", must(rsa.GenerateKey(rand.Reader, 2048)))
	p.remove("rsa")
	if _, err := v.Verify(t.Context(), p.sign(jwt.SigningMethodRS256, "rotated", p.good())); err != nil {
		t.Fatalf("after rotation: %v", err)
	}
	before := p.fetched.Load()
	stranger := must(rsa.GenerateKey(rand.Reader, 2048))
	for i := range 20 {
		if _, err := v.Verify(t.Context(), signWith(jwt.SigningMethodRS256, fmt.Sprintf("unknown-%d", i), stranger, p.good())); err == nil {
			t.Fatal("a token of a stranger is accepted")
		}
	}
	if more := p.fetched.Load() - before; more > 2 {
		t.Errorf("20 bad tokens made the keys be fetched %d times", more)
	}
	p.add("rsa-2", must(rsa.GenerateKey(rand.Reader, 2048)))
	if _, err := v.Verify(t.Context(), p.sign(jwt.SigningMethodRS256, "rotated", p.good())); err != nil {
		t.Errorf("a known key no longer works after the flood: %v", err)
	}
}

func TestANewKeyComesInAlsoWhenWhoBroughtItGoesAway(t *testing.T) {
	p, v := acquainted(t)
	p.add("rotated", must(rsa.GenerateKey(rand.Reader, 2048)))
	gone, leave := context.WithCancel(t.Context())
	leave()
	// A flood of requests that are broken off at once would otherwise use up every turn to fetch, and let no new key in.
	if _, err := v.Verify(gone, p.sign(jwt.SigningMethodRS256, "rotated", p.good())); err != nil {
		t.Errorf("the new key did not come in: %v", err)
	}
}

// TestEverybodyWhoComesWithANewKeyAtOnceIsLetIn: two were, and the others were signed out.
func TestEverybodyWhoComesWithANewKeyAtOnceIsLetIn(t *testing.T) {
	p, v := acquainted(t)
	p.add("rotated", must(rsa.GenerateKey(rand.Reader, 2048)))
	token := p.sign(jwt.SigningMethodRS256, "rotated", p.good())
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if _, err := v.Verify(t.Context(), token); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}

// TestATokenWithANewKeyIsNotRefusedWhileNewKeysCannotBeFetched: who has one would be signed out for it.
func TestATokenWithANewKeyIsNotRefusedWhileNewKeysCannotBeFetched(t *testing.T) {
	p, v := acquainted(t)
	p.add("rotated", must(rsa.GenerateKey(rand.Reader, 2048)))
	token := p.sign(jwt.SigningMethodRS256, "rotated", p.good())
	p.away.Store(true)
	for i := range 5 { // more than the turns to fetch
		if _, err := v.Verify(t.Context(), token); !errors.Is(err, identity.ErrIssuerAway) {
			t.Errorf("attempt %d while the provider is away: %v", i+1, err)
		}
	}
	if _, err := v.Verify(t.Context(), p.sign(jwt.SigningMethodRS256, "rsa", p.with("aud", "another"))); err == nil || errors.Is(err, identity.ErrIssuerAway) {
		t.Errorf("a bad token with a known key: %v", err)
	}
}

func TestAnIssuerThatIsAwayAtTheStartIsNotReadyAndComesBack(t *testing.T) {
	p := startProvider(t)
	p.away.Store(true)
	token := p.sign(jwt.SigningMethodRS256, "rsa", p.good())
	now := time.Now()
	v := must(identity.NewVerifier(t.Context(), identity.Config{Issuer: p.URL, Audience: audience, Now: func() time.Time { return now }}))
	if err := v.Ready().Check(t.Context()); !errors.Is(err, identity.ErrIssuerAway) {
		t.Fatalf("ready says %v", err)
	}
	if _, err := v.Verify(t.Context(), token); !errors.Is(err, identity.ErrIssuerAway) {
		t.Fatalf("verify says %v, want that it cannot tell", err)
	}
	p.away.Store(false)
	if _, err := v.Verify(t.Context(), token); !errors.Is(err, identity.ErrIssuerAway) {
		t.Errorf("the issuer is asked again at once: %v", err)
	}
	now = now.Add(5 * time.Second)
	if _, err := v.Verify(t.Context(), token); err != nil {
		t.Errorf("the issuer is back, yet %v", err)
	}
}

func TestAnIssuerWithAnotherNameIsNotTrusted(t *testing.T) {
	p := startProvider(t)
	v := must(identity.NewVerifier(t.Context(), identity.Config{Issuer: p.URL + "/", Audience: audience}))
	if err := v.Ready().Check(t.Context()); !errors.Is(err, identity.ErrIssuerAway) {
		t.Errorf("got %v", err)
	}
}

func TestAnAddressCountsOnlyWhenItIsVerified(t *testing.T) {
	p := startProvider(t)
	v := p.verifier(t, nil)
	for verified, want := range map[any]string{true: "iris@example.nl", false: "", "true": "", nil: ""} {
		claims := p.with("email", "iris@example.nl")
		claims["email_verified"] = verified
		person, err := v.Verify(t.Context(), p.sign(jwt.SigningMethodES256, "ec", claims))
		if err != nil || person.Email != want {
			t.Errorf("verified %v: %q, %v", verified, person.Email, err)
		}
	}
}

func TestAParentIsNamedByTheVerifiedAddressOnly(t *testing.T) {
	p := startProvider(t)
	parents := keyring.Generate("parents")
	v := p.verifier(t, parents)
	address := "Ouder.Voorbeeld@Example.nl "
	parent := identity.ParentParty(parents, address)
	if strings.Contains(string(parent), "ouder") || len(parent.ID()) != 20 {
		t.Fatalf("party of a parent: %s", parent)
	}
	for name, test := range map[string]struct {
		claims map[string]any
		want   []party.Party
	}{
		"only an address":         {map[string]any{"email": "ouder.voorbeeld@example.nl", "email_verified": true}, []party.Party{parent}},
		"address not verified":    {map[string]any{"email": "ouder.voorbeeld@example.nl", "email_verified": false}, nil},
		"verified is no boolean":  {map[string]any{"email": "ouder.voorbeeld@example.nl", "email_verified": "true"}, nil},
		"no address":              {map[string]any{"email_verified": true}, nil},
		"staff is no parent":      {map[string]any{"email": address, "email_verified": true, "traject_parties": []string{"sot:zeist"}}, []party.Party{"sot:zeist"}},
		"staff that is a parent":  {map[string]any{"email": address, "email_verified": true, "traject_parties": []string{"sot:zeist", "parent"}}, []party.Party{"sot:zeist", parent}},
		"a party list that is []": {map[string]any{"email": address, "email_verified": true, "traject_parties": []string{}}, []party.Party{parent}},
	} {
		claims := p.good()
		delete(claims, "traject_parties")
		for claim, value := range test.claims {
			claims[claim] = value
		}
		person, err := v.Verify(t.Context(), p.sign(jwt.SigningMethodES256, "ec", claims))
		if err != nil || !slices.Equal(person.Parties, test.want) {
			t.Errorf("%s: %v, %v; want %v", name, person.Parties, err, test.want)
		}
	}
}

func TestSettingsThatCannotWorkAreRefused(t *testing.T) {
	for _, config := range []identity.Config{{Audience: "x"}, {Issuer: "https://x.example"}} {
		if _, err := identity.NewVerifier(t.Context(), config); err == nil {
			t.Errorf("accepted %+v", config)
		}
	}
}

func TestAPersonActsInTheOwnPartiesOnly(t *testing.T) {
	person := identity.Person{Parties: []party.Party{"school:a", "school:b", "sot:zeist"}}
	if !person.Has(party.SOT) || person.Has(party.Office) || !person.Is("school:b") || person.Is("school:c") {
		t.Error("Has or Is is wrong")
	}
	if as, ok := person.As(party.School); !ok || as != "school:a" {
		t.Errorf("as a school: %s, %v", as, ok)
	}
	if got := person.Among([]party.Party{"sot:zeist", "school:b", "office:zout"}); !slices.Equal(got, []party.Party{"school:b", "sot:zeist"}) {
		t.Errorf("among: %v", got)
	}
}
