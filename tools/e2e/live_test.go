package e2e

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"traject.nl/tools/journey"
)

// change is an event of a live stream.
type change struct {
	ID      string
	CaseID  string `json:"caseId"`
	Version int64  `json:"version"`
	at      time.Time
}

// listen opens a live stream as the account; changes come in on the channel until the test ends.
func listen(t *testing.T, account, url string, header map[string]string) <-chan change {
	t.Helper()
	request := get(http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil))(t)
	request.Header.Set("Authorization", "Bearer "+get(running.Token(account))(t))
	for name, value := range header {
		request.Header.Set(name, value)
	}
	answer := get(http.DefaultClient.Do(request))(t)
	t.Cleanup(func() { answer.Body.Close() })
	if answer.StatusCode != http.StatusOK || !strings.HasPrefix(answer.Header.Get("Content-Type"), "text/event-stream") {
		t.Fatalf("%s answered %s with %s", url, answer.Status, answer.Header.Get("Content-Type"))
	}
	changes := make(chan change, 64)
	go func() {
		defer close(changes)
		var id string
		for lines := bufio.NewScanner(answer.Body); lines.Scan(); {
			if value, ok := strings.CutPrefix(lines.Text(), "id:"); ok {
				id = strings.TrimSpace(value)
			}
			if value, ok := strings.CutPrefix(lines.Text(), "data:"); ok {
				seen := change{ID: id, at: time.Now()}
				if json.Unmarshal([]byte(strings.TrimSpace(value)), &seen) == nil {
					changes <- seen
				}
			}
		}
	}()
	return changes
}

// await is the first change of the case at the version or later.
func await(t *testing.T, changes <-chan change, caseID string, version int64) change {
	t.Helper()
	limit := time.After(10 * time.Second)
	for {
		select {
		case seen, open := <-changes:
			if !open {
				t.Fatal("the stream ended")
			}
			if seen.CaseID == caseID && seen.Version >= version {
				return seen
			}
		case <-limit:
			t.Fatalf("case %s was not seen at version %d", caseID, version)
		}
	}
}

func TestWhatOneDoesAnotherSeesWithinASecond(t *testing.T) {
	s := told(t, journey.Draft, journey.HandIn)
	before := get(s.As("ib-regenboog").Case(t.Context(), s.CaseID))(t).Version
	streams := map[string]<-chan change{
		"the case, by the school":           listen(t, "ib-regenboog", traject.Cases+"/v1/cases/"+s.CaseID+"/events", nil),
		"all cases, by a colleague":         listen(t, "directeur-regenboog", traject.Cases+"/v1/events", nil),
		"the case, by the parent":           listen(t, "ouder", traject.Cases+"/v1/cases/"+s.CaseID+"/events", nil),
		"the case, by the receiving school": listen(t, "ib-stuifheugel", traject.Cases+"/v1/cases/"+s.CaseID+"/events", nil),
	}
	accepted := get(s.As("kantoor").Act(t.Context(), s.CaseID, s.Key+"-competence", "competence", map[string]any{"competent": true}))(t)
	done := time.Now()
	if accepted.Version <= before {
		t.Fatalf("the act left the case at version %d", accepted.Version)
	}
	for who, changes := range streams {
		if late := await(t, changes, s.CaseID, accepted.Version).at.Sub(done); late > time.Second {
			t.Errorf("%s: seen %s after the act was answered", who, late)
		}
	}
}

func TestAStreamGoesOnWhereItWasBroken(t *testing.T) {
	s := told(t, journey.Draft, journey.HandIn, journey.Competent)
	now := get(s.As("kantoor").Case(t.Context(), s.CaseID))(t).Version
	changes := listen(t, "kantoor", traject.Cases+"/v1/cases/"+s.CaseID+"/events", map[string]string{"Last-Event-ID": "1"})
	if seen := await(t, changes, s.CaseID, now); seen.Version != now {
		t.Errorf("want the case at version %d at once, got %d", now, seen.Version)
	}
}

func TestWhoIsNoPartyHearsNothing(t *testing.T) {
	s := told(t, journey.Draft, journey.HandIn)
	err := s.As("ib-op-dreef").Get(t.Context(), traject.Cases+"/v1/cases/"+s.CaseID+"/events", nil)
	wantStatus(t, err, http.StatusNotFound)

	ours := listen(t, "kantoor", traject.Cases+"/v1/events", nil)
	theirs := listen(t, "sot-zeist", traject.Cases+"/v1/events", nil)
	accepted := get(s.As("kantoor").Act(context.WithoutCancel(t.Context()), s.CaseID, s.Key+"-competence", "competence", map[string]any{"competent": true}))(t)
	await(t, ours, s.CaseID, accepted.Version)
	select {
	case heard := <-theirs:
		if heard.CaseID == s.CaseID {
			t.Errorf("SOT Zeist heard of a case in another subregion: %+v", heard)
		}
	default:
	}
}
