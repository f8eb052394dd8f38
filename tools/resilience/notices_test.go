package resilience

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net/mail"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/evidence/checker"
	"traject.nl/tools/journey"
)

// noticeKills is how often the program dies while notices leave, and leaving how long after an act that may be: a mail waits a second for
// others, and the second attempt at one that was cut off comes when its lease is over.
const (
	noticeKills = 5
	leaving     = 2 * time.Second
)

// TestNoticesThatWereLeavingWhenTheProgramDiedArriveOnceInTheInboxAndAtLeastOnceByMail kills the program after acts that tell many.
func TestNoticesThatWereLeavingWhenTheProgramDiedArriveOnceInTheInboxAndAtLeastOnceByMail(t *testing.T) {
	chosen := seed(t)
	t.Logf("%s=%d repeats these moments", seedName, chosen)
	random := rand.New(rand.NewPCG(chosen, 3))
	m := startMachine(t)
	s := newStory(newCaller(t, m), "notices")
	steps := script()
	deaths := random.Perm(len(steps) - 3)[:noticeKills]
	deaths = append(deaths, len(steps)-4) // the last ones tell most
	for i, one := range steps {
		s.play(t, one)
		if slices.Contains(deaths, i-3) {
			delay := time.Duration(random.Int64N(int64(leaving)))
			t.Logf("kill %s after %q", delay.Round(time.Millisecond), one.name)
			s.until(t, time.Now().Add(delay))
			if err := m.kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	m.awaitReady(t)
	s.checkNotices(t)
	s.checkInbox(t)
	s.checkMails(t)
	s.checkEvidence(t)
}

// checkInbox: everybody reads each thing once, whatever was done again after a kill.
func (s *story) checkInbox(t *testing.T) {
	t.Helper()
	notices, err := s.as(office).NoticesOf(t.Context(), s.dossier)
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for _, notice := range notices {
		if ids[notice.ID] {
			t.Errorf("notice %s to %s is there twice", notice.Kind, notice.Party)
		}
		ids[notice.ID] = true
	}
	for _, account := range []string{school, office, parent} {
		told, err := s.as(account).ToldOf(t.Context(), s.dossier)
		if err != nil {
			t.Fatal(err)
		}
		slices.SortFunc(told, func(a, b journey.Item) int { return strings.Compare(a.ID, b.ID) })
		if once := slices.CompactFunc(slices.Clone(told), func(a, b journey.Item) bool { return a.ID == b.ID }); len(once) != len(told) || len(told) == 0 {
			t.Errorf("%s reads %d things, %d of them different", account, len(told), len(once))
		}
	}
}

// checkMails: whatever came twice has the same Message-ID, so that a mailbox can tell; and no mail says anything of the case.
func (s *story) checkMails(t *testing.T) {
	t.Helper()
	sent := map[string]string{}
	twice := 0
	for _, file := range s.mailFiles(t) {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		message, err := mail.ReadMessage(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		id, about := message.Header.Get("Message-Id"), message.Header.Get("X-Envelope-To")+" "+message.Header.Get("Subject")
		if id == "" {
			t.Errorf("%s has no Message-ID", file)
		}
		if before, again := sent[id]; again {
			twice++
			if before != about {
				t.Errorf("one Message-ID is of two mails: %q and %q", before, about)
			}
		}
		sent[id] = about
	}
	t.Logf("%d mails, %d of them came again after a kill", len(sent), twice)
	if twice > noticeKills+1 {
		t.Errorf("%d mails came twice, with %d kills", twice, noticeKills+1)
	}
}

func (s *story) mailFiles(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(s.machine.state, "mail", "*.eml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no mail arrived: %v", err)
	}
	return files
}

// checkEvidence: every chain is whole, and proves of each notice once that it was made, and what became of the mail about it.
func (s *story) checkEvidence(t *testing.T) {
	t.Helper()
	var said strings.Builder
	if err := checker.Run(t.Context(), []string{"verify"}, func() (string, error) { return s.machine.Store, nil }, &said); err != nil {
		t.Errorf("the evidence after %d kills: %v\n%s", s.machine.kills, err, said.String())
	}
	var chain evidence.Export
	if err := s.as(office).Get(t.Context(), s.machine.Notifications+"/v1/evidence?caseId="+url.QueryEscape(s.dossier), &chain); err != nil {
		t.Fatal(err)
	}
	proven := map[string]int{}
	for _, entry := range chain.Entries {
		proven[fmt.Sprint(entry.Kind, " ", entry.Facts[evidence.FactMessage])]++
	}
	notices, err := s.as(office).NoticesOf(t.Context(), s.dossier)
	if err != nil {
		t.Fatal(err)
	}
	for _, notice := range notices {
		ended := evidence.Accepted
		if doneBefore(notice, notice.Deliveries[0]) {
			ended = evidence.Superseded
		}
		for _, kind := range []evidence.Kind{evidence.Composed, evidence.Accessible, ended} {
			if count := proven[fmt.Sprint(kind, " ", notice.ID)]; count != 1 {
				t.Errorf("that notice %s to %s is %s is proven %d times", notice.Kind, notice.Party, kind, count)
			}
		}
	}
}
