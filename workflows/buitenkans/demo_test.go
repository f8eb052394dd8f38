package buitenkans_test

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/workflows/buitenkans/buitenkanstest"
	"traject.nl/workflows/policy"
)

// TestADemonstrationCanBeGivenOnASunday: the policy of a demonstration lets a stay begin on any day and asks in seconds what the real one
// asks in weeks, while the thirteen weeks keep their days.
func TestADemonstrationCanBeGivenOnASunday(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../policy/demo/buitenkans.yaml")
	require.NoError(t, err)
	demo, err := policy.Load(policy.BuitenkansProcedure, text)
	require.NoError(t, err)
	s := begin(t, "2026-11-22") // a Sunday
	input := &buitenkansv1.Input{CaseId: caseID, State: &buitenkansv1.State{Keeping: &caseworkv1.Keeping{Policy: demo}}}
	s.Do(buitenkanstest.Request(4), buitenkanstest.Support(), buitenkanstest.ConsentOnPaper(), buitenkanstest.Admit())
	s.Do(buitenkanstest.PlanStart("2026-11-22"), buitenkanstest.Arrived())
	s.See(func(view *casesv1.View) {
		assert.Equal(t, "2027-02-20", view.GetBuitenkans().MaximumOn)
		assert.True(t, proto.Equal(view.GetBuitenkans().Place, s.Services.Stay(caseID)))
	})
	s.On("2026-11-28").Do(buitenkanstest.Advise(back), buitenkanstest.PlanReturn("2026-11-29"))
	view := s.PlayFrom(input)
	assert.Contains(t, tasksOf(view), "advies-buitenkans/provision:buitenkans | due 2026-11-22")
}
