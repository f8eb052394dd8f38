package notifications

import (
	"context"
	"errors"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"traject.nl/proto/keyring"
	"traject.nl/services/notifications/bounces"
	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/live"
)

// watchEvery is how often, in hours of the term, it is looked whether something did not arrive.
const watchEvery = 1.0 / 60

// desk is what people do with notices: they read them, choose how they are told, and the office sees to what does not arrive.
type desk struct {
	inbox       *inbox
	preferences *preferencesAPI
	stops       *stopRoom
	post        *postRoom
	resends     *resends
	bounced     *bounced
	summaries   *summaries
}

// deskParts are what the desk is put together from.
type deskParts struct {
	store       Store
	preferences PreferenceStore
	stops       StopStore
	post        PostStore
	log         evidence.Log
	live        announcements
	hub         *live.Hub
	delivery    *keyring.Ring
	now         clock.Clock
	// hour is how long an hour of the term of 48 hours is; a real one when zero.
	hour time.Duration
}

func newDesk(with deskParts) *desk {
	if with.hour == 0 {
		with.hour = time.Hour
	}
	proof := proof{with.log}
	d := &desk{
		inbox:       &inbox{store: with.store, proof: proof, live: with.live, hub: with.hub, now: with.now, bells: newBells(with.store, with.live)},
		preferences: &preferencesAPI{store: with.preferences, delivery: with.delivery, log: with.log, now: with.now},
		stops:       &stopRoom{stops: with.stops, store: with.store, proof: proof, now: with.now},
		post:        &postRoom{store: with.store, post: with.post, preferences: with.preferences, proof: proof, now: with.now, hour: with.hour},
		resends:     &resends{store: with.store, proof: proof, delivery: with.delivery, now: with.now},
	}
	d.inbox.noticed = d.post.noticed
	d.summaries = &summaries{make: d.sumUp}
	d.post.changed, d.stops.changed = d.summaries.forget, d.summaries.forget
	d.bounced = &bounced{store: with.store, proof: proof, now: with.now, settled: d.Settled}
	return d
}

// connect gives the desk what the rest of the service does for it: plan what leaves, and find the lane of an address.
func (d *desk) connect(acts *activities, lane func(channel string, notice Notice, sealed []byte) (string, error)) {
	d.post.place = acts.place
	d.resends.lane, d.resends.wake, d.stops.wake = lane, acts.wake, acts.wake
}

func (d *desk) register(api huma.API) {
	d.inbox.register(api)
	d.preferences.register(api)
	d.stops.register(api)
	d.registerPost(api)
	d.registerSummary(api)
	d.resends.register(api)
}

// Placed implements Follower.
func (d *desk) Placed(ctx context.Context, notice Notice) error {
	return errors.Join(d.inbox.announce(ctx, notice), d.post.placed(ctx, notice))
}

// Settled implements Follower.
func (d *desk) Settled(ctx context.Context, notice Notice, delivery Delivery) error {
	return d.post.settled(ctx, notice, delivery)
}

// takeBounce keeps what a mail server says of a mail that it accepted before.
func (d *desk) takeBounce(ctx context.Context, report bounces.Report) error {
	return d.bounced.take(ctx, report)
}

// chores of the desk.
func (d *desk) chores() []Chore {
	every := time.Duration(watchEvery * float64(d.post.hour))
	return []Chore{{Name: "what nobody was told of within 48 hours", Every: max(every, time.Second), Do: d.post.watch}}
}
