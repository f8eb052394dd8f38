package main

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"traject.nl/tools/journey"
)

// written is how many cases are brought in at the same time: most of an act is waiting.
const written = 8

// school of the registry, as far as an application needs it.
type school struct {
	ID        string `json:"id"`
	Type      string `json:"type"`
	Subregion string `json:"subregion"`
}

// region is where cases come from and go to: schools of every municipality, in an order in which neighbours are of different ones.
type region struct{ applying, sbo []school }

// region reads the schools of the registry.
func (c *crowd) region(ctx context.Context) (region, error) {
	var list struct {
		Items []school `json:"items"`
	}
	if err := c.As("kantoor").Get(ctx, c.Registry+"/v1/schools?limit=500", &list); err != nil {
		return region{}, err
	}
	bySubregion := map[string][]school{}
	var order []string
	var found region
	for _, one := range list.Items {
		switch one.Type {
		case "bao":
			if bySubregion[one.Subregion] == nil {
				order = append(order, one.Subregion)
			}
			bySubregion[one.Subregion] = append(bySubregion[one.Subregion], one)
		case "sbo":
			found.sbo = append(found.sbo, one)
		}
	}
	for more := true; more; {
		more = false
		for _, subregion := range order {
			if rest := bySubregion[subregion]; len(rest) > 0 {
				found.applying, bySubregion[subregion], more = append(found.applying, rest[0]), rest[1:], true
			}
		}
	}
	if len(found.applying) == 0 || len(found.sbo) == 0 {
		return found, fmt.Errorf("the registry has %d primary and %d special schools: want some of both", len(found.applying), len(found.sbo))
	}
	return found, nil
}

// application number i: a pupil and a parent of their own, and the next school in the row.
type application struct {
	*journey.Story
	// Parent and SOT are the accounts of the parent and of the SOT of the school.
	Parent, SOT string
}

func (c *crowd) application(in region, i int) application {
	from, to := in.applying[i%len(in.applying)], in.sbo[i%len(in.sbo)]
	pupil := journey.Pupil{FirstName: "Noor", LastName: "Testleerling " + letters(i), BirthDate: "2018-03-14", Group: "4"}
	story := journey.NewStory(c.Traject, fmt.Sprintf("users-%d", i), pupil)
	story.School, story.SchoolID, story.Form.ReceivingSchoolID = "school:"+from.ID, from.ID, to.ID
	story.Form.Parents[0].Email = fmt.Sprintf("ouder-%d@example.test", i+1)
	return application{Story: story, Parent: fmt.Sprintf("ouder~%d", i+1), SOT: "sot:" + from.Subregion}
}

// letters spell a number, since no name has digits.
func letters(i int) string {
	return strings.Map(func(r rune) rune { return r - '0' + 'a' }, fmt.Sprint(i))
}

// act by an account that is not the one of the usual stories.
func act(account func(application) string, path string, body map[string]any) func(context.Context, application) error {
	return func(ctx context.Context, a application) error {
		_, err := a.As(account(a)).Act(ctx, a.CaseID, a.Key+"-"+path, path, body)
		return err
	}
}

func tell(step journey.Step) func(context.Context, application) error {
	return func(ctx context.Context, a application) error { return a.Tell(ctx, step) }
}

func theSOT(a application) string    { return a.SOT }
func theParent(a application) string { return a.Parent }

// way of an application, until the director can decide.
var way = []func(context.Context, application) error{
	tell(journey.Draft),
	tell(journey.HandIn),
	tell(journey.Competent),
	act(theSOT, "sot-confirmation", map[string]any{"involved": true}),
	tell(journey.Complete),
	act(theParent, "parents-answer", map[string]any{"answer": "agree"}),
	tell(journey.Experts),
	tell(journey.FirstAdvice),
	tell(journey.SecondAdvice),
}

// How far on that way a case is brought.
const (
	drafted   = 1
	handedIn  = 2
	atParents = 5
	decidable = 9
)

// brought brings applications so far, several at a time, and tells after each.
func brought(ctx context.Context, all []application, far func(i int) int, made func()) error {
	var one sync.Mutex
	return atOnce(ctx, written, len(all), func(ctx context.Context, i int) error {
		for _, step := range way[:far(i)] {
			if err := step(ctx, all[i]); err != nil {
				return err
			}
		}
		one.Lock()
		defer one.Unlock()
		made()
		return nil
	})
}
