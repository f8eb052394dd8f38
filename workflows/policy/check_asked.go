package policy

import (
	"slices"
	"strings"
	"unicode/utf8"

	"traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/registry"
)

// longestQuestion is in characters: it stands above two buttons, and a list of what is asked must stay readable.
const longestQuestion = 200

// checkAsked: only who can answer is asked something, and only a municipality has desks. The office, the SOT and the director have a task or a
// part in the case, and answer there.
func (r rungEntry) checkAsked(where string, found *faults) {
	role := party.Role(r.tell.value)
	outsider := casework.Answerers.May(role, casework.AnswerEscalation)
	if r.asks.line > 0 && r.tell.value != "" && !outsider {
		found.add(r.asks.line, "%s: asks something of %s; only a municipality or a board can answer, others are only told", where, r.tell.value)
	}
	if r.asks.value != "" {
		checkQuestion(where, r.asks, found)
	}
	switch within := r.within; {
	case within.line > 0 && r.asks.line == 0:
		found.add(within.line, "%s: within says how soon an answer is wanted, but asks is missing", where)
	case within.read() && (within.value < 1 || within.value > longest):
		found.add(within.line, "%s: within is %d; want 1 to %d days", where, within.value, longest)
	}
	switch desk := r.desk; {
	case desk.value == "":
	case r.tell.value != "" && role != party.Municipality:
		found.add(desk.line, "%s: desk %q of %s; only a municipality has desks", where, desk.value, r.tell.value)
	case !slices.Contains(registry.Desks, desk.value):
		found.add(desk.line, "%s: unknown desk %q; want %s", where, desk.value, strings.Join(registry.Desks, ", "))
	}
}

// checkQuestion: what an outsider reads is one short line that ends as a sentence does.
func checkQuestion(where string, asks word, found *faults) {
	said := strings.TrimSpace(asks.value)
	switch {
	case said != asks.value || strings.ContainsAny(said, "\r\n\t"):
		found.add(asks.line, "%s: asks is one line without space around it", where)
	case utf8.RuneCountInString(said) > longestQuestion:
		found.add(asks.line, "%s: asks has %d characters; want at most %d", where, utf8.RuneCountInString(said), longestQuestion)
	case !strings.HasSuffix(said, ".") && !strings.HasSuffix(said, "?"):
		found.add(asks.line, "%s: asks %q is no sentence; end it with a full stop or a question mark", where, asks.value)
	}
}
