package plaatsing_test

import (
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	"traject.nl/workflows/plaatsing/plaatsingtest"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/tlv/tlvtest"
)

// TestADemonstrationShowsTheLastSchoolYearInAMinute: what nobody can wait for. The last day stays that of the TLV, and an extension meets
// the duty; it does not begin again for the extension.
func TestADemonstrationShowsTheLastSchoolYearInAMinute(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../policy/demo/plaatsing.yaml")
	require.NoError(t, err)
	demo, err := policy.Load(policy.PlaatsingProcedure, text)
	require.NoError(t, err)
	input := openedBy(plaatsingtest.Granted(tlvtest.Sbo, "PO2603-000001", "2026-11-22", "2028-07-31"))
	input.State = &plaatsingv1.State{Keeping: &caseworkv1.Keeping{Policy: demo}}
	s := beginWith(t, "2026-11-22", plaatsingtest.NewServices(), input)
	s.Do(plaatsingtest.Confirm(plaatsingtest.Sbo, "2026-11-22"))
	s.See(func(view *casesv1.View) {
		assert.Len(t, view.Terms, 1, "at first there is only the evaluation of the first year")
		s.Env.RegisterDelayedCallback(func() {
			term := termOf(t, s.View(), "laatste-schooljaar")
			assert.Equal(t, []string{"2028-07-31", ""}, []string{term.PlannedOn, term.MetOn})
			assert.Contains(t, openTasks(s.View()), "vervolg-kiezen/school:sbo-zeist")
		}, 2*time.Minute)
	})
	s.GoTo(s.Start.Add(10 * time.Minute))
	s.Do(plaatsingtest.Choose(plaatsingv1.Continuation_CONTINUATION_EXTENSION))
	applies(s, nextCase, false)
	decides(s, nextCase, plaatsingtest.Granted(tlvtest.Sbo, "PO2603-000002", "2028-08-01", "2030-07-31"))
	s.GoTo(s.Start.Add(time.Hour))
	view := s.PlayFrom(input)
	assert.Equal(t, "2026-11-22", termOf(t, view, "laatste-schooljaar").MetOn)
	assert.NotContains(t, openTasks(view), "vervolg-kiezen/school:sbo-zeist")
	assert.Len(t, factsOf(view).Placements[0].Tlvs, 2)
}
