package casework

import (
	"fmt"

	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/types/known/timestamppb"

	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

// PinPolicy freezes the policy of today in the history: a new policy file never moves a running case.
func PinPolicy(ctx workflow.Context, procedure string) *caseworkv1.Policy {
	pinned := new(caseworkv1.Policy)
	read := workflow.SideEffect(ctx, func(workflow.Context) any { return policy.Current(procedure) })
	if err := read.Get(pinned); err != nil {
		panic(fmt.Errorf("read pinned policy of %s: %w", procedure, err))
	}
	return pinned
}

// PolicyFollower is a procedure that must know when its case goes by another policy.
type PolicyFollower interface{ PolicyMoved() }

func (c *Case) checkMove(workflow.Context, *caseworkv1.MovePolicy) error { return nil }

// movePolicy moves a running case to the policy of today, for everybody to see. Dates that were set stay as they are: what
// opens later, and the reminders and ladders, follow the new policy.
func (c *Case) movePolicy(ctx workflow.Context, act *caseworkv1.MovePolicy) error {
	newest := PinPolicy(ctx, c.procedure.View().Procedure)
	from := c.Policy.GetVersion()
	if newest.Version == from {
		return NotNow(fmt.Sprintf("Deze zaak volgt al het nieuwste beleid, %s.", from))
	}
	var bad Problems
	bad.AddIf(act.ToVersion != "" && act.ToVersion != newest.Version, "to_version",
		fmt.Sprintf("Het nieuwste beleid is nu %s. Laad de pagina opnieuw en kies opnieuw.", newest.Version))
	if err := bad.Refuse(); err != nil {
		return err
	}
	c.Policy = newest
	c.Moves = append(c.Moves, &caseworkv1.PolicyMove{
		FromVersion: from, ToVersion: newest.Version, At: timestamppb.New(workflow.Now(ctx)), Actor: act.Actor,
	})
	if follower, ok := c.procedure.(PolicyFollower); ok {
		follower.PolicyMoved()
	}
	c.Record(ctx, Line{Kind: "beleid-gewijzigd", Actor: act.Actor, Text: fmt.Sprintf(
		"Deze zaak volgt nu beleid %s in plaats van %s. Datums die al vaststonden, blijven staan.", newest.Version, from)})
	return nil
}

// InCutOff says whether a day falls in a stretch of the year that the policy names, both ends included.
func (l *Ledger) InCutOff(id string, day terms.Date) bool {
	monthAndDay := day.String()[len("2006-"):]
	for _, cut := range l.Policy.GetCutOffs() {
		if cut.Id == id {
			return cut.From <= monthAndDay && monthAndDay <= cut.Until
		}
	}
	return false
}
