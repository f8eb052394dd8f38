// Package goldentest is the gate for every change of process code: the histories of every version that was ever released
// must replay, and a gate that never closes is no gate.
package goldentest

import (
	"log/slog"
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
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/cases"
	"traject.nl/proto/contract/documents"
	"traject.nl/proto/keyring"
	"traject.nl/proto/payload"
	"traject.nl/workflows/golden"
	processes "traject.nl/workflows/worker"
)

// Histories of a procedure, as they are kept: a folder for each logic version, and the key ring that encrypts them beside it.
type Histories struct {
	Folder string
	golden.Procedure
	// Newest is the folder of the newest logic version, such as "v2": every script must have its histories there.
	Newest string
	// Swapped are two activities of the process that a break puts in each other's place; the record and the dossier when not said.
	Swapped [2]string
	// Readable are words that a history would show if it were not encrypted.
	Readable []string
}

var quiet = log.NewStructuredLogger(slog.New(slog.DiscardHandler))

// AllReplay takes every history through the present code: a case that runs must not notice a change.
func (h Histories) AllReplay(t *testing.T) {
	for _, file := range h.files(t) {
		t.Run(nameOf(file), func(t *testing.T) {
			t.Parallel()
			replayer := h.replayer(t)
			processes.Register(replayer)
			assert.NoError(t, replayer.ReplayWorkflowHistoryFromJSONFile(quiet, file))
		})
	}
}

// BreaksAreCaught breaks the process on purpose, in two ways: each history must object to both.
func (h Histories) BreaksAreCaught(t *testing.T) {
	for _, file := range h.files(t) {
		t.Run(nameOf(file), func(t *testing.T) {
			t.Parallel()
			swapped := h.replayer(t, &swapWrites{of: h.swapped()})
			processes.Register(swapped)
			assert.Error(t, swapped.ReplayWorkflowHistoryFromJSONFile(quiet, file), "two writes in the other order")

			later := h.replayer(t, &sleepFirst{})
			processes.Register(later)
			assert.Error(t, later.ReplayWorkflowHistoryFromJSONFile(quiet, file), "a wait before the first step")
		})
	}
}

// AreEncrypted looks for words that nobody may read in a history.
func (h Histories) AreEncrypted(t *testing.T) {
	for _, file := range h.files(t) {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, word := range h.Readable {
			assert.NotContains(t, string(text), word, file)
		}
	}
}

// AreComplete says that every script was recorded for the newest version, the one that continues as new as a chain of runs.
func (h Histories) AreComplete(t *testing.T) {
	for _, script := range h.Scripts {
		assert.FileExists(t, filepath.Join(h.Folder, h.Newest, script.Name+"-1.json"))
	}
	assert.FileExists(t, filepath.Join(h.Folder, h.Newest, "continued-2.json"), "a chain of runs")
	last := history(t, filepath.Join(h.Folder, h.Newest, "continued-1.json"))
	assert.NotNil(t, last.Events[len(last.Events)-1].GetWorkflowExecutionContinuedAsNewEventAttributes())
}

func nameOf(file string) string {
	return filepath.Base(filepath.Dir(file)) + "/" + strings.TrimSuffix(filepath.Base(file), ".json")
}

func (h Histories) files(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(h.Folder, "v*", "*.json"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	return files
}

func (h Histories) replayer(t *testing.T, interceptors ...interceptor.WorkerInterceptor) worker.WorkflowReplayer {
	t.Helper()
	ring, err := keyring.Load(filepath.Join(h.Folder, "keyring.json"))
	require.NoError(t, err)
	replayer, err := worker.NewWorkflowReplayerWithOptions(worker.WorkflowReplayerOptions{
		DataConverter: payload.DataConverter(ring), FailureConverter: payload.FailureConverter(ring), Interceptors: interceptors,
	})
	require.NoError(t, err)
	return replayer
}

func history(t testing.TB, file string) *historypb.History {
	t.Helper()
	text, err := os.Open(file)
	require.NoError(t, err)
	defer text.Close()
	read, err := client.HistoryFromJSON(text, client.HistoryJSONOptions{})
	require.NoError(t, err)
	return read
}

// sleepFirst makes a process wait before its first step.
type sleepFirst struct {
	interceptor.WorkerInterceptorBase
}

func (*sleepFirst) InterceptWorkflow(
	_ workflow.Context, next interceptor.WorkflowInboundInterceptor,
) interceptor.WorkflowInboundInterceptor {
	return &sleepInbound{interceptor.WorkflowInboundInterceptorBase{Next: next}}
}

type sleepInbound struct {
	interceptor.WorkflowInboundInterceptorBase
}

func (i *sleepInbound) ExecuteWorkflow(ctx workflow.Context, in *interceptor.ExecuteWorkflowInput) (any, error) {
	if err := workflow.Sleep(ctx, time.Hour); err != nil {
		return nil, err
	}
	return i.Next.ExecuteWorkflow(ctx, in)
}

func (h Histories) swapped() [2]string {
	if h.Swapped == [2]string{} {
		return [2]string{cases.Project, documents.Share}
	}
	return h.Swapped
}

// swapWrites makes a process write to the dossier first and to the record second: the mistake of somebody who swaps two lines.
type swapWrites struct {
	interceptor.WorkerInterceptorBase
	of [2]string
}

func (w *swapWrites) InterceptWorkflow(
	_ workflow.Context, next interceptor.WorkflowInboundInterceptor,
) interceptor.WorkflowInboundInterceptor {
	return &swapInbound{interceptor.WorkflowInboundInterceptorBase{Next: next}, w.of}
}

type swapInbound struct {
	interceptor.WorkflowInboundInterceptorBase
	of [2]string
}

func (i *swapInbound) Init(outbound interceptor.WorkflowOutboundInterceptor) error {
	return i.Next.Init(&swapOutbound{interceptor.WorkflowOutboundInterceptorBase{Next: outbound}, i.of})
}

type swapOutbound struct {
	interceptor.WorkflowOutboundInterceptorBase
	of [2]string
}

func (o *swapOutbound) ExecuteActivity(ctx workflow.Context, name string, args ...any) workflow.Future {
	switch name {
	case o.of[0]:
		name = o.of[1]
	case o.of[1]:
		name = o.of[0]
	}
	return o.Next.ExecuteActivity(ctx, name, args...)
}
