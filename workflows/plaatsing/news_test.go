package plaatsing_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/failure"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/plaatsing/plaatsingtest"
	"traject.nl/workflows/tlv/tlvtest"
)

// An extension of the stay at the sbo school, and a TLV for the so school.
func extended() *tlvv1.Decision {
	return plaatsingtest.Granted(tlvtest.Sbo, "PO2603-000002", "2027-08-01", "2029-07-31")
}

func forSo() *tlvv1.Decision {
	return plaatsingtest.Granted(tlvtest.So, "PO2603-000003", "2026-09-01", "2029-07-31")
}

func refusedNow() *tlvv1.Decision { return &tlvv1.Decision{ReasonsTextId: "text-reasons"} }

// TestAnExtensionMeetsTheDutyOfTheLastSchoolYear: from the choice by way of an application to another TLV for the same school.
func TestAnExtensionMeetsTheDutyOfTheLastSchoolYear(t *testing.T) {
	t.Parallel()
	s := lastYear(t).On("2027-02-15").Do(plaatsingtest.Choose(plaatsingv1.Continuation_CONTINUATION_EXTENSION))
	s.See(func(view *casesv1.View) {
		assert.Equal(t, "De school heeft gekozen: langer op deze school. Daarvoor is een nieuwe TLV nodig. ZOUT beslist binnen acht weken: "+
			"vraag haar aan uiterlijk op zaterdag 5 juni 2027.", lineOfKind(t, s, "vervolg"))
		assert.Empty(t, termOf(t, view, "laatste-schooljaar").MetOn, "a choice is no TLV")
	})
	applies(s.On("2027-02-22"), nextCase, false)
	s.See(func(view *casesv1.View) {
		assert.Equal(t, []string{nextCase}, factsOf(view).ApplicationCaseIds)
		assert.Equal(t, []string{tlvCase, nextCase}, view.AboutCaseIds)
	})
	decides(s.On("2027-04-19"), nextCase, extended())
	view := s.Play()
	facts := factsOf(view)
	assert.Len(t, facts.Placements, 1)
	assert.Len(t, facts.Placements[0].Tlvs, 2)
	assert.Equal(t, "text-return", facts.Placements[0].Tlvs[1].AgreementsTextId, "what was agreed at the decision travels along")
	assert.Empty(t, facts.ApplicationCaseIds)
	assert.Equal(t, plaatsingv1.Continuation_CONTINUATION_UNSPECIFIED, facts.Continuation, "the choice belonged to the TLV before")
	assert.Equal(t, "2027-04-19", termOf(t, view, "laatste-schooljaar").MetOn)
	assert.Contains(t, view.Status, "De TLV geldt tot en met dinsdag 31 juli 2029.")
}

// TestTheDutyOfTheNextLastSchoolYearBeginsOnItsFirstOfAugust: after an extension there is another last year.
func TestTheDutyOfTheNextLastSchoolYearBeginsOnItsFirstOfAugust(t *testing.T) {
	t.Parallel()
	input := openedBy(plaatsingtest.Granted(tlvtest.Sbo, "PO2603-000001", "2026-08-01", "2027-07-31"))
	s := beginWith(t, "2026-09-01", plaatsingtest.NewServices(), input)
	s.Do(plaatsingtest.Confirm(plaatsingtest.Sbo, "2026-09-01"))
	decides(s.On("2027-04-19"), nextCase, extended())
	s, input = turnOfYear(t, s, input)
	s.On("2027-08-02").See(func(view *casesv1.View) {
		assert.Equal(t, "2027-04-19", termOf(t, view, "laatste-schooljaar").MetOn)
	})
	s, input = turnOfYear(t, s, input)
	view := s.On("2028-08-02").PlayFrom(input)
	term := termOf(t, view, "laatste-schooljaar")
	assert.Equal(t, []string{"2028-08-01", "2029-07-31", ""}, []string{term.EventOn, term.PlannedOn, term.MetOn})
	assert.Contains(t, plannedOf(view), "vervolg-kiezen/school:sbo-zeist | opens 2028-11-01 | due 2029-03-01 by ZOUT-instelling")
}

// TestAnApplicationThatEndsWithoutATLVLeavesTheSchoolWithTheDuty: the choice is asked again, with some weeks to make it.
func TestAnApplicationThatEndsWithoutATLVLeavesTheSchoolWithTheDuty(t *testing.T) {
	t.Parallel()
	s := lastYear(t).On("2027-02-15").Do(plaatsingtest.Choose(plaatsingv1.Continuation_CONTINUATION_EXTENSION))
	applies(s, nextCase, false)
	applies(s.On("2027-04-19"), nextCase, true)
	view := s.Play()
	assert.Empty(t, factsOf(view).ApplicationCaseIds)
	assert.Equal(t, plaatsingv1.Continuation_CONTINUATION_UNSPECIFIED, factsOf(view).Continuation)
	assert.Contains(t, openTasks(view), "vervolg-kiezen/school:sbo-zeist")
	assert.Contains(t, tasksOf(view), "vervolg-kiezen/school:sbo-zeist/2 | due 2027-05-18 by ZOUT-instelling | 2027-04-19 - open")
	assert.Empty(t, termOf(t, view, "laatste-schooljaar").MetOn)
}

// TestATLVForAnotherSchoolMovesThePupilWhenThatSchoolSaysSo: so to sbo goes the same way as sbo to so.
func TestATLVForAnotherSchoolMovesThePupilWhenThatSchoolSaysSo(t *testing.T) {
	t.Parallel()
	s := decides(lastYear(t).On("2026-10-01"), nextCase, forSo())
	s.See(func(view *casesv1.View) {
		facts := factsOf(view)
		assert.Equal(t, tlvtest.So, facts.Next.SchoolId)
		assert.Equal(t, "2026-10-01", termOf(t, view, "laatste-schooljaar").MetOn, "there is something after this TLV")
		assert.Equal(t, []string{"plaatsing-bevestigen/school:so-zeist"}, openTasks(view))
		assert.Equal(t, []string{"school:bao-zeist", "school:sbo-zeist", "school:so-zeist"}, schoolsOf(view))
		share := s.Services.Shared(caseID)
		assert.Equal(t, []string{"school:bao-zeist", "school:sbo-zeist", ""}, []string{share.Origin, share.Host, share.Target})
	})
	s.Refused(failure.NotYours, plaatsingtest.EvaluatedBy(plaatsingtest.So, "2026-10-01"))
	s.RefusedWith(failure.NotYours, "Alleen de school waarvoor de TLV is", plaatsingtest.Confirm(plaatsingtest.Sbo, "2026-10-01"))
	s.Do(plaatsingtest.Confirm(plaatsingtest.So, "2026-10-01"))
	view := s.Play()
	facts := factsOf(view)
	assert.Len(t, facts.Placements, 2)
	assert.Equal(t, "2026-09-30", facts.Placements[0].EndedOn)
	assert.Equal(t, []string{tlvtest.So, "2026-10-01", ""}, []string{facts.Placements[1].SchoolId, facts.Placements[1].PlacedOn, facts.Placements[1].EndedOn})
	assert.Nil(t, facts.Next)
	assert.Equal(t, []string{"school:bao-zeist", "school:so-zeist"}, schoolsOf(view), "the former school has no part any more, the referring one has")
	assert.Equal(t, "school:so-zeist", s.Services.Shared(caseID).Host)
	assert.Equal(t, "2026-10-01", termOf(t, view, "eerste-evaluatie").EventOn, "the first year begins anew")
	assert.Contains(t, plannedOf(view), "evaluatie/school:so-zeist | opens 2027-07-16 | due 2027-08-27")
}

// TestANextTLVThatIsNotUsedLeavesThePupilWhereItIs: and, in the last school year, the duty too.
func TestANextTLVThatIsNotUsedLeavesThePupilWhereItIs(t *testing.T) {
	t.Parallel()
	s := decides(lastYear(t).On("2026-10-01"), nextCase, forSo())
	s.RefusedWith(failure.NotYours, "Alleen de school waarvoor de TLV is", plaatsingtest.Unused(plaatsingtest.Sbo))
	s.Do(plaatsingtest.Unused(plaatsingtest.So))
	view := s.Play()
	assert.Nil(t, factsOf(view).Next)
	assert.Equal(t, "geplaatst", view.Phase)
	assert.Equal(t, []string{"school:bao-zeist", "school:sbo-zeist"}, schoolsOf(view))
	assert.Empty(t, termOf(t, view, "laatste-schooljaar").MetOn)
	assert.Contains(t, plannedOf(view), "vervolg-kiezen/school:sbo-zeist")
}

// TestWhoIsBackCanGoToASchoolOfANewTLVToo: a return that was planned or done stops by it.
func TestWhoIsBackCanGoToASchoolOfANewTLVToo(t *testing.T) {
	t.Parallel()
	for name, moment := range map[string]func(*testing.T) *story{"planned": planned, "agreed": agreed, "back": back} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := decides(moment(t).On("2026-10-01"), nextCase, forSo())
			s.Do(plaatsingtest.Confirm(plaatsingtest.So, "2026-10-01"))
			view := s.Play()
			assert.Equal(t, "geplaatst", view.Phase)
			assert.Equal(t, "2026-10-01", factsOf(view).Returns[0].StoppedOn)
			assert.Equal(t, []string{"school:bao-zeist", "school:so-zeist"}, schoolsOf(view))
			assert.Empty(t, openTasks(view))
			assert.Equal(t, "evaluatie/school:so-zeist | opens 2027-07-16 | due 2027-08-27 by ZOUT-instelling\n", plannedOf(view))
		})
	}
}

func TestWhileThePupilIsExpectedADecisionForAnotherSchoolMovesTheQuestion(t *testing.T) {
	t.Parallel()
	for name, news := range map[string]func(*story) *story{
		"another TLV":           func(s *story) *story { return decides(s, nextCase, forSo()) },
		"replaced by a bezwaar": func(s *story) *story { return replaces(s, tlvCase, forSo()) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			view := news(expected(t)).Play()
			assert.Equal(t, "verwacht", view.Phase)
			assert.Equal(t, tlvtest.So, factsOf(view).Placements[0].SchoolId)
			assert.Equal(t, []string{"plaatsing-bevestigen/school:so-zeist"}, openTasks(view))
			assert.Equal(t, []string{"school:bao-zeist", "school:so-zeist"}, schoolsOf(view))
		})
	}
}

// TestABezwaarThatReplacesTheTLVIsFollowed: another validity moves the duty, another school the pupil.
func TestABezwaarThatReplacesTheTLVIsFollowed(t *testing.T) {
	t.Parallel()
	longer := plaatsingtest.Granted(tlvtest.Sbo, "PO2603-000004", "2026-09-15", "2029-07-31")
	s := replaces(lastYear(t).On("2026-10-01"), tlvCase, longer)
	view := s.Play()
	assert.Equal(t, "PO2603-000004", factsOf(view).Placements[0].Tlvs[0].Number)
	assert.Len(t, factsOf(view).Placements[0].Tlvs, 1)
	assert.True(t, termOf(t, view, "laatste-schooljaar").Ended, "2026-2027 is not the last school year any more")
	assert.NotContains(t, plannedOf(view), "vervolg-kiezen")

	shorter := plaatsingtest.Granted(tlvtest.Sbo, "PO2603-000004", "2026-09-15", "2027-07-31")
	earlier := replaces(there(t).On("2026-10-01"), tlvCase, shorter)
	view = earlier.Play()
	assert.Equal(t, "2027-07-31", termOf(t, view, "laatste-schooljaar").PlannedOn)

	elsewhere := replaces(there(t).On("2026-10-01"), tlvCase, forSo())
	view = elsewhere.Play()
	assert.Equal(t, tlvtest.So, factsOf(view).Next.SchoolId)
	assert.Empty(t, factsOf(view).Placements[0].Tlvs)
	assert.Contains(t, view.Status, "Er is geen TLV meer. Er is een TLV voor een andere school.")
}

// TestATLVThatABezwaarTookAway ends what had not begun, and puts what had before people.
func TestATLVThatABezwaarTookAway(t *testing.T) {
	t.Parallel()
	before := replaces(expected(t), tlvCase, refusedNow())
	view := before.PlayOut()
	assert.True(t, view.Closed)
	assert.Equal(t, plaatsingv1.Outcome_OUTCOME_REVOKED, factsOf(view).Outcome)
	assert.Empty(t, openTasks(view))

	during := replaces(lastYear(t).On("2026-10-01"), tlvCase, refusedNow())
	view = during.Play()
	assert.Equal(t, "geplaatst", view.Phase)
	assert.Empty(t, factsOf(view).Placements[0].Tlvs)
	assert.Equal(t, []string{"vervolg-besluit/office:zout"}, openTasks(view))
	assert.True(t, termOf(t, view, "laatste-schooljaar").Ended)
	assert.NotContains(t, plannedOf(view), "vervolg-kiezen")

	next := replaces(decides(lastYear(t).On("2026-10-01"), nextCase, forSo()), nextCase, refusedNow())
	view = next.Play()
	assert.Nil(t, factsOf(view).Next)
	assert.Empty(t, termOf(t, view, "laatste-schooljaar").MetOn, "the duty is there again")

	after := replaces(back(t).On("2026-10-01"), tlvCase, refusedNow())
	view = after.Play()
	assert.Equal(t, "terug", view.Phase)
	assert.Equal(t, []string{"opvolging-1/school:bao-bunnik"}, openTasks(view), "who is back needs no TLV")
}

// TestAnExtensionThatIsTakenAwayLeavesTheTLVBefore: with the duty of its last school year.
func TestAnExtensionThatIsTakenAwayLeavesTheTLVBefore(t *testing.T) {
	t.Parallel()
	s := decides(lastYear(t).On("2027-02-15"), nextCase, extended())
	replaces(s.On("2027-04-19"), nextCase, refusedNow())
	view := s.Play()
	assert.Len(t, factsOf(view).Placements[0].Tlvs, 1)
	term := termOf(t, view, "laatste-schooljaar")
	assert.Equal(t, []string{"2027-07-31", ""}, []string{term.PlannedOn, term.MetOn})
	assert.Contains(t, openTasks(view), "vervolg-kiezen/school:sbo-zeist")
}

// TestNewsThatIsToldTwiceOrIsNotForThisPlacementChangesNothing: nor does anything move a closed case.
func TestNewsThatIsToldTwiceOrIsNotForThisPlacementChangesNothing(t *testing.T) {
	t.Parallel()
	s := decides(there(t), nextCase, extended())
	var version int64
	s.See(func(view *casesv1.View) { version = view.Version })
	decides(s, nextCase, extended())
	replaces(s, nextCase, extended())
	replaces(s, thirdCase, refusedNow())
	replaces(s, thirdCase, forSo())
	decides(s, thirdCase, refusedNow())
	applies(s, nextCase, true)
	view := s.Play()
	assert.Equal(t, version, view.Version, timelineOf(s.Services.Timeline(caseID)))
}

// TestASecondPlacementOfOnePupilHandsItsTLVToTheFirst: the pupil is in an institution, and a TLV was asked for without starting from there.
func TestASecondPlacementOfOnePupilHandsItsTLVToTheFirst(t *testing.T) {
	t.Parallel()
	s := expected(t)
	s.Services.RefuseAll(documents.AdmitDossier)
	s.Services.OtherCases = []*documentsv1.PupilCase{
		{CaseId: "old-placement", Procedure: "plaatsing", Closed: true}, {CaseId: "institution1", Procedure: "plaatsing"},
	}
	s.Run(openedBy(plaatsingtest.Granted(tlvtest.Sbo, "PO2603-000001", "2026-08-01", "2028-07-31")))
	assert.NoError(t, s.Env.GetWorkflowError())
	assert.Nil(t, s.View(), "there is no second case")
	assert.Equal(t, []string{"plaatsing/institution1 decision"}, s.Services.told)

	alone := expected(t)
	alone.Services.RefuseAll(documents.AdmitDossier)
	alone.Run(openedBy(plaatsingtest.Granted(tlvtest.Sbo, "PO2603-000001", "2026-08-01", "2028-07-31")))
	assert.Error(t, alone.Env.GetWorkflowError(), "a dossier that cannot be is a fault that somebody must see")
}
