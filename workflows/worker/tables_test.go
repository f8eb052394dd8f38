package worker

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"

	"traject.nl/workflows/terms"
)

func TestATableThatEndsSoonIsNamedAtTheStart(t *testing.T) {
	t.Parallel()
	for today, want := range map[string][]string{
		"2026-08-29": nil,
		"2026-08-30": {"school_holidays.csv"},
		"2027-11-26": {"school_holidays.csv"},
		"2027-11-27": {"decree_days.csv", "school_holidays.csv"},
	} {
		var out bytes.Buffer
		warnOfTables(slog.New(slog.NewTextHandler(&out, nil)), terms.MustParse(today))
		if got := strings.Count(out.String(), "level=WARN"); got != len(want) {
			t.Errorf("%s: %d warnings, want %d: %s", today, got, len(want), &out)
		}
		for _, table := range want {
			if !strings.Contains(out.String(), "workflows/terms/"+table) {
				t.Errorf("%s: %s is not named: %s", today, table, &out)
			}
		}
	}
}
