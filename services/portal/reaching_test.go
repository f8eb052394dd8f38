package portal_test

import (
	"net"
	"testing"

	"traject.nl/services/portal"
	"traject.nl/services/portal/assets"
	"traject.nl/services/portal/session"
)

func TestThePortalReachesAProviderWhosePublicNameLeadsNowhereFromInside(t *testing.T) {
	w := newWorld(t)
	address := w.provider.Server.Listener.Addr().String()
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		t.Fatal(err)
	}
	w.provider.Server.URL = "http://inloggen.traject.invalid:" + port
	w.config.Identity.Issuer = w.provider.Server.URL
	reach := func() error {
		made := portal.New(w.config, &assets.Bundle{}, nil, session.NewMemory())
		for _, part := range made.Ready() {
			if part.Name == "sign-in" {
				return part.Check(t.Context())
			}
		}
		t.Fatal("the portal does not look whether people can sign in")
		return nil
	}
	if err := reach(); err == nil {
		t.Error("the name leads somewhere, so this test shows nothing")
	}
	w.config.Identity.Address = address
	if err := reach(); err != nil {
		t.Errorf("at its address: %v", err)
	}
}
