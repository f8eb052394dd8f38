package tlv_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"traject.nl/proto/contract/failure"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/tlv/tlvtest"
)

// askedParents is a case in which the parents are asked, on 1 September: they have until the 15th.
func askedParents(t *testing.T) *story {
	t.Helper()
	return submitted(t, "2026-09-01").do(tlvtest.Competent(), tlvtest.FoundComplete()).phase("ouders")
}

func TestParentsAndExpertsMayComeInAnyOrder(t *testing.T) {
	t.Parallel()
	assign := tlvtest.Assign(tlvtest.Gz, tlvtest.Ortho)
	s := askedParents(t).do(assign).phase("ouders").do(tlvtest.ParentsAgree()).phase("advies")
	s.play()
	s = askedParents(t).do(tlvtest.ParentsAgree()).phase("ouders").do(assign).phase("advies")
	s.play()
	s = askedParents(t).do(assign, tlvtest.ParentsDiffer()).phase("zienswijze")
	s.play()
	s = askedParents(t).do(tlvtest.ParentsDiffer()).phase("ouders").do(assign).phase("zienswijze")
	s.play()
}

func TestOneParentWhoDiffersIsEnoughToBeHeard(t *testing.T) {
	t.Parallel()
	differ := tlvtest.ParentsDiffer()
	differ.Actor = tlvtest.By(tlvtest.SecondParent)
	s := askedParents(t).do(tlvtest.ParentsAgree())
	s.refused(failure.NotNow, tlvtest.ParentsAgree())
	s.do(differ)
	s.refused(failure.NotNow, tlvtest.ParentsAgree())
	s.do(tlvtest.Assign(tlvtest.Gz, tlvtest.Ortho)).phase("zienswijze")
	s.play()
}

func TestOnlyTheOfficeRecordsSilenceAndOnlyWhenTheTimeIsOver(t *testing.T) {
	t.Parallel()
	byParent := tlvtest.ParentsSilent()
	byParent.Actor = tlvtest.Parent
	s := askedParents(t).do(tlvtest.Assign(tlvtest.Gz, tlvtest.Ortho))
	s.refused(failure.NotYours, byParent)
	s.refused(failure.NotNow, tlvtest.ParentsSilent())
	s.on("2026-09-11").refused(failure.NotNow, tlvtest.ParentsSilent())
	s.on("2026-09-12").do(tlvtest.ParentsSilent()).phase("advies")
	view := s.play()
	assert.Equal(t, tlvv1.ParentsAnswer_PARENTS_ANSWER_NONE, view.GetTlv().ParentsAnswer)
}

func TestParentsMayStillAnswerAfterTheirSilenceWasRecorded(t *testing.T) {
	t.Parallel()
	s := askedParents(t).on("2026-09-16").do(tlvtest.ParentsSilent())
	s.refused(failure.NotNow, tlvtest.ParentsSilent())
	s.do(tlvtest.ParentsDiffer(), tlvtest.Assign(tlvtest.Gz, tlvtest.Ortho)).phase("zienswijze")
	s.play()
}

func TestTheOfficeRecordsWhatParentsSaidOnPaper(t *testing.T) {
	t.Parallel()
	onPaper := tlvtest.ParentsAgree()
	onPaper.Actor = tlvtest.Office
	s := askedParents(t).do(onPaper)
	s.play()
	timeline := s.services.Timeline(caseID)
	assert.Equal(t, "office:zout", timeline[len(timeline)-1].Actor.Party)
}

func TestAnAnswerHasNothingThatBelongsToAZienswijze(t *testing.T) {
	t.Parallel()
	agree := tlvtest.ParentsAgree()
	agree.TextId, agree.WithAdviser = "text-1", true
	s := askedParents(t).refused(failure.BadInput, agree, "text_id", "with_adviser")
	s.refused(failure.BadInput, &tlvv1.AnswerAsParents{Actor: tlvtest.Parent}, "answer")
	s.play()
}

// heardParents is a case in which parents differ, and the talk is to be planned, on 1 September.
func heardParents(t *testing.T) *story {
	t.Helper()
	return askedParents(t).do(tlvtest.ParentsDiffer(), tlvtest.Assign(tlvtest.Gz, tlvtest.Ortho)).phase("zienswijze")
}

func TestExpertsAdviseOnlyAfterTalkReportAndProofOfACopy(t *testing.T) {
	t.Parallel()
	s := heardParents(t)
	s.refused(failure.NotNow, tlvtest.AdviseSbo(tlvtest.Gz))
	s.refused(failure.NotNow, tlvtest.Report())
	s.refused(failure.NotNow, tlvtest.ReportCopy("2026-09-01"))
	s.do(tlvtest.Invite("2026-09-08"))
	s.do(tlvtest.Invite("2026-09-10"))
	s.refused(failure.NotNow, tlvtest.Report())
	s.on("2026-09-11").do(tlvtest.Report())
	s.refused(failure.NotNow, tlvtest.Invite("2026-09-20"))
	s.refused(failure.NotNow, tlvtest.AdviseSbo(tlvtest.Gz))
	s.on("2026-09-14")
	s.refused(failure.BadInput, tlvtest.ReportCopy("2026-09-10"), "delivered_on")
	s.refused(failure.BadInput, tlvtest.ReportCopy("2026-09-15"), "delivered_on")
	s.refused(failure.BadInput, &tlvv1.ConfirmReportCopy{Actor: tlvtest.Office}, "delivery", "delivered_on")
	s.do(tlvtest.ReportCopy("2026-09-12")).phase("advies")
	s.refused(failure.BadInput, tlvtest.AdviseSbo(tlvtest.Gz), "zienswijze_text_id")
	s.do(tlvtest.Weighed(tlvtest.AdviseSbo(tlvtest.Gz)), tlvtest.Weighed(tlvtest.AdviseSbo(tlvtest.Ortho))).phase("besluit")
	view := s.play()

	assert.True(t, view.GetTlv().Zienswijze.WithAdviser)
	assert.Equal(t, "2026-09-10", view.GetTlv().Zienswijze.TalkOn)
	assert.Equal(t, "2026-09-11", view.GetTlv().Zienswijze.ReportedOn)
	assert.Equal(t, lines(`
		gesprek-plannen/office:zout | due 2026-09-04 by ZOUT-instelling | 2026-09-01 - 2026-09-01 gepland
		gesprek-verslag/expert:gz-1 | due 2026-09-14 by ZOUT-instelling | 2026-09-01 - 2026-09-01 gesprek verplaatst
		gesprek-verslag/expert:gz-1/2 | due 2026-09-15 by ZOUT-instelling | 2026-09-01 - 2026-09-11 gesprek gehouden
		verslag-verzenden/office:zout | due 2026-09-14 by ZOUT-instelling | 2026-09-11 - 2026-09-14 verzonden
	`), tasksOf(&casesv1.View{Tasks: view.Tasks[6:10]}))
}

func TestParentsMayChooseNotToCome(t *testing.T) {
	t.Parallel()
	absent := tlvtest.Report()
	absent.Held, absent.Actor = false, tlvtest.ByExpert(tlvtest.Ortho)
	s := heardParents(t).do(tlvtest.Invite("2026-09-10")).on("2026-09-07").do(absent)
	s.do(tlvtest.ReportCopy("2026-09-07")).phase("advies")
	s.play()
}

func TestATalkIsNotInThePast(t *testing.T) {
	t.Parallel()
	s := heardParents(t).on("2026-09-03")
	s.refused(failure.BadInput, tlvtest.Invite("2026-09-02"), "talk_on")
	s.refused(failure.BadInput, tlvtest.Invite("morgen"), "talk_on")
	s.do(tlvtest.Invite("2026-09-03"))
	s.refused(failure.BadInput, &tlvv1.ReportTalk{Actor: tlvtest.ByExpert(tlvtest.Gz), Held: true}, "report_id")
	s.play()
}

func TestAReportTaskGoesAlongWithAnExpertWhoIsReplaced(t *testing.T) {
	t.Parallel()
	s := heardParents(t).do(tlvtest.Invite("2026-09-10"), tlvtest.Assign(tlvtest.OtherGz, tlvtest.Ortho))
	s.refused(failure.NotYours, tlvtest.Report())
	view := s.play()
	last := view.Tasks[len(view.Tasks)-1]
	assert.Equal(t, "gesprek-verslag/expert:gz-2", last.Id)
	assert.NotContains(t, view.Parties, "expert:gz-1")
}
