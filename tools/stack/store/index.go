package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// indexEvery is how often the store is looked through for collections that are new.
const indexEvery = time.Second

// idColumn is how the embedded store asks for a document by its id. Its own index is on another spelling of the same, which SQLite does
// not recognise: without ours every read, change and removal of one document goes through the whole collection.
const idColumn = `_ferretdb_sjson->'$._id'`

// keepIndexed gives every collection of the store such an index, until the context ends. Collections come when something is first written in them.
func keepIndexed(ctx context.Context, folder string) {
	tick := time.NewTicker(indexEvery)
	defer tick.Stop()
	indexed := map[string]bool{}
	for {
		if err := indexNew(ctx, folder, indexed); err != nil && ctx.Err() == nil {
			slog.Warn("the embedded store is slower than it could be: a collection has no index yet", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// indexNew looks at every database, and indexes the collections that are new since the last time.
func indexNew(ctx context.Context, folder string, indexed map[string]bool) error {
	files, err := filepath.Glob(filepath.Join(folder, "*.sqlite"))
	if err != nil {
		return err
	}
	var problems []error
	for _, file := range files {
		if err := indexDatabase(ctx, file, indexed); err != nil {
			problems = append(problems, fmt.Errorf("%s: %w", filepath.Base(file), err))
		}
	}
	return errors.Join(problems...)
}

func indexDatabase(ctx context.Context, file string, indexed map[string]bool) error {
	db, err := sql.Open("sqlite", "file:"+file+"?_pragma=busy_timeout(10000)")
	if err != nil {
		return err
	}
	defer db.Close()
	tables, err := collections(ctx, db)
	if err != nil {
		return err
	}
	for _, table := range tables {
		if indexed[file+table] {
			continue
		}
		if _, err := db.ExecContext(ctx, fmt.Sprintf(`CREATE INDEX IF NOT EXISTS "traject_%[1]s" ON "%[1]s" (%[2]s)`, table, idColumn)); err != nil {
			return fmt.Errorf("index %s: %w", table, err)
		}
		indexed[file+table] = true
	}
	return nil
}

// collections are the tables of a database, but for those in which the store keeps its own affairs.
func collections(ctx context.Context, db *sql.DB) ([]string, error) {
	tables, err := names(ctx, db, `SELECT name FROM sqlite_master WHERE type = 'table'`)
	return slices.DeleteFunc(tables, func(name string) bool {
		return strings.HasPrefix(name, "_ferretdb") || strings.HasPrefix(name, "sqlite_")
	}), err
}

// names that a question with one column is answered with.
func names(ctx context.Context, db *sql.DB, question string, with ...any) (found []string, err error) {
	rows, err := db.QueryContext(ctx, question, with...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		found = append(found, name)
	}
	return found, rows.Err()
}
