package notificationstest

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"traject.nl/services/notifications"
)

func planned(id, lane string, due time.Time) notifications.Delivery {
	return notifications.Delivery{
		ID: id, NoticeKey: "notice", CaseID: "case", Party: "sot:zeist", Kind: notifications.KindTask, Channel: notifications.ChannelMail,
		To: notifications.Mailbox, Lane: notifications.LaneOf(notifications.ChannelMail, lane), Sealed: []byte("sealed"), DueAt: due,
		State: notifications.Waiting,
	}
}

func plan(t *testing.T, store notifications.Store, deliveries ...notifications.Delivery) {
	t.Helper()
	if err := store.Plan(t.Context(), deliveries...); err != nil {
		t.Fatal(err)
	}
}

// ids of deliveries, or the error.
func ids(deliveries []notifications.Delivery, err error) string {
	if err != nil {
		return err.Error()
	}
	found := []string{}
	for _, one := range deliveries {
		found = append(found, fmt.Sprintf("%s:%s", one.ID, one.State))
	}
	return fmt.Sprint(found)
}

// due finds what mails have to do now, with what is due in the next half hour.
func due(t *testing.T, store notifications.Store, now time.Time, limit int, busy ...string) ([]notifications.Work, error) {
	t.Helper()
	return store.Due(t.Context(), notifications.ChannelMail, now, now.Add(30*time.Minute), busy, limit)
}

// take finds a lane and takes it for a minute.
func take(t *testing.T, store notifications.Store, lane string, now time.Time, limit int) ([]notifications.Delivery, error) {
	t.Helper()
	work, err := due(t, store, now, 100)
	for _, one := range work {
		if one.Lane == "mail:"+lane {
			one.Due = one.Due[:min(limit, len(one.Due))]
			return store.Take(t.Context(), one, now, now.Add(time.Minute))
		}
	}
	return nil, err
}

// release gives back the lane of what was taken.
func release(t *testing.T, store notifications.Store, taken []notifications.Delivery) error {
	t.Helper()
	return store.Release(t.Context(), taken[0].Lane, taken[0].LeasedUntil)
}

func settle(t *testing.T, store notifications.Store, id string, how notifications.Settlement) {
	t.Helper()
	if err := store.Settle(t.Context(), id, how); err != nil {
		t.Fatal(err)
	}
}

func planOnce(t *testing.T, store notifications.Store) {
	plan(t, store, planned("a", "x", start))
	plan(t, store, planned("a", "x", start.Add(time.Hour)), planned("b", "x", start))
	settle(t, store, "b", notifications.Settlement{State: notifications.Accepted, At: start})
	plan(t, store, planned("b", "x", start))
	expect(t, ids(store.DeliveriesOf(t.Context(), "case")), "[a:waiting b:accepted]")
	if got, err := store.Delivery(t.Context(), "a"); err != nil || !got.DueAt.Equal(start) || string(got.Sealed) != "sealed" {
		t.Errorf("%+v, %v", got, err)
	}
	expect(t, ids(take(t, store, "x", start, 10)), "[a:waiting]")
	held := planned("c", "x", start)
	held.State = notifications.Held
	if err := store.Plan(t.Context(), held); err == nil {
		t.Error("something that does not wait was planned")
	}
	if _, err := store.Delivery(t.Context(), "none"); !errors.Is(err, notifications.ErrNotFound) {
		t.Errorf("an unknown delivery: %v", err)
	}
}

func dueWork(t *testing.T, store notifications.Store) {
	webhook := planned("e", "x", start)
	webhook.Channel, webhook.Lane = notifications.ChannelWebhook, "webhook:x"
	plan(t, store, planned("a", "x", start), planned("b", "x", start), planned("c", "y", start.Add(-time.Minute)),
		planned("d", "z", start.Add(time.Hour)), planned("soon", "x", start.Add(time.Minute)), webhook)
	found := func(at time.Time, limit int, busy ...string) string {
		work, err := due(t, store, at, limit, busy...)
		if err != nil {
			return err.Error()
		}
		var said []string
		for _, one := range work {
			said = append(said, one.Lane)
			for _, due := range one.Due {
				said = append(said, due.Delivery)
			}
		}
		return fmt.Sprint(said)
	}
	expect(t, found(start.Add(-time.Hour), 10), "[]")
	expect(t, found(start, 10), "[mail:y c mail:x a b soon]")
	expect(t, found(start, 1), "[mail:y c]")
	expect(t, found(start, 10, "mail:y"), "[mail:x a b soon]")
	expect(t, found(start.Add(time.Hour), 10, "mail:y", "mail:x"), "[mail:z d]")
	if _, err := take(t, store, "y", start, 10); err != nil {
		t.Fatal(err)
	}
	expect(t, found(start, 10), "[mail:x a b soon]")
}

// takeAsFound takes only what nobody moved, began or settled since it was found, and what goes along only with something that is due.
func takeAsFound(t *testing.T, store notifications.Store) {
	plan(t, store, planned("a", "x", start), planned("b", "x", start), planned("c", "x", start), planned("soon", "x", start.Add(time.Minute)))
	work, err := due(t, store, start, 1)
	if err != nil || len(work) != 1 || len(work[0].Due) != 4 {
		t.Fatalf("%+v, %v", work, err)
	}
	settle(t, store, "a", notifications.Settlement{State: notifications.Accepted, At: start})
	short := work[0]
	short.Due = short.Due[1:2]
	taken, err := store.Take(t.Context(), short, start, start.Add(time.Minute))
	expect(t, ids(taken, err), "[b:waiting]")
	if err := errors.Join(store.Postpone(t.Context(), taken[0], start.Add(time.Second), "451 later"), release(t, store, taken)); err != nil {
		t.Fatal(err)
	}
	taken, err = store.Take(t.Context(), work[0], start, start.Add(time.Minute))
	expect(t, ids(taken, err), "[c:waiting soon:waiting]")
	if err := release(t, store, taken); err != nil {
		t.Fatal(err)
	}
	expect(t, ids(store.Take(t.Context(), work[0], start, start.Add(time.Minute))), "[]")
	// The lane of what gave nothing is free.
	expect(t, ids(take(t, store, "x", start.Add(time.Second), 10)), "[b:waiting]")
}

func takeOnce(t *testing.T, store notifications.Store) {
	plan(t, store, planned("a", "x", start), planned("b", "x", start))
	var group sync.WaitGroup
	taken := make(chan int, 8)
	for range 8 {
		group.Go(func() {
			got, err := take(t, store, "x", start, 10)
			if err != nil {
				t.Error(err)
			}
			taken <- len(got)
		})
	}
	group.Wait()
	close(taken)
	var counts []int
	for count := range taken {
		counts = append(counts, count)
	}
	slices.Sort(counts)
	expect(t, fmt.Sprint(counts), "[0 0 0 0 0 0 0 2]")
}

func takeInOrder(t *testing.T, store notifications.Store) {
	plan(t, store, planned("c", "x", start.Add(20*time.Minute)), planned("b", "x", start.Add(-time.Minute)),
		planned("a", "x", start.Add(-time.Hour)), planned("far", "x", start.Add(time.Hour)), planned("later", "y", start.Add(time.Minute)))
	expect(t, ids(take(t, store, "y", start, 10)), "[]") // goes along with nothing
	expect(t, ids(take(t, store, "x", start, 2)), "[a:waiting b:waiting]")
	if err := store.Release(t.Context(), "mail:x", start.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	expect(t, ids(take(t, store, "x", start, 10)), "[]") // a and b are on their way, and c is not due by itself
	if got, err := store.Delivery(t.Context(), "a"); err != nil || got.Attempts != 1 || !got.LeasedUntil.Equal(start.Add(time.Minute)) {
		t.Errorf("%+v, %v", got, err)
	}
}

func takeOver(t *testing.T, store notifications.Store) {
	plan(t, store, planned("a", "x", start))
	expect(t, ids(take(t, store, "x", start, 10)), "[a:waiting]")
	expect(t, ids(take(t, store, "x", start.Add(59*time.Second), 10)), "[]")
	got, err := take(t, store, "x", start.Add(time.Minute), 10)
	if err != nil || len(got) != 1 || got[0].Attempts != 2 {
		t.Errorf("after the lease: %+v, %v", got, err)
	}
}

func postpone(t *testing.T, store notifications.Store) {
	plan(t, store, planned("a", "x", start))
	taken, err := take(t, store, "x", start, 10)
	expect(t, ids(taken, err), "[a:waiting]")
	if err := errors.Join(store.Postpone(t.Context(), taken[0], start.Add(5*time.Minute), "451 later"), release(t, store, taken)); err != nil {
		t.Fatal(err)
	}
	expect(t, ids(take(t, store, "x", start.Add(4*time.Minute), 10)), "[]")
	got, err := take(t, store, "x", start.Add(5*time.Minute), 10)
	if err != nil || len(got) != 1 || got[0].Reply != "451 later" || got[0].Attempts != 2 {
		t.Errorf("%+v, %v", got, err)
	}
}

func untried(t *testing.T, store notifications.Store) {
	plan(t, store, planned("a", "x", start))
	taken, err := take(t, store, "x", start, 10)
	expect(t, ids(taken, err), "[a:waiting]")
	if err := errors.Join(store.Untried(t.Context(), taken[0], start.Add(time.Minute)), release(t, store, taken)); err != nil {
		t.Fatal(err)
	}
	expect(t, ids(take(t, store, "x", start, 10)), "[]")
	if got, err := take(t, store, "x", start.Add(time.Minute), 10); err != nil || len(got) != 1 || got[0].Attempts != 1 {
		t.Errorf("%+v, %v", got, err)
	}
}

func settleOnce(t *testing.T, store notifications.Store) {
	plan(t, store, planned("a", "x", start))
	settle(t, store, "a", notifications.Settlement{State: notifications.Accepted, Reply: "250 first", MailID: "m", At: start.Add(time.Minute)})
	settle(t, store, "a", notifications.Settlement{State: notifications.Refused, Reply: "550 second", At: start.Add(time.Hour)})
	got, err := store.Delivery(t.Context(), "a")
	if err != nil || got.State != notifications.Accepted || got.Reply != "250 first" || got.MailID != "m" || !got.SettledAt.Equal(start.Add(time.Minute)) {
		t.Errorf("%+v, %v", got, err)
	}
	if work, err := due(t, store, start.Add(time.Hour), 10); err != nil || len(work) != 0 {
		t.Errorf("it is still due: %v, %v", work, err)
	}
	if err := store.Settle(t.Context(), "none", notifications.Settlement{State: notifications.Dropped, At: start}); !errors.Is(err, notifications.ErrNotFound) {
		t.Errorf("settling what is not there: %v", err)
	}
}

func resume(t *testing.T, store notifications.Store) {
	plan(t, store, planned("a", "x", start), planned("b", "x", start))
	settle(t, store, "a", notifications.Settlement{State: notifications.Held, Reply: "stop-1", At: start.Add(time.Minute)})
	settle(t, store, "b", notifications.Settlement{State: notifications.Held, Reply: "stop-1", At: start})
	expect(t, ids(store.Settled(t.Context(), notifications.Held, 10)), "[b:held a:held]")
	expect(t, ids(store.Settled(t.Context(), notifications.Held, 1)), "[b:held]")
	for i, want := range []bool{false, true, false} {
		from := []notifications.State{notifications.Dead, notifications.Held}[min(i, 1)]
		if resumed, err := store.Resume(t.Context(), "a", start.Add(time.Hour), from); err != nil || resumed != want {
			t.Errorf("resume %d: %v, %v", i, resumed, err)
		}
	}
	expect(t, ids(store.DeliveriesIn(t.Context(), "mail:x", "", 10)), "[a:waiting b:held]")
	expect(t, ids(store.DeliveriesIn(t.Context(), "mail:x", notifications.Held, 10)), "[b:held]")
	expect(t, ids(take(t, store, "x", start.Add(time.Hour), 10)), "[a:waiting]")
	settle(t, store, "a", notifications.Settlement{State: notifications.Accepted, At: start})
	expect(t, ids(store.DeliveriesOf(t.Context(), "case")), "[b:held a:accepted]")
}

func change(t *testing.T, store notifications.Store) {
	plan(t, store, planned("a", "x", start))
	bounced := notifications.Settlement{State: notifications.Bounced, Reply: "5.1.1", At: start.Add(time.Hour)}
	settle(t, store, "a", notifications.Settlement{State: notifications.Accepted, MailID: "m", At: start})
	for i, want := range []bool{true, false} {
		if changed, err := store.Change(t.Context(), "a", notifications.Accepted, bounced); err != nil || changed != want {
			t.Errorf("change %d: %v, %v", i, changed, err)
		}
	}
	got, err := store.Delivery(t.Context(), "a")
	if err != nil || got.State != notifications.Bounced || got.MailID != "m" || got.Reply != "5.1.1" || !got.SettledAt.Equal(start.Add(time.Hour)) {
		t.Errorf("%+v, %v", got, err)
	}
}

func backlog(t *testing.T, store notifications.Store) {
	if got, err := store.Backlog(t.Context(), start); err != nil || got.Waiting != 0 || !got.Oldest.IsZero() {
		t.Errorf("of nothing: %+v, %v", got, err)
	}
	plan(t, store, planned("a", "x", start.Add(-time.Hour)), planned("b", "y", start.Add(-time.Minute)), planned("c", "z", start.Add(time.Minute)))
	if got, err := store.Backlog(t.Context(), start); err != nil || got.Waiting != 2 || !got.Oldest.Equal(start.Add(-time.Hour)) {
		t.Errorf("%+v, %v", got, err)
	}
}

func inMail(t *testing.T, store notifications.Store) {
	plan(t, store, planned("a", "x", start), planned("b", "x", start), planned("c", "x", start))
	for id, mail := range map[string]string{"a": "m1", "b": "m1", "c": "m2"} {
		settle(t, store, id, notifications.Settlement{State: notifications.Accepted, MailID: mail, At: start})
	}
	expect(t, ids(store.DeliveriesInMail(t.Context(), "m1")), "[a:accepted b:accepted]")
}

func reminders(t *testing.T, store notifications.Store) {
	count := func(about string, upTo, want int) {
		t.Helper()
		if got, err := store.Reminders(t.Context(), about, upTo); err != nil || got != want {
			t.Errorf("%s has %d, %v, want %d", about, got, err, want)
		}
	}
	count("case/a", 6, 0)
	for _, delivery := range []string{"d1", "d2", "d1", "d3", "d2"} {
		if err := store.Reminded(t.Context(), "case/a", delivery); err != nil {
			t.Fatal(err)
		}
	}
	count("case/a", 6, 3)
	count("case/a", 2, 2)
	count("case/b", 6, 0)
}
