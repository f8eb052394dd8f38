package replicas

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"traject.nl/tools/journey"
)

// copies is how often each act is fired at the same moment, at both replicas.
const copies = 6

func TestEveryActFiredAtBothReplicasAtOnceIsDoneOnce(t *testing.T) {
	ctx := bounded(t)
	balancer := &balancer{copies: copies}
	people := through(balancer)
	stories := tellTogether(ctx, t, people, "dubbel", 3)
	t.Logf("%d requests for %d acts and papers", balancer.fired.Load(), balancer.fired.Load()/copies)
	checkWhole(ctx, t, stories)
}

// tellTogether tells the story on which everyone agrees of so many children at once, to the end.
func tellTogether(ctx context.Context, t *testing.T, people *journey.Traject, name string, children int) []*journey.Story {
	t.Helper()
	stories := make([]*journey.Story, children)
	failures := make([]error, children)
	var all sync.WaitGroup
	for i := range stories {
		stories[i] = storyOf(people, fmt.Sprintf("%s-%c", name, 'a'+i))
		all.Go(func() { failures[i] = stories[i].Tell(ctx, journey.HappyPath...) })
	}
	all.Wait()
	if err := errors.Join(failures...); err != nil {
		t.Fatal(err)
	}
	return stories
}

func TestWhatOneReplicaDoesIsSeenLiveAtTheOther(t *testing.T) {
	ctx := bounded(t)
	s := storyOf(at(here), "live")
	if err := s.Tell(ctx, journey.Draft, journey.HandIn); err != nil {
		t.Fatal(err)
	}
	stream := "/v1/cases/" + s.CaseID + "/events"
	streams := map[string]<-chan change{
		"the case, at the other service":  listen(ctx, t, http.DefaultClient, there.Cases+stream, bearer(t, "ib-regenboog")),
		"all cases, at the other service": listen(ctx, t, http.DefaultClient, there.Cases+"/v1/events", bearer(t, "kantoor")),
		"a page of the other portal":      listen(ctx, t, signedIn(ctx, t, "kantoor"), there.OwnPortal()+"/zaken/"+s.CaseID+"/gebeurtenissen", nil),
	}
	accepted := get(s.As("kantoor").Act(ctx, s.CaseID, s.Key+"-competence", "competence", map[string]any{"competent": true}))(t)
	for where, changes := range streams {
		if _, err := await(changes, s.CaseID, accepted.Version); err != nil {
			t.Errorf("%s: %v", where, err)
		}
	}
}

func TestASessionThatBothPortalsRenewAllTheTimeStaysSignedIn(t *testing.T) {
	ctx := bounded(t)
	// A token that lasts this short is due to be renewed at every request.
	here.TokensLast(30 * time.Second)
	t.Cleanup(func() { here.TokensLast(10 * time.Minute) })
	browser := signedIn(ctx, t, "kantoor")
	const rounds, requests = 5, 8
	for range rounds {
		var all sync.WaitGroup
		for i := range requests {
			portal := []string{here.OwnPortal(), there.OwnPortal()}[i%2]
			all.Go(func() {
				request, err := http.NewRequestWithContext(ctx, http.MethodGet, portal+"/register", nil)
				if err != nil {
					t.Error(err)
					return
				}
				answer, err := browser.Do(request)
				if err != nil {
					t.Error(err)
					return
				}
				answer.Body.Close()
				if answer.StatusCode != http.StatusOK || answer.Request.URL.Path != "/register" {
					t.Errorf("%s led to %s with %s", portal, answer.Request.URL.Path, answer.Status)
				}
			})
		}
		all.Wait()
	}
}

// This comes last: it stops one of the replicas for good.
func TestOfAReplicaThatStopsNothingIsLost(t *testing.T) {
	ctx := bounded(t)
	before := storyOf(at(here), "voor")
	if err := before.Tell(ctx, journey.Draft, journey.HandIn); err != nil {
		t.Fatal(err)
	}
	stream := "/v1/cases/" + before.CaseID + "/events"
	changes := listen(ctx, t, http.DefaultClient, there.Cases+stream, bearer(t, "kantoor"))
	seen, err := await(changes, before.CaseID, 1)
	if err != nil {
		t.Fatal(err)
	}

	people := through(&balancer{})
	people.Patience = testTime
	stopped, begun := make(chan error, 1), time.Now()
	go func() {
		err := there.Stop()
		t.Logf("stopped in %s", time.Since(begun).Round(time.Second))
		stopped <- err
	}()
	stories := tellTogether(ctx, t, people, "stop", 2)
	t.Logf("worked on in %s", time.Since(begun).Round(time.Second))
	if err := <-stopped; err != nil {
		t.Error(err)
	}
	if err := ended(changes); err != nil {
		t.Error(err)
	}
	accepted := get(before.As("kantoor").Act(ctx, before.CaseID, before.Key+"-competence", "competence", map[string]any{"competent": true}))(t)
	header := bearer(t, "kantoor")
	header["Last-Event-ID"] = seen.ID
	if _, err := await(listen(ctx, t, http.DefaultClient, here.Cases+stream, header), before.CaseID, accepted.Version); err != nil {
		t.Errorf("connected again to the replica that is left: %v", err)
	}
	checkWhole(ctx, t, stories)
}

// kinds are the lines of the timeline of a case on which everyone agrees, each act and what follows from it once.
func kinds(of journey.Case) []string {
	all := make([]string, len(of.Timeline))
	for i, line := range of.Timeline {
		all[i] = line.Kind
	}
	slices.Sort(all)
	return all
}
