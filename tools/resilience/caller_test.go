package resilience

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"testing"
	"time"

	"traject.nl/tools/journey"
)

const (
	// callTime is how long a call may take in all, with every attempt.
	callTime = 75 * time.Second
	// attemptTime is how long one attempt may take. An activity that was cut off by a kill is tried again after ten
	// seconds, or a minute for letters, and whoever asked waits or asks again.
	attemptTime = 20 * time.Second
)

// call is one request to the HTTP API. It is sent again, unchanged, until it is answered.
type call struct {
	account, method, url string
	contentType          string
	body                 []byte
	// key is the Idempotency-Key.
	key string
	// ifMatch is the ETag that the caller read.
	ifMatch string
}

// answer to a call.
type answer struct {
	status   int
	etag     string
	body     []byte
	attempts int
}

// caller sends calls as the development accounts.
type caller struct {
	machine *machine
	tokens  map[string]string
}

// newCaller signs in every account once: their tokens must outlive every kill.
func newCaller(t *testing.T, m *machine) *caller {
	t.Helper()
	c := &caller{machine: m, tokens: map[string]string{}}
	give := journey.DevTokens(m.SignIn)
	for _, account := range []string{school, sot, office, director, firstExpert, secondExpert, parent, secondParent, provision, host} {
		token, err := give(t.Context(), account)
		if err != nil {
			t.Fatal(err)
		}
		c.tokens[account] = token
	}
	return c
}

// as lets an account read, with the token it got at first.
func (c *caller) as(account string) journey.Person {
	m := c.machine
	traject := &journey.Traject{
		Cases: m.Cases, Documents: m.Documents, Registry: m.Registry, Notifications: m.Notifications,
		Token: func(_ context.Context, account string) (string, error) { return c.tokens[account], nil },
	}
	return traject.As(account)
}

// send sends a call until it is answered. No answer at all, and a 503, mean that it must be sent again; everything else is
// the answer.
func (c *caller) send(t *testing.T, one call) answer {
	t.Helper()
	got, err := c.try(t.Context(), one)
	if err != nil {
		t.Fatalf("%s %s: %v", one.method, one.url, err)
	}
	return got
}

func (c *caller) try(ctx context.Context, one call) (answer, error) {
	ctx, cancel := context.WithTimeout(ctx, callTime)
	defer cancel()
	var got answer
	attempts := 0
	err := c.machine.await(ctx, "an answer", func(ctx context.Context) error {
		attempts++
		var err error
		if got, err = c.attempt(ctx, one); err != nil {
			return err
		}
		if got.status == http.StatusServiceUnavailable {
			return fmt.Errorf("answered 503: %s", got.body)
		}
		return nil
	})
	got.attempts = attempts
	return got, err
}

func (c *caller) attempt(ctx context.Context, one call) (answer, error) {
	ctx, cancel := context.WithTimeout(ctx, attemptTime)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, one.method, one.url, bytes.NewReader(one.body))
	if err != nil {
		return answer{}, err
	}
	for name, value := range map[string]string{"Content-Type": one.contentType, "Idempotency-Key": one.key, "If-Match": one.ifMatch} {
		if value != "" {
			request.Header.Set(name, value)
		}
	}
	if token := c.tokens[one.account]; token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return answer{}, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return answer{}, fmt.Errorf("the answer broke off: %w", err)
	}
	return answer{status: response.StatusCode, etag: response.Header.Get("ETag"), body: body}, nil
}

// read wants the status and reads the JSON of the answer.
func (a answer) read(t *testing.T, status int, into any) {
	t.Helper()
	if a.status != status {
		t.Fatalf("answered %d after %d attempts, want %d: %s", a.status, a.attempts, status, a.body)
	}
	if err := json.Unmarshal(a.body, into); err != nil {
		t.Fatalf("answer is not what was expected: %v: %s", err, a.body)
	}
}

// post makes a call with a JSON body.
func post(t *testing.T, account, url, key string, body any) call {
	t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	return call{account: account, method: http.MethodPost, url: url, contentType: "application/json", body: text, key: key}
}

// upload makes a call with a file. Its body is made once, so that every attempt is the same.
func upload(t *testing.T, account, url, key, kind, name string, content []byte) call {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	header := textproto.MIMEHeader{
		"Content-Disposition": {fmt.Sprintf(`form-data; name="file"; filename="%s"`, name)},
		"Content-Type":        {"application/octet-stream"},
	}
	errKind := form.WriteField("kind", kind)
	part, errPart := form.CreatePart(header)
	if err := errors.Join(errKind, errPart); err != nil {
		t.Fatal(err)
	}
	_, errContent := part.Write(content)
	if err := errors.Join(errContent, form.Close()); err != nil {
		t.Fatal(err)
	}
	return call{account: account, method: http.MethodPost, url: url, contentType: form.FormDataContentType(), body: body.Bytes(), key: key}
}
