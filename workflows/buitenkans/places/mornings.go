package places

import (
	"time"

	"go.temporal.io/sdk/workflow"

	"traject.nl/workflows/casework"
	"traject.nl/workflows/terms"
)

// morning is the hour in Amsterdam at which the book is looked at, when people start their day.
const morning = 8

// lookEveryMorning looks at the book each day: another day comes within the weeks for which a place is given, and the office may have
// changed the groups.
func (k *keeper) lookEveryMorning(ctx workflow.Context) {
	for {
		now := workflow.Now(ctx)
		if err := workflow.Sleep(ctx, nextMorning(now).Sub(now)); err != nil {
			return // the run was cancelled
		}
		if err := k.look(ctx); err != nil {
			workflow.GetLogger(ctx).Error("the places were not looked at this morning", "provision", k.places.ProvisionId, "error", err)
		}
	}
}

func (k *keeper) look(ctx workflow.Context) error {
	if err := k.turn.Lock(ctx); err != nil {
		return err
	}
	defer k.turn.Unlock()
	k.arranging = true
	defer func() { k.arranging = false }()
	groups, err := casework.DescribeProvision(ctx, k.places.ProvisionId)
	if err != nil {
		return err
	}
	k.arrange(ctx, groups, "", func(*Book) {})
	return nil
}

// nextMorning after a moment, also over the days on which the clocks change.
func nextMorning(after time.Time) time.Time {
	at := func(day terms.Date) time.Time {
		return time.Date(day.Year(), day.Month(), day.Day(), morning, 0, 0, 0, terms.Amsterdam)
	}
	today := terms.DateOf(after)
	if first := at(today); first.After(after) {
		return first
	}
	return at(today.AddDays(1))
}
