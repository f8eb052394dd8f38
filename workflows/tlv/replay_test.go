package tlv_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	historypb "go.temporal.io/api/history/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/interceptor"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/cases"
	"traject.nl/proto/contract/documents"
	contract "traject.nl/proto/contract/tlv"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/proto/keyring"
	"traject.nl/proto/payload"
	"traject.nl/workflows/tlv"
	"traject.nl/workflows/tlv/tlvtest"
	processes "traject.nl/workflows/worker"
)

const histories = "testdata/histories"

// TestEveryHistoryReplays is the gate for every change of the process code: a case that runs must not notice it.
func TestEveryHistoryReplays(t *testing.T) {
	t.Parallel()
	for _, file := range golden(t) {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
			t.Parallel()
			replayer := newReplayer(t)
			processes.Register(replayer)
			assert.NoError(t, replayer.ReplayWorkflowHistoryFromJSONFile(quiet, file))
		})
	}
}

// TestReplayCatchesAChangeThatARunningCaseWouldNotice breaks the process on purpose: a gate that never closes is no gate.
func TestReplayCatchesAChangeThatARunningCaseWouldNotice(t *testing.T) {
	t.Parallel()
	for _, file := range golden(t) {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
			t.Parallel()
			swapped := newReplayer(t, &swapWrites{})
			processes.Register(swapped)
			assert.Error(t, swapped.ReplayWorkflowHistoryFromJSONFile(quiet, file), "record and dossier in the other order")

			later := newReplayer(t)
			later.RegisterWorkflowWithOptions(func(ctx workflow.Context, input *tlvv1.Input) error {
				if err := workflow.Sleep(ctx, time.Hour); err != nil {
					return err
				}
				return tlv.Run(ctx, input)
			}, workflow.RegisterOptions{Name: contract.Workflow})
			assert.Error(t, later.ReplayWorkflowHistoryFromJSONFile(quiet, file), "a wait before the first step")
		})
	}
}

// swapWrites makes a process write to the dossier first and to the record second: the mistake of somebody who swaps two lines.
type swapWrites struct {
	interceptor.WorkerInterceptorBase
}

func (*swapWrites) InterceptWorkflow(
	_ workflow.Context, next interceptor.WorkflowInboundInterceptor,
) interceptor.WorkflowInboundInterceptor {
	return &swapInbound{interceptor.WorkflowInboundInterceptorBase{Next: next}}
}

type swapInbound struct {
	interceptor.WorkflowInboundInterceptorBase
}

func (i *swapInbound) Init(outbound interceptor.WorkflowOutboundInterceptor) error {
	return i.Next.Init(&swapOutbound{interceptor.WorkflowOutboundInterceptorBase{Next: outbound}})
}

type swapOutbound struct {
	interceptor.WorkflowOutboundInterceptorBase
}

func (o *swapOutbound) ExecuteActivity(ctx workflow.Context, name string, args ...any) workflow.Future {
	switch name {
	case cases.Project:
		name = documents.Share
	case documents.Share:
		name = cases.Project
	}
	return o.Next.ExecuteActivity(ctx, name, args...)
}

func TestHistoriesAreEncryptedThroughout(t *testing.T) {
	t.Parallel()
	readable := []string{"school:", "office:zout", tlvtest.Gz, tlvtest.Sbo, "text-advice", "De aanvraag", "ZOUT"}
	for _, file := range golden(t) {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, word := range readable {
			assert.NotContains(t, string(text), word, file)
		}
	}
}

func TestEveryScriptHasItsHistories(t *testing.T) {
	t.Parallel()
	for _, script := range tlvtest.Scripts {
		assert.FileExists(t, filepath.Join(histories, "v1", script.Name+"-1.json"))
	}
	assert.FileExists(t, filepath.Join(histories, "v1", "continued-2.json"), "a chain of runs")
	last := history(t, filepath.Join(histories, "v1", "continued-1.json"))
	assert.NotNil(t, last.Events[len(last.Events)-1].GetWorkflowExecutionContinuedAsNewEventAttributes())
}

// golden are the histories of every version that was ever released.
func golden(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(histories, "v*", "*.json"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	return files
}

func newReplayer(t *testing.T, interceptors ...interceptor.WorkerInterceptor) worker.WorkflowReplayer {
	t.Helper()
	ring, err := keyring.Load(filepath.Join(histories, "keyring.json"))
	require.NoError(t, err)
	replayer, err := worker.NewWorkflowReplayerWithOptions(worker.WorkflowReplayerOptions{
		DataConverter: payload.DataConverter(ring), FailureConverter: payload.FailureConverter(ring), Interceptors: interceptors,
	})
	require.NoError(t, err)
	return replayer
}

func history(t *testing.T, file string) *historypb.History {
	t.Helper()
	text, err := os.Open(file)
	require.NoError(t, err)
	defer text.Close()
	read, err := client.HistoryFromJSON(text, client.HistoryJSONOptions{})
	require.NoError(t, err)
	return read
}
