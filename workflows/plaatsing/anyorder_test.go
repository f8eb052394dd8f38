package plaatsing_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"

	contract "traject.nl/proto/contract/plaatsing"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/plaatsing/plaatsingtest"
	"traject.nl/workflows/terms"
	"traject.nl/workflows/tlv/tlvtest"
)

// TestInWhateverOrderThingsHappenThePlacementHangsTogether lets schools, TLV cases and time do what they like in the last school year of a TLV, most of
// which is refused, and looks at the case after every step.
func TestInWhateverOrderThingsHappenThePlacementHangsTogether(t *testing.T) {
	t.Parallel()
	for seed := range uint64(40) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			chance := rand.New(rand.NewPCG(seed, 14))
			input := openedBy(plaatsingtest.Granted(tlvtest.Sbo, "PO2603-000001", "2026-08-01", fmt.Sprintf("%d-07-31", 2027+seed%2)))
			s := beginWith(t, "2026-09-01", plaatsingtest.NewServices(), input)
			if seed%4 > 0 {
				s.Do(plaatsingtest.Confirm(plaatsingtest.Sbo, "2026-09-01"))
			}
			day := terms.MustParse("2026-09-01")
			for step := range 30 {
				if chance.IntN(2) == 0 {
					day = day.AddDays(1 + chance.IntN(20))
					s.On(day.String())
				}
				anything(s, chance, day.String(), step)
				s.See(func(view *casesv1.View) { hangsTogether(t, view) })
			}
			s.Then(s.Env.CancelWorkflow)
			s.Run(input)
			err := s.Env.GetWorkflowError()
			var next *workflow.ContinueAsNewError
			require.True(t, err == nil || temporal.IsCanceledError(err) || errors.As(err, &next), "%v", err)
			assert.Len(t, s.Services.Timeline(caseID), int(s.View().Version))
		})
	}
}

// anything that can happen on a day, whether it can be then or not.
func anything(s *story, chance *rand.Rand, today string, step int) {
	schools := []*caseworkv1.Actor{plaatsingtest.Origin, plaatsingtest.Sbo, plaatsingtest.So, plaatsingtest.Regular}
	by := schools[chance.IntN(len(schools))]
	going := plaatsingv1.Going(1 + chance.IntN(3))
	id := []string{tlvCase, nextCase, thirdCase}[chance.IntN(3)]
	news := []*tlvv1.Decision{
		plaatsingtest.Granted(tlvtest.Sbo, fmt.Sprintf("PO2603-1%05d", step), today, "2028-07-31"),
		plaatsingtest.Granted(tlvtest.So, fmt.Sprintf("PO2603-2%05d", step), "2026-09-01", "2028-07-31"),
		refusedNow(),
	}[chance.IntN(3)]
	acts := []proto.Message{
		plaatsingtest.Confirm(by, today), plaatsingtest.Unused(by), plaatsingtest.EvaluatedTogether(today), plaatsingtest.EvaluatedBy(by, today),
		plaatsingtest.Choose(plaatsingv1.Continuation(1 + chance.IntN(4))),
		plaatsingtest.PlanAtOnce(plaatsingtest.Sbo, plaatsingtest.NewBao, today), plaatsingtest.PlanAtOnce(plaatsingtest.So, tlvtest.Bao, today),
		plaatsingtest.Agree(by), plaatsingtest.Agree(plaatsingtest.Regular), plaatsingtest.Disagree(by), plaatsingtest.Returned(by, today),
		plaatsingtest.Returned(plaatsingtest.Regular, today), plaatsingtest.Talked(by, today, going), plaatsingtest.Stop(by, today),
	}
	switch what := chance.IntN(len(acts) + 3); {
	case what < len(acts):
		s.Act(s.Key(), acts[what], func(*caseworkv1.Accepted, error) {})
	case what == len(acts):
		tells(s, contract.ApplicationSignal, &plaatsingv1.ApplicationNews{TlvCaseId: id, Ended: chance.IntN(2) == 0})
	default:
		tells(s, contract.DecisionSignal, &plaatsingv1.DecisionNews{TlvCaseId: id, Decision: news, Replaces: chance.IntN(2) == 0})
	}
}

// hangsTogether says what is so of every case at every moment.
func hangsTogether(t *testing.T, view *casesv1.View) {
	facts := factsOf(view)
	stay := facts.Placements[len(facts.Placements)-1]
	attempt := lastReturn(facts)
	waits := func(kind string) bool {
		return slices.ContainsFunc(view.Tasks, func(task *caseworkv1.Task) bool { return task.Kind == kind && task.ClosedAt == nil }) ||
			slices.ContainsFunc(view.Planned, func(p *caseworkv1.PlannedTask) bool { return p.Kind == kind })
	}
	duty := slices.ContainsFunc(view.Terms, func(term *caseworkv1.Term) bool { return term.Id == "laatste-schooljaar" && casework.Runs(term) })

	if view.Closed {
		assert.Empty(t, openTasks(view))
		assert.Empty(t, view.Planned)
		assert.NotZero(t, facts.Outcome)
		return
	}
	expected := []string{"school:bao-zeist"}
	add := func(id string) {
		if who := "school:" + id; id != "" && !slices.Contains(expected, who) {
			expected = append(expected, who)
		}
	}
	if view.Phase != "terug" {
		add(stay.SchoolId)
	}
	add(facts.Next.GetSchoolId())
	add(attempt.GetSchoolId())
	assert.ElementsMatch(t, expected, schoolsOf(view), "the schools with a part are those that have something to do with the pupil")

	assert.Equal(t, view.Phase == "verwacht", stay.PlacedOn == "")
	assert.Equal(t, view.Phase == "terug", stay.EndedOn != "")
	assert.Equal(t, view.Phase == "terug", attempt.GetReturnedOn() != "")
	assert.Equal(t, view.Phase == "terug" || view.Phase == "terugkeer", attempt != nil)
	assert.Equal(t, view.Phase == "verwacht" || facts.Next != nil, waits("plaatsing-bevestigen"), "who must confirm is asked")
	assert.Equal(t, view.Phase == "terugkeer" && attempt.GetAgreedOn() == "", waits("terugplaatsing-antwoord"))
	assert.Equal(t, view.Phase == "terugkeer" && attempt.GetAgreedOn() != "", waits("terugkeer-bevestigen"))
	assert.Equal(t, view.Phase == "geplaatst" || view.Phase == "terugkeer", waits("evaluatie"), "the next evaluation is always on its way")
	assert.Equal(t, view.Phase == "terug", waits("opvolging-1") || waits("opvolging-2") || waits("opvolging-3"))
	if duty {
		assert.Contains(t, []string{"geplaatst", "terugkeer"}, view.Phase, "the duty is there as long as the pupil is")
		assert.Equal(t, view.Phase == "geplaatst" && facts.Next == nil && facts.Continuation == 0, waits("vervolg-kiezen"),
			"the choice is asked as long as nothing is chosen, planned or on its way")
	}
}

// lastReturn is the attempt of now; nil when there is none.
func lastReturn(facts *plaatsingv1.Facts) *plaatsingv1.Return {
	if n := len(facts.Returns); n > 0 && facts.Returns[n-1].StoppedOn == "" {
		return facts.Returns[n-1]
	}
	return nil
}
