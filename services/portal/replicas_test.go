package portal_test

import (
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"traject.nl/services/portal/portaltest"
)

// replica is the same browser at another replica of the portal, which shares the sessions and nothing else.
func (w *world) replica(browser *portaltest.Browser) *portaltest.Browser {
	w.t.Helper()
	server := httptest.NewServer(w.handler())
	w.t.Cleanup(server.Close)
	there := portaltest.NewBrowser(w.t, server.URL)
	there.HTTP.Jar = browser.HTTP.Jar
	return there
}

func TestWhileOneReplicaRenewsATokenTheOthersGoOnWithTheOldOne(t *testing.T) {
	w := newWorld(t)
	here := w.signedIn("office:zout")
	there := w.replica(here)
	w.now = w.now.Add(59*time.Minute + 30*time.Second)
	asked, goOn := make(chan struct{}), make(chan struct{})
	w.provider.Renewing = func() {
		close(asked)
		<-goOn
	}
	var first sync.WaitGroup
	first.Go(func() {
		if page := here.Get("/zaken"); page.Status != http.StatusOK {
			t.Errorf("the replica that renews answers %d", page.Status)
		}
	})
	<-asked
	if page := there.Get("/zaken"); page.Status != http.StatusOK {
		t.Errorf("the other replica answers %d", page.Status)
	}
	close(goOn)
	first.Wait()
	for _, browser := range []*portaltest.Browser{there, here} {
		if page := browser.Get("/zaken"); page.Status != http.StatusOK {
			t.Errorf("afterwards: %d", page.Status)
		}
	}
	if renewed := w.provider.Refreshed(); renewed != 1 {
		t.Errorf("renewed %d times", renewed)
	}
}

func TestATokenThatEndedIsRenewedOnceByAllReplicasTogether(t *testing.T) {
	w := newWorld(t)
	w.provider.Life = 20 * time.Minute
	here := w.signedIn("office:zout")
	there := w.replica(here)
	w.now = w.now.Add(21 * time.Minute)
	asked, goOn := make(chan struct{}), make(chan struct{})
	w.provider.Renewing = func() {
		close(asked)
		<-goOn
	}
	var all sync.WaitGroup
	for _, browser := range []*portaltest.Browser{here, there} {
		for range 8 {
			all.Go(func() {
				if page := browser.Get("/zaken"); page.Status != http.StatusOK {
					t.Errorf("status %d", page.Status)
				}
			})
		}
	}
	<-asked
	close(goOn)
	all.Wait()
	if renewed := w.provider.Refreshed(); renewed != 1 {
		t.Errorf("renewed %d times", renewed)
	}
}

func TestARenewalThatFailedIsTriedAgainByWhoeverComesNext(t *testing.T) {
	w := newWorld(t)
	here := w.signedIn("office:zout")
	there := w.replica(here)
	w.now = w.now.Add(59*time.Minute + 30*time.Second)
	w.provider.Renewing = func() { panic(http.ErrAbortHandler) }
	if page := here.Get("/zaken"); page.Status == http.StatusOK {
		t.Error("nothing was renewed, and nobody noticed")
	}
	w.provider.Renewing = nil
	if page := there.Get("/zaken"); page.Status != http.StatusOK || w.provider.Refreshed() != 1 {
		t.Errorf("status %d, renewed %d times", page.Status, w.provider.Refreshed())
	}
}
