package e2e

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"traject.nl/tools/journey"
)

// silence is how long nothing may come after a death: longer than the demonstration takes for a reminder and two rungs.
const silence = 50 * time.Second

// threeCases of one pupil: a TLV with the placement that came of it, and beside them a stay at the Buitenkans that waits for the parents.
func threeCases(t *testing.T) (*journey.Story, *journey.Course, *journey.Course) {
	t.Helper()
	s, placement := followed(t, journey.Confirmed)
	beside := s.Buitenkans(s.Key[max(0, len(s.Key)-30):] + "-b")
	tellCourse(t, beside, journey.Requested)
	return s, placement, beside
}

// wantEnded wants a case that came to its end by itself because the pupil left.
func wantEnded(t *testing.T, caseID, reason string) journey.Case {
	t.Helper()
	var seen journey.Case
	eventually(t, "case "+caseID+" hears that the pupil left", func(ctx context.Context) error {
		var err error
		if seen, err = traject.As("kantoor").Case(ctx, caseID); err != nil {
			return err
		}
		if seen.Departure == nil || seen.Departure.Reason != reason {
			return fmt.Errorf("%w: %s %+v", errNotYet, seen.Phase, seen.Departure)
		}
		return nil
	})
	return seen
}

func TestAPupilWhoMovesEndsTheStayAndThePlacementAndTheTLVGetsALine(t *testing.T) {
	s, placement, beside := threeCases(t)
	tellCourse(t, beside, journey.Left("moved"))
	for _, c := range []*journey.Course{placement, beside} {
		seen := wantEnded(t, c.CaseID, "moved")
		if !seen.Closed || len(seen.Planned) != 0 {
			t.Errorf("case %s is in phase %s with %+v planned", c.CaseID, seen.Phase, seen.Planned)
		}
		wantNoOpenTask(t, seen)
		for _, term := range seen.Terms {
			if !term.Ended && term.MetOn == "" {
				t.Errorf("term %s of %s still runs", term.ID, c.CaseID)
			}
		}
		wantGapFree(t, c.CaseID)
	}
	if seen := wantEnded(t, s.CaseID, "moved"); !slices.ContainsFunc(seen.Timeline, func(l journey.Line) bool { return strings.Contains(l.Text, "verhuisd") }) {
		t.Errorf("the TLV case does not tell that the pupil moved: %+v", seen.Timeline[len(seen.Timeline)-1])
	}
	if outcome := seenBy(t, beside, "kantoor").Buitenkans.Outcome; outcome != "departed" {
		t.Errorf("the stay ended as %q", outcome)
	}
	_, err := beside.As("ib-regenboog").Act(t.Context(), beside.CaseID, beside.Key+"-again", "departure", map[string]any{"reason": "vo", "on": beside.Day(0)})
	wantStatus(t, err, notNow)
}

// After a death no notice, letter, reminder or rung leaves to anybody, also not what was on its way (issue 4, 2).
func TestAfterADeathNothingLeavesToAnybody(t *testing.T) {
	s, placement, beside := threeCases(t)
	ids := []string{s.CaseID, placement.CaseID, beside.CaseID}
	if mailsAbout(t, ids) == 0 {
		t.Fatal("nobody got a mail before, so that this test would look for nothing")
	}
	tellCourse(t, beside, journey.Left("deceased"))
	letters := map[string]int{}
	for _, id := range ids {
		seen := wantEnded(t, id, "deceased")
		if !seen.Closed || len(seen.Planned) != 0 {
			t.Errorf("case %s (%s) is in phase %s with %+v planned", id, seen.Procedure, seen.Phase, seen.Planned)
		}
		wantNoOpenTask(t, seen)
		letters[id] = lettersIn(t, beside, id)
	}
	before, toldBefore := mailsAbout(t, ids), toldOf(t, ids)
	quiet(t)
	if after, toldAfter := mailsAbout(t, ids), toldOf(t, ids); after != before || toldAfter != toldBefore {
		t.Errorf("%d mails and %d notices left after the death", after-before, toldAfter-toldBefore)
	}
	for _, id := range ids {
		if now := lettersIn(t, beside, id); now != letters[id] {
			t.Errorf("case %s has %d letters more", id, now-letters[id])
		}
		seen := get(traject.As("kantoor").Case(t.Context(), id))(t)
		for _, line := range seen.Timeline {
			if (line.Kind == "herinnering" || line.Kind == "opgeschaald") && line.At.After(departedAt(t, seen)) {
				t.Errorf("case %s: %s after the death: %s", id, line.Kind, line.Text)
			}
		}
	}
}

// departedAt is when the case heard of it.
func departedAt(t *testing.T, seen journey.Case) time.Time {
	t.Helper()
	at := slices.IndexFunc(seen.Timeline, func(line journey.Line) bool { return line.Kind == "vertrek" })
	if at < 0 {
		t.Fatalf("case %s does not tell that the pupil left", seen.ID)
	}
	return seen.Timeline[at].At
}

// quiet lets the time pass in which something would have come.
func quiet(t *testing.T) {
	t.Helper()
	select {
	case <-time.After(silence):
	case <-t.Context().Done():
		t.Fatal(t.Context().Err())
	}
}

func lettersIn(t *testing.T, c *journey.Course, caseID string) int {
	t.Helper()
	papers := get(c.As("kantoor").PapersOf(t.Context(), c.DossierID, caseID))(t).Pieces
	return len(slices.DeleteFunc(papers, func(p journey.Piece) bool { return p.Kind != "brief" }))
}

// mailsAbout counts the mails about the cases that a server accepted, once everything that was handed over is settled.
func mailsAbout(t *testing.T, ids []string) (accepted int) {
	t.Helper()
	for _, id := range ids {
		for _, notice := range settled(t, id) {
			for _, way := range notice.Deliveries {
				if way.Channel == "mail" && way.State == "accepted" {
					accepted++
				}
			}
		}
	}
	return accepted
}

// toldOf counts what anybody was told of the cases, in the portal or by mail.
func toldOf(t *testing.T, ids []string) (notices int) {
	t.Helper()
	for _, id := range ids {
		notices += len(get(traject.As("kantoor").NoticesOf(t.Context(), id))(t))
	}
	return notices
}
