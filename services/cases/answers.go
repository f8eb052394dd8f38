package cases

import (
	"context"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/party"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
)

func (s *service) registerAnswers(api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "answerEscalation", Method: http.MethodPost, Path: "/v1/escalations/{id}/answers", DefaultStatus: http.StatusOK, Tags: []string{"acts"},
		Errors:      actErrors,
		Summary:     "Answer, as a municipality or a board, what you were told is overdue",
		Description: "It needs no part in the case, only that this party was told. ZOUT sees the answer at once. Answering again adds an answer.",
	}, s.answer)
}

// EscalationAnswerBody is the answer of an outsider.
type EscalationAnswerBody struct {
	Response string `json:"response" enum:"seen,taken-up,not-ours" doc:"seen: we read it; taken-up: we do something about it; not-ours: ask elsewhere."`
	TextID   string `json:"textId,omitempty" maxLength:"64" doc:"Words with it, written before as a partner answer of the case."`
}

type answerInput struct {
	edge.IdempotencyKey
	ID   string `path:"id" maxLength:"64" doc:"Opaque id of the escalation."`
	Body EscalationAnswerBody
}

// answerEntered is what was entered: the answer, and what it answers.
type answerEntered struct {
	EscalationID string `json:"escalationId"`
	EscalationAnswerBody
	firingKey string
}

func (b *answerEntered) message(actor *caseworkv1.Actor) proto.Message {
	return &caseworkv1.AnswerEscalation{Actor: actor, FiringKey: b.firingKey, Response: responses.value(b.Response), TextId: b.TextID}
}

func (s *service) answer(ctx context.Context, in *answerInput) (*acceptedOutput, error) {
	person := identity.From(ctx)
	view, firing, err := s.told(ctx, person, in.ID)
	if err != nil {
		return nil, err
	}
	as, may := answering(person, firing)
	if !may {
		return nil, edge.Forbidden("Alleen de gemeente of het bestuur dat dit bericht kreeg, kan erop antwoorden.")
	}
	body := &answerEntered{EscalationID: in.ID, EscalationAnswerBody: in.Body, firingKey: firing.GetKey()}
	request := request{person: person, as: as, caseID: view.GetCaseId(), key: in.Key, act: casework.AnswerEscalation, body: body}
	return s.do(ctx, view.GetProcedure(), request)
}

// answering gives the party as which the person can answer: one that was told, of a role that answers.
func answering(person identity.Person, firing *caseworkv1.Firing) (party.Party, bool) {
	for _, who := range person.Parties {
		if slices.Contains(firing.GetTold(), string(who)) && casework.Answerers.May(who.Role(), casework.AnswerEscalation) {
			return who, true
		}
	}
	return "", false
}
