package documents_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"traject.nl/proto/contract/party"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	"traject.nl/services/documents"
	"traject.nl/services/platform/identity"
)

const words = "Onze leerplichtambtenaar belt morgen met de school."

func (h *house) answers(who, caseID string) documents.PartnerAnswerView {
	h.t.Helper()
	return into[documents.PartnerAnswerView](h.do(who, http.MethodPost, "/v1/cases/"+caseID+"/partner-answers", m{"text": words}).is(201))
}

func TestThePartnerAndThoseWhoWorkOnTheCaseReadItsAnswerAndNobodyElse(t *testing.T) {
	h := newHouse(t)
	id := h.submitted()
	h.people["other municipality"] = identity.Person{Subject: "s", Parties: []party.Party{"municipality:bunnik"}}
	h.people["other sot"] = identity.Person{Subject: "s", Parties: []party.Party{"sot:de-bilt"}}
	answer := h.answers("municipality", id)
	if answer.Attached || answer.Author != "municipality:zeist" || answer.CaseID != id || answer.Text != words {
		t.Errorf("%+v", answer)
	}
	expect := func(readers string) {
		t.Helper()
		for name := range h.people {
			got := h.get(name, "/v1/cases/"+id+"/partner-answers/"+answer.ID)
			if may := strings.Contains(" "+readers+" ", " "+name+" "); may != (got.status == http.StatusOK) || !may && got.status != http.StatusNotFound {
				t.Errorf("%s: %d", name, got.status)
			}
		}
	}
	expect("municipality")
	if err := h.attach(id, "municipality:zeist", ref(answer.ID, "reactie-partner")); err != nil {
		t.Fatal(err)
	}
	expect("municipality sot office director")
	if view := into[documents.PartnerAnswerView](h.get("sot", "/v1/cases/"+id+"/partner-answers/"+answer.ID).is(200)); !view.Attached || view.Text != words {
		t.Errorf("%+v", view)
	}
}

func TestReadingAnAnswerIsInTheAccessLog(t *testing.T) {
	h := newHouse(t)
	id := h.submitted()
	answer := h.answers("municipality", id)
	if err := h.attach(id, "municipality:zeist", ref(answer.ID, "reactie-partner")); err != nil {
		t.Fatal(err)
	}
	for _, who := range []string{"municipality", "sot"} {
		h.get(who, "/v1/cases/"+id+"/partner-answers/"+answer.ID).is(200)
		lines := h.log(id)
		if last := lines[len(lines)-1]; string(last.Who.Party) != h.partyOf(who) || last.What != answer.ID || last.CaseID != id || last.Action != documents.Read {
			t.Errorf("%s: %+v", who, last)
		}
	}
	h.store.FailRecord = errLogAway
	h.get("municipality", "/v1/cases/"+id+"/partner-answers/"+answer.ID).is(500)
}

func TestAnAnswerIsAttachedOnlyAsThePartnersOwn(t *testing.T) {
	h := newHouse(t)
	id := h.submitted()
	answer := h.answers("board", id)
	for author, kind := range map[string]string{"municipality:zeist": "reactie-partner", "board:b1": "advies"} {
		if err := h.attach(id, author, ref(answer.ID, kind)); err == nil {
			t.Errorf("attached as %s of %s", kind, author)
		}
	}
	if err := h.attach(id, "board:b1", &documentsv1.PieceRef{Id: answer.ID, Kind: "reactie-partner"}); err != nil {
		t.Error(err)
	}
}

func TestWhoWritesAnAnswerSeesNothingElseOfTheDossier(t *testing.T) {
	h := newHouse(t)
	id := h.submitted()
	answer := h.answers("municipality", id)
	for _, path := range []string{"", "/application", "/pupil", "/access-log", "/texts/" + answer.ID, "/documents/" + answer.ID} {
		h.get("municipality", "/v1/dossiers/"+id+path).is(404)
	}
	h.do("municipality", http.MethodPost, "/v1/dossiers/"+id+"/texts", m{"kind": "reactie-partner", "text": words}).is(404)
	h.do("sot", http.MethodPost, "/v1/dossiers/"+id+"/texts", m{"kind": "reactie-partner", "text": words}).is(400)
	advice := h.text("expert", id, "advies", "Rust.")
	h.get("sot", "/v1/cases/"+id+"/partner-answers/"+advice.ID).is(404)
}

func TestOnlyAMunicipalityOrABoardAnswersAndOnlyAnOpenCase(t *testing.T) {
	h := newHouse(t)
	id := h.submitted()
	post := func(who, caseID string, body m) answer {
		return h.do(who, http.MethodPost, "/v1/cases/"+caseID+"/partner-answers", body)
	}
	for name := range h.people {
		if name != "municipality" && name != "board" {
			post(name, id, m{"text": words}).is(403)
		}
	}
	post("municipality", "nowhere", m{"text": words}).is(404)
	post("municipality", id, m{"text": " \n"}).is(400)
	post("municipality", id, m{"text": strings.Repeat("é", 2001)}).is(400)
	post("municipality", id, m{"text": words, "party": "municipality:bunnik"}).is(403)
	h.share(id, documents.Sharing{Version: 9, Closed: true})
	post("municipality", id, m{"text": words}).is(409).says("gesloten")
}

func TestAnAnswerIsWrittenOnceAndDraftsDoNotPileUp(t *testing.T) {
	h := newHouse(t)
	id := h.submitted()
	path := "/v1/cases/" + id + "/partner-answers"
	var last string
	for n := range 10 {
		key := fmt.Sprintf("partner-%02d", n)
		first := into[documents.PartnerAnswerView](h.do("municipality", http.MethodPost, path, m{"text": words}, "Idempotency-Key", key).is(201))
		again := into[documents.PartnerAnswerView](h.do("municipality", http.MethodPost, path, m{"text": words}, "Idempotency-Key", key).is(201))
		if first.ID != again.ID || first.ID == last {
			t.Fatalf("%s, then %s", first.ID, again.ID)
		}
		last = first.ID
	}
	h.do("municipality", http.MethodPost, path, m{"text": words}).is(409)
	if err := h.attach(id, "municipality:zeist", ref(last, "reactie-partner")); err != nil {
		t.Fatal(err)
	}
	h.do("municipality", http.MethodPost, path, m{"text": words}).is(201)
	h.answers("board", id)
}

func TestAPartnerAnswersABezwaarToo(t *testing.T) {
	h := newHouse(t)
	h.objected()
	if answer := h.answers("municipality", theBezwaar); answer.CaseID != theBezwaar {
		t.Errorf("%+v", answer)
	}
}
