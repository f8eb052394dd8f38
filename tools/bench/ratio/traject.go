package main

import (
	"context"
	"fmt"

	"go.temporal.io/sdk/client"

	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/tlv"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/services/platform/identity"
	"traject.nl/tools/journey"
	"traject.nl/tools/machine"
	"traject.nl/tools/stack/signin"
)

// way in which people's acts reach Traject.
type way int

const (
	// direct is T: the acts go to the process by themselves.
	direct way = iota
	// public is P: the acts go through the API of the cases service, with tokens.
	public
	// whole is W: so too, with all that comes before: the dossier, the form, a paper, and the words of the experts.
	whole
)

// traject is T, P or W: the installation as it is, in which only the way of the acts differs.
type traject struct {
	how     way
	machine *machine.Machine
	client  client.Client
	outside *journey.Traject
	// actors by account.
	actors map[string]*caseworkv1.Actor
	// run keeps the cases of one bench from those of another.
	run  string
	next int
}

func newTraject(m *machine.Machine, engine client.Client, how way, run string) (*traject, error) {
	t := &traject{how: how, machine: m, client: engine, outside: m.Traject(), actors: map[string]*caseworkv1.Actor{}, run: run}
	parents, err := m.Keys("parents")
	if err != nil {
		return nil, err
	}
	for _, account := range signin.Accounts {
		as := party.Party("")
		switch {
		case account.Email != "":
			as = identity.ParentParty(parents, account.Email)
		case len(account.Parties) > 0:
			as = account.Parties[0]
		}
		t.actors[account.ID] = &caseworkv1.Actor{Party: string(as), Subject: account.Subject()}
	}
	return t, nil
}

func (t *traject) name() string          { return [...]string{"T", "P", "W"}[t.how] }
func (*traject) size(cases int) int      { return cases }
func (t *traject) engine() client.Client { return t.client }

func (t *traject) open() course {
	t.next++
	key := fmt.Sprintf("%s-%s-%d", t.run, t.name(), t.next)
	return &told{traject: t, story: journey.NewStory(t.outside, key, pupil(t.next)), texts: map[string]string{}}
}

// used is of all parts of the installation.
func (t *traject) used() (cpu, error) {
	var used cpu
	for part, into := range map[machine.Part]*cpu{
		machine.Temporal: {server: 1}, machine.Worker: {worker: 1}, machine.Store: {store: 1}, machine.Cases: {services: 1},
		machine.Documents: {services: 1}, machine.Registry: {services: 1}, machine.Notifications: {services: 1}, machine.Mail: {services: 1},
	} {
		now, err := t.machine.Usage(part)
		if err != nil {
			return cpu{}, err
		}
		used = used.plus(cpu{
			server: into.server * now.CPU, worker: into.worker * now.CPU, services: into.services * now.CPU, store: into.store * now.CPU,
		})
	}
	own, err := ownCPU()
	used.caller = own
	return used, err
}

// told is one case.
type told struct {
	*traject
	story *journey.Story
	// texts by who wrote them.
	texts map[string]string
}

func (c *told) workflowID() string { return tlv.WorkflowID(c.story.CaseID) }

func (c *told) prepare(ctx context.Context, stage int) error {
	if c.how == whole {
		return nil
	}
	return c.ready(ctx, stage)
}

// ready makes what the acts of a stage need.
func (c *told) ready(ctx context.Context, stage int) error {
	if stage == 0 {
		return c.story.Tell(ctx, journey.Draft)
	}
	for account, one := range words {
		id, err := c.outside.As(account).WriteFor(ctx, c.story.DossierID(), c.story.CaseID, c.story.Key+"-"+account, one.kind, one.text)
		if err != nil {
			return err
		}
		c.texts[account] = id
	}
	return nil
}

func (c *told) act(ctx context.Context, stage int) error {
	if c.how == whole {
		if err := c.ready(ctx, stage); err != nil {
			return err
		}
	}
	from, until := actsOf(stage, len(deeds))
	for i := from; i < until; i++ {
		if err := c.do(ctx, i); err != nil {
			return fmt.Errorf("%s, act %d: %w", c.story.Key, i+1, err)
		}
	}
	return nil
}

// do does one act, in the way of the contestant.
func (c *told) do(ctx context.Context, i int) error {
	one, key := deeds[i], fmt.Sprintf("%s-act-%d", c.story.Key, i+1)
	if c.how != direct {
		return c.ask(ctx, i, one, key)
	}
	acts, message := tlv.Client{Temporal: c.client}, one.message(c, c.actors[one.account])
	var err error
	if i == 0 {
		_, err = acts.Submit(ctx, c.story.CaseID, key, message.(*tlvv1.Submit))
	} else {
		_, err = acts.Do(ctx, c.story.CaseID, key, one.what, message)
	}
	return err
}

func (c *told) ask(ctx context.Context, i int, one deed, key string) error {
	who := c.outside.As(one.account)
	var err error
	if i == 0 {
		_, err = who.Submit(ctx, key, one.body(c))
	} else {
		_, err = who.Act(ctx, c.story.CaseID, key, one.path, one.body(c))
	}
	return err
}
