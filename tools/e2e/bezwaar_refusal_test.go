package e2e

import (
	"slices"
	"testing"

	"traject.nl/tools/journey"
)

// badObjection is one that must be refused, so that no case comes of it.
type badObjection struct {
	account string
	body    map[string]any
	status  int
	fields  []string
}

func TestAnObjectionThatCannotBeTakenInIsRefusedAndLeavesNothing(t *testing.T) {
	s := told(t, refusedTLV...)
	undecided := another(t, "open", advised...)
	paper := get(s.As("ouder").Write(t.Context(), s.CaseID, s.Key+"-paper", "bezwaarschrift", "Wij zijn het er niet mee eens."))(t)
	filed := get(s.As("kantoor").Upload(t.Context(), s.CaseID, s.Key+"-filed", "bezwaarschrift", "brief.pdf", journey.PDF("Bezwaar")))(t)
	against := func(more map[string]any) map[string]any {
		return decision{"decisionCaseIds": []string{s.CaseID}, "objectionId": paper}.with(more)
	}
	recorded := func(more map[string]any) map[string]any {
		return decision{
			"decisionCaseIds": []string{s.CaseID}, "objectionId": filed, "channel": "post", "receivedOn": s.Day(0), "objector": partyOf(t, s, "parent:"),
		}.with(more)
	}
	before := get(s.As("kantoor").Case(t.Context(), s.CaseID))(t)
	for name, bad := range map[string]badObjection{
		"to something undecided":             {"ouder", against(map[string]any{"decisionCaseIds": []string{undecided.CaseID}}), wrong, []string{"body.decisionCaseIds[0]"}},
		"to something decided and something": {"ouder", against(map[string]any{"decisionCaseIds": []string{s.CaseID, undecided.CaseID}}), wrong, []string{"body.decisionCaseIds[1]"}},
		"to nothing":                         {"ouder", against(map[string]any{"decisionCaseIds": []string{}}), wrong, []string{"body.decisionCaseIds"}},
		"to the same decision twice":         {"ouder", against(map[string]any{"decisionCaseIds": []string{s.CaseID, s.CaseID}}), wrong, []string{"body.decisionCaseIds"}},
		"to a decision that there is not":    {"ouder", against(map[string]any{"decisionCaseIds": []string{"000000000000"}}), noSuchOne, nil},
		"without a bezwaarschrift":           {"ouder", against(map[string]any{"objectionId": nil}), wrong, []string{"body"}},
		"with a paper that is not there":     {"ouder", against(map[string]any{"objectionId": "0000000000000000"}), wrong, nil},
		"with the paper of another":          {"ouder", against(map[string]any{"objectionId": filed}), wrong, nil},
		"by an expert":                       {"gz-psycholoog", against(nil), notYours, nil},
		"by the SOT":                         {"sot-utrechtse-heuvelrug", against(nil), notYours, nil},
		"by the receiving school":            {"ib-stuifheugel", against(nil), notYours, nil},
		"by a school with no part":           {"ib-op-dreef", against(nil), noSuchOne, nil},
		"a parent who says when and how":     {"ouder", against(map[string]any{"receivedOn": s.Day(-1), "channel": "post"}), wrong, []string{"body.receivedOn", "body.channel"}},
		"recorded without when, how and who": {"kantoor", recorded(map[string]any{"receivedOn": nil, "channel": nil, "objector": nil}), wrong, []string{"body.receivedOn", "body.channel", "body.objector"}},
		"recorded before it came":            {"kantoor", recorded(map[string]any{"receivedOn": s.Day(1)}), wrong, []string{"body.receivedOn"}},
		"posted after it came":               {"kantoor", recorded(map[string]any{"postedOn": s.Day(1)}), wrong, []string{"body.postedOn"}},
		"an e-mail with a postmark":          {"kantoor", recorded(map[string]any{"channel": "email", "postedOn": s.Day(0)}), wrong, []string{"body.postedOn"}},
		"of a parent of another child":       {"kantoor", recorded(map[string]any{"objector": "parent:00000000000000000000"}), wrong, []string{"body.objector"}},
		"of the receiving school by name":    {"kantoor", recorded(map[string]any{"objector": "school:stuifheugel-zeist"}), wrong, []string{"body.objector"}},
		"of a municipality by name":          {"kantoor", recorded(map[string]any{"objector": "municipality:zeist"}), wrong, []string{"body.objector"}},
		"a year before the decision":         {"kantoor", recorded(map[string]any{"receivedOn": s.Day(-900)}), wrong, []string{"body.receivedOn"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := s.As(bad.account).Lodge(t.Context(), "key-of-a-bad-objection", bad.body)
			wantStatus(t, err, bad.status)
			for _, field := range bad.fields {
				wantField(t, asProblem(err), field)
			}
		})
	}
	after := get(s.As("kantoor").Case(t.Context(), s.CaseID))(t)
	if after.Version != before.Version || len(after.Related) != 0 || len(after.TLV.Objections) != 0 {
		t.Errorf("what was refused left %+v with the decision", after.Related)
	}
	// The key of a refusal is free again, and the paper still a draft: the mended form is accepted.
	if _, err := s.As("ouder").Lodge(t.Context(), "key-of-a-bad-objection", against(nil)); err != nil {
		t.Errorf("the mended form is not accepted: %v", err)
	}
}

func TestAnActInABezwaarAtTheWrongMomentOrByAnotherIsRefused(t *testing.T) {
	s := told(t, refusedTLV...)
	b := objection(s, "b")
	tellBezwaar(t, b, journey.Lodged, journey.Acknowledged)
	words := func(account, kind string) string {
		return get(b.Words(t.Context(), account, "bad-"+kind, kind, "Woorden."))(t)
	}
	wantRefused(t, b.CaseID, map[string]badAct{
		"a second receipt":                {"kantoor", "acknowledgement", map[string]any{}, notNow, nil},
		"sent without a bundle":           {"kantoor", "lbt-submission", map[string]any{"sentOn": b.Day(0)}, notNow, nil},
		"a hearing before the LBT has it": {"kantoor", "hearing", map[string]any{"hearingOn": b.Day(14), "hearingTime": "13:30", "placeTextId": words("kantoor", "plaats-hoorzitting")}, notNow, nil},
		"a hearing at half past thirty":   {"kantoor", "hearing", map[string]any{"hearingOn": "volgende week", "hearingTime": "30:30", "placeTextId": "x"}, wrong, []string{"body.hearingOn", "body.hearingTime"}},
		"repaired what nobody asked":      {"ouder", "repair", map[string]any{"textId": "0000000000000000"}, notNow, nil},
		"explained what is in time":       {"ouder", "lateness", map[string]any{"textId": "0000000000000000"}, notNow, nil},
		"to repair before today":          {"kantoor", "repair-request", map[string]any{"requestTextId": words("kantoor", "herstelverzoek"), "repairBy": b.Day(0)}, wrong, []string{"body.repairBy"}},
		"a talk held tomorrow":            {"kantoor", "objection-talk", map[string]any{"talkOn": b.Day(1), "textId": words("kantoor", "gesprek-bezwaar")}, wrong, []string{"body.textId"}},
		"unfounded without the LBT": {"directeur", "objection-decision", map[string]any{"opinion": "unfounded", "reasonsTextId": words("directeur", "motivering-bezwaar")}, wrong,
			[]string{"body.opinion"}},
		"announced before it is decided":    {"kantoor", "objection-announcement", map[string]any{}, notNow, nil},
		"beroep before there is a decision": {"kantoor", "appeal", map[string]any{"lodgedOn": b.Day(0)}, notNow, nil},
		"taken back by the school":          {"ib-regenboog", "objection-withdrawal", map[string]any{}, notYours, nil},
		"taken back by the office unproven": {"kantoor", "objection-withdrawal", map[string]any{}, wrong, []string{"body.textId"}},
		"decided by the office":             {"kantoor", "objection-decision", map[string]any{"opinion": "unfounded", "reasonsTextId": "x"}, notYours, nil},
		"an act of the other procedure":     {"kantoor", "competence", map[string]any{"competent": true}, notYours, nil},
		"an act by an expert of the TLV":    {"gz-psycholoog", "defence", map[string]any{"textId": "x"}, noSuchOne, nil},
	})
}

func TestADecisionOnABezwaarThatTheLawDoesNotAllowIsRefused(t *testing.T) {
	s := told(t, refusedTLV...)
	b := objection(s, "b")
	tellBezwaar(t, b, slices.Concat(journey.AtLbt, []journey.Stage{journey.HearingPlanned(0), journey.Heard, journey.Advised("unfounded")})...)
	reasons := get(b.Words(t.Context(), "directeur", "reasons", "motivering-bezwaar", "De redenen."))(t)
	why := get(b.Words(t.Context(), "directeur", "why", "afwijking-advies", "Hierom."))(t)
	grant := func(change map[string]any) map[string]any {
		replacement := b.Granting()[0]
		replacement["decision"] = granting(s).with(change)
		return map[string]any{"opinion": "upheld", "reasonsTextId": reasons, "deviationTextId": why, "replacements": []any{replacement}}
	}
	const path = "objection-decision"
	wantRefused(t, b.CaseID, map[string]badAct{
		"against the advice without saying why": {"directeur", path, decision(grant(nil)).with(map[string]any{"deviationTextId": nil}), wrong, []string{"body.deviationTextId"}},
		"with the advice, saying why not":       {"directeur", path, map[string]any{"opinion": "unfounded", "reasonsTextId": reasons, "deviationTextId": why}, wrong, []string{"body.deviationTextId"}},
		"upheld with nothing in its place":      {"directeur", path, map[string]any{"opinion": "upheld", "reasonsTextId": reasons, "deviationTextId": why}, wrong, []string{"body.replacements"}},
		"unfounded with something in its place": {"directeur", path, decision(grant(nil)).with(map[string]any{"opinion": "unfounded", "deviationTextId": nil}), wrong, []string{"body.replacements"}},
		"in the place of another decision": {"directeur", path, decision(grant(nil)).with(map[string]any{
			"replacements": []any{map[string]any{"caseId": "000000000000", "decision": granting(s)}}}), wrong, []string{"body.replacements[0].caseId", "body.replacements"}},
		"without reasons":                                   {"directeur", path, decision(grant(nil)).with(map[string]any{"reasonsTextId": nil}), wrong, []string{"body"}},
		"a TLV from a day in the past":                      {"directeur", path, grant(map[string]any{"validFrom": s.Day(-1)}), wrong, []string{"body.replacements[0].decision.validFrom"}},
		"a TLV until another day":                           {"directeur", path, grant(map[string]any{"validUntil": s.Day(300)}), wrong, []string{"body.replacements[0].decision.validUntil"}},
		"a TLV for a school not known":                      {"directeur", path, grant(map[string]any{"receivingSchoolId": "bestaat-niet"}), wrong, []string{"body.replacements[0].decision.receivingSchoolId"}},
		"a TLV for so without a category":                   {"directeur", path, grant(map[string]any{"destination": "so"}), wrong, []string{"body.replacements[0].decision.category"}},
		"taken back after the advice by who did not object": {"ib-regenboog", "objection-withdrawal", map[string]any{}, notYours, nil},
	})
	tellBezwaar(t, b, journey.Settled("unfounded"), journey.Told, journey.Appealed)
	wantRefused(t, b.CaseID, map[string]badAct{
		"decided again":                 {"directeur", path, map[string]any{"opinion": "unfounded", "reasonsTextId": reasons}, notNow, nil},
		"taken back after the decision": {"ouder", "objection-withdrawal", map[string]any{}, notNow, nil},
		"beroep a second time":          {"kantoor", "appeal", map[string]any{"lodgedOn": b.Day(0)}, notNow, nil},
		"another bundle":                {"kantoor", "bundle", map[string]any{}, notNow, nil},
	})
	_, err := s.As("ouder").Lodge(t.Context(), "key-against-a-bezwaar", map[string]any{"decisionCaseIds": []string{b.CaseID}, "objectionId": "x"})
	wantStatus(t, err, wrong)
	wantField(t, asProblem(err), "body.decisionCaseIds[0]")
}
