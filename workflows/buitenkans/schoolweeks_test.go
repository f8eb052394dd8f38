package buitenkans_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/workflows/buitenkans/buitenkanstest"
	"traject.nl/workflows/policy"
)

// TestSchoolWeeksLeaveOutTheHolidays: by setting the thirteen weeks are weeks in which there is school. The book and the case count alike.
func TestSchoolWeeksLeaveOutTheHolidays(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../policy/zout/buitenkans.yaml")
	require.NoError(t, err)
	setting := strings.Replace(string(text), "school-weeks: false", "school-weeks: true", 1)
	require.NotEqual(t, string(text), setting)
	inSchoolWeeks, err := policy.Load(policy.BuitenkansProcedure, []byte(setting))
	require.NoError(t, err)
	s := begin(t, firstDay).Do(buitenkanstest.Request(4), buitenkanstest.Support(), buitenkanstest.ConsentOnPaper(), buitenkanstest.Admit())
	s.Do(buitenkanstest.PlanStart(firstDay))
	view := s.PlayFrom(&buitenkansv1.Input{CaseId: caseID, State: &buitenkansv1.State{Keeping: &caseworkv1.Keeping{Policy: inSchoolWeeks}}})
	// The autumn holiday of region Midden is one of the weeks from 7 September on: thirteen become fourteen.
	assert.Equal(t, "2026-12-13", view.GetBuitenkans().MaximumOn)
	assert.Equal(t, "2026-12-13", s.Services.Stay(caseID).UntilOn)
	assert.Len(t, s.Services.Asked(), 1, "the book gave those days: there was nothing to move")
	assert.Contains(t, strings.Join(view.GetBuitenkans().MaximumSteps, " "), "herfstvakantie")
}
