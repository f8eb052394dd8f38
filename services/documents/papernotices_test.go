package documents_test

import (
	"bytes"
	"net/http"
	"slices"
	"strings"
	"testing"

	"traject.nl/services/documents"
	"traject.nl/services/platform/evidence"
	pdfs "traject.nl/services/platform/pdf"
)

func (h *house) paper(who, id, caseID string, with m, header ...string) answer {
	h.t.Helper()
	body := m{"caseId": caseID, "party": h.partyOf("parent"), "kind": "task"}
	for name, value := range with {
		body[name] = value
	}
	return h.do(who, http.MethodPost, "/v1/dossiers/"+id+"/paper-notices", body, header...)
}

func pages(t *testing.T, content []byte) int {
	t.Helper()
	_, n, err := pdfs.Open(content)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestTheOfficeMakesANoticeOnPaperAndThatIsOnRecord(t *testing.T) {
	h := newHouse(t)
	id := h.submitted()
	first := h.paper("office", id, id, nil, "Idempotency-Key", "paper-0001").is(200)
	if first.header.Get("Content-Type") != "application/pdf" || !strings.HasPrefix(first.header.Get("Content-Disposition"), "attachment") {
		t.Errorf("%v", first.header)
	}
	if n := pages(t, first.body); n != 1 {
		t.Errorf("%d pages", n)
	}
	again := h.paper("office", id, id, nil, "Idempotency-Key", "paper-0001").is(200)
	if !bytes.Equal(first.body, again.body) {
		t.Error("the same request gave another letter")
	}
	h.paper("office", id, id, m{"kind": "reminder"}, "Idempotency-Key", "paper-0001").is(409)
	entries := slices.DeleteFunc(h.proven(id), func(e evidence.Entry) bool { return e.Kind != evidence.PaperMade })
	if len(entries) != 1 || entries[0].Party != h.partyOf("parent") || entries[0].Facts[evidence.FactKind] != "task" {
		t.Errorf("%+v", entries)
	}
	made := slices.DeleteFunc(h.log(id), func(l documents.Access) bool { return l.What != documents.ThePaperNotice })
	if len(made) != 2 || made[0].Who.Subject != "subject-office" || made[0].Action != documents.Download {
		t.Errorf("every making is in the access log: %+v", made)
	}
}

func TestALetterGoesAlongWithANoticeOnPaper(t *testing.T) {
	h := newHouse(t)
	id := h.objected()
	letters := h.letter(h.receiptLetter(id))
	alone := pages(t, h.paper("office", id, theBezwaar, m{"kind": "letter"}).is(200).body)
	mine := pages(t, h.content("office", id, letters[0].GetDocumentId()))
	together := pages(t, h.paper("office", id, theBezwaar, m{"kind": "letter", "pieceId": letters[0].GetDocumentId()}).is(200).body)
	if together != alone+mine {
		t.Errorf("%d pages, want %d and %d", together, alone, mine)
	}
	h.paper("office", id, theBezwaar, m{"kind": "letter", "pieceId": letters[1].GetDocumentId()}).is(400).says("aan een ander gericht")
	h.paper("office", id, theBezwaar, m{"kind": "letter", "pieceId": "nowhere"}).is(404)
}

func TestANoticeOnPaperIsForAParentOfTheCaseWithAnAddress(t *testing.T) {
	h := newHouse(t)
	id := h.submitted()
	for name := range h.people {
		if name == "office" {
			continue
		}
		if got := h.paper(name, id, id, nil).status; got != 403 && got != 404 {
			t.Errorf("%s: %d", name, got)
		}
	}
	h.paper("office", id, id, m{"party": h.partyOf("ib")}).is(400)
	h.paper("office", id, id, m{"party": "parent:0000"}).is(400)
	h.paper("office", id, id, m{"kind": "escalation"}).is(400).says("escalation")
	h.paper("office", id, "nowhere", nil).is(404)
	h.store.FailRecord = errLogAway
	h.paper("office", id, id, nil).is(500)
	if got := h.told(h.proven(id)); len(got) != 0 {
		t.Errorf("proven: %v", got)
	}
}

func TestAParentWithoutAPostalAddressGetsNoNoticeOnPaper(t *testing.T) {
	h := newHouse(t)
	id := h.draft()
	without := form()
	without["parents"] = []m{{"name": "Sanne de Vries", "email": parentMail}}
	h.save(id, without)
	h.admit(id)
	h.share(id, documents.Sharing{Version: 1})
	h.paper("office", id, id, nil).is(409).says("geen postadres")
}
