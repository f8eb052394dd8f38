package replicas

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"traject.nl/tools/journey"
)

// checkWhole: every case is told once and whole, and has one TLV number; its evidence verifies; nobody was mailed twice about one thing.
func checkWhole(ctx context.Context, t *testing.T, stories []*journey.Story) {
	t.Helper()
	people := at(here)
	office := people.As("kantoor")
	for _, s := range stories {
		checkTimeline(ctx, t, office, s)
		checkEvidence(ctx, t, people.As("directeur"), s)
		checkNotices(ctx, t, office, s)
	}
	checkNumbers(ctx, t, people.As("directeur"), stories)
	checkMails(t)
}

// told is what the timeline of a case says on which everyone agrees.
var told = []string{
	"advies", "advies", "advies-gevraagd", "bekendgemaakt", "besluit", "besluit-gevraagd", "bevoegd", "deskundigen", "ontvangen", "ouders",
	"sot", "volledig",
}

func checkTimeline(ctx context.Context, t *testing.T, office journey.Person, s *journey.Story) {
	t.Helper()
	eventually(ctx, t, "the letters of "+s.CaseID, func(ctx context.Context) error {
		seen, err := office.Case(ctx, s.CaseID)
		if err == nil && !slices.Contains(kinds(seen), "bekendgemaakt") {
			err = fmt.Errorf("it says %v", kinds(seen))
		}
		return err
	})
	seen := get(office.Case(ctx, s.CaseID))(t)
	for i, line := range seen.Timeline {
		if line.Version != int64(i+1) {
			t.Errorf("case %s: line %d of the timeline has version %d", s.CaseID, i+1, line.Version)
		}
	}
	if !slices.Equal(kinds(seen), told) {
		t.Errorf("case %s tells %v, want %v", s.CaseID, kinds(seen), told)
	}
	var tasks []string
	for _, task := range seen.Tasks {
		tasks = append(tasks, task.ID)
	}
	if slices.Sort(tasks); len(slices.Compact(slices.Clone(tasks))) != len(tasks) {
		t.Errorf("case %s has a task twice: %v", s.CaseID, tasks)
	}
}

func checkEvidence(ctx context.Context, t *testing.T, director journey.Person, s *journey.Story) {
	t.Helper()
	chains := get(director.Evidence(ctx, s.CaseID))(t)
	for _, chain := range chains {
		if err := chain.Verify(); err != nil {
			t.Errorf("case %s: %v", s.CaseID, err)
		}
		if len(chain.Entries) == 0 {
			t.Errorf("case %s: nothing is proven by %s", s.CaseID, chain.Log)
		}
		keys := map[string]bool{}
		for _, entry := range chain.Entries {
			if keys[entry.Key] {
				t.Errorf("case %s: %s is proven twice by %s", s.CaseID, entry.Key, chain.Log)
			}
			keys[entry.Key] = true
		}
	}
	receipts := get(director.Receipts(ctx, s.CaseID))(t)
	acts := len(journey.HappyPath) - 1 // the draft is no act
	if len(receipts) != acts || len(chains[0].Entries) != acts {
		t.Errorf("case %s: %d acts, %d receipts, %d proven", s.CaseID, acts, len(receipts), len(chains[0].Entries))
	}
}

// checkNotices: each left in one attempt.
func checkNotices(ctx context.Context, t *testing.T, office journey.Person, s *journey.Story) {
	t.Helper()
	eventually(ctx, t, "the mails about "+s.CaseID, func(ctx context.Context) error {
		notices, err := office.NoticesOf(ctx, s.CaseID)
		if err == nil && len(notices) == 0 {
			err = fmt.Errorf("nobody was told anything")
		}
		for _, notice := range notices {
			for _, way := range notice.Deliveries {
				if way.State == "waiting" {
					err = fmt.Errorf("%s to %s waits: %s", notice.Kind, notice.Party, way.Reply)
				}
			}
		}
		return err
	})
	for _, notice := range get(office.NoticesOf(ctx, s.CaseID))(t) {
		for _, way := range notice.Deliveries {
			if way.State == "accepted" && way.Attempts != 1 {
				t.Errorf("case %s: %s to %s went in %d attempts", s.CaseID, notice.Kind, notice.Party, way.Attempts)
			}
		}
	}
}

func checkNumbers(ctx context.Context, t *testing.T, director journey.Person, stories []*journey.Story) {
	t.Helper()
	numbers, cases := map[string]string{}, map[string]string{}
	for _, line := range get(director.Register(ctx))(t) {
		if other, twice := numbers[line.TLVNumber]; twice {
			t.Errorf("number %s is of %s and of %s", line.TLVNumber, other, line.CaseID)
		}
		if other, twice := cases[line.CaseID]; twice {
			t.Errorf("case %s has numbers %s and %s", line.CaseID, other, line.TLVNumber)
		}
		numbers[line.TLVNumber], cases[line.CaseID] = line.CaseID, line.TLVNumber
	}
	for _, s := range stories {
		if cases[s.CaseID] == "" {
			t.Errorf("case %s has no number", s.CaseID)
		}
	}
}

// checkMails: a mail that is sent again has the id that it had.
func checkMails(t *testing.T) {
	t.Helper()
	ids := map[string]bool{}
	for _, mail := range get(here.Mailbox.All())(t) {
		if ids[mail.MessageID] {
			t.Errorf("a mail to %v was sent twice: %s", mail.To, mail.Subject)
		}
		ids[mail.MessageID] = true
	}
}
