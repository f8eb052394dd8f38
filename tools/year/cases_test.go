package year

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/mock"
	"go.temporal.io/sdk/testsuite"
	"google.golang.org/protobuf/proto"

	contractbezwaar "traject.nl/proto/contract/bezwaar"
	contractbuitenkans "traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/notifications"
	contractplaatsing "traject.nl/proto/contract/plaatsing"
	"traject.nl/proto/contract/registry"
	contracttlv "traject.nl/proto/contract/tlv"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	registryv1 "traject.nl/proto/gen/traject/registry/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/bezwaar"
	"traject.nl/workflows/bezwaar/bezwaartest"
	"traject.nl/workflows/buitenkans"
	"traject.nl/workflows/buitenkans/buitenkanstest"
	"traject.nl/workflows/casework/caseworktest"
	"traject.nl/workflows/golden"
	"traject.nl/workflows/plaatsing"
	"traject.nl/workflows/plaatsing/plaatsingtest"
	"traject.nl/workflows/terms"
	"traject.nl/workflows/tlv"
	"traject.nl/workflows/tlv/tlvtest"
)

// The year: it begins after the summer, and every case is looked at until its last day.
const (
	firstDay = "2026-08-31"
	lastDay  = "2027-07-30"
	cases    = 200
	seed     = 2026
)

// told is one thing that a process asked to be sent, and when.
type told struct {
	at time.Time
	*notificationsv1.NotifyRequest
}

// played is a case as it went.
type played struct {
	name, caseID, municipality string
	view                       *casesv1.View
	told                       []told
	// letters are those that were made.
	letters []*documentsv1.Letter
	// lines are the story of the case.
	lines []*caseworkv1.TimelineEntry
	// parties are all who ever had a part in it.
	parties map[string]bool
}

// services stand in for those of Traject around one case.
type services interface {
	caseworktest.Services
	Timeline(caseID string) []*caseworkv1.TimelineEntry
}

// play is one procedure, as the year plays it.
type play struct {
	run      any
	workflow string
	scripts  []golden.Script
	signals  map[string]string
	// begin gives what is around a case that begins on a day, and what its process begins with.
	begin func(p *played, today terms.Date) (services, proto.Message)
}

var plays = []play{
	{tlv.Run, contracttlv.Workflow, tlvtest.Procedure.Scripts, nil, func(p *played, _ terms.Date) (services, proto.Message) {
		around := tlvtest.NewServices()
		around.From = contractplaatsing.Workflow
		return around, &tlvv1.Input{CaseId: p.caseID}
	}},
	{bezwaar.Run, contractbezwaar.Workflow, bezwaartest.Procedure.Scripts, nil, func(p *played, today terms.Date) (services, proto.Message) {
		return bezwaartest.NewServices(
			refused(p, "golden-tlv-1", today.AddDays(-7)), refused(p, "golden-tlv-2", today.AddDays(-7)), refused(p, "golden-tlv-3", today.AddDays(-100)),
		), &bezwaarv1.Input{CaseId: p.caseID}
	}},
	{buitenkans.Run, contractbuitenkans.Workflow, buitenkanstest.Procedure.Scripts, buitenkanstest.Procedure.Signals, func(p *played, _ terms.Date) (services, proto.Message) {
		return buitenkanstest.NewServices(), &buitenkansv1.Input{CaseId: p.caseID}
	}},
	{plaatsing.Run, contractplaatsing.Workflow, plaatsingtest.Procedure.Scripts, plaatsingtest.Procedure.Signals, func(p *played, today terms.Date) (services, proto.Message) {
		decision := plaatsingtest.Granted(tlvtest.Sbo, "PO2603-000001", today.AddDays(-30).String(), terms.ValidUntil(today, 1).String())
		return plaatsingtest.NewServices(), &plaatsingv1.Input{CaseId: p.caseID, Opening: plaatsingtest.Opening("golden-tlv-1", decision)}
	}},
}

// refused is a TLV that was refused on a day, for a pupil of the municipality of the case.
func refused(p *played, caseID string, on terms.Date) *bezwaarv1.DecidedCase {
	decided := bezwaartest.Refused(caseID, on.String(), on.AddDays(42).String())
	decided.MunicipalityId = p.municipality
	return decided
}

// theYear plays all cases, a few at a time. Which procedure, which script, when and how slow follow from the seed.
func theYear(t *testing.T) []*played {
	t.Helper()
	all := make([]*played, cases)
	var atOnce sync.WaitGroup
	turns := make(chan struct{}, 4)
	for i := range all {
		turns <- struct{}{}
		atOnce.Go(func() {
			defer func() { <-turns }()
			all[i] = oneCase(t, i)
		})
	}
	atOnce.Wait()
	return all
}

// municipalities of the region: the cases are spread over them.
var municipalities = []string{"zeist", "utrechtse-heuvelrug", "de-bilt", "wijk-bij-duurstede", "bunnik"}

// listening are the services around a case: the one that sends is replaced by an ear, and every school is in the municipality of the case.
type listening struct {
	services
	now func() time.Time
	mu  sync.Mutex
	p   *played
}

// Activities implements services.
func (l *listening) Activities() map[string]map[string]any {
	activities := l.services.Activities()
	activities[notifications.TaskQueue][notifications.Notify] = l.notify
	schools := activities[registry.TaskQueue]
	described := schools[registry.DescribeSchools].(func(context.Context, *registryv1.DescribeSchoolsRequest) (*registryv1.DescribeSchoolsResponse, error))
	schools[registry.DescribeSchools] = func(ctx context.Context, request *registryv1.DescribeSchoolsRequest) (*registryv1.DescribeSchoolsResponse, error) {
		answer, err := described(ctx, request)
		for _, school := range answer.GetSchools() {
			school.MunicipalityId = l.p.municipality
		}
		return answer, err
	}
	inDossier := activities[documents.TaskQueue]
	decision := inDossier[documents.ComposeLetters].(func(context.Context, *documentsv1.ComposeLettersRequest) (*documentsv1.ComposeLettersResponse, error))
	inDossier[documents.ComposeLetters] = func(ctx context.Context, request *documentsv1.ComposeLettersRequest) (*documentsv1.ComposeLettersResponse, error) {
		made, err := decision(ctx, request)
		l.keep(made.GetLetters())
		return made, err
	}
	other := inDossier[documents.ComposeLetter].(func(context.Context, *documentsv1.ComposeLetterRequest) (*documentsv1.ComposeLetterResponse, error))
	inDossier[documents.ComposeLetter] = func(ctx context.Context, request *documentsv1.ComposeLetterRequest) (*documentsv1.ComposeLetterResponse, error) {
		made, err := other(ctx, request)
		l.keep(made.GetLetters())
		return made, err
	}
	return activities
}

// keep the letters that were made at once. Who gets several of them is told once.
func (l *listening) keep(made []*documentsv1.Letter) {
	l.mu.Lock()
	defer l.mu.Unlock()
	told := map[string]bool{}
	for _, letter := range made {
		if !told[letter.GetParty()] {
			l.p.letters = append(l.p.letters, letter)
		}
		told[letter.GetParty()] = true
	}
}

func (l *listening) notify(_ context.Context, request *notificationsv1.NotifyRequest) (*notificationsv1.NotifyResponse, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.p.told = append(l.p.told, told{l.now(), request})
	for _, who := range l.View(request.GetCaseId()).GetParties() {
		l.p.parties[who] = true
	}
	return &notificationsv1.NotifyResponse{Sent: true}, nil
}

// shares of the procedures among ten cases: by far the most are applications.
var shares = []int{0, 0, 0, 0, 0, 1, 1, 2, 2, 3}

func oneCase(t *testing.T, number int) *played {
	random := rand.New(rand.NewPCG(seed, uint64(number)))
	of := plays[shares[number%len(shares)]]
	script := of.scripts[random.IntN(len(of.scripts))]
	start := caseworktest.NineOn(firstDay).AddDate(0, 0, random.IntN(250))
	p := &played{
		name: of.workflow + "/" + script.Name, caseID: fmt.Sprintf("year%08d", number), parties: map[string]bool{},
		municipality: municipalities[random.IntN(len(municipalities))],
	}
	around, input := of.begin(p, terms.DateOf(start))
	heard := &listening{services: around, p: p}
	story := caseworktest.BeginAt[services](t, caseworktest.Process{Run: of.run, Workflow: of.workflow, CaseID: p.caseID, Input: input}, start, heard)
	heard.now = story.Env.Now
	if of.workflow != contractplaatsing.Workflow {
		caseworktest.StandIn(story.Days, contractplaatsing.Workflow, func(string, *plaatsingv1.Input) {})
	}
	story.Env.OnSignalExternalWorkflow(mock.Anything, mock.Anything, mock.Anything, mock.Anything, mock.Anything).Return(nil)
	if kans, is := around.(*buitenkanstest.Services); is {
		kans.Today = func() terms.Date { return terms.DateOf(story.Env.Now()) }
	}
	actOut(story, of, script, random, p.caseID)
	story.GoTo(caseworktest.NineOn(lastDay))
	story.Play()
	p.view = story.View()
	p.lines = around.Timeline(p.caseID)
	return p
}

// actOut plays a script as people do: mostly within days, now and then far too late, and sometimes they stop half-way and nobody does anything
// any more. What comes too late is refused, and then the next thing is tried.
func actOut(story *caseworktest.Story[services], of play, script golden.Script, random *rand.Rand, caseID string) {
	until := caseworktest.NineOn(lastDay).AddDate(0, 0, -1)
	moment := story.Start
	stops := len(script.Steps)
	if random.IntN(4) == 0 {
		stops = 1 + random.IntN(len(script.Steps))
	}
	for i, step := range script.Steps[:stops] {
		if step == nil {
			continue
		}
		key := fmt.Sprintf("key-%d", i)
		story.Then(func() {
			message := step(caseID, terms.DateOf(story.Env.Now()))
			if signal, is := of.signals[caseworktest.Name(message)]; is {
				story.Env.SignalWorkflow(signal, message)
				return
			}
			send(story.Env, key, message)
		})
		moment = moment.Add(pause(random))
		if moment.After(until) {
			return
		}
		story.GoTo(moment)
	}
}

// send an act without waiting for its answer.
func send(env *testsuite.TestWorkflowEnvironment, key string, message proto.Message) {
	env.UpdateWorkflow(caseworktest.Name(message), key, &testsuite.TestUpdateCallback{
		OnReject: func(error) {}, OnAccept: func() {}, OnComplete: func(any, error) {},
	}, key, message)
}

// pause between two steps of a script.
func pause(random *rand.Rand) time.Duration {
	days := 1 + random.IntN(5)
	if random.IntN(12) == 0 {
		days = 20 + random.IntN(30)
	}
	return time.Duration(days)*24*time.Hour + time.Duration(random.IntN(8*60))*time.Minute
}

// inOrder is all that the cases asked to be sent, in order of time.
func inOrder(all []*played) []told {
	var every []told
	for _, p := range all {
		every = append(every, p.told...)
	}
	slices.SortStableFunc(every, func(a, b told) int { return a.at.Compare(b.at) })
	return every
}
