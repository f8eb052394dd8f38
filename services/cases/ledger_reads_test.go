package cases_test

import (
	"slices"
	"testing"

	"google.golang.org/protobuf/types/known/timestamppb"

	"traject.nl/proto/contract/casework"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/services/cases/casestest"
)

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
			"RecordDeparture": nil,
		},
		"director": {
			"HandOverTask": {sot}, "CommentTask": {office, sot}, "ExtendTerm": deciding, "JudgeDefault": {"ingebrekestelling/1"}, "MovePolicy": nil,
		},
		"sot":       {"ClaimTask": {sot}, "PutBackTask": {sot}, "HandOverTask": {sot}, "CommentTask": {office, sot}, "RecordDeparture": nil},
		"parent":    {"NotifyDefault": deciding},
		"applicant": {"NotifyDefault": deciding, "RecordDeparture": nil},
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

func TestInAClosedCaseOnlyWhatIsOwedToANoticeOfDefaultIsOffered(t *testing.T) {
	h := newHarness(t)
	view := clocked(3)
	view.Closed = true
	h.put(view)
	for name, open := range h.offered("office", caseID) {
		if sharedPath(name) != "" && name != "JudgeDefault" {
			t.Errorf("%s is offered: %+v", name, open)
		}
	}
	if judge := h.offered("office", caseID)["JudgeDefault"]; !slices.Equal(judge.NoticeIDs, []string{"ingebrekestelling/1"}) {
		t.Errorf("the notice that nobody judged: %+v", judge)
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
