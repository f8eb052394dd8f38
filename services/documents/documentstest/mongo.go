package documentstest

import (
	"bytes"
	"context"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"traject.nl/proto/contract/bezwaar"
	contract "traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/plaatsing"
	"traject.nl/proto/contract/tlv"
	"traject.nl/proto/keyring"
	"traject.nl/services/documents"
)

// RunMongoSuite runs everything a store on a MongoDB-compatible server must do: the store suite, and that what it stores is sealed.
func RunMongoSuite(t *testing.T, uri string) {
	client, err := mongo.Connect(options.Client().ApplyURI(uri))
	must(t, err)
	t.Cleanup(func() { _ = client.Disconnect(context.WithoutCancel(t.Context())) })
	fresh := func(t *testing.T) *mongo.Database {
		db := client.Database("documents_" + strings.ReplaceAll(uuid.NewString(), "-", ""))
		t.Cleanup(func() { _ = db.Drop(context.WithoutCancel(t.Context())) })
		return db
	}
	RunStoreSuite(t, func(t *testing.T) documents.Store { return openStore(t, fresh(t), keyring.Generate("test")) })
	t.Run("nothing about a person is readable in the database", func(t *testing.T) { sealed(t, fresh(t)) })
	t.Run("a chunk put in another place does not open", func(t *testing.T) { swappedChunks(t, fresh(t)) })
	t.Run("a file that lost its end is not read as whole", func(t *testing.T) { cutOff(t, fresh(t)) })
	t.Run("a dossier opens after its ring was rotated", func(t *testing.T) { rotated(t, fresh(t)) })
	t.Run("without its key a dossier is gone", func(t *testing.T) { keyless(t, fresh(t)) })
	t.Run("a sweep erases uploads that never finished", func(t *testing.T) { sweep(t, fresh(t)) })
	t.Run("a broken upload leaves no chunk", func(t *testing.T) { noChunkLeft(t, fresh(t)) })
	t.Run("an upload that was killed leaves no chunk once it is sent again", func(t *testing.T) { killedUpload(t, fresh(t)) })
	t.Run("records of before there were other cases still open", func(t *testing.T) { earlierRecords(t, fresh(t)) })
	t.Run("records of before there were other procedures still work", func(t *testing.T) { recordsOfOneProcedure(t, fresh(t)) })
	t.Run("a form put in another place does not open", func(t *testing.T) { swappedForms(t, fresh(t)) })
	t.Run("what a release without lists wrote is found, also when it writes beside one with lists", func(t *testing.T) { unlisted(t, fresh(t)) })
	t.Run("pages ask by id, whatever else is in the store", func(t *testing.T) { askedByID(t, uri, fresh(t).Name()) })
	t.Run("an upload that breaks off does not take the same upload along", func(t *testing.T) { tornUpload(t, fresh(t)) })
}

func openStore(t *testing.T, db *mongo.Database, ring *keyring.Ring) *documents.MongoStore {
	t.Helper()
	s, err := documents.NewMongoStore(t.Context(), db, ring)
	must(t, err)
	return s
}

// raw is everything in the database as it is stored.
func raw(t *testing.T, db *mongo.Database) []byte {
	t.Helper()
	names, err := db.ListCollectionNames(t.Context(), bson.D{})
	must(t, err)
	var all []byte
	for _, name := range names {
		cursor, err := db.Collection(name).Find(t.Context(), bson.D{})
		must(t, err)
		for cursor.Next(t.Context()) {
			all = append(all, cursor.Current...)
		}
		must(t, cursor.Err())
	}
	return all
}

func sealed(t *testing.T, db *mongo.Database) {
	s := openStore(t, db, keyring.Generate("test"))
	d := draft(t, s, "d1", school, monday)
	const marker = "Merktekennaam"
	_, err := s.SaveForm(t.Context(), "d1", []byte(`{"pupil":{"firstName":"`+marker+`"}}`), d.ETag, author, monday)
	must(t, err)
	text := aPiece("p1", contract.Advice)
	text.Text = marker + " heeft rust nodig"
	must(t, s.AddText(t.Context(), text))
	file := aPiece("p2", contract.Onderzoek)
	file.Name = "onderzoek " + marker + ".pdf"
	_, err = s.AddFile(t.Context(), file, strings.NewReader(strings.Repeat(marker+" ", 50_000)))
	must(t, err)
	d, err = s.Dossier(t.Context(), "d1")
	must(t, err)
	must(t, s.Submit(t.Context(), "d1", d.ETag, admission("d1"), []party.Party{school}))
	next := further("c2", school)
	next.Form = []byte(`{"pupil":{"firstName":"` + marker + `"}}`)
	must(t, s.AddFurther(t.Context(), "d1", next))
	_, err = s.SaveFurther(t.Context(), "d1", "c2", next.Form, dossier(t, s, "d1").Further["c2"].ETag, author, monday)
	must(t, err)
	must(t, s.AddMerge(t.Context(), documents.Merge{ID: "m1", Dossiers: [2]string{"d1", "d2"}, Reason: marker + " staat er twee keer in", By: author, At: monday}))
	stored := raw(t, db)
	if bytes.Contains(stored, []byte(marker)) {
		t.Fatal("a name is readable in the database")
	}
	if !bytes.Contains(stored, []byte("d1")) {
		t.Fatal("the search looked at nothing")
	}
}

// addChunks makes a dossier with a file of three chunks.
func addChunks(t *testing.T, s documents.Store) documents.Piece {
	t.Helper()
	draft(t, s, "d1", school, monday)
	added, err := s.AddFile(t.Context(), aPiece("p1", contract.Bijlage), strings.NewReader(strings.Repeat("0123456789abcdef", 40_000)))
	must(t, err)
	return added
}

func readAll(t *testing.T, s documents.Store, p documents.Piece) error {
	t.Helper()
	reader, err := s.Content(t.Context(), p)
	must(t, err)
	defer reader.Close()
	_, err = new(bytes.Buffer).ReadFrom(reader)
	return err
}

func swappedChunks(t *testing.T, db *mongo.Database) {
	s := openStore(t, db, keyring.Generate("test"))
	p := addChunks(t, s)
	chunks := db.Collection("chunks")
	sealed := func(index int) (chunk struct {
		Sealed []byte `bson:"sealed"`
	}) {
		must(t, chunks.FindOne(t.Context(), bson.D{{Key: "index", Value: index}}).Decode(&chunk))
		return chunk
	}
	put := func(index int, content []byte) {
		changed, err := chunks.UpdateOne(t.Context(), bson.D{{Key: "index", Value: index}}, bson.D{{Key: "$set", Value: bson.D{{Key: "sealed", Value: content}}}})
		must(t, err)
		if changed.ModifiedCount != 1 {
			t.Fatalf("chunk %d not found", index)
		}
	}
	first, second := sealed(0).Sealed, sealed(1).Sealed
	put(0, second)
	put(1, first)
	if err := readAll(t, s, p); err == nil {
		t.Fatal("swapped chunks were read")
	}
}

func cutOff(t *testing.T, db *mongo.Database) {
	s := openStore(t, db, keyring.Generate("test"))
	p := addChunks(t, s)
	must(t, readAll(t, s, p))
	_, err := db.Collection("chunks").DeleteOne(t.Context(), bson.D{{Key: "index", Value: 2}})
	must(t, err)
	if err := readAll(t, s, p); err == nil {
		t.Fatal("a file without its end was read as whole")
	}
}

func rotated(t *testing.T, db *mongo.Database) {
	ring := keyring.Generate("2026-11")
	p := addChunks(t, openStore(t, db, ring))
	must(t, readAll(t, openStore(t, db, ring.Rotate("2026-12")), p))
	if _, err := openStore(t, db, keyring.Generate("2026-11")).Dossier(t.Context(), "d1"); err == nil {
		t.Fatal("a dossier opened with another key")
	}
}

func keyless(t *testing.T, db *mongo.Database) {
	s := openStore(t, db, keyring.Generate("test"))
	p := addChunks(t, s)
	_, err := db.Collection("dossiers").UpdateOne(t.Context(), bson.D{{Key: "_id", Value: "d1"}}, bson.D{{Key: "$set", Value: bson.D{{Key: "key", Value: []byte{}}}}})
	must(t, err)
	_, err = s.Dossier(t.Context(), "d1")
	want(t, err, documents.ErrNotFound)
	_, err = s.Content(t.Context(), p)
	want(t, err, documents.ErrNotFound)
	must(t, s.Sweep(t.Context(), monday))
	// The school stays known, and the lists of its drafts.
	if left := raw(t, db); bytes.Contains(left, []byte("d1")) || bytes.Contains(left, []byte("p1")) {
		t.Fatalf("a half destroyed draft left %q after the sweep", left)
	}
}

func sweep(t *testing.T, db *mongo.Database) {
	s := openStore(t, db, keyring.Generate("test"))
	addChunks(t, s)
	_, err := db.Collection("pieces").UpdateOne(t.Context(), bson.D{{Key: "_id", Value: "p1"}}, bson.D{{Key: "$set", Value: bson.D{{Key: "whole", Value: false}}}})
	must(t, err)
	must(t, s.Sweep(t.Context(), monday))
	if count(t, db) != 3 {
		t.Fatal("a sweep took an upload that may still run")
	}
	must(t, s.Sweep(t.Context(), monday.Add(time.Hour)))
	if left := count(t, db); left != 0 {
		t.Fatalf("%d chunks left after the sweep", left)
	}
}

// earlierRecords takes out of the records what the first release did not write.
func earlierRecords(t *testing.T, db *mongo.Database) {
	s := openStore(t, db, keyring.Generate("test"))
	d := draft(t, s, "d1", school, monday)
	must(t, s.AddText(t.Context(), aPiece("p1", contract.Completion)))
	must(t, s.Submit(t.Context(), "d1", d.ETag, admission("d1"), []party.Party{school}))
	must(t, s.Attach(t.Context(), "d1", "p1", "d1"))
	for collection, field := range map[string]string{"dossiers": "beside", "pieces": "caseId"} {
		_, err := db.Collection(collection).UpdateMany(t.Context(), bson.D{}, bson.D{{Key: "$unset", Value: bson.D{{Key: field, Value: ""}}}})
		must(t, err)
	}
	piece, err := s.Piece(t.Context(), "d1", "p1")
	must(t, err)
	before, err := s.Dossier(t.Context(), "d1")
	must(t, err)
	if !piece.Attached || piece.CaseID != "" || len(before.Cases()) != 1 || before.CaseID != "d1" {
		t.Fatalf("read %+v and %+v", piece, before)
	}
	must(t, s.Share(t.Context(), "d1", documents.Sharing{CaseID: "b1", Procedure: bezwaar.Workflow, Version: 1, Parties: []party.Party{school}}))
	after, err := s.Dossier(t.Context(), "d1")
	must(t, err)
	if len(after.Cases()) != 2 || after.Version != before.Version {
		t.Fatalf("with a bezwaar: %+v", after)
	}
}

// recordsOfOneProcedure takes out of the records what came with the Buitenkans and placements: first case, bezwaar beside it.
func recordsOfOneProcedure(t *testing.T, db *mongo.Database) {
	s := openStore(t, db, keyring.Generate("test"))
	submitted(t, s, "d1", monday)
	must(t, s.Share(t.Context(), "d1", documents.Sharing{CaseID: "d1", Version: 4, Parties: []party.Party{school}, Announced: true, Closed: true}))
	must(t, s.Share(t.Context(), "d1", documents.Sharing{CaseID: "b1", Procedure: bezwaar.Workflow, Version: 2, Parties: []party.Party{school}, Objector: school}))
	must(t, s.RecordDecision(t.Context(), "d1", "d1", another))
	_, err := db.Collection("dossiers").UpdateMany(t.Context(), bson.D{}, bson.D{{Key: "$unset", Value: bson.D{
		{Key: "procedure", Value: ""}, {Key: "submittedAt", Value: ""}, {Key: "origin", Value: ""}, {Key: "host", Value: ""}, {Key: "target", Value: ""},
		{Key: "consented", Value: ""}, {Key: "admitted", Value: ""}, {Key: "further", Value: ""}, {Key: "granted", Value: ""}, {Key: "drafting", Value: ""},
		{Key: "pupil", Value: ""}, {Key: "beside.b1.since", Value: ""},
	}}})
	must(t, err)
	d := dossier(t, s, "d1")
	cases := d.Cases()
	if d.Procedure != tlv.Workflow || len(cases) != 2 || cases[0].Procedure != tlv.Workflow || !cases[0].Announced || cases[1].Objector != school || d.GrantedTo != another {
		t.Fatalf("read: %+v", d)
	}
	nameless, err := s.Nameless(t.Context())
	must(t, err)
	if len(nameless) != 1 || nameless[0].ID != "d1" {
		t.Fatalf("%d dossiers without a hash", len(nameless))
	}
	must(t, s.KnowPupil(t.Context(), "d1", "h1"))
	must(t, s.AddFurther(t.Context(), "d1", further("c2", another)))
	a := documents.Admission{CaseID: "c2", Procedure: tlv.Workflow, Applicant: another, FromCaseID: "d1", At: monday.Add(time.Hour)}
	must(t, s.Admit(t.Context(), "d1", dossier(t, s, "d1").Further["c2"].ETag, a, []party.Party{another}))
	must(t, s.Share(t.Context(), "d1", documents.Sharing{CaseID: "p1", Procedure: plaatsing.Workflow, Version: 1, Origin: school, Since: monday.Add(2 * time.Hour)}))
	later := dossier(t, s, "d1")
	var ids []string
	for _, in := range later.Cases() {
		ids = append(ids, in.CaseID)
	}
	if !slices.Equal(ids, []string{"d1", "b1", "c2", "p1"}) || later.State != documents.Closed || later.Version != 4 {
		t.Fatalf("with what came later: %v %+v", ids, later)
	}
}

func swappedForms(t *testing.T, db *mongo.Database) {
	s := openStore(t, db, keyring.Generate("test"))
	submitted(t, s, "d1", monday)
	must(t, s.AddFurther(t.Context(), "d1", further("c2", school)))
	must(t, s.AddFurther(t.Context(), "d1", further("c3", another)))
	var record struct {
		Further map[string]struct {
			Form []byte `bson:"form"`
		} `bson:"further"`
	}
	must(t, db.Collection("dossiers").FindOne(t.Context(), bson.D{}).Decode(&record))
	_, err := db.Collection("dossiers").UpdateMany(t.Context(), bson.D{}, bson.D{{Key: "$set", Value: bson.D{{Key: "further.c2.form", Value: record.Further["c3"].Form}}}})
	must(t, err)
	if _, err := s.Dossier(t.Context(), "d1"); err == nil {
		t.Fatal("the form of another case was read")
	}
}

func noChunkLeft(t *testing.T, db *mongo.Database) {
	s := openStore(t, db, keyring.Generate("test"))
	draft(t, s, "d1", school, monday)
	_, err := s.AddFile(t.Context(), aPiece("p1", contract.Bijlage), &breaksOff{left: 600_000})
	want(t, err, errBrokenOff)
	if left := count(t, db); left != 0 {
		t.Fatalf("%d chunks left behind", left)
	}
}

func killedUpload(t *testing.T, db *mongo.Database) {
	s := openStore(t, db, keyring.Generate("test"))
	addChunks(t, s)
	// What a killed process leaves: a piece that is not whole, and chunks of an upload that nobody goes on with.
	_, err := db.Collection("pieces").UpdateOne(t.Context(), bson.D{{Key: "_id", Value: "p1"}}, bson.D{{Key: "$set", Value: bson.D{{Key: "whole", Value: false}}}})
	must(t, err)
	again, err := s.AddFile(t.Context(), aPiece("p1", contract.Bijlage), strings.NewReader(strings.Repeat("fedcba9876543210", 40_000)))
	must(t, err)
	must(t, readAll(t, s, again))
	if left := count(t, db); left != 3 {
		t.Fatalf("%d chunks of a file of 3", left)
	}
}

func tornUpload(t *testing.T, db *mongo.Database) {
	s := openStore(t, db, keyring.Generate("test"))
	draft(t, s, "d1", school, monday)
	content := strings.Repeat("0123456789abcdef", 20_000)
	// While the second attempt comes in, the first one turns out to have broken off.
	breaks := &onRead{then: func() {
		_, err := s.AddFile(t.Context(), aPiece("p1", contract.Bijlage), &breaksOff{left: 300_000})
		want(t, err, errBrokenOff)
	}}
	added, err := s.AddFile(t.Context(), aPiece("p1", contract.Bijlage), io.MultiReader(strings.NewReader(content), breaks))
	must(t, err)
	must(t, readAll(t, s, added))
	if added.Size != int64(len(content)) || count(t, db) != 2 {
		t.Fatalf("%d bytes in %d chunks, want %d in 2", added.Size, count(t, db), len(content))
	}
}

// onRead is empty, and does something when it is read.
type onRead struct{ then func() }

func (r *onRead) Read([]byte) (int, error) {
	r.then()
	return 0, io.EOF
}

func count(t *testing.T, db *mongo.Database) int64 {
	t.Helper()
	n, err := db.Collection("chunks").CountDocuments(t.Context(), bson.D{})
	must(t, err)
	return n
}
