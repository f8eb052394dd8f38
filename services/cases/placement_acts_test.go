package cases_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/failure"
	"traject.nl/proto/contract/plaatsing"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	"traject.nl/services/cases/casestest"
)

const (
	// stayID is a pupil at the Buitenkans, and placedID one who is followed on the way back to another school.
	stayID   = "b4x8n2k6t9wd"
	placedID = "p3j7r5m1v8qc"
)

type placementExample struct {
	act             act.Act
	who, path, body string
	want            proto.Message
}

// stayExamples has an example of every act on a stay but the first.
var stayExamples = []placementExample{
	{buitenkans.SupportRequest, "sot", "support", `{"supported":false,"textId":"t1"}`,
		&buitenkansv1.SupportRequest{Actor: by("sot", casestest.SOT), TextId: "t1"}},
	{buitenkans.ConsentToPlacement, "parent", "consent", `{"agreed":true}`,
		&buitenkansv1.ConsentToPlacement{Actor: by("parent", casestest.Parent), Agreed: true}},
	{buitenkans.ConsentToPlacement, "office", "consent", `{"agreed":true,"textId":"d1"}`,
		&buitenkansv1.ConsentToPlacement{Actor: by("office", casestest.Office), Agreed: true, TextId: "d1"}},
	{buitenkans.AdmitPupil, "provision", "admission", `{"admitted":true,"urgency":"at-home","reasonsTextId":"t2"}`,
		&buitenkansv1.AdmitPupil{
			Actor: by("provision", casestest.Provision), Admitted: true, Urgency: buitenkansv1.Urgency_URGENCY_AT_HOME, ReasonsTextId: "t2",
		}},
	{buitenkans.PlanStart, "provision", "start-plan", `{"startOn":"2027-01-04","untilOn":"2027-04-02","groupId":"onderbouw"}`,
		&buitenkansv1.PlanStart{Actor: by("provision", casestest.Provision), StartOn: "2027-01-04", UntilOn: "2027-04-02", GroupId: "onderbouw"}},
	{buitenkans.ConfirmStart, "provision", "start", `{"arrived":false,"textId":"t3"}`,
		&buitenkansv1.ConfirmStart{Actor: by("provision", casestest.Provision), TextId: "t3"}},
	{buitenkans.InterruptPlacement, "applicant", "interruption", `{"fromOn":"2026-11-24","reason":"illness"}`,
		&buitenkansv1.InterruptPlacement{
			Actor: by("applicant", casestest.Applicant), FromOn: "2026-11-24", Reason: buitenkansv1.InterruptionReason_INTERRUPTION_REASON_ILLNESS,
		}},
	{buitenkans.ResumePlacement, "provision", "resumption", `{"on":"2026-11-30"}`,
		&buitenkansv1.ResumePlacement{Actor: by("provision", casestest.Provision), On: "2026-11-30"}},
	{buitenkans.MoveEnd, "provision", "end-date", `{"untilOn":"2026-12-18"}`,
		&buitenkansv1.MoveEnd{Actor: by("provision", casestest.Provision), UntilOn: "2026-12-18"}},
	{buitenkans.EvaluateMidway, "provision", "midway-evaluation", `{"heldOn":"2026-11-20","reportId":"d2"}`,
		&buitenkansv1.EvaluateMidway{Actor: by("provision", casestest.Provision), HeldOn: "2026-11-20", ReportId: "d2"}},
	{buitenkans.AdviseSupport, "provision", "support-advice", `{"direction":"other-school","adviceId":"d3"}`,
		&buitenkansv1.AdviseSupport{Actor: by("provision", casestest.Provision), Direction: buitenkansv1.Direction_DIRECTION_OTHER_SCHOOL, AdviceId: "d3"}},
	{buitenkans.PlanReturn, "applicant", "return-plan", `{"returnOn":"2027-01-04","planId":"d4"}`,
		&buitenkansv1.PlanReturn{Actor: by("applicant", casestest.Applicant), ReturnOn: "2027-01-04", PlanId: "d4"}},
	{buitenkans.EndPlacement, "provision", "placement-end", `{"endedOn":"2026-11-23","reason":"parents","textId":"t4"}`,
		&buitenkansv1.EndPlacement{
			Actor: by("provision", casestest.Provision), EndedOn: "2026-11-23", Reason: buitenkansv1.EndReason_END_REASON_PARENTS, TextId: "t4",
		}},
	{buitenkans.EndPlacement, "provision", "placement-end", `{"reason":"no-show"}`,
		&buitenkansv1.EndPlacement{Actor: by("provision", casestest.Provision), Reason: buitenkansv1.EndReason_END_REASON_NO_SHOW}},
	{buitenkans.RecordAftercare, "sot", "aftercare", `{"heldOn":"2027-02-15","going":"attention","reportId":"d5"}`,
		&buitenkansv1.RecordAftercare{Actor: by("sot", casestest.SOT), HeldOn: "2027-02-15", Going: buitenkansv1.Going_GOING_ATTENTION, ReportId: "d5"}},
	{buitenkans.WithdrawRequest, "applicant", "request-withdrawal", `{}`,
		&buitenkansv1.WithdrawRequest{Actor: by("applicant", casestest.Applicant)}},
	{casework.RecordDeparture, "provision", "departure", `{"reason":"vo","on":"2026-11-20"}`,
		&caseworkv1.RecordDeparture{Actor: by("provision", casestest.Provision), Reason: caseworkv1.DepartureReason_DEPARTURE_REASON_VO, On: "2026-11-20"}},
}

// placedExamples has the same of a placement on the way back.
var placedExamples = []placementExample{
	{plaatsing.ConfirmPlacement, "awaited", "placement-confirmation", `{"placedOn":"2026-11-23"}`,
		&plaatsingv1.ConfirmPlacement{Actor: by("awaited", "school:van-leersumschool-zeist"), PlacedOn: "2026-11-23"}},
	{plaatsing.ReportUnused, "office", "unused", `{"textId":"t1"}`, &plaatsingv1.ReportUnused{Actor: by("office", casestest.Office), TextId: "t1"}},
	{plaatsing.Evaluate, "receiving", "evaluation", `{"heldOn":"2026-11-20","going":"well","together":true,"returnInSight":true,"reportId":"d1"}`,
		&plaatsingv1.Evaluate{
			Actor: by("receiving", casestest.Receiving), HeldOn: "2026-11-20", Going: plaatsingv1.Going_GOING_WELL, Together: true, ReturnInSight: true, ReportId: "d1",
		}},
	{plaatsing.Evaluate, "applicant", "evaluation", `{"heldOn":"2026-11-20","going":"not-well","together":false,"returnInSight":false,"reportId":"d1"}`,
		&plaatsingv1.Evaluate{Actor: by("applicant", casestest.Applicant), HeldOn: "2026-11-20", Going: plaatsingv1.Going_GOING_NOT_WELL, ReportId: "d1"}},
	{plaatsing.ChooseContinuation, "receiving", "continuation", `{"continuation":"other-type","reasonsTextId":"t2"}`,
		&plaatsingv1.ChooseContinuation{
			Actor: by("receiving", casestest.Receiving), Continuation: plaatsingv1.Continuation_CONTINUATION_OTHER_TYPE, ReasonsTextId: "t2",
		}},
	{plaatsing.PlanReturn, "receiving", "return",
		`{"schoolId":"op-dreef-zeist","steps":[{"fromOn":"2027-01-11","halfDays":3},{"fromOn":"2027-02-01","halfDays":10}],"planId":"d2"}`,
		&plaatsingv1.PlanReturn{
			Actor: by("receiving", casestest.Receiving), SchoolId: "op-dreef-zeist", PlanId: "d2",
			Steps: []*plaatsingv1.ReturnStep{{FromOn: "2027-01-11", HalfDays: 3}, {FromOn: "2027-02-01", HalfDays: 10}},
		}},
	{plaatsing.AnswerReturn, "target", "return-answer", `{"agreed":false,"textId":"t3"}`,
		&plaatsingv1.AnswerReturn{Actor: by("target", casestest.Target), TextId: "t3"}},
	{plaatsing.ConfirmReturn, "target", "return-confirmation", `{"returnedOn":"2027-02-01"}`,
		&plaatsingv1.ConfirmReturn{Actor: by("target", casestest.Target), ReturnedOn: "2027-02-01"}},
	{plaatsing.FollowUpReturn, "target", "follow-up", `{"heldOn":"2027-03-15","going":"well","reportId":"d3"}`,
		&plaatsingv1.FollowUpReturn{Actor: by("target", casestest.Target), HeldOn: "2027-03-15", Going: plaatsingv1.Going_GOING_WELL, ReportId: "d3"}},
	{plaatsing.StopReturn, "receiving", "return-stop", `{"stoppedOn":"2027-01-20","textId":"t4"}`,
		&plaatsingv1.StopReturn{Actor: by("receiving", casestest.Receiving), StoppedOn: "2027-01-20", TextId: "t4"}},
	{casework.RecordDeparture, "sot", "departure", `{"reason":"deceased","on":"2026-11-20"}`,
		&caseworkv1.RecordDeparture{Actor: by("sot", casestest.SOT), Reason: caseworkv1.DepartureReason_DEPARTURE_REASON_DECEASED, On: "2026-11-20"}},
}

// going is the placement on the way back, while a next TLV waits at a third school.
func going(version int64) *casesv1.View {
	view := casestest.Returning(placedID, version)
	view.Parties = append(view.Parties, "school:van-leersumschool-zeist")
	view.GetPlaatsing().Next = &plaatsingv1.Placement{SchoolId: "van-leersumschool-zeist", Tlvs: []*plaatsingv1.Tlv{{CaseId: "tlv-next", Number: "PO2603-000002"}}}
	return view
}

// placements has the pupil at the Buitenkans and the one on the way back.
func placements(t *testing.T) *harness {
	t.Helper()
	h := newHarness(t)
	h.put(casestest.Stay(stayID, 2))
	h.put(going(2))
	return h
}

func TestEveryActOnAPlacementReachesItsProcessAsItWasMeant(t *testing.T) {
	for _, procedure := range []struct {
		name, caseID string
		examples     []placementExample
		acts         []act.Act
	}{{"buitenkans", stayID, stayExamples, buitenkans.Acts[1:]}, {"plaatsing", placedID, placedExamples, plaatsing.Acts[1:]}} {
		tested := map[act.Act]bool{}
		for _, example := range procedure.examples {
			tested[example.act] = true
			t.Run(procedure.name+" "+string(example.act)+" by "+example.who, func(t *testing.T) {
				h := placements(t)
				h.post(example.who, "/v1/cases/"+procedure.caseID+"/"+example.path, "key-00001", example.body).
					want(http.StatusOK, `"caseId":"`+procedure.caseID+`"`, `"version":1`)
				arrived, err := h.process.last()
				if err != nil {
					t.Fatal(err)
				}
				if arrived.procedure != procedure.name || arrived.caseID != procedure.caseID || arrived.act != example.act || !proto.Equal(arrived.message, example.want) {
					t.Errorf("process got %s of %s %s: %v\nwant %v", arrived.act, arrived.procedure, arrived.caseID, arrived.message, example.want)
				}
			})
		}
		for _, what := range procedure.acts {
			if !tested[what] {
				t.Errorf("act %s of %s has no example", what, procedure.name)
			}
		}
	}
}

// placers are the ones of the insiders who may do an act on a stay, or on a placement.
var (
	stayers = map[act.Act][]string{
		buitenkans.SupportRequest: {"sot"}, buitenkans.ConsentToPlacement: {"parent", "office"}, buitenkans.AdmitPupil: {"provision"},
		buitenkans.PlanStart: {"provision"}, buitenkans.ConfirmStart: {"provision"},
		buitenkans.InterruptPlacement: {"provision", "applicant", "two schools"}, buitenkans.ResumePlacement: {"provision", "applicant", "two schools"},
		buitenkans.MoveEnd: {"provision"}, buitenkans.EvaluateMidway: {"provision"}, buitenkans.AdviseSupport: {"provision"},
		buitenkans.PlanReturn: {"applicant", "two schools"}, buitenkans.EndPlacement: {"provision"},
		buitenkans.RecordAftercare: {"applicant", "two schools", "sot"}, buitenkans.WithdrawRequest: {"applicant", "two schools"},
		casework.RecordDeparture: {"applicant", "two schools", "sot", "office", "provision"},
	}
	placers = map[act.Act][]string{
		plaatsing.ConfirmPlacement: {"awaited"}, plaatsing.ReportUnused: {"awaited", "office"},
		plaatsing.Evaluate: {"receiving", "applicant", "two schools"}, plaatsing.ChooseContinuation: {"receiving"},
		plaatsing.PlanReturn: {"receiving"}, plaatsing.AnswerReturn: {"target"}, plaatsing.ConfirmReturn: {"target"},
		plaatsing.FollowUpReturn: {"target"}, plaatsing.StopReturn: {"target", "receiving"},
		casework.RecordDeparture: {"applicant", "two schools", "receiving", "target", "awaited", "sot", "office"},
	}
)

func TestInAPlacementEveryoneDoesOnlyTheActsOfTheirPart(t *testing.T) {
	h := placements(t)
	everyone := slices.Concat(insiders, outsiders, []string{"provision", "target", "awaited"})
	for _, procedure := range []struct {
		caseID   string
		examples []placementExample
		may      map[act.Act][]string
		absent   []string
	}{
		{stayID, stayExamples, stayers, append([]string{"receiving", "expert", "target", "awaited"}, outsiders...)},
		{placedID, placedExamples, placers, append([]string{"expert", "provision"}, outsiders...)},
	} {
		for i, example := range procedure.examples {
			for _, who := range everyone {
				before := h.process.done
				got := h.post(who, "/v1/cases/"+procedure.caseID+"/"+example.path, fmt.Sprintf("key-%05d", i), example.body)
				switch {
				case slices.Contains(procedure.absent, who):
					got.want(http.StatusNotFound, "niet gevonden")
				case slices.Contains(procedure.may[example.act], who):
					if got.Code != http.StatusOK && !(who == "office" && got.Code == http.StatusBadRequest) {
						t.Errorf("%s by %s: status %d: %s", example.act, who, got.Code, got.Body)
					}
					continue
				default:
					if got.Code != http.StatusForbidden {
						t.Errorf("%s by %s: status %d, want 403: %s", example.act, who, got.Code, got.Body)
					}
				}
				if h.process.done != before {
					t.Errorf("%s of %s reached the process", example.act, who)
				}
			}
		}
	}
}

func TestBeforeTheParentsAgreedTheBuitenkansDoesNothing(t *testing.T) { // WPO 18a.13
	h := newHarness(t)
	h.put(casestest.Asked(stayID, 1))
	for i, example := range stayExamples {
		if example.who == "provision" {
			h.post("provision", "/v1/cases/"+stayID+"/"+example.path, fmt.Sprintf("key-%05d", i), example.body).want(http.StatusForbidden)
		}
	}
	if got, err := h.process.last(); err == nil {
		t.Errorf("%s reached the process", got.act)
	}
}

func TestTheReturnOfOneProcedureIsNotThatOfTheOther(t *testing.T) {
	h := placements(t)
	h.post("receiving", "/v1/cases/"+placedID+"/return-plan", "key-00001", `{"returnOn":"2027-01-04","planId":"d4"}`).want(http.StatusForbidden)
	h.post("applicant", "/v1/cases/"+stayID+"/return", "key-00002", `{"schoolId":"op-dreef-zeist","steps":[{"fromOn":"2027-01-11","halfDays":10}],"planId":"d2"}`).
		want(http.StatusForbidden)
	if got, err := h.process.last(); err == nil {
		t.Errorf("process got %s", got.act)
	}
}

func TestBadInputOnAPlacementIsToldAtOnceAndChangesNothing(t *testing.T) {
	tests := []struct {
		name, who, path, body string
		words                 []string
	}{
		{"no support without a reason", "sot", stayID + "/support", `{"supported":false}`, []string{"body.textId", "niet steunt"}},
		{"consent on paper without the paper", "office", stayID + "/consent", `{"agreed":true}`, []string{"body.textId", "papier"}},
		{"not admitted, and first", "provision", stayID + "/admission", `{"admitted":false,"urgency":"at-home"}`,
			[]string{"body.reasonsTextId", "body.urgency", "niet wordt toegelaten"}},
		{"first without a reason", "provision", stayID + "/admission", `{"admitted":true,"urgency":"threatened"}`, []string{"body.reasonsTextId", "voorgaat"}},
		{"an urgency that is none", "provision", stayID + "/admission", `{"admitted":true,"urgency":"haast"}`, []string{"body.urgency"}},
		{"days that are none", "provision", stayID + "/start-plan", `{"startOn":"morgen","untilOn":"2027-13-01"}`, []string{"body.startOn", "body.untilOn"}},
		{"a last day before the first", "provision", stayID + "/start-plan", `{"startOn":"2027-01-04","untilOn":"2027-01-01"}`, []string{"body.untilOn", "voor de eerste dag"}},
		{"who came has no agreement on not coming", "provision", stayID + "/start", `{"arrived":true,"textId":"t"}`, []string{"body.textId", "niet kwam"}},
		{"away for a reason of one's own", "applicant", stayID + "/interruption", `{"fromOn":"","reason":"griep"}`, []string{"body.fromOn", "body.reason"}},
		{"an advice without words or direction", "provision", stayID + "/support-advice", `{"direction":"weg","adviceId":""}`, []string{"body.direction", "body.adviceId"}},
		{"an end without a day or a reason", "provision", stayID + "/placement-end", `{"reason":"school"}`, []string{"body.endedOn", "body.textId"}},
		{"aftercare without anything", "sot", stayID + "/aftercare", `{"heldOn":"","going":"prima","reportId":""}`, []string{"body.heldOn", "body.going", "body.reportId"}},
		{"a plan that goes back in time and stops halfway", "receiving", placedID + "/return",
			`{"schoolId":"","steps":[{"fromOn":"2027-02-01","halfDays":3},{"fromOn":"2027-01-11","halfDays":11}],"planId":""}`,
			[]string{"body.schoolId", "body.planId", "body.steps[1].fromOn", "body.steps[1].halfDays"}},
		{"a plan without steps", "receiving", placedID + "/return", `{"schoolId":"op-dreef-zeist","steps":[],"planId":"d"}`, []string{"body.steps"}},
		{"disagreeing without a reason", "target", placedID + "/return-answer", `{"agreed":false}`, []string{"body.textId", "niet eens"}},
		{"an evaluation in words of one's own", "receiving", placedID + "/evaluation", `{"heldOn":"2026-02-30","going":"","together":true,"returnInSight":false,"reportId":"d"}`,
			[]string{"body.heldOn", "body.going"}},
		{"a way on that does not exist", "receiving", placedID + "/continuation", `{"continuation":"thuis","reasonsTextId":""}`, []string{"body.continuation", "body.reasonsTextId"}},
		{"a departure for no reason", "office", placedID + "/departure", `{"reason":"weg","on":"ooit"}`, []string{"body.reason", "body.on"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			h := placements(t)
			h.post(test.who, "/v1/cases/"+test.path, "key-00001", test.body).want(http.StatusBadRequest, test.words...)
			if got, err := h.process.last(); err == nil {
				t.Errorf("%s reached the process", got.act)
			}
		})
	}
}

func TestAStepOfTheReturnIsNamedAsItWasSent(t *testing.T) {
	h := placements(t)
	h.process.refusal = failure.Refuse(failure.BadInput, failure.Problem{Field: "steps[0].from_on", Detail: "Deze dag is al geweest."},
		failure.Problem{Field: "school_id", Detail: "Deze school bestaat niet meer."})
	h.post("receiving", "/v1/cases/"+placedID+"/return", "key-00001",
		`{"schoolId":"op-dreef-zeist","steps":[{"fromOn":"2026-01-11","halfDays":10}],"planId":"d2"}`).
		want(http.StatusBadRequest, `"body.steps[0].fromOn"`, "al geweest", `"body.schoolId"`, "bestaat niet meer")
}
