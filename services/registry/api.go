package registry

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"

	"traject.nl/proto/contract/party"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
)

// Version of the API.
const Version = "1.3.0"

const description = "Of the samenwerkingsverband: schools, boards, municipalities, subregions, networks, contacts, experts, colleagues, and the groups and places of its provisions. " +
	"Everyone who is signed in may read; the office may change, and every change is kept."

// Mount puts the API on a router, behind the given sign-in check; its OpenAPI document stays open.
func Mount(engine *gin.Engine, directory Directory, signedIn gin.HandlerFunc) {
	api := edge.API(engine, "Traject registry", Version, description)
	engine.Use(signedIn)
	d := directory
	d.mountSchools(api)
	mountList(api, d, Boards, boardsOf)
	mountAdd[BoardChange](api, d, Boards, boardsOf)
	mountEdit[BoardChange](api, d, Boards, boardsOf)
	mountList(api, d, Municipalities, municipalitiesOf)
	mountList(api, d, Subregions, d.subregionsOf)
	mountList(api, d, Networks, networksOf)
	mountAdd[NetworkChange](api, d, Networks, networksOf)
	mountEdit[NetworkChange](api, d, Networks, networksOf)
	mountList(api, d, Experts, expertsOf)
	mountAdd[ExpertChange](api, d, Experts, expertsOf)
	mountEdit[ExpertChange](api, d, Experts, expertsOf)
	mountList(api, d, Contacts, contactViewsOf)
	mountAdd[NewContact](api, d, Contacts, contactViewsOf)
	mountEdit[ContactChange](api, d, Contacts, contactViewsOf)
	mountList(api, d, Colleagues, colleaguesOf)
	mountAdd[NewColleague](api, d, Colleagues, colleaguesOf)
	mountEdit[ColleagueChange](api, d, Colleagues, colleaguesOf)
	mountList(api, d, Groups, groupsOf)
	mountAdd[GroupChange](api, d, Groups, groupsOf)
	mountEdit[GroupChange](api, d, Groups, groupsOf)
	mountList(api, d, Capacities, capacitiesOf)
	mountAdd[CapacityChange](api, d, Capacities, capacitiesOf)
	mountEdit[CapacityChange](api, d, Capacities, capacitiesOf)
	d.mountDesks(api)
	d.mountCounts(api)
}

// Page is a list, or the first part of it.
type Page[T any] struct {
	Items []T `json:"items"`
	Total int `json:"total" doc:"How many there are in all, also when fewer are given."`
}

type (
	pageOutput[T any] struct{ Body Page[T] }
	oneInput          struct {
		ID string `path:"id" maxLength:"200" example:"zeist"`
	}
	oneOutput[T any] struct {
		ETag string `header:"ETag" doc:"The version; send it as If-Match with a change."`
		Body T
	}
)

// view shows records of one list to a reader, in the order given.
type view[T any] func(ctx context.Context, records []Record) ([]T, error)

// mountList lets everyone read a list, one record of it and that record's history.
func mountList[T any](api huma.API, d Directory, list List, show view[T]) {
	name := string(list)
	huma.Register(api, huma.Operation{
		OperationID: "list-" + name, Method: http.MethodGet, Path: "/v1/" + name, Summary: "All " + name, Tags: []string{name},
	}, func(ctx context.Context, _ *struct{}) (*pageOutput[T], error) {
		records, err := d.Store.All(ctx, list)
		if err != nil {
			return nil, refusal(err)
		}
		items, err := show(ctx, records)
		if err != nil {
			return nil, refusal(err)
		}
		return &pageOutput[T]{Page[T]{Items: items, Total: len(items)}}, nil
	})
	mountOne(api, d, list, show)
}

func mountOne[T any](api huma.API, d Directory, list List, show view[T]) {
	name := string(list)
	huma.Register(api, huma.Operation{
		OperationID: "get-" + name, Method: http.MethodGet, Path: "/v1/" + name + "/{id}", Summary: "One of the " + name, Tags: []string{name},
		Errors: []int{http.StatusNotFound},
	}, func(ctx context.Context, in *oneInput) (*oneOutput[T], error) {
		found, err := d.Store.Find(ctx, list, in.ID)
		if err != nil {
			return nil, refusal(err)
		}
		return showOne(ctx, found, show)
	})
	huma.Register(api, huma.Operation{
		OperationID: "history-" + name, Method: http.MethodGet, Path: "/v1/" + name + "/{id}/history", Tags: []string{name},
		Summary: "What changed in one of the " + name + ", oldest first", Errors: []int{http.StatusNotFound},
	}, func(ctx context.Context, in *oneInput) (*pageOutput[ChangeView], error) {
		found, err := d.Store.Find(ctx, list, in.ID)
		if err != nil {
			return nil, refusal(err)
		}
		items := changesOf(found)
		return &pageOutput[ChangeView]{Page[ChangeView]{Items: items, Total: len(items)}}, nil
	})
}

func showOne[T any](ctx context.Context, record Record, show view[T]) (*oneOutput[T], error) {
	items, err := show(ctx, []Record{record})
	if err != nil {
		return nil, refusal(err)
	}
	return &oneOutput[T]{ETag: entityTag(record.Version), Body: items[0]}, nil
}

// ChangeView is one line of history.
type ChangeView struct {
	At time.Time `json:"at"`
	// Party and Subject are empty when a list was loaded.
	Party   string `json:"party" example:"office:zout" doc:"In whose name; empty when a list was loaded."`
	Subject string `json:"subject" doc:"The identity provider's opaque subject; empty when a list was loaded."`
	Field   string `json:"field" example:"postcode"`
	Old     string `json:"old"`
	New     string `json:"new"`
}

func changesOf(r Record) []ChangeView {
	lines := make([]ChangeView, len(r.History))
	for i, c := range r.History {
		lines[i] = ChangeView{At: c.At, Party: c.Party, Subject: c.Subject, Field: c.Field, Old: c.Old, New: c.New}
	}
	return lines
}

func entityTag(version int64) string { return strconv.Quote(strconv.FormatInt(version, 10)) }

// versionOf reads If-Match. What is not one of our tags can match nothing, so it counts as an old version.
func versionOf(ifMatch string) (int64, error) {
	if ifMatch == "" {
		return 0, edge.PreconditionRequired("Stuur in de kop If-Match de ETag mee van wat u wijzigt. Zo overschrijft niemand het werk van een ander.")
	}
	version, err := strconv.ParseInt(strings.Trim(ifMatch, `"`), 10, 64)
	if err != nil {
		return 0, refusal(ErrStale)
	}
	return version, nil
}

// officer is the person who asks, when it is somebody of the office.
func officer(ctx context.Context) (office party.Party, subject string, err error) {
	person := identity.From(ctx)
	office, ok := person.As(party.Office)
	if !ok {
		return "", "", edge.Forbidden("Alleen het kantoor kan het register wijzigen. Klopt er iets niet? Geef het door aan het kantoor.")
	}
	return office, person.Subject, nil
}

func refusal(err error) error {
	switch {
	case errors.Is(err, ErrAbsent):
		return edge.NotFound("Dit staat niet in het register.")
	case errors.Is(err, ErrStale):
		return edge.PreconditionFailed("Iemand anders heeft dit intussen gewijzigd. Haal het opnieuw op en wijzig het dan.")
	case errors.Is(err, ErrExists):
		return edge.Conflict("Dit staat al in het register. Wijzig wat er staat, of kies een andere naam.")
	}
	return edge.Problem(err)
}
