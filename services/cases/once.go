package cases

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/party"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
)

// request is an act as it was asked.
type request struct {
	person identity.Person
	// as is the party in whose name the person acts.
	as     party.Party
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

// afterAct is how long what follows an act may take, also when who asked does not wait any more.
const afterAct = 10 * time.Second

// once performs an act so that the same key gives the same answer. The update's id follows from person, key and body, so
// that the process itself recognises a request that was sent twice, also when this service died in between.
func (s *service) once(ctx context.Context, r request, perform func(updateID string) (*caseworkv1.Accepted, error)) (*acceptedOutput, error) {
	hash, err := r.hash()
	if err != nil {
		return nil, err
	}
	before, err := s.store.Begin(ctx, r.answerID(), hash, string(r.as), s.clock.Now())
	if errors.Is(err, ErrOtherRequest) {
		return nil, edge.Conflict("Deze Idempotency-Key is al gebruikt voor iets anders. Open het formulier opnieuw en verstuur het nog een keer.")
	}
	if err != nil {
		return nil, edge.Problem(err)
	}
	if before != nil {
		return before.output(), nil
	}
	began := s.clock.Now()
	accepted, err := perform(digest(r.answerID(), hash)[:40])
	s.measures.answered(ctx, r.act, err, s.clock.Now().Sub(began))
	if err != nil {
		return nil, s.refused(ctx, r, hash, err)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), afterAct)
	defer cancel()
	// A store keeps milliseconds. The first answer has no more than that, so that the answer to a repeat is the same.
	answer := Answer{CaseID: accepted.GetCaseId(), Version: accepted.GetVersion(), At: accepted.GetAt().AsTime().Truncate(time.Millisecond)}
	if answer.ReceiptID, err = s.confirm(ctx, r, hash, answer); err != nil {
		// The act is in, and its key stays: who sends it again gets the same answer from the process, and the receipt.
		return nil, edge.Problem(err)
	}
	if err := s.store.Finish(ctx, r.answerID(), hash, answer); err != nil {
		// Who sends it again gets the same answer from the process.
		slog.WarnContext(ctx, "answer not kept", "error", err)
	}
	return answer.output(), nil
}

// output is the answer as it goes out.
func (a Answer) output() *acceptedOutput { return &acceptedOutput{Body: Accepted(a)} }

// refused turns the error of an act into what the caller may see. A refusal changed nothing, so it gives the key back;
// after any other error the act may still have happened, so the key stays with this request.
func (s *service) refused(ctx context.Context, r request, hash string, err error) error {
	problem := edge.Problem(inBody(err))
	if isRefusal(problem) {
		if err := s.store.Release(context.WithoutCancel(ctx), r.answerID(), hash); err != nil {
			return edge.Problem(err)
		}
	}
	return problem
}
