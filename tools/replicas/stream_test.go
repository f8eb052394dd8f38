package replicas

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

// seeTime is how long a change may take to be on a screen, on a machine that has a lot to do.
const seeTime = 30 * time.Second

// change is an event of a live stream.
type change struct {
	ID      string
	CaseID  string `json:"caseId"`
	Version int64  `json:"version"`
}

// listen opens a live stream; the channel is closed when the stream ends.
func listen(ctx context.Context, t *testing.T, client *http.Client, url string, header map[string]string) <-chan change {
	t.Helper()
	request := get(http.NewRequestWithContext(ctx, http.MethodGet, url, nil))(t)
	for name, value := range header {
		request.Header.Set(name, value)
	}
	answer := get(client.Do(request))(t)
	t.Cleanup(func() { answer.Body.Close() })
	if answer.StatusCode != http.StatusOK || !strings.HasPrefix(answer.Header.Get("Content-Type"), "text/event-stream") {
		t.Fatalf("%s answered %s with %s", url, answer.Status, answer.Header.Get("Content-Type"))
	}
	changes := make(chan change, 256)
	go func() {
		defer close(changes)
		var id string
		for lines := bufio.NewScanner(answer.Body); lines.Scan(); {
			if value, ok := strings.CutPrefix(lines.Text(), "id:"); ok {
				id = strings.TrimSpace(value)
			}
			data, ok := strings.CutPrefix(lines.Text(), "data:")
			if seen := (change{ID: id}); ok && json.Unmarshal([]byte(strings.TrimSpace(data)), &seen) == nil && seen.CaseID != "" {
				changes <- seen
			}
		}
	}()
	return changes
}

// bearer of an account.
func bearer(t *testing.T, account string) map[string]string {
	t.Helper()
	return map[string]string{"Authorization": "Bearer " + get(here.Token(account))(t)}
}

// await is the first change of the case at the version or later.
func await(changes <-chan change, caseID string, version int64) (change, error) {
	limit := time.After(seeTime)
	for {
		select {
		case seen, open := <-changes:
			if !open {
				return change{}, fmt.Errorf("the stream of case %s ended before version %d", caseID, version)
			}
			if seen.CaseID == caseID && seen.Version >= version {
				return seen, nil
			}
		case <-limit:
			return change{}, fmt.Errorf("case %s was not seen at version %d within %s", caseID, version, seeTime)
		}
	}
}

// ended waits until a stream ends.
func ended(changes <-chan change) error {
	limit := time.After(seeTime)
	for {
		select {
		case _, open := <-changes:
			if !open {
				return nil
			}
		case <-limit:
			return fmt.Errorf("the stream goes on after %s", seeTime)
		}
	}
}
