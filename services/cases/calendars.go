package cases

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
)

const (
	// linkTime is how long a calendar link works: then its owner makes a new one, if there is still reason to.
	linkTime = 365 * 24 * time.Hour
	// linksEach is how many links one person may have.
	linksEach = 10
	// secretBytes is how long the secret in a link is.
	secretBytes = 32
)

func (s *service) registerCalendars(api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "addCalendarLink", Method: http.MethodPost, Path: "/v1/calendar-links", DefaultStatus: http.StatusCreated,
		Tags:        []string{"calendars"},
		Errors:      []int{http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusConflict, http.StatusServiceUnavailable},
		Summary:     "Make a secret link to my deadlines, for a calendar",
		Description: "The secret is in this answer only. The same Idempotency-Key again makes no second link: the link gets another secret, and that of the answer before works no more.",
	}, s.addLink)
	huma.Register(api, huma.Operation{
		OperationID: "listCalendarLinks", Method: http.MethodGet, Path: "/v1/calendar-links", Tags: []string{"calendars"}, Errors: readErrors,
		Summary: "My links, the oldest first",
	}, s.listLinks)
	huma.Register(api, huma.Operation{
		OperationID: "revokeCalendarLink", Method: http.MethodDelete, Path: "/v1/calendar-links/{linkId}", DefaultStatus: http.StatusNoContent,
		Tags: []string{"calendars"}, Errors: append([]int{http.StatusNotFound}, readErrors...),
		Summary: "Revoke one of my links",
	}, s.removeLink)
}

type addLinkInput struct {
	edge.IdempotencyKey
	Body struct{}
}

// CalendarLinkView is a link as its owner sees it.
type CalendarLinkView struct {
	ID        string    `json:"id"`
	CreatedAt time.Time `json:"createdAt"`
	ExpiresOn string    `json:"expiresOn" format:"date" doc:"From this day it works no more."`
	Parties   []string  `json:"parties" nullable:"false" doc:"Whose deadlines it shows."`
}

// NewCalendarLink is a link with its secret, which is told once.
type NewCalendarLink struct {
	CalendarLinkView
	Token string `json:"token" doc:"The secret. It is not kept, so it cannot be told again."`
	Path  string `json:"path" example:"/v1/calendars/….ics"`
}

type addLinkOutput struct {
	Location string `header:"Location"`
	Body     NewCalendarLink
}

func (s *service) addLink(ctx context.Context, in *addLinkInput) (*addLinkOutput, error) {
	person := identity.From(ctx)
	parties := mine(person)
	if len(parties) == 0 {
		return nil, edge.Forbidden("Voor u zijn er in Traject geen taken of termijnen om in een agenda te zetten.")
	}
	id := digest("calendar", person.Subject, in.Key)[:20]
	links, err := s.store.LinksOf(ctx, person.Subject)
	if err != nil {
		return nil, edge.Problem(err)
	}
	others := 0
	for _, link := range links {
		if link.ID != id {
			others++
		}
	}
	if others >= linksEach {
		return nil, edge.Conflict("U heeft al tien links naar uw agenda. Trek er eerst een in die u niet meer gebruikt.")
	}
	token := newToken()
	now := s.clock.Now()
	link := CalendarLink{
		ID: id, TokenHash: tokenHash(token), Subject: person.Subject, Parties: parties,
		CreatedAt: now.Truncate(time.Millisecond), ExpiresAt: now.Add(linkTime).Truncate(time.Millisecond),
	}
	if err := s.store.PutLink(ctx, link); err != nil {
		return nil, edge.Problem(err)
	}
	return &addLinkOutput{Location: "/v1/calendar-links/" + id, Body: NewCalendarLink{
		CalendarLinkView: linkView(link), Token: token, Path: "/v1/calendars/" + token + feedSuffix,
	}}, nil
}

// newToken is a secret that nobody can guess.
func newToken() string {
	secret := make([]byte, secretBytes)
	_, _ = rand.Read(secret) // never fails
	return base64.RawURLEncoding.EncodeToString(secret)
}

// tokenHash is what is kept of a secret: it is random and long, so its plain hash cannot be turned back.
func tokenHash(token string) string { return digest("calendar token", token) }

func linkView(link CalendarLink) CalendarLinkView {
	expires := clock.Clock(func() time.Time { return link.ExpiresAt })
	return CalendarLinkView{ID: link.ID, CreatedAt: link.CreatedAt, ExpiresOn: expires.Today(), Parties: link.Parties}
}

type listLinksOutput struct {
	Body struct {
		Links []CalendarLinkView `json:"links" nullable:"false"`
	}
}

func (s *service) listLinks(ctx context.Context, _ *struct{}) (*listLinksOutput, error) {
	links, err := s.store.LinksOf(ctx, identity.From(ctx).Subject)
	if err != nil {
		return nil, edge.Problem(err)
	}
	out := &listLinksOutput{}
	out.Body.Links = []CalendarLinkView{}
	for _, link := range links {
		out.Body.Links = append(out.Body.Links, linkView(link))
	}
	return out, nil
}

type removeLinkInput struct {
	LinkID string `path:"linkId" maxLength:"64"`
}

func (s *service) removeLink(ctx context.Context, in *removeLinkInput) (*struct{}, error) {
	err := s.store.RemoveLink(ctx, identity.From(ctx).Subject, in.LinkID)
	if errors.Is(err, ErrNoLink) {
		return nil, edge.NotFound("Deze link is er niet, of is al ingetrokken.")
	}
	return nil, edge.Problem(err)
}
