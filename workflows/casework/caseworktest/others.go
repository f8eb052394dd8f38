package caseworktest

import (
	"go.temporal.io/sdk/workflow"
)

// StandIn stands in for the process of other cases, which a story knows only by what they begin with.
func StandIn[Input any](d *Days, name string, begun func(workflowID string, input *Input)) {
	d.Env.RegisterWorkflowWithOptions(func(ctx workflow.Context, input *Input) error {
		begun(workflow.GetInfo(ctx).WorkflowExecution.ID, input)
		return nil
	}, workflow.RegisterOptions{Name: name})
}
