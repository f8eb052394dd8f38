package store

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"google.golang.org/protobuf/proto"

	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/services/cases"
	"traject.nl/services/cases/casestest"
	"traject.nl/services/platform/live"
)

// manyCases is what the figures of a page are for.
const manyCases = 2000

// worked is a case as it stands after some months: tasks that were done, terms with their steps, reminders.
func worked(i int) *casesv1.View {
	view := casestest.View(fmt.Sprintf("case-%06d", i), 1)
	view.Parties = append(view.GetParties(), fmt.Sprintf("school:nummer-%d", i%80))
	for n := range 10 {
		task := casestest.Task(fmt.Sprintf("taak-%d", n), casestest.SOT, "2026-11-30", "gedaan")
		view.Tasks = append(view.Tasks, task)
		view.Fired = append(view.Fired, &caseworkv1.Firing{Key: fmt.Sprintf("%s/%d", task.GetId(), n), About: task.GetId(), Title: task.GetTitle(), DueOn: task.GetDueOn()})
	}
	for range 3 {
		view.Terms = append(view.Terms, proto.CloneOf(view.GetTerms()[0]))
	}
	return view
}

func database(b *testing.B) *mongo.Database {
	_, address, _ := running(b, b.TempDir())
	client, err := mongo.Connect(options.Client().ApplyURI("mongodb://" + address + "/"))
	if err != nil {
		b.Fatal(err)
	}
	return client.Database("cases")
}

// insert documents as the service writes them, many at a time.
func insert(b *testing.B, into *mongo.Collection, count int, document func(i int) any) {
	b.Helper()
	for from := 0; from < count; from += 100 {
		var some []any
		for i := from; i < min(from+100, count); i++ {
			some = append(some, document(i))
		}
		if _, err := into.InsertMany(b.Context(), some); err != nil {
			b.Fatal(err)
		}
	}
}

func caseDocument(b *testing.B, i int) any {
	b.Helper()
	view := worked(i)
	encoded, err := proto.Marshal(view)
	if err != nil {
		b.Fatal(err)
	}
	timeline, err := proto.Marshal(&casesv1.ProjectRequest{Entries: casestest.Lines(1, 20)})
	if err != nil {
		b.Fatal(err)
	}
	return bson.M{"_id": view.GetCaseId(), "version": 1, "selectors": 1000, "parties": view.GetParties(), "closed": false, "nextOn": cases.NextOn(view),
		"view": encoded, "timeline": timeline}
}

// BenchmarkList is the first page of somebody's cases out of two thousand: by a question to the store, as it was, and from memory.
func BenchmarkList(b *testing.B) {
	db := database(b)
	insert(b, db.Collection("cases"), manyCases, func(i int) any { return caseDocument(b, i) })
	store, err := cases.NewMongoStore(b.Context(), db)
	if err != nil {
		b.Fatal(err)
	}
	parties := []string{"school:nummer-7"}
	b.Run("asked of the store", func(b *testing.B) {
		first := options.Find().SetSort(bson.D{{Key: "nextOn", Value: 1}, {Key: "_id", Value: 1}}).SetLimit(51).SetProjection(bson.M{"timeline": 0})
		for b.Loop() {
			cursor, err := db.Collection("cases").Find(b.Context(), bson.M{"parties": bson.M{"$in": parties}}, first)
			if err != nil {
				b.Fatal(err)
			}
			var found []bson.Raw
			if err := cursor.All(b.Context(), &found); err != nil || len(found) == 0 {
				b.Fatal(len(found), err)
			}
		}
	})
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	if err := store.CatchUp(b.Context()); err != nil {
		b.Fatal(err)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.Run("from memory", func(b *testing.B) {
		for b.Loop() {
			found, err := store.Cases(b.Context(), cases.CaseQuery{Parties: parties, Limit: 51})
			if err != nil || len(found) == 0 {
				b.Fatal(len(found), err)
			}
		}
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/manyCases, "B/case")
		b.ReportMetric(float64(proto.Size(worked(1))), "B/case-encoded")
	})
}

// BenchmarkVersioned is a change of one of two thousand documents, chosen by its id and its version: past the gate, as it was, and through it.
func BenchmarkVersioned(b *testing.B) {
	s, address, _ := running(b, b.TempDir())
	insert(b, things(b, address), manyCases, func(i int) any { return caseDocument(b, i) })
	for _, way := range []struct{ name, address string }{{"past the gate", s.inner}, {"through the gate", address}} {
		b.Run(way.name, func(b *testing.B) {
			c, id := things(b, way.address), fmt.Sprintf("case-%06d", manyCases/2)
			if _, err := c.UpdateOne(b.Context(), bson.M{"_id": id}, bson.M{"$set": bson.M{"version": 0}}); err != nil {
				b.Fatal(err)
			}
			version := 0
			for b.Loop() {
				result, err := c.UpdateOne(b.Context(), bson.M{"_id": id, "version": version}, bson.M{"$set": bson.M{"version": version + 1}})
				if err != nil || result.MatchedCount != 1 {
					b.Fatal(result, err)
				}
				version++
			}
		})
	}
}

// BenchmarkHear is hearing of one change after a mark, with two thousand cases that changed before: by time, as it was, and by number.
func BenchmarkHear(b *testing.B) {
	db := database(b)
	store, err := live.NewStore(b.Context(), db)
	if err != nil {
		b.Fatal(err)
	}
	at := casestest.Start
	insert(b, db.Collection("changes"), manyCases, func(i int) any {
		return bson.M{"_id": fmt.Sprintf("case-%06d", i), "version": 1, "parties": []string{casestest.Office}, "at": at}
	})
	change := live.Change{ID: "case-000001", Version: 2, Parties: []string{casestest.Office}, At: at.Add(time.Hour)}
	if err := store.Announce(b.Context(), change); err != nil {
		b.Fatal(err)
	}
	b.Run("by time", func(b *testing.B) {
		for b.Loop() {
			cursor, err := db.Collection("changes").Find(b.Context(), bson.M{"at": bson.M{"$gte": at.Add(time.Minute)}}, options.Find().SetSort(bson.M{"at": 1}))
			if err != nil {
				b.Fatal(err)
			}
			var found []bson.Raw
			if err := cursor.All(b.Context(), &found); err != nil || len(found) != 1 {
				b.Fatal(len(found), err)
			}
		}
	})
	b.Run("by number", func(b *testing.B) {
		for b.Loop() {
			if found, err := store.Entries(b.Context(), 0, 1); err != nil || len(found) != 1 {
				b.Fatal(found, err)
			}
		}
	})
}
