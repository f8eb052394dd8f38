package cases

import (
	"context"
	"slices"
	"strings"
	"time"

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
	// ReceiptID is absent of an act that came in before there were receipts.
	ReceiptID string `json:"receiptId,omitempty" doc:"The receipt of what was entered: /v1/cases/{caseId}/receipts/{receiptId}."`
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
	request.as = as
	if !ok || procedure != everyProcedure && procedure != record.View.GetProcedure() {
		return s.unlessDone(ctx, request, edge.Forbidden("U mag dit in deze zaak niet doen. Op de pagina van de zaak staat wie aan zet is."))
	}
	return s.do(ctx, record.View.GetProcedure(), request)
}

// do performs an act on a case that there is.
func (s *service) do(ctx context.Context, procedure string, r request) (*acceptedOutput, error) {
	return s.once(ctx, r, func(updateID string) (*caseworkv1.Accepted, error) {
		return s.process.Do(ctx, procedure, r.caseID, updateID, r.act, r.body.message(actor(r.person, r.as)))
	})
}

// unlessDone refuses the act, unless it was done already with this key: an act can end the part that somebody has in a case, and whoever
// sends it again must hear that it is in. When this service died before it could answer, the act is finished with the part of then: the
// process knows by the update's id whether it was done.
func (s *service) unlessDone(ctx context.Context, r request, refusal error) (*acceptedOutput, error) {
	hash, err := r.hash()
	if err != nil {
		return nil, err
	}
	before, err := s.store.Claimed(ctx, r.answerID(), hash)
	if err != nil {
		return nil, edge.Problem(err)
	}
	if before.Answer != nil {
		return before.Answer.output(), nil
	}
	if before.Party == "" {
		return nil, refusal
	}
	record, err := s.store.Case(ctx, r.caseID)
	if err != nil {
		return nil, edge.Problem(err)
	}
	r.as = party.Party(before.Party)
	return s.do(ctx, record.View.GetProcedure(), r)
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
