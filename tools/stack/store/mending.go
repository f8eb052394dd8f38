package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// The store makes a collection and an index in several steps, each a write of its own: the table, its line in the list of collections, the index,
// and the line again. Killed in between, it takes the half for a whole, or can never make the rest, because a part of it is there. So what is half
// is taken away before it opens. Nothing is in it: the first document comes after the last step.

const (
	// listOfCollections is the table in which the store keeps which collections there are.
	listOfCollections = "_ferretdb_collections"
	// idIndex is the first index of every collection, which keeps ids apart.
	idIndex = "_id_"
)

// mend takes away what was half made, in every database of a folder.
func mend(ctx context.Context, folder string) error {
	files, err := filepath.Glob(filepath.Join(folder, "*.sqlite"))
	if err != nil {
		return err
	}
	for _, file := range files {
		if err := mendDatabase(ctx, file); err != nil {
			return fmt.Errorf("%s: %w", filepath.Base(file), err)
		}
	}
	return nil
}

func mendDatabase(ctx context.Context, file string) error {
	db, err := sql.Open("sqlite", "file:"+file+"?_pragma=busy_timeout(10000)")
	if err != nil {
		return err
	}
	tables, err := names(ctx, db, `SELECT name FROM sqlite_master WHERE type = 'table'`)
	if err != nil {
		return errors.Join(err, db.Close())
	}
	if len(tables) == 0 {
		return errors.Join(db.Close(), removeDatabase(file))
	}
	return errors.Join(mendCollections(ctx, db), mendIndexes(ctx, db), db.Close())
}

// removeDatabase of which nothing was made but the file.
func removeDatabase(file string) error {
	slog.Warn("a database was half made and begins anew", "file", filepath.Base(file))
	for _, end := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(file + end); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// listed is a collection by its table, with its indexes.
type listed map[string][]string

func collectionsListed(ctx context.Context, db *sql.DB) (listed, error) {
	rows, err := db.QueryContext(ctx, `SELECT table_name, settings FROM `+listOfCollections)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := listed{}
	for rows.Next() {
		var table, text string
		if err := rows.Scan(&table, &text); err != nil {
			return nil, err
		}
		var settings struct{ Indexes []struct{ Name string } }
		if err := json.Unmarshal([]byte(text), &settings); err != nil {
			return nil, fmt.Errorf("settings of %s: %w", table, err)
		}
		all[table] = nil
		for _, index := range settings.Indexes {
			all[table] = append(all[table], index.Name)
		}
	}
	return all, rows.Err()
}

// mendCollections takes away empty tables that are not in the list, or that have no index on the id yet.
func mendCollections(ctx context.Context, db *sql.DB) error {
	known, err := collectionsListed(ctx, db)
	if err != nil {
		return err
	}
	tables, err := collections(ctx, db)
	if err != nil {
		return err
	}
	for _, table := range tables {
		if slices.Contains(known[table], idIndex) {
			continue
		}
		var documents int
		if err := db.QueryRowContext(ctx, fmt.Sprintf(`SELECT count(*) FROM %q`, table)).Scan(&documents); err != nil {
			return err
		}
		if documents > 0 {
			continue // it is not of one that was being made
		}
		slog.Warn("a collection was half made and begins anew", "table", table)
		if _, err := db.ExecContext(ctx, `DELETE FROM `+listOfCollections+` WHERE table_name = ?`, table); err != nil {
			return err
		}
		if _, err := db.ExecContext(ctx, fmt.Sprintf(`DROP TABLE %q`, table)); err != nil {
			return err
		}
	}
	return nil
}

// mendIndexes takes away indexes that the list does not have: the store makes them again when they are asked for.
func mendIndexes(ctx context.Context, db *sql.DB) error {
	known, err := collectionsListed(ctx, db)
	if err != nil {
		return err
	}
	for table, indexes := range known {
		made, err := names(ctx, db, `SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ?`, table)
		if err != nil {
			return err
		}
		for _, full := range made {
			name, its := strings.CutPrefix(full, table+"_")
			if !its || slices.Contains(indexes, name) {
				continue // ours, or one of the store that is whole
			}
			slog.Warn("an index was half made and begins anew", "index", full)
			if _, err := db.ExecContext(ctx, fmt.Sprintf(`DROP INDEX %q`, full)); err != nil {
				return err
			}
		}
	}
	return nil
}
