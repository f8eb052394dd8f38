package portal

import (
	"context"
	"net/http"
	"sync"

	"github.com/gin-gonic/gin"
	"golang.org/x/sync/singleflight"

	"traject.nl/services/platform/identity"
	"traject.nl/services/platform/limits"
	"traject.nl/services/portal/assets"
	"traject.nl/services/portal/session"
	"traject.nl/services/portal/signin"
	"traject.nl/services/portal/upstream"
)

// Identify tells who an access token is of.
type Identify func(ctx context.Context, accessToken string) (identity.Person, error)

// Portal is the web site.
type Portal struct {
	config        Config
	assets        *assets.Bundle
	identify      Identify
	people        *limits.Limiter
	sessions      *session.Keeper
	provider      *signin.Provider
	renewals      singleflight.Group
	cases         *upstream.Cases
	documents     *upstream.Documents
	registry      *upstream.Registry
	notifications *upstream.Notifications
	schools       schoolBook
	// afterwards is what is still done for answers that were given.
	afterwards sync.WaitGroup
}

// Mount puts all pages on the router.
func (p *Portal) Mount(router *gin.Engine) {
	router.Use(p.headers, p.recovered, p.limited)
	router.NoRoute(p.headers, p.noRoute)
	router.NoMethod(p.headers, p.noRoute)
	router.GET("/assets/:version/:name", p.asset)
	router.HEAD("/assets/:version/:name", p.asset)
	router.GET("/inloggen", p.signIn)
	router.GET(CallbackPath, p.signedIn)
	router.GET(SignedOutPath, p.signedOut)
	router.GET("/", p.open(p.start))

	router.POST("/uitloggen", p.form(p.signOut))
	router.GET("/gebeurtenissen", p.open(p.events))
	router.GET("/zaken", p.open(p.allCases))
	router.GET("/register", p.open(p.register))
	router.GET(termsPath, p.open(p.only(guards, p.regionTerms)))
	router.GET(termsPath+"/dwangsom", p.open(p.only(payers, p.regionCosts)))
	router.GET(secretCalendar, p.calendar)
	router.HEAD(secretCalendar, p.calendar)
	router.GET(calendarsPath, p.open(p.only(subscribers, p.calendars)))
	router.POST(calendarsPath, p.form(p.only(subscribers, p.newCalendar)))
	router.POST(calendarsPath+"/:link/intrekken", p.form(p.only(subscribers, p.stopCalendar)))
	p.mountTelling(router)
	router.GET("/overdragen", p.open(p.only(coordinators, p.showHandOver)))
	router.POST("/overdragen", p.form(p.only(coordinators, p.handOverAll)))
	p.mountApplication(router)
	p.mountCase(router)
	p.mountDirectory(router)
	p.mountCodec(router)
	p.mountPartners(router)
	p.mountPost(router)
	p.mountReconciliation(router)
}

func (p *Portal) mountApplication(router *gin.Engine) {
	router.POST("/aanvragen", p.form(p.beginApplication))
	router.GET("/aanvragen/:id", p.open(p.resumeApplication))
	router.GET(placesPath, p.open(p.only(placeReaders, p.showPlaces)))
	router.GET("/buitenkans/aanvragen", p.open(p.only(askers, p.showBeginning)))
	router.POST("/buitenkans/aanvragen", p.form(p.beginRequest))
	p.mountSteps(router.Group("/aanvragen/:id"))
	p.mountFurther(router)
	p.mountPupil(router)
	p.mountInstitution(router)
	router.GET(placementsPath, p.open(p.only(placementReaders, p.showPlacements)))
}

func (p *Portal) mountCase(router *gin.Engine) {
	router.GET("/zaken/:id", p.open(p.showCase))
	router.GET("/zaken/:id/nieuws", p.open(p.caseNews))
	router.GET("/zaken/:id/gebeurtenissen", p.open(p.events))
	router.GET("/zaken/:id/inzage", p.open(p.accessLog))
	router.GET("/zaken/:id/aanvraag", p.open(p.showApplication))
	router.GET("/zaken/:id/besluit", p.open(p.showDecision))
	router.GET("/zaken/:id/teksten/:piece", p.open(p.showText))
	router.GET("/zaken/:id/documenten/:piece", p.open(p.download))
	router.POST("/zaken/:id/documenten", p.upload(p.addToCase))
	router.POST("/zaken/:id/stukken/verwijderen", p.form(p.removeFromCase))
	router.POST("/zaken/:id/handelingen/:act", p.filed(p.act))
	router.GET("/zaken/:id/doen/:act", p.open(p.showAct))
	router.GET("/zaken/:id/buitenkans", p.open(p.showRequestFrom))
	router.POST("/zaken/:id/buitenkans", p.filed(p.requestFrom))
	router.GET("/zaken/:id/bezwaar", p.open(p.showObjecting))
	router.POST("/zaken/:id/bezwaar", p.filed(p.object))
	router.GET("/zaken/:id/hoorzitting", p.open(p.hearingDates))
	p.mountReceipts(router)
	p.mountEvidence(router)
	p.mountInbox(router)
}

// Handler is the router behind a guard against forms of other sites.
func (p *Portal) Handler(router http.Handler) http.Handler {
	guard := http.NewCrossOriginProtection()
	if err := guard.AddTrustedOrigin(p.config.PublicURL); err != nil {
		// complete() has accepted the address as a scheme and a host, which is what an origin is.
		panic(err)
	}
	// The Temporal UI asks from its own origin, and only reads: fromTemporalUI says who may see the answer.
	guard.AddInsecureBypassPattern(http.MethodPost + " " + codecPath)
	return hidden(guard.Handler(router))
}

func (p *Portal) asset(c *gin.Context) {
	if !p.assets.Serve(c.Writer, c.Request, c.Param("name")) {
		p.notFound(c)
	}
}
