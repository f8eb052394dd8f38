package cases_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	"traject.nl/proto/contract/failure"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	"traject.nl/services/cases"
	"traject.nl/services/cases/casestest"
)

// withBook has the book of the Buitenkans, and the case of one of the pupils in it.
func withBook(t *testing.T) *harness {
	t.Helper()
	h := newHarness(t)
	h.put(casestest.Stay(stayID, 1))
	if err := h.store.PutPlaces(t.Context(), casestest.Book(5)); err != nil {
		t.Fatal(err)
	}
	return h
}

func TestThePlacesSayWhoIsThereWhoLeavesAndWhoComesNext(t *testing.T) {
	h := withBook(t)
	got := read[cases.PlacesView](h.get("director", "/v1/places").want(http.StatusOK))
	if got.Version != 5 || got.Today != "2026-11-24" || len(got.Groups) != 2 {
		t.Fatalf("the book is %+v", got)
	}
	lower := got.Groups[0]
	wantStays := []cases.StayView{ // who has gone is not in it
		{CaseID: stayID, SchoolID: "regenboog-uh-amerongen", Groep: 4, FromOn: "2026-09-21", UntilOn: "2026-12-18"},
		{SchoolID: "op-dreef-zeist", Groep: 5, FromOn: "2026-11-26", UntilOn: "2027-02-24"},
	}
	if !slices.Equal(lower.Stays, wantStays) {
		t.Errorf("in the group are %+v, want %+v", lower.Stays, wantStays)
	}
	weeks := map[string]cases.GroupWeekView{
		"2026-11-23": {Places: 2, Taken: 2, Free: 0}, // full from Thursday on
		"2026-12-14": {Places: 2, Taken: 2, Free: 0},
		"2026-12-21": {Places: 2, Taken: 1, Free: 1},
		"2026-12-28": {Places: 1, Taken: 1, Free: 0}, // one place less from the first of January
		"2027-02-22": {Places: 1, Taken: 1, Free: 0},
		"2027-03-01": {Places: 1, Taken: 0, Free: 1},
	}
	if len(lower.Weeks) != 26 || lower.Weeks[0].FromOn != "2026-11-23" || lower.Weeks[0].UntilOn != "2026-11-27" {
		t.Errorf("%d weeks from %+v", len(lower.Weeks), lower.Weeks[0])
	}
	for _, week := range lower.Weeks {
		want, known := weeks[week.FromOn]
		want.FromOn, want.UntilOn = week.FromOn, week.UntilOn
		if known && week != want {
			t.Errorf("the week is %+v, want %+v", week, want)
		}
	}
	if !slices.Equal(got.Groups[1].Warnings, []string{"Van 7 september tot en met 4 december 2026: 1 kind op 0 plaatsen."}) || lower.Warnings == nil {
		t.Errorf("warnings: %v and %v", lower.Warnings, got.Groups[1].Warnings)
	}
	if upper := got.Groups[1].Weeks[0]; upper.Places != 0 || upper.Taken != 1 || upper.Free != 0 {
		t.Errorf("a group without places in that time: %+v", upper)
	}
	wantLeaving := []cases.LeavingView{
		{SchoolID: "op-dreef-zeist", GroupID: "bovenbouw", GroupName: "Bovenbouw", Groep: 7, UntilOn: "2026-12-04"},
		{CaseID: stayID, SchoolID: "regenboog-uh-amerongen", GroupID: "onderbouw", GroupName: "Onderbouw", Groep: 4, UntilOn: "2026-12-18"},
	}
	if !slices.Equal(got.Leaving, wantLeaving) {
		t.Errorf("who leaves: %+v, want %+v", got.Leaving, wantLeaving)
	}
	next := got.Waiting[0]
	if next.Number != 1 || next.CaseID != "" || next.Urgency != "at-home" || next.NotBefore != "2026-12-01" || next.ExpectedOn != "2027-02-25" ||
		!slices.Equal(next.Reasons, []string{"Groep Onderbouw is vol tot en met 18 december 2026."}) {
		t.Errorf("who comes next is %+v", next)
	}
}

func TestThePlacesAreForWhoKeepsThem(t *testing.T) {
	h := withBook(t)
	for _, who := range slices.Concat(insiders, outsiders, []string{"provision"}) {
		got := h.get(who, "/v1/places")
		if slices.Contains([]string{"provision", "sot", "other sot", "office", "director"}, who) {
			got.want(http.StatusOK)
		} else {
			got.want(http.StatusForbidden, "Buitenkans")
		}
	}
	// Another SOT sees the order, and not which case it is.
	if body := h.get("other sot", "/v1/places").want(http.StatusOK).Body.String(); strings.Contains(body, "caseId") {
		t.Errorf("who has no part in a case is told which it is: %s", body)
	}
	if body := h.get("provision", "/v1/places").want(http.StatusOK).Body.String(); strings.Count(body, stayID) != 2 {
		t.Errorf("the Buitenkans is not told of its own pupil: %s", body)
	}
}

func TestBeforeAnythingWasAskedThereAreNoPlaces(t *testing.T) {
	h := newHarness(t)
	h.get("sot", "/v1/places").want(http.StatusOK, `"version":0`, `"groups":[]`, `"waiting":[]`, `"leaving":[]`)
}

// region has placements in two municipalities: a stay, one that is awaited, one in its last year with a late evaluation, one on the
// way back, one in an institution, one that was only asked, and one that is closed.
func region(t *testing.T) *harness {
	t.Helper()
	h := newHarness(t)
	awaited, last, closed, inside := casestest.Placed("c-awaited", 1), casestest.Placed("d-last", 1), casestest.Placed("f-closed", 1), casestest.Placed("g-inside", 1)
	awaited.GetPlaatsing().Phase = plaatsingv1.Phase_PHASE_AWAITED
	awaited.GetPlaatsing().Placements[0].PlacedOn, awaited.GetPlaatsing().Evaluations = "", nil
	awaited.Planned = nil
	last.MunicipalityId, last.ApplicantSchoolId, last.GetPlaatsing().OriginSchoolId = "zeist", "op-dreef-zeist", "op-dreef-zeist"
	last.Parties = []string{"school:op-dreef-zeist", casestest.Receiving, casestest.Office, casestest.Director, "sot:zeist"}
	last.Tasks = []*caseworkv1.Task{casestest.Task("evaluatie", casestest.Receiving, "2026-11-20", "")}
	last.GetPlaatsing().Placements[0].Tlvs[0].ValidUntil = "2027-07-31"
	last.GetPlaatsing().Placements[0].Tlvs[0].AgreementsTextId = ""
	closed.Closed = true
	inside.ReceivingSchoolId, inside.Planned = "", nil
	inside.Parties = []string{casestest.Applicant, casestest.SOT, casestest.Office, casestest.Director, casestest.Parent}
	facts := inside.GetPlaatsing()
	facts.Placements, facts.AgreementsTextId, facts.Evaluations = []*plaatsingv1.Placement{{
		Institution: plaatsingv1.Institution_INSTITUTION_GGZ, PlacedOn: "2026-11-02", ExpectedUntil: "2027-02-01",
	}}, "t-agreed", nil
	for _, view := range []*casesv1.View{casestest.Stay("a-stay", 1), awaited, last, casestest.Returning("e-back", 1), closed, inside, casestest.Asked("b-asked", 1)} {
		h.put(view)
	}
	return h
}

type placementsBody struct {
	Placements []cases.PlacementItem
	Totals     []cases.PlacementTotals
}

func (h *harness) placed(who, query string) placementsBody {
	h.Helper()
	return read[placementsBody](h.get(who, "/v1/placements"+query).want(http.StatusOK))
}

func caseIDs(items []cases.PlacementItem) string {
	var ids []string
	for _, item := range items {
		ids = append(ids, item.CaseID)
	}
	return strings.Join(ids, " ")
}

func TestWhoIsPlacedWhereAndUntilWhen(t *testing.T) {
	h := region(t)
	got := h.placed("director", "").Placements
	if ids := caseIDs(got); ids != "a-stay g-inside d-last c-awaited e-back" { // by last day
		t.Fatalf("placed are %s", ids)
	}
	stay, inside, last, awaited, back := got[0], got[1], got[2], got[3], got[4]
	for _, wrong := range []struct {
		name string
		is   bool
	}{
		{"the stay", stay.GroupName != "Onderbouw" || stay.UntilOn != "2027-01-03" || stay.OriginSchoolID != "regenboog-uh-amerongen" || stay.Procedure != "buitenkans" || stay.LastYear},
		{"the institution", inside.Institution != "ggz" || inside.HostSchoolID != "" || inside.UntilOn != "2027-02-01" || !inside.Agreements || inside.LastYear || inside.Going != ""},
		{"the last year", last.HostSchoolID != "meerklank-zeist" || !last.LastYear || last.NextEvaluationOn != "2026-11-20" || !last.EvaluationOverdue || last.Agreements || last.Going != "attention"},
		{"who is awaited", awaited.Phase != "geplaatst" || awaited.FromOn != "" || awaited.UntilOn != "2028-07-31" || awaited.LastYear || awaited.TLVNumber != "PO2603-000001"},
		{"the way back", back.ReturnOn != "2027-02-01" || back.TargetSchoolID != "op-dreef-zeist" || !back.Agreements || back.NextEvaluationOn != "2027-08-24" || back.EvaluationOverdue},
	} {
		if wrong.is {
			t.Errorf("%s is wrong in %+v", wrong.name, got)
		}
	}
}

func TestPlacementsAreCountedBySchoolAndByMunicipality(t *testing.T) {
	h := region(t)
	want := []cases.PlacementTotals{
		{ID: "op-dreef-zeist", Placed: 1, LastYear: 1, EvaluationsOverdue: 1},
		{ID: "regenboog-uh-amerongen", Awaited: 1, Placed: 2, Returning: 1},
	}
	got := h.placed("office", "?by=school")
	if !slices.Equal(got.Totals, want) || caseIDs(got.Placements) != "d-last a-stay g-inside c-awaited e-back" {
		t.Errorf("by school: %+v of %s, want %+v", got.Totals, caseIDs(got.Placements), want)
	}
	want[0].ID, want[1].ID = "zeist", "utrechtse-heuvelrug"
	slices.Reverse(want)
	if got := h.placed("office", "?by=municipality"); !slices.Equal(got.Totals, want) {
		t.Errorf("by municipality: %+v, want %+v", got.Totals, want)
	}
	for query, ids := range map[string]string{
		"?school=op-dreef-zeist": "d-last e-back", "?municipality=zeist": "d-last", "?school=meerklank-zeist&municipality=utrechtse-heuvelrug": "c-awaited e-back", "?school=nergens": "",
	} {
		if got := h.placed("director", query); caseIDs(got.Placements) != ids || len(got.Totals) != 0 {
			t.Errorf("%s gives %s with %v, want %s", query, caseIDs(got.Placements), got.Totals, ids)
		}
	}
	h.get("office", "/v1/placements?by=wijk").want(http.StatusBadRequest, "query.by")
}

func TestEveryoneSeesOnlyThePlacementsOfTheirPart(t *testing.T) {
	h := region(t)
	for who, ids := range map[string]string{
		"sot": "a-stay g-inside c-awaited e-back", "other sot": "d-last", "applicant": "a-stay g-inside c-awaited e-back",
		"receiving": "d-last e-back c-awaited", "target": "d-last e-back", "stranger": "",
	} {
		if got := caseIDs(h.placed(who, "").Placements); got != ids {
			t.Errorf("%s sees %s, want %s", who, got, ids)
		}
	}
	for _, who := range []string{"parent", "municipality", "board", "provision", "expert", "engineer", "nobody"} {
		h.get(who, "/v1/placements").want(http.StatusForbidden)
	}
	// The school to which the pupil goes knows the plan, not how it went before.
	for _, item := range h.placed("target", "").Placements {
		if item.CaseID == "e-back" && (item.ReturnOn != "2027-02-01" || item.Going != "" || item.HostSchoolID != "" || item.NextEvaluationOn != "") {
			t.Errorf("the school that takes the pupil back sees %+v", item)
		}
	}
}

func TestTheStoryOfAPupilIsOneOverAllCases(t *testing.T) {
	h := newHarness(t)
	first, stay, merged := casestest.View("tlv-first", 2), casestest.Stay("stay-second", 3), casestest.Placed("other-dossier", 1)
	first.DossierId = stay.DossierId
	for i, view := range []*casesv1.View{first, stay, merged} {
		lines := casestest.Lines(1, view.GetVersion())
		for _, line := range lines {
			line.At = timestamppb.New(casestest.Start.AddDate(0, 0, i+3*int(line.GetVersion())))
		}
		lines[0].Audience = []string{"office", "sot", "school"}
		if err := h.store.Project(t.Context(), view, lines, casestest.Start); err != nil {
			t.Fatal(err)
		}
	}
	story := func(who, query string) string {
		var lines []string
		body := read[struct {
			Lines []cases.PupilLine
			Total int
		}](h.get(who, "/v1/pupils/"+stay.GetDossierId()+"/timeline"+query).want(http.StatusOK))
		for _, line := range body.Lines {
			lines = append(lines, line.CaseID+"@"+string(rune('0'+line.Version)))
		}
		return strings.Join(lines, " ")
	}
	for _, test := range []struct{ who, query, want string }{
		{"office", "", "stay-second@3 stay-second@2 tlv-first@2 stay-second@1 tlv-first@1"},
		{"office", "?cases=other-dossier,nowhere,stay-second", "stay-second@3 stay-second@2 tlv-first@2 other-dossier@1 stay-second@1 tlv-first@1"},
		{"office", "?limit=2", "stay-second@3 stay-second@2"},
		{"parent", "", "stay-second@3 stay-second@2 tlv-first@2"}, // the first lines are not for parents
		{"provision", "?cases=other-dossier", "stay-second@3 stay-second@2"},
	} {
		if got := story(test.who, test.query); got != test.want {
			t.Errorf("%s reads %s, want %s", test.who+test.query, got, test.want)
		}
	}
	for _, who := range []string{"municipality", "stranger", "board", "engineer"} {
		h.get(who, "/v1/pupils/"+stay.GetDossierId()+"/timeline?cases=other-dossier").want(http.StatusNotFound, "voor u geen zaak")
	}
}

// placeKeeper answers as the book of places does.
type placeKeeper struct {
	answer *buitenkansv1.PlaceAnswer
	err    error
	asked  *casesv1.PlaceRequest
}

func (k *placeKeeper) Do(_ context.Context, request *casesv1.PlaceRequest) (*buitenkansv1.PlaceAnswer, error) {
	k.asked = request
	return k.answer, k.err
}

func TestAnActOnPlacesIsAnsweredByTheBook(t *testing.T) {
	keeper := &placeKeeper{answer: &buitenkansv1.PlaceAnswer{Number: 3}}
	request := &casesv1.PlaceRequest{Key: "k-1", ProvisionId: "buitenkans", Act: &casesv1.PlaceRequest_Leave{Leave: &buitenkansv1.LeavePlace{CaseId: stayID}}}
	response, err := cases.Activities{Places: keeper}.DoPlace(t.Context(), request)
	if err != nil || response.GetAnswer().GetNumber() != 3 || !proto.Equal(keeper.asked, request) {
		t.Errorf("answer %v, %v to %v", response, err, keeper.asked)
	}
}

func TestWhatTheBookRefusesIsPassedOnAndAnythingElseIsTriedAgain(t *testing.T) {
	refusal := failure.Refuse(failure.BadInput, failure.Problem{Field: "from_on", Detail: "Groep Onderbouw is dan vol."})
	_, err := cases.Activities{Places: &placeKeeper{err: errors.Join(errors.New("update"), refusal)}}.DoPlace(t.Context(), &casesv1.PlaceRequest{})
	kind, problems, refused := failure.Read(err)
	if !refused || kind != failure.BadInput || len(problems) != 1 || problems[0].Field != "from_on" || problems[0].Detail != "Groep Onderbouw is dan vol." {
		t.Errorf("the refusal became %s %v, %v", kind, problems, err)
	}
	_, err = cases.Activities{Places: &placeKeeper{err: errors.New("no connection")}}.DoPlace(t.Context(), &casesv1.PlaceRequest{ProvisionId: "buitenkans"})
	if _, _, refused := failure.Read(err); err == nil || refused || !strings.Contains(err.Error(), "buitenkans") {
		t.Errorf("a lost connection became %v", err)
	}
}

func TestTheBookIsWrittenWithoutItsAnswers(t *testing.T) {
	store := casestest.NewMemory()
	book := casestest.Book(4)
	book.Answered = map[string]*buitenkansv1.PlaceAnswer{"k": {Number: 1}}
	for range 2 {
		if _, err := (cases.Activities{Store: store}).ProjectPlaces(t.Context(), &casesv1.ProjectPlacesRequest{Places: book}); err != nil {
			t.Fatal(err)
		}
	}
	if kept, err := store.Places(t.Context(), "buitenkans"); err != nil || !proto.Equal(kept, casestest.Book(4)) {
		t.Errorf("kept %v, %v", kept, err)
	}
	if len(book.GetAnswered()) != 1 {
		t.Error("the request itself was changed")
	}
}
