package e2e

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"traject.nl/tools/journey"
	"traject.nl/tools/stack/mailbox"
)

// counts opens the live stream of an inbox; each count of what is unread comes in on the channel.
func counts(t *testing.T, account string) <-chan int {
	t.Helper()
	request := get(http.NewRequestWithContext(t.Context(), http.MethodGet, traject.Notifications+"/v1/inbox/events", nil))(t)
	request.Header.Set("Authorization", "Bearer "+get(running.Token(account))(t))
	answer := get(http.DefaultClient.Do(request))(t)
	t.Cleanup(func() { answer.Body.Close() })
	if answer.StatusCode != http.StatusOK {
		t.Fatalf("the live count answered %s", answer.Status)
	}
	seen := make(chan int, 256)
	go func() {
		defer close(seen)
		for lines := bufio.NewScanner(answer.Body); lines.Scan(); {
			var event struct {
				Unread *int `json:"unread"`
			}
			data, ok := strings.CutPrefix(lines.Text(), "data:")
			if ok && json.Unmarshal([]byte(strings.TrimSpace(data)), &event) == nil && event.Unread != nil {
				seen <- *event.Unread
			}
		}
	}()
	return seen
}

// awaitCount waits until the live count is what is wanted.
func awaitCount(t *testing.T, seen <-chan int, what string, good func(int) bool) int {
	t.Helper()
	limit := time.After(15 * time.Second)
	last := -1
	for {
		select {
		case count, open := <-seen:
			if !open {
				t.Fatalf("%s: the stream ended at %d", what, last)
			}
			if last = count; good(count) {
				return count
			}
		case <-limit:
			t.Fatalf("%s: the live count stays %d", what, last)
		}
	}
}

// toldWithin is what an account was told of a case, when it has this many of a kind.
func toldWithin(t *testing.T, account, caseID, kind string, atLeast int) []journey.Item {
	t.Helper()
	var found []journey.Item
	eventually(t, account+" is told: "+kind, func(ctx context.Context) error {
		told, err := traject.As(account).ToldOf(ctx, caseID)
		if err != nil {
			return err
		}
		found = slices.DeleteFunc(told, func(item journey.Item) bool { return item.Kind != kind })
		if len(found) < atLeast {
			return fmt.Errorf("%w: %d of %s", errNotYet, len(found), kind)
		}
		return nil
	})
	return found
}

// settleTime is how long it may take until all notices of a case left: who cannot be asked at once whether a notice still holds is asked again a
// minute later.
const settleTime = 2 * time.Minute

// settled are the notices of a case when there are some and every mail about them is settled.
func settled(t *testing.T, caseID string) []journey.Notice {
	t.Helper()
	return settledWith(t, caseID, func(notices []journey.Notice) bool { return len(notices) > 0 })
}

// settledWith are they when they are as wanted: an act is answered before all is told that follows from it.
func settledWith(t *testing.T, caseID string, wanted func([]journey.Notice) bool) []journey.Notice {
	t.Helper()
	var notices []journey.Notice
	begun := time.Now()
	within(t, settleTime, "the notices of "+caseID+" to be settled", func(ctx context.Context) error {
		var err error
		if notices, err = traject.As("kantoor").NoticesOf(ctx, caseID); err != nil {
			return err
		}
		for _, notice := range notices {
			if notice.At.After(begun) && slices.Contains([]string{"reminder", "overdue", "escalation"}, notice.Kind) {
				continue // in a demonstration the clock goes on telling every few seconds
			}
			if len(notice.Deliveries) == 0 {
				return fmt.Errorf("%w: no way is planned for %s to %s", errNotYet, notice.Kind, notice.Party)
			}
			for _, way := range notice.Deliveries {
				if way.Channel == "mail" && way.State == "waiting" {
					return fmt.Errorf("%w: %s to %s waits: %s", errNotYet, notice.Kind, notice.Party, way.Reply)
				}
			}
		}
		if !wanted(notices) {
			return fmt.Errorf("%w: %+v", errNotYet, notices)
		}
		return nil
	})
	return notices
}

// toParents are the notices of a kind to parents.
func toParents(notices []journey.Notice, kind string) []journey.Notice {
	return slices.DeleteFunc(slices.Clone(notices), func(n journey.Notice) bool { return n.Kind != kind || !strings.HasPrefix(n.Party, "parent:") })
}

// mailsTo are the caught mails to an address, the newest first.
func mailsTo(t *testing.T, address string) []mailbox.Mail {
	t.Helper()
	return slices.DeleteFunc(get(running.Mailbox.All())(t), func(mail mailbox.Mail) bool { return !slices.Contains(mail.To, address) })
}

// withParent gives the pupil of a story one parent, with an address that nobody else has.
func withParent(t *testing.T, name, address string) *journey.Story {
	t.Helper()
	s := another(t, name)
	s.Form.Parents[0].Email = address
	return s
}

func TestWhatIsDoneReachesTheInboxOfTheRightPartiesLive(t *testing.T) {
	s := told(t, journey.Draft)
	office, before := counts(t, "kantoor"), 0
	before = awaitCount(t, office, "at first", func(int) bool { return true })
	tell(t, s, journey.HandIn)
	more := awaitCount(t, office, "after the application", func(count int) bool { return count > before })

	for account, kinds := range map[string][]string{
		"kantoor": {"task"}, "sot-utrechtse-heuvelrug": {"task"}, "ib-regenboog": {"received"}, "directeur-regenboog": {"received"}, "ouder": {"received"},
	} {
		for _, kind := range kinds {
			items := toldWithin(t, account, s.CaseID, kind, 1)
			if len(items) != 1 || items[0].OpenedAt != nil || items[0].Title == "" || items[0].Text == "" || items[0].Page != "case" {
				t.Errorf("%s: want one unopened %s, got %+v", account, kind, items)
			}
			if found := hasNameOf(items, s.Form.Pupil); found != "" {
				t.Errorf("the inbox of %s has %q", account, found)
			}
		}
	}
	for _, account := range []string{"ib-stuifheugel", "ib-op-dreef", "sot-zeist", "gz-psycholoog", "directeur", "tweede-ouder", "gemeente-utrechtse-heuvelrug", "beheerder"} {
		if items := get(traject.As(account).ToldOf(t.Context(), s.CaseID))(t); len(items) != 0 {
			t.Errorf("%s is told of a case in which it has no part yet: %+v", account, items)
		}
	}

	// Who opens it has read it; a colleague has not.
	opened := get(s.As("ib-regenboog").OpenAbout(t.Context(), s.CaseID, ""))(t)
	if again := get(s.As("ib-regenboog").OpenAbout(t.Context(), s.CaseID, ""))(t); opened != 1 || again != 0 {
		t.Errorf("opening a case opened %d, and %d the second time", opened, again)
	}
	if colleague := toldWithin(t, "directeur-regenboog", s.CaseID, "received", 1); colleague[0].OpenedAt != nil {
		t.Error("what one of the school opened is opened for a colleague")
	}
	task := toldWithin(t, "kantoor", s.CaseID, "task", 1)[0]
	if now := get(s.As("kantoor").Open(t.Context(), task.ID))(t); now.OpenedAt == nil {
		t.Error("an opened item is not opened")
	}
	awaitCount(t, office, "after opening", func(count int) bool { return count < more })
}

func hasNameOf(items []journey.Item, pupil journey.Pupil) string {
	for _, item := range items {
		for _, name := range []string{pupil.FirstName, pupil.LastName, "Regenboog", "Stuifheugel"} {
			if strings.Contains(item.Title+item.Text, name) {
				return name
			}
		}
	}
	return ""
}

// Several things at once for one address are one mail, which leads to the inbox; and no mail says more than that something waits.
func TestMailsToOneAddressAreBundledAndSayNothingOfTheCase(t *testing.T) {
	const together = 5
	address := "samen-" + story(t).Key + "@example.test"
	stories := make([]*journey.Story, together)
	for i := range stories {
		stories[i] = withParent(t, fmt.Sprint(i), address)
		tell(t, stories[i], journey.Draft)
	}
	var handing sync.WaitGroup
	errs := make([]error, together)
	for i, s := range stories {
		handing.Go(func() { errs[i] = s.Tell(t.Context(), journey.HandIn) })
	}
	handing.Wait()
	count := 0
	for i, s := range stories {
		if errs[i] != nil {
			t.Fatal(errs[i])
		}
		told := settledWith(t, s.CaseID, func(notices []journey.Notice) bool {
			received := toParents(notices, "received")
			// That a mail was accepted is written first, and then that its notice is noticed.
			return len(received) > 0 && !slices.ContainsFunc(received, func(one journey.Notice) bool { return one.NoticedAt == nil })
		})
		for _, notice := range toParents(told, "received") {
			count++
			if len(notice.Deliveries) != 1 || notice.Deliveries[0].State != "accepted" || notice.NoticedAt == nil {
				t.Errorf("want one accepted mail about %s, got %+v", notice.Kind, notice.Deliveries)
			}
		}
	}
	mails := mailsTo(t, address)
	if count != together || len(mails) >= count || len(mails) == 0 {
		t.Errorf("%d notices to one address went in %d mails", count, len(mails))
	}
	bundled := false
	for _, mail := range mails {
		bundled = bundled || strings.Contains(mail.Text, running.Portal+"/berichten")
		wantBareMail(t, mail, stories)
	}
	if !bundled {
		t.Error("no mail leads to the inbox, where all of it stands")
	}
	for path, content := range everyFile(t) {
		if strings.HasPrefix(path, "mail/") {
			continue
		}
		for spelling, needle := range spellings(address) {
			if bytes.Contains(content, needle) {
				t.Errorf("%s has the address of a parent (%s)", path, spelling)
			}
		}
	}
}

// wantBareMail: one link, an envelope to which it can come back, and nothing of the pupils.
func wantBareMail(t *testing.T, mail mailbox.Mail, stories []*journey.Story) {
	t.Helper()
	if strings.Count(mail.Text, "http") != 1 || !strings.Contains(mail.Text, running.Portal) {
		t.Errorf("want one link to the portal:\n%s", mail.Text)
	}
	if !strings.HasPrefix(mail.From, "terug+") {
		t.Errorf("a mail that is sent back would go to %q", mail.From)
	}
	for _, s := range stories {
		for _, name := range []string{s.Form.Pupil.FirstName, s.Form.Pupil.LastName, s.Form.Parents[0].Name, "Regenboog", "TLV", "tlv"} {
			if strings.Contains(mail.Subject+mail.Text, name) {
				t.Errorf("a mail has %q:\n%s\n%s", name, mail.Subject, mail.Text)
			}
		}
	}
}
