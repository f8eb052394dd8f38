package identity_test

import (
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/golang-jwt/jwt/v5"

	"traject.nl/services/platform/identity"
)

// nowhere is a public name that does not exist, as inside a cluster without a way out.
const nowhere = "inloggen.traject.invalid"

func TestAnIssuerWhoseNameLeadsNowhereIsReachedAtItsAddress(t *testing.T) {
	p := startProvider(t)
	_, port, err := net.SplitHostPort(p.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	// It answers under its public name, and its keys are there too.
	p.URL = "http://" + nowhere + ":" + port
	verifier := must(identity.NewVerifier(t.Context(), identity.Config{Issuer: p.URL, Audience: audience, Address: p.Listener.Addr().String()}))
	person, err := verifier.Verify(t.Context(), p.sign(jwt.SigningMethodRS256, "rsa", p.good()))
	if err != nil || person.Subject != "subject-1" {
		t.Errorf("got %v, %v", person, err)
	}
}

func TestOnlyTheIssuersHostAndPortLeadToTheAddress(t *testing.T) {
	provider := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = w.Write([]byte(r.Host)) }))
	defer provider.Close()
	client := identity.Config{Issuer: "http://" + nowhere + "/realms/zout", Address: provider.Listener.Addr().String()}.HTTP()
	got, err := client.Get("http://" + nowhere + "/token")
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	if got.StatusCode != http.StatusOK {
		t.Errorf("status %d", got.StatusCode)
	}
	for _, elsewhere := range []string{"http://" + nowhere + ":8443/token", "http://other.invalid/token"} {
		if answer, err := client.Get(elsewhere); err == nil {
			answer.Body.Close()
			t.Errorf("%s was led to the address of the issuer", elsewhere)
		}
	}
}

func TestTheCertificateMustBeTheIssuersAlsoAtAnotherAddress(t *testing.T) {
	provider := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = w.Write([]byte(r.TLS.ServerName)) }))
	defer provider.Close()
	issuer := "https://" + nowhere
	client := identity.Config{Issuer: issuer, Address: provider.Listener.Addr().String()}.HTTP()
	_, err := client.Get(issuer) // the server of a test has a certificate for example.com
	if err == nil || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("a certificate of another is accepted: %v", err)
	}
}
