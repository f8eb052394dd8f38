// Package witness remembers what was answered to people who act through the public APIs, and judges from outside what became of it.
package witness

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// Wire sends requests and remembers every attempt. A request of the crowd is sent again under the same key until it is answered, so what counts
// is whether a key was answered in the end, and always with the same answer.
type Wire struct {
	// Next sends the requests.
	Next http.RoundTripper

	mu       sync.Mutex
	attempts []Attempt
	// answers by idempotency key.
	answers map[string]Accepted
	// differs are keys that were answered in two ways.
	differs []string
}

// Attempt is one time that a request was sent.
type Attempt struct {
	At   time.Time
	Took time.Duration
	// Status of the answer; 0 when there was none.
	Status int
	// Why there was no good answer, without an address of this machine.
	Why string
}

// Failed says that the attempt has to be made again.
func (a Attempt) Failed() bool { return a.Status == 0 || a.Status >= http.StatusInternalServerError }

// Accepted is the answer to an act.
type Accepted struct {
	Key       string
	Path      string
	CaseID    string `json:"caseId"`
	Version   int64  `json:"version"`
	ReceiptID string `json:"receiptId"`
}

// NewWire of which every request finds its own way: to any replica, and to none that is gone.
func NewWire() *Wire {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.DisableKeepAlives = true
	return &Wire{Next: transport, answers: map[string]Accepted{}}
}

// RoundTrip implements http.RoundTripper. The body is read whole, so that an answer that breaks off is no answer.
func (w *Wire) RoundTrip(request *http.Request) (*http.Response, error) {
	began := time.Now()
	answer, err := w.Next.RoundTrip(request)
	made := Attempt{At: began}
	var body []byte
	if err == nil {
		body, err = io.ReadAll(answer.Body)
		answer.Body.Close()
	}
	made.Took = time.Since(began)
	if err != nil {
		made.Why = Reason(err)
		w.remember(made)
		return nil, err
	}
	made.Status = answer.StatusCode
	if made.Failed() {
		made.Why = fmt.Sprintf("%d", answer.StatusCode)
	}
	w.remember(made)
	if key := request.Header.Get("Idempotency-Key"); key != "" && answer.StatusCode < http.StatusBadRequest {
		w.hear(key, request.URL.Path, body)
	}
	answer.Body = io.NopCloser(bytes.NewReader(body))
	return answer, nil
}

func (w *Wire) remember(made Attempt) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.attempts = append(w.attempts, made)
}

// hear remembers the answer to an act; what is no act has no version.
func (w *Wire) hear(key, path string, body []byte) {
	var got Accepted
	if json.Unmarshal(body, &got) != nil || got.CaseID == "" || got.Version == 0 {
		return
	}
	got.Key, got.Path = key, path
	w.mu.Lock()
	defer w.mu.Unlock()
	if before, known := w.answers[key]; known && before != got {
		w.differs = append(w.differs, fmt.Sprintf("%s was answered with version %d, and later with %d", key, before.Version, got.Version))
		return
	}
	w.answers[key] = got
}

// Acts that were accepted in a case.
func (w *Wire) Acts(caseID string) []Accepted {
	w.mu.Lock()
	defer w.mu.Unlock()
	var found []Accepted
	for _, one := range w.answers {
		if one.CaseID == caseID {
			found = append(found, one)
		}
	}
	return found
}

// Count is how many acts were accepted until now.
func (w *Wire) Count() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.answers)
}

// Traffic of a time.
type Traffic struct {
	Requests, Failed int
	// Longest is the longest attempt.
	Longest time.Duration
	// Why attempts failed, with how often.
	Why map[string]int
}

// Between sums up the attempts that began in the time.
func (w *Wire) Between(from, until time.Time) Traffic {
	w.mu.Lock()
	defer w.mu.Unlock()
	sum := Traffic{Why: map[string]int{}}
	for _, one := range w.attempts {
		if one.At.Before(from) || !one.At.Before(until) {
			continue
		}
		sum.Requests++
		sum.Longest = max(sum.Longest, one.Took)
		if one.Failed() {
			sum.Failed++
			sum.Why[one.Why]++
		}
	}
	return sum
}

// Reason is why there was no answer, in a few words.
func Reason(err error) string {
	text := err.Error()
	for _, known := range []string{"connection refused", "connection reset", "EOF", "deadline exceeded", "Timeout exceeded", "canceled", "broken pipe"} {
		if strings.Contains(text, known) {
			return known
		}
	}
	return text
}

// Differs are the keys that were answered in two ways.
func (w *Wire) Differs() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.differs)
}
