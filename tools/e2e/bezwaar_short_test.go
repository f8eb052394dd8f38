package e2e

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"traject.nl/tools/journey"
)

// A parent who only says that they object gets time to say why (Awb 6:6); meanwhile the term to decide stands still (Awb 7:10).
func TestAParentWhoGivesNoGroundsYetRepairsThatInTraject(t *testing.T) {
	s := told(t, refusedTLV...)
	b := objection(s, "b")
	tellBezwaar(t, b, journey.Objected("ouder", map[string]any{"proForma": true}), journey.RepairAsked)
	asked := get(b.As("ouder").Case(t.Context(), b.CaseID))(t)
	if tasks := asked.OpenTasks("herstel"); len(tasks) != 1 || !tasks[0].Mine || tasks[0].DueOn != b.Day(14) || !asked.MayDo("Repair") {
		t.Errorf("want a task for the parent until %s, got %+v", b.Day(14), tasks)
	}
	if letters := lettersTo(t, b, "parent:"); len(letters) != 1 {
		t.Errorf("want a letter that says what is missing, got %+v", letters)
	}
	tellBezwaar(t, b, journey.Repaired)
	mended := get(b.As("ouder").Case(t.Context(), b.CaseID))(t)
	if term, _ := mended.Term(toDecideOnBezwaar); term.Suspended || term.PlannedOn == "" || len(mended.OpenTasks("herstel")) != 0 {
		t.Errorf("after the repair the term is %+v", term)
	}
}

// Who says that the decision came too late may have given an ingebrekestelling: a human looks the same day.
func TestABezwaarAboutALateDecisionIsReadTheSameDay(t *testing.T) {
	s := told(t, refusedTLV...)
	b := objection(s, "b")
	tellBezwaar(t, b, journey.Objected("ouder", map[string]any{"aboutLateDecision": true}))
	tasks := get(b.As("kantoor").Case(t.Context(), b.CaseID))(t).OpenTasks("ingebrekestelling")
	if len(tasks) != 1 || tasks[0].Party != "office:zout" || tasks[0].DueOn != b.Day(0) {
		t.Errorf("want a task of today for the office, got %+v", tasks)
	}
}

// Who grants everything needs no advice and no hearing (Awb 7:3 onder e).
func TestABezwaarThatIsGrantedAtOnceNeedsNoLBT(t *testing.T) {
	s := told(t, refusedTLV...)
	b := objection(s, "b")
	tellBezwaar(t, b, journey.Lodged, journey.Acknowledged, journey.Settled("upheld"), journey.Told)
	seen := get(b.As("ouder").Case(t.Context(), b.CaseID))(t)
	if seen.Phase != "beroep" || seen.Bezwaar.Advice != "" || seen.Bezwaar.Bundle != nil {
		t.Errorf("want a decision without the LBT, got %s %+v", seen.Phase, seen.Bezwaar)
	}
	wantNoOpenTask(t, seen)
	wantInRegister(t, s.CaseID, seen.Bezwaar.Decision.Replacements[0].Decision.TLVNumber)
	letters := lettersTo(t, b, "school:")
	if text := flat(textOf(t, get(b.As("ib-regenboog").Download(t.Context(), b.DossierID(), letters[len(letters)-1].ID))(t))); !strings.Contains(text, "Geen advies van de commissie") {
		t.Errorf("the decision does not say why there is no advice:\n%s", text)
	}
}

func TestTheBundleSaysWhatIsMissingAndCanBeMadeAgainUntilItIsSent(t *testing.T) {
	s := told(t, refusedTLV...)
	b := objection(s, "b")
	tellBezwaar(t, b, journey.Lodged, journey.Bundled)
	poor := get(b.As("kantoor").Case(t.Context(), b.CaseID))(t).Bezwaar.Bundle
	for _, words := range []string{"procedure", "profiel", "verweerschrift"} {
		if !slices.ContainsFunc(poor.Missing, func(one string) bool { return strings.Contains(strings.ToLower(one), words) }) {
			t.Errorf("the bundle does not say that the %s is missing: %q", words, poor.Missing)
		}
	}
	tellBezwaar(t, b, journey.Defended, journey.PapersAdded, again(journey.Bundled, "2"))
	whole := get(b.As("kantoor").Case(t.Context(), b.CaseID))(t).Bezwaar.Bundle
	if len(whole.Missing) != 0 || len(whole.Items) <= len(poor.Items) || whole.DocumentID == poor.DocumentID {
		t.Errorf("with the papers added, %d papers became %d, and %q is still missing", len(poor.Items), len(whole.Items), whole.Missing)
	}
	papers := get(b.As("kantoor").PapersOf(t.Context(), b.DossierID(), b.CaseID))(t).Pieces
	bundles := slices.DeleteFunc(papers, func(p journey.Piece) bool { return p.Kind != "lbt-dossier" })
	if len(bundles) != 1 || bundles[0].ID != whole.DocumentID {
		t.Errorf("want the last bundle only, got %+v", bundles)
	}
}

// again is a stage that is done another time: by another key it is another act.
func again(stage journey.Stage, time string) journey.Stage {
	return journey.Stage{Name: stage.Name + " again", Do: func(ctx context.Context, b *journey.Bezwaar) error {
		once := b.Key
		b.Key += "-" + time
		defer func() { b.Key = once }()
		if err := stage.Do(ctx, b); err != nil {
			return fmt.Errorf("again: %w", err)
		}
		return nil
	}}
}
