package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"traject.nl/tools/journey"
)

func TestACaseRunsFromApplicationToLetterThroughSevenAccounts(t *testing.T) {
	s := told(t, journey.HappyPath...)
	seen := get(s.As("ib-regenboog").Case(t.Context(), s.CaseID))(t)

	if seen.Phase != "rust" || seen.TLV == nil || seen.TLV.Outcome != "granted" {
		t.Fatalf("want a granted case at rest, got phase %q, %+v", seen.Phase, seen.TLV)
	}
	number := seen.TLV.Decision.TLVNumber
	if !regexp.MustCompile(`^PO2603-\d{6}$`).MatchString(number) {
		t.Errorf("TLV number %q does not have the pattern PO2603-nnnnnn", number)
	}
	wantGapFree(t, s.CaseID)
	wantInRegister(t, s.CaseID, number)
	wantNoOpenTask(t, seen)
	wantTermsMet(t, seen)
	wantLetters(t, s, number)
	wantNotices(t, s.CaseID, s.Form.Pupil)
}

// wantGapFree looks at the whole timeline, as the office sees it: 1, 2, 3 … without a gap, and ending at the case's version.
func wantGapFree(t *testing.T, caseID string) {
	t.Helper()
	seen := get(traject.As("kantoor").Case(t.Context(), caseID))(t)
	for i, line := range seen.Timeline {
		if line.Version != int64(i+1) {
			t.Errorf("timeline line %d has version %d", i+1, line.Version)
		}
		if line.Text == "" {
			t.Errorf("timeline line %d (%s) says nothing", i+1, line.Kind)
		}
	}
	if last := int64(len(seen.Timeline)); last != seen.Version {
		t.Errorf("the timeline has %d lines and the case is at version %d", last, seen.Version)
	}
}

func wantInRegister(t *testing.T, caseID, number string) {
	t.Helper()
	lines := get(traject.As("directeur").Register(t.Context()))(t)
	var ours []string
	for _, line := range lines {
		if line.CaseID == caseID {
			ours = append(ours, line.TLVNumber)
		}
	}
	if !slices.Equal(ours, []string{number}) {
		t.Errorf("the TLV register has %v for this case, want %s once", ours, number)
	}
}

func wantNoOpenTask(t *testing.T, seen journey.Case) {
	t.Helper()
	for _, task := range seen.Tasks {
		if task.ClosedAt == nil {
			t.Errorf("task %s is still open at rest", task.ID)
		}
		if task.Title == "" || task.Reason == "" || task.Basis == "" {
			t.Errorf("task %s lacks its title, reason or basis: %+v", task.ID, task)
		}
	}
}

// wantTermsMet: eight weeks to decide from today (Awb 4:13), met today; six weeks to object (Awb 6:7), running.
func wantTermsMet(t *testing.T, seen journey.Case) {
	t.Helper()
	terms := map[string]journey.Term{}
	for _, term := range seen.Terms {
		terms[term.ID] = term
		if len(term.Steps) == 0 {
			t.Errorf("term %s does not tell how its date came about", term.ID)
		}
	}
	decide, object := terms["beslistermijn"], terms["bezwaartermijn"]
	if !strings.HasPrefix(decide.Basis, "Awb 4:13") || decide.MetOn == "" || weeksFrom(t, decide) < 8 {
		t.Errorf("term to decide: want eight weeks on Awb 4:13, met: %+v", decide)
	}
	if object.MetOn != "" || object.Ended || weeksFrom(t, object) < 6 {
		t.Errorf("term to object: want six weeks, running: %+v", object)
	}
}

func weeksFrom(t *testing.T, term journey.Term) int {
	t.Helper()
	event, err := time.Parse(time.DateOnly, term.EventOn)
	if err != nil {
		t.Fatalf("term %s: %v", term.ID, err)
	}
	planned, err := time.Parse(time.DateOnly, term.PlannedOn)
	if err != nil {
		t.Fatalf("term %s: %v", term.ID, err)
	}
	return int(planned.Sub(event).Hours() / 24 / 7)
}

// wantLetters: one to the applicant school, one to the parent and one to the receiving school; each readable by its addressee,
// with the TLV number and the remedies clause.
func wantLetters(t *testing.T, s *journey.Story, number string) {
	t.Helper()
	readers := map[string]string{"school:regenboog-uh-amerongen": "ib-regenboog", "school:stuifheugel-zeist": "ib-stuifheugel", "parent": "ouder"}
	letters := lettersOf(t, s)
	if len(letters) != len(readers) {
		t.Errorf("want %d letters, got %+v", len(readers), letters)
	}
	for _, letter := range letters {
		to := letter.Addressee
		if strings.HasPrefix(to, "parent:") {
			to = "parent"
		}
		reader, ok := readers[to]
		if !ok {
			t.Errorf("a letter to %q, whom nobody wrote", letter.Addressee)
			continue
		}
		text := textOf(t, get(s.As(reader).Download(t.Context(), s.CaseID, letter.ID))(t))
		for _, wanted := range []string{number, "bezwaar", s.Form.Pupil.LastName} {
			if !strings.Contains(text, wanted) {
				t.Errorf("the letter to %s does not have %q:\n%s", to, wanted, text)
			}
		}
	}
}

func lettersOf(t *testing.T, s *journey.Story) []journey.Piece {
	t.Helper()
	dossier := get(s.As("kantoor").Dossier(t.Context(), s.CaseID))(t)
	return slices.DeleteFunc(dossier.Pieces, func(p journey.Piece) bool { return p.Kind != "brief" })
}

// textOf reads a PDF as a person would.
func textOf(t *testing.T, pdf []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "brief.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := exec.CommandContext(t.Context(), "pdftotext", "-layout", file, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext (Debian package poppler-utils): %v", err)
	}
	return string(text)
}

// wantNotices: the parent was told by mail that there is a letter, and no mail to them says about whom.
func wantNotices(t *testing.T, caseID string, pupil journey.Pupil) {
	t.Helper()
	told := settledWith(t, caseID, func(notices []journey.Notice) bool { return len(toParents(notices, "letter")) > 0 })
	for _, notice := range toParents(told, "letter") {
		if !slices.ContainsFunc(notice.Deliveries, func(way journey.Delivery) bool { return way.Channel == "mail" && way.State == "accepted" }) {
			t.Errorf("no mail about a letter to the parent was accepted: %+v", notice.Deliveries)
		}
	}
	wantNamelessMail(t, pupil)
}

// wantNamelessMail: the parent got mail, and none of it names the pupil.
func wantNamelessMail(t *testing.T, pupil journey.Pupil) {
	t.Helper()
	mails := mailsTo(t, "ouder@example.test")
	if len(mails) == 0 {
		t.Error("the parent got no mail")
	}
	for _, mail := range mails {
		if strings.Contains(mail.Text, pupil.LastName) || strings.Contains(mail.Text, pupil.FirstName) {
			t.Errorf("a mail names the pupil:\n%s", mail.Text)
		}
	}
}
