package cases_test

import (
	"net/http"
	"testing"

	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/tlv"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/services/cases/casestest"
)

// withExperts is the case with its two experts.
func withExperts() *casesv1.View {
	view := casestest.View(caseID, 3)
	view.Parties = append(view.Parties, casestest.Expert1, casestest.Expert2)
	view.GetTlv().Experts = []*tlvv1.Expert{{Id: "gz-1", Profession: "gz-psycholoog"}, {Id: "ortho-1", Profession: "orthopedagoog"}}
	return view
}

func by(who, party string) *caseworkv1.Actor {
	return &caseworkv1.Actor{Party: party, Subject: "s-" + who}
}

const submission = `{"dossierId":"` + caseID + `","applicantSchoolId":"regenboog-uh-amerongen","receivingSchoolId":"meerklank-zeist",
	"intake":"referral","destination":"so","category":"laag","extent":"part-time","gatesMet":["groeidocument","sot-involved"]}`

// actExamples has at least one example of every act: what is sent, and what the process gets.
var actExamples = []struct {
	act        tlv.Act
	who, path  string
	body       string
	want       proto.Message
	beforehand bool // the case does not exist yet
}{
	{act: tlv.Submit, who: "applicant", path: "/v1/cases", body: submission, beforehand: true, want: &tlvv1.Submit{
		Actor: by("applicant", casestest.Applicant), Application: &tlvv1.Application{
			Intake: tlvv1.Intake_INTAKE_REFERRAL, ApplicantSchoolId: "regenboog-uh-amerongen", ReceivingSchoolId: "meerklank-zeist",
			Destination: tlvv1.Destination_DESTINATION_SO, Category: tlvv1.Category_CATEGORY_LAAG, Extent: tlvv1.Extent_EXTENT_PART_TIME,
			GatesMet: []tlvv1.Gate{tlvv1.Gate_GATE_GROEIDOCUMENT, tlvv1.Gate_GATE_SOT_INVOLVED}, DossierId: caseID,
		}}},
	{act: tlv.JudgeCompetence, who: "office", path: "competence", body: `{"competent":true}`,
		want: &tlvv1.JudgeCompetence{Actor: by("office", casestest.Office), Competent: true}},
	{act: tlv.JudgeCompetence, who: "office", path: "competence", body: `{"competent":false,"forwardedTo":"PO2602"}`,
		want: &tlvv1.JudgeCompetence{Actor: by("office", casestest.Office), ForwardedTo: "PO2602"}},
	{act: tlv.ConfirmSot, who: "sot", path: "sot-confirmation", body: `{"involved":true}`,
		want: &tlvv1.ConfirmSot{Actor: by("sot", casestest.SOT), Involved: true}},
	{act: tlv.JudgeCompleteness, who: "office", path: "completeness",
		body: `{"missing":["own-network-explored","basisondersteuning-shown"],"requestTextId":"t1","completeBy":"2026-12-10"}`,
		want: &tlvv1.JudgeCompleteness{
			Actor: by("office", casestest.Office), RequestTextId: "t1", CompleteBy: "2026-12-10",
			Missing: []tlvv1.Gate{tlvv1.Gate_GATE_OWN_NETWORK_EXPLORED, tlvv1.Gate_GATE_BASISONDERSTEUNING_SHOWN},
		}},
	{act: tlv.Complete, who: "two schools", path: "completions", body: `{"gatesMet":["own-network-explored"],"pieceIds":["d1","t2"]}`,
		want: &tlvv1.Complete{
			Actor: by("two schools", casestest.Applicant), PieceIds: []string{"d1", "t2"},
			GatesMet: []tlvv1.Gate{tlvv1.Gate_GATE_OWN_NETWORK_EXPLORED},
		}},
	{act: tlv.AnswerAsParents, who: "parent", path: "parents-answer", body: `{"answer":"zienswijze","textId":"t3","withAdviser":true}`,
		want: &tlvv1.AnswerAsParents{
			Actor: by("parent", casestest.Parent), Answer: tlvv1.ParentsAnswer_PARENTS_ANSWER_ZIENSWIJZE, TextId: "t3", WithAdviser: true,
		}},
	{act: tlv.AnswerAsParents, who: "office", path: "parents-answer", body: `{"answer":"none"}`,
		want: &tlvv1.AnswerAsParents{Actor: by("office", casestest.Office), Answer: tlvv1.ParentsAnswer_PARENTS_ANSWER_NONE}},
	{act: tlv.AssignExperts, who: "office", path: "experts", body: `{"expertIds":["gz-1","ortho-1"]}`,
		want: &tlvv1.AssignExperts{Actor: by("office", casestest.Office), ExpertIds: []string{"gz-1", "ortho-1"}}},
	{act: tlv.InviteToTalk, who: "expert", path: "talk", body: `{"talkOn":"2026-12-14"}`,
		want: &tlvv1.InviteToTalk{Actor: by("expert", casestest.Expert1), TalkOn: "2026-12-14"}},
	{act: tlv.ReportTalk, who: "expert", path: "talk-report", body: `{"held":true,"reportId":"r1"}`,
		want: &tlvv1.ReportTalk{Actor: by("expert", casestest.Expert1), Held: true, ReportId: "r1"}},
	{act: tlv.ConfirmReportCopy, who: "office", path: "talk-report-copy", body: `{"delivery":"by-hand","deliveredOn":"2026-12-16"}`,
		want: &tlvv1.ConfirmReportCopy{Actor: by("office", casestest.Office), Delivery: tlvv1.Delivery_DELIVERY_BY_HAND, DeliveredOn: "2026-12-16"}},
	{act: tlv.GiveAdvice, who: "expert", path: "advices",
		body: `{"admissible":true,"destination":"so","category":"hoog","textId":"t4","zienswijzeTextId":"t5"}`,
		want: &tlvv1.GiveAdvice{
			Actor: by("expert", casestest.Expert1), Admissible: true, Destination: tlvv1.Destination_DESTINATION_SO,
			Category: tlvv1.Category_CATEGORY_HOOG, TextId: "t4", ZienswijzeTextId: "t5",
		}},
	{act: tlv.GiveAdvice, who: "expert", path: "advices", body: `{"admissible":false,"textId":"t4"}`,
		want: &tlvv1.GiveAdvice{Actor: by("expert", casestest.Expert1), TextId: "t4"}},
	{act: tlv.ResolveDifference, who: "office", path: "difference", body: `{"next":"third-expert","expertId":"gz-3"}`,
		want: &tlvv1.ResolveDifference{Actor: by("office", casestest.Office), Next: tlvv1.NextStep_NEXT_STEP_THIRD_EXPERT, ExpertId: "gz-3"}},
	{act: tlv.Decide, who: "director", path: "decision",
		body: `{"granted":true,"destination":"sbo","extent":"temporary","validFrom":"2026-12-01","validUntil":"2027-07-31",
			"receivingSchoolId":"meerklank-zeist","returnAgreementsTextId":"t6"}`,
		want: &tlvv1.Decide{
			Actor: by("director", casestest.Director), Granted: true, Destination: tlvv1.Destination_DESTINATION_SBO,
			Extent: tlvv1.Extent_EXTENT_TEMPORARY, ValidFrom: "2026-12-01", ValidUntil: "2027-07-31",
			ReceivingSchoolId: "meerklank-zeist", ReturnAgreementsTextId: "t6",
		}},
	{act: tlv.Decide, who: "director", path: "decision", body: `{"granted":false,"reasonsTextId":"t7"}`,
		want: &tlvv1.Decide{Actor: by("director", casestest.Director), ReasonsTextId: "t7"}},
	{act: tlv.Announce, who: "office", path: "announcement", body: `{}`,
		want: &tlvv1.Announce{Actor: by("office", casestest.Office)}},
	{act: tlv.Withdraw, who: "applicant", path: "withdrawal", body: `{"textId":"t8"}`,
		want: &tlvv1.Withdraw{Actor: by("applicant", casestest.Applicant), TextId: "t8"}},
}

func actPath(path string) string {
	if path[0] == '/' {
		return path
	}
	return "/v1/cases/" + caseID + "/" + path
}

func TestEveryActReachesTheProcessAsItWasMeant(t *testing.T) {
	tested := map[tlv.Act]bool{}
	for _, example := range actExamples {
		tested[example.act] = true
		t.Run(string(example.act)+" by "+example.who, func(t *testing.T) {
			h := newHarness(t)
			status := http.StatusCreated
			if !example.beforehand {
				h.put(withExperts())
				status = http.StatusOK
			}
			got := h.post(example.who, actPath(example.path), "key-00001", example.body).want(status, `"caseId":"`+caseID+`"`, `"version":1`)
			arrived, err := h.process.last()
			if err != nil {
				t.Fatal(err)
			}
			if arrived.caseID != caseID || arrived.act != example.act || !proto.Equal(arrived.message, example.want) {
				t.Errorf("process got %s of %s: %v\nwant %v", arrived.act, arrived.caseID, arrived.message, example.want)
			}
			if location := got.Header().Get("Location"); example.beforehand && location != "/v1/cases/"+caseID {
				t.Errorf("location is %q", location)
			}
		})
	}
	for _, act := range tlv.Acts {
		if !tested[act] {
			t.Errorf("act %s has no example", act)
		}
	}
}

func TestBadInputIsToldAtOnceAndChangesNothing(t *testing.T) {
	tests := []struct {
		name, who, path, body string
		locations             []string
	}{
		{"nothing filled in", "applicant", "/v1/cases", `{}`, []string{
			"Vul dossierId in.", "Vul applicantSchoolId in.", "Vul receivingSchoolId in.", "Vul intake in.", "Vul destination in.",
			"Vul extent in.", "Vul gatesMet in."}},
		{"unknown field", "office", "announcement", `{"signedBy":"x"}`, []string{"body.signedBy"}},
		{"unknown words", "office", "completeness", `{"missing":["iq"],"completeBy":"10-12-2026"}`, []string{"body.missing[0]", "body.completeBy"}},
		{"a gate twice", "office", "completeness", `{"missing":["groeidocument","groeidocument"]}`, []string{"body.missing"}},
		{"a gate that is an object", "office", "completeness", `{"missing":[{"$ne":null}]}`, []string{"body.missing[0]"}},
		{"a paper twice", "applicant", "completions", `{"gatesMet":[],"pieceIds":["a","b","a"]}`, []string{"body.pieceIds"}},
		{"so without category", "expert", "advices", `{"admissible":true,"destination":"so","textId":"t"}`, []string{"body.category"}},
		{"sbo with category", "expert", "advices", `{"admissible":true,"destination":"sbo","category":"laag","textId":"t"}`, []string{"body.category"}},
		{"not admissible but somewhere", "expert", "advices", `{"admissible":false,"destination":"sbo","textId":"t"}`, []string{"body.destination"}},
		{"granted without anything", "director", "decision", `{"granted":true}`, []string{
			"body.destination", "body.extent", "body.validFrom", "body.validUntil", "body.receivingSchoolId"}},
		{"refused without reasons but with a date", "director", "decision", `{"granted":false,"validFrom":"2026-12-01"}`, []string{
			"body.reasonsTextId", "body.validFrom"}},
		{"third expert without a name", "office", "difference", `{"next":"third-expert"}`, []string{"body.expertId"}},
		{"confer with a third expert", "office", "difference", `{"next":"confer","expertId":"gz-3"}`, []string{"body.expertId"}},
		{"forwarded in free words", "office", "competence", `{"competent":false,"forwardedTo":"naar de school van Jan"}`, []string{"body.forwardedTo"}},
		{"a date that is none", "expert", "talk", `{"talkOn":"2026-02-30"}`, []string{"body.talkOn"}},
		{"a form that is no dossier", "applicant", "/v1/cases", `{"dossierId":"../x","applicantSchoolId":"regenboog-uh-amerongen",
			"receivingSchoolId":"m","intake":"referral","destination":"sbo","category":"laag","extent":"full","gatesMet":[]}`,
			[]string{"body.dossierId", "body.category"}},
		{"no JSON", "office", "announcement", `{`, []string{"geen geldige JSON"}},
		{"no body", "office", "experts", ``, []string{"niets meegestuurd"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			h := newHarness(t)
			h.put(withExperts())
			h.post(test.who, actPath(test.path), "key-00001", test.body).want(http.StatusBadRequest, test.locations...)
			if got, err := h.process.last(); err == nil {
				t.Errorf("process got %s", got.act)
			}
		})
	}
}

func TestAnActNeedsAnIdempotencyKeyOfTheRightForm(t *testing.T) {
	h := newHarness(t)
	h.put(withExperts())
	for _, key := range []string{"", "short", "with spaces in it"} {
		h.post("office", actPath("announcement"), key, `{}`).want(http.StatusBadRequest)
	}
}
