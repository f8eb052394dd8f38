package witness

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"traject.nl/services/platform/evidence"
	"traject.nl/tools/check"
	"traject.nl/tools/journey"
)

// Timeline has versions from 1, without a gap and each once, up to the version of the case.
func Timeline(c journey.Case) (wrong []string) {
	for i, line := range c.Timeline {
		if line.Version != int64(i+1) {
			wrong = append(wrong, fmt.Sprintf("line %d of the timeline has version %d", i+1, line.Version))
		}
	}
	if last := int64(len(c.Timeline)); last != c.Version {
		wrong = append(wrong, fmt.Sprintf("the timeline has %d lines and the case is at version %d", last, c.Version))
	}
	return wrong
}

// Acts that were accepted each have a version of their own, which the case reached.
func Acts(given []Accepted, version int64) (wrong []string) {
	acts := slices.SortedFunc(slices.Values(given), func(a, b Accepted) int { return cmp.Compare(a.Version, b.Version) })
	for i, act := range acts {
		if act.Version > version {
			wrong = append(wrong, fmt.Sprintf("act %s was accepted at version %d, and the case is at %d: it is lost", act.Key, act.Version, version))
		}
		if i > 0 && act.Version == acts[i-1].Version {
			wrong = append(wrong, fmt.Sprintf("acts %s and %s were both accepted at version %d", acts[i-1].Key, act.Key, act.Version))
		}
	}
	return wrong
}

// Chains are whole: every log has a chain for the case, and it is whole.
func Chains(chains []evidence.Export) (wrong []string) {
	logs := map[string]bool{}
	for _, chain := range chains {
		logs[chain.Log] = true
		if err := chain.Verify(); err != nil {
			wrong = append(wrong, err.Error())
		}
		if len(chain.Entries) == 0 {
			wrong = append(wrong, "chain "+chain.Log+" is empty")
		}
	}
	for _, log := range []string{"cases", "documents", "notifications"} {
		if !logs[log] {
			wrong = append(wrong, "there is no chain "+log)
		}
	}
	return wrong
}

// Postage is what the mail catcher has.
type Postage struct {
	Mails int
	// Again are mails that came more than once, by Message-ID, with how often.
	Again map[string]int
}

// Weigh counts mails; at least once is what mail can promise, and a double has the same Message-ID.
func Weigh(mails []check.Mail) Postage {
	counted := map[string]int{}
	for _, mail := range mails {
		counted[mail.MessageID]++
	}
	maps.DeleteFunc(counted, func(_ string, times int) bool { return times < 2 })
	return Postage{Mails: len(mails), Again: counted}
}
