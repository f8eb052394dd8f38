package live

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

const (
	// lastChange is the id of the one mark.
	lastChange = "last-change"
	// ownMark begins the marks of releases that keep a journal.
	ownMark = "journal/"
	// entriesKept is how many entries of the journal stay, at least, and trimEvery how often the older ones are removed.
	entriesKept, trimEvery = 10_000, 1_000
	// batchSize is how many announcements are entered at once at most, and enterTime how long that may take.
	batchSize, enterTime = 256, 30 * time.Second
	// walkBack is how many entries are read one by one to find what is recent.
	walkBack = 64
	// FarBehind is from how many entries on it is cheaper to look at the versions of everything.
	FarBehind = 512
)

// ErrRemoved tells that an entry of the journal is not there any more.
var ErrRemoved = errors.New("the journal does not go back that far")

// Mark is how far the announcements are. It is another one after every announcement, and the zero value before the first.
type Mark struct {
	Name string
	// Tail is the number of the last entry of the journal, which begins at 1.
	Tail int64
	// Beside is the entry at which it was last noticed that a release that keeps no journal had announced something.
	Beside int64
}

// foreign says whether a release that keeps no journal made the mark.
func (m Mark) foreign() bool { return m.Name != "" && !strings.HasPrefix(m.Name, ownMark) }

// Tells says whether the journal tells all that was announced since an earlier mark, in so many entries that reading them is worth it.
func (m Mark) Tells(since Mark) bool {
	return m.Beside == since.Beside && (!m.foreign() || m.Name == since.Name) && m.Tail-since.Tail <= FarBehind
}

// entryDocument is one announcement in the journal.
type entryDocument struct {
	ID      string    `bson:"_id"`
	Of      string    `bson:"of"`
	Version int64     `bson:"version"`
	Phase   string    `bson:"phase"`
	Parties []string  `bson:"parties"`
	At      time.Time `bson:"at"`
}

func newEntry(number int64, change Change) entryDocument {
	return entryDocument{
		ID: entryID(number), Of: change.ID, Version: change.Version, Phase: change.Phase, Parties: change.Parties, At: change.At,
	}
}

func (d entryDocument) change() Change {
	return Change{ID: d.Of, Version: d.Version, Phase: d.Phase, Parties: d.Parties, At: d.At}
}

// entryID of a number sorts as the numbers do.
func entryID(number int64) string { return fmt.Sprintf("%019d", number) }

// entering is an announcement that waits to be entered.
type entering struct {
	change Change
	done   chan struct{}
	err    error
}

// entries of one replica wait here for each other: who announces at once is entered at once, as numbers are given one after the other. It is
// about speed only; another replica may enter between.
type entries struct {
	mu      sync.Mutex
	waiting []*entering
	busy    bool
}

// enter puts an announcement behind the last entry, and marks that it is there: who sees the mark finds the entry. Who stops waiting may be
// entered all the same, which announcing again repeats.
func (s *Store) enter(ctx context.Context, change Change) error {
	mine := &entering{change: change, done: make(chan struct{})}
	s.entries.mu.Lock()
	s.entries.waiting = append(s.entries.waiting, mine)
	if !s.entries.busy {
		s.entries.busy = true
		// It enters for all who wait, so it must not end with the first of them.
		go s.enterWaiting(context.WithoutCancel(ctx))
	}
	s.entries.mu.Unlock()
	select {
	case <-ctx.Done():
		return fmt.Errorf("enter %s in the journal: %w", change.ID, ctx.Err())
	case <-mine.done:
		return mine.err
	}
}

// enterWaiting enters until nobody waits any more.
func (s *Store) enterWaiting(ctx context.Context) {
	for {
		s.entries.mu.Lock()
		batch := s.entries.waiting[:min(len(s.entries.waiting), batchSize)]
		s.entries.waiting = s.entries.waiting[len(batch):]
		s.entries.busy = len(batch) > 0
		s.entries.mu.Unlock()
		if len(batch) == 0 {
			return
		}
		err := s.enterBatch(ctx, batch)
		for _, one := range batch {
			one.err = err
			close(one.done)
		}
	}
}

// enterBatch enters announcements one behind the other, with one mark for all.
func (s *Store) enterBatch(ctx context.Context, batch []*entering) error {
	ctx, cancel := context.WithTimeout(ctx, enterTime)
	defer cancel()
	for {
		first, last, err := s.add(ctx, batch)
		if err != nil {
			return fmt.Errorf("enter %d in the journal: %w", len(batch), err)
		}
		before, err := s.mark(ctx, last)
		if err != nil {
			return fmt.Errorf("mark a change: %w", err)
		}
		// So late that its place may have been removed in between: then it is entered anew.
		if before.Tail-first < entriesKept/2 {
			return s.trim(ctx, first, last)
		}
	}
}

// add takes the first free numbers behind the last entry, and gives the first and the last of them.
func (s *Store) add(ctx context.Context, batch []*entering) (first, last int64, err error) {
	mark, err := s.Mark(ctx)
	if err != nil {
		return 0, 0, err
	}
	next := mark.Tail + 1
	for len(batch) > 0 {
		documents := make([]any, len(batch))
		for i, one := range batch {
			documents[i] = newEntry(next+int64(i), one.change)
		}
		entered, err := insertedOf(s.journal.InsertMany(ctx, documents))
		if err != nil {
			return 0, 0, err
		}
		if entered > 0 && first == 0 {
			first = next
		}
		last = next + int64(entered) - 1
		// The number behind them is that of another replica.
		next += int64(entered) + 1
		batch = batch[entered:]
	}
	return first, last, nil
}

// insertedOf is how many documents were inserted before one was found to be there already; all, when none was.
func insertedOf(result *mongo.InsertManyResult, err error) (int, error) {
	var refused mongo.BulkWriteException
	if errors.As(err, &refused) && len(refused.WriteErrors) > 0 && mongo.IsDuplicateKeyError(err) {
		return refused.WriteErrors[0].Index, nil
	}
	if err != nil {
		return 0, err
	}
	return len(result.InsertedIDs), nil
}

// mark makes the mark of an entry, and gives the one of before.
func (s *Store) mark(ctx context.Context, number int64) (Mark, error) {
	update := bson.D{
		{Key: "$set", Value: bson.D{{Key: "mark", Value: ownMark + entryID(number)}}},
		{Key: "$max", Value: bson.D{{Key: "tail", Value: number}}},
	}
	how := options.FindOneAndUpdate().SetUpsert(true).SetReturnDocument(options.Before)
	var before markDocument
	for {
		err := s.marks.FindOneAndUpdate(ctx, byID(lastChange), update, how).Decode(&before)
		switch {
		case mongo.IsDuplicateKeyError(err):
			continue // two first marks at once: one of them inserts, the other finds it there
		case errors.Is(err, mongo.ErrNoDocuments):
			return Mark{}, nil
		case err != nil || !Mark(before).foreign():
			return Mark(before), err
		}
		beside := bson.D{{Key: "$max", Value: bson.D{{Key: "beside", Value: number}}}}
		_, err = s.marks.UpdateOne(ctx, byID(lastChange), beside)
		return Mark(before), err
	}
}

// trim removes the oldest entries, now and then.
func (s *Store) trim(ctx context.Context, first, last int64) error {
	if (first-1)/trimEvery == last/trimEvery || last <= entriesKept {
		return nil
	}
	old := bson.D{{Key: "_id", Value: bson.D{{Key: "$lte", Value: entryID(last - entriesKept)}}}}
	if _, err := s.journal.DeleteMany(ctx, old); err != nil {
		return fmt.Errorf("remove old entries of the journal: %w", err)
	}
	return nil
}

// Entries implements Changes.
func (s *Store) Entries(ctx context.Context, after, through int64) ([]Change, error) {
	changes := make([]Change, 0, max(0, through-after))
	for number := after + 1; number <= through; number++ {
		entry, err := s.entry(ctx, number)
		if err != nil {
			return nil, err
		}
		changes = append(changes, entry)
	}
	return changes, nil
}

func (s *Store) entry(ctx context.Context, number int64) (Change, error) {
	var found entryDocument
	err := s.journal.FindOne(ctx, byID(entryID(number))).Decode(&found)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return Change{}, fmt.Errorf("entry %d: %w", number, ErrRemoved)
	}
	if err != nil {
		return Change{}, fmt.Errorf("read entry %d of the journal: %w", number, err)
	}
	return found.change(), nil
}

// recent reads the journal backwards until a moment, oldest first, each id once and as it was last. Reached is false when it is too far, or
// when something was announced meanwhile that is not in the journal.
func (s *Store) recent(ctx context.Context, since time.Time) (changes []Change, reached bool, err error) {
	mark, err := s.Mark(ctx)
	if err != nil || mark.foreign() {
		return nil, false, err
	}
	newest := map[string]Change{}
	for number := mark.Tail; number > mark.Tail-walkBack; number-- {
		if number < mark.Beside {
			return nil, false, nil
		}
		if number < 1 {
			return oldestFirst(newest), true, nil
		}
		change, err := s.entry(ctx, number)
		if errors.Is(err, ErrRemoved) {
			return nil, false, nil
		}
		if err != nil {
			return nil, false, err
		}
		// Clocks differ: an entry that seems earlier may be followed by one that is not.
		if change.At.Before(since.Add(-overlap)) {
			return oldestFirst(newest), true, nil
		}
		// Of versions that were announced at once, the older may have been entered last.
		if change.Version > newest[change.ID].Version && !change.At.Before(since) {
			newest[change.ID] = change
		}
	}
	return nil, false, nil
}

func oldestFirst(newest map[string]Change) []Change {
	return slices.SortedFunc(maps.Values(newest), func(a, b Change) int { return a.At.Compare(b.At) })
}
