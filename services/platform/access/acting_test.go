package access_test

import (
	"slices"
	"strings"
	"testing"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/bezwaar"
	"traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/plaatsing"
	"traject.nl/proto/contract/tlv"
	"traject.nl/services/platform/access"
)

func allActs() []act.Act {
	return slices.Concat(tlv.Acts, bezwaar.Acts, casework.Acts, buitenkans.Acts, plaatsing.Acts)
}

// Lists of acts, in words, from which each expectation is put together.
const (
	tasks       = "ClaimTask PutBackTask CommentTask"
	objectorDid = "Repair ExplainLateness WithdrawObjection"
	officeTerms = "RecordDeparture HandOverTask ExtendTerm AgreeDelay SuspendTerm ResumeTerm NotifyDefault JudgeDefault MovePolicy"
)

func TestEveryRoleDoesExactlyItsActsInATLV(t *testing.T) {
	expectActs(t, moments["running"], map[party.Party]string{
		applicant:         "Submit RequestPlacement FollowInstitution Complete Withdraw NotifyDefault RecordDeparture " + tasks,
		receiving:         "",
		sot:               "ConfirmSot HandOverTask RecordDeparture " + tasks,
		expert:            "InviteToTalk ReportTalk GiveAdvice " + tasks,
		parent:            "AnswerAsParents NotifyDefault",
		party.TheDirector: "Decide HandOverTask ExtendTerm JudgeDefault DecidePenalty MovePolicy " + tasks,
		party.TheOffice: "FollowInstitution JudgeCompetence JudgeCompleteness AnswerAsParents AssignExperts InviteToTalk ConfirmReportCopy ResolveDifference Announce " +
			officeTerms + " " + tasks,
		municipality: "", board: "", engineer: "", provision: "",
	})
}

func TestEveryRoleDoesExactlyItsActsInABezwaar(t *testing.T) {
	for objector, in := range objections {
		expected := map[party.Party]string{
			applicant:         "NotifyDefault RecordDeparture " + tasks,
			parent:            "NotifyDefault",
			board:             "NotifyDefault ClaimTask PutBackTask",
			sot:               "HandOverTask RecordDeparture " + tasks,
			party.TheDirector: "FileDefence DecideObjection HandOverTask ExtendTerm JudgeDefault DecidePenalty MovePolicy " + tasks,
			party.TheOffice: "Acknowledge AskRepair HoldTalk FileDefence MakeBundle SendToLbt PlanHearing ReportHearing RecordAdvice AnnounceObjection RecordAppeal " +
				objectorDid + " " + officeTerms + " " + tasks,
			expert: "", municipality: "", engineer: "",
		}
		expected[objector] += " " + objectorDid
		expectActs(t, in, expected)
	}
}

func expectActs(t *testing.T, in access.Case, expected map[party.Party]string) {
	t.Helper()
	for who, acts := range expected {
		for _, what := range allActs() {
			as, may := in.For(who).Acting(what)
			if may != slices.Contains(strings.Fields(acts), string(what)) {
				t.Errorf("%s, objector %q: %s may %s = %v", in.Procedure, in.Objector, who, what, may)
			}
			if may && as != who {
				t.Errorf("%s acts as %s", who, as)
			}
		}
	}
}

func TestWhoHasAPartInATLVObjectsOnceItsDecisionIsAnnounced(t *testing.T) { // Awb 6:7
	mayObject := []party.Party{applicant, parent, party.TheOffice}
	for moment, in := range moments {
		for _, who := range everyone {
			_, may := in.For(who).Acting(bezwaar.Lodge)
			if want := in.Announced && slices.Contains(mayObject, who); may != want {
				t.Errorf("%s, %s: may object = %v", moment, who, may)
			}
		}
	}
	for objector, in := range objections {
		in.Announced = true
		if _, may := in.For(objector).Acting(bezwaar.Lodge); may {
			t.Errorf("%s objects to a bezwaar", objector)
		}
	}
}
