package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"traject.nl/proto/contract/party"
	"traject.nl/tools/journey"
	"traject.nl/tools/stack"
	"traject.nl/tools/stack/signin"
)

// world is a running Traject with people and cases in it.
type world struct {
	*journey.Traject
	accounts []string
	portal   string
	stop     func() error
	// told counts the stories, so that each has a key of its own.
	told int
	name string
	// ways are how far the cases are brought that the requests are about.
	ways [][]journey.Step
}

// found is a Traject that runs already, as `traject run` started it: who signs in there may be anybody.
func found(addresses stack.Addresses) *world {
	token := journey.DevTokens(addresses.SignIn)
	return &world{
		Traject: &journey.Traject{
			Cases: addresses.Cases, Documents: addresses.Documents, Registry: addresses.Registry, Notifications: addresses.Notifications, Token: remembered(token),
		},
		accounts: accounts(), portal: addresses.Portal, stop: func() error { return nil }, name: "fuzz-" + strconv.FormatInt(time.Now().UnixMilli(), 36), ways: ways,
	}
}

// started is a Traject of its own, in a folder that is removed in the end.
func started(ctx context.Context) (*world, error) {
	folder, err := os.MkdirTemp("", "traject-fuzz-")
	if err != nil {
		return nil, err
	}
	running, err := stack.Start(ctx, stack.Options{State: folder, RandomPorts: true})
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(folder))
	}
	w := found(running.Addresses)
	w.Token = remembered(func(_ context.Context, account string) (string, error) { return running.Token(account) })
	w.stop = func() error { return errors.Join(running.Stop(), os.RemoveAll(folder)) }
	return w, nil
}

// tokenTime is how long a token is used before a new one is asked: shorter than it is good.
const tokenTime = time.Minute

// remembered asks for the token of an account once in a while.
func remembered(ask func(context.Context, string) (string, error)) func(context.Context, string) (string, error) {
	type kept struct {
		token string
		until time.Time
	}
	var mu sync.Mutex
	known := map[string]kept{}
	return func(ctx context.Context, account string) (string, error) {
		mu.Lock()
		defer mu.Unlock()
		if one := known[account]; time.Now().Before(one.until) {
			return one.token, nil
		}
		token, err := ask(ctx, account)
		known[account] = kept{token, time.Now().Add(tokenTime)}
		return token, err
	}
}

func accounts() (all []string) {
	for _, account := range signin.Accounts {
		all = append(all, account.ID)
	}
	return all
}

// roles in which an account acts.
func roles(account string) (all []string) {
	for _, one := range signin.Accounts {
		if one.ID != account {
			continue
		}
		for _, own := range one.Parties {
			all = append(all, string(own.Role()))
		}
		if one.Email != "" {
			all = append(all, string(party.Parent))
		}
	}
	return all
}

var advising = []journey.Step{
	journey.Draft, journey.HandIn, journey.Competent, journey.SotConfirmed, journey.Complete, journey.ParentsAgree, journey.Experts, journey.FirstAdvice,
}

var announced = slices.Concat(advising, []journey.Step{journey.SecondAdvice, journey.GrantedFor(0, 0), journey.Announced})

// ways of a whole run.
var ways = [][]journey.Step{announced, advising, advising[:3], advising[:1], advising[:5]}

// tell makes the cases: one of every procedure, or only the next application when it is not the first time.
func (w *world) tell(ctx context.Context) error {
	first := w.told == 0
	for _, steps := range w.ways {
		if err := w.application(ctx, steps); err != nil {
			return err
		}
		if !first {
			return nil
		}
	}
	stay := w.Buitenkans(w.key("verblijf"), w.pupil())
	if err := stay.Tell(ctx, journey.Requested); err != nil {
		return err
	}
	return w.Institution(w.key("instelling"), w.pupil()).Tell(ctx, journey.Followed)
}

// application tells one of them. A decision has an objection and a placement.
func (w *world) application(ctx context.Context, steps []journey.Step) error {
	story := journey.NewStory(w.Traject, w.key("aanvraag"), w.pupil())
	if err := story.Tell(ctx, steps...); err != nil || len(steps) < len(announced) {
		return err
	}
	if err := story.Objection(story.Key+"-b").Tell(ctx, journey.Lodged); err != nil {
		return err
	}
	return story.Placement(story.Key+"-p").Tell(ctx, journey.Awaited, journey.Confirmed)
}

func (w *world) key(what string) string { return fmt.Sprintf("%s-%s-%d", w.name, what, w.told) }

// pupil is a child whom no other story is about.
func (w *world) pupil() journey.Pupil {
	w.told++
	letters := strings.Map(func(r rune) rune { return 'a' + r%26 }, fmt.Sprintf("%s%d", w.name, w.told))
	return journey.Pupil{FirstName: "Noor", LastName: "Testleerling" + letters, BirthDate: "2018-03-14", Group: "4"}
}

// services by name, with their addresses.
func (w *world) services() [][2]string {
	return [][2]string{{"cases", w.Cases}, {"documents", w.Documents}, {"notifications", w.Notifications}, {"registry", w.Registry}}
}
