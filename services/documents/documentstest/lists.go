package documentstest

import (
	"context"
	"slices"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/event"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	contract "traject.nl/proto/contract/documents"
	"traject.nl/proto/keyring"
	"traject.nl/services/documents"
)

// unlisted takes the lists away, as of a release that kept none, and lets one such write beside this one.
func unlisted(t *testing.T, db *mongo.Database) {
	ring := keyring.Generate("test")
	s := openStore(t, db, ring)
	draft(t, s, "d1", school, monday)
	must(t, s.AddText(t.Context(), aPiece("p1", contract.Completion)))
	_, err := db.Collection("dossiers").UpdateMany(t.Context(), bson.D{}, bson.D{{Key: "$unset", Value: bson.D{{Key: "pieces", Value: ""}}}})
	must(t, err)
	must(t, db.Collection("schools").Drop(t.Context()))

	s = openStore(t, db, ring)
	must(t, s.AddText(t.Context(), aPiece("p2", contract.Completion)))
	found(t, s, []string{"d1"}, "d1", []string{"p1", "p2"})

	draft(t, s, "d2", school, monday.Add(time.Hour))
	ofD2 := aPiece("p3", contract.Completion)
	ofD2.DossierID = "d2"
	must(t, s.AddText(t.Context(), ofD2))
	// The other release adds a piece without listing it.
	_, err = db.Collection("dossiers").UpdateOne(t.Context(), bson.D{{Key: "_id", Value: "d2"}}, bson.D{{Key: "$set", Value: bson.D{{Key: "pieces", Value: []string{}}}}})
	must(t, err)
	must(t, s.Sweep(t.Context(), monday.Add(-time.Hour)))
	found(t, s, []string{"d2", "d1"}, "d2", []string{"p3"})
}

// found says whether a school finds its drafts, and one of them its pieces.
func found(t *testing.T, s documents.Store, drafts []string, dossierID string, pieces []string) {
	t.Helper()
	dossiers, err := s.Drafts(t.Context(), school)
	must(t, err)
	var ids []string
	for _, d := range dossiers {
		ids = append(ids, d.ID)
	}
	of, err := s.Pieces(t.Context(), dossierID)
	must(t, err)
	var names []string
	for _, p := range of {
		names = append(names, p.ID)
	}
	slices.Sort(names)
	if !slices.Equal(ids, drafts) || !slices.Equal(names, pieces) {
		t.Fatalf("found drafts %v and pieces %v, want %v and %v", ids, names, drafts, pieces)
	}
}

// askedByID reads what the page of a case and that of a school read, and sees what the store is asked for it.
func askedByID(t *testing.T, uri, name string) {
	var asked []bson.Raw
	watch := &event.CommandMonitor{Started: func(_ context.Context, e *event.CommandStartedEvent) {
		if e.CommandName == "find" {
			asked = append(asked, slices.Clone(e.Command))
		}
	}}
	client, err := mongo.Connect(options.Client().ApplyURI(uri).SetMonitor(watch))
	must(t, err)
	defer func() { must(t, client.Disconnect(t.Context())) }()
	s := openStore(t, client.Database(name), keyring.Generate("test"))
	draft(t, s, "d1", school, monday)
	must(t, s.AddText(t.Context(), aPiece("p1", contract.Completion)))
	must(t, s.AddText(t.Context(), aPiece("p2", contract.Completion)))

	asked = nil
	found(t, s, []string{"d1"}, "d1", []string{"p1", "p2"})
	_, err = s.Drafting(t.Context(), school)
	must(t, err)
	// The list of the school twice, its draft, the dossier, and both pieces.
	if len(asked) != 6 {
		t.Errorf("%d questions, want 6", len(asked))
	}
	for _, command := range asked {
		filter, err := command.Lookup("filter").Document().Elements()
		must(t, err)
		if len(filter) != 1 || filter[0].Key() != "_id" {
			t.Errorf("asked %s", command)
		}
	}
}
