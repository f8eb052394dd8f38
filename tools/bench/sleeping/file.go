package sleeping

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"

	_ "modernc.org/sqlite" // the driver that the Temporal server has too
)

// DatabaseFile is the file of the Temporal server that has its state in the folder.
func DatabaseFile(folder string) string { return filepath.Join(folder, "temporal.db") }

// FileBytes is what an SQLite file has in use: all its pages but the free ones, also those that are still in its log of writes.
func FileBytes(ctx context.Context, file string) (int64, error) {
	database, err := sql.Open("sqlite", "file:"+file+"?mode=ro&_pragma=busy_timeout(10000)")
	if err != nil {
		return 0, err
	}
	defer database.Close()
	var pages, free, size int64
	for pragma, into := range map[string]*int64{"page_count": &pages, "freelist_count": &free, "page_size": &size} {
		if err := database.QueryRowContext(ctx, "PRAGMA "+pragma).Scan(into); err != nil {
			return 0, fmt.Errorf("%s of %s: %w", pragma, file, err)
		}
	}
	return (pages - free) * size, nil
}
