package resilience

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/plaatsing"
	"traject.nl/tools/journey"
)

const (
	// followTime is how long a case that follows from another may take to be in the lists.
	followTime = 30 * time.Second
	// settleTime is how long all mails may take to leave: one that a kill cut off is leased for a minute and a half.
	settleTime = 3 * time.Minute
)

// tasks that the story must have opened, by kind and party; every one is closed in the end.
var tasks = []string{
	"competentie office:zout", "sot-betrokkenheid sot:utrechtse-heuvelrug", "volledigheid office:zout",
	"aanvulling school:" + applicant, "volledigheid office:zout", "ouders parent", "ouders parent", "deskundigen office:zout",
	"gesprek-plannen office:zout", "gesprek-verslag expert:gz-1", "verslag-verzenden office:zout",
	"advies expert:gz-1", "advies expert:deskundige-2", "verschil office:zout", "besluit director:zout", "verzending office:zout",
}

// checkEverySentAgain sends everything once more under the same key: the answer is what it was, and the checks that follow
// see that nothing happened again.
func (s *story) checkEverySentAgain(t *testing.T) {
	t.Helper()
	for _, sent := range s.sent {
		again := s.send(t, sent.call)
		if again.status != sent.status || !sameAnswer(t, again.body, sent.body) {
			t.Errorf("%s, sent again: answered %d %s, want %d %s", sent.step, again.status, again.body, sent.status, sent.body)
		}
	}
}

// sameAnswer: the same case, version and moment, or the same dossier or piece. Whether a piece is attached
// meanwhile may differ; it then belongs to a case, and to no other later.
func sameAnswer(t *testing.T, one, other []byte) bool {
	t.Helper()
	type identity struct {
		ID, CaseID, At string
		Version        int64
	}
	var a, b identity
	for text, into := range map[*[]byte]*identity{&one: &a, &other: &b} {
		if err := json.Unmarshal(*text, into); err != nil {
			t.Fatalf("%v: %s", err, *text)
		}
	}
	if a.ID != "" && (a.CaseID == "" || b.CaseID == "") {
		a.CaseID, b.CaseID = "", ""
	}
	return a == b && (a.ID != "" || a.CaseID != "")
}

// checkStory: the timeline has every act once, in order, with versions from 1 without a gap; each act was answered with the version of
// its own line or of what followed from it.
func (s *story) checkStory(t *testing.T) {
	t.Helper()
	seen := s.seenBy(t, office)
	var kinds []string
	for i, line := range seen.Timeline {
		kinds = append(kinds, line.Kind)
		if line.Version != int64(i+1) {
			t.Errorf("line %d of the timeline has version %d", i+1, line.Version)
		}
	}
	if !slices.Equal(kinds, told) {
		t.Errorf("the timeline tells %v, want %v", kinds, told)
	}
	if seen.Phase != "rust" || seen.Version != int64(len(told)) {
		t.Errorf("the case is in phase %q at version %d, want rust at %d", seen.Phase, seen.Version, len(told))
	}
	if last := s.accepted[len(s.accepted)-1].Version; last != seen.Version {
		t.Errorf("the last act was accepted at version %d, and the record is at %d", last, seen.Version)
	}
	s.checkCases(t)
}

// checkCases: the school has this case, and the placement that begins by itself when a TLV is announced; no other.
func (s *story) checkCases(t *testing.T) {
	t.Helper()
	want := []string{s.dossier, plaatsing.CaseID(s.dossier)}
	slices.Sort(want)
	s.machine.wait(t, followTime, "the cases of the school", func() error {
		mine, err := s.as(school).MyCases(t.Context())
		if slices.Sort(mine); err == nil && !slices.Equal(mine, want) {
			err = fmt.Errorf("they are %v, want %v", mine, want)
		}
		return err
	})
}

func (s *story) seenBy(t *testing.T, account string) journey.Case {
	t.Helper()
	seen, err := s.as(account).Case(t.Context(), s.dossier)
	if err != nil {
		t.Fatal(err)
	}
	return seen
}

// checkTasks: every task once, with an id of its own, and none left open.
func (s *story) checkTasks(t *testing.T) {
	t.Helper()
	var found, ids []string
	for _, task := range s.seenBy(t, office).Tasks {
		found, ids = append(found, task.Kind+" "+withoutParent(task.Party)), append(ids, task.ID)
		if task.ClosedAt == nil {
			t.Errorf("task %s is still open", task.ID)
		}
	}
	wantSame(t, "tasks", found, tasks)
	if slices.Sort(ids); len(slices.Compact(slices.Clone(ids))) != len(ids) {
		t.Errorf("a task is there twice: %v", ids)
	}
}

// withoutParent hides which parent it is: that name is a hash.
func withoutParent(party string) string {
	if strings.HasPrefix(party, "parent:") {
		return "parent"
	}
	return party
}

// wantSame compares two lists in any order.
func wantSame(t *testing.T, what string, got, want []string) {
	t.Helper()
	got, want = slices.Clone(got), slices.Clone(want)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n got %v\nwant %v", what, got, want)
	}
}

// dossierPiece is a piece as the documents service shows it.
type dossierPiece struct {
	ID, Kind, Shape, Addressee string
	Size                       int64
	Attached                   bool
}

// checkDossier: one dossier, every piece in it once and as it was sent, and one letter for everyone who gets one.
func (s *story) checkDossier(t *testing.T) {
	t.Helper()
	var drafts struct{ Dossiers []journey.Dossier }
	if err := s.as(school).Get(t.Context(), s.machine.Documents+"/v1/dossiers", &drafts); err != nil || len(drafts.Dossiers) > 0 {
		t.Errorf("drafts are left: %v (%v)", drafts.Dossiers, err)
	}
	s.checkForm(t)
	var letters, others, sent []string
	for _, p := range s.overview(t, office) {
		if !p.Attached {
			t.Errorf("%s %s is not attached", p.Kind, p.ID)
		}
		if p.Kind == string(documents.Letter) {
			letters = append(letters, withoutParent(p.Addressee))
			s.checkLetter(t, p)
			continue
		}
		others = append(others, p.Kind+" "+p.ID)
	}
	for _, p := range s.pieces {
		sent = append(sent, string(p.kind)+" "+p.id)
		s.checkPiece(t, p)
	}
	wantSame(t, "pieces", others, sent)
	wantSame(t, "letters", letters, []string{"school:" + applicant, "school:" + receiving, "parent", "parent"})
}

func (s *story) overview(t *testing.T, account string) []dossierPiece {
	t.Helper()
	var dossier struct{ Pieces []dossierPiece }
	if err := s.as(account).Get(t.Context(), s.machine.Documents+"/v1/dossiers/"+s.dossier, &dossier); err != nil {
		t.Fatal(err)
	}
	return dossier.Pieces
}

// checkPiece reads what was written, as who wrote it.
func (s *story) checkPiece(t *testing.T, p *piece) {
	t.Helper()
	reader := s.as(p.account)
	if p.file {
		content, err := reader.Download(t.Context(), s.dossier, p.id)
		if err != nil || !bytes.Equal(content, p.content) {
			t.Errorf("%s is not as it was sent: %d bytes, want %d (%v)", p.kind, len(content), len(p.content), err)
		}
		return
	}
	var text struct{ Text string }
	err := reader.Get(t.Context(), s.machine.Documents+"/v1/dossiers/"+s.dossier+"/texts/"+p.id, &text)
	if err != nil || text.Text != string(p.content) {
		t.Errorf("%s is not as it was written: %q, want %q (%v)", p.kind, text.Text, p.content, err)
	}
}

// checkLetter: a whole PDF.
func (s *story) checkLetter(t *testing.T, letter dossierPiece) {
	t.Helper()
	content, err := s.as(office).Download(t.Context(), s.dossier, letter.ID)
	if err != nil {
		t.Errorf("letter to %s: %v", letter.Addressee, err)
		return
	}
	if int64(len(content)) != letter.Size || !bytes.HasPrefix(content, []byte("%PDF-")) || !bytes.HasSuffix(bytes.TrimSpace(content), []byte("%%EOF")) {
		t.Errorf("letter to %s is no whole PDF of %d bytes: %d bytes", letter.Addressee, letter.Size, len(content))
	}
}

// checkRegister: the TLV has one number, and the register one line.
func (s *story) checkRegister(t *testing.T) {
	t.Helper()
	lines, err := s.as(office).Register(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	given := s.seenBy(t, office).TLV.Decision.TLVNumber
	if !regexp.MustCompile(`^PO2603-\d{6}$`).MatchString(given) {
		t.Errorf("the TLV has number %q", given)
	}
	if want := []journey.RegisterLine{{TLVNumber: given, CaseID: s.dossier}}; !slices.Equal(lines, want) {
		t.Errorf("the register has %v, want %v", lines, want)
	}
}

// checkNotices: one notice for every task, receipt and letter.
func (s *story) checkNotices(t *testing.T) {
	t.Helper()
	want := []string{"received school:" + applicant, "received parent", "received parent",
		"letter school:" + applicant, "letter school:" + receiving, "letter parent", "letter parent"}
	for _, task := range tasks {
		_, party, _ := strings.Cut(task, " ")
		want = append(want, "task "+party)
	}
	s.checkSent(t, want)
}

// checkSent: these notices, each once and each in an accepted mail. Mails to one address at one moment go together; one may have gone out
// twice only when the program died between the mail server's answer and writing it down; the attempts tell.
func (s *story) checkSent(t *testing.T, want []string) {
	t.Helper()
	var got []string
	attempts := 0
	for _, n := range s.settledNotices(t, len(want)) {
		got = append(got, n.Kind+" "+withoutParent(n.Party))
		for _, way := range n.Deliveries {
			attempts += way.Attempts
			if way.State != "accepted" && !doneBefore(n, way) {
				t.Errorf("the mail about notice %s to %s is %s: %s", n.Kind, n.Party, way.State, way.Reply)
			}
		}
		if len(n.Deliveries) != 1 {
			t.Errorf("notice %s to %s leaves on %d ways", n.Kind, n.Party, len(n.Deliveries))
		}
	}
	wantSame(t, "notices", got, want)
	if mails := len(s.mailFiles(t)); mails > attempts {
		t.Errorf("%d mails arrived of %d notices in %d attempts", mails, len(got), attempts)
	}
}

// doneBefore: a task that was done before its mail left needs no mail any more.
func doneBefore(n journey.Notice, way journey.Delivery) bool {
	return n.Kind == "task" && way.State == "superseded"
}

// settledNotices waits until the mail about every notice is settled: one that was cut off is tried again when its lease is over.
func (s *story) settledNotices(t *testing.T, want int) []journey.Notice {
	t.Helper()
	var notices []journey.Notice
	settled := func() error {
		var err error
		if notices, err = s.as(office).NoticesOf(t.Context(), s.dossier); err != nil {
			return err
		}
		for _, n := range notices {
			if len(n.Deliveries) == 0 {
				return fmt.Errorf("no way is planned for notice %s to %s", n.Kind, n.Party)
			}
			for _, way := range n.Deliveries {
				if way.State == "waiting" {
					return fmt.Errorf("notice %s to %s waits: %s", n.Kind, n.Party, way.Reply)
				}
			}
		}
		if len(notices) < want {
			return fmt.Errorf("%d notices of %d", len(notices), want)
		}
		return nil
	}
	s.machine.wait(t, settleTime, "the notices to be sent", settled)
	return notices
}
