package casework

import (
	"slices"
	"time"

	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/types/known/timestamppb"

	"traject.nl/proto/contract/party"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/workflows/terms"
)

// AskOn is AskBy for something that lies far ahead: the task opens so many days before its date, and until then the case only says that
// it will come. Nobody has an evaluation of next year on today's list.
func (c *Case) AskOn(ctx workflow.Context, q Question, due terms.Date, basis string, lead int) {
	c.openIn(ctx, q, dueBy{due, due.EndOfDay(), basis}, atOffice(due.AddDays(-lead)), int32(lead))
}

// openIn opens a task at a moment: at once when that has come, or when it has no lead.
func (c *Case) openIn(ctx workflow.Context, q Question, due dueBy, opens time.Time, lead int32) {
	c.dropPlanned(func(p *caseworkv1.PlannedTask) bool { return p.Kind == q.Kind && p.Party == string(q.Party) })
	if lead == 0 || !opens.After(workflow.Now(ctx)) {
		c.openTask(ctx, q, due)
		return
	}
	c.Planned = append(c.Planned, &caseworkv1.PlannedTask{
		Kind:    q.Kind,
		Party:   string(q.Party),
		Title:   q.Title,
		Reason:  q.Reason,
		Basis:   due.basis,
		DueOn:   due.on.String(),
		DueAt:   timestamppb.New(due.at),
		OpensAt: timestamppb.New(opens),
	})
	slices.SortStableFunc(c.Planned, func(a, b *caseworkv1.PlannedTask) int {
		return a.OpensAt.AsTime().Compare(b.OpensAt.AsTime())
	})
}

// PlannedTask of a kind that opens first; nil when there is none.
func (l *Ledger) PlannedTask(kind string) *caseworkv1.PlannedTask {
	for _, p := range l.Planned {
		if p.Kind == kind {
			return p
		}
	}
	return nil
}

// DropPlanned forgets what was planned of a kind: it is not needed any more.
func (c *Case) DropPlanned(kind string) {
	c.dropPlanned(func(p *caseworkv1.PlannedTask) bool { return p.Kind == kind })
}

func (c *Case) dropPlanned(which func(*caseworkv1.PlannedTask) bool) {
	c.Planned = slices.DeleteFunc(c.Planned, which)
}

// momentsOfPlanned are the moments at which planned tasks open.
func (c *Case) momentsOfPlanned() []moment {
	all := make([]moment, len(c.Planned))
	for i, p := range c.Planned {
		all[i] = moment{at: p.OpensAt.AsTime(), opens: p}
	}
	return all
}

// openPlanned opens the task whose time has come.
func (c *Case) openPlanned(ctx workflow.Context, p *caseworkv1.PlannedTask) {
	c.dropPlanned(func(other *caseworkv1.PlannedTask) bool { return other == p })
	q := Question{Kind: p.Kind, Party: party.Party(p.Party), Title: p.Title, Reason: p.Reason}
	c.openTask(ctx, q, dueBy{terms.MustParse(p.DueOn), p.DueAt.AsTime(), p.Basis})
	c.Record(ctx, Line{Kind: "taak-geopend", Text: openedText(p)})
}
