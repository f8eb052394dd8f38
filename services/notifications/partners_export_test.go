package notifications

import (
	"github.com/danielgtaylor/huma/v2"

	"traject.nl/proto/keyring"
	"traject.nl/services/notifications/subscriptions"
	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/settings"
)

// PartnerParts gives tests what the side of the partners is put together from.
type PartnerParts struct {
	Store         Store
	Subscriptions subscriptions.Store
	Log           evidence.Log
	Delivery      *keyring.Ring
	Wake          func(...Delivery)
	Now           clock.Clock
}

// PartnerSide gives tests the side of the partners.
type PartnerSide struct{ partners *partners }

// OpenPartners puts it together.
func OpenPartners(config Partners, with PartnerParts) (PartnerSide, error) {
	made, err := newPartners(config, partnerParts{
		store: with.Store, subscriptions: with.Subscriptions, log: with.Log, delivery: with.Delivery, wake: with.Wake, now: with.Now,
	})
	return PartnerSide{made}, err
}

// Channel by which events leave.
func (s PartnerSide) Channel() Channel { return s.partners.channel() }

// Register adds the operations.
func (s PartnerSide) Register(api huma.API) { s.partners.register(api) }

// Chores that it has.
func (s PartnerSide) Chores() []Chore { return s.partners.chores() }

// PartnersFrom gives tests the reader of the settings.
func PartnersFrom(env *settings.Env) Partners { return partnersFrom(env) }
