package notifications

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	drivermongo "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// pageOfDue is how many deliveries are found in one question. Of each only the id, the lane and the date are read.
const pageOfDue = 5000

// lease is a lane that a dispatcher has.
type lease struct {
	Lane  string    `bson:"_id"`
	Until time.Time `bson:"until"`
}

// Plan implements Schedule.
func (s *mongoStore) Plan(ctx context.Context, deliveries ...Delivery) error {
	for _, delivery := range deliveries {
		if delivery.State != Waiting {
			return fmt.Errorf("plan delivery %s: it is %s: only what waits is planned", delivery.ID, delivery.State)
		}
		if err := s.plan(ctx, delivery); err != nil {
			return err
		}
	}
	return nil
}

// plan looks before and afterwards whether it is settled: before, so that it is not in the schedule for a moment, in which another replica
// would send it again; afterwards, because it can be settled in between. What is settled was written as settled before it left the schedule.
func (s *mongoStore) plan(ctx context.Context, delivery Delivery) error {
	if _, err := one[Delivery](ctx, s.deliveries, delivery.ID); !errors.Is(err, ErrNotFound) {
		return err
	}
	_, err := s.schedule.InsertOne(ctx, delivery)
	if drivermongo.IsDuplicateKeyError(err) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("plan delivery %s: %w", delivery.ID, err)
	}
	if _, err = one[Delivery](ctx, s.deliveries, delivery.ID); err == nil {
		return s.unplan(ctx, delivery.ID)
	}
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	return err
}

func (s *mongoStore) unplan(ctx context.Context, id string) error {
	if _, err := s.schedule.DeleteOne(ctx, bson.M{"_id": id}); err != nil {
		return fmt.Errorf("take delivery %s out of the schedule: %w", id, err)
	}
	return nil
}

// Due implements Schedule. A store without an index goes through the whole schedule for each question, so there are at most two for all lanes
// together.
func (s *mongoStore) Due(ctx context.Context, channel string, now, upTo time.Time, busy []string, limit int) ([]Work, error) {
	filter := bson.M{"channel": channel, "dueAt": bson.M{"$lte": now}, "leasedUntil": bson.M{"$lte": now}}
	if len(busy) > 0 {
		filter["lane"] = bson.M{"$nin": busy}
	}
	found, err := all[waiting](ctx, s.schedule, filter, ofDue)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	work := byLane(found, limit)
	if len(found) < pageOfDue && !upTo.After(now) {
		return work, nil
	}
	lanes := make([]string, 0, len(work))
	for _, one := range work {
		lanes = append(lanes, one.Lane)
	}
	found, err = all[waiting](ctx, s.schedule,
		bson.M{"lane": bson.M{"$in": lanes}, "dueAt": bson.M{"$lte": upTo}, "leasedUntil": bson.M{"$lte": now}}, ofDue)
	return byLane(found, limit), err
}

// waiting is what Due reads of a delivery.
type waiting struct {
	ID   string    `bson:"_id"`
	Lane string    `bson:"lane"`
	At   time.Time `bson:"dueAt"`
}

var ofDue = options.Find().SetSort(ascending("dueAt", "_id")).SetProjection(bson.M{"lane": 1, "dueAt": 1}).SetLimit(pageOfDue)

// byLane puts what was found, by when it is due, into at most so many lanes.
func byLane(found []waiting, limit int) []Work {
	var work []Work
	place := map[string]int{}
	for _, one := range found {
		at, known := place[one.Lane]
		if !known {
			if len(work) == limit {
				continue
			}
			at = len(work)
			place[one.Lane] = at
			work = append(work, Work{Lane: one.Lane})
		}
		work[at].Due = append(work[at].Due, Due{one.ID, one.At})
	}
	return work
}

// Take implements Schedule. It asks by id only.
func (s *mongoStore) Take(ctx context.Context, found Work, now, until time.Time) ([]Delivery, error) {
	mine, err := s.lease(ctx, found.Lane, now, until)
	if err != nil || !mine {
		return nil, err
	}
	begun, err := s.begin(ctx, found.Due, now, until)
	if err != nil || len(begun) == 0 {
		return nil, errors.Join(err, s.Release(ctx, found.Lane, until))
	}
	return begun, nil
}

// lease takes a lane. Inserting its name succeeds for one only, in every store.
func (s *mongoStore) lease(ctx context.Context, lane string, now, until time.Time) (bool, error) {
	_, err := s.lanes.InsertOne(ctx, lease{lane, until})
	if err == nil {
		return true, nil
	}
	if !drivermongo.IsDuplicateKeyError(err) {
		return false, fmt.Errorf("take lane: %w", err)
	}
	// The dispatcher that had it may have died.
	taken, err := s.lanes.UpdateOne(ctx, bson.M{"_id": lane, "until": bson.M{"$lte": now}}, bson.M{"$set": bson.M{"until": until}})
	if err != nil {
		return false, fmt.Errorf("take lane from a lease that ended: %w", err)
	}
	return taken.MatchedCount == 1, nil
}

// begin counts an attempt for each, and gives those that nobody else began, moved or settled since they were found. What is not due by itself
// yet goes along with something that is.
func (s *mongoStore) begin(ctx context.Context, found []Due, now, until time.Time) ([]Delivery, error) {
	var begun []Delivery
	for _, due := range found {
		if len(begun) == 0 && due.At.After(now) {
			return nil, nil
		}
		delivery, err := one[Delivery](ctx, s.schedule, due.Delivery)
		if errors.Is(err, ErrNotFound) || err == nil && !delivery.DueAt.Equal(due.At) {
			continue
		}
		if err != nil {
			return nil, err
		}
		result, err := s.schedule.UpdateOne(ctx, bson.M{"_id": delivery.ID, "leasedUntil": bson.M{"$lte": now}},
			bson.M{"$inc": bson.M{"attempts": 1}, "$set": bson.M{"leasedUntil": until}})
		if err != nil {
			return nil, fmt.Errorf("begin delivery %s: %w", delivery.ID, err)
		}
		if result.MatchedCount == 1 {
			delivery.Attempts++
			delivery.LeasedUntil = until
			begun = append(begun, delivery)
		}
	}
	return begun, nil
}

// Release implements Schedule.
func (s *mongoStore) Release(ctx context.Context, lane string, until time.Time) error {
	if _, err := s.lanes.DeleteOne(ctx, bson.M{"_id": lane, "until": until}); err != nil {
		return fmt.Errorf("release lane: %w", err)
	}
	return nil
}

// attempt selects a delivery as it was taken, unless another dispatcher took it since.
func attempt(taken Delivery) bson.M { return bson.M{"_id": taken.ID, "leasedUntil": taken.LeasedUntil} }

// Postpone implements Schedule.
func (s *mongoStore) Postpone(ctx context.Context, taken Delivery, due time.Time, reply string) error {
	_, err := s.schedule.UpdateOne(ctx, attempt(taken), bson.M{"$set": bson.M{"dueAt": due, "leasedUntil": time.Time{}, "reply": reply}})
	if err != nil {
		return fmt.Errorf("postpone delivery %s: %w", taken.ID, err)
	}
	return nil
}

// Untried implements Schedule.
func (s *mongoStore) Untried(ctx context.Context, taken Delivery, due time.Time) error {
	_, err := s.schedule.UpdateOne(ctx, attempt(taken),
		bson.M{"$inc": bson.M{"attempts": -1}, "$set": bson.M{"dueAt": due, "leasedUntil": time.Time{}}})
	if err != nil {
		return fmt.Errorf("give back delivery %s: %w", taken.ID, err)
	}
	return nil
}

// Settle implements Schedule.
func (s *mongoStore) Settle(ctx context.Context, id string, settlement Settlement) error {
	delivery, err := one[Delivery](ctx, s.schedule, id)
	if errors.Is(err, ErrNotFound) {
		_, err = one[Delivery](ctx, s.deliveries, id) // it was settled before
		return err
	}
	if err != nil {
		return err
	}
	settled := delivery.settled(settlement)
	_, err = s.deliveries.InsertOne(ctx, settled)
	if drivermongo.IsDuplicateKeyError(err) {
		// It was settled before, and that stays; unless it was put back in the schedule since.
		_, err = s.deliveries.ReplaceOne(ctx, bson.M{"_id": id, "state": bson.M{"$in": bson.A{Held, Dead}}}, settled)
	}
	if err != nil {
		return fmt.Errorf("settle delivery %s: %w", id, err)
	}
	return s.unplan(ctx, id)
}

// Resume implements Schedule.
func (s *mongoStore) Resume(ctx context.Context, id string, due time.Time, from ...State) (bool, error) {
	delivery, err := one[Delivery](ctx, s.deliveries, id)
	if errors.Is(err, ErrNotFound) {
		_, err = one[Delivery](ctx, s.schedule, id) // it waits
		return false, err
	}
	if err != nil || !slices.Contains(from, delivery.State) {
		return false, err
	}
	// First in: when this is cut short in between, it is in both, and nothing is lost. It is in on a lease, so that no dispatcher takes it
	// before it is known who of several at once resumes it: who takes it out of what is settled.
	resumed := delivery.resumed(due)
	resumed.LeasedUntil = due.Add(resumeTime)
	if _, err := s.schedule.InsertOne(ctx, resumed); err != nil && !drivermongo.IsDuplicateKeyError(err) {
		return false, fmt.Errorf("resume delivery %s: %w", id, err)
	}
	taken, err := s.deliveries.DeleteOne(ctx, bson.M{"_id": id, "state": delivery.State, "settledAt": delivery.SettledAt})
	if err != nil {
		return false, fmt.Errorf("resume delivery %s: %w", id, err)
	}
	if taken.DeletedCount == 0 {
		return false, s.notResumed(ctx, resumed)
	}
	untaken := bson.M{"_id": id, "attempts": 0} // by whichever of them it came in
	if _, err := s.schedule.UpdateOne(ctx, untaken, bson.M{"$set": bson.M{"leasedUntil": time.Time{}}}); err != nil {
		return false, fmt.Errorf("resume delivery %s: %w", id, err)
	}
	return true, nil
}

// resumeTime is how long it may take to move what is settled to the schedule. What is cut short in between goes after that.
const resumeTime = time.Minute

// notResumed takes a delivery out of the schedule again when it was settled anew since it was read; otherwise it is there by who was first.
func (s *mongoStore) notResumed(ctx context.Context, resumed Delivery) error {
	_, err := one[Delivery](ctx, s.deliveries, resumed.ID)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if _, err := s.schedule.DeleteOne(ctx, attempt(resumed)); err != nil {
		return fmt.Errorf("take delivery %s out of the schedule: %w", resumed.ID, err)
	}
	return nil
}

// Backlog implements Schedule.
func (s *mongoStore) Backlog(ctx context.Context, now time.Time) (Backlog, error) {
	due := bson.M{"dueAt": bson.M{"$lte": now}}
	count, err := s.schedule.CountDocuments(ctx, due)
	if err != nil || count == 0 {
		return Backlog{}, err
	}
	oldest, err := all[Delivery](ctx, s.schedule, due, options.Find().SetSort(ascending("dueAt")).SetLimit(1))
	if err != nil || len(oldest) == 0 {
		return Backlog{}, err
	}
	return Backlog{Waiting: int(count), Oldest: oldest[0].DueAt}, nil
}

// Delivery implements Deliveries.
func (s *mongoStore) Delivery(ctx context.Context, id string) (Delivery, error) {
	delivery, err := one[Delivery](ctx, s.schedule, id)
	if errors.Is(err, ErrNotFound) {
		return one[Delivery](ctx, s.deliveries, id)
	}
	return delivery, err
}

// DeliveriesOf implements Deliveries.
func (s *mongoStore) DeliveriesOf(ctx context.Context, caseID string) ([]Delivery, error) {
	found, err := s.everywhere(ctx, bson.M{"caseId": caseID})
	slices.SortFunc(found, byDue)
	return found, err
}

// DeliveriesIn implements Deliveries.
func (s *mongoStore) DeliveriesIn(ctx context.Context, lane string, state State, limit int) ([]Delivery, error) {
	filter := bson.M{"lane": lane}
	if state != "" {
		filter["state"] = state
	}
	found, err := s.everywhere(ctx, filter, options.Find().SetSort(bson.D{{Key: "dueAt", Value: -1}}).SetLimit(int64(limit)))
	slices.SortFunc(found, func(a, b Delivery) int { return byDue(b, a) })
	return found[:min(limit, len(found))], err
}

// DeliveriesInMail implements Deliveries.
func (s *mongoStore) DeliveriesInMail(ctx context.Context, mailID string) ([]Delivery, error) {
	return all[Delivery](ctx, s.deliveries, bson.M{"mailId": mailID}, options.Find().SetSort(ascending("dueAt", "_id")))
}

// Settled implements Deliveries.
func (s *mongoStore) Settled(ctx context.Context, state State, limit int) ([]Delivery, error) {
	return all[Delivery](ctx, s.deliveries, bson.M{"state": state},
		options.Find().SetSort(ascending("settledAt", "_id")).SetLimit(int64(limit)))
}

// Change implements Deliveries.
func (s *mongoStore) Change(ctx context.Context, id string, from State, to Settlement) (bool, error) {
	set := bson.M{"state": to.State, "reply": to.Reply, "settledAt": to.At}
	if to.MailID != "" {
		set["mailId"] = to.MailID
	}
	result, err := s.deliveries.UpdateOne(ctx, bson.M{"_id": id, "state": from}, bson.M{"$set": set})
	if err != nil {
		return false, fmt.Errorf("change delivery %s: %w", id, err)
	}
	return result.MatchedCount == 1, nil
}

func byDue(a, b Delivery) int { return cmp.Or(a.DueAt.Compare(b.DueAt), cmp.Compare(a.ID, b.ID)) }

// everywhere reads from the schedule and from what is settled; a delivery that is in both was settled.
func (s *mongoStore) everywhere(ctx context.Context, filter bson.M, how ...options.Lister[options.FindOptions]) ([]Delivery, error) {
	waiting, err := all[Delivery](ctx, s.schedule, filter, how...)
	if err != nil {
		return nil, err
	}
	found, err := all[Delivery](ctx, s.deliveries, filter, how...)
	if err != nil {
		return nil, err
	}
	settled := make(map[string]bool, len(found))
	for _, delivery := range found {
		settled[delivery.ID] = true
	}
	for _, delivery := range waiting {
		if !settled[delivery.ID] {
			found = append(found, delivery)
		}
	}
	return found, nil
}
