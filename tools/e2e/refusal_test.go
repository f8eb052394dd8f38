package e2e

import (
	"bytes"
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"

	"traject.nl/tools/journey"
)

// advised is a case that awaits the director.
var advised = []journey.Step{
	journey.Draft, journey.HandIn, journey.Competent, journey.SotConfirmed, journey.Complete, journey.ParentsAgree, journey.Experts,
	journey.FirstAdvice, journey.SecondAdvice,
}

// refused does something that must be refused with a status, and looks whether the case stayed as it was.
func refused(t *testing.T, s *journey.Story, status int, do func() error) {
	t.Helper()
	refusedAt(t, s, status, "", do)
}

// refusedAt also wants a problem that points at the field.
func refusedAt(t *testing.T, s *journey.Story, status int, field string, do func() error) {
	t.Helper()
	var fields []string
	if field != "" {
		fields = append(fields, field)
	}
	refusedIn(t, s.CaseID, status, do, fields...)
}

// refusedIn is refused for a case of any procedure. It wants a problem that points at each of the fields.
func refusedIn(t *testing.T, caseID string, status int, do func() error, fields ...string) {
	t.Helper()
	before := get(traject.As("kantoor").Case(t.Context(), caseID))(t)
	err := do()
	wantStatus(t, err, status)
	for _, field := range fields {
		wantField(t, asProblem(err), field)
	}
	after := get(traject.As("kantoor").Case(t.Context(), caseID))(t)
	if after.Version != before.Version || after.Phase != before.Phase {
		t.Errorf("what was refused changed the case from version %d (%s) to %d (%s)", before.Version, before.Phase, after.Version, after.Phase)
	}
}

// wantField wants a problem that points at the field.
func wantField(t *testing.T, problem *journey.Problem, location string) {
	t.Helper()
	var found []string
	for _, one := range problem.Errors {
		found = append(found, one.Location)
		if one.Message == "" {
			t.Errorf("nothing is said about %s", one.Location)
		}
	}
	if !slices.Contains(found, location) {
		t.Errorf("want a problem at %s, got %v: %s", location, found, problem.Detail)
	}
}

func (d decision) with(changes map[string]any) map[string]any {
	body := map[string]any{}
	for name, value := range d {
		body[name] = value
	}
	for name, value := range changes {
		if body[name] = value; value == nil {
			delete(body, name)
		}
	}
	return body
}

// decision is a body of a decision.
type decision map[string]any

func granting(s *journey.Story) decision {
	return decision{
		"granted": true, "destination": "sbo", "extent": "full", "validFrom": s.Day(14), "validUntil": s.EndOfSchoolYear(),
		"receivingSchoolId": s.Form.ReceivingSchoolID,
	}
}

func decide(t *testing.T, s *journey.Story, account string, body map[string]any) func() error {
	return func() error {
		_, err := s.As(account).Act(t.Context(), s.CaseID, "key-"+account+"-decides", "decision", body)
		return err
	}
}

func TestADecisionThatTheLawDoesNotAllowIsRefused(t *testing.T) {
	s := told(t, advised...)
	for name, wrong := range map[string]struct {
		change map[string]any
		field  string
	}{
		"from a date in the past":           {map[string]any{"validFrom": s.Day(-1)}, "body.validFrom"},
		"until another day than 31 July":    {map[string]any{"validUntil": s.Day(300)}, "body.validUntil"},
		"for a school that is not known":    {map[string]any{"receivingSchoolId": "bestaat-niet"}, "body.receivingSchoolId"},
		"for so without a category":         {map[string]any{"destination": "so"}, "body.category"},
		"refused without reasons":           {map[string]any{"granted": false}, "body.reasonsTextId"},
		"with a date that does not exist":   {map[string]any{"validFrom": "2027-02-30"}, "body.validFrom"},
		"with a field that nobody asks for": {map[string]any{"verlenging": true}, "body.verlenging"},
	} {
		t.Run(name, func(t *testing.T) {
			refusedAt(t, s, http.StatusBadRequest, wrong.field, decide(t, s, "directeur", granting(s).with(wrong.change)))
		})
	}
}

func TestOnlyTheDirectorDecides(t *testing.T) {
	s := told(t, advised...)
	for _, account := range []string{"kantoor", "gz-psycholoog", "ib-regenboog", "sot-utrechtse-heuvelrug", "ouder"} {
		t.Run(account, func(t *testing.T) {
			refused(t, s, http.StatusForbidden, decide(t, s, account, granting(s)))
		})
	}
	for _, account := range []string{"ib-op-dreef", "sot-zeist", "gemeente-zeist", "beheerder", "derde-deskundige"} {
		t.Run(account+", no party", func(t *testing.T) {
			refused(t, s, http.StatusNotFound, decide(t, s, account, granting(s)))
		})
	}
}

func TestADecisionNeedsTheAdvices(t *testing.T) {
	s := told(t, advised[:len(advised)-1]...)
	refused(t, s, http.StatusConflict, decide(t, s, "directeur", granting(s)))
}

func TestTheExpertsAreTwoDifferentPeople(t *testing.T) {
	s := told(t, advised[:6]...)
	for name, ids := range map[string][]string{
		"the same expert twice":         {"gz-1", "gz-1"},
		"an expert who is not known":    {"gz-1", "bestaat-niet"},
		"no GZ-psycholoog as the first": {"deskundige-2", "deskundige-3"},
	} {
		t.Run(name, func(t *testing.T) {
			refused(t, s, http.StatusBadRequest, func() error {
				_, err := s.As("kantoor").Act(t.Context(), s.CaseID, "key-of-experts", "experts", map[string]any{"expertIds": ids})
				return err
			})
		})
	}
}

func TestOneFormBecomesOneCase(t *testing.T) {
	s := told(t, journey.Draft, journey.HandIn)
	refused(t, s, http.StatusConflict, func() error {
		_, err := s.As("directeur-regenboog").Submit(t.Context(), "another-key-of-a-colleague", s.SubmitBody())
		return err
	})
	again := get(s.As("ib-regenboog").Submit(t.Context(), s.Key+"-submit", s.SubmitBody()))(t)
	if again.CaseID != s.CaseID {
		t.Errorf("the same key gave case %s the first time and %s the second", s.CaseID, again.CaseID)
	}
}

func TestAnApplicationForAnUnknownSchoolIsRefusedAndCanBeMended(t *testing.T) {
	s := told(t, journey.Draft)
	body := s.SubmitBody()
	body["receivingSchoolId"] = "bestaat-niet"
	_, err := s.As("ib-regenboog").Submit(t.Context(), "key-of-the-wrong-form", body)
	wantStatus(t, err, http.StatusBadRequest)
	wantField(t, asProblem(err), "body.receivingSchoolId")
	_, err = s.As("kantoor").Case(t.Context(), s.CaseID)
	wantStatus(t, err, http.StatusNotFound)

	if err := s.Tell(t.Context(), journey.HandIn); err != nil {
		t.Errorf("the mended form is not accepted: %v", err)
	}
}

func TestOnlyTheOwnSchoolCanHandIn(t *testing.T) {
	s := told(t, journey.Draft)
	_, err := s.As("ib-op-dreef").Submit(t.Context(), "key-of-another-school", s.SubmitBody())
	wantStatus(t, err, http.StatusForbidden)
	_, err = s.As("ib-op-dreef").Dossier(t.Context(), s.CaseID)
	wantStatus(t, err, http.StatusNotFound)
}

func TestTheSameKeyForSomethingElseIsRefused(t *testing.T) {
	s := told(t, journey.Draft, journey.HandIn, journey.Competent)
	refused(t, s, http.StatusConflict, func() error {
		_, err := s.As("kantoor").Act(t.Context(), s.CaseID, s.Key+"-competence", "completeness", map[string]any{"missing": []string{}})
		return err
	})
}

func TestACommandWithoutAnIdempotencyKeyIsRefused(t *testing.T) {
	s := told(t, journey.Draft, journey.HandIn)
	refused(t, s, http.StatusBadRequest, func() error {
		_, err := s.As("kantoor").Act(t.Context(), s.CaseID, "", "competence", map[string]any{"competent": true})
		return err
	})
}

func TestAMegabyteOfJSONIsRefused(t *testing.T) {
	s := told(t, journey.Draft, journey.HandIn)
	body := map[string]any{"competent": true, "forwardedTo": strings.Repeat("x", 1<<20)}
	refused(t, s, http.StatusRequestEntityTooLarge, func() error {
		_, err := s.As("kantoor").Act(t.Context(), s.CaseID, "key-of-a-megabyte", "competence", body)
		return err
	})
}

func TestFilesThatAreNoDocumentAreRefused(t *testing.T) {
	s := told(t, journey.Draft)
	// The first bytes of a Windows program and of a Linux program.
	windows := append([]byte("MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00"), bytes.Repeat([]byte{0}, 4096)...)
	linux := append([]byte("\x7fELF\x02\x01\x01\x00"), bytes.Repeat([]byte{0}, 4096)...)
	large := append(journey.PDF("groot"), bytes.Repeat([]byte{'%'}, 26<<20)...)
	for name, file := range map[string]struct {
		content []byte
		status  int
	}{
		"a Windows program renamed to pdf": {windows, http.StatusUnsupportedMediaType},
		"a Linux program renamed to pdf":   {linux, http.StatusUnsupportedMediaType},
		"a web page renamed to pdf":        {[]byte("<!doctype html><script>alert(1)</script>"), http.StatusUnsupportedMediaType},
		"an empty file":                    {nil, http.StatusBadRequest},
		"a document of 26 MB":              {large, http.StatusRequestEntityTooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			before := piecesOf(t, s)
			_, err := s.As("ib-regenboog").Upload(t.Context(), s.CaseID, "key-of-a-bad-file", "bijlage", "verslag.pdf", file.content)
			wantStatus(t, err, file.status)
			if after := piecesOf(t, s); after != before {
				t.Errorf("the dossier went from %d to %d pieces", before, after)
			}
		})
	}
}

func piecesOf(t *testing.T, s *journey.Story) int {
	t.Helper()
	return len(get(s.As("ib-regenboog").Dossier(t.Context(), s.CaseID))(t).Pieces)
}

// Every format that is welcome is told by its content: the name says nothing.
func TestAWelcomeDocumentIsReadBackAsItWas(t *testing.T) {
	s := told(t, journey.Draft)
	content := journey.PDF(strings.Repeat("verslag ", 40))
	id := get(s.As("ib-regenboog").Upload(t.Context(), s.CaseID, "key-of-a-good-file", "onderzoek", "verslag.exe", content))(t)
	back := get(s.As("directeur-regenboog").Download(t.Context(), s.CaseID, id))(t)
	if !bytes.Equal(back, content) {
		t.Errorf("sent %d bytes and got %d other ones back", len(content), len(back))
	}
}

func TestAnActAtTheWrongMomentIsRefused(t *testing.T) {
	s := told(t, journey.Draft, journey.HandIn)
	for account, act := range map[string]struct {
		path string
		body map[string]any
	}{
		"kantoor":      {"announcement", map[string]any{}},
		"directeur":    {"decision", granting(s)},
		"ouder":        {"parents-answer", map[string]any{"answer": "agree"}},
		"ib-regenboog": {"completions", map[string]any{"gatesMet": []string{}, "pieceIds": []string{}}},
	} {
		t.Run(act.path, func(t *testing.T) {
			refused(t, s, http.StatusConflict, func() error {
				_, err := s.As(account).Act(context.WithoutCancel(t.Context()), s.CaseID, "key-too-early", act.path, act.body)
				return err
			})
		})
	}
}
