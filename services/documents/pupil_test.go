package documents_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/plaatsing"
	"traject.nl/proto/contract/tlv"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	"traject.nl/services/documents"
)

// pupil is a form of a child with this name and birth date.
func pupil(first, last, born string) m {
	of := form()
	of["pupil"] = m{"firstName": first, "lastName": last, "birthDate": born, "group": "5"}
	return of
}

// filled is a draft of this child, with a groeidocument.
func (h *house) filled(of m) string {
	h.t.Helper()
	id := h.draft()
	h.save(id, of)
	h.upload("ib", id, "groeidocument", "groei.pdf", pdf("groei")).is(201)
	return id
}

// refusedForOpen says whether admission was refused because there is an open case.
func refusedForOpen(t *testing.T, err error) bool {
	t.Helper()
	if err == nil {
		return false
	}
	found := problems(t, err)
	if len(found) != 1 || found[0].Field != "dossier_id" || !strings.Contains(found[0].Detail, "al") {
		t.Fatalf("problems: %+v", found)
	}
	return true
}

func TestOfAPupilOneCaseOfAProcedureRunsAtATime(t *testing.T) {
	for name, test := range map[string]struct {
		second  m
		refused bool
	}{
		"the same child":             {form(), true},
		"written in another way":     {pupil(" NOOR", "De  Vriés", "2018-03-03"), true},
		"born on another day":        {pupil("Noor", "de Vries", "2018-03-04"), false},
		"another child of that day":  {pupil("Noa", "de Vries", "2018-03-03"), false},
		"the twin brother, same day": {pupil("Noortje", "de Vries", "2018-03-03"), false},
	} {
		t.Run(name, func(t *testing.T) {
			for _, procedure := range []string{tlv.Workflow, buitenkans.Workflow, plaatsing.Workflow} {
				h := newRegion(t)
				first, second := h.filled(form()), h.filled(test.second)
				h.mustAdmit(first, first, procedure, "ib", "")
				_, err := h.admitAs(second, second, procedure, "ib", "")
				if refusedForOpen(t, err) != test.refused {
					t.Errorf("%s: refused: %v", procedure, err)
				}
				if !test.refused {
					continue
				}
				// Another procedure may run beside it, and the same one when the first is closed.
				other := tlv.Workflow
				if procedure == tlv.Workflow {
					other = plaatsing.Workflow
				}
				h.mustAdmit(h.filled(test.second), "other0000000", other, "ib", "")
				h.shareWith(&documentsv1.ShareRequest{DossierId: first, CaseId: first, Procedure: procedure, Version: 1, Closed: true}, "ib", "office")
				h.mustAdmit(second, second, procedure, "ib", "")
			}
		})
	}
}

func TestInOneDossierOneCaseOfAProcedureRunsAtATime(t *testing.T) {
	h := newRegion(t)
	id := h.placed()
	started := into[documents.FurtherView](h.startFrom("receiving", id, thePlacement).is(201))
	h.mustAdmit(id, started.CaseID, tlv.Workflow, "receiving", thePlacement)
	h.shareTLV(id, started.CaseID, documents.Sharing{Version: 1}, "receiving")
	h.startFrom("receiving", id, thePlacement).is(409).says("loopt al een aanvraag")
	_, err := h.admitAs(id, "another00000", plaatsing.Workflow, "ib", id)
	if !refusedForOpen(t, err) {
		t.Error("a second placement is followed beside the first")
	}
	h.shareTLV(id, started.CaseID, documents.Sharing{Version: 2, Closed: true}, "receiving")
	again := into[documents.FurtherView](h.startFrom("receiving", id, thePlacement).is(201))
	if again.CaseID == started.CaseID || again.Application.Contact != started.Application.Contact {
		t.Errorf("the next one: %+v", again)
	}
}

func TestOfTwoAtTheSameTimeOneIsAdmitted(t *testing.T) {
	h := newRegion(t)
	const schools = 8
	ids := make([]string, schools)
	for i := range ids {
		ids[i] = h.filled(form())
	}
	refusals := make([]error, schools)
	var together sync.WaitGroup
	for i, id := range ids {
		together.Go(func() { _, refusals[i] = h.admitAs(id, id, tlv.Workflow, "ib", "") })
	}
	together.Wait()
	admitted := 0
	for i, err := range refusals {
		if err == nil {
			admitted++
			continue
		}
		problems(t, err)
		h.save(ids[i], form()) // it still is a draft
	}
	if admitted != 1 {
		t.Errorf("%d admitted", admitted)
	}
}

func TestACaseThatNeverCameToBeHoldsNoPlaceForLong(t *testing.T) {
	h := newRegion(t)
	id := h.filled(form())
	h.mustAdmit(id, id, tlv.Workflow, "ib", "")
	d, err := h.store.Dossier(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	// A process was killed between holding the place and coming into a dossier.
	held := documents.Holding{Place: buitenkans.Workflow + "/" + d.Pupil[0], CaseID: "k1lled000000", At: noon.Add(-30 * time.Second)}
	if _, err := h.store.Hold(t.Context(), held); err != nil {
		t.Fatal(err)
	}
	_, err = h.admitAs(id, theStay, buitenkans.Workflow, "ib", id)
	if found := problems(t, err); !strings.Contains(found[0].Detail, "over een minuut") {
		t.Errorf("problem: %+v", found)
	}
	h.Service = documents.NewService(h.store, func() time.Time { return noon.Add(time.Minute) }, h.keys, documents.ZOUT)
	h.mustAdmit(id, theStay, buitenkans.Workflow, "ib", id)
}

func TestAPlacementThatATLVBeginsIsRefusedOnlyForOneThatItsProcessCanFind(t *testing.T) {
	h := newRegion(t)
	first := h.placed()
	h.shareWith(&documentsv1.ShareRequest{DossierId: first, CaseId: thePlacement, Procedure: plaatsing.Workflow, Version: 9, Origin: "school:regenboog"}, "ib", "office")
	second := h.filled(form())
	h.mustAdmit(second, second, tlv.Workflow, "ib", "")
	h.share(second, documents.Sharing{Version: 1})
	h.mustAdmit(second, "p2aats000001", plaatsing.Workflow, "ib", second) // another child of that name, as far as anybody said
	h.shareWith(&documentsv1.ShareRequest{DossierId: second, CaseId: "p2aats000001", Procedure: plaatsing.Workflow, Version: 1, Closed: true}, "ib", "office")
	h.merge("office", first, second).is(201)
	_, err := h.admitAs(second, "p3aats000001", plaatsing.Workflow, "ib", second)
	if !refusedForOpen(t, err) {
		t.Error("two placements of one pupil run")
	}
}

func TestPupilsOfEarlierDossiersCountToo(t *testing.T) {
	h := newRegion(t)
	first := h.filled(form())
	d, err := h.store.Dossier(t.Context(), first)
	if err != nil {
		t.Fatal(err)
	}
	// As an earlier version submitted it: without a hash of the pupil.
	if err := h.store.Submit(t.Context(), first, d.ETag, documents.Admission{CaseID: first}, nil); err != nil {
		t.Fatal(err)
	}
	if err := h.RememberPupils(t.Context()); err != nil {
		t.Fatal(err)
	}
	second := h.filled(form())
	_, err = h.admitAs(second, second, tlv.Workflow, "ib", "")
	if !refusedForOpen(t, err) {
		t.Error("a dossier of before is not looked at")
	}
	if d, err = h.store.Dossier(t.Context(), first); err != nil || len(d.Pupil) != 1 || strings.Contains(strings.ToLower(d.Pupil[0]), "noor") {
		t.Errorf("hash: %v, %v", d.Pupil, err)
	}
}

func (h *house) casesOf(id string) []string {
	h.t.Helper()
	answer, err := h.CasesOfPupil(h.t.Context(), &documentsv1.CasesOfPupilRequest{DossierId: id})
	if err != nil {
		h.t.Fatal(err)
	}
	all := []string{}
	for _, of := range answer.GetCases() {
		all = append(all, fmt.Sprintf("%s %s %v", of.GetProcedure(), of.GetCaseId(), of.GetClosed()))
	}
	return all
}

func TestCasesOfAPupilAreListedInTheOrderInWhichTheyCame(t *testing.T) {
	h := newRegion(t)
	minute := 0
	clock := func() time.Time { return noon.Add(time.Duration(minute) * time.Minute) }
	h.Service = documents.NewService(h.store, clock, h.keys, documents.ZOUT)
	h.router = h.Router(h.guard)
	id := h.decided()
	minute++
	h.mustAdmit(id, thePlacement, plaatsing.Workflow, "ib", id)
	minute++
	h.object(id, theBezwaar, "parent", documents.Sharing{Version: 1})
	minute++
	h.mustAdmit(id, theStay, buitenkans.Workflow, "ib", id)
	minute++
	h.stay(id, documents.Sharing{Version: 4, Closed: true})
	h.place(id, documents.Sharing{Version: 2, Origin: "school:regenboog", Host: "school:de-sprong"}, "receiving")
	want := []string{"tlv " + id + " true", "plaatsing " + thePlacement + " false", "bezwaar " + theBezwaar + " false", "buitenkans " + theStay + " true"}
	if got := h.casesOf(id); !slices.Equal(got, want) {
		t.Errorf("cases: %v, want %v", got, want)
	}
	if got := h.casesOf(h.draft()); len(got) != 0 {
		t.Errorf("a draft has cases: %v", got)
	}
	_, err := h.CasesOfPupil(t.Context(), &documentsv1.CasesOfPupilRequest{DossierId: "nowhere"})
	problems(t, err)
}
