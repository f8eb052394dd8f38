package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"time"

	"traject.nl/services/platform/edge/edgetest"
	"traject.nl/tools/journey"
)

// plan is what is asked for.
type plan struct {
	seed     uint64
	requests int
	// only what is at paths with this part; empty for all.
	only string
	// small leaves out most of what comes before the requests.
	small bool
}

// runner sends requests and keeps count.
type runner struct {
	*world
	*maker
	plan       plan
	operations []*Operation
	ready      map[string][]ready
	tally      tally
	progress   io.Writer
}

// ready is an act that somebody was told can be done now.
type ready struct{ account, caseID string }

// newStories is after how many requests another case is told: those of before get further, and end.
const newStories = 1500

// run sends all requests, one after the other: only so it is known what changed what.
func run(ctx context.Context, w *world, p plan, progress io.Writer) (*tally, error) {
	r := &runner{world: w, plan: p, ready: map[string][]ready{}, progress: progress, tally: newTally(), maker: &maker{
		Rand: rand.New(rand.NewPCG(p.seed, 7)), pool: newPool(), today: time.Now().UTC(),
	}}
	for _, service := range w.services() {
		found, err := read(ctx, service[0], service[1])
		if err != nil {
			return nil, err
		}
		r.operations = append(r.operations, found...)
	}
	if p.small {
		w.ways = w.ways[2:4]
	}
	if err := w.tell(ctx); err != nil {
		return nil, fmt.Errorf("the cases that the requests are about: %w", err)
	}
	r.lookRound(ctx)
	var turn []*Operation
	for i := range p.requests {
		if i%newStories == newStories-1 {
			if err := w.tell(ctx); err != nil && !isRefused(err) {
				return nil, fmt.Errorf("a new case after %d requests: %w", i, err)
			} else if err != nil {
				fmt.Fprintf(progress, "after %d requests the next case goes less far: %v\n", i, err)
			}
			r.lookRound(ctx)
		}
		if len(turn) == 0 {
			turn = r.shuffled()
		}
		if err := r.one(ctx, turn[0]); err != nil {
			return &r.tally, err
		}
		turn = turn[1:]
	}
	return &r.tally, nil
}

// isRefused says that an act of a story was refused. The requests may be why: who looks after the experts can make them other experts.
func isRefused(err error) bool {
	var problem *journey.Problem
	return errors.As(err, &problem) && problem.Status < http.StatusInternalServerError
}

// shuffled are all operations that are wanted, in some order: each gets its turn.
func (r *runner) shuffled() (turn []*Operation) {
	for _, operation := range r.operations {
		if strings.Contains(operation.path, r.plan.only) {
			turn = append(turn, operation)
		}
	}
	r.Shuffle(len(turn), func(i, j int) { turn[i], turn[j] = turn[j], turn[i] })
	return turn
}

// lookRound lets everybody look at what there is, so that the pool knows it.
func (r *runner) lookRound(ctx context.Context) {
	who := r.accounts
	if r.plan.small {
		who = []string{"kantoor", "ib-regenboog", "ouder"}
	}
	for _, account := range who {
		for _, operation := range r.operations {
			if operation.method == "get" && !strings.Contains(operation.path, "{") {
				r.look(ctx, operation, account)
			}
		}
	}
	for _, operation := range r.operations {
		for _, account := range who {
			if operation.method == "get" && strings.Count(operation.path, "{") == 1 && !operation.open() {
				r.look(ctx, operation, account)
			}
		}
	}
}

// look asks as the document has it, and only for what it tells. What is wrong with the answer is found later, when its turn comes.
func (r *runner) look(ctx context.Context, o *Operation, account string) {
	asked := r.wellFormed(o, account)
	token, err := r.Token(ctx, account)
	if err != nil {
		return
	}
	if a, err := asked.send(ctx, token); err == nil && !edgetest.Refused(a.status) {
		r.learn(asked, a)
	}
}

// one request to an operation, with what follows from it.
func (r *runner) one(ctx context.Context, o *Operation) error {
	asked := r.wellFormed(o, one(r.maker, r.accounts))
	r.direct(asked)
	for r.chance(65) {
		how := one(r.maker, spoilers)
		if how.do(r.maker, asked) {
			asked.spoiled = how.name
			break
		}
	}
	before := r.version(ctx, asked)
	a, err := r.ask(ctx, asked)
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		r.tally.count(asked, nil, []string{"no answer: " + strings.ReplaceAll(err.Error(), asked.url(), "…")})
		return nil
	}
	faults := judge(asked, a)
	switch {
	case edgetest.Refused(a.status):
		if changed := r.changed(ctx, asked, before); changed != "" {
			faults = append(faults, changed)
		}
	case asked.header.Get("Idempotency-Key") != "" && !a.stream:
		faults = append(faults, r.again(ctx, asked, a)...)
	}
	if !edgetest.Refused(a.status) {
		r.learn(asked, a)
	}
	r.tally.count(asked, a, faults)
	if len(faults) > 0 {
		fmt.Fprintf(r.progress, "%s\n  %s\n  %d %.600s\n", strings.Join(faults, "; "), asked.shown(), a.status, a.body)
	}
	return nil
}

func (r *runner) ask(ctx context.Context, asked *request) (*answer, error) {
	token := ""
	if asked.account != "" {
		var err error
		if token, err = r.Token(ctx, asked.account); err != nil {
			return nil, err
		}
	}
	return asked.send(ctx, token)
}

// direct sends an act, most times, where somebody was told that it can be done.
func (r *runner) direct(asked *request) {
	can := r.ready[asked.operation.path]
	if len(can) == 0 || !r.chance(70) {
		return
	}
	now := one(r.maker, can)
	asked.account, asked.path["caseId"] = now.account, now.caseID
}

// again sends the same once more: it must be answered alike, and not be done twice.
func (r *runner) again(ctx context.Context, asked *request, first *answer) []string {
	second, err := r.ask(ctx, asked)
	switch {
	case err != nil:
		return []string{"no answer to the same again: " + err.Error()}
	case second.status != first.status && second.status != http.StatusNotFound && second.status != http.StatusTooManyRequests:
		return []string{fmt.Sprintf("the same again is answered %d instead of %d", second.status, first.status)}
	case second.status == first.status && strings.HasPrefix(asked.operation.path, "/v1/cases") && !bytes.Equal(first.body, second.body):
		return []string{"the same again is answered otherwise"}
	}
	return nil
}

// learn what an answer tells.
func (r *runner) learn(asked *request, a *answer) {
	r.pool.keep("If-Match", a.header.Get("ETag"))
	var value any
	if a.stream || json.Unmarshal(a.body, &value) != nil {
		return
	}
	r.pool.harvest(about(asked.operation.path), value)
	if asked.operation.path != "/v1/cases/{caseId}" {
		return
	}
	var now journey.Case
	if json.Unmarshal(a.body, &now) != nil {
		return
	}
	for _, open := range now.Acts {
		path, act := "/v1/cases/{caseId}/"+open.Path[strings.LastIndexByte(open.Path, '/')+1:], ready{asked.account, now.ID}
		if known := r.ready[path]; !slices.Contains(known, act) {
			r.ready[path] = append(known[max(0, len(known)-widest):], act)
		}
	}
}

// version of the case that a request would change, as the office sees it; 0 when it is about none.
func (r *runner) version(ctx context.Context, asked *request) int64 {
	if !asked.operation.changes() || asked.operation.service != "cases" || asked.path["caseId"] == "" {
		return 0
	}
	now, err := r.As("kantoor").Case(ctx, asked.path["caseId"])
	if err != nil {
		return 0
	}
	return now.Version
}

// changed says what a refused request did to the case after all: lines of the party that asked. Lines of others come by themselves.
func (r *runner) changed(ctx context.Context, asked *request, before int64) string {
	if before == 0 || asked.account == "" {
		return ""
	}
	now, err := r.As("kantoor").Case(ctx, asked.path["caseId"])
	if err != nil || now.Version == before {
		return ""
	}
	own := roles(asked.account)
	for _, line := range now.Timeline {
		if line.Version > before && slices.Contains(own, line.By) {
			return "was refused and is in the timeline as " + line.Kind
		}
	}
	return ""
}
