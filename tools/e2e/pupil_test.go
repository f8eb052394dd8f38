package e2e

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"testing"

	"traject.nl/tools/journey"
)

// twoDossiers of one child, made because nobody knew: one with a TLV, and one with another name that asks for the Buitenkans.
func twoDossiers(t *testing.T) (*journey.Story, *journey.Course) {
	t.Helper()
	s := told(t, journey.Draft, journey.HandIn)
	c := stay(t, "b")
	tellCourse(t, c, journey.Requested)
	return s, c
}

func TestTwoDossiersOfOnePupilAreMergedAndTheMergeIsUndone(t *testing.T) {
	s, c := twoDossiers(t)
	for _, account := range []string{"directeur", "sot-utrechtse-heuvelrug", "ib-regenboog", "ouder"} {
		_, err := s.As(account).Merge(t.Context(), s.Key+"-not-yours", s.CaseID, c.DossierID, "Zelfde kind.")
		wantStatus(t, err, notYours)
	}
	office := s.As("kantoor")
	for _, other := range []string{s.CaseID, "000000000000"} {
		if _, err := office.Merge(t.Context(), s.Key+"-wrong-"+other[:3], s.CaseID, other, "Zelfde kind."); journey.Status(err) != wrong && journey.Status(err) != noSuchOne {
			t.Errorf("merged with %s: %v", other, err)
		}
	}
	merge := get(office.Merge(t.Context(), s.Key+"-merge", s.CaseID, c.DossierID, "De achternaam was verkeerd gespeld."))(t)
	if again := get(office.Merge(t.Context(), s.Key+"-merge", s.CaseID, c.DossierID, "De achternaam was verkeerd gespeld."))(t); again.ID != merge.ID {
		t.Errorf("the same key merged twice: %s and %s", merge.ID, again.ID)
	}
	_, err := office.Merge(t.Context(), s.Key+"-merge-2", c.DossierID, s.CaseID, "Nog een keer.")
	wantStatus(t, err, notNow)
	for _, dossier := range []string{s.CaseID, c.DossierID} {
		known := get(office.Pupil(t.Context(), dossier))(t)
		if len(known.DossierIDs) != 2 || known.DossierIDs[0] != dossier || len(known.Cases) != 2 || len(known.Merges) != 1 {
			t.Errorf("the pupil of %s is %+v", dossier, known)
		}
	}
	wantNothingOpened(t, s, c)
	wantMergeLogged(t, s, "merge", merge.ID)

	wantStatus(t, s.As("directeur").Unmerge(t.Context(), s.Key+"-undo-no", s.CaseID, merge.ID), notYours)
	if err := office.Unmerge(t.Context(), s.Key+"-undo", s.CaseID, merge.ID); err != nil {
		t.Fatal(err)
	}
	if known := get(office.Pupil(t.Context(), s.CaseID))(t); len(known.DossierIDs) != 1 || len(known.Cases) != 1 {
		t.Errorf("after the undoing the pupil is %+v", known)
	}
	wantMergeLogged(t, s, "unmerge", merge.ID)
}

// wantNothingOpened: who had a part in one dossier reads nothing of the other.
func wantNothingOpened(t *testing.T, s *journey.Story, c *journey.Course) {
	t.Helper()
	if known := get(s.As("ib-stuifheugel").Pupil(t.Context(), s.CaseID))(t); len(known.Cases) != 1 || len(known.Merges) != 0 {
		t.Errorf("the receiving school of the TLV learns of the other dossier: %+v", known)
	}
	wantStatus(t, s.As("ib-stuifheugel").Get(t.Context(), traject.Documents+"/v1/dossiers/"+c.DossierID, nil), http.StatusNotFound)
	wantStatus(t, s.As("buitenkans").Get(t.Context(), traject.Documents+"/v1/dossiers/"+s.CaseID, nil), http.StatusNotFound)
}

func wantMergeLogged(t *testing.T, s *journey.Story, action, merge string) {
	t.Helper()
	var log struct {
		Lines []struct{ Party, What, Action string }
	}
	if err := s.As("kantoor").Get(t.Context(), traject.Documents+"/v1/dossiers/"+s.CaseID+"/access-log", &log); err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(log.Lines, func(line struct{ Party, What, Action string }) bool {
		return line.Action == action && line.What == merge && line.Party == "office:zout"
	}) {
		t.Errorf("%s is not in the access log: %+v", action, log.Lines)
	}
}

// One pupil has one open case of a procedure, also over two dossiers: by the same name and birth date, and by a merge.
func TestAPupilHasOneOpenCaseOfAProcedure(t *testing.T) {
	first := stay(t, "een")
	tellCourse(t, first, journey.Requested)
	second := stay(t, "twee")
	second.Pupil = first.Pupil
	body := get(second.Request(t.Context()))(t)
	_, err := second.As("ib-regenboog").Do(t.Context(), journey.Request{
		Method: http.MethodPost, URL: traject.Cases + "/v1/buitenkans", Key: second.Key + "-second", Body: body,
	}, nil)
	wantStatus(t, err, wrong)
	wantField(t, asProblem(err), "body.dossierId")

	// When the first has ended, the request is good. It is another one: the same key would give the same answer.
	tellCourse(t, first, journey.Retracted)
	if err := first.Until(t.Context(), "the end of the first", func(now journey.Case) bool { return now.Closed }); err != nil {
		t.Fatal(err)
	}
	tries := 0
	eventually(t, "the second request is taken in", func(ctx context.Context) error {
		tries++
		_, err := second.As("ib-regenboog").Do(ctx, journey.Request{
			Method: http.MethodPost, URL: traject.Cases + "/v1/buitenkans", Key: fmt.Sprintf("%s-again-%d", second.Key, tries), Body: body,
		}, nil)
		if err != nil {
			return fmt.Errorf("%w: %w", errNotYet, err)
		}
		return nil
	})
}

// The office is told which dossiers may be of one child; nobody else is.
func TestTheOfficeIsToldOfADossierThatMayBeOfTheSameChild(t *testing.T) {
	s := told(t, journey.Draft, journey.HandIn)
	c := stay(t, "b")
	c.Pupil = s.Form.Pupil
	tellCourse(t, c, journey.Requested)
	known := get(s.As("kantoor").Pupil(t.Context(), s.CaseID))(t)
	if len(known.Candidates) != 1 || known.Candidates[0].DossierID != c.DossierID {
		t.Errorf("the office is told of %+v, want %s", known.Candidates, c.DossierID)
	}
	for _, account := range []string{"ib-regenboog", "directeur", "sot-utrechtse-heuvelrug", "ouder"} {
		if known := get(s.As(account).Pupil(t.Context(), s.CaseID))(t); len(known.Candidates) != 0 || len(known.Merges) != 0 {
			t.Errorf("%s is told of %+v", account, known)
		}
	}
	wantStatus(t, s.As("ib-op-dreef").Get(t.Context(), traject.Documents+"/v1/dossiers/"+s.CaseID+"/pupil", nil), http.StatusNotFound)
}
