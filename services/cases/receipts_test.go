package cases_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"testing"

	"traject.nl/proto/contract/failure"
	"traject.nl/services/cases"
	"traject.nl/services/cases/casestest"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/evidence"
)

func (h *harness) receipts(who string) []cases.ReceiptItem {
	h.Helper()
	return read[struct{ Receipts []cases.ReceiptItem }](h.get(who, "/v1/cases/"+caseID+"/receipts").want(http.StatusOK)).Receipts
}

func TestEveryActThatIsInHasAReceiptWithWhatWasEntered(t *testing.T) {
	h := officeHarness(t)
	given := read[cases.Accepted](h.post("parent", actPath("parents-answer"), "key-00001", `{ "textId": "t1", "answer": "zienswijze" }`).want(http.StatusOK))
	list := h.receipts("parent")
	want := cases.ReceiptItem{
		ID: given.ReceiptID, CaseID: caseID, Act: "AnswerAsParents", Party: casestest.Parent, Mine: true, At: given.At, Version: given.Version,
	}
	if len(list) != 1 || list[0] != want {
		t.Fatalf("receipts are %+v, want %+v", list, want)
	}
	one := read[cases.ReceiptView](h.get("parent", "/v1/cases/"+caseID+"/receipts/"+given.ReceiptID).want(http.StatusOK))
	var entered struct{ Answer, TextID string }
	if err := json.Unmarshal(one.Entered, &entered); err != nil || entered.Answer != "zienswijze" || entered.TextID != "t1" {
		t.Errorf("entered is %s (%v)", one.Entered, err)
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, one.Entered); err != nil {
		t.Fatal(err)
	}
	if sum := sha256.Sum256(compact.Bytes()); hex.EncodeToString(sum[:]) != one.SHA256 {
		t.Errorf("sha256 %s is not of %s", one.SHA256, compact.Bytes())
	}
}

func TestWhatCameInIsInTheEvidenceByItsHash(t *testing.T) {
	h := officeHarness(t)
	given := read[cases.Accepted](h.post("parent", actPath("parents-answer"), "key-00001", agree).want(http.StatusOK))
	h.post("office", actPath("parents-answer"), "key-00001", agree).want(http.StatusOK)
	one := read[cases.ReceiptView](h.get("parent", "/v1/cases/"+caseID+"/receipts/"+given.ReceiptID).want(http.StatusOK))
	h.get("parent", "/v1/evidence?caseId="+caseID).want(http.StatusForbidden)
	chain := read[evidence.Export](h.get("director", "/v1/evidence?caseId="+caseID).want(http.StatusOK))
	if err := chain.Verify(); err != nil || len(chain.Entries) != 2 {
		t.Fatalf("chain of %d entries: %v", len(chain.Entries), err)
	}
	first := chain.Entries[0]
	if first.Kind != evidence.Received || first.Party != casestest.Parent || !first.At.Equal(given.At) || first.Facts["sha256"] != one.SHA256 ||
		first.Facts["act"] != "AnswerAsParents" || first.Facts["message"] != given.ReceiptID || first.Facts["subject"] != "s-parent" {
		t.Errorf("entry is %+v", first)
	}
}

func TestAReceiptIsForTheOwnPartyAndTheOfficeAndTheDirector(t *testing.T) {
	h := officeHarness(t)
	h.put(asking(withExperts().GetVersion() + 1))
	mine := read[cases.Accepted](h.post("parent", actPath("parents-answer"), "key-00001", agree).want(http.StatusOK)).ReceiptID
	theirs := read[cases.Accepted](h.post("municipality", rung("2")+"/answers", "key-00001", takenUp).want(http.StatusOK)).ReceiptID
	for who, number := range map[string]int{"parent": 1, "municipality": 1, "office": 2, "director": 2, "applicant": 0, "sot": 0} {
		if got := h.receipts(who); len(got) != number {
			t.Errorf("%s has %d receipts, want %d", who, len(got), number)
		}
	}
	for _, who := range []string{"stranger", "board", "nobody", "other parent", "engineer"} {
		h.get(who, "/v1/cases/"+caseID+"/receipts").want(http.StatusNotFound)
	}
	path := "/v1/cases/" + caseID + "/receipts/"
	for _, who := range []string{"parent", "office", "director"} {
		h.get(who, path+mine).want(http.StatusOK)
	}
	for _, who := range []string{"applicant", "sot", "municipality", "other parent", "stranger"} {
		h.get(who, path+mine).want(http.StatusNotFound, "niet gevonden")
	}
	h.get("municipality", path+theirs).want(http.StatusOK, "taken-up", "t-words")
	h.get("parent", path+theirs).want(http.StatusNotFound)
	h.get("office", path+"0123").want(http.StatusNotFound)
	h.get("office", "/v1/cases/b3v9x2m4q8pd/receipts/"+mine).want(http.StatusNotFound)
}

func TestAReceiptStaysWithWhoHasNoPartInTheCaseAnyMore(t *testing.T) {
	h := officeHarness(t)
	h.post("parent", actPath("parents-answer"), "key-00001", agree).want(http.StatusOK)
	left := withExperts()
	left.Version++
	left.Parties = []string{casestest.Office}
	h.put(left)
	if got := h.receipts("parent"); len(got) != 1 {
		t.Errorf("%d receipts are left, want 1", len(got))
	}
	h.get("director", "/v1/cases/"+caseID+"/receipts").want(http.StatusNotFound)
}

func TestWhatWasRefusedHasNoReceipt(t *testing.T) {
	h := officeHarness(t)
	h.process.refusal = failure.Refuse(failure.NotNow, failure.Problem{Detail: "De ouders hebben al geantwoord."})
	h.post("parent", actPath("parents-answer"), "key-00001", agree).want(http.StatusConflict)
	if got := h.receipts("parent"); len(got) != 0 {
		t.Errorf("receipts of a refusal: %+v", got)
	}
	if entries, err := h.proof.OfCase(t.Context(), caseID); err != nil || len(entries) != 0 {
		t.Errorf("evidence of a refusal: %+v, %v", entries, err)
	}
}

// unkept loses receipts, and unproven evidence, as a process does that dies between the act and these.
type unkept struct{ *casestest.Memory }

func (unkept) PutReceipt(context.Context, cases.Receipt) error { return errors.New("connection lost") }

type unproven struct{ evidence.Log }

func (unproven) Append(context.Context, evidence.Entry) (evidence.Entry, error) {
	return evidence.Entry{}, errors.New("connection lost")
}

// dying is the same service on the same store, which dies where the test says.
func (h *harness) dying(store cases.Store, proof evidence.Log) *harness {
	h.Helper()
	other := &harness{T: h.T, store: h.store, process: h.process, keys: h.keys, live: h.live, proof: proof, router: edge.New("cases", cases.Version)}
	other.mount(store, today)
	return other
}

func TestADeathBetweenActAndReceiptIsRepairedByTheSameKey(t *testing.T) {
	for name, die := range map[string]func(*harness) *harness{
		"before the receipt":  func(h *harness) *harness { return h.dying(unkept{h.store}, h.proof) },
		"before the evidence": func(h *harness) *harness { return h.dying(h.store, unproven{h.proof}) },
		"before the answer":   func(h *harness) *harness { return h.dying(crashed{h.store}, h.proof) },
	} {
		for _, leaves := range []bool{false, true} {
			h := officeHarness(t)
			status := http.StatusInternalServerError
			if name == "before the answer" {
				status = http.StatusOK
			}
			die(h).post("parent", actPath("parents-answer"), "key-00001", agree).want(status)
			if leaves {
				left := withExperts()
				left.Version++
				left.Parties = []string{casestest.Office}
				h.put(left)
			}
			given := read[cases.Accepted](h.post("parent", actPath("parents-answer"), "key-00001", agree).want(http.StatusOK))
			if list := h.receipts("parent"); len(list) != 1 || list[0].ID != given.ReceiptID || h.process.done != 1 {
				t.Errorf("%s (leaves: %v): receipts %+v, acts done: %d", name, leaves, list, h.process.done)
			}
			if entries, err := h.proof.OfCase(t.Context(), caseID); err != nil || len(entries) != 1 || evidence.Verify(entries) != nil {
				t.Errorf("%s (leaves: %v): evidence %+v, %v", name, leaves, entries, err)
			}
		}
	}
}

func TestNobodyActsByTheKeyOfSomebodyElse(t *testing.T) {
	h := officeHarness(t)
	h.dying(unkept{h.store}, h.proof).post("parent", actPath("parents-answer"), "key-00001", agree).want(http.StatusInternalServerError)
	h.post("stranger", actPath("parents-answer"), "key-00001", agree).want(http.StatusNotFound)
	h.post("sot", actPath("parents-answer"), "key-00001", agree).want(http.StatusForbidden)
	h.post("sot", actPath("parents-answer"), "key-00001", agree).want(http.StatusForbidden)
	if h.process.done != 1 || len(h.process.calls) != 1 {
		t.Errorf("process was asked %d times", len(h.process.calls))
	}
}
