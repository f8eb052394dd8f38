package cases_test

import (
	"net/http"
	"testing"

	"traject.nl/proto/contract/failure"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/services/cases"
	"traject.nl/services/cases/casestest"
)

func (h *harness) activities() cases.Activities {
	return cases.Activities{Store: h.store, Clock: today, Pattern: cases.DefaultPattern}
}

// number asks the number of a granted TLV of the case.
func (h *harness) number(replaces string) string {
	h.Helper()
	response, err := h.activities().AssignTLVNumber(h.Context(), &casesv1.AssignTlvNumberRequest{
		CaseId: caseID, ApplicantSchoolId: "regenboog-uh-amerongen", Replaces: replaces,
		Decision: &tlvv1.Decision{Granted: true, DecidedOn: "2027-02-20"},
	})
	if err != nil {
		h.Fatal(err)
	}
	return response.GetTlvNumber()
}

func (h *harness) register() []cases.RegisterLine {
	h.Helper()
	return read[struct{ TLVs []cases.RegisterLine }](h.get("office", "/v1/tlv-register").want(http.StatusOK)).TLVs
}

func TestTheRegisterTellsWhichTLVTookThePlaceOfWhich(t *testing.T) {
	h := newHarness(t)
	first := h.number("")
	second := h.number(first)
	if again := h.number(first); again != second || first == second {
		t.Errorf("numbers are %s, %s and %s", first, second, again)
	}
	lines := h.register()
	if len(lines) != 2 || lines[0].Replaces != first || lines[1].ReplacedBy != second || lines[1].EndedOn != "2027-02-20" {
		t.Errorf("register is %+v", lines)
	}
}

func TestANumberThatWasNeverGivenIsNotReplaced(t *testing.T) {
	h := newHarness(t)
	_, err := h.activities().AssignTLVNumber(t.Context(), &casesv1.AssignTlvNumberRequest{
		CaseId: caseID, Replaces: "PO2603-000009", Decision: &tlvv1.Decision{Granted: true},
	})
	kind, problems, ok := failure.Read(err)
	if !ok || kind != failure.BadInput || problems[0].Field != "replaces" {
		t.Errorf("got %v", err)
	}
	if lines := h.register(); len(lines) != 0 {
		t.Errorf("register is %+v", lines)
	}
}

func TestATLVThatABezwaarTookAwayIsNoLongerInForce(t *testing.T) {
	h := newHarness(t)
	number := h.number("")
	view := casestest.Decided(caseID, 1)
	view.GetTlv().Replaced = []*tlvv1.Decision{{Granted: true, TlvNumber: number}}
	view.GetTlv().Decision = &tlvv1.Decision{DecidedOn: "2027-02-20"} // refused after all
	request := &casesv1.ProjectRequest{View: view, Entries: casestest.Lines(1, 1)}
	for range 2 {
		if _, err := h.activities().Project(t.Context(), request); err != nil {
			t.Fatal(err)
		}
	}
	if lines := h.register(); lines[0].EndedOn != "2027-02-20" || lines[0].ReplacedBy != "" {
		t.Errorf("register is %+v", lines)
	}
}

func TestOfTwoUpheldObjectionsTheSecondReplacesWhatTheFirstDecided(t *testing.T) {
	h := newHarness(t)
	first := h.number("")
	view := casestest.Decided(caseID, 1)
	view.GetTlv().GetDecision().TlvNumber = first
	h.put(view)
	second := h.number(first)
	after := casestest.Decided(caseID, 2)
	after.GetTlv().GetDecision().TlvNumber = second
	h.put(after)
	// The other objection was lodged while the first number was in force.
	third := h.number(first)
	if third == first || third == second {
		t.Errorf("numbers are %s, %s and %s", first, second, third)
	}
	lines := h.register()
	if lines[0].Replaces != second || lines[1].ReplacedBy != third || lines[1].Replaces != first || lines[2].ReplacedBy != second {
		t.Errorf("register is %+v", lines)
	}
}
