package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sync/errgroup"

	contract "traject.nl/proto/contract/tlv"
	"traject.nl/tools/bench/sleeping"
	"traject.nl/tools/figures"
	"traject.nl/tools/journey"
	"traject.nl/tools/machine"
)

// whole is what so many cases of the whole stack cost.
type whole struct {
	cases   int
	opening time.Duration
	// file is what the cases take in the file of the Temporal server, and store what they take in the store, all together (bytes).
	file, store int64
	// events and history (bytes) of one case, as the server counts them.
	events, history figures.Sample
	parts           map[machine.Part]partCost
	// page and list are how long the cases service takes for a case and for a list of cases, when all parts were started again (seconds).
	page, list figures.Sample
}

// partCost is what is seen of one part: its memory (bytes, without the program, which all parts share), and its start with all cases open.
type partCost struct {
	memories
	start time.Duration
}

// tellers is how many people hand in applications side by side.
const tellers = 4

// untilAsleep is the way of a case until it waits for its parents.
var untilAsleep = []journey.Step{journey.Draft, journey.HandIn, journey.Competent, journey.SotConfirmed, journey.Complete}

// hall is one size of the whole stack that is being measured.
type hall struct {
	plan
	whole
	// state is the folder of everything.
	state   string
	machine *machine.Machine
	people  *journey.Traject
	ids     []string
}

// stand measures one size of the whole stack.
func (p plan) stand(ctx context.Context, cases int) (found whole, err error) {
	folder, err := os.MkdirTemp(p.folder, "traject-growth-")
	if err != nil {
		return found, err
	}
	defer os.RemoveAll(folder)
	running, err := machine.Start(ctx, machine.Options{Folder: folder})
	if err != nil {
		return found, err
	}
	h := &hall{
		plan: p, state: running.State(), machine: running, people: running.Traject(), ids: make([]string, cases),
		whole: whole{cases: cases, parts: map[machine.Part]partCost{}},
	}
	err = errors.Join(h.fill(ctx), running.Stop())
	return h.whole, err
}

// fill the stack with cases, start every part again, and look before, between and after.
func (h *hall) fill(ctx context.Context) error {
	// One case first: what is made once is made then.
	if _, err := h.open(ctx, "first"); err != nil {
		return err
	}
	if err := h.look(ctx, func(m *memories) *int64 { return &m.empty }); err != nil {
		return err
	}
	file, store, err := h.bytes(ctx)
	if err != nil {
		return err
	}
	if err := h.openAll(ctx); err != nil {
		return err
	}
	if err := h.look(ctx, func(m *memories) *int64 { return &m.warm }); err != nil {
		return err
	}
	fileThen, storeThen, err := h.bytes(ctx)
	if err != nil {
		return err
	}
	h.file, h.store = fileThen-file, storeThen-store
	if err := h.histories(ctx); err != nil {
		return err
	}
	if err := h.again(ctx); err != nil {
		return err
	}
	if err := h.look(ctx, func(m *memories) *int64 { return &m.cold }); err != nil {
		return err
	}
	return h.read(ctx)
}

// open one case, and give its id.
func (h *hall) open(ctx context.Context, key string) (string, error) {
	story := journey.NewStory(h.people, "growth-"+key, journey.Pupil{FirstName: "Groei", LastName: "Nummer" + key, BirthDate: "2017-05-04", Group: "5"})
	err := story.Tell(ctx, untilAsleep...)
	return story.CaseID, err
}

func (h *hall) openAll(ctx context.Context) error {
	fmt.Fprintf(h.progress, "%d cases of the whole stack: handing them in…\n", h.cases)
	began := time.Now()
	group, all := errgroup.WithContext(ctx)
	group.SetLimit(tellers)
	for i := range h.ids {
		group.Go(func() (err error) {
			h.ids[i], err = h.open(all, fmt.Sprint(i))
			return err
		})
	}
	err := group.Wait()
	h.opening = time.Since(began)
	fmt.Fprintf(h.progress, "%d cases of the whole stack: open after %s\n", h.cases, h.opening.Round(time.Second))
	return err
}

// look at the memory of every part, when all have been left alone for a while.
func (h *hall) look(ctx context.Context, into func(*memories) *int64) error {
	if err := sleeping.Wait(ctx, h.settle); err != nil {
		return err
	}
	for _, part := range machine.Parts {
		used, err := h.machine.Usage(part)
		if err != nil {
			return err
		}
		cost := h.parts[part]
		*into(&cost.memories) = used.Own
		h.parts[part] = cost
	}
	return nil
}

// bytes in use in the file of Temporal, and in those of the store.
func (h *hall) bytes(ctx context.Context) (file, store int64, err error) {
	if file, err = sleeping.FileBytes(ctx, sleeping.DatabaseFile(h.state)); err != nil {
		return 0, 0, err
	}
	databases, err := filepath.Glob(filepath.Join(h.state, "store", "*.sqlite"))
	if err != nil || len(databases) == 0 {
		return 0, 0, errors.Join(err, fmt.Errorf("%s has no store", h.state))
	}
	for _, one := range databases {
		size, err := sleeping.FileBytes(ctx, one)
		if err != nil {
			return 0, 0, err
		}
		store += size
	}
	return file, store, nil
}

// some of the cases, spread over all of them.
func (h *hall) some() (ids []string) {
	for i := 0; i < len(h.ids); i += max(len(h.ids)/asked, 1) {
		ids = append(ids, h.ids[i])
	}
	return ids
}

func (h *hall) histories(ctx context.Context) error {
	engine, err := h.machine.TemporalClient(ctx)
	if err != nil {
		return err
	}
	defer engine.Close()
	for _, id := range h.some() {
		described, err := engine.DescribeWorkflowExecution(ctx, contract.WorkflowID(id), "")
		if err != nil {
			return err
		}
		about := described.GetWorkflowExecutionInfo()
		h.events = append(h.events, float64(about.GetHistoryLength()))
		h.history = append(h.history, float64(about.GetHistorySizeBytes()))
	}
	return nil
}

// again starts every part again, one after the other, as after a loss of power.
func (h *hall) again(ctx context.Context) error {
	for _, part := range machine.Parts {
		if err := h.machine.Kill(part); err != nil {
			return err
		}
		began := time.Now()
		if err := h.machine.Launch(ctx, part); err != nil {
			return err
		}
		cost := h.parts[part]
		cost.start = time.Since(began)
		h.parts[part] = cost
	}
	return nil
}

// read some cases and the first page of the list, as the office does.
func (h *hall) read(ctx context.Context) error {
	office := h.people.As("kantoor")
	for _, id := range h.some() {
		began := time.Now()
		if _, err := office.Case(ctx, id); err != nil {
			return err
		}
		h.page = append(h.page, time.Since(began).Seconds())
		began = time.Now()
		if err := office.Get(ctx, h.people.Cases+"/v1/cases", nil); err != nil {
			return err
		}
		h.list = append(h.list, time.Since(began).Seconds())
	}
	return nil
}
