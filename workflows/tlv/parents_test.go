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
	return submitted(t, "2026-09-01").Do(tlvtest.Competent(), tlvtest.FoundComplete()).Phase("ouders")
}

func TestParentsAndExpertsMayComeInAnyOrder(t *testing.T) {
	t.Parallel()
	assign := tlvtest.Assign(tlvtest.Gz, tlvtest.Ortho)
	s := askedParents(t).Do(assign).Phase("ouders").Do(tlvtest.ParentsAgree()).Phase("advies")
	s.Play()
	s = askedParents(t).Do(tlvtest.ParentsAgree()).Phase("ouders").Do(assign).Phase("advies")
	s.Play()
	s = askedParents(t).Do(assign, tlvtest.ParentsDiffer()).Phase("zienswijze")
	s.Play()
	s = askedParents(t).Do(tlvtest.ParentsDiffer()).Phase("ouders").Do(assign).Phase("zienswijze")
	s.Play()
}

func TestOneParentWhoDiffersIsEnoughToBeHeard(t *testing.T) {
	t.Parallel()
	differ := tlvtest.ParentsDiffer()
	differ.Actor = tlvtest.By(tlvtest.SecondParent)
	s := askedParents(t).Do(tlvtest.ParentsAgree())
	s.Refused(failure.NotNow, tlvtest.ParentsAgree())
	s.Do(differ)
	s.Refused(failure.NotNow, tlvtest.ParentsAgree())
	s.Do(tlvtest.Assign(tlvtest.Gz, tlvtest.Ortho)).Phase("zienswijze")
	s.Play()
}

func TestOnlyTheOfficeRecordsSilenceAndOnlyWhenTheTimeIsOver(t *testing.T) {
	t.Parallel()
	byParent := tlvtest.ParentsSilent()
	byParent.Actor = tlvtest.Parent
	s := askedParents(t).Do(tlvtest.Assign(tlvtest.Gz, tlvtest.Ortho))
	s.Refused(failure.NotYours, byParent)
	s.Refused(failure.NotNow, tlvtest.ParentsSilent())
	s.On("2026-09-11").Refused(failure.NotNow, tlvtest.ParentsSilent())
	s.On("2026-09-12").Do(tlvtest.ParentsSilent()).Phase("advies")
	view := s.Play()
	assert.Equal(t, tlvv1.ParentsAnswer_PARENTS_ANSWER_NONE, view.GetTlv().ParentsAnswer)
}

func TestParentsMayStillAnswerAfterTheirSilenceWasRecorded(t *testing.T) {
	t.Parallel()
	s := askedParents(t).On("2026-09-16").Do(tlvtest.ParentsSilent())
	s.Refused(failure.NotNow, tlvtest.ParentsSilent())
	s.Do(tlvtest.ParentsDiffer(), tlvtest.Assign(tlvtest.Gz, tlvtest.Ortho)).Phase("zienswijze")
	s.Play()
}

func TestTheOfficeRecordsWhatParentsSaidOnPaper(t *testing.T) {
	t.Parallel()
	onPaper := tlvtest.ParentsAgree()
	onPaper.Actor = tlvtest.Office
	s := askedParents(t).Do(onPaper)
	s.Play()
	timeline := s.Services.Timeline(caseID)
	assert.Equal(t, "office:zout", timeline[len(timeline)-1].Actor.Party)
}

func TestAnAnswerHasNothingThatBelongsToAZienswijze(t *testing.T) {
	t.Parallel()
	agree := tlvtest.ParentsAgree()
	agree.TextId, agree.WithAdviser = "text-1", true
	s := askedParents(t).Refused(failure.BadInput, agree, "text_id", "with_adviser")
	s.Refused(failure.BadInput, &tlvv1.AnswerAsParents{Actor: tlvtest.Parent}, "answer")
	s.Play()
}

// heardParents is a case in which parents differ, and the talk is to be planned, on 1 September.
func heardParents(t *testing.T) *story {
	t.Helper()
	return askedParents(t).Do(tlvtest.ParentsDiffer(), tlvtest.Assign(tlvtest.Gz, tlvtest.Ortho)).Phase("zienswijze")
}

func TestExpertsAdviseOnlyAfterTalkReportAndProofOfACopy(t *testing.T) {
	t.Parallel()
	s := heardParents(t)
	s.Refused(failure.NotNow, tlvtest.AdviseSbo(tlvtest.Gz))
	s.Refused(failure.NotNow, tlvtest.Report())
	s.Refused(failure.NotNow, tlvtest.ReportCopy("2026-09-01"))
	s.Do(tlvtest.Invite("2026-09-08"))
	s.Do(tlvtest.Invite("2026-09-10"))
	s.Refused(failure.NotNow, tlvtest.Report())
	s.On("2026-09-11").Do(tlvtest.Report())
	s.Refused(failure.NotNow, tlvtest.Invite("2026-09-20"))
	s.Refused(failure.NotNow, tlvtest.AdviseSbo(tlvtest.Gz))
	s.On("2026-09-14")
	s.Refused(failure.BadInput, tlvtest.ReportCopy("2026-09-10"), "delivered_on")
	s.Refused(failure.BadInput, tlvtest.ReportCopy("2026-09-15"), "delivered_on")
	s.Refused(failure.BadInput, &tlvv1.ConfirmReportCopy{Actor: tlvtest.Office}, "delivery", "delivered_on")
	s.Do(tlvtest.ReportCopy("2026-09-12")).Phase("advies")
	s.Refused(failure.BadInput, tlvtest.AdviseSbo(tlvtest.Gz), "zienswijze_text_id")
	s.Do(tlvtest.Weighed(tlvtest.AdviseSbo(tlvtest.Gz)), tlvtest.Weighed(tlvtest.AdviseSbo(tlvtest.Ortho))).Phase("besluit")
	view := s.Play()

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
	s := heardParents(t).Do(tlvtest.Invite("2026-09-10")).On("2026-09-07").Do(absent)
	s.Do(tlvtest.ReportCopy("2026-09-07")).Phase("advies")
	s.Play()
}

func TestATalkIsNotInThePast(t *testing.T) {
	t.Parallel()
	s := heardParents(t).On("2026-09-03")
	s.Refused(failure.BadInput, tlvtest.Invite("2026-09-02"), "talk_on")
	s.Refused(failure.BadInput, tlvtest.Invite("morgen"), "talk_on")
	s.Do(tlvtest.Invite("2026-09-03"))
	s.Refused(failure.BadInput, &tlvv1.ReportTalk{Actor: tlvtest.ByExpert(tlvtest.Gz), Held: true}, "report_id")
	s.Play()
}

func TestAReportTaskGoesAlongWithAnExpertWhoIsReplaced(t *testing.T) {
	t.Parallel()
	s := heardParents(t).Do(tlvtest.Invite("2026-09-10"), tlvtest.Assign(tlvtest.OtherGz, tlvtest.Ortho))
	s.Refused(failure.NotYours, tlvtest.Report())
	view := s.Play()
	last := view.Tasks[len(view.Tasks)-1]
	assert.Equal(t, "gesprek-verslag/expert:gz-2", last.Id)
	assert.NotContains(t, view.Parties, "expert:gz-1")
}
