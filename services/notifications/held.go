package notifications

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"traject.nl/services/platform/access"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/evidence"
)

// heldEach is how many held deliveries are shown, released or dropped at once.
const heldEach = 1000

type heldInput struct {
	edge.IdempotencyKey
	Body struct {
		IDs []string `json:"ids,omitempty" maxItems:"1000" doc:"Ids from the list of what was held; all of them when absent."`
	}
}

type dropInput struct {
	edge.IdempotencyKey
	Body struct {
		IDs []string `json:"ids" minItems:"1" maxItems:"1000" doc:"Ids from the list of what was held."`
	}
}

type releasedOutput struct {
	Body struct {
		Released int `json:"released"`
	}
}

type droppedOutput struct {
	Body struct {
		Dropped int `json:"dropped"`
	}
}

func (s *stopRoom) registerHeld(api huma.API, tags []string) {
	huma.Register(api, huma.Operation{
		OperationID: "release-held", Method: http.MethodPost, Path: "/v1/held/releases", Tags: tags, Errors: officeErrors,
		DefaultStatus: http.StatusOK, Summary: "Send what was held after all",
		Description: "For the office. Before it goes it is asked again whether it still holds.",
	}, s.release)
	huma.Register(api, huma.Operation{
		OperationID: "drop-held", Method: http.MethodPost, Path: "/v1/held/drops", Tags: tags, Errors: officeErrors,
		DefaultStatus: http.StatusOK, Summary: "Never send what was held", Description: "For the office. It stays in the portal.",
	}, s.drop)
}

func (s *stopRoom) release(ctx context.Context, in *heldInput) (*releasedOutput, error) {
	if _, err := atOffice(ctx, access.WorkHolds, "Alleen het bureau laat berichten alsnog gaan."); err != nil {
		return nil, err
	}
	chosen, err := s.chosen(ctx, in.Body.IDs)
	if err != nil {
		return nil, err
	}
	standing, err := s.stops.Standing(ctx)
	if err != nil {
		return nil, edge.Problem(err)
	}
	defer s.changed()
	out := &releasedOutput{}
	blocked := 0
	for _, delivery := range chosen {
		if stopped(standing, delivery.Kind) {
			blocked++
			continue
		}
		if err := s.releaseOne(ctx, delivery); err != nil {
			return nil, edge.Problem(err)
		}
		out.Body.Released++
	}
	if blocked > 0 && out.Body.Released == 0 {
		return nil, edge.Conflict("De stop geldt nog voor deze berichten. Hef eerst de stop op.")
	}
	return out, nil
}

func stopped(standing []Stop, kind string) bool {
	for _, stop := range standing {
		if stop.stops(kind) {
			return true
		}
	}
	return false
}

// releaseOne proves it first: when it is cut short in between, the delivery is still held, and the next release proves nothing new.
func (s *stopRoom) releaseOne(ctx context.Context, delivery Delivery) error {
	now := s.now.Now()
	if err := s.prove(ctx, delivery, evidence.Released, nil); err != nil {
		return err
	}
	if _, err := s.store.Resume(ctx, delivery.ID, now, Held); err != nil {
		return err
	}
	delivery.DueAt = now
	s.wake(delivery)
	return nil
}

func (s *stopRoom) drop(ctx context.Context, in *dropInput) (*droppedOutput, error) {
	if _, err := atOffice(ctx, access.WorkHolds, "Alleen het bureau laat berichten vervallen."); err != nil {
		return nil, err
	}
	chosen, err := s.chosen(ctx, in.Body.IDs)
	if err != nil {
		return nil, err
	}
	defer s.changed()
	const reason = "het bureau liet het vervallen"
	out := &droppedOutput{}
	for _, delivery := range chosen {
		if err := s.prove(ctx, delivery, evidence.Dropped, map[string]string{evidence.FactReason: reason}); err != nil {
			return nil, edge.Problem(err)
		}
		_, err := s.store.Change(ctx, delivery.ID, Held, Settlement{State: Dropped, Reply: reason, At: s.now.Now()})
		if err != nil {
			return nil, edge.Problem(err)
		}
		out.Body.Dropped++
	}
	return out, nil
}

// chosen gives the held deliveries with these ids, or all that a stop held. One that is not held any more is left out: doing it again is no
// fault. One that never was there is.
func (s *stopRoom) chosen(ctx context.Context, ids []string) ([]Delivery, error) {
	if len(ids) == 0 {
		held, err := s.store.Settled(ctx, Held, heldEach)
		if err != nil {
			return nil, edge.Problem(err)
		}
		stops, err := s.byID(ctx)
		if err != nil {
			return nil, edge.Problem(err)
		}
		var all []Delivery
		for _, delivery := range held {
			if _, byStop := stops[delivery.Reply]; byStop {
				all = append(all, delivery)
			}
		}
		return all, nil
	}
	var chosen []Delivery
	var wrong []edge.FieldProblem
	for i, id := range ids {
		key, err := KeyOf(id)
		var delivery Delivery
		if err == nil {
			delivery, err = s.store.Delivery(ctx, key)
		} else {
			err = ErrNotFound
		}
		switch {
		case errors.Is(err, ErrNotFound):
			wrong = append(wrong, edge.FieldProblem{Location: fmt.Sprintf("body.ids[%d]", i), Message: "Dit bericht is niet gevonden."})
		case err != nil:
			return nil, edge.Problem(err)
		case delivery.State == Held && !paused(delivery):
			chosen = append(chosen, delivery)
		}
	}
	if len(wrong) > 0 {
		return nil, edge.BadRequest(wrong...)
	}
	return chosen, nil
}

// byID are all stops by their ids.
func (s *stopRoom) byID(ctx context.Context) (map[string]Stop, error) {
	stops, err := s.stops.Stops(ctx)
	if err != nil {
		return nil, err
	}
	found := make(map[string]Stop, len(stops))
	for _, stop := range stops {
		found[stop.ID] = stop
	}
	return found, nil
}

func (s *stopRoom) prove(ctx context.Context, delivery Delivery, what evidence.Kind, facts map[string]string) error {
	notice, err := s.store.Notice(ctx, delivery.NoticeKey)
	if err != nil {
		return err
	}
	key := fmt.Sprintf("%s/%s/%d", delivery.ID, what, delivery.SettledAt.UnixMilli())
	return s.proof.append(ctx, notice, key, what, s.now.Now(), facts)
}
