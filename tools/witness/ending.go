package witness

import (
	"fmt"
	"slices"
	"strings"

	"traject.nl/proto/contract/documents"
	"traject.nl/tools/journey"
)

// Ending is how a case went, from outside. It is compared with that of a case that went the same way while all was quiet.
type Ending struct {
	Phase, Outcome string
	// Kinds of the lines of the timeline, in order.
	Kinds []string
	// Tasks, Letters and Notices, by kind and party, in alphabetical order.
	Tasks, Letters, Notices []string
}

// End of a case, with its papers and the notices about it.
func End(c journey.Case, papers []journey.Piece, notices []journey.Notice) Ending {
	e := Ending{Phase: c.Phase}
	if c.TLV != nil {
		e.Outcome = c.TLV.Outcome
	}
	for _, line := range c.Timeline {
		e.Kinds = append(e.Kinds, line.Kind)
	}
	for _, task := range c.Tasks {
		e.Tasks = append(e.Tasks, task.Kind+" "+Whom(task.Party))
	}
	for _, paper := range papers {
		if paper.Kind == string(documents.Letter) {
			e.Letters = append(e.Letters, Whom(paper.Addressee))
		}
	}
	for _, notice := range notices {
		e.Notices = append(e.Notices, notice.Kind+" "+Whom(notice.Party))
	}
	slices.Sort(e.Tasks)
	slices.Sort(e.Letters)
	slices.Sort(e.Notices)
	return e
}

// Differs says where it did not go as it must.
func (e Ending) Differs(want Ending) (wrong []string) {
	if e.Phase != want.Phase || e.Outcome != want.Outcome {
		wrong = append(wrong, fmt.Sprintf("the case ended in phase %q, %q; want %q, %q", e.Phase, e.Outcome, want.Phase, want.Outcome))
	}
	for _, one := range []struct {
		what      string
		got, want []string
	}{
		{"timeline", e.Kinds, want.Kinds}, {"tasks", e.Tasks, want.Tasks}, {"letters", e.Letters, want.Letters}, {"notices", e.Notices, want.Notices},
	} {
		if !slices.Equal(one.got, one.want) {
			wrong = append(wrong, fmt.Sprintf("%s: got %v, want %v", one.what, one.got, one.want))
		}
	}
	return wrong
}

// Whom is a party without which parent it is: that name is a hash.
func Whom(party string) string {
	if role, _, _ := strings.Cut(party, ":"); role == "parent" {
		return role
	}
	return party
}
