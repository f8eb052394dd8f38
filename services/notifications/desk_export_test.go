package notifications

import (
	"context"
	"time"

	"github.com/gin-gonic/gin"

	"traject.nl/services/notifications/bounces"
	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/live"
)

// DeskParts gives tests what the desk is put together from.
type DeskParts struct {
	Store       Store
	Preferences PreferenceStore
	Stops       StopStore
	Post        PostStore
	Log         evidence.Log
	Processes   Processes
	Live        announcements
	Hub         *live.Hub
	Now         clock.Clock
	Hour        time.Duration
}

// Desk gives tests the service with its desk: the API, all that is due dispatched by Round, and the chore done by Watch.
type Desk struct {
	Activities map[string]any
	Dispatchers
	Engine     *gin.Engine
	Watch      func(ctx context.Context) error
	TakeBounce bounces.Take
	Returns    *bounces.Addresses
	Followers  []Follower
}

// OpenDesk puts it together, with who signs in decided by the test.
func OpenDesk(config Config, with DeskParts, signIn gin.HandlerFunc) (*Desk, error) {
	d := newDesk(deskParts{
		store: with.Store, preferences: with.Preferences, stops: with.Stops, post: with.Post, log: with.Log, live: with.Live, hub: with.Hub,
		delivery: config.Delivery, now: with.Now, hour: with.Hour,
	})
	made, err := assemble(config, parts{
		store: with.Store, log: with.Log, holds: pressed{with.Stops}, preferences: chosen{with.Preferences}, processes: with.Processes,
		followers: []Follower{d}, now: with.Now,
	})
	if err != nil {
		return nil, err
	}
	d.connect(made.acts, made.mail.lane)
	engine := edge.New("notifications", Version)
	api := edge.API(engine, "t", Version, "d")
	engine.Use(signIn)
	register(api, with.Store)
	d.register(api)
	return &Desk{
		Activities: made.acts.named(), Dispatchers: made.dispatchers, Engine: engine, Watch: d.post.watch, TakeBounce: d.takeBounce,
		Returns:   made.mail.returns,
		Followers: []Follower{d},
	}, nil
}

// PausedReply tells that a delivery waits for a subscription.
const PausedReply = pausedReply
