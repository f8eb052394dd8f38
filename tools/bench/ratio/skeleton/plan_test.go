package skeleton

import (
	"slices"
	"strings"
	"testing"

	enumspb "go.temporal.io/api/enums/v1"
	historypb "go.temporal.io/api/history/v1"
)

const (
	golden    = "../../../../workflows/tlv/testdata/histories/v3/happy-1.json"
	placement = "../../../../workflows/plaatsing/testdata/histories/v1/return-1.json"
)

func read(t *testing.T, file string) Plan {
	t.Helper()
	plan, err := Read(file)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func TestThePlanHasEveryCommandOfTheGoldenHappyPath(t *testing.T) {
	t.Parallel()
	plan := read(t, golden)
	want := []string{
		"Submit", "ConfirmSot", "JudgeCompetence", "JudgeCompleteness", "AnswerAsParents", "AssignExperts", "GiveAdvice", "GiveAdvice", "Decide",
		"Announce",
	}
	if !slices.Equal(plan.Acts, want) {
		t.Errorf("the acts are %v", plan.Acts)
	}
	for kind, want := range map[Kind]int{Activity: 52, Timer: 6, Cancel: 5, Child: 1, Side: 3, Version: 1, Answer: 10} {
		if got := plan.Count(kind); got != want {
			t.Errorf("%d of %q, want %d", got, kind, want)
		}
	}
	if last := plan.Batches[len(plan.Batches)-1]; last.Came != len(plan.Acts) {
		t.Errorf("the last commands come after %d acts", last.Came)
	}
}

func TestNothingIsWaitedForThatWasNotBegun(t *testing.T) {
	t.Parallel()
	for _, file := range []string{golden, placement} {
		begun := map[int64]bool{}
		for _, batch := range read(t, file).Batches {
			for _, number := range batch.Done {
				if !begun[number] {
					t.Errorf("%s: %d is waited for before it is begun", file, number)
				}
			}
			for _, command := range batch.Commands {
				begun[command.Number] = true
			}
		}
	}
}

func TestWhatACaseDoesBeforeAnybodyActsEndsThere(t *testing.T) {
	t.Parallel()
	plan := read(t, placement).UntilFirstAct()
	if len(plan.Acts) != 0 || plan.Count(Activity) != 4 || plan.Count(Timer) != 2 {
		t.Errorf("%d acts, %d activities, %d timers", len(plan.Acts), plan.Count(Activity), plan.Count(Timer))
	}
}

func TestAHistoryWithOtherStepsIsRefused(t *testing.T) {
	t.Parallel()
	_, err := Of(&historypb.History{Events: []*historypb.HistoryEvent{{EventId: 7, EventType: enumspb.EVENT_TYPE_TIMER_FIRED}}})
	if err == nil || !strings.Contains(err.Error(), "event 7") {
		t.Errorf("got %v", err)
	}
}
