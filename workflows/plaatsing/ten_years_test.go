package plaatsing_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/mock"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/converter"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/cases"
	"traject.nl/proto/contract/documents"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	"traject.nl/workflows/plaatsing/plaatsingtest"
	"traject.nl/workflows/terms"
	"traject.nl/workflows/tlv/tlvtest"
)

// What a run of a school year may grow to, and the state that is handed on after ten. The server warns at 10.240 events and 10 MiB of history, and
// takes at most 2 MiB as input of a run.
const (
	mostEvents  = 1500
	mostWritten = 4 << 20
	mostState   = 128 << 10
)

// TestTenSchoolYearsKeepTheirHistorySmallAndLoseNothing: from groep 1 until long after groep 8, with an extension every second year, everything
// late enough for reminders and rungs, and every year an act under way at the very moment at which the run goes on in another. go test -v shows the
// figures.
func TestTenSchoolYearsKeepTheirHistorySmallAndLoseNothing(t *testing.T) {
	t.Parallel()
	input := openedBy(plaatsingtest.Granted(tlvtest.Sbo, "PO2603-000001", "2026-08-01", "2028-07-31"))
	s := beginWith(t, "2026-08-03", plaatsingtest.NewServices(), input)
	s.Do(plaatsingtest.Confirm(plaatsingtest.Sbo, "2026-08-03"))
	var atMidnight int
	for year := 2027; year <= 2036; year++ {
		counted := count(s)
		schoolYear(s, year)
		// The dossier takes two minutes over the papers of an act, and this one is done a minute before midnight.
		s.Env.OnActivity(documents.Attach, mock.Anything, mock.Anything).After(2*minute).Return(&documentsv1.AttachResponse{}, nil)
		s.GoTo(firstOfAugust(year).Add(-2 * minute))
		s.Act(fmt.Sprintf("midnight-%d", year), plaatsingtest.Evaluated(fmt.Sprintf("%d-07-30", year)), func(_ *caseworkv1.Accepted, err error) {
			assert.NoError(t, err)
			atMidnight++
		})
		s.Run(input)
		next := continuedInput(s)
		events, size := counted.events(), proto.Size(next.State)
		t.Logf("school year %d-%d: %3d activities, %2d timers, at most %4d events; %7d bytes written to the record; state handed on %6d bytes",
			year-1, year, counted.activities, counted.timers, events, counted.written, size)
		assert.Less(t, events, mostEvents)
		assert.Less(t, counted.written, mostWritten)
		assert.Less(t, size, mostState)
		assert.EqualValues(t, year-2026, next.State.Continued)
		assert.Len(t, next.State.Facts.Evaluations, 2*(year-2026), "that of the year, and that of midnight")
		s, input = beginAt(t, s.Env.Now(), s.Services.Services, next), next
	}
	view := s.PlayFrom(input)
	assert.Equal(t, 10, atMidnight)
	assert.Len(t, factsOf(view).Placements[0].Tlvs, 6)
	assert.Len(t, s.Services.Timeline(caseID), int(view.Version), "every line is in the record, once")
	assert.Equal(t, "geplaatst", view.Phase)
	assert.Contains(t, view.Status, "De TLV geldt tot en met")
}

// schoolYear is what happens in the school year that ends in a year: an evaluation that is late, and in every second year the choice, after its
// date too, an application, and the extension.
func schoolYear(s *story, year int) {
	if last := year%2 == 0; last {
		s.GoTo(at(year, time.March, 20))
		s.Do(plaatsingtest.Choose(plaatsingv1.Continuation_CONTINUATION_EXTENSION))
		id := fmt.Sprintf("tlvcase-%d", year)
		applies(s, id, false)
		s.GoTo(at(year, time.June, 20))
		decides(s, id, plaatsingtest.Granted(tlvtest.Sbo, fmt.Sprintf("PO2603-%06d", year), fmt.Sprintf("%d-08-01", year), fmt.Sprintf("%d-07-31", year+2)))
	}
	s.GoTo(at(year, time.July, 20))
	s.Do(plaatsingtest.EvaluatedTogether(fmt.Sprintf("%d-07-20", year)))
}

func at(year int, month time.Month, day int) time.Time {
	return terms.On(year, month, day).AddDays(-1).EndOfDay().Add(9 * time.Hour)
}

// counts of what a run did.
type counts struct {
	activities, timers, others int
	// written are the bytes of what goes to the record: each time the whole view, so by far the most of a history.
	written int
}

// count what the run of a story does, from its start.
func count(s *story) *counts {
	c := &counts{others: 10} // the acts, the signals, what is frozen
	s.Env.SetOnActivityStartedListener(func(info *activity.Info, _ context.Context, args converter.EncodedValues) {
		c.activities++
		if info.ActivityType.Name == cases.Project {
			request := new(casesv1.ProjectRequest)
			assert.NoError(s.T, args.Get(request))
			c.written += proto.Size(request)
		}
	})
	s.Env.SetOnTimerScheduledListener(func(string, time.Duration) { c.timers++ })
	return c
}

// events that the history of the run has at most: three for an activity, two for a timer or an act, and three for each task of the process, of which
// there are no more than things that can wake it.
func (c *counts) events() int {
	return 3*c.activities + 2*c.timers + 2*c.others + 3*(c.activities+c.timers+c.others)
}
