package cases

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/failure"
	"traject.nl/proto/contract/party"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/services/platform/access"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
)

// Accepted is the answer to every act: it is in, and the record is at this version.
type Accepted struct {
	CaseID  string    `json:"caseId"`
	Version int64     `json:"version"`
	At      time.Time `json:"at"`
}

type acceptedOutput struct {
	Location string `header:"Location"`
	Body     Accepted
}

type actInput[B any] struct {
	edge.IdempotencyKey
	CaseID string `path:"caseId" doc:"Opaque id of the case."`
	Body   B
}

// act performs any other act, for who is party to the case and may do it.
func (s *service) act(ctx context.Context, caseID, key, procedure string, what act.Act, body body) (*acceptedOutput, error) {
	person := identity.From(ctx)
	request := request{person: person, caseID: caseID, key: key, act: what, body: body}
	record, viewer, err := s.own(ctx, person, caseID)
	if err != nil {
		return s.unlessDone(ctx, request, err)
	}
	as, ok := actingOn(record.View, viewer, what, body)
	if !ok || procedure != everyProcedure && procedure != record.View.GetProcedure() {
		return s.unlessDone(ctx, request, edge.Forbidden("U mag dit in deze zaak niet doen. Op de pagina van de zaak staat wie aan zet is."))
	}
	return s.once(ctx, request, func(updateID string) (*caseworkv1.Accepted, error) {
		return s.process.Do(ctx, record.View.GetProcedure(), caseID, updateID, what, body.message(actor(person, as)))
	})
}

// unlessDone refuses the act, unless it was done already with this key: an act can end the part that somebody has in a case, and whoever
// sends it again must hear that it is in.
func (s *service) unlessDone(ctx context.Context, r request, refusal error) (*acceptedOutput, error) {
	hash, err := r.hash()
	if err != nil {
		return nil, err
	}
	before, err := s.store.Begin(ctx, r.answerID(), hash, s.clock.Now())
	switch {
	case errors.Is(err, ErrOtherRequest):
		return nil, refusal
	case err != nil:
		return nil, edge.Problem(err)
	case before != nil:
		return &acceptedOutput{Body: Accepted(*before)}, nil
	}
	if err := s.store.Release(context.WithoutCancel(ctx), r.answerID(), hash); err != nil {
		return nil, edge.Problem(err)
	}
	return nil, refusal
}

// onTask is a body of an act on one task.
type onTask interface{ task() string }

// actingOn gives the party as which the viewer does the act: on a task, the one that has the task if the viewer is it.
func actingOn(view *casesv1.View, viewer access.Viewer, what act.Act, body body) (party.Party, bool) {
	as, ok := viewer.Acting(what)
	about, is := body.(onTask)
	if !ok || !is {
		return as, ok
	}
	for _, task := range view.GetTasks() {
		holder := party.Party(task.GetParty())
		if task.GetId() == about.task() && slices.Contains(viewer.Parties(), holder) && casework.Actors.May(holder.Role(), what) {
			return holder, true
		}
	}
	return as, ok
}

func actor(person identity.Person, as party.Party) *caseworkv1.Actor {
	return &caseworkv1.Actor{Party: string(as), Subject: person.Subject}
}

// request is an act as it was asked.
type request struct {
	person identity.Person
	caseID string
	key    string
	act    act.Act
	body   body
}

// answerID is where the answer is kept: a key belongs to who sent it.
func (r request) answerID() string { return digest(r.person.Subject, r.key) }

// hash tells requests with the same key apart.
func (r request) hash() (string, error) {
	content, err := json.Marshal(r.body)
	if err != nil {
		return "", fmt.Errorf("act %s: %w", r.act, err)
	}
	return digest(string(r.act), r.caseID, string(content)), nil
}

func digest(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\n")))
	return hex.EncodeToString(sum[:])
}

// once performs an act so that the same key gives the same answer. The update's id follows from person, key and body, so
// that the process itself recognises a request that was sent twice, also when this service died in between.
func (s *service) once(ctx context.Context, r request, perform func(updateID string) (*caseworkv1.Accepted, error)) (*acceptedOutput, error) {
	hash, err := r.hash()
	if err != nil {
		return nil, err
	}
	before, err := s.store.Begin(ctx, r.answerID(), hash, s.clock.Now())
	if errors.Is(err, ErrOtherRequest) {
		return nil, edge.Conflict("Deze Idempotency-Key is al gebruikt voor iets anders. Open het formulier opnieuw en verstuur het nog een keer.")
	}
	if err != nil {
		return nil, edge.Problem(err)
	}
	if before != nil {
		return &acceptedOutput{Body: Accepted(*before)}, nil
	}
	accepted, err := perform(digest(r.answerID(), hash)[:40])
	if err != nil {
		return nil, s.refused(ctx, r, hash, err)
	}
	// A store keeps milliseconds. The first answer has no more than that, so that the answer to a repeat is the same.
	answer := Answer{CaseID: accepted.GetCaseId(), Version: accepted.GetVersion(), At: accepted.GetAt().AsTime().Truncate(time.Millisecond)}
	if err := s.store.Finish(ctx, r.answerID(), hash, answer); err != nil {
		// The act is in. Who sends it again gets the same answer from the process.
		slog.WarnContext(ctx, "answer not kept", "error", err)
	}
	return &acceptedOutput{Body: Accepted(answer)}, nil
}

// refused turns the error of an act into what the caller may see. A refusal changed nothing, so it gives the key back;
// after any other error the act may still have happened, so the key stays with this request.
func (s *service) refused(ctx context.Context, r request, hash string, err error) error {
	problem := edge.Problem(inBody(err))
	var status huma.StatusError
	if errors.As(problem, &status) && status.GetStatus() < http.StatusInternalServerError {
		if err := s.store.Release(context.WithoutCancel(ctx), r.answerID(), hash); err != nil {
			return edge.Problem(err)
		}
	}
	return problem
}

// inBody names the fields of a refusal as the caller sent them: "valid_until" is "body.validUntil".
func inBody(err error) error {
	kind, problems, ok := failure.Read(err)
	if !ok || kind != failure.BadInput {
		return err
	}
	fields := make([]edge.FieldProblem, len(problems))
	for i, problem := range problems {
		fields[i] = edge.FieldProblem{Message: problem.Detail}
		if problem.Field != "" {
			fields[i].Location = "body." + camel(problem.Field)
		}
	}
	return edge.BadRequest(fields...)
}

// camel writes the name of a message field as its JSON name: "application.receiving_school_id" is "receivingSchoolId", and
// "replacements[0].decision.valid_until" is "replacements[0].decision.validUntil".
func camel(name string) string {
	words := strings.Split(strings.TrimPrefix(name, "application."), "_")
	for i, word := range words[1:] {
		words[i+1] = strings.ToUpper(word[:min(1, len(word))]) + word[min(1, len(word)):]
	}
	return strings.Join(words, "")
}
