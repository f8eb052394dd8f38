package e2e

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"traject.nl/tools/journey"
)

// refusedTLV is a case whose decision can be objected to.
var refusedTLV = slices.Concat(advised, []journey.Step{journey.Refused, journey.Announced})

// objection against the decisions of the stories, by the name of this test.
func objection(s *journey.Story, name string, beside ...*journey.Story) *journey.Bezwaar {
	return s.Objection(s.Key[max(0, len(s.Key)-30):]+"-"+name, beside...)
}

func tellBezwaar(t *testing.T, b *journey.Bezwaar, stages ...journey.Stage) {
	t.Helper()
	if err := b.Tell(t.Context(), stages...); err != nil {
		t.Fatal(err)
	}
}

func TestABezwaarLeadsFromARefusalToATLV(t *testing.T) {
	s := told(t, refusedTLV...)
	b := objection(s, "b")
	tellBezwaar(t, b, journey.Lodged, journey.Acknowledged, journey.TalkHeld, journey.Defended, journey.PapersAdded, journey.Bundled)
	wantUnderObjection(t, s, b)
	wantBundle(t, b)
	tellBezwaar(t, b, journey.Sent, journey.HearingPlanned(0), journey.Heard, journey.Advised("upheld"), journey.Settled("upheld"))
	wantSeenWithinASecond(t, b)

	seen := get(b.As("ouder").Case(t.Context(), b.CaseID))(t)
	if seen.Phase != "beroep" || seen.Bezwaar.Outcome != "upheld" || len(seen.Bezwaar.Decision.Replacements) != 1 {
		t.Fatalf("want a bezwaar that is upheld, got phase %q, %+v", seen.Phase, seen.Bezwaar)
	}
	number := seen.Bezwaar.Decision.Replacements[0].Decision.TLVNumber
	if !regexp.MustCompile(`^PO2603-\d{6}$`).MatchString(number) {
		t.Errorf("TLV number %q does not have the pattern PO2603-nnnnnn", number)
	}
	wantInRegister(t, s.CaseID, number)
	wantReplaced(t, s, b, number)
	wantGapFree(t, b.CaseID)
	wantNoOpenTask(t, seen)
	wantBezwaarTerms(t, seen)
	wantBezwaarLetters(t, s, b, number)
	wantNotices(t, b.CaseID, s.Form.Pupil)
	tellBezwaar(t, b, journey.Appealed)
	if on := get(b.As("ouder").Case(t.Context(), b.CaseID))(t).Bezwaar.AppealOn; on != b.Day(0) {
		t.Errorf("beroep was recorded on %q", on)
	}
}

// wantSeenWithinASecond announces the decision, which the parent who looks sees within a second.
func wantSeenWithinASecond(t *testing.T, b *journey.Bezwaar) {
	t.Helper()
	before := get(b.As("kantoor").Case(t.Context(), b.CaseID))(t).Version
	changes := listen(t, "ouder", traject.Cases+"/v1/cases/"+b.CaseID+"/events", nil)
	tellBezwaar(t, b, journey.Told)
	done := time.Now()
	if late := await(t, changes, b.CaseID, before+1).at.Sub(done); late > time.Second {
		t.Errorf("seen %s after the act was answered", late)
	}
}

// wantUnderObjection: the two cases know of each other, for who has a part in both.
func wantUnderObjection(t *testing.T, s *journey.Story, b *journey.Bezwaar) {
	t.Helper()
	for _, account := range groupsOf(parent, applicant, sot, zout) {
		eventually(t, account+" sees the bezwaar with the TLV", func(ctx context.Context) error {
			seen, err := b.As(account).Case(ctx, s.CaseID)
			if err != nil {
				return err
			}
			if len(seen.Related) != 1 || seen.Related[0].CaseID != b.CaseID || len(seen.TLV.Objections) != 1 || seen.TLV.Objections[0].EndedOn != "" {
				return fmt.Errorf("%w: %+v %+v", errNotYet, seen.Related, seen.TLV.Objections)
			}
			return nil
		})
		beside := get(b.As(account).Case(t.Context(), b.CaseID))(t)
		if !slices.Equal(beside.About, []string{s.CaseID}) || len(beside.Related) != 1 || beside.Related[0].CaseID != s.CaseID {
			t.Errorf("%s: the bezwaar is about %v, with %+v beside it", account, beside.About, beside.Related)
		}
	}
}

// wantBundle: one PDF that begins with its inventory, in which every paper stands where the inventory says; and the same papers apart.
func wantBundle(t *testing.T, b *journey.Bezwaar) {
	t.Helper()
	bundle := get(b.As("kantoor").Case(t.Context(), b.CaseID))(t).Bezwaar.Bundle
	if bundle == nil || len(bundle.Items) == 0 {
		t.Fatalf("there is no bundle: %+v", bundle)
	}
	pdf := get(b.As("kantoor").Download(t.Context(), b.DossierID(), bundle.DocumentID))(t)
	text, pages := flat(textOf(t, pdf)), pagesOf(t, pdf)
	next := bundle.Items[0].FirstPage
	for i, item := range bundle.Items {
		if item.Number != i+1 || item.FirstPage != next || item.Pages < 1 {
			t.Errorf("paper %d of the inventory is number %d on pages %d and on (%d), want page %d", i+1, item.Number, item.FirstPage, item.Pages, next)
		}
		next = item.FirstPage + item.Pages
		if !strings.Contains(text, item.Title) {
			t.Errorf("the bundle does not name %q", item.Title)
		}
	}
	if next != pages+1 {
		t.Errorf("the papers end on page %d and the PDF on page %d", next-1, pages)
	}
	// What the LBT asks for (its regulation, art. 2): each was made by somebody in this story.
	for _, words := range []string{
		"Wij zijn het niet eens met het besluit", "Bij het besluit was de basisondersteuning", "Stuk procedure-en-criteria", "Stuk schoolprofiel",
		"Groeidocument", "De basisondersteuning en een arrangement bieden nu genoeg", "Op grond van het dossier en het gesprek",
	} {
		if !strings.Contains(text, words) {
			t.Errorf("the bundle does not have %q", words)
		}
	}
	wantSamePapers(t, get(b.As("kantoor").Download(t.Context(), b.DossierID(), bundle.FilesID))(t), len(bundle.Items))
}

// wantSamePapers: the zip has a file for each paper.
func wantSamePapers(t *testing.T, content []byte, papers int) {
	t.Helper()
	files := get(zip.NewReader(bytes.NewReader(content), int64(len(content))))(t).File
	if len(files) < papers {
		t.Errorf("the zip has %d files, and the inventory %d papers", len(files), papers)
	}
	for _, file := range files {
		if file.UncompressedSize64 == 0 {
			t.Errorf("%s in the zip is empty", file.Name)
		}
	}
}

// flat is a text with every stretch of white space as one space.
func flat(text string) string { return strings.Join(strings.Fields(text), " ") }

// pagesOf counts the pages of a PDF.
func pagesOf(t *testing.T, pdf []byte) int {
	t.Helper()
	file := filepath.Join(t.TempDir(), "stuk.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	facts, err := exec.CommandContext(t.Context(), "pdfinfo", file).Output()
	if err != nil {
		t.Fatalf("pdfinfo (Debian package poppler-utils): %v", err)
	}
	found := regexp.MustCompile(`Pages:\s+(\d+)`).FindSubmatch(facts)
	if found == nil {
		t.Fatalf("pdfinfo does not name the pages:\n%s", facts)
	}
	return get(strconv.Atoi(string(found[1])))(t)
}

// wantReplaced: the TLV case has the new decision, keeps the old one, and opens for the receiving school.
func wantReplaced(t *testing.T, s *journey.Story, b *journey.Bezwaar, number string) {
	t.Helper()
	eventually(t, "the TLV case has the new decision", func(ctx context.Context) error {
		seen, err := s.As("ib-regenboog").Case(ctx, s.CaseID)
		if err != nil {
			return err
		}
		if seen.TLV.Decision.TLVNumber != number || seen.TLV.Outcome != "granted" || len(seen.TLV.Replaced) != 1 ||
			seen.TLV.Replaced[0].Granted || seen.TLV.Objections[0].EndedOn == "" {
			return fmt.Errorf("%w: %+v", errNotYet, seen.TLV)
		}
		return nil
	})
	eventually(t, "the receiving school learns who comes", func(ctx context.Context) error {
		seen, err := s.As("ib-stuifheugel").Dossier(ctx, s.CaseID)
		if err == nil && seen.Person == nil {
			return errNotYet
		}
		return err
	})
	err := s.As("ib-stuifheugel").Get(t.Context(), traject.Cases+"/v1/cases/"+b.CaseID, new([]byte))
	wantStatus(t, err, 404)
	wantGapFree(t, s.CaseID)
}

// wantBezwaarTerms: twelve weeks to decide from the end of the term to object (Awb 7:10), met today; two weeks to the LBT, met; six
// weeks for beroep (Awb 6:7), running.
func wantBezwaarTerms(t *testing.T, seen journey.Case) {
	t.Helper()
	for id, want := range map[string]struct {
		basis string
		weeks int
		met   bool
	}{
		"beslistermijn-bezwaar": {"Awb 7:10", 12, true},
		"lbt-verzoek":           {"LBT-reglement", 2, true},
		"beroepstermijn":        {"Awb 6:7", 6, false},
	} {
		term, there := seen.Term(id)
		if !there || !strings.HasPrefix(term.Basis, want.basis) || (term.MetOn != "") != want.met || term.Ended || len(term.Steps) == 0 {
			t.Errorf("term %s: want one on %s, met: %t, got %+v", id, want.basis, want.met, term)
			continue
		}
		if weeks := weeksFrom(t, term); weeks < want.weeks {
			t.Errorf("term %s is %d weeks, want %d", id, weeks, want.weeks)
		}
	}
	decide, _ := seen.Term("beslistermijn-bezwaar")
	if last := seen.Bezwaar.Decisions[0].ObjectionLastOn; decide.EventOn < seen.Bezwaar.ReceivedOn || decide.EventOn > last {
		t.Errorf("the term to decide counts from %s; the term to object ends on %s", decide.EventOn, last)
	}
}

// wantBezwaarLetters: who objected and the school each have a letter with the decision and the advice of the LBT behind it.
func wantBezwaarLetters(t *testing.T, s *journey.Story, b *journey.Bezwaar, number string) {
	t.Helper()
	for reader, role := range map[string]string{"ouder": "parent:", "ib-regenboog": "school:"} {
		letters := lettersTo(t, b, role)
		if len(letters) != 3 {
			t.Errorf("%s has %d letters, want the receipt, the invitation and the decision", reader, len(letters))
		}
		text := flat(textOf(t, get(s.As(reader).Download(t.Context(), b.DossierID(), letters[len(letters)-1].ID))(t)))
		for _, wanted := range []string{
			number, "gegrond", "beroep", s.Form.Pupil.LastName, "De school heeft haar basisondersteuning ingezet", "Stuk lbt-advies",
		} {
			if !strings.Contains(text, wanted) {
				t.Errorf("the decision to %s does not have %q:\n%s", reader, wanted, text)
			}
		}
	}
}

// lettersTo are the letters of a bezwaar to a party of this role, the oldest first.
func lettersTo(t *testing.T, b *journey.Bezwaar, role string) []journey.Piece {
	t.Helper()
	papers := get(b.As("kantoor").PapersOf(t.Context(), b.DossierID(), b.CaseID))(t).Pieces
	return slices.DeleteFunc(papers, func(p journey.Piece) bool { return p.Kind != "brief" || !strings.HasPrefix(p.Addressee, role) })
}
