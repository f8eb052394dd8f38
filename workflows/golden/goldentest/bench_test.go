package goldentest

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	historypb "go.temporal.io/api/history/v1"
	"go.temporal.io/sdk/worker"

	"traject.nl/proto/keyring"
	"traject.nl/proto/payload"
	processes "traject.nl/workflows/worker"
)

// folders with the histories of every procedure.
var folders = []string{"tlv", "bezwaar", "buitenkans", "buitenkans/places", "plaatsing"}

// replays are the golden histories of one folder, and what replays them.
type replays struct {
	replayer  worker.WorkflowReplayer
	histories []*historypb.History
}

// BenchmarkReplay replays every golden history of every procedure once: what a worker does with a case that it no longer has in memory.
func BenchmarkReplay(b *testing.B) {
	for _, folder := range folders {
		b.Run(filepath.Base(folder), func(b *testing.B) {
			all := load(b, filepath.Join("..", "..", folder, "testdata", "histories"))
			events := 0
			for _, history := range all.histories {
				events += len(history.Events)
			}
			for b.Loop() {
				for _, history := range all.histories {
					if err := all.replayer.ReplayWorkflowHistory(quiet, history); err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(float64(b.N*len(all.histories))/b.Elapsed().Seconds(), "histories/s")
			b.ReportMetric(float64(b.N*events)/b.Elapsed().Seconds(), "events/s")
		})
	}
}

func load(b *testing.B, folder string) replays {
	b.Helper()
	ring, err := keyring.Load(filepath.Join(folder, "keyring.json"))
	require.NoError(b, err)
	replayer, err := worker.NewWorkflowReplayerWithOptions(worker.WorkflowReplayerOptions{
		DataConverter: payload.DataConverter(ring), FailureConverter: payload.FailureConverter(ring),
	})
	require.NoError(b, err)
	processes.Register(replayer)
	files, err := filepath.Glob(filepath.Join(folder, "v*", "*.json"))
	require.NoError(b, err)
	require.NotEmpty(b, files, folder)
	all := replays{replayer: replayer}
	for _, file := range files {
		all.histories = append(all.histories, history(b, file))
	}
	return all
}
