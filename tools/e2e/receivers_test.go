package e2e

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// partnerSystem is the system of a municipality: it keeps what it was sent, and answers as the test wants.
type partnerSystem struct {
	*httptest.Server
	mu  sync.Mutex
	got []received
}

// received is one request to a receiver.
type received struct {
	header http.Header
	body   []byte
	at     time.Time
}

// receive starts a receiver. Answer gets how often it was asked before.
func receive(t *testing.T, answer func(w http.ResponseWriter, r *http.Request, before int)) *partnerSystem {
	t.Helper()
	one := &partnerSystem{}
	one.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		one.mu.Lock()
		before := len(one.got)
		one.got = append(one.got, received{r.Header.Clone(), body, time.Now()})
		one.mu.Unlock()
		answer(w, r, before)
	}))
	t.Cleanup(one.Close)
	return one
}

// about are the requests about a case; the pings and the other cases are left out.
func (r *partnerSystem) about(caseID string) []received {
	r.mu.Lock()
	defer r.mu.Unlock()
	var found []received
	for _, one := range r.got {
		if strings.Contains(string(one.body), caseID) {
			found = append(found, one)
		}
	}
	return found
}

func accepts(w http.ResponseWriter, _ *http.Request, _ int) { w.WriteHeader(http.StatusNoContent) }

// fails the first time that it hears of anything.
func failsOnce(w http.ResponseWriter, _ *http.Request, before int) {
	if before == 0 {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	w.WriteHeader(http.StatusOK)
}

// hangs until who asks goes away.
func hangs(_ http.ResponseWriter, r *http.Request, _ int) { <-r.Context().Done() }

// redirectsTo sends everybody to another place.
func redirectsTo(other string) func(http.ResponseWriter, *http.Request, int) {
	return func(w http.ResponseWriter, r *http.Request, _ int) {
		http.Redirect(w, r, other, http.StatusTemporaryRedirect)
	}
}

// wantSigned: by the scheme of Standard Webhooks 1.0, as a receiver checks it.
func wantSigned(t *testing.T, one received, secret string) {
	t.Helper()
	key := get(base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_")))(t)
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(one.header.Get("Webhook-Id") + "." + one.header.Get("Webhook-Timestamp") + "."))
	mac.Write(one.body)
	if want := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil)); one.header.Get("Webhook-Signature") != want {
		t.Errorf("the signature is %q, want %q", one.header.Get("Webhook-Signature"), want)
	}
}

// fields of a JSON body.
func fields(t *testing.T, one received) map[string]any {
	t.Helper()
	var found map[string]any
	if err := json.Unmarshal(one.body, &found); err != nil {
		t.Fatalf("%v: %s", err, one.body)
	}
	return found
}
