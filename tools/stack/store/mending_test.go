package store

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
)

// TestAStoreThatWasKilledWhileItMadeSomethingMakesItAgain leaves each half that a kill can leave, and wants the whole after the next start.
func TestAStoreThatWasKilledWhileItMadeSomethingMakesItAgain(t *testing.T) {
	for name, halves := range map[string][]string{
		"a table that is in no list": {`DELETE FROM "TABEL"`, `DELETE FROM _ferretdb_collections`},
		"a collection without its first index": {
			`DELETE FROM "TABEL"`, `DROP INDEX "TABEL__id_"`, `UPDATE _ferretdb_collections SET settings = '{}'`,
		},
		"an index of a collection that is in no list yet": {
			`DELETE FROM "TABEL"`, `UPDATE _ferretdb_collections SET settings = '{}'`,
		},
		"an index that is in no list": {`CREATE INDEX "TABEL_soort_1" ON "TABEL" (_ferretdb_sjson->"soort")`},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			_, address, stop := running(t, folder)
			if _, err := things(t, address).InsertOne(t.Context(), bson.M{"_id": "kept", "soort": "a"}); err != nil {
				t.Fatal(err)
			}
			stop()
			damage(t, folder, halves)

			_, address, _ = running(t, folder)
			again := things(t, address)
			if _, err := again.Indexes().CreateOne(t.Context(), mongo.IndexModel{Keys: bson.D{{Key: "soort", Value: 1}}}); err != nil {
				t.Errorf("index: %v", err)
			}
			if _, err := again.InsertOne(t.Context(), bson.M{"_id": "new"}); err != nil {
				t.Errorf("insert: %v", err)
			}
			if _, err := again.InsertOne(t.Context(), bson.M{"_id": "new"}); !mongo.IsDuplicateKeyError(err) {
				t.Errorf("insert the same once more: %v", err)
			}
		})
	}
}

// damage does to the one collection of the store what a kill leaves of it.
func damage(t *testing.T, folder string, steps []string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(folder, "proef.sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	tables, err := collections(t.Context(), db)
	if err != nil || len(tables) != 1 {
		t.Fatalf("%v, %v", tables, err)
	}
	for _, step := range steps {
		if _, err := db.ExecContext(t.Context(), strings.ReplaceAll(step, "TABEL", tables[0])); err != nil {
			t.Fatalf("%s: %v", step, err)
		}
	}
}

func TestADatabaseOfWhichOnlyTheFileWasMadeBeginsAnew(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "proef.sqlite"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, address, _ := running(t, folder)
	if _, err := things(t, address).InsertOne(t.Context(), bson.M{"_id": "first"}); err != nil {
		t.Error(err)
	}
}

func TestMendingLeavesWhatIsWhole(t *testing.T) {
	folder := t.TempDir()
	_, address, stop := running(t, folder)
	kept := things(t, address)
	if _, err := kept.InsertOne(t.Context(), bson.M{"_id": "kept"}); err != nil {
		t.Fatal(err)
	}
	if _, err := kept.DeleteOne(t.Context(), bson.M{"_id": "kept"}); err != nil {
		t.Fatal(err)
	}
	if _, err := kept.Indexes().CreateOne(t.Context(), mongo.IndexModel{Keys: bson.D{{Key: "soort", Value: 1}}}); err != nil {
		t.Fatal(err)
	}
	stop()
	before := made(t, folder)
	if err := mend(t.Context(), folder); err != nil {
		t.Fatal(err)
	}
	if after := made(t, folder); len(after) != len(before) {
		t.Errorf("it had %v, and has %v", before, after)
	}
}

// made is all that SQLite has.
func made(t *testing.T, folder string) []string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(folder, "proef.sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	found, err := names(t.Context(), db, `SELECT name FROM sqlite_master`)
	if err != nil {
		t.Fatal(err)
	}
	return found
}
