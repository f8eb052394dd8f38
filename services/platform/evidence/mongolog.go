package evidence

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strconv"
	"sync"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"golang.org/x/sync/errgroup"
)

// Collection in which a service keeps its log.
const Collection = "evidence"

// MongoLog is a Log on MongoDB, or on what speaks its protocol. It only ever inserts. The place of an entry in its chain is its _id, so that
// of two replicas that append at once one is refused, reads what the other wrote, and takes the next place.
type MongoLog struct {
	name     string
	entries  *mongo.Collection
	measures measures

	mu     sync.Mutex
	chains map[string]*chain
}

// chain is what this replica knows of the chain of a case: everything up to last, which others may have gone on from.
type chain struct {
	mu    sync.Mutex
	known bool
	last  Entry
	// places of the keys.
	places map[string]int64
}

// mostChains is of how many cases the ends are remembered; above it all are forgotten, and read again when needed.
const mostChains = 2000

// NewMongoLog makes the log with this name in the database of a service.
func NewMongoLog(ctx context.Context, db *mongo.Database, name string) (*MongoLog, error) {
	entries := db.Collection(Collection)
	index := mongo.IndexModel{Keys: bson.D{{Key: "caseId", Value: 1}, {Key: "seq", Value: 1}}}
	if _, err := entries.Indexes().CreateOne(ctx, index); err != nil {
		return nil, fmt.Errorf("evidence: index of log %s: %w", name, err)
	}
	return &MongoLog{name: name, entries: entries, measures: newMeasures(name), chains: map[string]*chain{}}, nil
}

// ReadMongoLog opens the log in the database of a service to read it, and changes nothing there.
func ReadMongoLog(db *mongo.Database, name string) *MongoLog {
	return &MongoLog{name: name, entries: db.Collection(Collection), measures: newMeasures(name), chains: map[string]*chain{}}
}

// placed is an entry as stored.
type placed struct {
	ID    string `bson:"_id"`
	Entry `bson:",inline"`
}

func place(caseID string, seq int64) string { return caseID + "/" + strconv.FormatInt(seq, 10) }

// Name implements Log.
func (l *MongoLog) Name() string { return l.name }

// Append implements Log.
func (l *MongoLog) Append(ctx context.Context, entry Entry) (_ Entry, err error) {
	defer func() {
		if err != nil {
			l.measures.failed(ctx)
		}
	}()
	entry, err = entry.prepared(l.name)
	if err != nil {
		return Entry{}, err
	}
	known := l.chain(entry.CaseID)
	known.mu.Lock()
	defer known.mu.Unlock()
	if err := l.begin(ctx, entry.CaseID, known); err != nil {
		return Entry{}, err
	}
	for {
		if seq, there := known.places[entry.Key]; there {
			return l.at(ctx, entry.CaseID, seq)
		}
		next, err := entry.after(known.last)
		if err != nil {
			return Entry{}, err
		}
		_, err = l.entries.InsertOne(ctx, placed{place(next.CaseID, next.Seq), next})
		switch {
		case err == nil:
			known.add(next)
			l.measures.appended(ctx)
			return next, nil
		case !mongo.IsDuplicateKeyError(err):
			return Entry{}, fmt.Errorf("evidence: append %s to case %s: %w", entry.Kind, entry.CaseID, err)
		}
		other, err := l.at(ctx, next.CaseID, next.Seq)
		if err != nil {
			return Entry{}, err
		}
		known.add(other)
	}
}

// chain gives what is known of a chain.
func (l *MongoLog) chain(caseID string) *chain {
	l.mu.Lock()
	defer l.mu.Unlock()
	if known := l.chains[caseID]; known != nil {
		return known
	}
	if len(l.chains) >= mostChains {
		clear(l.chains)
	}
	known := &chain{places: map[string]int64{}}
	l.chains[caseID] = known
	return known
}

// begin reads the chain, the first time.
func (l *MongoLog) begin(ctx context.Context, caseID string, known *chain) error {
	if known.known {
		return nil
	}
	// Most chains that are begun are new, and to look for one document by its id is what every store is quick at.
	err := l.entries.FindOne(ctx, bson.D{{Key: "_id", Value: place(caseID, 1)}}).Err()
	if errors.Is(err, mongo.ErrNoDocuments) {
		known.known = true
		return nil
	}
	if err != nil {
		return fmt.Errorf("evidence: begin the chain of case %s: %w", caseID, err)
	}
	entries, err := l.OfCase(ctx, caseID)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		known.add(entry)
	}
	known.known = true
	return nil
}

func (c *chain) add(entry Entry) {
	c.last = entry
	c.places[entry.Key] = entry.Seq
}

// at reads one entry.
func (l *MongoLog) at(ctx context.Context, caseID string, seq int64) (Entry, error) {
	var found placed
	err := l.entries.FindOne(ctx, bson.D{{Key: "_id", Value: place(caseID, seq)}}).Decode(&found)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return Entry{}, fmt.Errorf("evidence: entry %d of log %s of case %s is gone: verify the chain", seq, l.name, caseID)
	}
	if err != nil {
		return Entry{}, fmt.Errorf("evidence: read entry %d of case %s: %w", seq, caseID, err)
	}
	return found.entry(), nil
}

func (p placed) entry() Entry {
	e := p.Entry
	e.At = e.At.UTC()
	return e
}

// readAtOnce is how many places of a chain are looked at together.
const readAtOnce = 16

// OfCase implements Log. It asks place by place, which every store answers by its index on ids, until as many in a row are empty as are looked at
// together: so an entry that was taken out shows as a gap, and does not seem to be the end.
func (l *MongoLog) OfCase(ctx context.Context, caseID string) ([]Entry, error) {
	entries := []Entry{}
	for first := int64(1); ; first += readAtOnce {
		found, err := l.places(ctx, caseID, first)
		if err != nil {
			return nil, err
		}
		if len(found) == 0 {
			return entries, nil
		}
		entries = append(entries, found...)
	}
}

// places gives the entries at places of a chain from one on.
func (l *MongoLog) places(ctx context.Context, caseID string, first int64) ([]Entry, error) {
	found := make([]*placed, readAtOnce)
	group, within := errgroup.WithContext(ctx)
	for i := range found {
		group.Go(func() error {
			var one placed
			err := l.entries.FindOne(within, bson.D{{Key: "_id", Value: place(caseID, first+int64(i))}}).Decode(&one)
			switch {
			case errors.Is(err, mongo.ErrNoDocuments):
				return nil
			case err != nil:
				return fmt.Errorf("evidence: log %s of case %s: %w", l.name, caseID, err)
			}
			found[i] = &one
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	var entries []Entry
	for _, one := range found {
		if one != nil {
			entries = append(entries, one.entry())
		}
	}
	return entries, nil
}

// Cases implements Log.
func (l *MongoLog) Cases(ctx context.Context) ([]string, error) {
	found := l.entries.Distinct(ctx, "caseId", bson.D{})
	var cases []string
	if err := found.Decode(&cases); err != nil {
		return nil, fmt.Errorf("evidence: cases of log %s: %w", l.name, err)
	}
	return cases, nil
}

// Chains gives every chain of the log, in alphabetical order of the cases, reading one after the other.
func (l *MongoLog) Chains(ctx context.Context) iter.Seq2[[]Entry, error] {
	return func(yield func([]Entry, error) bool) {
		cursor, err := l.entries.Find(ctx, bson.D{}, options.Find().SetSort(bson.D{{Key: "caseId", Value: 1}, {Key: "seq", Value: 1}}).SetAllowDiskUse(true))
		if err != nil {
			yield(nil, fmt.Errorf("evidence: log %s: %w", l.name, err))
			return
		}
		defer cursor.Close(context.WithoutCancel(ctx))
		var entries []Entry
		for cursor.Next(ctx) {
			var one placed
			if err := cursor.Decode(&one); err != nil {
				yield(nil, fmt.Errorf("evidence: log %s: %w", l.name, err))
				return
			}
			if len(entries) > 0 && entries[0].CaseID != one.CaseID {
				if !yield(entries, nil) {
					return
				}
				entries = nil
			}
			entries = append(entries, one.entry())
		}
		if err := cursor.Err(); err != nil {
			yield(nil, fmt.Errorf("evidence: log %s: %w", l.name, err))
			return
		}
		if len(entries) > 0 {
			yield(entries, nil)
		}
	}
}
