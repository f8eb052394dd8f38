package cluster

import (
	"fmt"
	"slices"
	"strings"

	"traject.nl/proto/contract/documents"
	"traject.nl/services/platform/evidence"
	"traject.nl/tools/journey"
	"traject.nl/tools/witness"
)

// ending is how a case must have gone: what it is compared with went the same way on a quiet cluster.
type ending struct {
	Phase, Outcome string
	// Kinds of the lines of the timeline, in order.
	Kinds []string
	// Tasks, Letters and Notices, by kind and party, in alphabetical order.
	Tasks, Letters, Notices []string
}

// finding is everything that can be seen of one case from outside.
type finding struct {
	Case    journey.Case
	Papers  []journey.Piece
	Notices []journey.Notice
	Chains  []evidence.Export
	// Numbers that the TLV register has for the case.
	Numbers []string
	// Acts that were accepted, with the version of the answer.
	Acts []witness.Accepted
	// Live is what the stream told of, in order.
	Live []sighting
}

// ended is how the case went.
func (f finding) ended() ending {
	e := ending{Phase: f.Case.Phase}
	if f.Case.TLV != nil {
		e.Outcome = f.Case.TLV.Outcome
	}
	for _, line := range f.Case.Timeline {
		e.Kinds = append(e.Kinds, line.Kind)
	}
	for _, task := range f.Case.Tasks {
		e.Tasks = append(e.Tasks, task.Kind+" "+whom(task.Party))
	}
	for _, paper := range f.Papers {
		if paper.Kind == string(documents.Letter) {
			e.Letters = append(e.Letters, whom(paper.Addressee))
		}
	}
	for _, notice := range f.Notices {
		e.Notices = append(e.Notices, notice.Kind+" "+whom(notice.Party))
	}
	slices.Sort(e.Tasks)
	slices.Sort(e.Letters)
	slices.Sort(e.Notices)
	return e
}

// whom hides which parent it is: that name is a hash.
func whom(party string) string {
	if role, _, _ := strings.Cut(party, ":"); role == "parent" {
		return role
	}
	return party
}

// judge says what is wrong with a case; nothing when all is well.
func judge(f finding, want ending, acts int) []string {
	return slices.Concat(witness.Timeline(f.Case), judgeEnding(f.ended(), want), judgeActs(f, acts), judgeTasks(f.Case),
		judgeNotices(f.Notices), witness.Chains(f.Chains), judgeNumbers(f, want), judgeLive(f.Live, f.Case.Version))
}

func judgeEnding(got, want ending) (wrong []string) {
	if got.Phase != want.Phase || got.Outcome != want.Outcome {
		wrong = append(wrong, fmt.Sprintf("the case ended in phase %q, %q; want %q, %q", got.Phase, got.Outcome, want.Phase, want.Outcome))
	}
	for _, one := range []struct {
		what      string
		got, want []string
	}{
		{"timeline", got.Kinds, want.Kinds}, {"tasks", got.Tasks, want.Tasks}, {"letters", got.Letters, want.Letters}, {"notices", got.Notices, want.Notices},
	} {
		if !slices.Equal(one.got, one.want) {
			wrong = append(wrong, fmt.Sprintf("%s: got %v, want %v", one.what, one.got, one.want))
		}
	}
	return wrong
}

// judgeActs: so many acts were accepted, each at a version of its own that is in the timeline.
func judgeActs(f finding, want int) (wrong []string) {
	if len(f.Acts) != want {
		wrong = append(wrong, fmt.Sprintf("%d acts were accepted, want %d", len(f.Acts), want))
	}
	return append(wrong, witness.Acts(f.Acts, f.Case.Version)...)
}

func judgeTasks(c journey.Case) (wrong []string) {
	ids := map[string]bool{}
	for _, task := range c.Tasks {
		if task.ClosedAt == nil {
			wrong = append(wrong, fmt.Sprintf("task %s is still open", task.ID))
		}
		if ids[task.ID] {
			wrong = append(wrong, fmt.Sprintf("task %s is there twice", task.ID))
		}
		ids[task.ID] = true
	}
	return wrong
}

// judgeNotices: each leaves on one way, and was taken by the mail server unless its task was done before.
func judgeNotices(notices []journey.Notice) (wrong []string) {
	for _, notice := range notices {
		if len(notice.Deliveries) != 1 {
			wrong = append(wrong, fmt.Sprintf("notice %s to %s leaves on %d ways", notice.Kind, whom(notice.Party), len(notice.Deliveries)))
		}
		for _, sent := range notice.Deliveries {
			if sent.State != "accepted" && (sent.State != "superseded" || notice.Kind != "task") {
				wrong = append(wrong, fmt.Sprintf("notice %s to %s is %s: %s", notice.Kind, whom(notice.Party), sent.State, sent.Reply))
			}
		}
	}
	return wrong
}

// judgeNumbers: a TLV that was given is in the register once; one that was refused is not.
func judgeNumbers(f finding, want ending) []string {
	given := 0
	if want.Outcome == "granted" {
		given = 1
	}
	if len(f.Numbers) != given {
		return []string{fmt.Sprintf("the TLV register has %v for the case, want %d", f.Numbers, given)}
	}
	return nil
}

// judgeLive: a stream tells of versions that only go up, and of the last. Changes that come at once, or while it connects again, may be told
// as one: the page then shows them all.
func judgeLive(live []sighting, version int64) (wrong []string) {
	var last int64
	for _, one := range live {
		if one.Version <= last {
			wrong = append(wrong, fmt.Sprintf("the stream told of version %d after %d", one.Version, last))
		}
		last = one.Version
	}
	if last != version {
		wrong = append(wrong, fmt.Sprintf("the stream told of version %d last, and the case is at %d", last, version))
	}
	return wrong
}

// skipped is how many versions a stream did not tell of by themselves.
func skipped(live []sighting, version int64) int {
	told := map[int64]bool{}
	for _, one := range live {
		told[one.Version] = true
	}
	return int(version) - len(told)
}
