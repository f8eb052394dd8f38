package cases_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/bezwaar"
	"traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/failure"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/services/cases/casestest"
)

// objectionID of the bezwaar that most tests are about; it is about caseID.
const objectionID = "q7w2n5h8r3t6"

// objectionExamples has an example of every act of a bezwaar but the first, and of every act that procedures share.
var objectionExamples = []struct {
	act             act.Act
	who, path, body string
	want            proto.Message
}{
	{bezwaar.Acknowledge, "office", "acknowledgement", `{}`, &bezwaarv1.Acknowledge{Actor: by("office", casestest.Office)}},
	{bezwaar.AskRepair, "office", "repair-request", `{"requestTextId":"t1","repairBy":"2026-12-08"}`,
		&bezwaarv1.AskRepair{Actor: by("office", casestest.Office), RequestTextId: "t1", RepairBy: "2026-12-08"}},
	{bezwaar.Repair, "parent", "repair", `{"textId":"t2"}`, &bezwaarv1.Repair{Actor: by("parent", casestest.Parent), TextId: "t2"}},
	{bezwaar.ExplainLateness, "parent", "lateness", `{"textId":"t3"}`,
		&bezwaarv1.ExplainLateness{Actor: by("parent", casestest.Parent), TextId: "t3"}},
	{bezwaar.HoldTalk, "office", "objection-talk", `{"talkOn":"2026-12-02","textId":"t4"}`,
		&bezwaarv1.HoldTalk{Actor: by("office", casestest.Office), TalkOn: "2026-12-02", TextId: "t4"}},
	{bezwaar.FileDefence, "director", "defence", `{"textId":"t5"}`,
		&bezwaarv1.FileDefence{Actor: by("director", casestest.Director), TextId: "t5"}},
	{bezwaar.MakeBundle, "office", "bundle", `{}`, &bezwaarv1.MakeBundle{Actor: by("office", casestest.Office)}},
	{bezwaar.SendToLbt, "office", "lbt-submission", `{"sentOn":"2026-12-03"}`,
		&bezwaarv1.SendToLbt{Actor: by("office", casestest.Office), SentOn: "2026-12-03"}},
	{bezwaar.PlanHearing, "office", "hearing", `{"hearingOn":"2027-01-20","hearingTime":"13:30","placeTextId":"t6"}`,
		&bezwaarv1.PlanHearing{Actor: by("office", casestest.Office), HearingOn: "2027-01-20", HearingAt: "13:30", PlaceTextId: "t6"}},
	{bezwaar.ReportHearing, "office", "hearing-report", `{"held":false,"skipGround":"objector-waives"}`,
		&bezwaarv1.ReportHearing{Actor: by("office", casestest.Office), SkipGround: bezwaarv1.SkipGround_SKIP_GROUND_OBJECTOR_WAIVES}},
	{bezwaar.RecordAdvice, "office", "lbt-advice", `{"opinion":"partly","adviceId":"d1","receivedOn":"2027-02-10"}`,
		&bezwaarv1.RecordAdvice{
			Actor: by("office", casestest.Office), Opinion: bezwaarv1.Opinion_OPINION_PARTLY, AdviceId: "d1", ReceivedOn: "2027-02-10",
		}},
	{bezwaar.DecideObjection, "director", "objection-decision",
		`{"opinion":"upheld","reasonsTextId":"t7","deviationTextId":"t8","replacements":[{"caseId":"` + caseID + `","decision":
			{"granted":true,"destination":"so","category":"hoog","extent":"full","validFrom":"2027-03-01","validUntil":"2028-07-31",
			"receivingSchoolId":"meerklank-zeist"}}]}`,
		&bezwaarv1.DecideObjection{
			Actor: by("director", casestest.Director), Opinion: bezwaarv1.Opinion_OPINION_UPHELD, ReasonsTextId: "t7", DeviationTextId: "t8",
			Replacements: []*bezwaarv1.Replacement{{CaseId: caseID, Decision: &tlvv1.Decision{
				Granted: true, Destination: tlvv1.Destination_DESTINATION_SO, Category: tlvv1.Category_CATEGORY_HOOG,
				Extent: tlvv1.Extent_EXTENT_FULL, ValidFrom: "2027-03-01", ValidUntil: "2028-07-31", ReceivingSchoolId: "meerklank-zeist",
			}}},
		}},
	{bezwaar.AnnounceObjection, "office", "objection-announcement", `{}`,
		&bezwaarv1.AnnounceObjection{Actor: by("office", casestest.Office)}},
	{bezwaar.RecordAppeal, "office", "appeal", `{"lodgedOn":"2027-04-01"}`,
		&bezwaarv1.RecordAppeal{Actor: by("office", casestest.Office), LodgedOn: "2027-04-01"}},
	{bezwaar.WithdrawObjection, "parent", "objection-withdrawal", `{}`,
		&bezwaarv1.WithdrawObjection{Actor: by("parent", casestest.Parent)}},

	{casework.ClaimTask, "office", "task-claim", `{"taskId":"k"}`, &caseworkv1.ClaimTask{Actor: by("office", casestest.Office), TaskId: "k"}},
	{casework.PutBackTask, "office", "task-return", `{"taskId":"k"}`,
		&caseworkv1.PutBackTask{Actor: by("office", casestest.Office), TaskId: "k"}},
	{casework.HandOverTask, "sot", "task-handover", `{"taskId":"k","toParty":"sot:zeist","toSubject":"dev-sot-zeist"}`,
		&caseworkv1.HandOverTask{Actor: by("sot", casestest.SOT), TaskId: "k", ToParty: "sot:zeist", ToSubject: "dev-sot-zeist"}},
	{casework.CommentTask, "sot", "task-comment", `{"taskId":"k","textId":"t9"}`,
		&caseworkv1.CommentTask{Actor: by("sot", casestest.SOT), TaskId: "k", TextId: "t9"}},
	{casework.ExtendTerm, "director", "term-extension", `{"termId":"beslistermijn-bezwaar","weeks":6,"reasonTextId":"t10"}`,
		&caseworkv1.ExtendTerm{Actor: by("director", casestest.Director), TermId: "beslistermijn-bezwaar", Weeks: 6, ReasonTextId: "t10"}},
	{casework.AgreeDelay, "office", "term-delay", `{"termId":"k","fromOn":"2026-12-01","untilOn":"2026-12-14","proofId":"d2"}`,
		&caseworkv1.AgreeDelay{Actor: by("office", casestest.Office), TermId: "k", FromOn: "2026-12-01", UntilOn: "2026-12-14", ProofId: "d2"}},
	{casework.SuspendTerm, "office", "term-suspension", `{"termId":"k","fromOn":"2026-12-01","ground":"c","proofId":"t11"}`,
		&caseworkv1.SuspendTerm{Actor: by("office", casestest.Office), TermId: "k", FromOn: "2026-12-01", Ground: "c", ProofId: "t11"}},
	{casework.ResumeTerm, "office", "term-resumption", `{"termId":"k","untilOn":"2026-12-10"}`,
		&caseworkv1.ResumeTerm{Actor: by("office", casestest.Office), TermId: "k", UntilOn: "2026-12-10"}},
	{casework.NotifyDefault, "parent", "default-notice", `{"textId":"t12"}`,
		&caseworkv1.NotifyDefault{Actor: by("parent", casestest.Parent), TextId: "t12"}},
	{casework.NotifyDefault, "office", "default-notice", `{"receivedOn":"2026-11-23","fromParty":"` + casestest.Parent + `"}`,
		&caseworkv1.NotifyDefault{Actor: by("office", casestest.Office), ReceivedOn: "2026-11-23", FromParty: casestest.Parent}},
	{casework.JudgeDefault, "director", "default-judgement", `{"noticeId":"ingebrekestelling/1","judgement":"premature","textId":"t13"}`,
		&caseworkv1.JudgeDefault{
			Actor: by("director", casestest.Director), NoticeId: "ingebrekestelling/1",
			Judgement: caseworkv1.Judgement_JUDGEMENT_PREMATURE, TextId: "t13",
		}},
	{casework.DecidePenalty, "director", "penalty-decision", `{"noticeId":"ingebrekestelling/1","euros":322}`,
		&caseworkv1.DecidePenalty{Actor: by("director", casestest.Director), NoticeId: "ingebrekestelling/1", Euros: 322}},
	{casework.MovePolicy, "office", "policy-move", `{"toVersion":"2026-3"}`,
		&caseworkv1.MovePolicy{Actor: by("office", casestest.Office), ToVersion: "2026-3"}},
	{casework.RecordDeparture, "office", "departure", `{"reason":"moved","on":"2026-12-31"}`,
		&caseworkv1.RecordDeparture{
			Actor: by("office", casestest.Office), Reason: caseworkv1.DepartureReason_DEPARTURE_REASON_MOVED, On: "2026-12-31",
		}},
}

// objected has a decided TLV case and the bezwaar of the parents against it.
func objected(t *testing.T) *harness {
	t.Helper()
	h := newHarness(t)
	h.put(casestest.Decided(caseID, 3))
	h.put(casestest.Objection(objectionID, 2, caseID))
	return h
}

func TestEveryActOnABezwaarReachesItsProcessAsItWasMeant(t *testing.T) {
	tested := map[act.Act]bool{}
	for _, example := range objectionExamples {
		tested[example.act] = true
		t.Run(string(example.act)+" by "+example.who, func(t *testing.T) {
			h := objected(t)
			h.post(example.who, "/v1/cases/"+objectionID+"/"+example.path, "key-00001", example.body).
				want(http.StatusOK, `"caseId":"`+objectionID+`"`, `"version":1`)
			arrived, err := h.process.last()
			if err != nil {
				t.Fatal(err)
			}
			if arrived.procedure != "bezwaar" || arrived.caseID != objectionID || arrived.act != example.act || !proto.Equal(arrived.message, example.want) {
				t.Errorf("process got %s of %s %s: %v\nwant %v", arrived.act, arrived.procedure, arrived.caseID, arrived.message, example.want)
			}
		})
	}
	for _, what := range slices.Concat(bezwaar.Acts[1:], casework.Acts) {
		if !tested[what] {
			t.Errorf("act %s has no example", what)
		}
	}
}

func TestActsThatProceduresShareReachTheProcessOfTheTLV(t *testing.T) {
	h := objected(t)
	h.post("office", actPath("policy-move"), "key-00001", `{"toVersion":"2026-3"}`).want(http.StatusOK)
	if arrived, err := h.process.last(); err != nil || arrived.procedure != "tlv" || arrived.act != casework.MovePolicy {
		t.Errorf("process got %+v, %v", arrived, err)
	}
}

// objectors are the ones of the insiders who may do an act on the bezwaar of the parents.
var objectors = map[act.Act][]string{
	bezwaar.Acknowledge: {"office"}, bezwaar.AskRepair: {"office"}, bezwaar.Repair: {"parent", "office"},
	bezwaar.ExplainLateness: {"parent", "office"}, bezwaar.HoldTalk: {"office"}, bezwaar.FileDefence: {"office", "director"},
	bezwaar.MakeBundle: {"office"}, bezwaar.SendToLbt: {"office"}, bezwaar.PlanHearing: {"office"}, bezwaar.ReportHearing: {"office"},
	bezwaar.RecordAdvice: {"office"}, bezwaar.DecideObjection: {"director"}, bezwaar.AnnounceObjection: {"office"},
	bezwaar.RecordAppeal: {"office"}, bezwaar.WithdrawObjection: {"parent", "office"},
	casework.ClaimTask:    {"applicant", "two schools", "sot", "director", "office"},
	casework.PutBackTask:  {"applicant", "two schools", "sot", "director", "office"},
	casework.HandOverTask: {"sot", "director", "office"},
	casework.CommentTask:  {"applicant", "two schools", "sot", "director", "office"},
	casework.ExtendTerm:   {"office", "director"}, casework.AgreeDelay: {"office"}, casework.SuspendTerm: {"office"},
	casework.ResumeTerm: {"office"}, casework.NotifyDefault: {"parent", "applicant", "two schools", "office"},
	casework.JudgeDefault: {"office", "director"}, casework.DecidePenalty: {"director"}, casework.MovePolicy: {"office", "director"},
	casework.RecordDeparture: {"applicant", "two schools", "sot", "office"},
}

func TestInABezwaarEveryoneDoesOnlyTheActsOfTheirPart(t *testing.T) {
	// A receiving school and an expert have no part in a bezwaar: for them there is none.
	absent := []string{"receiving", "expert"}
	h := objected(t)
	for i, example := range objectionExamples {
		for _, who := range slices.Concat(insiders, outsiders) {
			before, key := h.process.done, fmt.Sprintf("key-%05d", i)
			body := example.body
			if example.act == casework.NotifyDefault {
				body = map[bool]string{true: `{"receivedOn":"2026-11-23"}`, false: `{}`}[who == "office"]
			}
			got := h.post(who, "/v1/cases/"+objectionID+"/"+example.path, key, body)
			switch {
			case slices.Contains(absent, who) || slices.Contains(outsiders, who):
				got.want(http.StatusNotFound, "niet gevonden")
			case slices.Contains(objectors[example.act], who):
				got.want(http.StatusOK)
				continue
			default:
				got.want(http.StatusForbidden, "U mag dit in deze zaak niet doen")
			}
			if h.process.done != before {
				t.Errorf("%s of %s reached the process", example.act, who)
			}
		}
	}
}

func TestAnActOfOneProcedureIsNotDoneInTheOther(t *testing.T) {
	h := objected(t)
	h.post("office", "/v1/cases/"+objectionID+"/announcement", "key-00001", `{}`).want(http.StatusForbidden)
	h.post("office", actPath("objection-announcement"), "key-00002", `{}`).want(http.StatusForbidden)
	if got, err := h.process.last(); err == nil {
		t.Errorf("process got %s", got.act)
	}
}

func TestWhoHasTwoPartiesActsOnATaskAsThePartyThatHasIt(t *testing.T) {
	h := newHarness(t)
	view := withExperts()
	view.Parties = append(view.Parties, "school:elsewhere")
	view.Tasks = append(view.Tasks, casestest.Task("aanvulling", casestest.Applicant, "2026-12-01", ""))
	h.put(view)
	h.post("two schools", actPath("task-claim"), "key-00001", `{"taskId":"aanvulling/`+casestest.Applicant+`"}`).want(http.StatusOK)
	arrived, err := h.process.last()
	if err != nil {
		t.Fatal(err)
	}
	if got := arrived.message.(*caseworkv1.ClaimTask).GetActor().GetParty(); got != casestest.Applicant {
		t.Errorf("claimed as %s", got)
	}
}

func TestBadInputOnABezwaarIsToldAtOnceAndChangesNothing(t *testing.T) {
	tests := []struct {
		name, who, path, body string
		words                 []string
	}{
		{"no reason for no hearing", "office", "hearing-report", `{"held":false}`, []string{"body.skipGround", "geen hoorzitting"}},
		{"a hearing without report", "office", "hearing-report", `{"held":true,"skipGround":"unfounded"}`,
			[]string{"body.reportId", "body.skipGround"}},
		{"a time that is none", "office", "hearing", `{"hearingOn":"20-1-2027","hearingTime":"25:00","placeTextId":""}`,
			[]string{"body.hearingOn", "body.hearingTime", "body.placeTextId"}},
		{"upheld without a new decision", "director", "objection-decision", `{"opinion":"upheld","reasonsTextId":"t"}`,
			[]string{"body.replacements", "ervoor in de plaats"}},
		{"a new decision while unfounded", "director", "objection-decision",
			`{"opinion":"unfounded","reasonsTextId":"t","replacements":[{"caseId":"a","decision":{"granted":false,"reasonsTextId":"t"}}]}`,
			[]string{"body.replacements", "gegrond"}},
		{"one decision twice, and one that does not fit", "director", "objection-decision",
			`{"opinion":"partly","reasonsTextId":"t","replacements":[{"caseId":"a","decision":{"granted":false,"reasonsTextId":"t"}},
				{"caseId":"a","decision":{"granted":true,"destination":"sbo","category":"laag"}}]}`,
			[]string{"body.replacements[1].caseId", "body.replacements[1].decision.category", "body.replacements[1].decision.validUntil"}},
		{"an extension without date or weeks", "office", "term-extension", `{"termId":"k","reasonTextId":"t"}`, []string{"body.untilOn", "een van de twee"}},
		{"an extension with both", "office", "term-extension", `{"termId":"k","untilOn":"2027-01-01","weeks":6,"reasonTextId":""}`,
			[]string{"body.untilOn", "body.reasonTextId"}},
		{"a delay that ends before it starts", "office", "term-delay",
			`{"termId":"k","fromOn":"2026-12-10","untilOn":"2026-12-09","proofId":"d"}`, []string{"body.untilOn", "voor de eerste dag"}},
		{"a ground of another article", "office", "term-suspension", `{"termId":"k","fromOn":"2026-12-10","ground":"a","proofId":"d"}`,
			[]string{"body.ground"}},
		{"a judgement without reasons", "director", "default-judgement", `{"noticeId":"n","judgement":"unfounded"}`, []string{"body.textId"}},
		{"a notice on paper without its day", "office", "default-notice", `{"fromParty":"vader"}`, []string{"body.receivedOn", "body.fromParty"}},
		{"a notice of parents with a day", "parent", "default-notice", `{"receivedOn":"2026-11-01"}`, []string{"body.receivedOn", "alleen het kantoor"}},
		{"a hand-over to nobody", "sot", "task-handover", `{"taskId":"k","toParty":"collega"}`, []string{"body.toParty", "sot:zeist"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			h := objected(t)
			h.post(test.who, "/v1/cases/"+objectionID+"/"+test.path, "key-00001", test.body).want(http.StatusBadRequest, test.words...)
			if got, err := h.process.last(); err == nil {
				t.Errorf("%s reached the process", got.act)
			}
		})
	}
}

func TestAFieldDeepInADecisionIsNamedAsItWasSent(t *testing.T) {
	h := objected(t)
	h.process.refusal = failure.Refuse(failure.BadInput, failure.Problem{
		Field: "replacements[0].decision.valid_until", Detail: "Een TLV geldt tot en met 31 juli.",
	})
	example := objectionExamples[slices.IndexFunc(bezwaar.Acts[1:], func(what act.Act) bool { return what == bezwaar.DecideObjection })]
	h.post(example.who, "/v1/cases/"+objectionID+"/"+example.path, "key-00001", example.body).
		want(http.StatusBadRequest, `"body.replacements[0].decision.validUntil"`, "31 juli")
}
