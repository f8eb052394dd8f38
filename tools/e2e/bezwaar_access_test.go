package e2e

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"traject.nl/tools/journey"
)

// bezwaarMoments at which somebody may see more of a bezwaar than before. Each goes on from the one before it.
var bezwaarMoments = []struct {
	name   string
	stages []journey.Stage
}{
	{"received", []journey.Stage{journey.Lodged, journey.Acknowledged, journey.TalkHeld, journey.Defended, journey.PapersAdded, journey.Bundled}},
	{"with the LBT", []journey.Stage{journey.Sent, journey.HearingPlanned(0), journey.Heard, journey.Advised("unfounded")}},
	{"decided, not announced", []journey.Stage{journey.Settled("unfounded")}},
	{"announced", []journey.Stage{journey.Told}},
}

// Who has a part in a bezwaar of a parent: that parent, the school that applied and the other parent, who are interested, the SOT of
// the subregion, and ZOUT.
var (
	otherParent = []string{"tweede-ouder"}
	exchanging  = groupsOf(parent, otherParent, applicant, zout)
	concerned   = groupsOf(exchanging, sot)
	// talking are who the informal talk is between.
	talking  = groupsOf(parent, zout)
	toSchool = groupsOf(applicant, zout)
)

// bezwaarReads are all reads of one bezwaar: who may, at which moment. A paper is named by its kind. The expectations are written out,
// not derived from the access table: they check it.
var bezwaarReads = []struct {
	name, kind, addressee string
	may                   [4][]string
}{
	{"the case", "", "", [4][]string{concerned, concerned, concerned, concerned}},
	{"the bezwaarschrift", "bezwaarschrift", "", [4][]string{exchanging, exchanging, exchanging, exchanging}},
	{"the informal talk", "gesprek-bezwaar", "", [4][]string{talking, talking, talking, talking}},
	{"the verweerschrift", "verweerschrift", "", [4][]string{exchanging, exchanging, exchanging, exchanging}},
	{"the bundle", "lbt-dossier", "", [4][]string{zout, exchanging, exchanging, exchanging}},
	{"the bundle as files", "lbt-dossier-bestanden", "", [4][]string{zout, exchanging, exchanging, exchanging}},
	{"the place of the hearing", "plaats-hoorzitting", "", [4][]string{nobody, exchanging, exchanging, exchanging}},
	{"the report of the hearing", "hoorverslag", "", [4][]string{nobody, exchanging, exchanging, exchanging}},
	{"the advice of the LBT", "lbt-advies", "", [4][]string{nobody, zout, zout, exchanging}},
	{"the reasons", "motivering-bezwaar", "", [4][]string{nobody, nobody, zout, exchanging}},
	{"the last letter to the school", "brief", "school:", [4][]string{toSchool, toSchool, toSchool, toSchool}},
}

func TestWhoMaySeeWhatOfABezwaar(t *testing.T) {
	s := ofTwoParents(t)
	b := objection(s, "b")
	for at, now := range bezwaarMoments {
		tellBezwaar(t, b, now.stages...)
		papers := get(b.As("directeur").PapersOf(t.Context(), b.DossierID(), b.CaseID))(t).Pieces
		for _, one := range bezwaarReads {
			url := traject.Cases + "/v1/cases/" + b.CaseID
			if one.kind != "" {
				url = paperURL(b, papers, one.kind, one.addressee)
			}
			for _, account := range everyone() {
				err := b.As(account).Get(t.Context(), url, new([]byte))
				switch may := slices.Contains(one.may[at], account); {
				case may && err != nil:
					t.Errorf("%s: %s must see %s: %v", now.name, account, one.name, err)
				case !may && journey.Status(err) != http.StatusNotFound:
					t.Errorf("%s: %s must not see %s: want 404, got %v", now.name, account, one.name, err)
				}
			}
		}
		wantFactsFor(t, b, at)
		wantOwnLetterOnly(t, b, now.name, papers)
	}
}

// ofTwoParents is a refused TLV of a child with two parents, one of whom will object.
func ofTwoParents(t *testing.T) *journey.Story {
	t.Helper()
	s := story(t)
	s.Form.Parents = append(s.Form.Parents, journey.Parent{
		Name: "Tweede ouder", Email: "tweede-ouder@example.test", Street: "Dorpsstraat 2", Postcode: "3958 AA", Place: "Amerongen",
	})
	tell(t, s, refusedTLV...)
	return s
}

// wantOwnLetterOnly: each of the two parents has letters, and neither reads those of the other.
func wantOwnLetterOnly(t *testing.T, b *journey.Bezwaar, moment string, papers []journey.Piece) {
	t.Helper()
	readers := map[string][]string{}
	for _, paper := range papers {
		if paper.Kind != "brief" || !strings.HasPrefix(paper.Addressee, "parent:") {
			continue
		}
		url := traject.Documents + "/v1/dossiers/" + b.DossierID() + "/documents/" + paper.ID + "/content"
		for _, account := range everyone() {
			err := b.As(account).Get(t.Context(), url, new([]byte))
			switch isParent := slices.Contains(groupsOf(parent, otherParent), account); {
			case isParent && err == nil:
				readers[paper.Addressee] = append(readers[paper.Addressee], account)
			case !isParent && (err == nil) != slices.Contains(zout, account):
				t.Errorf("%s: %s reads a letter to a parent: %t", moment, account, err == nil)
			}
		}
	}
	if len(readers) != 2 {
		t.Errorf("%s: letters to %d parents are read by their own reader, want 2", moment, len(readers))
	}
	for addressee, accounts := range readers {
		if slices.Sort(accounts); len(slices.Compact(accounts)) != 1 {
			t.Errorf("%s: the letters to %s are read by %v", moment, addressee, accounts)
		}
	}
}

// paperURL of the newest paper of a kind; of one that nobody made yet when there is none.
func paperURL(b *journey.Bezwaar, papers []journey.Piece, kind, addressee string) string {
	url := traject.Documents + "/v1/dossiers/" + b.DossierID() + "/documents/0000000000000000/content"
	for _, paper := range papers {
		if paper.Kind != kind || !strings.HasPrefix(paper.Addressee, addressee) {
			continue
		}
		url = traject.Documents + "/v1/dossiers/" + b.DossierID() + "/documents/" + paper.ID + "/content"
		if paper.Shape == "text" {
			url = traject.Documents + "/v1/dossiers/" + b.DossierID() + "/texts/" + paper.ID
		}
	}
	return url
}

// wantFactsFor: the case itself tells no more than the papers do.
func wantFactsFor(t *testing.T, b *journey.Bezwaar, at int) {
	t.Helper()
	name := bezwaarMoments[at].name
	for _, account := range concerned {
		facts := get(b.As(account).Case(t.Context(), b.CaseID))(t).Bezwaar
		inZOUT := slices.Contains(zout, account)
		exchanges := slices.Contains(exchanging, account)
		for what, seen := range map[string]struct{ shown, want bool }{
			"the advice":            {facts.Advice != "", at >= 1 && (inZOUT || exchanges && at == 3)},
			"the decision":          {facts.Decision != nil, at >= 2 && (inZOUT || exchanges && at == 3)},
			"the outcome":           {facts.Outcome != "", at >= 2 && (inZOUT || exchanges && at == 3)},
			"the inventory":         {facts.Bundle != nil, inZOUT || exchanges && at >= 1},
			"the informal talk":     {len(facts.Talks) > 0, slices.Contains(talking, account)},
			"what is objected to":   {len(facts.Decisions) > 0, exchanges},
			"which party objects":   {facts.ObjectorParty != "", inZOUT || account == "ouder"},
			"the own bezwaar it is": {facts.Mine, account == "ouder"},
		} {
			if seen.shown != seen.want {
				t.Errorf("%s: %s sees %s: %t, want %t", name, account, what, seen.shown, seen.want)
			}
		}
	}
}

func TestWhoHasNoPartInABezwaarHearsNothingOfIt(t *testing.T) {
	s := told(t, refusedTLV...)
	b := objection(s, "b")
	tellBezwaar(t, b, journey.Lodged)
	for _, account := range everyone() {
		listed := slices.Contains(get(b.As(account).MyCases(t.Context()))(t), b.CaseID)
		part := slices.Contains(concerned, account) && !slices.Contains(otherParent, account)
		if listed != part {
			t.Errorf("%s: has a part: %t, sees it in the list: %t", account, part, listed)
		}
		if part {
			continue
		}
		wantStatus(t, b.As(account).Get(t.Context(), traject.Cases+"/v1/cases/"+b.CaseID+"/events", nil), http.StatusNotFound)
		wantStatus(t, b.As(account).Get(t.Context(), traject.Documents+"/v1/dossiers/"+b.DossierID()+"?caseId="+b.CaseID, nil), http.StatusNotFound)
		refusedIn(t, b.CaseID, http.StatusNotFound, func() error {
			_, err := b.As(account).Act(t.Context(), b.CaseID, "key-of-no-part", "acknowledgement", map[string]any{})
			return err
		})
	}
}
