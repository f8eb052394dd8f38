package notifications

import (
	"github.com/gin-gonic/gin"

	"traject.nl/proto/keyring"
	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/edge"
)

// Activities gives tests the activities of a service with this store.
func Activities(store Store, smtp SMTP, delivery *keyring.Ring, portalURL string, now clock.Clock) (map[string]any, error) {
	relay, err := newRelay(smtp)
	if err != nil {
		return nil, err
	}
	return (&activities{store: store, relay: relay, delivery: delivery, portalURL: portalURL, now: now}).named(), nil
}

// API gives tests the API, with who signs in decided by the test.
func API(store Store, signIn gin.HandlerFunc) *gin.Engine {
	engine := edge.New("notifications", Version)
	api := edge.API(engine, "t", Version, "d")
	engine.Use(signIn)
	register(api, store)
	return engine
}
