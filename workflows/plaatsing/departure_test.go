package plaatsing_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	contract "traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/failure"
	"traject.nl/proto/contract/notifications"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	"traject.nl/workflows/plaatsing/plaatsingtest"
	"traject.nl/workflows/terms"
)

// Why a pupil leaves, short.
const (
	moved    = caseworkv1.DepartureReason_DEPARTURE_REASON_MOVED
	toVO     = caseworkv1.DepartureReason_DEPARTURE_REASON_VO
	deceased = caseworkv1.DepartureReason_DEPARTURE_REASON_DECEASED
)

// everyMoment is every moment at which a pupil can leave.
var everyMoment = map[string]func(*testing.T) *story{
	"expected": expected, "there": there, "last year": lastYear, "with a next school": withNext,
	"planned": planned, "agreed": agreed, "back": back, "in an institution": inInstitution,
}

// TestAPupilThatDiedLeavesTheCaseQuiet: not one notice, reminder or letter after a death, whatever was open or planned.
func TestAPupilThatDiedLeavesTheCaseQuiet(t *testing.T) {
	t.Parallel()
	for name, moment := range everyMoment {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := moment(t)
			var sent, letters int
			s.On("2026-09-02").See(func(*casesv1.View) { sent, letters = len(s.Services.Notices()), len(s.Services.Written()) })
			s.Do(plaatsingtest.Depart(plaatsingtest.Origin, deceased, "2026-09-02"))
			view := s.On("2027-09-03").PlayOut()

			assert.True(t, view.Closed)
			assert.Equal(t, plaatsingv1.Outcome_OUTCOME_DEPARTED, factsOf(view).Outcome)
			assert.Equal(t, "De leerling is overleden. De zaak is gesloten.", view.Status)
			assert.Empty(t, openTasks(view))
			assert.Empty(t, view.Planned)
			for _, term := range view.Terms {
				assert.True(t, term.Ended || term.MetOn != "", "%v", term)
			}
			assert.Len(t, s.Services.Notices(), sent, "no notice after a death:\n%s", noticesOf(s.Services.Notices()))
			assert.Len(t, s.Services.Written(), letters, "no letter after a death")
			last := s.Services.Timeline(caseID)[view.Version-1]
			assert.Equal(t, "De leerling is overleden. De zaak is gesloten.", last.Text)
			assert.Equal(t, "2026-09-02", terms.DateOf(s.Env.Now()).String(), "the process ended with the case: nothing is left to ask anybody anything")
		})
	}
}

// TestNoticesThatWaitWhenAPupilDiesAreNeverSent: an evaluation tells four parties of itself, but the mail server is away; the pupil dies before
// it is back.
func TestNoticesThatWaitWhenAPupilDiesAreNeverSent(t *testing.T) {
	t.Parallel()
	s := there(t).On("2026-10-01")
	var sent int
	s.Then(func() {
		sent = len(s.Services.Notices())
		s.Services.GoAway(notifications.Notify, 40)
	})
	s.Do(plaatsingtest.EvaluatedTogether("2026-10-01"))
	s.Do(plaatsingtest.Depart(plaatsingtest.Sbo, deceased, "2026-10-01"))
	view := s.PlayOut()
	assert.True(t, view.Closed)
	assert.Len(t, s.Services.Notices(), sent)
}

// TestAYearOfSilenceAfterADeath: a notice of default that nobody judged keeps the process alive, with its reminders and ladder, for a year in
// which not one notice or letter leaves.
func TestAYearOfSilenceAfterADeath(t *testing.T) {
	t.Parallel()
	s := lastYear(t).Do(&caseworkv1.NotifyDefault{Actor: plaatsingtest.Office, TextId: "text-notice"})
	var sent, letters int
	s.On("2026-09-02").See(func(*casesv1.View) { sent, letters = len(s.Services.Notices()), len(s.Services.Written()) })
	s.Do(plaatsingtest.Depart(plaatsingtest.Origin, deceased, "2026-09-02"))
	view := s.On("2027-09-03").Play()
	assert.Equal(t, "2027-09-03", terms.DateOf(s.Env.Now()).String())
	assert.True(t, view.Closed)
	assert.Equal(t, []string{"ingebrekestelling/office:zout", "ingebrekestelling/director:zout"}, openTasks(view))
	assert.Len(t, s.Services.Notices(), sent, noticesOf(s.Services.Notices()))
	assert.Len(t, s.Services.Written(), letters)
}

// TestAPupilThatLeftClosesTheCaseAndThoseWhoWorkedWithItHear: the schools and the SOT, but not the parents, who know.
func TestAPupilThatLeftClosesTheCaseAndThoseWhoWorkedWithItHear(t *testing.T) {
	t.Parallel()
	for _, reason := range []caseworkv1.DepartureReason{moved, toVO} {
		for name, moment := range everyMoment {
			t.Run(fmt.Sprintf("%s %s", name, reason), func(t *testing.T) {
				t.Parallel()
				s := moment(t)
				var sent int
				s.On("2026-09-02").See(func(*casesv1.View) { sent = len(s.Services.Notices()) })
				s.Do(plaatsingtest.Depart(plaatsingtest.Origin, reason, "2026-09-02"))
				view := s.PlayOut()
				assert.True(t, view.Closed)
				assert.Equal(t, plaatsingv1.Outcome_OUTCOME_DEPARTED, factsOf(view).Outcome)
				assert.Empty(t, openTasks(view))
				assert.Empty(t, view.Planned)
				assert.Nil(t, factsOf(view).Next)
				for _, n := range s.Services.Notices()[sent:] {
					assert.Equal(t, notificationsv1.NoticeKind_NOTICE_KIND_ENDED, n.Kind, n.Key)
					assert.False(t, strings.HasPrefix(n.Party, "parent:"), n.Key)
					assert.NotEqual(t, plaatsingtest.Origin.Party, n.Party)
				}
				assert.Contains(t, noticesOf(s.Services.Notices()), "vertrek | ENDED")
				assert.Contains(t, view.Status, "De zaak is gesloten.")
			})
		}
	}
}

func TestGoingToSecondaryEducationMeetsTheDutyOfTheLastSchoolYear(t *testing.T) {
	t.Parallel()
	s := lastYear(t).On("2027-07-12").Do(plaatsingtest.Depart(plaatsingtest.Sbo, toVO, "2027-07-09"))
	view := s.PlayOut()
	assert.Equal(t, "2027-07-09", termOf(t, view, "laatste-schooljaar").MetOn)
	assert.Equal(t, "2027-07-09", factsOf(view).Placements[0].EndedOn)

	moving := lastYear(t).On("2027-07-12").Do(plaatsingtest.Depart(plaatsingtest.Sbo, moved, "2027-07-09"))
	assert.True(t, termOf(t, moving.PlayOut(), "laatste-schooljaar").Ended)
}

// TestADepartureThatAnotherCaseTellsOfClosesTheCaseToo: recorded in another case of the pupil.
func TestADepartureThatAnotherCaseTellsOfClosesTheCaseToo(t *testing.T) {
	t.Parallel()
	s := tells(there(t), contract.DepartureSignal, &caseworkv1.Departure{
		Reason: moved, On: "2026-08-31", CaseId: "buitenkans01", Actor: plaatsingtest.Origin,
	})
	view := s.PlayOut()
	assert.True(t, view.Closed)
	last := s.Services.Timeline(caseID)[len(s.Services.Timeline(caseID))-1]
	assert.Nil(t, last.Actor, "who recorded it did so in another case")
	assert.Empty(t, s.Services.told, "and that one told the others")
}

// TestADepartureIsToldToTheOtherOpenCasesOfThePupil: those of every procedure.
func TestADepartureIsToldToTheOtherOpenCasesOfThePupil(t *testing.T) {
	t.Parallel()
	s := there(t)
	s.Services.OtherCases = []*documentsv1.PupilCase{
		{CaseId: tlvCase, Procedure: "tlv", DossierId: "dossier00001", Closed: true},
		{CaseId: nextCase, Procedure: "tlv", DossierId: "dossier00001"},
		{CaseId: caseID, Procedure: "plaatsing", DossierId: "dossier00001"},
	}
	s.Do(plaatsingtest.Depart(plaatsingtest.Sbo, deceased, "2026-09-01"))
	s.PlayOut()
	assert.Equal(t, []string{"tlv/" + nextCase + " " + contract.DepartureSignal}, s.Services.told)
}

func TestADepartureThatCannotBeIsRefused(t *testing.T) {
	t.Parallel()
	s := there(t)
	s.Refused(failure.BadInput, plaatsingtest.Depart(plaatsingtest.Sbo, deceased, "2026-09-02"), "on")
	s.Refused(failure.BadInput, plaatsingtest.Depart(plaatsingtest.Sbo, 0, "2026-09-01"), "reason")
	s.Refused(failure.NotYours, plaatsingtest.Depart(plaatsingtest.Parent, moved, "2026-09-01"))
	s.Refused(failure.NotYours, plaatsingtest.Depart(plaatsingtest.So, moved, "2026-09-01"))
	s.Play()
}
