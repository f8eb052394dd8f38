package casework

import (
	"slices"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/act"
)

// Hear takes in what other cases tell under a signal, one after the other and between the acts of people, for as long as the case runs.
// Nothing that was told gets lost when a run is left: see Settle.
func Hear[News any](ctx workflow.Context, c *Case, signal string, take func(workflow.Context, *News)) {
	told := workflow.GetSignalChannel(ctx, signal)
	c.ears = append(c.ears, told)
	workflow.GoNamed(ctx, signal, func(ctx workflow.Context) {
		for {
			news := new(News)
			if !told.Receive(ctx, news) {
				return
			}
			c.hearing++
			err := c.InTurn(ctx, func() { take(ctx, news) })
			c.hearing--
			if err != nil {
				return // the run was cancelled
			}
		}
	})
}

// allHeard: whatever other cases told was taken in.
func (c *Case) allHeard() bool {
	return c.hearing == 0 && !slices.ContainsFunc(c.ears, func(told workflow.ReceiveChannel) bool { return told.Len() > 0 })
}

// TellCase sends a signal with news to the process of another case, beside everything else. A case that is closed cannot hear it any
// more, which changes nothing here: the record has the whole story of both.
func (c *Case) TellCase(ctx workflow.Context, workflowID, signal string, news proto.Message) {
	c.TellCaseOr(ctx, workflowID, signal, news, func(workflow.Context) {})
}

// TellCaseOr is TellCase with what to do when there is nobody any more to hear it.
func (c *Case) TellCaseOr(ctx workflow.Context, workflowID, signal string, news proto.Message, otherwise func(workflow.Context)) {
	c.sending++
	workflow.GoNamed(ctx, "news", func(ctx workflow.Context) {
		defer func() { c.sending-- }()
		if err := workflow.SignalExternalWorkflow(ctx, workflowID, "", signal, news).Get(ctx, nil); err != nil {
			workflow.GetLogger(ctx).Info("another case was not told", "process", workflowID, "news", signal, "case", c.CaseID, "error", err)
			otherwise(ctx)
		}
	})
}

// StartCase starts the process of another case, which then goes its own way. A case with this id that runs already, or ran before, is left
// as it is: the same case never begins twice.
func (c *Case) StartCase(ctx workflow.Context, procedure, workflowID string, input proto.Message) {
	c.sending++
	workflow.GoNamed(ctx, "beginning", func(ctx workflow.Context) {
		defer func() { c.sending-- }()
		ctx = workflow.WithChildOptions(ctx, workflow.ChildWorkflowOptions{
			WorkflowID:            workflowID,
			TaskQueue:             act.TaskQueue,
			ParentClosePolicy:     enumspb.PARENT_CLOSE_POLICY_ABANDON,
			WorkflowIDReusePolicy: enumspb.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE,
		})
		err := workflow.ExecuteChildWorkflow(ctx, procedure, input).GetChildWorkflowExecution().Get(ctx, nil)
		if err != nil && !temporal.IsWorkflowExecutionAlreadyStartedError(err) {
			workflow.GetLogger(ctx).Error("another case was not started", "process", workflowID, "case", c.CaseID, "error", err)
		}
	})
}
