package edgetest

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// answerTime is how long any answer may take. A stream is left when it begins.
const answerTime = 30 * time.Second

// Head is a request up to its body, as Send wants it: the request line and further header lines.
func Head(method, target string, headers ...string) string {
	return strings.Join(append([]string{method + " " + target + " HTTP/1.1", "Host: traject.example"}, headers...), "\r\n")
}

// JSON is the head of a request with a JSON body and an Idempotency-Key.
func JSON(method, target string, headers ...string) string {
	return Head(method, target, append(headers, "Content-Type: application/json", "Idempotency-Key: sleutel-0001")...)
}

// Send gives the bytes to a router as a server would after reading them from a connection. It is false when the server itself would not
// take them for a request. Who is put in the Authorization header in the place of any other.
func Send(router http.Handler, who, head string, body []byte) (*httptest.ResponseRecorder, bool) {
	raw := fmt.Sprintf("%s\r\nContent-Length: %d\r\n\r\n%s", head, len(body), body)
	request, err := http.ReadRequest(bufio.NewReader(strings.NewReader(raw)))
	if err != nil {
		return nil, false
	}
	request.Header.Set("Authorization", "Bearer "+who)
	request.RemoteAddr = "192.0.2.1:1234"
	ctx, leave := context.WithTimeout(context.Background(), answerTime)
	defer leave()
	recorder := httptest.NewRecorder()
	router.ServeHTTP(stream{recorder, leave}, request.WithContext(ctx))
	if ctx.Err() == context.DeadlineExceeded {
		panic(fmt.Sprintf("no answer within %s to %s", answerTime, request.URL.Path))
	}
	_, _ = io.Copy(io.Discard, request.Body)
	return recorder, true
}

// stream leaves as soon as something of an endless answer came.
type stream struct {
	*httptest.ResponseRecorder
	leave func()
}

// Flush implements http.Flusher.
func (s stream) Flush() {
	s.ResponseRecorder.Flush()
	s.leave()
}

// CloseNotify implements what gin asks of a writer.
func (s stream) CloseNotify() <-chan bool { return make(chan bool) }

// Values are the sentences of a JSON body, which no refusal may repeat. Names of fields and codes it may.
func Values(body []byte) (found []string) {
	var value any
	if json.Unmarshal(body, &value) == nil {
		collect(value, 0, &found)
	}
	return found
}

func collect(value any, depth int, found *[]string) {
	if depth > 8 || len(*found) > 20 {
		return
	}
	switch value := value.(type) {
	case string:
		if len(value) >= 12 && strings.Contains(value, " ") {
			*found = append(*found, value)
		}
	case []any:
		for _, one := range value {
			collect(one, depth+1, found)
		}
	case map[string]any:
		for _, one := range value {
			collect(one, depth+1, found)
		}
	}
}

// Quiet keeps a target from writing a line of log for each of its many requests.
func Quiet(f *testing.F) {
	before := slog.Default()
	slog.SetDefault(slog.New(slog.DiscardHandler))
	f.Cleanup(func() { slog.SetDefault(before) })
}
