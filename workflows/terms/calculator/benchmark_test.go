package calculator

import (
	"bytes"
	"encoding/json"
	"io"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"traject.nl/workflows/terms"
)

// randomLines are questions of every kind that a program may ask, the same ones in every run.
func randomLines(n int) []byte {
	random := rand.New(rand.NewPCG(2026, 3))
	day := func(from terms.Date, most int) terms.Date { return from.AddDays(random.IntN(most)) }
	var lines bytes.Buffer
	for range n {
		start := day(terms.On(2024, time.January, 1), 12*365)
		suspensions := []map[string]any{}
		for range random.IntN(4) {
			invited := day(start, 60)
			suspensions = append(suspensions, map[string]any{"invited": invited, "completed": day(invited, 30)})
		}
		question := map[string]any{
			"start": start, "weeks": random.IntN(14), "days": 1 + random.IntN(20), "statutory": random.IntN(4) > 0,
			"backward": false, "suspensions": suspensions, "extensionWeeks": random.IntN(7),
		}
		if random.IntN(8) == 0 {
			question["backward"], question["suspensions"], question["extensionWeeks"] = true, nil, 0
		}
		line, err := json.Marshal(question)
		if err != nil {
			panic(err)
		}
		lines.Write(append(line, '\n'))
	}
	return lines.Bytes()
}

func BenchmarkCalculator10000Lines(b *testing.B) {
	const n = 10_000
	lines := randomLines(n)
	b.SetBytes(int64(len(lines)))
	for b.Loop() {
		require.NoError(b, Run(nil, Input{Reader: bytes.NewReader(lines)}, io.Discard))
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/line")
}
