package chaos

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"traject.nl/tools/witness"
)

// whim is what the courier does with a request besides bringing it. It follows from the seed and the key.
type whim int

const (
	plain whim = iota
	// twice brings it two times at once.
	twice
	// again brings it once more when it was answered.
	again
	// lost forgets the first answer, so that whoever asked sends it again.
	lost
	// reused tries another act under the same key, which must be refused.
	reused
)

// whims are drawn with equal chance.
var whims = []whim{plain, plain, plain, plain, plain, twice, again, lost, reused}

// errLost is what who asked sees of a lost answer.
var errLost = errors.New("connection reset: the answer was lost on purpose")

// courier brings requests to Traject, some of them more than once. Its wire remembers every answer.
type courier struct {
	*witness.Wire
	seed uint64

	mu     sync.Mutex
	counts map[whim]int
	known  map[string]bool
	made   map[string]string
	wrong  []string
}

func newCourier(seed uint64, next http.RoundTripper) *courier {
	wire := witness.NewWire()
	if next != nil {
		wire.Next = next
	}
	return &courier{Wire: wire, seed: seed, counts: map[whim]int{}, known: map[string]bool{}, made: map[string]string{}}
}

func (c *courier) whim(key string) whim {
	sum := fnv.New64a()
	sum.Write([]byte(strconv.FormatUint(c.seed, 10) + "/" + key))
	return whims[sum.Sum64()%uint64(len(whims))]
}

// first says whether this is the first time, and counts it.
func (c *courier) first(key string, w whim) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.known[key] {
		return false
	}
	c.known[key] = true
	c.counts[w]++
	return true
}

// RoundTrip implements http.RoundTripper.
func (c *courier) RoundTrip(request *http.Request) (*http.Response, error) {
	key := request.Header.Get("Idempotency-Key")
	if key == "" {
		return c.Wire.RoundTrip(request)
	}
	switch w := c.whim(key); w {
	case twice:
		c.first(key, w)
		return c.twice(request, key)
	case again:
		c.first(key, w)
		answer, err := c.bring(request, key)
		if err != nil || answer.StatusCode >= http.StatusInternalServerError {
			return answer, err
		}
		answer.Body.Close()
		return c.bring(request, key)
	case lost:
		answer, err := c.bring(request, key)
		if err == nil && answer.StatusCode < http.StatusBadRequest && c.first(key, w) {
			answer.Body.Close()
			return nil, errLost
		}
		return answer, err
	case reused:
		answer, err := c.bring(request, key)
		if err == nil && answer.StatusCode < http.StatusBadRequest && c.first(key, w) {
			c.reuse(request, key)
		}
		return answer, err
	default:
		return c.bring(request, key)
	}
}

// twice brings it two times at once; the answer is the one that is good, if any is.
func (c *courier) twice(request *http.Request, key string) (*http.Response, error) {
	var answers [2]*http.Response
	var errs [2]error
	var both sync.WaitGroup
	for i := range answers {
		both.Go(func() { answers[i], errs[i] = c.bring(request, key) }) //nolint:bodyclose // one is used, the other is closed below
	}
	both.Wait()
	good := func(i int) bool { return errs[i] == nil && answers[i].StatusCode < http.StatusBadRequest }
	use, leave := 0, 1
	if good(1) && !good(0) {
		use, leave = 1, 0
	}
	if errs[leave] == nil {
		answers[leave].Body.Close()
	}
	return answers[use], errs[use]
}

// bring a copy of the request, and remember what it made.
func (c *courier) bring(request *http.Request, key string) (*http.Response, error) {
	one := request.Clone(request.Context())
	if request.GetBody != nil {
		body, err := request.GetBody()
		if err != nil {
			return nil, err
		}
		one.Body = body
	}
	answer, err := c.Wire.RoundTrip(one)
	if err != nil || answer.StatusCode >= http.StatusBadRequest {
		return answer, err
	}
	body, err := io.ReadAll(answer.Body)
	answer.Body.Close()
	if err != nil {
		return nil, err
	}
	answer.Body = io.NopCloser(bytes.NewReader(body))
	c.hear(key, body)
	return answer, nil
}

// hear compares what a key made: one dossier, one piece.
func (c *courier) hear(key string, body []byte) {
	var got struct {
		ID string `json:"id"`
	}
	if json.Unmarshal(body, &got) != nil || got.ID == "" {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if before, known := c.made[key]; known && before != got.ID {
		c.wrong = append(c.wrong, fmt.Sprintf("%s made %s, and later %s", key, before, got.ID))
	}
	c.made[key] = got.ID
}

// inCase is the path of an act in a case.
var inCase = regexp.MustCompile(`^(/v1/cases/[^/]+)/[^/]+$`)

// reuse tries an act that is never right, in the same case, under the same key.
func (c *courier) reuse(request *http.Request, key string) {
	found := inCase.FindStringSubmatch(request.URL.Path)
	if found == nil {
		return
	}
	other := request.Clone(request.Context())
	other.URL.Path = found[1] + "/task-claim"
	body := `{"taskId":"geen"}`
	other.Body, other.GetBody, other.ContentLength = io.NopCloser(strings.NewReader(body)), nil, int64(len(body))
	answer, err := c.Next.RoundTrip(other)
	if err != nil {
		return // it was not answered, so it was not accepted either
	}
	answer.Body.Close()
	if answer.StatusCode < http.StatusBadRequest {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.wrong = append(c.wrong, fmt.Sprintf("another act under key %s was answered %d", key, answer.StatusCode))
	}
}

// faults are keys that were not answered in one way.
func (c *courier) faults() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Concat(c.Differs(), c.wrong)
}

// sent says how many requests were brought in this way.
func (c *courier) sent(w whim) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.counts[w]
}
