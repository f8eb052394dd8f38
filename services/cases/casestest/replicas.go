package casestest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync/atomic"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/event"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"
	"google.golang.org/protobuf/proto"

	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/services/cases"
)

// RunReplicaSuite holds replicas that share one database of a real server to what they promise together. Each rule has a database of its own.
func RunReplicaSuite(t *testing.T, uri string) {
	t.Run("lists from memory are those of the store, whatever replica writes or dies", func(t *testing.T) { listsAreExact(t, uri) })
	t.Run("what an older release writes beside them is listed too", func(t *testing.T) { listedBeside(t, uri) })
	t.Run("a list asks once and the page of a case twice, by id", func(t *testing.T) { askedByID(t, uri) })
}

// watched is a connection to a database that sees each command before it goes.
type watched struct {
	*mongo.Database
	before atomic.Pointer[func(command bson.Raw)]
}

func connect(t *testing.T, uri, name string) *watched {
	t.Helper()
	w := &watched{}
	monitor := &event.CommandMonitor{Started: func(_ context.Context, e *event.CommandStartedEvent) {
		if see := w.before.Load(); see != nil {
			(*see)(e.Command)
		}
	}}
	client, err := mongo.Connect(options.Client().ApplyURI(uri).SetWriteConcern(writeconcern.Majority()).SetMonitor(monitor))
	if err != nil {
		t.Fatal(err)
	}
	w.Database = client.Database(name)
	t.Cleanup(func() {
		// The context of a test ends before its clean-up.
		ctx := context.WithoutCancel(t.Context())
		if err := w.Drop(ctx); err != nil {
			t.Error(err)
		}
		if err := client.Disconnect(ctx); err != nil {
			t.Error(err)
		}
	})
	return w
}

func fresh() string { return "replicas-" + bson.NewObjectID().Hex() }

func openReplica(t *testing.T, db *mongo.Database) *cases.MongoStore {
	t.Helper()
	store, err := cases.NewMongoStore(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	return store
}

const (
	steps  = 150
	people = 12 // cases that change all the time
	// mostCommands of one projection: a replica dies before one of them, or not at all.
	mostCommands = 9
)

// history is what the processes did, with what they must still do again because a replica died.
type history struct {
	random   *rand.Rand
	versions map[string]int64
	owed     map[string]*casesv1.View
}

func listsAreExact(t *testing.T, uri string) {
	name := fresh()
	replicas := []*watched{connect(t, uri, name), connect(t, uri, name)}
	stores := []*cases.MongoStore{openReplica(t, replicas[0].Database), openReplica(t, replicas[1].Database)}
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	h := &history{random: rand.New(rand.NewPCG(seed, 0)), versions: map[string]int64{}, owed: map[string]*casesv1.View{}}
	for range steps {
		at := h.random.IntN(len(stores))
		h.project(t, replicas[at], stores[at])
		if h.random.IntN(10) == 0 {
			h.compare(t, stores, openReplica(t, replicas[0].Database))
		}
	}
	for id, view := range h.owed {
		h.done(t, id, stores[0].Project(t.Context(), view, Lines(1, view.GetVersion()), Start))
	}
	h.compare(t, stores, openReplica(t, replicas[0].Database))
	if len(h.owed) > 0 {
		t.Errorf("%d projections were never made", len(h.owed))
	}
}

// project lets a replica write the next version of a case, or what it owes of one; sometimes it dies before one of its commands. A process
// projects one version after the other.
func (h *history) project(t *testing.T, replica *watched, store *cases.MongoStore) {
	id := fmt.Sprintf("case-%02d", h.random.IntN(people))
	view := h.owed[id]
	if view == nil {
		view = h.next(id)
	}
	ctx, die := context.WithCancel(t.Context())
	defer die()
	left := h.random.IntN(2 * mostCommands)
	see := func(bson.Raw) {
		if left--; left < 0 {
			die()
		}
	}
	if left < mostCommands {
		replica.before.Store(&see)
		defer replica.before.Store(nil)
	}
	err := store.Project(ctx, view, Lines(1, view.GetVersion()), Start)
	if err != nil && ctx.Err() != nil {
		h.owed[id] = view
		return
	}
	h.done(t, id, err)
}

func (h *history) done(t *testing.T, id string, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("project %s: %v", id, err)
	}
	delete(h.owed, id)
}

// next version of a case, of which everything that lists select on may be another.
func (h *history) next(id string) *casesv1.View {
	h.versions[id]++
	view := View(id, h.versions[id])
	view.Closed = h.random.IntN(3) == 0
	view.Phase = []string{"volledigheid", "advies", "besluit"}[h.random.IntN(3)]
	view.Procedure = []string{"tlv", "bezwaar"}[h.random.IntN(2)]
	view.PolicyVersion = fmt.Sprintf("2026-%d", h.random.IntN(4))
	view.ReceivedAt.Seconds += h.versions[id]*people + int64(h.random.IntN(people))
	view.Parties = view.GetParties()[h.random.IntN(4):]
	view.Tasks = nil
	for _, who := range []string{Office, SOT, Director} {
		if h.random.IntN(2) == 0 {
			view.Tasks = append(view.Tasks, Task("taak", who, fmt.Sprintf("2026-12-%02d", 1+h.random.IntN(28)), ""))
		}
	}
	if h.random.IntN(2) == 0 {
		view.Fired = append(view.Fired, &caseworkv1.Firing{Key: "1", Kind: caseworkv1.FiringKind_FIRING_KIND_ESCALATION, Told: []string{SOT}})
	}
	return view
}

// compare what every replica lists with what one lists that has just read everything, but for cases of which a replica died.
func (h *history) compare(t *testing.T, stores []*cases.MongoStore, whole *cases.MongoStore) {
	t.Helper()
	yes, no := true, false
	for _, q := range []cases.CaseQuery{
		{Everyone: true}, {Parties: []string{Applicant}}, {Parties: []string{Office}, OpenFor: []string{Office}}, {Everyone: true, Closed: &no},
		{Everyone: true, Closed: &yes, Phase: "advies"}, {Everyone: true, AnyOpen: true, Procedure: "tlv"}, {Told: []string{SOT}},
	} {
		want := h.settled(t, whole, q)
		for number, store := range stores {
			got := h.settled(t, store, q)
			if !slices.EqualFunc(got, want, func(a, b *casesv1.View) bool { return proto.Equal(a, b) }) {
				t.Errorf("replica %d lists %v for %+v, the store has %v", number, ids(got), q, ids(want))
			}
		}
	}
}

func (h *history) settled(t *testing.T, store *cases.MongoStore, q cases.CaseQuery) []*casesv1.View {
	t.Helper()
	views, err := store.Cases(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(views, func(view *casesv1.View) bool { return h.owed[view.GetCaseId()] != nil })
}

// listedBeside lets an older release write, which keeps no journal: one replica looks at once, and the other after the next announcement.
func listedBeside(t *testing.T, uri string) {
	db := connect(t, uri, fresh())
	writer, soon, late := openReplica(t, db.Database), openReplica(t, db.Database), openReplica(t, db.Database)
	wantVersion := func(store *cases.MongoStore, want int64) {
		t.Helper()
		views, err := store.Cases(t.Context(), cases.CaseQuery{Everyone: true, IDs: []string{"case-a"}})
		if err != nil || len(views) != 1 || views[0].GetVersion() != want {
			t.Errorf("listed %v, %v, want version %d", views, err, want)
		}
	}
	project(t, writer, View("case-a", 1), 1, Start)
	wantVersion(soon, 1)
	wantVersion(late, 1)

	project(t, writer, View("case-a", 2), 2, Start)
	// As if the older release did that.
	if _, err := db.Collection("journal").DeleteOne(t.Context(), bson.D{{Key: "_id", Value: "0000000000000000002"}}); err != nil {
		t.Fatal(err)
	}
	older := bson.D{{Key: "$set", Value: bson.D{{Key: "mark", Value: bson.NewObjectID().Hex()}, {Key: "tail", Value: int64(1)}}}}
	if _, err := db.Collection("marks").UpdateOne(t.Context(), bson.D{}, older); err != nil {
		t.Fatal(err)
	}
	wantVersion(soon, 2)
	project(t, writer, View("case-b", 1), 1, Start)
	wantVersion(late, 2)
	wantVersion(soon, 2)
}

// askedByID counts what the store is asked, so that it cannot grow unnoticed; and that it is by id alone, which needs no search.
func askedByID(t *testing.T, uri string) {
	db := connect(t, uri, fresh())
	store := openReplica(t, db.Database)
	for i := range 20 {
		project(t, store, withDue(fmt.Sprintf("case-%02d", i), "2026-12-24"), 1, Start)
	}
	asked := []string{}
	see := func(command bson.Raw) {
		elements, _ := command.Elements()
		filter, _ := command.Lookup("filter").Document().Elements()
		for _, e := range filter {
			if e.Key() != "_id" || e.Value().Type != bson.TypeString {
				t.Errorf("asked by more than an id: %s", command)
			}
		}
		asked = append(asked, elements[0].Key()+" "+elements[0].Value().StringValue())
	}
	count := func(what string, want []string, do func() error) {
		t.Helper()
		asked = []string{}
		db.before.Store(&see)
		defer db.before.Store(nil)
		if err := do(); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(asked, want) {
			t.Errorf("%s asks the store %q, want %q", what, asked, want)
		}
	}
	list := func() error {
		views, err := store.Cases(t.Context(), cases.CaseQuery{Parties: []string{Applicant}})
		if len(views) != 20 {
			t.Errorf("%d cases are listed, want 20", len(views))
		}
		return err
	}
	if err := list(); err != nil { // the first time it reads everything
		t.Fatal(err)
	}
	count("a list", []string{"find marks"}, list)
	project(t, store, withDue("case-07", ""), 1, Start)
	changed := withDue("case-07", "")
	changed.Version = 2
	project(t, store, changed, 2, Start)
	count("a list after two announcements", []string{"find marks", "find journal", "find journal", "find cases"}, list)
	count("the page of a case", []string{"find cases", "find marks"}, func() error {
		if _, err := store.Case(t.Context(), "case-07"); err != nil {
			return err
		}
		_, err := store.Beside(t.Context(), cases.CaseQuery{Parties: []string{Applicant}, Dossiers: []string{"case-07"}}, "tlv")
		return err
	})
}
