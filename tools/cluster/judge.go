package cluster

import (
	"fmt"
	"slices"

	"traject.nl/services/platform/evidence"
	"traject.nl/tools/journey"
	"traject.nl/tools/witness"
)

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
func (f finding) ended() witness.Ending { return witness.End(f.Case, f.Papers, f.Notices) }

// judge says what is wrong with a case; nothing when all is well.
func judge(f finding, want witness.Ending, acts int) []string {
	return slices.Concat(witness.Timeline(f.Case), f.ended().Differs(want), judgeActs(f, acts), judgeTasks(f.Case),
		judgeNotices(f.Notices), witness.Chains(f.Chains), judgeNumbers(f, want), judgeLive(f.Live, f.Case.Version))
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
			wrong = append(wrong, fmt.Sprintf("notice %s to %s leaves on %d ways", notice.Kind, witness.Whom(notice.Party), len(notice.Deliveries)))
		}
		for _, sent := range notice.Deliveries {
			if sent.State != "accepted" && (sent.State != "superseded" || notice.Kind != "task") {
				wrong = append(wrong, fmt.Sprintf("notice %s to %s is %s: %s", notice.Kind, witness.Whom(notice.Party), sent.State, sent.Reply))
			}
		}
	}
	return wrong
}

// judgeNumbers: a TLV that was given is in the register once; one that was refused is not.
func judgeNumbers(f finding, want witness.Ending) []string {
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
