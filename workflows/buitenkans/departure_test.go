package buitenkans_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	contract "traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/notifications"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/workflows/buitenkans/buitenkanstest"
	"traject.nl/workflows/terms"
)

// everyPhase is a case in each phase that is open.
var everyPhase = map[string]func(*testing.T) *story{
	"aanvraag": requested, "intake": agreed, "wachtlijst": listed, "gepland": planned, "observatie": started, "terugkeer": advised, "nazorg": ended,
}

// TestAfterADeathNobodyHearsAnything, in every phase and whoever tells: the case closes, the place is free, and there is not one
// notice, reminder or letter more.
func TestAfterADeathNobodyHearsAnything(t *testing.T) {
	t.Parallel()
	for phase, moment := range everyPhase {
		for how, tell := range map[string]func(*story){
			"recorded here": func(s *story) { s.Do(buitenkanstest.Departed(deceased, "2026-09-20")) },
			"heard from another case": func(s *story) {
				s.Then(func() {
					s.Env.SignalWorkflow(contract.DepartureSignal, &caseworkv1.Departure{Reason: deceased, On: "2026-09-20", CaseId: "elsewhere001"})
				})
			},
		} {
			t.Run(phase+", "+how, func(t *testing.T) {
				t.Parallel()
				s := moment(t).Phase(phase).On("2026-09-21")
				notices, letters := -1, -1
				s.Then(func() { notices, letters = len(s.Services.Notices()), len(s.Services.Written()) })
				tell(s)
				view := s.PlayOut()
				assert.Equal(t, "2026-09-21", terms.DateOf(s.Env.Now()).String(), "the process is over that day: nothing is left that could speak, this year or ever")
				assert.True(t, view.Closed)
				assert.Equal(t, buitenkansv1.Outcome_OUTCOME_DEPARTED, view.GetBuitenkans().Outcome)
				assert.Len(t, s.Services.Notices(), notices, "not one notice or reminder: %s", noticesOf(s.Services.Notices()[notices:]))
				assert.Len(t, s.Services.Written(), letters, "not one letter")
				assert.Empty(t, view.Planned)
				for _, task := range view.Tasks {
					assert.NotNil(t, task.ClosedAt, task.Id)
				}
				assert.LessOrEqual(t, s.Services.Stay(caseID).GetUntilOn(), "2026-09-20", "the place is for another")
				last := s.Services.Timeline(caseID)[view.Version-1]
				assert.Equal(t, "De leerling is overleden. De zaak is gesloten.", last.Text)
			})
		}
	}
}

// TestWhatWasUnderWayAtADeathStaysInTheHouse: the mail server was away, so notices waited. None of them goes out afterwards.
func TestWhatWasUnderWayAtADeathStaysInTheHouse(t *testing.T) {
	t.Parallel()
	s := started(t).On("2026-09-20")
	before := -1
	s.Then(func() {
		before = len(s.Services.Notices())
		s.Services.GoAway(notifications.Notify, 1_000_000)
	})
	s.Do(buitenkanstest.Interrupt("2026-09-18"))
	s.On("2026-09-21").Do(buitenkanstest.Departed(deceased, "2026-09-20"))
	s.Then(func() { s.Services.GoAway(notifications.Notify, 0) })
	view := s.PlayOut()
	assert.True(t, view.Closed)
	assert.Len(t, s.Services.Notices(), before)
}

// TestAPupilWhoMovesOrGoesToVOClosesTheCase: those who work with the case hear it once; the parents know it themselves.
func TestAPupilWhoMovesOrGoesToVOClosesTheCase(t *testing.T) {
	t.Parallel()
	for phase, moment := range everyPhase {
		for _, reason := range []caseworkv1.DepartureReason{moved, vo} {
			t.Run(phase+" "+reason.String(), func(t *testing.T) {
				t.Parallel()
				s := moment(t).On("2026-09-21")
				before := -1
				s.Then(func() { before = len(s.Services.Notices()) })
				s.Do(buitenkanstest.Departed(reason, "2026-09-18"))
				view := s.PlayOut()
				assert.Equal(t, buitenkansv1.Outcome_OUTCOME_DEPARTED, view.GetBuitenkans().Outcome)
				want := "ENDED gesloten | buitenkans school sot\n"
				if phase == "aanvraag" {
					want = "ENDED gesloten | school sot\n"
				}
				assert.Equal(t, want, noticesOf(s.Services.Notices()[before:]))
				if phase == "observatie" || phase == "terugkeer" {
					assert.Equal(t, "2026-09-18", view.GetBuitenkans().EndedOn)
					assert.Equal(t, "2026-09-18", s.Services.Stay(caseID).UntilOn)
				}
			})
		}
	}
}
