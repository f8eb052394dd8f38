package main

import (
	"context"
	"fmt"
	"time"

	"go.temporal.io/sdk/client"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/tlv"
	"traject.nl/workflows/golden"
	"traject.nl/workflows/terms"
	"traject.nl/workflows/tlv/tlvtest"
)

// happy is the script of which the golden history was recorded.
func happy() (golden.Script, error) {
	for _, script := range tlvtest.Procedure.Scripts {
		if script.Name == "happy" {
			return script, nil
		}
	}
	return golden.Script{}, fmt.Errorf("the TLV procedure has no script %q", "happy")
}

// process is S: Traject's own process in Traject's own worker, with services that only answer.
type process struct {
	*beside
	script golden.Script
	next   int
}

func (*process) name() string            { return "S" }
func (*process) size(cases int) int      { return cases }
func (p *process) engine() client.Client { return p.client }
func (p *process) open() course {
	p.next++
	return &scripted{process: p, id: fmt.Sprintf("ratio-%d", p.next)}
}

// scripted is one case of S.
type scripted struct {
	*process
	id string
}

func (s *scripted) workflowID() string               { return tlv.WorkflowID(s.id) }
func (*scripted) prepare(context.Context, int) error { return nil }

func (s *scripted) act(ctx context.Context, stage int) error {
	today := terms.DateOf(time.Now())
	from, until := actsOf(stage, len(s.script.Steps))
	for i := from; i < until; i++ {
		message := s.script.Steps[i](s.id, today)
		what, key := act.Act(message.ProtoReflect().Descriptor().Name()), fmt.Sprintf("step-%d", i+1)
		var err error
		if i == 0 {
			_, err = act.Start(ctx, s.client, tlv.Workflow, s.workflowID(), tlvtest.Procedure.Input(s.id), key, what, message)
		} else {
			_, err = act.Do(ctx, s.client, s.workflowID(), key, what, message)
		}
		if err != nil {
			return fmt.Errorf("%s, act %d: %w", s.id, i+1, err)
		}
	}
	return nil
}
