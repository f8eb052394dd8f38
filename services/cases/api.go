package cases

import (
	"github.com/gin-gonic/gin"
	"go.temporal.io/sdk/converter"

	"traject.nl/services/cases/reconciliation"
	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/limits"
	"traject.nl/services/platform/live"
)

// Version of the API (SemVer).
const Version = "1.4.0"

const description = "The record of every case: where it stands, who must act and by when, what happened, and the TLV register. " +
	"People act here; every act is answered when it is in the case for good. No personal data."

// Dependencies of the API.
type Dependencies struct {
	Store   Store
	Process Process
	Clock   clock.Clock
	// Codec reads the payloads of processes.
	Codec converter.PayloadCodec
	// Evidence is the chain of what came in.
	Evidence evidence.Log
	// Live knows who is looking.
	Live *live.Hub
	// Reconciliation is whether the record and the processes say the same.
	Reconciliation reconciliation.Desk
	// Strangers limits, by address, who fetches a calendar.
	Strangers limits.Strangers
	// PortalURL is where people see a case, without a slash at the end; empty leaves links out of calendars.
	PortalURL string
}

// service answers the API.
type service struct {
	store    Store
	process  Process
	clock    clock.Clock
	live     *live.Hub
	evidence evidence.Log
	portal   string
	measures measures
}

// Mount puts the API on a router. Only its OpenAPI document is open to all, and a calendar to who has its secret link;
// everything else is behind signedIn.
func Mount(router *gin.Engine, signedIn gin.HandlerFunc, d Dependencies) {
	api := edge.API(router, "Traject cases", Version, description)
	s := &service{
		store: d.Store, process: d.Process, clock: d.Clock, live: d.Live, evidence: d.Evidence, portal: d.PortalURL, measures: newMeasures(),
	}
	s.registerFeed(api, edge.ForStrangers(d.Strangers))
	router.Use(signedIn)
	s.registerReads(api)
	s.registerActs(api)
	s.registerReceipts(api)
	evidence.Register(api, d.Evidence)
	s.registerStreams(api)
	s.registerCalendars(api)
	reconciliation.Register(api, d.Reconciliation)
	router.POST("/v1/codec/decode", decode(d.Codec))
}
