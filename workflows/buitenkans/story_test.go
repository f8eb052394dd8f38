package buitenkans_test

import (
	"testing"

	contract "traject.nl/proto/contract/buitenkans"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	"traject.nl/workflows/buitenkans"
	"traject.nl/workflows/buitenkans/buitenkanstest"
	"traject.nl/workflows/casework/caseworktest"
	"traject.nl/workflows/terms"
)

const caseID = "buitenkans01"

type story = caseworktest.Story[*buitenkanstest.Services]

// begin a story on a date, at nine in the morning.
func begin(t *testing.T, date string) *story {
	t.Helper()
	return beginWith(t, date, buitenkanstest.NewServices())
}

func beginWith(t *testing.T, date string, services *buitenkanstest.Services) *story {
	t.Helper()
	process := caseworktest.Process{Run: buitenkans.Run, Workflow: contract.Workflow, CaseID: caseID, Input: emptyInput()}
	s := caseworktest.Begin(t, process, date, services)
	services.Today = func() terms.Date { return terms.DateOf(s.Env.Now()) }
	return s
}

func emptyInput() *buitenkansv1.Input { return &buitenkansv1.Input{CaseId: caseID} }

// continuedInput is what the run hands to the next one.
func continuedInput(s *story) *buitenkansv1.Input {
	input := new(buitenkansv1.Input)
	s.ReadContinued(input)
	return input
}

// news from the book of places comes in, as it stands.
func news(s *story) {
	s.Then(func() { s.Env.SignalWorkflow(contract.PlaceSignal, s.Services.News(caseID)) })
}

// The moments at which the tests take up a case, all on 7 September 2026, the first day of the stay. The thirteen weeks are over on Sunday 6
// December.
const (
	firstDay = "2026-09-07"
	lastDay  = "2026-12-06"
)

func requested(t *testing.T) *story { return begin(t, firstDay).Do(buitenkanstest.Request(4)) }

func agreed(t *testing.T) *story {
	return requested(t).Do(buitenkanstest.Support(), buitenkanstest.ConsentOnPaper())
}

// listed: the groups are full, so the pupil waits.
func listed(t *testing.T) *story {
	s := agreed(t)
	s.Then(func() { s.Services.Take("other-1", 4); s.Services.Take("other-2", 4) })
	return s.Do(buitenkanstest.Admit())
}

func admitted(t *testing.T) *story { return agreed(t).Do(buitenkanstest.Admit()) }

func planned(t *testing.T) *story { return admitted(t).Do(buitenkanstest.PlanStart(firstDay)) }

func started(t *testing.T) *story { return planned(t).Do(buitenkanstest.Arrived()) }

func advised(t *testing.T) *story {
	return started(t).Do(buitenkanstest.Advise(buitenkansv1.Direction_DIRECTION_RETURN))
}

func ended(t *testing.T) *story { return advised(t).Do(buitenkanstest.End(firstDay)) }
