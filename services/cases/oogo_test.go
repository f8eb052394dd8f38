package cases_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"google.golang.org/protobuf/types/known/timestamppb"

	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/services/cases"
	"traject.nl/services/cases/casestest"
)

const sheet = "/v1/oogo/utrechtse-heuvelrug"

// municipal is a store that tests fill with cases of one municipality.
type municipal struct {
	*harness
	cases int
}

// have puts so many cases, each changed in the same way.
func (r *municipal) have(number int, view func(id string, version int64) *casesv1.View, change func(*casesv1.View)) {
	r.Helper()
	for range number {
		r.cases++
		of := view(fmt.Sprintf("case-%03d", r.cases), 1)
		change(of)
		r.put(of)
	}
}

func inPhase(phase tlvv1.Phase) func(*casesv1.View) {
	return func(v *casesv1.View) { v.GetTlv().Phase = phase }
}

func asIs(*casesv1.View) {}

// numbers of the sheet, a line for each group: the rows, and after = the total.
func (h *harness) numbers(who, path string) map[string]string {
	h.Helper()
	lines := map[string]string{}
	say := func(t cases.Tally) string {
		if t.Hidden != (t.Count == nil) {
			h.Errorf("hidden is %v and the count is %v", t.Hidden, t.Count)
		}
		if t.Hidden {
			return "?"
		}
		return fmt.Sprint(*t.Count)
	}
	for _, group := range read[cases.OogoSheet](h.get(who, path).want(http.StatusOK)).Groups {
		line := ""
		for _, row := range group.Rows {
			line += row.ID + " " + say(row.Tally) + ", "
		}
		lines[group.ID] = line + "= " + say(group.Total)
	}
	return lines
}

func (h *harness) wantNumbers(got map[string]string, want map[string]string) {
	h.Helper()
	for group, line := range want {
		if got[group] != line {
			h.Errorf("%s: %q, want %q", group, got[group], line)
		}
	}
}

func TestTheSheetOfAMunicipalityCountsItsCases(t *testing.T) {
	r := &municipal{harness: newHarness(t)}
	r.have(6, casestest.View, inPhase(tlvv1.Phase_PHASE_COMPETENCE))
	r.have(5, casestest.View, inPhase(tlvv1.Phase_PHASE_ZIENSWIJZE))
	r.have(7, casestest.View, inPhase(tlvv1.Phase_PHASE_DIFFERENCE))
	r.have(8, casestest.View, inPhase(tlvv1.Phase_PHASE_DECISION))
	r.have(9, casestest.View, func(v *casesv1.View) {
		v.GetTlv().Phase = tlvv1.Phase_PHASE_REST
		v.Tasks[1].DueOn = "2026-11-23" // yesterday
	})
	r.have(5, casestest.Stay, asIs)
	r.have(6, casestest.Stay, func(v *casesv1.View) { v.GetBuitenkans().Phase = buitenkansv1.Phase_PHASE_PLANNED })
	r.have(7, casestest.Stay, func(v *casesv1.View) {
		v.GetBuitenkans().Phase, v.GetBuitenkans().Urgency = buitenkansv1.Phase_PHASE_REQUEST, buitenkansv1.Urgency_URGENCY_AT_HOME
	})
	r.have(11, casestest.Placed, asIs)
	other := casestest.View("elsewhere", 1)
	other.MunicipalityId = "zeist"
	r.put(other)
	closed := casestest.View("closed", 1)
	closed.Closed, closed.ClosedAt = true, timestamppb.New(casestest.Start)
	r.put(closed)

	r.wantNumbers(r.numbers("municipality", sheet), map[string]string{
		"tlv":        "intake 6, parents 5, advice 7, decision 8, objection-term 9, = 35",
		"bezwaar":    "intake ?, lbt ?, decision ?, appeal ?, = ?",
		"buitenkans": "request 7, waiting 6, observation 5, return ?, aftercare ?, = ?",
		"plaatsing":  "awaited ?, placed 11, return ?, returned ?, = ?",
		"late":       "tlv 9, bezwaar ?, buitenkans ?, plaatsing ?, = ?",
		"missed":     "= ?",
		"at-home":    "at-home ?, threatened ?, other ?, = ?",
		"placements": "sbo ?, so ?, institution ?, = ?",
	})
	shown := read[cases.OogoSheet](r.get("office", sheet).want(http.StatusOK))
	if shown.MunicipalityID != "utrechtse-heuvelrug" || shown.Today != "2026-11-24" ||
		shown.SchoolYear != (cases.SchoolYear{From: "2026-08-01", Until: "2027-07-31", Name: "2026-2027"}) {
		t.Errorf("sheet is of %+v", shown)
	}
	body := r.get("municipality", sheet).Body.String()
	for _, secret := range []string{"case-0", "regenboog", "meerklank", "parent:", "dossier", "PO2603"} {
		if strings.Contains(body, secret) {
			t.Errorf("the sheet holds %q: %s", secret, body)
		}
	}
}

func TestPupilsAtHomeAndPlacementsAreCountedWhenThereAreEnough(t *testing.T) {
	r := &municipal{harness: newHarness(t)}
	for _, phase := range []buitenkansv1.Phase{
		buitenkansv1.Phase_PHASE_ADMISSION, buitenkansv1.Phase_PHASE_WAITING, buitenkansv1.Phase_PHASE_OBSERVATION,
		buitenkansv1.Phase_PHASE_RETURN, buitenkansv1.Phase_PHASE_AFTERCARE,
	} {
		for _, urgency := range []buitenkansv1.Urgency{
			buitenkansv1.Urgency_URGENCY_AT_HOME, buitenkansv1.Urgency_URGENCY_THREATENED, buitenkansv1.Urgency_URGENCY_UNSPECIFIED,
		} {
			r.have(2, casestest.Stay, func(v *casesv1.View) { v.GetBuitenkans().Phase, v.GetBuitenkans().Urgency = phase, urgency })
		}
	}
	for _, phase := range []plaatsingv1.Phase{
		plaatsingv1.Phase_PHASE_AWAITED, plaatsingv1.Phase_PHASE_PLACED, plaatsingv1.Phase_PHASE_RETURN, plaatsingv1.Phase_PHASE_RETURNED,
	} {
		r.have(3, casestest.Placed, func(v *casesv1.View) { v.GetPlaatsing().Phase = phase })
		r.have(2, casestest.Placed, func(v *casesv1.View) {
			v.GetPlaatsing().Phase = phase
			v.GetPlaatsing().Placements[0].Tlvs[0].Destination = tlvv1.Destination_DESTINATION_SBO
		})
		r.have(2, casestest.Placed, func(v *casesv1.View) {
			v.GetPlaatsing().Phase = phase
			v.GetPlaatsing().Placements[0] = &plaatsingv1.Placement{Institution: plaatsingv1.Institution_INSTITUTION_GGZ}
		})
	}
	r.wantNumbers(r.numbers("director", sheet), map[string]string{
		"buitenkans": "request 6, waiting 6, observation 6, return 6, aftercare 6, = 30",
		"at-home":    "at-home 10, threatened 10, other 10, = 30",
		"plaatsing":  "awaited 7, placed 7, return 7, returned 7, = 28",
		"placements": "sbo 8, so 12, institution 8, = 28",
	})
}

func TestMissedStatutoryTermsAreThoseOfThisSchoolYear(t *testing.T) {
	missed := func(on string) func(*casesv1.View) {
		return func(v *casesv1.View) { v.Closed, v.Terms[0].MissedOn = true, on }
	}
	r := &municipal{harness: newHarness(t)}
	r.have(3, casestest.View, missed("2026-08-01"))
	r.have(3, casestest.View, missed("2026-11-24"))
	r.have(9, casestest.View, missed("2026-07-31"))
	r.have(9, casestest.View, missed("2026-11-25")) // a clock that is ahead
	r.have(9, casestest.View, missed(""))
	r.have(9, casestest.View, func(v *casesv1.View) {
		v.Terms[0].MissedOn, v.Terms[0].Kind = "2026-11-01", caseworkv1.TermKind_TERM_KIND_SERVICE_NORM
	})
	r.wantNumbers(r.numbers("office", sheet), map[string]string{"missed": "= 6"})
}

func TestATermThatStandsStillIsNotLate(t *testing.T) {
	r := &municipal{harness: newHarness(t)}
	late := func(v *casesv1.View) { v.Terms[0].PlannedOn = "2026-11-23" }
	r.have(5, casestest.View, late)
	r.have(6, casestest.View, func(v *casesv1.View) {
		late(v)
		v.Terms[0].Suspensions = []*caseworkv1.Suspension{{FromOn: "2026-11-20"}}
	})
	r.have(7, casestest.View, func(v *casesv1.View) {
		late(v)
		v.Terms[0].MetOn = "2026-11-22"
	})
	for _, phase := range []tlvv1.Phase{
		tlvv1.Phase_PHASE_PARENTS, tlvv1.Phase_PHASE_ADVICE, tlvv1.Phase_PHASE_ANNOUNCEMENT, tlvv1.Phase_PHASE_REST,
	} {
		r.have(5, casestest.View, inPhase(phase))
	}
	r.wantNumbers(r.numbers("office", sheet), map[string]string{
		"tlv":  "intake 18, parents 5, advice 5, decision 5, objection-term 5, = 38",
		"late": "tlv 5, bezwaar ?, buitenkans ?, plaatsing ?, = ?",
	})
}

func TestWhoMayReadTheSheetOfAMunicipality(t *testing.T) {
	h := newHarness(t)
	h.put(casestest.View(caseID, 1))
	for who := range people {
		status := http.StatusForbidden
		switch who {
		case "office", "director", "sot", "municipality":
			status = http.StatusOK
		}
		h.get(who, sheet).want(status)
	}
	// A SOT has no part in a municipality of another region.
	h.get("sot", "/v1/oogo/zeist").want(http.StatusForbidden, "SOT van de regio")
	h.get("zeist", "/v1/oogo/zeist").want(http.StatusOK)
	h.get("municipality", "/v1/oogo/zeist").want(http.StatusForbidden)
	h.get("office", "/v1/oogo/Zeist$").want(http.StatusBadRequest)
}

func TestASchoolYearBeginsOnTheFirstOfAugust(t *testing.T) {
	for today, want := range map[string]string{"2026-07-31": "2025-2026", "2026-08-01": "2026-2027", "2027-01-01": "2026-2027"} {
		if got := cases.SchoolYearOf(today).Name; got != want {
			t.Errorf("%s is in %s, want %s", today, got, want)
		}
	}
}
