package replicas

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
)

// balancer sends requests to both sets of services in turn. An act it can fire several times at once, at both: then every answer must be the
// same one.
type balancer struct {
	// copies of every act; 1 is the act itself.
	copies int

	turn  atomic.Int64
	fired atomic.Int64
}

func (b *balancer) client() *http.Client { return &http.Client{Transport: b} }

// hosts at which the same is to be had as at this one.
func hosts(of string) []string {
	pairs := [][2]string{
		{here.Cases, there.Cases}, {here.Documents, there.Documents}, {here.Registry, there.Registry}, {here.Notifications, there.Notifications},
	}
	for _, pair := range pairs {
		if hostOf(pair[0]) == of {
			return []string{of, hostOf(pair[1])}
		}
	}
	return []string{of}
}

func hostOf(address string) string {
	parsed, err := url.Parse(address)
	if err != nil {
		panic(err)
	}
	return parsed.Host
}

// RoundTrip implements http.RoundTripper.
func (b *balancer) RoundTrip(request *http.Request) (*http.Response, error) {
	replicas := hosts(request.URL.Host)
	if b.copies < 2 || request.Method != http.MethodPost || request.Header.Get("Idempotency-Key") == "" {
		return send(request, request.Body, replicas[int(b.turn.Add(1))%len(replicas)])
	}
	body, err := io.ReadAll(request.Body)
	if err != nil {
		return nil, err
	}
	answers := make([]*http.Response, b.copies)
	texts := make([][]byte, b.copies)
	failures := make([]error, b.copies)
	var all sync.WaitGroup
	for i := range b.copies {
		all.Go(func() {
			b.fired.Add(1)
			if answers[i], failures[i] = send(request, io.NopCloser(bytes.NewReader(body)), replicas[i%len(replicas)]); failures[i] != nil {
				return
			}
			defer answers[i].Body.Close()
			texts[i], failures[i] = io.ReadAll(answers[i].Body)
		})
	}
	all.Wait()
	for i := range b.copies {
		if failures[i] != nil {
			return nil, fmt.Errorf("attempt %d at %s: %w", i, request.URL.Path, failures[i])
		}
		if answers[i].StatusCode != answers[0].StatusCode || !sameAnswer(texts[i], texts[0]) {
			return nil, fmt.Errorf("%s was answered %d %s, and also %d %s",
				request.URL.Path, answers[0].StatusCode, texts[0], answers[i].StatusCode, texts[i])
		}
	}
	answers[0].Body = io.NopCloser(bytes.NewReader(texts[0]))
	return answers[0], nil
}

func send(request *http.Request, body io.ReadCloser, host string) (*http.Response, error) {
	copied := request.Clone(request.Context())
	copied.URL.Host, copied.Host, copied.Body = host, host, body
	return http.DefaultTransport.RoundTrip(copied)
}

// sameAnswer says whether two answers tell of the same thing that was done once.
func sameAnswer(one, other []byte) bool {
	type done struct {
		ID, CaseID, At, ReceiptID string
		Version                   int64
	}
	var a, b done
	if json.Unmarshal(one, &a) != nil || json.Unmarshal(other, &b) != nil {
		return false
	}
	return a == b && a != done{}
}
