package e2e

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"traject.nl/tools/journey"
)

// another story of this test, of another child of the same parents.
func another(t *testing.T, name string, steps ...journey.Step) *journey.Story {
	t.Helper()
	s := story(t)
	key := s.Key[max(0, len(s.Key)-30):] + "-" + name
	s = journey.NewStory(traject, key, pupilOf(key))
	tell(t, s, steps...)
	return s
}

func TestATLVThatABezwaarReplacesKeepsItsNumberInTheRegisterAndIsNoLongerInForce(t *testing.T) {
	s := told(t, journey.HappyPath...)
	old := get(s.As("kantoor").Case(t.Context(), s.CaseID))(t).TLV.Decision.TLVNumber
	b := objection(s, "b")
	tellBezwaar(t, b, slices.Concat(journey.AtLbt, []journey.Stage{journey.Skipped, journey.Advised("unfounded"), deviating, journey.Told})...)

	number := get(b.As("kantoor").Case(t.Context(), b.CaseID))(t).Bezwaar.Decision.Replacements[0].Decision.TLVNumber
	var before, after journey.RegisterLine
	for _, line := range get(traject.As("directeur").Register(t.Context()))(t) {
		switch {
		case line.CaseID == s.CaseID && line.TLVNumber == old:
			before = line
		case line.CaseID == s.CaseID && line.TLVNumber == number:
			after = line
		}
	}
	if number == old || before.ReplacedBy != number || before.EndedOn == "" || after.Replaces != old || after.EndedOn != "" {
		t.Errorf("%s was replaced by %s: the register has %+v and %+v", old, number, before, after)
	}
	letters := lettersTo(t, b, "parent:")
	text := flat(textOf(t, get(b.As("ouder").Download(t.Context(), b.DossierID(), letters[len(letters)-1].ID))(t)))
	for _, wanted := range []string{"gedeeltelijk gegrond", "Het advies gaat uit van een situatie die er niet meer is", "Stuk lbt-advies", number} {
		if !strings.Contains(text, wanted) {
			t.Errorf("the decision that deviates from the advice does not have %q:\n%s", wanted, text)
		}
	}
}

// deviating is the director who does not follow the LBT, and says why (Awb 7:13 lid 7).
var deviating = journey.Stage{Name: "deviating", Do: func(ctx context.Context, b *journey.Bezwaar) error {
	reasons, err := b.Words(ctx, "directeur", "reasons", "motivering-bezwaar", "Wij geven gedeeltelijk gelijk.")
	if err != nil {
		return err
	}
	why, err := b.Words(ctx, "directeur", "deviation", "afwijking-advies", "Het advies gaat uit van een situatie die er niet meer is.")
	if err != nil {
		return err
	}
	return b.Act(ctx, "directeur", "objection-decision", map[string]any{
		"opinion": "partly", "reasonsTextId": reasons, "deviationTextId": why, "replacements": b.Granting(),
	})
}}

func TestSeveralObjectionsToOneDecisionAndOneToTwoDecisionsStandBesideEachOther(t *testing.T) {
	one, two := told(t, refusedTLV...), another(t, "2", refusedTLV...)
	both, school := objection(one, "both", two), objection(one, "school")
	tellBezwaar(t, both, journey.Lodged)
	tellBezwaar(t, school, journey.Objected("directeur-regenboog", nil))

	wantObjections(t, one, both.CaseID, school.CaseID)
	wantObjections(t, two, both.CaseID)
	seen := get(both.As("ouder").Case(t.Context(), both.CaseID))(t)
	if !slices.Equal(seen.About, both.Against) || len(seen.Bezwaar.Decisions) != 2 || !seen.Bezwaar.Mine {
		t.Errorf("the bezwaar of the parent is about %v: %+v", seen.About, seen.Bezwaar)
	}
	if beside := get(school.As("ib-regenboog").Case(t.Context(), school.CaseID))(t); !beside.Bezwaar.Mine || beside.Bezwaar.Objector != "school" || len(beside.Related) != 2 {
		t.Errorf("the bezwaar of the school is %+v, beside %+v", beside.Bezwaar, beside.Related)
	}

	tellBezwaar(t, both, journey.Acknowledged, journey.Defended, journey.PapersAdded, journey.Bundled, journey.Sent, journey.Skipped,
		journey.Advised("upheld"), journey.Settled("upheld"), journey.Told)
	for _, s := range []*journey.Story{one, two} {
		eventually(t, "the decision of "+s.CaseID+" is replaced", func(ctx context.Context) error {
			now, err := s.As("kantoor").Case(ctx, s.CaseID)
			if err == nil && (now.TLV.Outcome != "granted" || len(now.TLV.Replaced) != 1) {
				return fmt.Errorf("%w: %+v", errNotYet, now.TLV)
			}
			return err
		})
	}
	if still := get(school.As("kantoor").Case(t.Context(), school.CaseID))(t); still.Closed || still.Phase != "intake" {
		t.Errorf("the other bezwaar went along: %s", still.Phase)
	}
}

// wantObjections: the TLV case has exactly these bezwaren.
func wantObjections(t *testing.T, s *journey.Story, ids ...string) {
	t.Helper()
	slices.Sort(ids)
	eventually(t, "the objections to "+s.CaseID, func(ctx context.Context) error {
		seen, err := s.As("kantoor").Case(ctx, s.CaseID)
		if err != nil {
			return err
		}
		var found []string
		for _, o := range seen.TLV.Objections {
			found = append(found, o.CaseID)
		}
		if slices.Sort(found); !slices.Equal(found, ids) {
			return fmt.Errorf("%w: %v, want %v", errNotYet, found, ids)
		}
		return nil
	})
}

func TestAnObjectionByAnyChannelIsTakenIn(t *testing.T) {
	s := told(t, refusedTLV...)
	parents := partyOf(t, s, "parent:")
	for _, way := range []struct {
		channel, objector string
		posted            bool
	}{{"email", parents, false}, {"by-hand", parents, false}, {"forwarded", "school:regenboog-uh-amerongen", true}, {"post", boardOf(t), true}} {
		t.Run(way.channel, func(t *testing.T) {
			b := objection(s, way.channel)
			body := map[string]any{"channel": way.channel, "objector": way.objector}
			if way.posted {
				body["postedOn"] = s.Day(0)
			}
			tellBezwaar(t, b, journey.RecordedByOffice(body), journey.Acknowledged)
			seen := get(b.As("kantoor").Case(t.Context(), b.CaseID))(t)
			if seen.Bezwaar.Channel != way.channel || seen.Bezwaar.ObjectorParty != way.objector || seen.Bezwaar.Late {
				t.Errorf("want a bezwaar of %s by %s in time, got %+v", way.objector, way.channel, seen.Bezwaar)
			}
			if way.objector == parents && !get(b.As("ouder").Case(t.Context(), b.CaseID))(t).MayDo("WithdrawObjection") {
				t.Error("who objected on paper cannot go on in Traject")
			}
		})
	}
}

// partyOf is the party of this role in a case, as the office sees it.
func partyOf(t *testing.T, s *journey.Story, role string) string {
	t.Helper()
	var seen struct{ Parties []string }
	if err := s.As("kantoor").Get(t.Context(), traject.Cases+"/v1/cases/"+s.CaseID, &seen); err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(seen.Parties, func(who string) bool { return strings.HasPrefix(who, role) })
	if at < 0 {
		t.Fatalf("case %s has no %s among %v", s.CaseID, role, seen.Parties)
	}
	return seen.Parties[at]
}

// boardOf is the board of the school that applies. The lists of ZOUT do not say it: the office fills it in.
func boardOf(t *testing.T) string {
	t.Helper()
	const board = "stichting-fluenta-nieuwegein"
	url := traject.Registry + "/v1/schools/regenboog-uh-amerongen"
	var school struct{ Board string }
	header := get(traject.As("kantoor").Do(t.Context(), journey.Request{Method: http.MethodGet, URL: url}, &school))(t)
	if school.Board == "" {
		get(traject.As("kantoor").Do(t.Context(), journey.Request{
			Method: http.MethodPatch, URL: url, Key: "board-of-regenboog", Body: map[string]string{"board": board},
			Header: map[string]string{"If-Match": header.Get("ETag")},
		}, &school))(t)
	}
	return "board:" + school.Board
}

// A stranger has no account: the office does in Traject what they do on paper (Awb 1:2, 6:6).
func TestAnotherInterestedPartyObjectsByPostProFormaAndRepairs(t *testing.T) {
	s := told(t, refusedTLV...)
	b := objection(s, "b")
	who := get(b.Words(t.Context(), "kantoor", "who", "bezwaarmaker", "Stichting Buurtwacht\nVoorbeeldlaan 2\n3701 AA Zeist"))(t)
	tellBezwaar(t, b, journey.RecordedByOffice(map[string]any{"objectorTextId": who, "proForma": true, "postedOn": s.Day(0)}), journey.RepairAsked)

	asked := get(b.As("kantoor").Case(t.Context(), b.CaseID))(t)
	if asked.Bezwaar.Objector != "interested" || !asked.Bezwaar.ProForma || len(asked.Bezwaar.Repairs) != 1 || len(asked.OpenTasks("herstel")) != 1 {
		t.Fatalf("want a pro forma bezwaar of a stranger that is to be repaired, got %+v", asked.Bezwaar)
	}
	if decide, _ := asked.Term("beslistermijn-bezwaar"); !decide.Suspended {
		t.Errorf("the term to decide does not stand still: %+v", decide)
	}
	text := get(b.Words(t.Context(), "kantoor", "mended", "herstel", "De redenen kwamen per post."))(t)
	if err := b.Act(t.Context(), "kantoor", "repair", map[string]any{"textId": text, "receivedOn": b.Day(0)}); err != nil {
		t.Fatal(err)
	}
	tellBezwaar(t, b, journey.Acknowledged, journey.Bundled, journey.Sent)
	mended := get(b.As("kantoor").Case(t.Context(), b.CaseID))(t)
	if decide, _ := mended.Term("beslistermijn-bezwaar"); decide.Suspended || decide.PlannedOn == "" || mended.Bezwaar.Repairs[0].RepairedOn != b.Day(0) {
		t.Errorf("after the repair the term is %+v", decide)
	}
	for _, letter := range lettersTo(t, b, "interested:") {
		letterText := textOf(t, get(b.As("kantoor").Download(t.Context(), b.DossierID(), letter.ID))(t))
		if !strings.Contains(letterText, "Stichting Buurtwacht") || !strings.Contains(letterText, "Voorbeeldlaan 2") {
			t.Errorf("the letter to the stranger is not addressed to them:\n%s", letterText)
		}
		wantStatus(t, b.As("ouder").Get(t.Context(), traject.Documents+"/v1/dossiers/"+b.DossierID()+"/documents/"+letter.ID+"/content", nil), http.StatusNotFound)
	}
	if letters := lettersTo(t, b, "interested:"); len(letters) != 2 {
		t.Errorf("the stranger has %d letters, want the receipt and what to repair", len(letters))
	}
}

func TestWhoTakesBackAnObjectionEndsIt(t *testing.T) {
	s := told(t, refusedTLV...)
	b := objection(s, "b")
	tellBezwaar(t, b, journey.Lodged, journey.GaveUp)
	seen := get(b.As("ouder").Case(t.Context(), b.CaseID))(t)
	if !seen.Closed || seen.Bezwaar.Outcome != "withdrawn" || seen.Phase != "gesloten" {
		t.Errorf("want a bezwaar that is withdrawn, got %s %+v", seen.Phase, seen.Bezwaar)
	}
	wantNoOpenTask(t, seen)
	for _, term := range seen.Terms {
		if !term.Ended {
			t.Errorf("term %s still runs", term.ID)
		}
	}
	eventually(t, "the TLV case is no longer under objection", func(ctx context.Context) error {
		now, err := s.As("ouder").Case(ctx, s.CaseID)
		if err == nil && (len(now.TLV.Objections) != 1 || now.TLV.Objections[0].EndedOn == "" || now.TLV.Outcome != "refused") {
			return fmt.Errorf("%w: %+v", errNotYet, now.TLV)
		}
		return err
	})
	// Who thinks again within the term objects again.
	tellBezwaar(t, objection(s, "again"), journey.Lodged)
}
