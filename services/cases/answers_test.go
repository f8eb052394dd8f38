package cases_test

import (
	"net/http"
	"reflect"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	"traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/failure"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/services/cases"
	"traject.nl/services/cases/casestest"
)

const municipality = "municipality:utrechtse-heuvelrug"

// asking is a case in which a municipality and a board were told of the same, at one rung.
func asking(version int64) *casesv1.View {
	view := escalated(caseID, "2026-11-20")
	view.Version = version
	rung := view.Fired[2]
	rung.Told = append(rung.Told, "board:stichting")
	rung.Asks, rung.AnswerOn, rung.Subject = "Denk met ons mee: kan de leerling naar school?", "2026-12-01", "leerplicht"
	return view
}

// answered is that case after both answered.
func answered(version int64) *casesv1.View {
	view := asking(version)
	view.Fired[2].Answers = []*caseworkv1.EscalationAnswer{
		{Actor: by("municipality", municipality), At: timestamppb.New(casestest.Start), Response: caseworkv1.Response_RESPONSE_TAKEN_UP, TextId: "t-words"},
		{Actor: by("board", "board:stichting"), At: timestamppb.New(casestest.Start), Response: caseworkv1.Response_RESPONSE_SEEN},
	}
	return view
}

// rung is the path of what the rungs of a case of tests told: 0 the SOT, 1 the director, 2 the municipality.
func rung(key string) string { return "/v1/escalations/" + casework.EscalationID(caseID, key) }

const takenUp = `{"response":"taken-up","textId":"t-words"}`

func TestWhoWasToldAnswersWithoutAPartInTheCase(t *testing.T) {
	for who, party := range map[string]string{"municipality": municipality, "board": "board:stichting"} {
		h := newHarness(t)
		h.put(asking(1))
		first := h.post(who, rung("2")+"/answers", "key-00001", takenUp).want(http.StatusOK).Body.String()
		got, err := h.process.last()
		if err != nil {
			t.Fatal(err)
		}
		want := &caseworkv1.AnswerEscalation{
			Actor: by(who, party), FiringKey: "2", Response: caseworkv1.Response_RESPONSE_TAKEN_UP, TextId: "t-words",
		}
		if got.caseID != caseID || got.procedure != "tlv" || !proto.Equal(got.message, want) {
			t.Errorf("%s: process got %v of %s, want %v", who, got.message, got.caseID, want)
		}
		again := h.post(who, rung("2")+"/answers", "key-00001", takenUp).want(http.StatusOK).Body.String()
		if first != again || h.process.done != 1 {
			t.Errorf("%s: answers are %s and %s, done %d times", who, first, again, h.process.done)
		}
		h.post(who, rung("2")+"/answers", "key-00001", `{"response":"seen"}`).want(http.StatusConflict, "Idempotency-Key")
	}
}

func TestWhoWasNotToldCannotReadOrAnswer(t *testing.T) {
	h := newHarness(t)
	h.put(asking(1))
	refusals := map[string]int{"sot": http.StatusNotFound, "director": http.StatusNotFound, "office": http.StatusNotFound}
	for _, who := range append([]string{"applicant", "parent", "office"}, outsiders...) {
		refusals[who] = http.StatusNotFound
	}
	delete(refusals, "municipality")
	delete(refusals, "board")
	for who := range refusals {
		h.get(who, rung("2")).want(http.StatusNotFound, "niet gevonden")
		h.post(who, rung("2")+"/answers", "key-00001", takenUp).want(http.StatusNotFound, "niet gevonden")
	}
	// Told, but as somebody of ZOUT: that is what the case is for.
	h.get("sot", rung("0")).want(http.StatusOK)
	h.post("sot", rung("0")+"/answers", "key-00001", takenUp).want(http.StatusForbidden, "gemeente of het bestuur")
	// Told of another rung only.
	h.get("municipality", rung("0")).want(http.StatusNotFound)
	h.get("municipality", "/v1/escalations/0123").want(http.StatusNotFound)
	if got, err := h.process.last(); err == nil {
		t.Errorf("process got %s", got.act)
	}
}

func TestAnAnswerThatIsWrongIsToldInDutch(t *testing.T) {
	h := newHarness(t)
	h.put(asking(1))
	path := rung("2") + "/answers"
	h.post("municipality", path, "key-00001", `{"response":"maybe"}`).want(http.StatusBadRequest, "body.response")
	h.post("municipality", path, "key-00002", `{}`).want(http.StatusBadRequest, "response")
	h.post("municipality", path, "", takenUp).want(http.StatusBadRequest, "Idempotency-Key")
	h.process.refusal = failure.Refuse(failure.BadInput, failure.Problem{Field: "text_id", Detail: "Deze tekst bestaat niet."})
	h.post("municipality", path, "key-00003", takenUp).want(http.StatusBadRequest, `"body.textId"`, "Deze tekst bestaat niet.")
	h.process.refusal = failure.Refuse(failure.NotNow, failure.Problem{Detail: "Deze zaak is gesloten."})
	h.post("municipality", path, "key-00003", takenUp).want(http.StatusConflict, "gesloten")
}

func TestTheSameKeyOnAnotherEscalationIsAnotherRequest(t *testing.T) {
	h := newHarness(t)
	view := asking(1)
	second := proto.CloneOf(view.Fired[2])
	second.Key = "3"
	view.Fired = append(view.Fired, second)
	h.put(view)
	h.post("municipality", rung("2")+"/answers", "key-00001", takenUp).want(http.StatusOK)
	h.post("municipality", rung("3")+"/answers", "key-00001", takenUp).want(http.StatusConflict, "Idempotency-Key")
}

func TestAnswersAreReadByWhoGaveThemAndByZOUT(t *testing.T) {
	h := newHarness(t)
	h.put(answered(1))
	mine := read[cases.EscalationItem](h.get("municipality", rung("2")).want(http.StatusOK))
	if len(mine.Answers) != 1 || !mine.Answers[0].Mine || mine.Answers[0].Response != "taken-up" || mine.Answers[0].TextID != "t-words" ||
		mine.Asks != "Denk met ons mee: kan de leerling naar school?" || mine.AnswerOn != "2026-12-01" || mine.Subject != "leerplicht" {
		t.Errorf("municipality reads %+v", mine)
	}
	for _, who := range []string{"sot", "office", "director"} {
		fired := h.seen(who, caseID).Fired
		if len(fired) != 3 {
			t.Fatalf("%s sees %d firings", who, len(fired))
		}
		got := fired[2]
		parties := []string{}
		for _, answer := range got.Answers {
			parties = append(parties, answer.Party+" "+answer.Response)
		}
		if got.ID != casework.EscalationID(caseID, "2") || got.Subject != "leerplicht" || got.AnswerOn != "2026-12-01" ||
			!reflect.DeepEqual(parties, []string{municipality + " taken-up", "board:stichting seen"}) {
			t.Errorf("%s sees %+v", who, got)
		}
	}
	for _, who := range []string{"applicant", "parent", "receiving"} {
		if body := h.get(who, "/v1/cases/"+caseID).Body.String(); strings.Contains(body, "taken-up") || strings.Contains(body, "Denk met ons mee") {
			t.Errorf("%s reads what is between ZOUT and the municipality: %s", who, body)
		}
	}
}

func TestAnAnswerIsOnTheOpenPageOfTheSOTAtOnce(t *testing.T) {
	s := newStreaming(t)
	s.put(asking(1))
	page := s.open("sot", "/v1/cases/"+caseID+"/events", "1")
	all := s.open("sot", "/v1/events", "")
	page.want("retry: 2000")
	all.want("retry: 2000")
	lines := casestest.Lines(1, 2)
	lines[1].Kind, lines[1].Audience = "antwoord-partner", []string{"office", "director", "sot"}
	if err := s.store.Project(t.Context(), answered(2), lines, today.Now()); err != nil {
		t.Fatal(err)
	}
	s.beat.Polled(t)
	page.want(caseEvent(2, 2))
	all.want(caseEvent(today.Now().UnixMilli(), 2))
	seen := s.seen("sot", caseID)
	if last := seen.Timeline[len(seen.Timeline)-1]; last.Kind != "antwoord-partner" || len(seen.Fired[2].Answers) != 2 {
		t.Errorf("the SOT then reads %+v and %+v", last, seen.Fired[2])
	}
	if parents := s.seen("parent", caseID).Timeline; len(parents) != 1 {
		t.Errorf("the parents read %d lines, want 1", len(parents))
	}
}
