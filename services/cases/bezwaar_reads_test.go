package cases_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"google.golang.org/protobuf/types/known/timestamppb"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/bezwaar"
	"traject.nl/proto/contract/casework"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/services/cases"
	"traject.nl/services/cases/casestest"
)

func (h *harness) seen(who, id string) cases.CaseView {
	h.Helper()
	return read[cases.CaseView](h.get(who, "/v1/cases/"+id).want(http.StatusOK))
}

// judged is the bezwaar with everything in it, up to a moment.
func judged(version int64, invited, announced bool) *casesv1.View {
	view := casestest.Objection(objectionID, version, caseID)
	facts := view.GetBezwaar()
	facts.ObjectorTextId = "t-address"
	facts.Bundle = &bezwaarv1.Bundle{
		DocumentId: "d-bundle", MadeOn: "2026-12-01", SentOn: "2026-12-02", Missing: []string{"Schoolprofiel"},
		Items: []*bezwaarv1.BundleItem{{Number: 1, Title: "Bezwaarschrift", DocumentId: "t-objection", FirstPage: 3, Pages: 2}},
	}
	facts.Advice, facts.AdviceId = bezwaarv1.Opinion_OPINION_UPHELD, "d-advice"
	facts.Decision, facts.DecidedOn, facts.ReasonsTextId = bezwaarv1.Opinion_OPINION_UPHELD, "2027-02-20", "t-reasons"
	facts.Outcome = bezwaarv1.Outcome_OUTCOME_UPHELD
	facts.Replacements = []*bezwaarv1.Replacement{{CaseId: caseID, Decision: &tlvv1.Decision{Granted: true, TlvNumber: "PO2603-000002"}}}
	if invited {
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
	tests := map[string][3]sight{ // when lodged, when invited to the hearing, when announced
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

// clocked is a running TLV with all that the clock can leave behind.
func clocked(version int64) *casesv1.View {
	view := withExperts()
	view.Version, view.PolicyVersion = version, "2026-2"
	view.Tasks[1].Assignee, view.Tasks[2].Assignee = "s-office", "s-colleague"
	view.Tasks[2].DueAt = timestamppb.New(casestest.Start)
	view.Tasks[2].HandedOverFrom = "sot:zeist"
	view.Tasks[2].Comments = []*caseworkv1.TaskComment{{
		At: timestamppb.New(casestest.Start), Actor: &caseworkv1.Actor{Party: casestest.SOT, Subject: "s-sot"}, TextId: "t-comment",
	}}
	view.Extendable = []*casesv1.Extendable{{TermId: "beslistermijn", Ground: "Awb 4:14 lid 3"}}
	view.Fired = []*caseworkv1.Firing{{
		Key: "task/k/2026-11-23/+3", Kind: caseworkv1.FiringKind_FIRING_KIND_ESCALATION, About: "k", Title: "Taak k", DueOn: "2026-11-20",
		Days: 3, Told: []string{casestest.SOT}, At: timestamppb.New(casestest.Start), Late: true,
	}}
	view.Defaults = []*caseworkv1.DefaultNotice{
		{Id: "ingebrekestelling/1", TermId: "beslistermijn", ReceivedOn: "2026-11-20", FromParty: casestest.Parent, TextId: "t-notice"},
	}
	return view
}

// sharedPath is the last part of the path of an act that every procedure has; empty for any other.
func sharedPath(name string) string {
	for _, example := range objectionExamples {
		if _, shared := casework.Actors[example.act]; shared && string(example.act) == name {
			return example.path
		}
	}
	return ""
}

func TestSharedActsAreOfferedWhereTheyMakeSense(t *testing.T) {
	h := newHarness(t)
	newer := casestest.View("a3v9x2m4q8pd", 1)
	newer.PolicyVersion, newer.ReceivedAt = "2026-3", timestamppb.New(casestest.Start.AddDate(0, 0, 1))
	h.put(newer)
	h.put(clocked(3))
	office, sot := "volledigheid/"+casestest.Office, "sot-betrokkenheid/"+casestest.SOT
	deciding := []string{"beslistermijn"}
	tests := map[string]map[string][]string{
		"office": {
			"PutBackTask": {office}, "HandOverTask": {office, sot}, "CommentTask": {office, sot}, "ExtendTerm": deciding,
			"AgreeDelay": deciding, "SuspendTerm": deciding, "NotifyDefault": deciding, "JudgeDefault": {"ingebrekestelling/1"}, "MovePolicy": nil,
		},
		"director": {
			"HandOverTask": {sot}, "CommentTask": {office, sot}, "ExtendTerm": deciding, "JudgeDefault": {"ingebrekestelling/1"}, "MovePolicy": nil,
		},
		"sot":       {"ClaimTask": {sot}, "PutBackTask": {sot}, "HandOverTask": {sot}, "CommentTask": {office, sot}},
		"parent":    {"NotifyDefault": deciding},
		"applicant": {"NotifyDefault": deciding},
		"receiving": {},
		"expert":    {"CommentTask": {office, sot}},
	}
	for who, want := range tests {
		offered := h.offered(who, caseID)
		for _, name := range names(offered, func(name string) bool { return offered[name].Path == "/v1/cases/"+caseID+"/"+sharedPath(name) }) {
			open := offered[name]
			on, wanted := want[name]
			if got := slices.Concat(open.TaskIDs, open.TermIDs, open.NoticeIDs); !wanted || !slices.Equal(got, on) {
				t.Errorf("%s is offered %s on %v, want %v", who, name, got, on)
			}
			delete(want, name)
		}
		for name := range want {
			t.Errorf("%s is not offered %s", who, name)
		}
	}
}

func TestNoSharedActIsOfferedInAClosedCase(t *testing.T) {
	h := newHarness(t)
	view := clocked(3)
	view.Closed = true
	h.put(view)
	for name, open := range h.offered("office", caseID) {
		if sharedPath(name) != "" {
			t.Errorf("%s is offered: %+v", name, open)
		}
	}
}

func TestATermThatStandsStillCanBeResumedAndIsNotSuspendedAgain(t *testing.T) {
	h := newHarness(t)
	view := withExperts()
	view.Terms[0].Suspensions = []*caseworkv1.Suspension{{Ground: "Awb 4:15 lid 2 onder c", FromOn: "2026-11-24", ProofId: "t-cause"}}
	view.Terms[0].PlannedOn, view.Terms[0].LastOn, view.Terms[0].DaysLeft = "", "", 55
	h.put(view)
	offered := h.offered("office", caseID)
	if _, again := offered["SuspendTerm"]; again || !slices.Equal(offered["ResumeTerm"].TermIDs, []string{"beslistermijn"}) {
		t.Errorf("offered %v", offered)
	}
	term := h.seen("parent", caseID).Terms[0]
	if !term.Suspended || term.DaysLeft != nil || term.BudgetLeft != 55 || term.Suspensions[0].ProofID != "t-cause" {
		t.Errorf("term is %+v", term)
	}
	agreed := withExperts()
	agreed.Version = 4
	agreed.Terms[0].Suspensions = []*caseworkv1.Suspension{{Ground: "Awb 4:15 lid 2 onder a", FromOn: "2026-12-01", UntilOn: "2026-12-14"}}
	h.put(agreed)
	if term := h.seen("office", caseID).Terms[0]; term.Suspended || term.DaysLeft == nil {
		t.Errorf("a delay that is still to come: %+v", term)
	}
}

func TestThePenaltyCanBeDecidedOnceItStopped(t *testing.T) {
	h := newHarness(t)
	running := clocked(1)
	running.Defaults[0].Judgement = caseworkv1.Judgement_JUDGEMENT_VALID
	running.Defaults[0].FirstDay, running.Defaults[0].LastDay = "2026-11-20", "2026-12-31"
	running.Defaults[0].Rates = []*caseworkv1.PenaltyRate{{FromOn: "2026-11-20", UntilOn: "2026-12-03", EurosADay: 23}}
	h.put(running)
	offered := h.offered("director", caseID)
	if _, early := offered["DecidePenalty"]; early {
		t.Error("offered while the dwangsom runs")
	}
	if _, again := offered["JudgeDefault"]; again {
		t.Error("a notice is to be judged twice")
	}
	notice := h.seen("office", caseID).Defaults[0]
	if notice.Owed == nil || notice.Owed.On != "2026-11-24" || notice.Owed.Days != 5 || notice.Owed.Euros != 115 || notice.FromParty != casestest.Parent {
		t.Errorf("notice is %+v owed %+v", notice, notice.Owed)
	}
	stopped := clocked(2)
	stopped.Defaults = running.GetDefaults()
	stopped.Defaults[0].StoppedOn = "2026-11-24"
	h.put(stopped)
	if open := h.offered("director", caseID)["DecidePenalty"]; !slices.Equal(open.NoticeIDs, []string{"ingebrekestelling/1"}) {
		t.Errorf("offered %+v", open)
	}
	if owed := h.seen("parent", caseID).Defaults[0].Owed; owed.Days != 4 || owed.Euros != 92 {
		t.Errorf("the day of the decision counts: %+v", owed)
	}
}

func TestWhoSeesWhatTheClockDid(t *testing.T) {
	h := newHarness(t)
	h.put(clocked(3))
	type sight struct {
		fired, defaults, extendable, comments, subjects int
		assignee                                        string
	}
	for who, want := range map[string]sight{
		"office":    {fired: 1, defaults: 1, extendable: 1, comments: 1, subjects: 2, assignee: "me"},
		"director":  {fired: 1, defaults: 1, extendable: 1, comments: 1, subjects: 2, assignee: "colleague"},
		"sot":       {fired: 1, comments: 1, subjects: 1, assignee: "colleague"},
		"expert":    {comments: 1, assignee: "colleague"},
		"parent":    {defaults: 1, assignee: "colleague"},
		"applicant": {assignee: "colleague"},
	} {
		seen := h.seen(who, caseID)
		got := sight{fired: len(seen.Fired), defaults: len(seen.Defaults), extendable: len(seen.Extendable)}
		for _, task := range seen.Tasks {
			got.comments += len(task.Comments)
			if task.AssigneeSubject != "" {
				got.subjects++
			}
			if task.Kind == "volledigheid" {
				got.assignee = task.Assignee
			}
		}
		if got != want {
			t.Errorf("%s sees %+v, want %+v", who, got, want)
		}
	}
	told := h.seen("sot", caseID).Fired[0]
	if told.Kind != "escalation" || !told.Late || told.Days != 3 || !slices.Equal(told.Told, []string{casestest.SOT}) {
		t.Errorf("firing is %+v", told)
	}
}

func TestTheLedgerOfATermIsShownWhole(t *testing.T) {
	h := newHarness(t)
	view := withExperts()
	term := view.Terms[0]
	term.Months, term.Backward, term.Owner, term.Event = 1, true, "office", "Ontvangst van de aanvraag"
	term.Extensions = []*caseworkv1.Extension{{UntilOn: "2027-02-01", NotifiedOn: "2027-01-10", Ground: "Awb 4:14 lid 3", ReasonTextId: "t-why"}}
	term.Segments = []*caseworkv1.Segment{{Kind: "loopt", FromOn: "2026-11-24", UntilOn: "2027-01-18", Days: 56}}
	term.Warnings, term.BeyondHorizon, term.MissedOn, term.SuspendedDays = []string{"Let op."}, true, "2027-01-19", 3
	h.put(view)
	got := h.seen("parent", caseID).Terms[0]
	if got.Months != 1 || !got.Backward || got.Owner != "office" || got.Event != "Ontvangst van de aanvraag" ||
		len(got.Extensions) != 1 || got.Extensions[0].ReasonTextID != "t-why" || got.Extensions[0].UntilOn != "2027-02-01" ||
		len(got.Segments) != 1 || got.Segments[0].Days != 56 || got.Segments[0].Until != "2027-01-18" ||
		!slices.Equal(got.Warnings, []string{"Let op."}) || !got.BeyondHorizon || got.MissedOn != "2027-01-19" || got.SuspendedDays != 3 {
		t.Errorf("term is %+v", got)
	}
}

func TestTheNewestPolicyIsNamedToWhoMayMoveTheCase(t *testing.T) {
	h := newHarness(t)
	h.put(clocked(3))
	if newest := h.seen("office", caseID).PolicyNewest; newest != "" {
		t.Errorf("there is no newer policy, and still %q is named", newest)
	}
	newer := casestest.View("a3v9x2m4q8pd", 1)
	newer.PolicyVersion, newer.ReceivedAt = "2026-3", timestamppb.New(casestest.Start.AddDate(0, 0, 1))
	h.put(newer)
	for who, want := range map[string]string{"office": "2026-3", "director": "2026-3", "sot": "", "parent": ""} {
		if seen := h.seen(who, caseID); seen.PolicyNewest != want || seen.PolicyVersion != "2026-2" {
			t.Errorf("%s sees %q beside %q, want %q", who, seen.PolicyNewest, seen.PolicyVersion, want)
		}
	}
	old := withExperts() // as the first release wrote it
	old.Version = 4
	h.put(old)
	if newest := h.seen("office", caseID).PolicyNewest; newest != "" {
		t.Errorf("a case without a policy of this kind is told of %q", newest)
	}
}
