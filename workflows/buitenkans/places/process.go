package places

import (
	"errors"
	"strings"

	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/buitenkans"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	registryv1 "traject.nl/proto/gen/traject/registry/v1"
	"traject.nl/workflows/casework"
)

// keeper keeps the book of one provision.
type keeper struct {
	places *buitenkansv1.Places
	// turn makes acts, and the mornings, happen one after the other.
	turn workflow.Mutex
	// arranging is set while the book is looked at without an act.
	arranging bool
	// written is the version that the record has.
	written int64
	// news waits to be told, in order; telling is set while some is on its way.
	news    []news
	telling bool
	leaving bool
}

// news for one case that waits.
type news struct {
	caseID string
	place  *buitenkansv1.PlaceNews
}

// Run keeps the book for as long as the provision is there. It goes on in a new run when its history became long.
func Run(ctx workflow.Context, places *buitenkansv1.Places) error {
	workflow.GetVersion(ctx, "logic", firstLogic, newestLogic)
	k := &keeper{places: places, turn: workflow.NewMutex(ctx), written: places.Version}
	err := errors.Join(
		workflow.SetQueryHandler(ctx, act.StateQuery, func() (*buitenkansv1.Places, error) { return k.places, nil }),
		handle(ctx, k, buitenkans.AskPlace, free[*buitenkansv1.AskPlace], (*Book).Ask),
		handle(ctx, k, buitenkans.MovePlace, (*Book).CheckMove, (*Book).Move),
		handle(ctx, k, buitenkans.LeavePlace, free[*buitenkansv1.LeavePlace], (*Book).Leave),
	)
	if err != nil {
		return err
	}
	workflow.GoNamed(ctx, "record", k.write)
	workflow.GoNamed(ctx, "news", k.tell)
	workflow.GoNamed(ctx, "mornings", k.lookEveryMorning)
	workflow.GoNamed(ctx, act.ContinueAsNewSignal, func(ctx workflow.Context) {
		for asked := workflow.GetSignalChannel(ctx, act.ContinueAsNewSignal); asked.Receive(ctx, nil); {
			k.leaving = true
		}
	})
	if err := workflow.Await(ctx, func() bool { return k.mustLeave(ctx) && k.isAtRest(ctx) }); err != nil {
		return err
	}
	return workflow.NewContinueAsNewError(ctx, workflow.GetInfo(ctx).WorkflowType.Name, k.places)
}

// The logic version, as that of a procedure: a change of this process that a running book would notice raises it.
const (
	// 1: one list for all groups, since Traject keeps places.
	firstLogic  workflow.Version = 1
	newestLogic workflow.Version = 1
)

func (k *keeper) mustLeave(ctx workflow.Context) bool {
	return k.leaving || workflow.GetInfo(ctx).GetContinueAsNewSuggested()
}

// isAtRest: every act is answered, every case told, and the record has it all.
func (k *keeper) isAtRest(ctx workflow.Context) bool {
	return workflow.AllHandlersFinished(ctx) && !k.arranging && len(k.news) == 0 && !k.telling && k.written == k.places.Version
}

// placeAct is the message of an act on a place.
type placeAct interface {
	proto.Message
	GetCaseId() string
}

// free: nothing to check. What goes in was checked by the case that asks.
func free[A placeAct](*Book, A) error { return nil }

// handle makes the book accept an act. The groups are read anew, because the office may have changed them a minute ago.
func handle[A placeAct](ctx workflow.Context, k *keeper, name string, check func(*Book, A) error, do func(*Book, A)) error {
	return workflow.SetUpdateHandler(ctx, name, func(ctx workflow.Context, key string, message A) (*buitenkansv1.PlaceAnswer, error) {
		if err := k.turn.Lock(ctx); err != nil {
			return nil, err
		}
		defer k.turn.Unlock()
		once := message.GetCaseId() + "/" + name + "/" + key
		if answer := k.places.Answered[once]; answer != nil {
			return answer, nil
		}
		groups, err := casework.DescribeProvision(ctx, k.places.ProvisionId)
		if err != nil {
			return nil, err
		}
		book := Open(k.places)
		book.SetGroups(groups)
		if err := check(book, message); err != nil {
			return nil, err
		}
		k.arrange(ctx, groups, message.GetCaseId(), func(b *Book) { do(b, message) })
		answer := Open(k.places).Answer(message.GetCaseId())
		if k.places.Answered == nil {
			k.places.Answered = map[string]*buitenkansv1.PlaceAnswer{}
		}
		k.places.Answered[once] = answer
		return answer, nil
	})
}

// caseOf is the case in the key of an answer.
func caseOf(once string) string {
	caseID, _, _ := strings.Cut(once, "/")
	return caseID
}

// arrange changes the book and gives the places that there are. The outcome is kept in the history: a correction of the rules, or of the
// school holidays, never gives a place that was given already to another. Everybody who waits is told what changed, but for the
// case that acts: it has the answer.
func (k *keeper) arrange(ctx workflow.Context, groups []*registryv1.Group, actor string, do func(*Book)) {
	before, today := k.places, casework.Today(ctx)
	arranged := workflow.SideEffect(ctx, func(workflow.Context) any {
		book := Open(before)
		book.SetGroups(groups)
		do(book)
		book.Arrange(today, School{})
		return book.Places()
	})
	after := new(buitenkansv1.Places)
	if err := arranged.Get(after); err != nil {
		panic("read the places of " + before.ProvisionId + " from the history: " + err.Error())
	}
	k.places = after
	if same(before, after) {
		return
	}
	after.Version++
	after.At = timestamppb.New(workflow.Now(ctx))
	now := Open(after)
	for _, w := range before.Waiting {
		answer := now.Answer(w.Asked.CaseId)
		if w.Asked.CaseId != actor && !same(w.Answer, answer) {
			k.news = append(k.news, news{w.Asked.CaseId, &buitenkansv1.PlaceNews{Answer: answer, Version: after.Version}})
		}
	}
}

// same says whether two messages say the same. It only compares, and so gives the same answer in every replay.
//
//workflowcheck:ignore
func same(a, b proto.Message) bool { return proto.Equal(a, b) }

// tell brings the news to the cases, one after the other: none can overtake an earlier one. A case that is closed meanwhile cannot hear
// it, and gave up its place itself.
func (k *keeper) tell(ctx workflow.Context) {
	for {
		if err := workflow.Await(ctx, func() bool { return len(k.news) > 0 }); err != nil {
			return // the run was cancelled
		}
		first := k.news[0]
		k.news, k.telling = k.news[1:], true
		told := workflow.SignalExternalWorkflow(ctx, buitenkans.WorkflowID(first.caseID), "", buitenkans.PlaceSignal, first.place)
		if err := told.Get(ctx, nil); err != nil {
			workflow.GetLogger(ctx).Info("a case was not told of its place", "case", first.caseID, "error", err)
		}
		k.telling = false
	}
}

// write brings every version of the book to the record; of several at once only the last.
func (k *keeper) write(ctx workflow.Context) {
	for {
		if err := workflow.Await(ctx, func() bool { return k.places.Version > k.written }); err != nil {
			return // the run was cancelled
		}
		places := proto.CloneOf(k.places)
		places.Answered = nil
		if err := casework.ProjectPlaces(ctx, places); err != nil {
			if ctx.Err() != nil {
				return
			}
			panic("write the places of " + places.ProvisionId + ": " + err.Error())
		}
		k.written = places.Version
	}
}
