package stack

import (
	"fmt"
	"io"
	"log/slog"
	"os"
	"sync"

	"traject.nl/services/platform/telemetry"
)

// openLog sends what the services log to traject.log, and to the extra writer.
func (s *Stack) openLog(extra io.Writer) error {
	file, err := os.OpenFile(s.folder.file("traject.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("log: %w", err)
	}
	logs := &logFile{file: file, extra: extra}
	s.logs = logs
	before := slog.Default()
	slog.SetDefault(slog.New(telemetry.NewHandler(logs, "traject")))
	s.started("log", func() error {
		slog.SetDefault(before)
		return logs.Close()
	})
	return nil
}

// logFile is the log of a stack. The Temporal server goes on logging a little after it was stopped; what comes after the end
// is dropped.
type logFile struct {
	mu    sync.Mutex
	file  *os.File
	extra io.Writer
}

// Write adds lines.
func (l *logFile) Write(lines []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.file == nil {
		return len(lines), nil
	}
	if l.extra != nil {
		if _, err := l.extra.Write(lines); err != nil {
			return 0, err
		}
	}
	return l.file.Write(lines)
}

// Close ends the log.
func (l *logFile) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	file := l.file
	l.file = nil
	return file.Close()
}
