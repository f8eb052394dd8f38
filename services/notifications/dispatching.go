package notifications

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// laterTime is when something is tried again that failed on our own side, such as a database or a process that does not answer.
const laterTime = time.Minute

// deliver sends what was taken of a lane and keeps how each went.
func (d *Dispatcher) deliver(ctx context.Context, lane string, taken []Delivery) error {
	outgoing, err := d.withNotices(ctx, taken)
	if err != nil {
		return err
	}
	ctx, span := d.count.begin(ctx, d.channel.Name(), len(outgoing))
	defer span.End()
	may, results := d.sift(ctx, outgoing)
	if len(may) > 0 {
		results = append(results, d.channel.Deliver(ctx, lane, may)...)
	}
	of := make(map[string]Result, len(results))
	for _, result := range results {
		of[result.ID] = result
	}
	keeping, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
	defer cancel()
	var problems []error
	for _, one := range outgoing {
		result, ok := of[one.ID]
		if !ok { // the call ended before its turn
			result = Result{ID: one.ID, State: Waiting, Untried: true}
		}
		problems = append(problems, d.keep(keeping, one, result))
	}
	return errors.Join(problems...)
}

// withNotices looks up what deliveries are about.
func (d *Dispatcher) withNotices(ctx context.Context, taken []Delivery) ([]Outgoing, error) {
	outgoing := make([]Outgoing, len(taken))
	for i, delivery := range taken {
		outgoing[i].Delivery = delivery
		if delivery.NoticeKey == "" {
			continue
		}
		notice, err := d.store.Notice(ctx, delivery.NoticeKey)
		if err != nil {
			return nil, err
		}
		outgoing[i].Notice = notice
	}
	return outgoing, nil
}

// keep proves how a delivery went, and then takes it out of the schedule or makes it due again. When it is cut short in between, it goes
// again: the proof then tells both times.
func (d *Dispatcher) keep(ctx context.Context, one Outgoing, result Result) error {
	now := d.now.Now()
	result = backedOff(d.channel, one, result)
	if result.Untried {
		due := now.Add(result.Wait)
		d.Wake(due)
		return d.store.Untried(ctx, one.ID, due)
	}
	d.count.result(ctx, d.channel.Name(), result)
	if err := d.proof.result(ctx, now, one, result); err != nil {
		return fmt.Errorf("delivery %s went as %s: %w", one.ID, result.State, err)
	}
	if result.State == Waiting {
		due := now.Add(result.Wait)
		d.Wake(due)
		return d.store.Postpone(ctx, one.ID, due, result.Reply)
	}
	settlement := Settlement{State: result.State, Reply: result.Reply, MailID: result.MailID, At: now}
	if one.NoticeKey != "" {
		if result.State == Accepted && (one.Channel == ChannelMail || one.Channel == ChannelDigest) {
			if err := d.store.Noticed(ctx, one.NoticeKey, now); err != nil {
				return err
			}
		}
		for _, follower := range d.followers {
			if err := follower.Settled(ctx, one.Notice, one.settled(settlement)); err != nil {
				return fmt.Errorf("delivery %s went as %s: %w", one.ID, result.State, err)
			}
		}
	}
	return d.store.Settle(ctx, one.ID, settlement)
}

// backedOff says when a delivery that is to be tried again is, or that it was the last time.
func backedOff(channel Channel, one Outgoing, result Result) Result {
	if result.State != Waiting || result.Wait > 0 || result.Untried {
		return result
	}
	wait, again := channel.Backoff(one.Attempts)
	if !again {
		result.State = Dead
		return result
	}
	result.Wait = wait
	return result
}
