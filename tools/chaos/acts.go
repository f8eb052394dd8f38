package chaos

import (
	"fmt"

	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/tools/witness"
)

// judgeActs: each act that somebody was told is in has a receipt with the version of the answer, an update of the process, and a line of the
// timeline; and there is nothing more of any of these.
func judgeActs(f *finding, accepted []witness.Accepted) []string {
	wrong := witness.Acts(accepted, f.record.View.GetVersion())
	answered := map[string]witness.Accepted{}
	for _, act := range accepted {
		answered[act.ReceiptID] = act
	}
	byAct, byParty := map[string]int{}, map[string]int{}
	for _, receipt := range f.receipts {
		byAct[receipt.Act]++
		byParty[receipt.Party]++
		answer, known := answered[receipt.ID]
		switch {
		case !known:
			wrong = append(wrong, fmt.Sprintf("receipt %s of %s by %s: nobody was answered that it is in", receipt.ID, receipt.Act, receipt.Party))
		case answer.Version != receipt.Version:
			wrong = append(wrong, fmt.Sprintf("%s was answered with version %d, its receipt says %d", receipt.Act, answer.Version, receipt.Version))
		}
		delete(answered, receipt.ID)
	}
	for _, lost := range answered {
		wrong = append(wrong, fmt.Sprintf("%s (%s) was accepted at version %d and has no receipt", lost.Path, lost.Key, lost.Version))
	}
	return append(append(wrong, judgeUpdates(f, byAct)...), judgeActors(f, byParty)...)
}

// judgeUpdates: the process accepted each act once. One that it refused after all is not in.
func judgeUpdates(f *finding, receipts map[string]int) (wrong []string) {
	done := map[string]int{}
	for _, one := range f.updates {
		if !one.failed {
			done[one.name]++
		}
	}
	for act, times := range receipts {
		if done[act] != times {
			wrong = append(wrong, fmt.Sprintf("the process did %s %d times, and there are %d receipts of it", act, done[act], times))
		}
	}
	for act, times := range done {
		if receipts[act] == 0 {
			wrong = append(wrong, fmt.Sprintf("the process did %s %d times, and there is no receipt of it", act, times))
		}
	}
	return wrong
}

// judgeActors: the timeline has one line for every act, by the party that did it.
func judgeActors(f *finding, receipts map[string]int) (wrong []string) {
	lines := map[string][]*caseworkv1.TimelineEntry{}
	for _, line := range f.record.Timeline {
		if who := line.GetActor().GetParty(); who != "" {
			lines[who] = append(lines[who], line)
		}
	}
	for who, times := range receipts {
		if len(lines[who]) != times {
			wrong = append(wrong, fmt.Sprintf("%s did %d acts, and the timeline has %d lines by it: %v", who, times, len(lines[who]), kindsOf(lines[who])))
		}
	}
	for who, found := range lines {
		if receipts[who] == 0 {
			wrong = append(wrong, fmt.Sprintf("the timeline has %v by %s, which did nothing", kindsOf(found), who))
		}
	}
	return wrong
}

func kindsOf(lines []*caseworkv1.TimelineEntry) (kinds []string) {
	for _, line := range lines {
		kinds = append(kinds, line.GetKind())
	}
	return kinds
}
