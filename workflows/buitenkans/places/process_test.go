package places_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/mock"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/cases"
	"traject.nl/proto/contract/failure"
	"traject.nl/proto/contract/registry"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	registryv1 "traject.nl/proto/gen/traject/registry/v1"
	"traject.nl/workflows/buitenkans/buitenkanstest"
	"traject.nl/workflows/buitenkans/places"
	"traject.nl/workflows/casework/caseworktest"
)

// story is the book over days: who asks what, what it answers, and what it tells the cases.
type story struct {
	*caseworktest.Days
	services *buitenkanstest.Services
	told     []string
	steps    int
}

// begin at nine in the morning of Monday 7 September 2026.
func begin(t *testing.T) *story {
	t.Helper()
	return beginWith(t, "2026-09-07", buitenkanstest.NewServices())
}

func beginWith(t *testing.T, date string, services *buitenkanstest.Services) *story {
	t.Helper()
	s := &story{Days: caseworktest.NewDays(t, caseworktest.NineOn(date), services.Activities()), services: services}
	s.Env.RegisterWorkflowWithOptions(places.Run, workflow.RegisterOptions{Name: buitenkans.PlacesWorkflow})
	s.Env.OnSignalExternalWorkflow(mock.Anything, mock.Anything, mock.Anything, mock.Anything, mock.Anything).
		Return(func(_, workflowID, _, signal string, news any) error {
			told := news.(*buitenkansv1.PlaceNews)
			what := fmt.Sprintf("nummer %d", told.Answer.Number)
			if place := told.Answer.Place; place != nil {
				what = place.GroupId + " " + place.FromOn
			}
			s.told = append(s.told, fmt.Sprintf("%s %s: %s", workflowID, signal, what))
			if workflowID == "buitenkans/closed" {
				return errors.New("workflow execution already completed")
			}
			return nil
		})
	return s
}

// do acts and looks at the answer.
func (s *story) do(key string, message proto.Message, look func(*buitenkansv1.PlaceAnswer, error)) *story {
	s.Then(func() { s.send(key, message, look) })
	return s
}

func (s *story) send(key string, message proto.Message, look func(*buitenkansv1.PlaceAnswer, error)) {
	s.steps++
	heard := false
	s.T.Cleanup(func() { assert.True(s.T, heard, "%s got no answer", key) })
	s.Env.UpdateWorkflow(caseworktest.Name(message), fmt.Sprintf("update-%d", s.steps), &testsuite.TestUpdateCallback{
		OnReject: func(err error) { heard = true; look(nil, err) },
		OnAccept: func() {},
		OnComplete: func(answer any, err error) {
			heard = true
			given, _ := answer.(*buitenkansv1.PlaceAnswer)
			look(given, err)
		},
	}, key, message)
}

// ask for a pupil of groep 4 who was admitted on a day.
func (s *story) ask(caseID, admitted string, look func(*buitenkansv1.PlaceAnswer)) *story {
	return s.do(caseID+"/ask/1", asks(caseID, admitted), s.fine(look))
}

func asks(caseID, admitted string) *buitenkansv1.AskPlace {
	return &buitenkansv1.AskPlace{CaseId: caseID, SchoolId: "bao-zeist", Groep: 4, AdmittedOn: admitted, Weeks: 13}
}

func (s *story) fine(look func(*buitenkansv1.PlaceAnswer)) func(*buitenkansv1.PlaceAnswer, error) {
	return func(answer *buitenkansv1.PlaceAnswer, err error) {
		if assert.NoError(s.T, err) {
			look(answer)
		}
	}
}

func (s *story) leave(caseID, lastOn string) *story {
	return s.do(caseID+"/leave/1", &buitenkansv1.LeavePlace{CaseId: caseID, LastOn: lastOn}, s.fine(func(*buitenkansv1.PlaceAnswer) {}))
}

func (s *story) on(date string) *story {
	s.GoTo(caseworktest.NineOn(date))
	return s
}

// play up to the last step, and give what the record has then.
func (s *story) play() *buitenkansv1.Places {
	return s.playFrom(&buitenkansv1.Places{ProvisionId: "buitenkans"})
}

func (s *story) playFrom(book *buitenkansv1.Places) *buitenkansv1.Places {
	s.Then(s.Env.CancelWorkflow)
	s.run(book)
	books := s.services.Books()
	require.NotEmpty(s.T, books)
	return books[len(books)-1]
}

func (s *story) run(book *buitenkansv1.Places) {
	s.Env.ExecuteWorkflow(buitenkans.PlacesWorkflow, book)
	require.True(s.T, s.Env.IsWorkflowCompleted())
}

func has(t *testing.T, group, from string) func(*buitenkansv1.PlaceAnswer) {
	return func(answer *buitenkansv1.PlaceAnswer) {
		assert.Equal(t, group+" "+from, answer.GetPlace().GetGroupId()+" "+answer.GetPlace().GetFromOn())
	}
}

func waits(t *testing.T, number int32) func(*buitenkansv1.PlaceAnswer) {
	return func(answer *buitenkansv1.PlaceAnswer) { assert.Equal(t, number, answer.GetNumber()) }
}

// filled has both places of group Laag taken.
func filled(t *testing.T) *story {
	s := begin(t)
	return s.ask("a", "2026-09-01", has(t, "laag", "2026-09-07")).ask("b", "2026-09-01", has(t, "laag", "2026-09-07"))
}

func TestTheBookAnswersTellsAndIsWritten(t *testing.T) {
	t.Parallel()
	s := filled(t).ask("c", "2026-09-03", waits(t, 1)).ask("d", "2026-09-02", waits(t, 1)).ask("closed", "2026-09-04", waits(t, 3))
	s.on("2026-10-01").leave("a", "2026-09-30")
	book := s.play()
	assert.Equal(t, []string{
		"buitenkans/c place: nummer 2", // d was admitted earlier
		"buitenkans/c place: nummer 1", "buitenkans/closed place: nummer 2",
		"buitenkans/d place: laag 2026-10-01",
	}, sorted(s.told))
	assert.Len(t, book.Stays, 3)
	assert.Len(t, book.Waiting, 2)
	assert.Empty(t, book.Answered, "keys are not for the record")
	for i, b := range s.services.Books() {
		assert.EqualValues(t, i+1, b.Version, "every version in turn")
	}
}

// sorted puts the lines of d last: news of one moment goes out in the order of the list.
func sorted(told []string) []string {
	var others, d []string
	for _, line := range told {
		if line[:12] == "buitenkans/d" {
			d = append(d, line)
		} else {
			others = append(others, line)
		}
	}
	return append(others, d...)
}

func TestTheSameKeyGetsTheSameAnswer(t *testing.T) {
	t.Parallel()
	s := filled(t)
	move := &buitenkansv1.MovePlace{CaseId: "a", GroupId: "laag", FromOn: "2026-09-07", UntilOn: "2026-11-01"}
	var first *buitenkansv1.PlaceAnswer
	s.do("a/move/1", move, s.fine(func(answer *buitenkansv1.PlaceAnswer) { first = answer }))
	s.do("a/move/2", &buitenkansv1.MovePlace{CaseId: "a", GroupId: "laag", FromOn: "2026-09-07", UntilOn: "2026-11-20"}, s.fine(func(*buitenkansv1.PlaceAnswer) {}))
	s.do("a/move/1", move, s.fine(func(again *buitenkansv1.PlaceAnswer) { assert.True(t, proto.Equal(first, again)) }))
	assert.Equal(t, "2026-11-20", s.play().Stays[0].Place.UntilOn)
}

func TestARefusedMoveChangesNothing(t *testing.T) {
	t.Parallel()
	s := filled(t)
	s.do("a/move/1", &buitenkansv1.MovePlace{CaseId: "a", GroupId: "hoog", FromOn: "2026-09-07", UntilOn: "2026-11-01"}, func(_ *buitenkansv1.PlaceAnswer, err error) {
		kind, problems, _ := failure.Read(err)
		assert.Equal(t, failure.BadInput, kind)
		assert.Equal(t, "group_id", problems[0].Field)
	})
	assert.EqualValues(t, 2, s.play().Version)
}

// TestEveryMorningTheBookIsLookedAt: another day comes near enough for a place, and the office may have found more of them.
func TestEveryMorningTheBookIsLookedAt(t *testing.T) {
	t.Parallel()
	s := filled(t)
	later := asks("later", "2026-09-01")
	later.Groep, later.NotBefore = 7, "2026-10-26"
	s.do("later/ask/1", later, s.fine(waits(t, 1))).ask("c", "2026-09-03", waits(t, 2))
	s.on("2026-09-20")
	s.Then(func() {
		s.services.SetGroups(
			&registryv1.Group{Id: "laag", Name: "Laag", FromGroep: 3, ToGroep: 5, Capacities: always(3)},
			&registryv1.Group{Id: "hoog", Name: "Hoog", FromGroep: 6, ToGroep: 8, Capacities: always(1)},
		)
	})
	s.on("2026-09-30")
	book := s.play()
	assert.Equal(t, []string{
		"buitenkans/later place: nummer 1", // 20 September is a Sunday; on Monday morning there is a third place
		"buitenkans/c place: laag 2026-09-21",
		"buitenkans/later place: hoog 2026-10-26", // 28 September is four weeks ahead
	}, s.told)
	assert.Empty(t, book.Waiting)
	assert.Equal(t, "2026-09-28T06:00:00Z", book.At.AsTime().Format(time.RFC3339), "eight in the morning in summer")
}

func always(n int32) []*registryv1.Capacity {
	return []*registryv1.Capacity{{FromOn: "2026-01-01", UntilOn: "2040-12-31", Places: n}}
}

// TestAMorningOnWhichNothingChangedIsNoVersion: a book that waits a quiet month writes nothing.
func TestAMorningOnWhichNothingChangedIsNoVersion(t *testing.T) {
	t.Parallel()
	s := filled(t).on("2026-10-07")
	assert.EqualValues(t, 2, s.play().Version)
	assert.Len(t, s.services.Books(), 2)
}

func TestTheBookGoesOnInANewRunWithActsInFlight(t *testing.T) {
	t.Parallel()
	s := filled(t).ask("c", "2026-09-03", waits(t, 1))
	answers := map[string]*buitenkansv1.PlaceAnswer{}
	s.Then(func() {
		for _, id := range []string{"d", "e", "f"} {
			s.send(id+"/ask/1", asks(id, "2026-09-04"), s.fine(func(answer *buitenkansv1.PlaceAnswer) { answers[id] = answer }))
		}
		s.Env.SignalWorkflow(act.ContinueAsNewSignal, nil)
		s.send("b/leave/1", &buitenkansv1.LeavePlace{CaseId: "b"}, s.fine(func(*buitenkansv1.PlaceAnswer) {}))
	})
	s.run(&buitenkansv1.Places{ProvisionId: "buitenkans"})
	require.Len(t, answers, 3, "every act is answered before the run ends")
	var next *workflow.ContinueAsNewError
	require.ErrorAs(t, s.Env.GetWorkflowError(), &next)
	handed := new(buitenkansv1.Places)
	require.NoError(t, converter.GetDefaultDataConverter().FromPayloads(next.Input, handed))
	books := s.services.Books()
	written := books[len(books)-1]
	assert.Equal(t, written.Version, handed.Version, "the record has it all")
	assert.Contains(t, s.told, "buitenkans/c place: laag 2026-09-07", "and everybody is told")

	goesOn := beginWith(t, "2026-09-08", s.services)
	goesOn.do("d/ask/1", asks("d", "2026-09-04"), goesOn.fine(func(again *buitenkansv1.PlaceAnswer) {
		assert.True(t, proto.Equal(answers["d"], again), "the same key gives the same answer in the next run")
	}))
	goesOn.leave("a", "")
	last := goesOn.playFrom(handed)
	assert.Equal(t, []string{"buitenkans/d place: laag 2026-09-08", "buitenkans/e place: nummer 1", "buitenkans/f place: nummer 2"}, goesOn.told)
	assert.Equal(t, handed.Version+1, last.Version)
}

func TestAServiceThatIsAwayDelaysTheBookAndLosesNothing(t *testing.T) {
	t.Parallel()
	for _, activity := range []string{registry.DescribeProvision, cases.ProjectPlaces} {
		t.Run(activity, func(t *testing.T) {
			t.Parallel()
			s := begin(t)
			s.services.GoAway(activity, 5)
			s.ask("a", "2026-09-01", has(t, "laag", "2026-09-07")).on("2026-09-08").ask("b", "2026-09-01", has(t, "laag", "2026-09-08"))
			assert.Len(t, s.play().Stays, 2)
		})
	}
}

func TestARecordThatRefusesTheBookStopsIt(t *testing.T) {
	t.Parallel()
	s := begin(t)
	s.services.RefuseAll(cases.ProjectPlaces)
	s.Then(func() {
		s.Env.UpdateWorkflowNoRejection(buitenkans.AskPlace, "update-1", t, "a/ask/1", asks("a", "2026-09-01"))
	})
	s.run(&buitenkansv1.Places{ProvisionId: "buitenkans"})
	require.ErrorContains(t, s.Env.GetWorkflowError(), "write the places of buitenkans")
}

// TestTheBookStaysSmall: three years of stays leave a book, and a history of one run, that do not grow with them.
func TestTheBookStaysSmall(t *testing.T) {
	t.Parallel()
	s := begin(t)
	day := 0
	for i := range 30 {
		id := fmt.Sprintf("case-%02d", i)
		s.ask(id, "2026-09-01", func(*buitenkansv1.PlaceAnswer) {})
		day += 35
		s.GoTo(caseworktest.NineOn("2026-09-07").AddDate(0, 0, day))
		s.leave(id, "")
	}
	book := s.play()
	assert.Empty(t, book.Stays)
	state, err := s.Env.QueryWorkflow(act.StateQuery)
	require.NoError(t, err)
	now := new(buitenkansv1.Places)
	require.NoError(t, state.Get(now))
	assert.LessOrEqual(t, len(now.Answered), 2)
	assert.Less(t, proto.Size(now), 1000, "bytes")
}
