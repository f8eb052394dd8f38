// Package demo adds cases in every phase to a running Traject, through its public API.
package demo

import (
	"context"
	"fmt"
	"io"

	"traject.nl/tools/journey"
)

// atOnce is how many scenes are told at the same time: most of an act is waiting for an answer.
const atOnce = 4

// played is what there is to say of a scene that was told.
type played struct {
	lines string
	err   error
}

// Play tells every scene and says which cases it became, in the order of the scenes. Played twice, it adds nothing.
func Play(ctx context.Context, traject *journey.Traject, portal string, out io.Writer) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	all := tellers()
	answers := make([]chan played, len(all))
	for i := range all {
		answers[i] = make(chan played, 1)
	}
	go func() {
		turns := make(chan struct{}, atOnce)
		for i, tell := range all {
			turns <- struct{}{}
			go func() {
				answers[i] <- tell(ctx, traject, portal)
				<-turns
			}()
		}
	}()
	for _, answer := range answers {
		one := <-answer
		if one.err != nil {
			return one.err
		}
		if _, err := io.WriteString(out, one.lines); err != nil {
			return err
		}
	}
	return nil
}

// teller tells one scene, or several that must be told one after the other.
type teller func(ctx context.Context, traject *journey.Traject, portal string) played

// tellers of all scenes, in the order in which they are shown.
func tellers() []teller {
	var all []teller
	for _, one := range scenes {
		all = append(all, one.play)
	}
	for _, row := range stays {
		all = append(all, inTurn(row))
	}
	for _, one := range placements {
		all = append(all, one.play)
	}
	return all
}

func inTurn(row []stay) teller {
	return func(ctx context.Context, traject *journey.Traject, portal string) (told played) {
		for _, one := range row {
			next := one.play(ctx, traject, portal)
			told.lines, told.err = told.lines+next.lines, next.err
			if told.err != nil {
				break
			}
		}
		return told
	}
}

// play tells the scene, and the objection to its decision when there is one.
func (s scene) play(ctx context.Context, traject *journey.Traject, portal string) (told played) {
	story := journey.NewStory(traject, s.key, s.pupil)
	if told.err = story.Tell(ctx, s.steps...); told.err != nil {
		return told
	}
	if s.phase == "" {
		told.lines = line("concept", story.CaseID)
		return told
	}
	told.say(ctx, traject, portal, story.CaseID)
	if s.stages == nil || told.err != nil {
		return told
	}
	objection := story.Objection(s.key + "-bezwaar")
	if told.err = objection.Tell(ctx, s.stages...); told.err == nil {
		told.say(ctx, traject, portal, objection.CaseID)
	}
	return told
}

// say adds where a case stands and where it can be seen.
func (p *played) say(ctx context.Context, traject *journey.Traject, portal, caseID string) {
	now, err := traject.As("kantoor").Case(ctx, caseID)
	stands := now.Phase
	if now.Procedure != "tlv" {
		stands = now.Procedure + ": " + stands
	}
	p.lines, p.err = p.lines+line(stands, portal+"/zaken/"+caseID), err
}

func line(stands, where string) string { return fmt.Sprintf("  %-24s %s\n", stands, where) }
