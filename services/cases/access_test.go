package cases_test

import (
	"net/http"
	"slices"
	"testing"

	"traject.nl/proto/contract/tlv"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/services/cases"
	"traject.nl/services/cases/casestest"
)

// outsiders have no part in the case of the tests.
var outsiders = []string{"stranger", "other sot", "other expert", "other parent", "board", "municipality", "engineer", "nobody"}

// insiders have one.
var insiders = []string{"applicant", "receiving", "sot", "office", "director", "parent", "expert", "two schools"}

func TestWhoIsNoPartyIsToldThatThereIsNoSuchCase(t *testing.T) {
	h := newHarness(t)
	h.put(withExperts())
	unknown := h.get("office", "/v1/cases/000000000000").want(http.StatusNotFound, "niet gevonden").Body.String()
	for _, who := range outsiders {
		if got := h.get(who, "/v1/cases/"+caseID).want(http.StatusNotFound).Body.String(); got != unknown {
			t.Errorf("%s can tell the case from one that does not exist: %s", who, got)
		}
		h.get(who, "/v1/cases/"+caseID+"/events").want(http.StatusNotFound, "niet gevonden")
		for _, example := range actExamples {
			if !example.beforehand {
				h.post(who, actPath(example.path), "key-00001", example.body).want(http.StatusNotFound, "niet gevonden")
			}
		}
		list := read[struct{ Cases []cases.CaseItem }](h.get(who, "/v1/cases").want(http.StatusOK))
		if len(list.Cases) != 0 {
			t.Errorf("%s sees the case in the list", who)
		}
		tasks := read[struct{ Tasks []cases.TaskItem }](h.get(who, "/v1/tasks").want(http.StatusOK))
		if len(tasks.Tasks) != 0 {
			t.Errorf("%s sees tasks of the case", who)
		}
	}
	if got, err := h.process.last(); err == nil {
		t.Errorf("process got %s", got.act)
	}
}

// actors are the ones of the insiders who may do an act.
var actors = map[tlv.Act][]string{
	tlv.JudgeCompetence:   {"office"},
	tlv.ConfirmSot:        {"sot"},
	tlv.JudgeCompleteness: {"office"},
	tlv.Complete:          {"applicant", "two schools"},
	tlv.AnswerAsParents:   {"parent", "office"},
	tlv.AssignExperts:     {"office"},
	tlv.InviteToTalk:      {"office", "expert"},
	tlv.ReportTalk:        {"expert"},
	tlv.ConfirmReportCopy: {"office"},
	tlv.GiveAdvice:        {"expert"},
	tlv.ResolveDifference: {"office"},
	tlv.Decide:            {"director"},
	tlv.Announce:          {"office"},
	tlv.Withdraw:          {"applicant", "two schools"},
}

func TestAPartyDoesOnlyTheActsOfItsRole(t *testing.T) {
	for _, example := range actExamples {
		if example.beforehand {
			continue
		}
		for _, who := range insiders {
			h := newHarness(t)
			h.put(withExperts())
			got := h.post(who, actPath(example.path), "key-00001", example.body)
			_, err := h.process.last()
			if slices.Contains(actors[example.act], who) {
				got.want(http.StatusOK)
			} else if got.want(http.StatusForbidden, "U mag dit in deze zaak niet doen"); err == nil {
				t.Errorf("%s of %s reached the process", example.act, who)
			}
		}
	}
}

func TestOnlyASchoolAppliesAndOnlyForItself(t *testing.T) {
	for _, who := range slices.Concat(insiders, outsiders) {
		h := newHarness(t)
		got := h.post(who, "/v1/cases", "key-00001", submission)
		if who == "applicant" || who == "two schools" {
			got.want(http.StatusCreated)
		} else {
			got.want(http.StatusForbidden, "uw eigen school")
		}
	}
}

func TestAFormOfSomebodyElseIsNotFound(t *testing.T) {
	h := newHarness(t)
	taken := casestest.View(caseID, 1)
	taken.Parties, taken.ApplicantSchoolId = []string{"school:elsewhere", casestest.Office}, "elsewhere"
	h.put(taken)
	h.post("applicant", "/v1/cases", "key-00001", submission).want(http.StatusNotFound, "niet gevonden")
}

func TestTheRegisterIsForOfficeAndDirector(t *testing.T) {
	h := newHarness(t)
	for _, who := range slices.Concat(insiders, outsiders) {
		got := h.get(who, "/v1/tlv-register")
		if who == "office" || who == "director" {
			got.want(http.StatusOK)
		} else {
			got.want(http.StatusForbidden)
		}
	}
}

// sightCase is the case with an advice and a zienswijze; when decided with a decision, and when announced sent.
func sightCase(version int64, decided, announced bool) *casesv1.View {
	view := withExperts()
	view.Version = version
	facts := view.GetTlv()
	facts.Phase = tlvv1.Phase_PHASE_ADVICE
	facts.Advices = []*tlvv1.Advice{{ExpertId: "gz-1", Admissible: true, Destination: tlvv1.Destination_DESTINATION_SO, TextId: "t-advice"}}
	facts.Zienswijze = &tlvv1.Zienswijze{TextId: "t-zienswijze"}
	if decided {
		view.Tasks = append(view.Tasks, casestest.Task("besluit", casestest.Director, "2026-12-01", "toegekend"))
		facts.Phase, facts.Outcome = tlvv1.Phase_PHASE_ANNOUNCEMENT, tlvv1.Outcome_OUTCOME_GRANTED
		facts.Decision = &tlvv1.Decision{Granted: true, DecidedOn: "2026-11-24", TlvNumber: "PO2603-000001"}
	}
	if announced {
		facts.Decision.AnnouncedOn = "2026-11-25"
	}
	return view
}

func TestWhoReadsAdvicesAndDecisionWhen(t *testing.T) {
	type sight struct{ advice, decision, hearing bool }
	advising, deciding, announced := sightCase(1, false, false), sightCase(2, true, false), sightCase(3, true, true)
	all, none := sight{true, true, true}, sight{}
	tests := map[string][3]sight{ // while advising, when decided, when announced
		"applicant": {{hearing: true}, {advice: true, hearing: true}, all},
		"parent":    {{hearing: true}, {advice: true, hearing: true}, all},
		"receiving": {none, none, {decision: true}},
		"sot":       {{advice: true, hearing: true}, all, all},
		"expert":    {{advice: true, hearing: true}, all, all},
		"office":    {{advice: true, hearing: true}, all, all},
		"director":  {{advice: true, hearing: true}, all, all},
	}
	for who, wants := range tests {
		t.Run(who, func(t *testing.T) {
			h := newHarness(t)
			for i, view := range []*casesv1.View{advising, deciding, announced} {
				h.put(view)
				facts := read[cases.CaseView](h.get(who, "/v1/cases/"+caseID).want(http.StatusOK)).TLV
				got := sight{
					advice:   len(facts.Advices) == 1 && facts.Advices[0].Admissible != nil && facts.Advices[0].TextID == "t-advice",
					decision: facts.Decision != nil,
					hearing:  facts.Zienswijze != nil,
				}
				if got != wants[i] {
					t.Errorf("in step %d sees %+v, want %+v", i+1, got, wants[i])
				}
				if tells := facts.Outcome == "granted"; tells != got.decision {
					t.Errorf("in step %d the outcome is told: %v, the decision: %v", i+1, tells, got.decision)
				}
			}
		})
	}
}

func TestALineWithAnAudienceIsForThatAudience(t *testing.T) {
	h := newHarness(t)
	view := withExperts()
	lines := casestest.Lines(1, 3)
	lines[1].Audience = []string{"office", "director", "expert"}
	if err := h.store.Project(t.Context(), view, lines, casestest.Start); err != nil {
		t.Fatal(err)
	}
	want := map[string]int{"office": 3, "director": 3, "expert": 3, "applicant": 2, "sot": 2, "parent": 2, "receiving": 0}
	for who, number := range want {
		seen := read[cases.CaseView](h.get(who, "/v1/cases/"+caseID).want(http.StatusOK))
		if len(seen.Timeline) != number {
			t.Errorf("%s sees %d lines, want %d", who, len(seen.Timeline), number)
		}
		for _, line := range seen.Timeline {
			if line.By != "office" {
				t.Errorf("line tells %q of who did it, want the role only", line.By)
			}
		}
	}
}
