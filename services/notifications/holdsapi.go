package notifications

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"traject.nl/services/platform/access"
	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
)

// stopRoom is the stop button of the office: nothing leaves while it stands, and what it held is released or dropped by hand.
type stopRoom struct {
	// changed is told when the office did something about the post.
	changed func()
	stops   StopStore
	store   Store
	proof   proof
	now     clock.Clock
	// wake tells the dispatcher that something is due again.
	wake func(...Delivery)
}

// StopBody is a stop as it is shown.
type StopBody struct {
	ID      string     `json:"id"`
	Kind    string     `json:"kind,omitempty" doc:"Absent when it stops all kinds."`
	Reason  string     `json:"reason"`
	At      time.Time  `json:"at"`
	By      string     `json:"by" doc:"The party that pressed it."`
	EndedAt *time.Time `json:"endedAt,omitempty"`
}

type stopInput struct {
	edge.IdempotencyKey
	Body struct {
		Kind   string `json:"kind,omitempty" maxLength:"40" doc:"The kind of notices to stop; all when absent."`
		Reason string `json:"reason" minLength:"1" maxLength:"500" doc:"Why, in Dutch; for who sees that something is stopped."`
	}
}

type stopOutput struct {
	Body StopBody
}

type stopsOutput struct {
	Body struct {
		Items []StopBody `json:"items" nullable:"false"`
	}
}

type stopPath struct {
	ID string `path:"id" maxLength:"64"`
}

var officeErrors = []int{http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusConflict}

func (s *stopRoom) register(api huma.API) {
	tags := []string{"stop"}
	huma.Register(api, huma.Operation{
		OperationID: "list-holds", Method: http.MethodGet, Path: "/v1/holds", Tags: tags, Errors: officeErrors,
		Summary: "The stops, the latest first", Description: "For the office and the director.",
	}, s.list)
	huma.Register(api, huma.Operation{
		OperationID: "add-hold", Method: http.MethodPost, Path: "/v1/holds", Tags: tags, Errors: officeErrors, DefaultStatus: http.StatusCreated,
		Summary: "Stop: nothing leaves, or nothing of one kind", Description: "For the office. In the portal everything can be read as always.",
	}, s.press)
	huma.Register(api, huma.Operation{
		OperationID: "end-hold", Method: http.MethodDelete, Path: "/v1/holds/{id}", Tags: tags, Errors: officeErrors,
		DefaultStatus: http.StatusNoContent, Summary: "End a stop", Description: "What it held stays held, until it is released or dropped.",
	}, s.end)
	s.registerHeld(api, tags)
}

func (s *stopRoom) list(ctx context.Context, _ *struct{}) (*stopsOutput, error) {
	if !access.MayOverview(access.Holds, identity.From(ctx).Parties...) {
		return nil, edge.Forbidden("Alleen het bureau en de directeur zien de stopknop.")
	}
	stops, err := s.stops.Stops(ctx)
	if err != nil {
		return nil, edge.Problem(err)
	}
	out := &stopsOutput{}
	out.Body.Items = make([]StopBody, 0, len(stops))
	for _, stop := range stops {
		out.Body.Items = append(out.Body.Items, shownStop(stop))
	}
	return out, nil
}

func (s *stopRoom) press(ctx context.Context, in *stopInput) (*stopOutput, error) {
	who, err := atOffice(ctx, access.WorkHolds, "Alleen het bureau gebruikt de stopknop.")
	if err != nil {
		return nil, err
	}
	var wrong []edge.FieldProblem
	if in.Body.Kind != "" && !slices.Contains(Kinds, in.Body.Kind) {
		wrong = append(wrong, edge.FieldProblem{Location: "body.kind", Message: "Deze soort berichten bestaat niet. Laat het leeg om alles te stoppen."})
	}
	reason := strings.TrimSpace(in.Body.Reason)
	if reason == "" {
		wrong = append(wrong, edge.FieldProblem{Location: "body.reason", Message: "Vul in waarom u de berichten stopt."})
	}
	if len(wrong) > 0 {
		return nil, edge.BadRequest(wrong...)
	}
	defer s.changed()
	kept, err := s.stops.AddStop(ctx, Stop{ID: actID(ctx, in.Key), Kind: in.Body.Kind, Reason: reason, At: s.now.Now(), By: who})
	if err != nil {
		return nil, edge.Problem(err)
	}
	return &stopOutput{shownStop(kept)}, nil
}

func (s *stopRoom) end(ctx context.Context, in *stopPath) (*struct{}, error) {
	if _, err := atOffice(ctx, access.WorkHolds, "Alleen het bureau gebruikt de stopknop."); err != nil {
		return nil, err
	}
	defer s.changed()
	err := s.stops.EndStop(ctx, in.ID, s.now.Now())
	if errors.Is(err, ErrNotFound) {
		return nil, edge.NotFound("Deze stop is niet gevonden.")
	}
	return nil, edge.Problem(err)
}

func shownStop(stop Stop) StopBody {
	return StopBody{
		ID: stop.ID, Kind: stop.Kind, Reason: stop.Reason, At: stop.At.UTC(), By: stop.By, EndedAt: present(stop.EndedAt),
	}
}

// atOffice gives the party as which the caller does this; others are refused with these words.
func atOffice(ctx context.Context, what access.Overview, refusal string) (string, error) {
	for _, who := range identity.From(ctx).Parties {
		if access.MayOverview(what, who) {
			return string(who), nil
		}
	}
	return "", edge.Forbidden(refusal)
}

// actID is the id of what a person does once: the same key of the same person gives the same.
func actID(ctx context.Context, key string) string {
	sum := sha256.Sum256([]byte(identity.From(ctx).Subject + "/" + key))
	return hex.EncodeToString(sum[:12])
}
