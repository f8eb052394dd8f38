package cases_test

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"go.temporal.io/api/serviceerror"

	"traject.nl/proto/contract/failure"
	"traject.nl/services/cases"
	"traject.nl/services/cases/casestest"
	"traject.nl/services/platform/live"
)

const agree = `{"answer":"agree"}`

func officeHarness(t *testing.T) *harness {
	h := newHarness(t)
	h.put(withExperts())
	return h
}

func TestTheSameKeyGivesTheSameAnswerAndActsOnce(t *testing.T) {
	h := officeHarness(t)
	first := h.post("office", actPath("parents-answer"), "key-00001", agree).want(http.StatusOK).Body.String()
	again := h.post("office", actPath("parents-answer"), "key-00001", agree).want(http.StatusOK).Body.String()
	if first != again || h.process.done != 1 {
		t.Errorf("answers are %s and %s, acts done: %d", first, again, h.process.done)
	}
	h.post("office", actPath("parents-answer"), "key-00002", agree).want(http.StatusOK)
	if h.process.done != 2 {
		t.Errorf("another key did %d acts in all, want 2", h.process.done)
	}
}

func TestTheSameKeyWithAnotherRequestIsAConflict(t *testing.T) {
	h := officeHarness(t)
	h.post("office", actPath("parents-answer"), "key-00001", agree).want(http.StatusOK)
	h.post("office", actPath("parents-answer"), "key-00001", `{"answer":"zienswijze"}`).want(http.StatusConflict, "Idempotency-Key")
	h.post("office", actPath("announcement"), "key-00001", `{}`).want(http.StatusConflict, "Idempotency-Key")
	if h.process.done != 1 {
		t.Errorf("%d acts done, want 1", h.process.done)
	}
}

func TestAKeyBelongsToThePersonWhoSentIt(t *testing.T) {
	h := officeHarness(t)
	h.post("office", actPath("parents-answer"), "key-00001", agree).want(http.StatusOK)
	h.post("parent", actPath("parents-answer"), "key-00001", agree).want(http.StatusOK)
	if h.process.done != 2 {
		t.Errorf("two people with the same key did %d acts, want 2", h.process.done)
	}
}

// An act can end the part that somebody has in a case: a school that says where the pupil is, is no longer awaited, and one that the
// pupil left is no party any more.
func TestWhoSendsAnActAgainHearsThatItIsInAlsoWithNoPartInTheCaseAnyMore(t *testing.T) {
	h := officeHarness(t)
	first := h.post("office", actPath("parents-answer"), "key-00001", agree).want(http.StatusOK).Body.String()
	left := withExperts()
	left.Version++
	left.Parties = nil
	h.put(left)
	if again := h.post("office", actPath("parents-answer"), "key-00001", agree).want(http.StatusOK).Body.String(); again != first {
		t.Errorf("answers are %s and %s", first, again)
	}
	h.post("office", actPath("parents-answer"), "key-00002", agree).want(http.StatusNotFound)
	h.post("office", actPath("parents-answer"), "key-00001", `{"answer":"zienswijze"}`).want(http.StatusNotFound)
	if h.process.done != 1 {
		t.Errorf("%d acts done, want 1", h.process.done)
	}
}

// crashed loses what is written after the act was done, as a process does that dies at that moment.
type crashed struct{ *casestest.Memory }

func (crashed) Finish(_ context.Context, _, _ string, _ cases.Answer) error {
	return errors.New("connection lost")
}

func TestADeathBetweenActAndAnswerDoesNotActTwice(t *testing.T) {
	h := officeHarness(t)
	dying := newHarnessOn(t, h.store, crashed{h.store}, h.process, today, live.SystemTicker)
	first := dying.post("office", actPath("parents-answer"), "key-00001", agree).want(http.StatusOK).Body.String()
	// The service starts again on the same store; the browser sends the form again.
	again := h.post("office", actPath("parents-answer"), "key-00001", agree).want(http.StatusOK).Body.String()
	if first != again || h.process.done != 1 {
		t.Errorf("answers are %s and %s, acts done: %d", first, again, h.process.done)
	}
}

func TestARefusalOfTheProcessIsToldInItsOwnWordsAndGivesTheKeyBack(t *testing.T) {
	tests := []struct {
		name    string
		refusal error
		status  int
		words   []string
	}{
		{"bad input", failure.Refuse(failure.BadInput,
			failure.Problem{Field: "text_id", Detail: "Deze tekst bestaat niet."}, failure.Problem{Field: "answer", Detail: "Kies een antwoord."}),
			http.StatusBadRequest, []string{`"body.textId"`, "Deze tekst bestaat niet.", `"body.answer"`, "Kies een antwoord."}},
		{"not now", failure.Refuse(failure.NotNow, failure.Problem{Detail: "De ouders hebben al geantwoord."}), http.StatusConflict, []string{"al geantwoord"}},
		{"not yours", failure.Refuse(failure.NotYours, failure.Problem{Detail: "Dit is niet aan u."}), http.StatusForbidden, []string{"niet aan u"}},
		{"process ended", serviceerror.NewNotFound("workflow execution already completed"), http.StatusConflict, []string{"afgerond"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			h := officeHarness(t)
			h.process.refusal = test.refusal
			h.post("office", actPath("parents-answer"), "key-00001", agree).want(test.status, test.words...)
			h.process.refusal = nil
			h.post("office", actPath("parents-answer"), "key-00001", `{"answer":"zienswijze"}`).want(http.StatusOK)
		})
	}
}

func TestWhenTheEngineIsAwayTheSameKeyMustBeUsedAgain(t *testing.T) {
	h := officeHarness(t)
	h.process.refusal = serviceerror.NewUnavailable("connection refused")
	h.post("office", actPath("parents-answer"), "key-00001", agree).want(http.StatusServiceUnavailable, "dezelfde Idempotency-Key")
	// It may have happened after all, so the key stays with this request.
	h.post("office", actPath("parents-answer"), "key-00001", `{"answer":"zienswijze"}`).want(http.StatusConflict)
	h.process.refusal = nil
	h.post("office", actPath("parents-answer"), "key-00001", agree).want(http.StatusOK)
	sent := h.process.calls
	if sent[0].updateID != sent[len(sent)-1].updateID {
		t.Errorf("the process cannot know the request again: %s and %s", sent[0].updateID, sent[len(sent)-1].updateID)
	}
}

func TestASecondSubmissionOfOneFormGivesTheAnswerOfTheProcess(t *testing.T) {
	h := newHarness(t)
	h.post("applicant", "/v1/cases", "key-00001", submission).want(http.StatusCreated)
	h.process.refusal = failure.Refuse(failure.NotNow, failure.Problem{Detail: "Deze aanvraag is al ingediend."})
	h.post("applicant", "/v1/cases", "key-00002", submission).want(http.StatusConflict, "al ingediend")
	h.post("applicant", "/v1/cases", "key-00001", submission).want(http.StatusCreated, caseID)
}
