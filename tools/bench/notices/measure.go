package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http/httptest"
	"os"
	"runtime"
	"time"

	"golang.org/x/sync/errgroup"
	"google.golang.org/protobuf/types/known/timestamppb"

	"traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/party"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/proto/keyring"
	"traject.nl/services/notifications"
	"traject.nl/services/notifications/partner"
	"traject.nl/services/notifications/subscriptions"
	"traject.nl/services/platform/live"
	"traject.nl/services/platform/mongo"
	"traject.nl/tools/twin"
)

// municipalities that are told by webhook.
var municipalities = []string{"zeist", "de-bilt", "bunnik", "utrechtse-heuvelrug", "wijk-bij-duurstede"}

// bench is the service, and what is around it.
type bench struct {
	service  *notifications.Service
	parts    notifications.Parts
	delivery *keyring.Ring
	mails    *arrivals
	events   *arrivals
	inboxes  *arrivals
	number   int
}

// measure starts everything, and measures one thing after the other.
func (p plan) measure(ctx context.Context, progress io.Writer) (f figures, err error) {
	f.plan = p
	folder, err := os.MkdirTemp("", "traject-bench-")
	if err != nil {
		return f, err
	}
	defer os.RemoveAll(folder)
	store, err := twin.Start(storeRole, folder)
	if err != nil {
		return f, err
	}
	uri, err := store.Says()
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, store.End()) }()
	ctx, cancel := context.WithCancel(ctx)
	group, ctx := errgroup.WithContext(ctx)
	defer func() {
		cancel()
		err = errors.Join(err, group.Wait())
	}()
	b, closing, err := open(ctx, uri)
	if err != nil {
		return f, err
	}
	defer closing()
	group.Go(func() error { return alive(ctx, b.service.Run(ctx)) })
	group.Go(func() error { b.parts.Hub.Run(ctx); return nil })

	steps := []struct {
		what string
		do   func(context.Context, plan, *figures) error
	}{{"as fast as it goes", b.throughput}, {"at a steady rate", b.latency}, {"scheduled for later", b.waiting}}
	for _, step := range steps {
		fmt.Fprintln(progress, step.what, "…")
		if err := step.do(ctx, p, &f); err != nil {
			return f, fmt.Errorf("%s: %w", step.what, err)
		}
	}
	return f, nil
}

// alive: that the bench ended the service is no failure of it.
func alive(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

func open(ctx context.Context, uri string) (b *bench, closing func(), err error) {
	db, err := mongo.Connect(ctx, uri, "notifications")
	if err != nil {
		return nil, nil, err
	}
	b = &bench{delivery: keyring.Generate("bench"), mails: newArrivals(), events: newArrivals(), inboxes: newArrivals()}
	b.parts, err = notifications.InMongo(ctx, db)
	if err != nil {
		return nil, nil, err
	}
	b.parts.Processes = everythingHolds{}
	port, stopMail, err := startMail(b.mails)
	if err != nil {
		return nil, nil, err
	}
	receivers := make([]*httptest.Server, len(municipalities))
	for i, municipality := range municipalities {
		receivers[i] = startReceiver(b.events)
		if err := b.subscribe(ctx, municipality, receivers[i].URL); err != nil {
			return nil, nil, err
		}
	}
	b.service, err = notifications.New(notifications.Config{
		SMTP:     notifications.SMTP{Host: "127.0.0.1", Port: port, TLS: "none", From: "Traject <traject@zout.example>"},
		Delivery: b.delivery, PortalURL: "https://traject.example",
		Partners: notifications.Partners{
			KvK: "00000000", System: "traject", CasesURL: "https://cases.example", Municipalities: municipalities, AllowPrivate: true,
		},
	}, b.parts)
	closing = func() {
		for _, receiver := range receivers {
			receiver.Close()
		}
		_ = stopMail() // nothing is sent any more
		db.Close(ctx)
	}
	return b, closing, err
}

func (b *bench) subscribe(ctx context.Context, municipality, url string) error {
	sealed, err := b.delivery.Seal([]byte(partner.NewSecret().Reveal()), []byte("webhook/"+municipality))
	if err != nil {
		return err
	}
	return b.parts.Subscriptions.Insert(ctx, subscriptions.Subscription{
		ID: municipality, Party: string(party.Of(party.Municipality, municipality)), URL: url, Format: partner.CloudEvents, Active: true,
		CreatedAt: time.Now(), Secrets: []subscriptions.Sealed{{Secret: sealed}},
	})
}

// hand over a notice to a party that has one message only, so that no mail is bundled with another; address tells what came of it.
func (b *bench) hand(ctx context.Context, kind notificationsv1.NoticeKind, to func(number int) party.Party) (address string, request *notificationsv1.NotifyRequest, err error) {
	b.number++
	who := to(b.number)
	address = fmt.Sprintf("post-%d@example.test", b.number)
	sealed, err := b.delivery.Seal([]byte(address), []byte(notifications.DeliveryContext))
	if err != nil {
		return "", nil, err
	}
	caseID := fmt.Sprintf("bench%07d", b.number)
	request = &notificationsv1.NotifyRequest{
		Key: caseID + "/bench/" + string(who), CaseId: caseID, Party: string(who), Kind: kind, SealedAddress: sealed, About: "bench", Procedure: "tlv",
		DossierId: caseID, Contact: "sot:zeist",
		Matter: &notificationsv1.Matter{Kind: notificationsv1.MatterKind_MATTER_KIND_TERM, Rule: "beslistermijn", DueOn: "2026-11-02", Days: 14},
	}
	return address, request, b.service.Notify(ctx, request)
}

// school that nobody else is.
func school(number int) party.Party { return party.Of(party.School, fmt.Sprintf("school-%d", number)) }

func municipality(number int) party.Party {
	return party.Of(party.Municipality, municipalities[number%len(municipalities)])
}

// throughput: how many notices are taken over a second, and how many leave.
func (b *bench) throughput(ctx context.Context, p plan, f *figures) error {
	began := time.Now()
	for range p.notices {
		if _, _, err := b.hand(ctx, notificationsv1.NoticeKind_NOTICE_KIND_TASK, school); err != nil {
			return err
		}
	}
	f.taken = time.Since(began)
	err := b.mails.await(ctx, p.notices)
	f.left = time.Since(began)
	return err
}

// latency: from handing over to an open inbox, to a mail server and to the receiver of a webhook.
func (b *bench) latency(ctx context.Context, p plan, f *figures) error {
	listener, err := b.parts.Hub.Join("bench", []string{"municipality:zeist", "municipality:de-bilt"}, "")
	if err != nil {
		return err
	}
	defer listener.Leave()
	go b.listen(listener)
	sent := map[string]time.Time{}
	tick := time.NewTicker(time.Second / time.Duration(p.rate))
	defer tick.Stop()
	for until := time.Now().Add(p.during); time.Now().Before(until); {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return ctx.Err()
		}
		begun := time.Now()
		address, request, err := b.hand(ctx, notificationsv1.NoticeKind_NOTICE_KIND_ESCALATION, municipality)
		if err != nil {
			return err
		}
		sent[address], sent[casework.EscalationID(request.GetCaseId(), request.GetAbout())] = begun, begun
		f.handing = append(f.handing, time.Since(begun))
	}
	if err := errors.Join(b.events.await(ctx, len(sent)/2), b.mails.await(ctx, p.notices+len(sent)/2)); err != nil {
		return err
	}
	f.webhook, f.mail = since(b.events, sent), since(b.mails, sent)
	f.inbox = b.inboxTimes()
	return nil
}

// listen is a page that is open: the event of an inbox says when the notice was written.
func (b *bench) listen(listener *live.Listener) {
	for range listener.Woken() {
		for _, change := range listener.Take() {
			b.inboxes.came(timestamppb.New(change.At).AsTime().Format(time.RFC3339Nano))
		}
	}
}

func (b *bench) inboxTimes() []time.Duration {
	b.inboxes.mu.Lock()
	defer b.inboxes.mu.Unlock()
	var all []time.Duration
	for written, seen := range b.inboxes.times {
		if at, err := time.Parse(time.RFC3339Nano, written); err == nil {
			all = append(all, seen.Sub(at))
		}
	}
	return all
}

func since(came *arrivals, sent map[string]time.Time) []time.Duration {
	came.mu.Lock()
	defer came.mu.Unlock()
	var all []time.Duration
	for about, begun := range sent {
		if at, is := came.times[about]; is {
			all = append(all, at.Sub(begun))
		}
	}
	return all
}

// waiting: what many deliveries that wait for a far day cost in memory, and what they do to one that goes now.
func (b *bench) waiting(ctx context.Context, p plan, f *figures) error {
	f.before = heap()
	began := time.Now()
	day := time.Now().AddDate(1, 0, 0)
	for at := 0; at < p.scheduled; at += planned {
		deliveries := make([]notifications.Delivery, 0, planned)
		for i := at; i < min(at+planned, p.scheduled); i++ {
			key := fmt.Sprintf("later%07d/bench/school:later", i)
			notice := notifications.Notice{Key: key, CaseID: fmt.Sprintf("later%07d", i), Party: "school:later", Kind: notifications.KindTask}
			deliveries = append(deliveries, notifications.NewDelivery(notice, notifications.ChannelMail, notifications.Mailbox,
				notifications.LaneOf(notifications.ChannelMail, fmt.Sprintf("later-%d", i%500)), day))
		}
		if err := b.parts.Store.Plan(ctx, deliveries...); err != nil {
			return err
		}
	}
	f.planning = time.Since(began)
	before := len(b.mails.times)
	for range 20 {
		begun := time.Now()
		if _, _, err := b.hand(ctx, notificationsv1.NoticeKind_NOTICE_KIND_TASK, school); err != nil {
			return err
		}
		before++
		if err := b.mails.await(ctx, before); err != nil {
			return err
		}
		f.among = append(f.among, time.Since(begun))
	}
	f.after = heap()
	return nil
}

// planned at once.
const planned = 500

// heap that is in use after cleaning up.
func heap() uint64 {
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.HeapInuse
}
