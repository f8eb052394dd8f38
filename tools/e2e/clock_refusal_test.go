package e2e

import (
	"net/http"
	"testing"

	"traject.nl/tools/journey"
)

// badAct is an act that must be refused, and leave the case as it was.
type badAct struct {
	account, path string
	body          map[string]any
	status        int
	// fields that the problem points at, all of them.
	fields []string
}

// wantRefused does every bad act in the case.
func wantRefused(t *testing.T, caseID string, acts map[string]badAct) {
	t.Helper()
	for name, bad := range acts {
		t.Run(name, func(t *testing.T) {
			refusedIn(t, caseID, bad.status, func() error {
				_, err := traject.As(bad.account).Act(t.Context(), caseID, "key-of-a-bad-act", bad.path, bad.body)
				return err
			}, bad.fields...)
		})
	}
}

const (
	wrong     = http.StatusBadRequest
	notYours  = http.StatusForbidden
	notNow    = http.StatusConflict
	noSuchOne = http.StatusNotFound
)

func TestWhatTheLawDoesNotAllowWithATermIsRefused(t *testing.T) {
	s := told(t, advised...)
	reason := get(s.As("kantoor").WriteFor(t.Context(), s.CaseID, s.CaseID, s.Key+"-reason", "verlenging", "Een reden."))(t)
	consent := get(s.As("kantoor").WriteFor(t.Context(), s.CaseID, s.CaseID, s.Key+"-consent", "instemming", "Het is goed."))(t)
	cause := get(s.As("kantoor").WriteFor(t.Context(), s.CaseID, s.CaseID, s.Key+"-cause", "oorzaak", "Het kwam niet."))(t)
	term := termOf(t, s.CaseID, toDecide)
	extend := func(more map[string]any) map[string]any {
		return decision{"termId": toDecide, "untilOn": s.Day(84), "reasonTextId": reason}.with(more)
	}
	delay := func(more map[string]any) map[string]any {
		return decision{"termId": toDecide, "fromOn": s.Day(3), "untilOn": s.Day(9), "proofId": consent}.with(more)
	}
	suspend := func(more map[string]any) map[string]any {
		return decision{"termId": toDecide, "fromOn": s.Day(0), "ground": "b", "proofId": cause}.with(more)
	}
	const extension, delayed, suspension = "term-extension", "term-delay", "term-suspension"
	wantRefused(t, s.CaseID, map[string]badAct{
		"a delay that ends before it starts":         {"kantoor", delayed, delay(map[string]any{"untilOn": s.Day(2)}), wrong, []string{"body.untilOn"}},
		"a delay from before the term began":         {"kantoor", delayed, delay(map[string]any{"fromOn": s.Day(-3)}), wrong, []string{"body.fromOn"}},
		"a delay that begins after the last day":     {"kantoor", delayed, delay(map[string]any{"fromOn": s.Day(200), "untilOn": s.Day(201)}), wrong, []string{"body.fromOn"}},
		"a delay on days that do not exist":          {"kantoor", delayed, delay(map[string]any{"fromOn": "2027-02-30", "untilOn": "morgen"}), wrong, []string{"body.fromOn", "body.untilOn"}},
		"a delay without proof":                      {"kantoor", delayed, delay(map[string]any{"proofId": nil}), wrong, []string{"body"}},
		"a delay with words that are no consent":     {"kantoor", delayed, delay(map[string]any{"proofId": cause}), wrong, nil},
		"a delay of a term that there is not":        {"kantoor", delayed, delay(map[string]any{"termId": "bestaat-niet"}), wrong, []string{"body.termId"}},
		"a delay that the school records":            {"ib-regenboog", delayed, delay(nil), notYours, nil},
		"standing still from the day of receipt":     {"kantoor", suspension, suspend(nil), wrong, []string{"body.fromOn"}},
		"standing still from a day that is to come":  {"kantoor", suspension, suspend(map[string]any{"fromOn": s.Day(1)}), wrong, []string{"body.fromOn"}},
		"standing still because ZOUT is busy":        {"kantoor", suspension, suspend(map[string]any{"ground": "drukte"}), wrong, []string{"body.ground"}},
		"running again while it runs":                {"kantoor", "term-resumption", map[string]any{"termId": toDecide, "untilOn": s.Day(0)}, notNow, nil},
		"longer until a day before the last":         {"kantoor", extension, extend(map[string]any{"untilOn": term.LastOn}), wrong, []string{"body.untilOn"}},
		"longer without a date or a length":          {"kantoor", extension, extend(map[string]any{"untilOn": nil}), wrong, []string{"body.untilOn"}},
		"longer by weeks where a date must be named": {"kantoor", extension, extend(map[string]any{"untilOn": nil, "weeks": 4}), wrong, []string{"body.weeks", "body.untilOn"}},
		"longer without a reason":                    {"kantoor", extension, extend(map[string]any{"reasonTextId": nil}), wrong, []string{"body"}},
		"longer for a term that there is not":        {"kantoor", extension, extend(map[string]any{"termId": "bestaat-niet"}), wrong, []string{"body.termId"}},
		"longer by an expert":                        {"gz-psycholoog", extension, extend(nil), notYours, nil},
		"longer by who has no part":                  {"gemeente-utrechtse-heuvelrug", extension, extend(nil), noSuchOne, nil},
	})
	if err := s.As("kantoor").ExtendTerm(t.Context(), s.In(), "once", toDecide, s.Day(84), 0); err != nil {
		t.Fatal(err)
	}
	wantRefused(t, s.CaseID, map[string]badAct{
		"longer a second time": {"kantoor", extension, extend(map[string]any{"untilOn": s.Day(120)}), notNow, nil},
	})
}

func TestASecondVerdagingIsRefusedAndAFirstIsSixWeeksAtMost(t *testing.T) {
	s := told(t, refusedTLV...)
	b := objection(s, "b")
	tellBezwaar(t, b, journey.Lodged)
	reason := get(b.Words(t.Context(), "kantoor", "reason", "verlenging", "Een reden."))(t)
	body := decision{"termId": toDecideOnBezwaar, "weeks": 6, "reasonTextId": reason}
	wantRefused(t, b.CaseID, map[string]badAct{
		"by seven weeks":   {"kantoor", "term-extension", body.with(map[string]any{"weeks": 7}), wrong, []string{"body.weeks"}},
		"until a date":     {"kantoor", "term-extension", body.with(map[string]any{"weeks": nil, "untilOn": s.Day(200)}), wrong, []string{"body.weeks", "body.untilOn"}},
		"by weeks and day": {"kantoor", "term-extension", body.with(map[string]any{"untilOn": s.Day(200)}), wrong, []string{"body.untilOn"}},
	})
	if err := b.As("kantoor").ExtendTerm(t.Context(), b.In(), "once", toDecideOnBezwaar, "", 6); err != nil {
		t.Fatal(err)
	}
	wantRefused(t, b.CaseID, map[string]badAct{
		"a second time": {"kantoor", "term-extension", body.with(map[string]any{"weeks": 1}), notNow, nil},
	})
}

func TestWhatIsWrongWithATaskOrANoticeIsRefused(t *testing.T) {
	s := told(t, journey.Draft, journey.HandIn)
	task := openTask(t, s, "sot-betrokkenheid").ID
	const claim, handOver, notice, judgement, penalty = "task-claim", "task-handover", "default-notice", "default-judgement", "penalty-decision"
	wantRefused(t, s.CaseID, map[string]badAct{
		"taking up a task that there is not":   {"kantoor", claim, map[string]any{"taskId": "bestaat-niet"}, wrong, []string{"body.taskId"}},
		"taking up the task of another":        {"kantoor", claim, map[string]any{"taskId": task}, notYours, nil},
		"handing over to another role":         {"kantoor", handOver, map[string]any{"taskId": task, "toParty": "office:zout"}, wrong, []string{"body.toParty"}},
		"handing over to nobody":               {"kantoor", handOver, map[string]any{"taskId": task, "toParty": "niemand"}, wrong, []string{"body.toParty"}},
		"handing over what is not yours":       {"sot-utrechtse-heuvelrug", handOver, map[string]any{"taskId": openTask(t, s, "competentie").ID, "toParty": "office:zout"}, notYours, nil},
		"a remark without words":               {"kantoor", "task-comment", map[string]any{"taskId": task}, wrong, []string{"body"}},
		"a notice from the future":             {"kantoor", notice, map[string]any{"receivedOn": s.Day(1)}, wrong, []string{"body.receivedOn"}},
		"a notice on paper without a day":      {"kantoor", notice, map[string]any{}, wrong, []string{"body.receivedOn"}},
		"a notice of who does not wait":        {"kantoor", notice, map[string]any{"receivedOn": s.Day(0), "fromParty": "school:stuifheugel-zeist"}, wrong, []string{"body.fromParty"}},
		"a notice by the SOT":                  {"sot-utrechtse-heuvelrug", notice, map[string]any{}, notYours, nil},
		"a notice about a term there is not":   {"ouder", notice, map[string]any{"termId": "bestaat-niet"}, wrong, []string{"body.termId"}},
		"a parent who says when it came":       {"ouder", notice, map[string]any{"receivedOn": s.Day(-9)}, wrong, []string{"body.receivedOn"}},
		"judging a notice that there is not":   {"kantoor", judgement, map[string]any{"noticeId": "ingebrekestelling/7", "judgement": "valid"}, wrong, []string{"body.noticeId"}},
		"deciding on a dwangsom there is not":  {"directeur", penalty, map[string]any{"noticeId": "ingebrekestelling/7", "euros": 23}, wrong, []string{"body.noticeId"}},
		"moving to a policy that is not there": {"kantoor", "policy-move", map[string]any{}, wrong, []string{"body"}},
	})
	if err := s.As("ouder").NotifyDefault(t.Context(), s.In(), "default", toDecide, nil); err != nil {
		t.Fatal(err)
	}
	const id = "ingebrekestelling/1"
	wantRefused(t, s.CaseID, map[string]badAct{
		"too early without saying why":     {"kantoor", judgement, map[string]any{"noticeId": id, "judgement": "premature"}, wrong, []string{"body.textId"}},
		"a judgement by the school":        {"ib-regenboog", judgement, map[string]any{"noticeId": id, "judgement": "valid"}, notYours, nil},
		"no known judgement":               {"kantoor", judgement, map[string]any{"noticeId": id, "judgement": "misschien"}, wrong, []string{"body.judgement"}},
		"a dwangsom that does not run":     {"directeur", penalty, map[string]any{"noticeId": id, "euros": 23}, notNow, nil},
		"a dwangsom decided by the office": {"kantoor", penalty, map[string]any{"noticeId": id, "euros": 23}, notYours, nil},
	})
	if err := s.As("kantoor").JudgeDefault(t.Context(), s.In(), "judged", id, "premature"); err != nil {
		t.Fatal(err)
	}
	wantRefused(t, s.CaseID, map[string]badAct{
		"judged a second time": {"kantoor", judgement, map[string]any{"noticeId": id, "judgement": "valid"}, notNow, nil},
	})
}
