package cases_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/bezwaar"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/services/cases"
	"traject.nl/services/cases/casestest"
)

func (h *harness) seen(who, id string) cases.CaseView {
	h.Helper()
	return read[cases.CaseView](h.get(who, "/v1/cases/"+id).want(http.StatusOK))
}

// judged is the bezwaar with everything in it, up to a moment.
func judged(version int64, sent, announced bool) *casesv1.View {
	view := casestest.Objection(objectionID, version, caseID)
	facts := view.GetBezwaar()
	facts.ObjectorTextId = "t-address"
	facts.Bundle = &bezwaarv1.Bundle{
		DocumentId: "d-bundle", MadeOn: "2026-12-01", Missing: []string{"Schoolprofiel"},
		Items: []*bezwaarv1.BundleItem{{Number: 1, Title: "Bezwaarschrift", DocumentId: "t-objection", FirstPage: 3, Pages: 2}},
	}
	facts.Advice, facts.AdviceId = bezwaarv1.Opinion_OPINION_UPHELD, "d-advice"
	facts.Decision, facts.DecidedOn, facts.ReasonsTextId = bezwaarv1.Opinion_OPINION_UPHELD, "2027-02-20", "t-reasons"
	facts.Outcome = bezwaarv1.Outcome_OUTCOME_UPHELD
	facts.Replacements = []*bezwaarv1.Replacement{{CaseId: caseID, Decision: &tlvv1.Decision{Granted: true, TlvNumber: "PO2603-000002"}}}
	if sent {
		facts.Bundle.SentOn = "2026-12-02"
		facts.Hearing = &bezwaarv1.Hearing{HearingOn: "2027-01-20", HearingAt: "13:30", PlaceTextId: "t-place"}
	}
	if announced {
		facts.AnnouncedOn = "2027-02-24"
	}
	return view
}

func TestWhoReadsWhatOfABezwaarAndWhen(t *testing.T) {
	type sight struct{ objection, talk, address, bundle, hearing, advice, decision bool }
	open := sight{objection: true, bundle: false}
	papers := sight{objection: true, bundle: true, hearing: true}
	told := sight{objection: true, bundle: true, hearing: true, advice: true, decision: true}
	talking := func(s sight) sight { s.talk = true; return s }
	zout := func(hearing bool) sight {
		return sight{objection: true, talk: true, address: true, bundle: true, hearing: hearing, advice: true, decision: true}
	}
	tests := map[string][3]sight{ // when lodged, when the LBT has the papers and the hearing is planned, when announced
		"parent":    {talking(open), talking(papers), talking(told)},
		"applicant": {open, papers, told},
		"sot":       {{}, {}, {}},
		"office":    {zout(false), zout(true), zout(true)},
		"director":  {zout(false), zout(true), zout(true)},
	}
	for who, wants := range tests {
		t.Run(who, func(t *testing.T) {
			h := newHarness(t)
			for i, view := range []*casesv1.View{judged(1, false, false), judged(2, true, false), judged(3, true, true)} {
				h.put(view)
				facts := h.seen(who, objectionID).Bezwaar
				got := sight{
					objection: facts.ObjectionID == "t-objection" && len(facts.Decisions) == 1,
					talk:      len(facts.Talks) == 1,
					address:   facts.ObjectorTextID == "t-address",
					bundle:    facts.Bundle != nil && len(facts.Bundle.Items) == 1,
					hearing:   facts.Hearing != nil,
					advice:    facts.Advice == "upheld" && facts.AdviceID == "d-advice",
					decision:  facts.Decision != nil && facts.Decision.Replacements[0].Decision.TLVNumber == "PO2603-000002",
				}
				if got != wants[i] {
					t.Errorf("in step %d sees %+v, want %+v", i+1, got, wants[i])
				}
				if tells := facts.Outcome == "upheld"; tells != got.decision {
					t.Errorf("in step %d the outcome is told: %v, the decision: %v", i+1, tells, got.decision)
				}
				if mine := who == "parent"; facts.Mine != mine || facts.Objector != "parent" {
					t.Errorf("objector is %q, mine %v", facts.Objector, facts.Mine)
				}
				if known := who != "applicant" && who != "sot"; (facts.ObjectorParty != "") != known {
					t.Errorf("knows the party of the parents: %q", facts.ObjectorParty)
				}
			}
		})
	}
}

func TestBothProceduresStandInOneList(t *testing.T) {
	h := objected(t)
	h.wantList("parent", "", objectionID, caseID)
	h.wantList("parent", "?procedure=bezwaar", objectionID)
	h.wantList("parent", "?procedure=tlv", caseID)
	h.wantList("receiving", "", caseID)
	items := read[struct{ Cases []cases.CaseItem }](h.get("office", "/v1/cases?procedure=bezwaar").want(http.StatusOK)).Cases
	item := items[0]
	if !slices.Equal(item.About, []string{caseID}) || item.DecisionTerm == nil || item.DecisionTerm.PlannedOn != "2027-03-30" || item.Tasks != 2 || item.Overdue {
		t.Errorf("item is %+v", item)
	}
	late := casestest.Objection(objectionID, 3, caseID)
	late.Tasks[0].DueOn = "2026-11-23"
	h.put(late)
	items = read[struct{ Cases []cases.CaseItem }](h.get("office", "/v1/cases?procedure=bezwaar").want(http.StatusOK)).Cases
	if !items[0].Overdue {
		t.Error("a task of yesterday is not late")
	}
}

func TestACaseNamesTheCasesBesideItInWhichTheReaderHasAPart(t *testing.T) {
	h := objected(t)
	school := casestest.Objection("r7w2n5h8r3t6", 1, caseID)
	school.GetBezwaar().Objector, school.GetBezwaar().ReceivedOn = casestest.Applicant, "2026-11-25"
	school.Parties = []string{casestest.Applicant, casestest.Office}
	h.put(school)
	related := func(who, id string) []string {
		list := []string{}
		for _, other := range h.seen(who, id).Related {
			list = append(list, other.CaseID+" "+other.Procedure+" "+other.Objector)
		}
		return list
	}
	ofParents, ofSchool, decided := objectionID+" bezwaar parent", "r7w2n5h8r3t6 bezwaar school", caseID+" tlv "
	for _, test := range []struct {
		who, id string
		want    []string
	}{
		{"office", caseID, []string{ofParents, ofSchool}},
		{"parent", caseID, []string{ofParents}},
		{"receiving", caseID, []string{}},
		{"office", objectionID, []string{decided, ofSchool}},
		{"parent", objectionID, []string{decided}},
		{"applicant", "r7w2n5h8r3t6", []string{decided, ofParents}},
	} {
		if got := related(test.who, test.id); !slices.Equal(got, test.want) {
			t.Errorf("%s beside %s: %v, want %v", test.who, test.id, got, test.want)
		}
	}
}

func TestATLVTellsWhatBecameOfItsDecision(t *testing.T) {
	h := newHarness(t)
	view := casestest.Decided(caseID, 3)
	facts := view.GetTlv()
	facts.Replaced = []*tlvv1.Decision{facts.GetDecision()}
	facts.Decision = &tlvv1.Decision{Granted: true, TlvNumber: "PO2603-000002", AnnouncedOn: "2027-02-24"}
	facts.Objections = []*tlvv1.Objection{{BezwaarId: objectionID, LodgedOn: "2026-11-23", EndedOn: "2027-02-24"}}
	h.put(view)
	seen := h.seen("parent", caseID).TLV
	if seen.Decision.TLVNumber != "PO2603-000002" || len(seen.Replaced) != 1 || seen.Replaced[0].TLVNumber != "PO2603-000001" ||
		len(seen.Objections) != 1 || seen.Objections[0].EndedOn != "2027-02-24" {
		t.Errorf("parents see %+v", seen)
	}
	if seen := h.seen("receiving", caseID).TLV; len(seen.Objections) != 0 {
		t.Errorf("the receiving school sees objections: %+v", seen.Objections)
	}
}

func (h *harness) offered(who, id string) map[string]cases.OpenAct {
	h.Helper()
	offered := map[string]cases.OpenAct{}
	for _, open := range h.seen(who, id).Acts {
		offered[open.Act] = open
	}
	return offered
}

func names(offered map[string]cases.OpenAct, among func(string) bool) []string {
	list := []string{}
	for name := range offered {
		if among(name) {
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return list
}

func TestActsOnABezwaarAreOfferedByPhaseRoleAndFacts(t *testing.T) {
	in := func(phase bezwaarv1.Phase, change func(*bezwaarv1.Facts)) *casesv1.View {
		view := casestest.Objection(objectionID, 1, caseID)
		view.GetBezwaar().Phase = phase
		if change != nil {
			change(view.GetBezwaar())
		}
		return view
	}
	tests := []struct {
		name, who string
		view      *casesv1.View
		want      []string
	}{
		{"office at the start", "office", in(bezwaarv1.Phase_PHASE_INTAKE, nil),
			[]string{"Acknowledge", "AskRepair", "FileDefence", "HoldTalk", "MakeBundle", "WithdrawObjection"}},
		{"office with a bundle, confirmed, late and asked to repair", "office", in(bezwaarv1.Phase_PHASE_INTAKE, func(f *bezwaarv1.Facts) {
			f.AcknowledgedOn, f.DefenceTextId, f.Late = "2026-11-24", "t", true
			f.Bundle = &bezwaarv1.Bundle{MadeOn: "2026-11-24"}
			f.Repairs = []*bezwaarv1.RepairRequest{{AskedOn: "2026-11-24", RepairBy: "2026-12-08"}}
		}), []string{"ExplainLateness", "HoldTalk", "MakeBundle", "Repair", "SendToLbt", "WithdrawObjection"}},
		{"the objector who is asked", "parent", in(bezwaarv1.Phase_PHASE_INTAKE, func(f *bezwaarv1.Facts) {
			f.Late = true
			f.Repairs = []*bezwaarv1.RepairRequest{{AskedOn: "2026-11-24", RepairBy: "2026-12-08"}}
		}), []string{"ExplainLateness", "Repair", "WithdrawObjection"}},
		{"the objector who is not", "parent", in(bezwaarv1.Phase_PHASE_INTAKE, nil), []string{"WithdrawObjection"}},
		{"another interested party", "applicant", in(bezwaarv1.Phase_PHASE_INTAKE, nil), []string{}},
		{"the director may grant it at once", "director", in(bezwaarv1.Phase_PHASE_INTAKE, nil), []string{"DecideObjection", "FileDefence"}},
		{"hearing", "office", in(bezwaarv1.Phase_PHASE_HEARING, func(f *bezwaarv1.Facts) { f.AcknowledgedOn, f.DefenceTextId = "x", "t" }),
			[]string{"AskRepair", "HoldTalk", "PlanHearing", "ReportHearing", "WithdrawObjection"}},
		{"advice", "office", in(bezwaarv1.Phase_PHASE_ADVICE, func(f *bezwaarv1.Facts) { f.AcknowledgedOn = "x" }),
			[]string{"AskRepair", "HoldTalk", "RecordAdvice", "WithdrawObjection"}},
		{"decision", "director", in(bezwaarv1.Phase_PHASE_DECISION, nil), []string{"DecideObjection"}},
		{"announcement", "office", in(bezwaarv1.Phase_PHASE_ANNOUNCEMENT, nil), []string{"AnnounceObjection"}},
		{"beroep", "office", in(bezwaarv1.Phase_PHASE_APPEAL, nil), []string{"RecordAppeal"}},
		{"beroep was lodged", "office", in(bezwaarv1.Phase_PHASE_APPEAL, func(f *bezwaarv1.Facts) { f.AppealOn = "2027-04-01" }), []string{}},
		{"closed", "office", in(bezwaarv1.Phase_PHASE_CLOSED, nil), []string{}},
	}
	ofBezwaar := func(name string) bool {
		return slices.ContainsFunc(bezwaar.Acts, func(what act.Act) bool { return string(what) == name })
	}
	h := newHarness(t)
	for i, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.view.Version = int64(i + 1)
			h.put(test.view)
			offered := h.offered(test.who, objectionID)
			if got := names(offered, ofBezwaar); !slices.Equal(got, test.want) {
				t.Errorf("%s is offered %v, want %v", test.who, got, test.want)
			}
			for name, open := range offered {
				if !strings.HasPrefix(open.Path, "/v1/cases/"+objectionID+"/") {
					t.Errorf("path of %s is %s", name, open.Path)
				}
			}
		})
	}
}

func TestObjectingIsOfferedOnceTheDecisionIsAnnounced(t *testing.T) {
	h := newHarness(t)
	h.put(casestest.View(caseID, 3))
	if open, offered := h.offered("parent", caseID)["Lodge"]; offered {
		t.Errorf("offered before the decision: %+v", open)
	}
	h.put(casestest.Decided(caseID, 4))
	for who, want := range map[string]bool{"parent": true, "applicant": true, "office": true, "receiving": false, "sot": false, "director": false} {
		open, offered := h.offered(who, caseID)["Lodge"]
		if offered != want || offered && open.Path != "/v1/objections" {
			t.Errorf("%s is offered to object: %v at %q", who, offered, open.Path)
		}
	}
	closed := casestest.Decided(caseID, 5)
	closed.Closed = true
	h.put(closed)
	if _, offered := h.offered("parent", caseID)["Lodge"]; !offered {
		t.Error("a late objection is not offered")
	}
}
