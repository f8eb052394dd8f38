package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"go.temporal.io/sdk/client"

	contract "traject.nl/proto/contract/tlv"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/proto/keyring"
	"traject.nl/services/platform/temporal"
	"traject.nl/tools/bench/sleeping"
	"traject.nl/tools/figures"
	"traject.nl/tools/stack"
)

// asleep is what so many sleeping cases cost.
type asleep struct {
	cases, due int
	opening    time.Duration
	// file is what the cases take in the file of the Temporal server, all together (bytes).
	file int64
	// events and history (bytes) of one case, as the server counts them.
	events, history figures.Sample
	// The memory of the worker and of the server (bytes) before there was a case, with all of them, and after both were started again.
	worker, server memories
	// How long it takes from the start until the server answers, and until a case does.
	serverStart, workerStart time.Duration
	// answer is how long it takes until a case answers that the worker does not have in memory.
	answer figures.Sample
	// early says that the moment came before everything had started again: nothing is lost then, and the times say nothing.
	early bool
	// woken are those that had something to do at the same moment, none of them in the memory of the worker.
	woken sleeping.Times
}

// memories in bytes.
type memories struct{ empty, warm, cold int64 }

// night is one size that is being measured.
type night struct {
	plan
	asleep
	folder string
	keys   *keyring.Ring

	server, worker *sleeping.Process
	engine         client.Client
	services       *sleeping.Services
	serving        func()
}

// sleep measures one size.
func (p plan) sleep(ctx context.Context, cases int) (found asleep, err error) {
	folder, err := os.MkdirTemp(p.folder, "traject-growth-")
	if err != nil {
		return found, err
	}
	defer os.RemoveAll(folder)
	n := &night{
		plan: p, folder: folder, keys: keyring.Generate("bench"), services: sleeping.NewServices(),
		asleep: asleep{cases: cases, due: min(p.most, cases/2)},
	}
	if _, err := n.start(ctx); err != nil {
		return found, errors.Join(err, n.end())
	}
	err = errors.Join(n.pass(ctx), n.end())
	return n.asleep, err
}

// start everything; it says how long it took until the server answered.
func (n *night) start(ctx context.Context) (took time.Duration, err error) {
	began := time.Now()
	if n.server, err = sleeping.StartServer(n.folder); err != nil {
		return 0, err
	}
	took = time.Since(began)
	n.engine, err = temporal.Dial(ctx, temporal.Config{Address: n.server.Address, Namespace: stack.Namespace, Keys: n.keys, Identity: "bench"})
	if err != nil {
		return took, err
	}
	if n.serving, err = n.services.Serve(n.engine); err != nil {
		return took, err
	}
	n.worker, err = sleeping.StartWorker(n.server.Address, n.keys)
	return took, err
}

// end everything that was started.
func (n *night) end() (err error) {
	if n.worker != nil {
		err = n.worker.End()
	}
	if n.serving != nil {
		n.serving()
	}
	if n.engine != nil {
		n.engine.Close()
	}
	if n.server != nil {
		err = errors.Join(err, n.server.End())
	}
	n.worker, n.serving, n.engine, n.server = nil, nil, nil, nil
	return err
}

// pass the night: everybody falls asleep, everything is started again, and some are woken.
func (n *night) pass(ctx context.Context) error {
	template, err := sleeping.Played(ctx, n.engine)
	if err != nil {
		return err
	}
	if err := n.look(ctx, &n.asleep.worker.empty, &n.asleep.server.empty); err != nil {
		return err
	}
	before, err := sleeping.FileBytes(ctx, sleeping.DatabaseFile(n.folder))
	if err != nil {
		return err
	}
	moment, err := n.open(ctx, template)
	if err != nil {
		return err
	}
	if err := n.look(ctx, &n.asleep.worker.warm, &n.asleep.server.warm); err != nil {
		return err
	}
	after, err := sleeping.FileBytes(ctx, sleeping.DatabaseFile(n.folder))
	if err != nil {
		return err
	}
	n.file = after - before
	if err := n.histories(ctx); err != nil {
		return err
	}
	if err := n.again(ctx); err != nil {
		return err
	}
	if n.early = !time.Now().Before(moment) || n.services.ToldOf() > 0; n.early {
		fmt.Fprintf(n.progress, "%d cases: the moment came before everything had started again; give a larger -margin\n", n.cases)
	}
	return n.wake(ctx, moment)
}

// open all cases: those that have nothing to do first, so that their pace says when the others can have.
func (n *night) open(ctx context.Context, template *tlvv1.State) (moment time.Time, err error) {
	resting := n.cases - n.due
	fmt.Fprintf(n.progress, "%d cases: opening them…\n", n.cases)
	took, err := sleeping.Open(ctx, n.engine, 0, resting, func(id string) *tlvv1.State { return sleeping.Copied(template, id) })
	if err != nil {
		return moment, err
	}
	each := max(took/time.Duration(resting), time.Millisecond)
	moment = time.Now().Add(2*time.Duration(n.due)*each + 2*n.settle + n.margin).Truncate(time.Second)
	more, err := sleeping.Open(ctx, n.engine, resting, n.cases, func(id string) *tlvv1.State { return sleeping.FallingDue(template, id, moment) })
	n.opening = took + more
	fmt.Fprintf(n.progress, "%d cases: open after %s\n", n.cases, n.opening.Round(time.Second))
	return moment, err
}

// look at the memory of both, when they have been left alone for a while.
func (n *night) look(ctx context.Context, worker, server *int64) error {
	if err := sleeping.Wait(ctx, n.settle); err != nil {
		return err
	}
	used, errWorker := n.worker.Usage()
	*worker = used.Memory
	used, errServer := n.server.Usage()
	*server = used.Memory
	return errors.Join(errWorker, errServer)
}

// asked is of how many cases the history is looked up, or an answer is asked, spread over all of them.
const asked = 50

// each does something with some of the cases.
func (n *night) each(do func(id string) error) error {
	every := max(n.cases/asked, 1)
	for i := 0; i < n.cases; i += every {
		if err := do(sleeping.CaseID(i)); err != nil {
			return err
		}
	}
	return nil
}

// histories are looked up at the server.
func (n *night) histories(ctx context.Context) error {
	return n.each(func(id string) error {
		described, err := n.engine.DescribeWorkflowExecution(ctx, contract.WorkflowID(id), "")
		if err != nil {
			return err
		}
		about := described.GetWorkflowExecutionInfo()
		n.events = append(n.events, float64(about.GetHistoryLength()))
		n.history = append(n.history, float64(about.GetHistorySizeBytes()))
		return nil
	})
}

// again: everything ends and starts, with all cases open, and the worker has none of them in memory.
func (n *night) again(ctx context.Context) (err error) {
	if err := n.end(); err != nil {
		return err
	}
	if n.serverStart, err = n.start(ctx); err != nil {
		return err
	}
	began := time.Now()
	acts := contract.Client{Temporal: n.engine}
	if err := sleeping.UntilOpen(ctx, acts, sleeping.CaseID(0)); err != nil {
		return err
	}
	n.workerStart = time.Since(began)
	if err := n.look(ctx, &n.asleep.worker.cold, &n.asleep.server.cold); err != nil {
		return err
	}
	return n.each(func(id string) error {
		began := time.Now()
		_, err := acts.State(ctx, id)
		n.answer = append(n.answer, time.Since(began).Seconds())
		return err
	})
}

// longestBurst is how long all that have something to do at the same moment may take.
const longestBurst = 15 * time.Minute

// wake waits for the moment, until everybody is told, and then a little, for what would be told twice.
func (n *night) wake(ctx context.Context, moment time.Time) (err error) {
	fmt.Fprintf(n.progress, "%d cases: %d of them wake up at %s\n", n.cases, n.due, moment.Format(time.TimeOnly))
	bounded, cancel := context.WithDeadline(ctx, moment.Add(longestBurst))
	defer cancel()
	for n.services.ToldOf() < n.due {
		if err := sleeping.Wait(bounded, 100*time.Millisecond); err != nil {
			return fmt.Errorf("%d of %d were told within %s: %w", n.services.ToldOf(), n.due, longestBurst, err)
		}
	}
	if err := sleeping.Wait(ctx, n.settle); err != nil {
		return err
	}
	n.woken, err = n.services.After(moment, n.due)
	return err
}
