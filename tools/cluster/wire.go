package cluster

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"
)

// wire sends requests and remembers every attempt. A request of the crowd is sent again under the same key until it is answered, so what counts
// is whether a key was answered in the end, and always with the same answer.
type wire struct {
	next http.RoundTripper

	mu       sync.Mutex
	attempts []attempt
	// answers by idempotency key.
	answers map[string]accepted
	// differs are keys that were answered in two ways.
	differs []string
}

// attempt is one time that a request was sent.
type attempt struct {
	At   time.Time
	Took time.Duration
	// Status of the answer; 0 when there was none.
	Status int
	// Why there was no good answer, without an address of this machine.
	Why string
}

// failed says that the attempt has to be made again.
func (a attempt) failed() bool { return a.Status == 0 || a.Status >= http.StatusInternalServerError }

// accepted is the answer to an act.
type accepted struct {
	Key       string
	Path      string
	CaseID    string `json:"caseId"`
	Version   int64  `json:"version"`
	ReceiptID string `json:"receiptId"`
}

func newWire() *wire {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	// Every request finds its own way: to any replica, and to none that is gone.
	transport.DisableKeepAlives = true
	return &wire{next: transport, answers: map[string]accepted{}}
}

// RoundTrip implements http.RoundTripper. The body is read whole, so that an answer that breaks off is no answer.
func (w *wire) RoundTrip(request *http.Request) (*http.Response, error) {
	began := time.Now()
	answer, err := w.next.RoundTrip(request)
	made := attempt{At: began}
	var body []byte
	if err == nil {
		body, err = io.ReadAll(answer.Body)
		answer.Body.Close()
	}
	made.Took = time.Since(began)
	if err != nil {
		made.Why = reason(err)
		w.remember(made)
		return nil, err
	}
	made.Status = answer.StatusCode
	if made.failed() {
		made.Why = fmt.Sprintf("%d", answer.StatusCode)
	}
	w.remember(made)
	if key := request.Header.Get("Idempotency-Key"); key != "" && answer.StatusCode < http.StatusBadRequest {
		w.hear(key, request.URL.Path, body)
	}
	answer.Body = io.NopCloser(bytes.NewReader(body))
	return answer, nil
}

func (w *wire) remember(made attempt) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.attempts = append(w.attempts, made)
}

// hear remembers the answer to an act; what is no act has no version.
func (w *wire) hear(key, path string, body []byte) {
	var got accepted
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

// acts that were accepted in a case.
func (w *wire) acts(caseID string) []accepted {
	w.mu.Lock()
	defer w.mu.Unlock()
	var found []accepted
	for _, one := range w.answers {
		if one.CaseID == caseID {
			found = append(found, one)
		}
	}
	return found
}

// accepted is how many acts were accepted until now.
func (w *wire) accepted() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.answers)
}

// traffic of a time.
type traffic struct {
	Requests, Failed int
	// Longest is the longest attempt.
	Longest time.Duration
	// Why attempts failed, with how often.
	Why map[string]int
}

// between sums up the attempts that began in the time.
func (w *wire) between(from, until time.Time) traffic {
	w.mu.Lock()
	defer w.mu.Unlock()
	sum := traffic{Why: map[string]int{}}
	for _, one := range w.attempts {
		if one.At.Before(from) || !one.At.Before(until) {
			continue
		}
		sum.Requests++
		sum.Longest = max(sum.Longest, one.Took)
		if one.failed() {
			sum.Failed++
			sum.Why[one.Why]++
		}
	}
	return sum
}

// reason is why there was no answer, in a few words.
func reason(err error) string {
	text := err.Error()
	for _, known := range []string{"connection refused", "connection reset", "EOF", "deadline exceeded", "Timeout exceeded", "canceled", "broken pipe"} {
		if strings.Contains(text, known) {
			return known
		}
	}
	return text
}
