package notifications

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"
)

// laterTime is when something is tried again that failed on our own side, such as a database or a process that does not answer.
const laterTime = time.Minute

// keepTime is how long it may take to keep how a call went, also when the service stops: what is not kept goes again.
const keepTime = 30 * time.Second

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
	keeping, cancel := context.WithTimeout(context.WithoutCancel(ctx), keepTime)
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
		return d.store.Untried(ctx, one.Delivery, due)
	}
	d.count.result(ctx, d.channel.Name(), result)
	if result.State == Waiting {
		due := now.Add(result.Wait)
		d.Wake(due)
		return errors.Join(d.proof.result(ctx, now, one, result), d.store.Postpone(ctx, one.Delivery, due, result.Reply))
	}
	err := d.end(ctx, now, one, result)
	if err != nil {
		// That cannot be kept is no reason to mail somebody every minute.
		wait, _ := d.channel.Backoff(one.Attempts)
		err = errors.Join(fmt.Errorf("delivery %s went as %s: %w", one.ID, result.State, err), d.store.Postpone(ctx, one.Delivery, now.Add(wait), one.Reply))
	}
	return err
}

// end keeps how a delivery ended. What was accepted is out of the schedule before others are told, so that their fault sends nothing twice;
// what was not sent stays until they know, because somebody may have to act.
func (d *Dispatcher) end(ctx context.Context, now time.Time, one Outgoing, result Result) error {
	if err := d.proof.result(ctx, now, one, result); err != nil {
		return err
	}
	settlement := Settlement{State: result.State, Reply: result.Reply, MailID: result.MailID, At: now}
	if result.State != Accepted {
		if err := d.tell(ctx, one, settlement); err != nil {
			return err
		}
		return d.store.Settle(ctx, one.ID, settlement)
	}
	if one.NoticeKey != "" && one.Channel != ChannelWebhook {
		if err := d.store.Noticed(ctx, one.NoticeKey, now); err != nil {
			return err
		}
	}
	if one.reminds() {
		if err := d.store.Reminded(ctx, one.remindsOf(), one.ID); err != nil {
			return err
		}
	}
	if err := d.store.Settle(ctx, one.ID, settlement); err != nil {
		return err
	}
	if err := d.tell(ctx, one, settlement); err != nil {
		slog.ErrorContext(ctx, "an accepted delivery was not told on", "delivery", one.ID, "error", err)
	}
	return nil
}

// tell the followers how a delivery of a notice ended.
func (d *Dispatcher) tell(ctx context.Context, one Outgoing, how Settlement) error {
	if one.NoticeKey == "" {
		return nil
	}
	for _, follower := range d.followers {
		if err := follower.Settled(ctx, one.Notice, one.settled(how)); err != nil {
			return err
		}
	}
	return nil
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
