package stack

import (
	"fmt"
	"io"
	"log/slog"
	"os"
	"sync"

	"traject.nl/services/platform/telemetry"
)

// logToFile sends what the parts log to traject.log in the state folder, and to the extra writer.
func (b *base) logToFile(extra io.Writer) error {
	file, err := os.OpenFile(b.folder.file("traject.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("log: %w", err)
	}
	// Stopped after the log itself, since it was started before.
	b.started("log file", file.Close)
	if extra == nil {
		extra = io.Discard
	}
	b.logTo(io.MultiWriter(file, extra), "traject")
	return nil
}

// logTo sends what the parts log to the writer, until the stack stops.
func (b *base) logTo(to io.Writer, name string) {
	logs := &logbook{to: to}
	b.logs = logs
	before := slog.Default()
	slog.SetDefault(slog.New(telemetry.NewHandler(logs, name)))
	b.started("log", func() error {
		slog.SetDefault(before)
		logs.end()
		return nil
	})
}

// logbook of a stack. The Temporal server goes on logging a little after it was stopped; what comes after the end is dropped.
type logbook struct {
	mu sync.Mutex
	to io.Writer
}

// Write adds lines.
func (l *logbook) Write(lines []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.to.Write(lines)
}

func (l *logbook) end() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.to = io.Discard
}
