package e2e

import (
	"net/http"
	"testing"

	"traject.nl/tools/journey"
)

// noSuchID is the id of nothing.
const noSuchID = "0000000000000000"

func TestARequestThatCannotBeTakenInIsRefusedAndLeavesNothing(t *testing.T) {
	c := stay(t, "b")
	good := decision(get(c.Request(t.Context()))(t))
	for name, bad := range map[string]struct {
		account string
		body    map[string]any
		status  int
		field   string
	}{
		"groep 2":                       {"ib-regenboog", good.with(map[string]any{"groep": 2}), wrong, "body.groep"},
		"groep 9":                       {"ib-regenboog", good.with(map[string]any{"groep": 9}), wrong, "body.groep"},
		"without a question":            {"ib-regenboog", good.with(map[string]any{"questionTextId": nil}), wrong, ""},
		"a question that nobody wrote":  {"ib-regenboog", good.with(map[string]any{"questionTextId": noSuchID}), wrong, ""},
		"of another school":             {"ib-op-dreef", good, notYours, ""},
		"of a dossier that there isn't": {"ib-regenboog", good.with(map[string]any{"dossierId": "000000000000"}), wrong, ""},
		"from a case that there isn't":  {"ib-regenboog", good.with(map[string]any{"fromCaseId": "000000000000"}), wrong, "body.fromCaseId"},
		"not before a day in the past":  {"ib-regenboog", good.with(map[string]any{"notBefore": c.Day(-1)}), wrong, "body.notBefore"},
		"by the SOT":                    {"sot-utrechtse-heuvelrug", good, notYours, ""},
		"by the Buitenkans itself":      {"buitenkans", good, notYours, ""},
		"by a parent":                   {"ouder", good, notYours, ""},
		"by the municipality":           {"gemeente-utrechtse-heuvelrug", good, notYours, ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := c.As(bad.account).Do(t.Context(), journey.Request{
				Method: http.MethodPost, URL: traject.Cases + "/v1/buitenkans", Key: "key-of-a-bad-request", Body: bad.body,
			}, nil)
			wantStatus(t, err, bad.status)
			if bad.field != "" {
				wantField(t, asProblem(err), bad.field)
			}
		})
	}
	// The dossier is a draft still, and the mended request is taken in.
	tellCourse(t, c, journey.Requested)
}

func TestAnActInAStayAtTheWrongMomentOrByAnotherIsRefused(t *testing.T) {
	demonstration(t)
	c := stay(t, "b")
	tellCourse(t, c, journey.Requested)
	wantRefused(t, c.CaseID, map[string]badAct{
		"admitted before the parents consent": {"buitenkans", "admission", map[string]any{"admitted": true}, notYours, nil},
		"consent by the school":               {"ib-regenboog", "consent", map[string]any{"agreed": true}, notYours, nil},
		"consent by the office without paper": {"kantoor", "consent", map[string]any{"agreed": true}, wrong, []string{"body.textId"}},
		"not supported without saying why":    {"sot-utrechtse-heuvelrug", "support", map[string]any{"supported": false}, wrong, []string{"body.textId"}},
		"supported by another SOT":            {"sot-zeist", "support", map[string]any{"supported": true}, noSuchOne, nil},
		"an act of a placement":               {"ib-regenboog", "evaluation", map[string]any{"heldOn": c.Day(0), "going": "well", "reportId": noSuchID, "together": true, "returnInSight": true}, notYours, nil},
	})
	tellCourse(t, c, journey.Supported, journey.Consented, journey.Admitted, journey.Offered)
	wantRefused(t, c.CaseID, map[string]badAct{
		"a start in the past":                 {"buitenkans", "start-plan", map[string]any{"startOn": c.Day(-1)}, wrong, []string{"body.startOn"}},
		"longer than thirteen weeks":          {"buitenkans", "start-plan", map[string]any{"startOn": c.Day(0), "untilOn": c.Day(thirteenWk + 1)}, wrong, []string{"body.untilOn"}},
		"an end before the start":             {"buitenkans", "start-plan", map[string]any{"startOn": c.Day(1), "untilOn": c.Day(0)}, wrong, []string{"body.untilOn"}},
		"in a group for others":               {"buitenkans", "start-plan", map[string]any{"startOn": c.Day(0), "groupId": smallGroup}, wrong, []string{"body.groupId"}},
		"in a group that there is not":        {"buitenkans", "start-plan", map[string]any{"startOn": c.Day(0), "groupId": "bestaat-niet"}, wrong, []string{"body.groupId"}},
		"planned by the school":               {"ib-regenboog", "start-plan", map[string]any{"startOn": c.Day(0)}, notYours, nil},
		"arrived before the start is planned": {"buitenkans", "start", map[string]any{"arrived": true}, notNow, nil},
		"advised before the pupil came":       {"buitenkans", "support-advice", map[string]any{"direction": "return", "adviceId": noSuchID}, notNow, nil},
	})
	tellCourse(t, c, journey.Planned, journey.Arrived)
	wantRefused(t, c.CaseID, map[string]badAct{
		"an end after the maximum":        {"buitenkans", "end-date", map[string]any{"untilOn": c.Day(thirteenWk + 1)}, wrong, []string{"body.untilOn"}},
		"an end in the past":              {"buitenkans", "end-date", map[string]any{"untilOn": c.Day(-1)}, wrong, []string{"body.untilOn"}},
		"the start planned again":         {"buitenkans", "start-plan", map[string]any{"startOn": c.Day(1)}, notNow, nil},
		"back while the pupil is there":   {"buitenkans", "resumption", map[string]any{"on": c.Day(0)}, notNow, nil},
		"a talk that is still to come":    {"buitenkans", "midway-evaluation", map[string]any{"heldOn": c.Day(1), "reportId": noSuchID}, wrong, []string{"body.heldOn"}},
		"ended tomorrow":                  {"buitenkans", "placement-end", map[string]any{"endedOn": c.Day(1), "reason": "parents", "textId": noSuchID}, wrong, []string{"body.endedOn"}},
		"ended early without saying why":  {"buitenkans", "placement-end", map[string]any{"endedOn": c.Day(0), "reason": "school"}, wrong, []string{"body.textId"}},
		"a no-show of who is there":       {"buitenkans", "placement-end", map[string]any{"reason": "no-show"}, wrong, []string{"body.reason"}},
		"taken back when it has begun":    {"ib-regenboog", "request-withdrawal", map[string]any{}, notNow, nil},
		"after-care before the end":       {"ib-regenboog", "aftercare", map[string]any{"heldOn": c.Day(0), "going": "well", "reportId": noSuchID}, notNow, nil},
		"the maximum moved as a term":     {"kantoor", "term-extension", map[string]any{"termId": "einde-plaatsing", "untilOn": c.Day(200), "reasonTextId": noSuchID}, notYours, nil},
		"left on a day that is to come":   {"ib-regenboog", "departure", map[string]any{"reason": "moved", "on": c.Day(1)}, wrong, []string{"body.on"}},
		"left for a reason nobody knows":  {"ib-regenboog", "departure", map[string]any{"reason": "weg", "on": c.Day(0)}, wrong, []string{"body.reason"}},
		"left, says a parent":             {"ouder", "departure", map[string]any{"reason": "moved", "on": c.Day(0)}, notYours, nil},
		"the end moved by the school":     {"ib-regenboog", "end-date", map[string]any{"untilOn": c.Day(7)}, notYours, nil},
		"a look by who has no part in it": {"gz-psycholoog", "end-date", map[string]any{"untilOn": c.Day(7)}, noSuchOne, nil},
	})
}

func TestAnActInAPlacementAtTheWrongMomentOrByAnotherIsRefused(t *testing.T) {
	_, c := followed(t)
	report := map[string]any{"heldOn": c.Day(0), "going": "well", "together": true, "returnInSight": false, "reportId": noSuchID}
	wantRefused(t, c.CaseID, map[string]badAct{
		"confirmed by the school of origin": {"ib-regenboog", "placement-confirmation", map[string]any{"placedOn": c.Day(0)}, notYours, nil},
		"there before the TLV":              {"ib-stuifheugel", "placement-confirmation", map[string]any{"placedOn": c.Day(-1)}, wrong, []string{"body.placedOn"}},
		"there on a day that is to come":    {"ib-stuifheugel", "placement-confirmation", map[string]any{"placedOn": c.Day(1)}, wrong, []string{"body.placedOn"}},
		"evaluated before the pupil came":   {"ib-regenboog", "evaluation", report, notNow, nil},
	})
	tellCourse(t, c, journey.Confirmed)
	closed := closedSchool(t)
	steps := []map[string]any{{"fromOn": c.Day(0), "halfDays": 4}, {"fromOn": c.Day(14), "halfDays": 10}}
	plan := decision{"schoolId": "regenboog-uh-amerongen", "steps": steps, "planId": get(c.Words(t.Context(), "ib-stuifheugel", "terugplaatsingsplan", "Het plan."))(t)}
	wantRefused(t, c.CaseID, map[string]badAct{
		"a second confirmation":                     {"ib-stuifheugel", "placement-confirmation", map[string]any{"placedOn": c.Day(0)}, notYours, nil},
		"evaluated by a school that is no party":    {"ib-op-dreef", "evaluation", report, noSuchOne, nil},
		"evaluated by a parent":                     {"ouder", "evaluation", report, notYours, nil},
		"evaluated tomorrow":                        {"ib-stuifheugel", "evaluation", decision(report).with(map[string]any{"heldOn": c.Day(1)}), wrong, []string{"body.heldOn"}},
		"evaluated before the pupil was there":      {"ib-stuifheugel", "evaluation", decision(report).with(map[string]any{"heldOn": c.Day(-1)}), wrong, []string{"body.heldOn"}},
		"a choice of the school of origin":          {"ib-regenboog", "continuation", map[string]any{"continuation": "vo", "reasonsTextId": noSuchID}, notYours, nil},
		"a return to a school that does not exist":  {"ib-stuifheugel", "return", plan.with(map[string]any{"schoolId": "bestaat-niet"}), wrong, []string{"body.schoolId"}},
		"a return to a school that was closed":      {"ib-stuifheugel", "return", plan.with(map[string]any{"schoolId": closed}), wrong, []string{"body.schoolId"}},
		"a return to a school for special children": {"ib-stuifheugel", "return", plan.with(map[string]any{"schoolId": "meerklank-zeist"}), wrong, []string{"body.schoolId"}},
		"a return without steps":                    {"ib-stuifheugel", "return", plan.with(map[string]any{"steps": []any{}}), wrong, []string{"body.steps"}},
		"a return that never gets whole":            {"ib-stuifheugel", "return", plan.with(map[string]any{"steps": steps[:1]}), wrong, []string{"body.steps[0].halfDays"}},
		"a return backwards":                        {"ib-stuifheugel", "return", plan.with(map[string]any{"steps": []map[string]any{steps[1], steps[0]}}), wrong, []string{"body.steps[1].fromOn"}},
		"a return planned by the school of origin":  {"ib-regenboog", "return", plan, notYours, nil},
		"an answer to a plan that there is not":     {"ib-regenboog", "return-answer", map[string]any{"agreed": true}, notYours, nil},
		"followed up before a return":               {"ib-regenboog", "follow-up", map[string]any{"heldOn": c.Day(0), "going": "well", "reportId": noSuchID}, notYours, nil},
		"unused while the pupil is there":           {"ib-stuifheugel", "unused", map[string]any{"textId": noSuchID}, notYours, nil},
	})
	tellCourse(t, c, journey.ReturnPlanned)
	wantRefused(t, c.CaseID, map[string]badAct{
		"back before the school agreed":  {"ib-regenboog", "return-confirmation", map[string]any{"returnedOn": c.Day(0)}, notNow, nil},
		"no without saying why":          {"ib-regenboog", "return-answer", map[string]any{"agreed": false}, wrong, []string{"body.textId"}},
		"answered by who made the plan":  {"ib-stuifheugel", "return-answer", map[string]any{"agreed": true}, notYours, nil},
		"stopped on a day that is ahead": {"ib-stuifheugel", "return-stop", map[string]any{"stoppedOn": c.Day(1), "textId": noSuchID}, wrong, []string{"body.stoppedOn"}},
	})
	tellCourse(t, c, journey.ReturnAgreed)
	wantRefused(t, c.CaseID, map[string]badAct{
		"back tomorrow": {"ib-regenboog", "return-confirmation", map[string]any{"returnedOn": c.Day(1)}, wrong, []string{"body.returnedOn"}},
	})
}

// closedSchool is a regular school that the office closed, as of yesterday.
func closedSchool(t *testing.T) string {
	t.Helper()
	const school = "pirapoleon-austerlitz"
	url := traject.Registry + "/v1/schools/" + school
	var found struct{ Closed string }
	header := get(traject.As("kantoor").Do(t.Context(), journey.Request{Method: http.MethodGet, URL: url}, &found))(t)
	if found.Closed == "" {
		get(traject.As("kantoor").Do(t.Context(), journey.Request{
			Method: http.MethodPatch, URL: url, Key: "pirapoleon-closes", Body: map[string]string{"closed": story(t).Day(-1)},
			Header: map[string]string{"If-Match": header.Get("ETag")},
		}, &found))(t)
	}
	return school
}

func TestWhatStartsAnInstitutionOrAnApplicationFromHereIsChecked(t *testing.T) {
	_, c := followed(t, journey.Confirmed)
	const placements = "/v1/placements"
	key := c.Key + "-i"
	other := traject.Institution(key, pupilOf(key))
	tellCourse(t, other, journey.Followed)
	body := decision{
		"schoolId": "regenboog-uh-amerongen", "dossierId": c.DossierID, "institution": "jji", "placedOn": c.Day(0),
		"agreementsTextId": get(c.Words(t.Context(), "ib-stuifheugel", "afspraken-instelling", "Afspraken."))(t),
	}
	for name, bad := range map[string]struct {
		account string
		body    map[string]any
		status  int
		field   string
	}{
		"a second placement of one pupil":    {"ib-stuifheugel", body.with(map[string]any{"schoolId": "stuifheugel-zeist"}), wrong, "body.dossierId"},
		"by a school that is not its own":    {"ib-op-dreef", body, notYours, ""},
		"placed on a day that is to come":    {"ib-stuifheugel", body.with(map[string]any{"schoolId": "stuifheugel-zeist", "placedOn": c.Day(1)}), wrong, "body.placedOn"},
		"in an institution of an odd kind":   {"ib-stuifheugel", body.with(map[string]any{"schoolId": "stuifheugel-zeist", "institution": "hotel"}), wrong, "body.institution"},
		"without agreements about returning": {"ib-stuifheugel", body.with(map[string]any{"schoolId": "stuifheugel-zeist", "agreementsTextId": nil}), wrong, ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := c.As(bad.account).Do(t.Context(), journey.Request{
				Method: http.MethodPost, URL: traject.Cases + placements, Key: "key-of-a-bad-placement", Body: bad.body,
			}, nil)
			wantStatus(t, err, bad.status)
			if bad.field != "" {
				wantField(t, asProblem(err), bad.field)
			}
		})
	}
	// Who may not start an application from the placement: the school of origin, which follows it, and everybody else.
	for _, account := range groupsOf(applicant, parent, sot, zout, experts, []string{"ib-op-dreef", "buitenkans", "gemeente-zeist"}) {
		_, err := c.As(account).StartFurther(t.Context(), c.Key+"-not-"+account, c.DossierID, c.CaseID)
		if status := journey.Status(err); status != notYours && status != noSuchOne {
			t.Errorf("%s starts an application from the placement: %v", account, err)
		}
	}
}
