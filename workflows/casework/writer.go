package casework

import (
	"errors"
	"fmt"
	"slices"

	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/types/known/timestamppb"

	"traject.nl/proto/contract/cases"
	"traject.nl/proto/contract/documents"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
)

// write brings every version of the case to the record and the dossier, in order, for as long as the case runs. There is
// one writer per case, so that a later version can never be overtaken by an earlier one.
func (c *Case) write(ctx workflow.Context) {
	for {
		if err := workflow.Await(ctx, func() bool { return len(c.Unwritten) > 0 }); err != nil {
			return // the run was cancelled
		}
		if !c.writeVersion(c.because(ctx)) {
			return
		}
	}
}

// writeVersion is false when the run was cancelled before the version was written.
func (c *Case) writeVersion(ctx workflow.Context) bool {
	version := c.Version
	project := &casesv1.ProjectRequest{View: c.view(), Entries: slices.Clone(c.Unwritten)}
	notices := c.outbox
	c.outbox = nil
	c.sending += len(notices)

	// Side by side: whoever waits for the answer waits for both.
	projecting := workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, toTheRecord), cases.Project, project)
	sharing := workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, inTheDossier), documents.Share, c.share())
	err := errors.Join(
		projecting.Get(ctx, new(casesv1.ProjectResponse)),
		sharing.Get(ctx, new(documentsv1.ShareResponse)),
	)
	if ctx.Err() != nil {
		return false
	}
	if err != nil {
		// A service refuses what the process wrote: a fault in the code, never something to pass over. The workflow task fails
		// and is tried again until repaired code takes the case up.
		panic(fmt.Errorf("write version %d of case %s: %w", version, c.CaseID, err))
	}
	c.Unwritten = c.Unwritten[len(project.Entries):]
	c.written = version
	c.send(ctx, notices)
	return true
}

// view adds to the procedure's own view what every case has.
func (c *Case) view() *casesv1.View {
	view := c.procedure.View()
	view.CaseId = c.CaseID
	view.Version = c.Version
	view.Parties = c.Parties
	view.Tasks = c.Tasks
	view.Terms = c.Terms
	view.DossierId = c.DossierID
	view.Fired = c.Fired
	view.Defaults = c.Defaults
	view.PolicyVersion = c.Policy.GetVersion()
	view.PolicyMoves = c.Moves
	view.Extendable = c.procedure.Extendable()
	view.Planned = c.Planned
	view.Departure = c.Departure
	if !c.closedAt.IsZero() {
		view.ClosedAt = timestamppb.New(c.closedAt)
	}
	return view
}

func (c *Case) share() *documentsv1.ShareRequest {
	share := c.procedure.Share()
	share.CaseId = c.CaseID
	share.DossierId = c.DossierID
	share.Parties = c.Parties
	share.Version = c.Version
	return share
}
