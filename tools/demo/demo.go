// Package demo adds cases in every phase to a running Traject, through its public API.
package demo

import (
	"context"
	"fmt"
	"io"

	"traject.nl/tools/journey"
)

// Play tells every scene and says which case it became. Played twice, it adds nothing.
func Play(ctx context.Context, traject *journey.Traject, portal string, out io.Writer) error {
	for _, scene := range scenes {
		story := journey.NewStory(traject, scene.key, scene.pupil)
		if err := story.Tell(ctx, scene.steps...); err != nil {
			return err
		}
		if scene.phase == "" {
			fmt.Fprintf(out, "  %-22s %s\n", "concept", story.CaseID)
			continue
		}
		if err := say(ctx, traject, portal, story.CaseID, "", out); err != nil {
			return err
		}
		if err := object(ctx, scene, story, portal, out); err != nil {
			return err
		}
	}
	return nil
}

// object tells the objection to the decision of a scene, when there is one.
func object(ctx context.Context, scene scene, story *journey.Story, portal string, out io.Writer) error {
	if scene.stages == nil {
		return nil
	}
	objection := story.Objection(scene.key + "-bezwaar")
	if err := objection.Tell(ctx, scene.stages...); err != nil {
		return err
	}
	return say(ctx, story.Traject, portal, objection.CaseID, "bezwaar: ", out)
}

// say prints where a case stands and where it can be seen.
func say(ctx context.Context, traject *journey.Traject, portal, caseID, before string, out io.Writer) error {
	now, err := traject.As("kantoor").Case(ctx, caseID)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "  %-22s %s/zaken/%s\n", before+now.Phase, portal, caseID)
	return nil
}
