package notifications

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"traject.nl/proto/keyring"
	"traject.nl/services/notifications/partner"
	"traject.nl/services/notifications/subscriptions"
	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/settings"
)

// Partners is how the systems of municipalities are told what is late.
type Partners struct {
	// KvK is the number of our organisation in the trade register, and System the name of ours: together the source of every event.
	KvK, System string
	// CasesURL is where partners fetch what an event is about, by its dataref.
	CasesURL string
	// Municipalities of the region, by their ids.
	Municipalities []string
	// AllowPrivate lets receivers be on this machine or in a private network, without https: for development and demonstration.
	AllowPrivate bool
	// Roots that sign receivers; nil for those of the system.
	Roots *x509.CertPool
}

// partnersFrom reads
//
//	TRAJECT_KVK                   our number in the trade register, 8 digits
//	TRAJECT_SYSTEM                our name in the source of events: traject
//	TRAJECT_CASES_URL             public address of the cases service
//	TRAJECT_MUNICIPALITIES        ids with commas: those of ZOUT
//	TRAJECT_WEBHOOK_ALLOW_PRIVATE receivers on this machine or in a private network: false
func partnersFrom(env *settings.Env) Partners {
	config := Partners{
		KvK: env.Need("TRAJECT_KVK"), System: env.Or("TRAJECT_SYSTEM", "traject"), CasesURL: env.Need("TRAJECT_CASES_URL"),
		Municipalities: strings.Split(env.Or("TRAJECT_MUNICIPALITIES", "bunnik,de-bilt,utrechtse-heuvelrug,wijk-bij-duurstede,zeist"), ","),
	}
	allow, err := strconv.ParseBool(env.Or("TRAJECT_WEBHOOK_ALLOW_PRIVATE", "false"))
	if err != nil {
		env.Wrong("TRAJECT_WEBHOOK_ALLOW_PRIVATE", errors.New("want true or false"))
	}
	config.AllowPrivate = allow
	return config
}

// partnerParts are what the side of the partners is put together from.
type partnerParts struct {
	store         Store
	subscriptions subscriptions.Store
	log           evidence.Log
	// delivery seals the secrets of subscriptions.
	delivery *keyring.Ring
	// wake tells the dispatchers what was planned. It is only called once the service runs.
	wake func(...Delivery)
	now  clock.Clock
}

// partners is the side of the service that municipalities' systems are on.
type partners struct {
	subscriptions *subscriptions.Service
	schedule      webhookSchedule
}

// newPartners refuses a source or an address by which no event could be written.
func newPartners(config Partners, with partnerParts) (*partners, error) {
	sender, err := partner.NewSender(config.KvK, config.System, config.CasesURL)
	if err != nil {
		return nil, fmt.Errorf("events of partners: %w", err)
	}
	schedule := webhookSchedule{store: with.store, proof: proof{with.log}, wake: with.wake, now: with.now}
	return &partners{schedule: schedule, subscriptions: &subscriptions.Service{
		Store: with.subscriptions, Keys: subscriptions.Keys{Ring: with.delivery}, Sender: sender,
		Client: partner.NewClient(partner.Settings{AllowPrivate: config.AllowPrivate, Roots: config.Roots}),
		Proof:  with.log, Municipalities: config.Municipalities, Now: with.now, Schedule: schedule,
	}}, nil
}

// channel by which events leave.
func (p *partners) channel() Channel { return webhooks{p.subscriptions} }

// register adds the operations on subscriptions and their events.
func (p *partners) register(api huma.API) {
	p.subscriptions.Register(api)
	webhookDesk{p.subscriptions, p.schedule}.register(api)
}

// chores let go what still waits for a subscription that was made active while an attempt was on its way.
func (p *partners) chores() []Chore {
	return []Chore{{Name: "events of subscriptions that are active again", Every: 5 * time.Minute, Do: func(ctx context.Context) error {
		all, err := p.subscriptions.Store.Of(ctx, "")
		if err != nil {
			return err
		}
		for _, one := range all {
			if !one.Active {
				continue
			}
			if err := p.schedule.Activated(ctx, one.ID); err != nil {
				return err
			}
		}
		return nil
	}}}
}
