package notifications

import (
	"time"

	"github.com/gin-gonic/gin"

	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/evidence"
)

// CoreParts gives tests what the core is put together from.
type CoreParts struct {
	Store       Store
	Log         evidence.Log
	Holds       Holds
	Preferences Preferences
	Processes   Processes
	Followers   []Follower
	Channels    []Channel
	Now         clock.Clock
}

// Core gives tests the work of the service without its desk: its activities, and all that is due dispatched by Round.
type Core struct {
	Activities map[string]any
	Dispatchers
	Texts *Texts
}

// Assemble puts the core together for a test.
func Assemble(config Config, with CoreParts) (*Core, error) {
	made, err := assemble(config, parts{
		store: with.Store, log: with.Log, holds: with.Holds, preferences: with.Preferences, processes: with.Processes,
		followers: with.Followers, channels: with.Channels, now: with.Now,
	})
	if err != nil {
		return nil, err
	}
	return &Core{made.acts.named(), made.dispatchers, made.mail.texts}, nil
}

// NextDigest gives tests when the digests after a moment go.
func NextDigest(after time.Time) time.Time { return nextDigest(after) }

// ReadTexts gives tests the reader of texts.
func ReadTexts(name string, raw []byte) (*Texts, error) { return readTexts(name, raw) }

// OurTexts are the words as they come with the service.
func OurTexts() []byte { return ourTexts }

// AskProcesses gives tests how processes are asked.
func AskProcesses(engine queries) Processes { return askProcesses{engine} }

// API gives tests the API of notices, with who signs in decided by the test.
func API(store Store, signIn gin.HandlerFunc) *gin.Engine {
	engine := edge.New("notifications", Version)
	api := edge.API(engine, "t", Version, "d")
	engine.Use(signIn)
	register(api, store)
	return engine
}
