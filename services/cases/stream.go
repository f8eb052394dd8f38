package cases

import (
	"context"
	"net/http"
	"reflect"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
	"traject.nl/services/platform/live"
)

// caseEvents is the name of the events of both streams.
const caseEvents = "case"

// ChangeEvent tells that a case changed. It says nothing of what changed: the page asks for what its reader may see.
type ChangeEvent struct {
	CaseID  string `json:"caseId"`
	Version int64  `json:"version"`
	Phase   string `json:"phase"`
}

type caseStreamInput struct {
	CaseID      string `path:"caseId" doc:"Opaque id of the case."`
	LastEventID string `header:"Last-Event-ID" maxLength:"40" doc:"Version that was seen last."`
	Since       int64  `query:"since" minimum:"0" doc:"The same for a first connection: the version that the page shows."`
}

type allStreamInput struct {
	LastEventID string `header:"Last-Event-ID" maxLength:"40" doc:"Id of the last event that was received."`
}

func (s *service) registerStreams(api huma.API) {
	events := live.Responses(api, caseEvents, reflect.TypeFor[ChangeEvent]())
	huma.Register(api, huma.Operation{
		OperationID: "streamCase", Method: http.MethodGet, Path: "/v1/cases/{caseId}/events", Tags: []string{"live"},
		Summary: "Changes of one case, live", Responses: events, Errors: append([]int{http.StatusNotFound}, live.Failures...),
	}, s.streamCase)
	huma.Register(api, huma.Operation{
		OperationID: "streamCases", Method: http.MethodGet, Path: "/v1/events", Tags: []string{"live"},
		Summary: "Changes of all my cases, live", Responses: events, Errors: live.Failures,
	}, s.streamAll)
}

// streamCase follows one case. It listens first and reads the case then, so that no change falls in between.
func (s *service) streamCase(ctx context.Context, in *caseStreamInput) (*huma.StreamResponse, error) {
	person := identity.From(ctx)
	listener, err := s.live.Join(person.Subject, mine(person), in.CaseID)
	if err != nil {
		return nil, err
	}
	record, _, err := s.own(ctx, person, in.CaseID)
	if err != nil {
		listener.Leave()
		return nil, err
	}
	seen := in.Since
	if last, err := strconv.ParseInt(in.LastEventID, 10, 64); err == nil {
		seen = max(seen, last)
	}
	now := live.Change{ID: in.CaseID, Version: record.View.GetVersion(), Phase: record.View.GetPhase()}
	return s.live.Answer(live.Stream{
		Listener: listener, Event: caseEvents, ID: live.ByVersion, Data: changeEvent,
		Missed: []live.Change{now}, Seen: map[string]int64{in.CaseID: seen},
	}), nil
}

// streamAll follows all cases of the person. The id of an event is when it was written, to go on from there.
func (s *service) streamAll(ctx context.Context, in *allStreamInput) (*huma.StreamResponse, error) {
	person := identity.From(ctx)
	listener, err := s.live.Join(person.Subject, mine(person), "")
	if err != nil {
		return nil, err
	}
	missed, err := s.live.Missed(ctx, listener, in.LastEventID)
	if err != nil {
		listener.Leave()
		return nil, edge.Problem(err)
	}
	return s.live.Answer(live.Stream{
		Listener: listener, Event: caseEvents, ID: live.ByTime, Data: changeEvent, Missed: missed,
	}), nil
}

func changeEvent(_ context.Context, change live.Change) (any, error) {
	return ChangeEvent{CaseID: change.ID, Version: change.Version, Phase: change.Phase}, nil
}
