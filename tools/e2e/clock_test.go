package e2e

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"traject.nl/tools/journey"
)

// The two terms that ZOUT must meet: to decide on an application, and on a bezwaar.
const (
	toDecide          = "beslistermijn"
	toDecideOnBezwaar = "beslistermijn-bezwaar"
)

// termOf is a term as the office sees it.
func termOf(t *testing.T, caseID, id string) journey.Term {
	t.Helper()
	term, there := get(traject.As("kantoor").Case(t.Context(), caseID))(t).Term(id)
	if !there {
		t.Fatalf("case %s has no term %s", caseID, id)
	}
	return term
}

// inDutch is a date as letters have it.
func inDutch(t *testing.T, on string) string {
	t.Helper()
	date := get(time.Parse(time.DateOnly, on))(t)
	months := []string{"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"}
	return fmt.Sprintf("%d %s %d", date.Day(), months[date.Month()-1], date.Year())
}

func TestALongerTermIsToldByLetterToSchoolAndParents(t *testing.T) {
	s := told(t, advised[:7]...)
	until := s.Day(84)
	if err := s.As("kantoor").ExtendTerm(t.Context(), s.In(), "longer", toDecide, until, 0); err != nil {
		t.Fatal(err)
	}
	longer := termOf(t, s.CaseID, toDecide)
	if longer.PlannedOn != until || len(longer.Extensions) != 1 || longer.Extensions[0].NotifiedOn != s.Day(0) || len(longer.Steps) == 0 {
		t.Errorf("want a term until %s, told today, got %+v", until, longer)
	}
	letters := lettersOf(t, s)
	if len(letters) != 2 {
		t.Errorf("want a letter to the school and one to the parent, got %+v", letters)
	}
	for _, letter := range letters {
		reader := "ib-regenboog"
		if strings.HasPrefix(letter.Addressee, "parent:") {
			reader = "ouder"
		}
		text := flat(textOf(t, get(s.As(reader).Download(t.Context(), s.CaseID, letter.ID))(t)))
		for _, wanted := range []string{inDutch(t, until), "Een deskundige is ziek"} {
			if !strings.Contains(text, wanted) {
				t.Errorf("the letter to %s does not have %q:\n%s", reader, wanted, text)
			}
		}
	}
	now := get(s.As("kantoor").Case(t.Context(), s.CaseID))(t)
	if now.MayDo("ExtendTerm") || len(now.Extendable) != 0 {
		t.Error("a term that was made longer is offered to be made longer again")
	}
	wantNotices(t, s.CaseID, s.Form.Pupil)
}

func TestVerdagingMovesTheDecisionOnABezwaarOnce(t *testing.T) {
	s := told(t, refusedTLV...)
	b := objection(s, "b")
	tellBezwaar(t, b, journey.Lodged)
	before := termOf(t, b.CaseID, toDecideOnBezwaar)
	if err := b.As("kantoor").ExtendTerm(t.Context(), b.In(), "verdaagd", toDecideOnBezwaar, "", 6); err != nil {
		t.Fatal(err)
	}
	after := termOf(t, b.CaseID, toDecideOnBezwaar)
	// The earlier answer is planned on; the Awt may move either by some days.
	if weeksFrom(t, after)-weeksFrom(t, before) < 5 || after.PlannedOn <= before.LastOn || len(after.Extensions) != 1 {
		t.Errorf("six weeks from %s became %s: %+v", before.PlannedOn, after.PlannedOn, after.Extensions)
	}
	if letters := lettersTo(t, b, "parent:"); len(letters) != 1 {
		t.Errorf("want a letter to who objected, got %+v", letters)
	}
}

func TestATermStandsStillWhileItIsAgreedOrAwaited(t *testing.T) {
	s := told(t, journey.Draft, journey.HandIn, journey.Competent, journey.SotConfirmed)
	before := termOf(t, s.CaseID, toDecide)
	if err := s.As("kantoor").AgreeDelay(t.Context(), s.In(), "agreed", toDecide, s.Day(7), s.Day(13)); err != nil {
		t.Fatal(err)
	}
	agreed := termOf(t, s.CaseID, toDecide)
	if agreed.PlannedOn <= before.PlannedOn || agreed.SuspendedDays != 7 || len(agreed.Suspensions) != 1 || agreed.Suspensions[0].ProofID == "" {
		t.Errorf("a week of delay made %s into %s: %+v", before.PlannedOn, agreed.PlannedOn, agreed)
	}
	wantDaysWithoutGap(t, agreed)

	tell(t, s, journey.Incomplete)
	still := termOf(t, s.CaseID, toDecide)
	if !still.Suspended || still.PlannedOn != "" || riskOf(t, s.CaseID, toDecide) != "suspended" {
		t.Errorf("while the school is awaited, the term is %+v with risk %q", still, riskOf(t, s.CaseID, toDecide))
	}
	tell(t, s, journey.Completed, journey.FoundComplete)
	if runs := termOf(t, s.CaseID, toDecide); runs.Suspended || runs.PlannedOn < agreed.PlannedOn {
		t.Errorf("after the completion the term is %+v", runs)
	}
}

// wantDaysWithoutGap: the stretches behind a date follow each other from the day after the event to the date.
func wantDaysWithoutGap(t *testing.T, term journey.Term) {
	t.Helper()
	day := get(time.Parse(time.DateOnly, term.EventOn))(t).AddDate(0, 0, 1)
	for _, stretch := range term.Segments {
		if stretch.From != day.Format(time.DateOnly) || stretch.Days < 1 {
			t.Errorf("a stretch begins on %s with %d days, want %s", stretch.From, stretch.Days, day.Format(time.DateOnly))
		}
		day = get(time.Parse(time.DateOnly, stretch.Until))(t).AddDate(0, 0, 1)
	}
	if last := day.AddDate(0, 0, -1).Format(time.DateOnly); last != term.PlannedOn {
		t.Errorf("the stretches end on %s and the term on %s", last, term.PlannedOn)
	}
}

// riskOf a term in the list of the region, as the director sees it.
func riskOf(t *testing.T, caseID, id string) string {
	t.Helper()
	for _, term := range get(traject.As("directeur").OpenTerms(t.Context(), ""))(t) {
		if term.CaseID == caseID && term.TermID == id {
			return term.Risk
		}
	}
	return ""
}

func TestAnIngebrekestellingIsBeforeAHumanTheSameDay(t *testing.T) {
	s := told(t, advised...)
	if err := s.As("ouder").NotifyDefault(t.Context(), s.In(), "default", "", nil); err != nil {
		t.Fatal(err)
	}
	for _, account := range zout {
		seen := get(s.As(account).Case(t.Context(), s.CaseID))(t)
		if tasks := seen.OpenTasks("ingebrekestelling"); len(tasks) != 2 || tasks[0].DueOn != s.Day(0) || !seen.MayDo("JudgeDefault") {
			t.Errorf("%s: want a task of today for office and director, got %+v", account, tasks)
		}
		if len(seen.Defaults) != 1 || seen.Defaults[0].TermID != toDecide || seen.Defaults[0].From != "parent" || seen.Defaults[0].Judgement != "" {
			t.Errorf("%s sees %+v", account, seen.Defaults)
		}
	}
	for account, may := range map[string]bool{"ouder": true, "ib-regenboog": false, "sot-utrechtse-heuvelrug": false, "gz-psycholoog": false} {
		if seen := get(s.As(account).Case(t.Context(), s.CaseID))(t); (len(seen.Defaults) > 0) != may {
			t.Errorf("%s sees the ingebrekestelling: %t, want %t", account, !may, may)
		}
	}
	letters := lettersOf(t, s)
	if len(letters) != 1 || !strings.HasPrefix(letters[0].Addressee, "parent:") {
		t.Fatalf("want a receipt to who gave it, got %+v", letters)
	}
	if text := flat(textOf(t, get(s.As("ouder").Download(t.Context(), s.CaseID, letters[0].ID))(t))); !strings.Contains(text, inDutch(t, s.Day(0))) {
		t.Errorf("the receipt does not say when the notice came:\n%s", text)
	}
}

// TestTheDwangsomIsCountedFromAValidNoticeAndStopsAtTheDecision: € 23, € 35 and € 45 for two weeks each, € 1.442 in all (Awb 4:17).
func TestTheDwangsomIsCountedFromAValidNoticeAndStopsAtTheDecision(t *testing.T) {
	s := told(t, advised...)
	if err := s.As("kantoor").NotifyDefault(t.Context(), s.In(), "default", toDecide, map[string]any{
		"receivedOn": s.Day(-1), "fromParty": "school:regenboog-uh-amerongen",
	}); err != nil {
		t.Fatal(err)
	}
	if err := s.As("directeur").JudgeDefault(t.Context(), s.In(), "judged", "ingebrekestelling/1", "valid"); err != nil {
		t.Fatal(err)
	}
	seen := get(s.As("ib-regenboog").Case(t.Context(), s.CaseID))(t)
	if len(seen.Defaults) != 1 || seen.Defaults[0].Judgement != "valid" || seen.Defaults[0].ReceivedOn != s.Day(-1) || len(seen.OpenTasks("ingebrekestelling")) != 0 {
		t.Fatalf("want a notice that counts and no task left, got %+v", seen.Defaults)
	}
	notice := seen.Defaults[0]
	if ends := termOf(t, s.CaseID, toDecide).PlannedOn; daysBetween(t, ends, notice.FirstDay) != 15 || daysBetween(t, notice.FirstDay, notice.LastDay) != 41 {
		t.Errorf("the term ends on %s; the dwangsom is from %s to %s", ends, notice.FirstDay, notice.LastDay)
	}
	for until, euros := range map[string]int{s.Day(0): 0, notice.FirstDay: 23, notice.LastDay: 1442} {
		if now, then := exposure(t, s.CaseID, until); now != 0 || then != euros {
			t.Errorf("the dwangsom is € %d now and € %d until %s, want € 0 and € %d", now, then, until, euros)
		}
	}
	tell(t, s, journey.Granted, journey.Announced)
	if _, then := exposure(t, s.CaseID, notice.LastDay); then != 0 {
		t.Errorf("after the decision there are still € %d to come", then)
	}
	if after := get(s.As("kantoor").Case(t.Context(), s.CaseID))(t); after.Defaults[0].StoppedOn != s.Day(0) || len(after.OpenTasks("dwangsombesluit")) != 0 {
		t.Errorf("the decision did not stop the dwangsom: %+v", after.Defaults)
	}
}

func daysBetween(t *testing.T, from, until string) int {
	t.Helper()
	return int(get(time.Parse(time.DateOnly, until))(t).Sub(get(time.Parse(time.DateOnly, from))(t)).Hours() / 24)
}

// exposure of a case in euro: now, and until a day if nothing happens. The total is that of all cases.
func exposure(t *testing.T, caseID, until string) (now, then int) {
	t.Helper()
	found := get(traject.As("directeur").Penalties(t.Context(), until))(t)
	var sumNow, sumThen int
	for _, item := range found.Items {
		sumNow, sumThen = sumNow+item.EurosNow, sumThen+item.EurosUntil
		if item.CaseID == caseID {
			now, then = now+item.EurosNow, then+item.EurosUntil
		}
	}
	if sumNow != found.EurosNow || sumThen != found.EurosUntil || found.Until != until {
		t.Errorf("until %s the items come to € %d and € %d, the totals say € %d and € %d until %s", until, sumNow, sumThen, found.EurosNow, found.EurosUntil, found.Until)
	}
	return now, then
}

func TestATaskGoesFromHandToHand(t *testing.T) {
	s := told(t, journey.Draft, journey.HandIn)
	task := openTask(t, s, "sot-betrokkenheid")
	sotHere, office := s.As("sot-utrechtse-heuvelrug"), s.As("kantoor")
	wantWith := func(subject string) {
		t.Helper()
		if now := openTask(t, s, "sot-betrokkenheid"); now.Subject != subject {
			t.Errorf("the task is with %q, want %q", now.Subject, subject)
		}
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	// The registry names the fixed SOT-medewerker of the subregion.
	wantWith("dev-sot-utrechtse-heuvelrug")
	must(sotHere.PutBack(t.Context(), s.In(), "back", task.ID))
	wantWith("")
	must(sotHere.Claim(t.Context(), s.In(), "claim", task.ID))
	wantWith("dev-sot-utrechtse-heuvelrug")
	must(office.Comment(t.Context(), s.In(), "comment", task.ID, "De school belde hierover."))
	must(office.HandOver(t.Context(), s.In(), "over", task.ID, "sot:zeist", ""))
	over := openTask(t, s, "sot-betrokkenheid")
	if over.Party != "sot:zeist" || over.HandedOverFrom != "sot:utrechtse-heuvelrug" || len(over.Comments) != 1 || over.Subject != "" {
		t.Errorf("after the hand-over the task is %+v", over)
	}
	if _, err := s.As("sot-zeist").Act(t.Context(), s.CaseID, s.Key+"-by-zeist", "sot-confirmation", map[string]any{"involved": true}); err != nil {
		t.Errorf("who got the task cannot do it: %v", err)
	}
	if seen := get(s.As("ib-regenboog").Case(t.Context(), s.CaseID))(t); slices.ContainsFunc(seen.Tasks, func(one journey.Task) bool { return len(one.Comments) > 0 }) {
		t.Error("the school sees a remark that is for who works with the dossier")
	}
	wantGapFree(t, s.CaseID)
}

func openTask(t *testing.T, s *journey.Story, kind string) journey.Task {
	t.Helper()
	open := get(s.As("kantoor").Case(t.Context(), s.CaseID))(t).OpenTasks(kind)
	if len(open) != 1 {
		t.Fatalf("want one task %s, got %+v", kind, open)
	}
	return open[0]
}

func TestAllTasksOfWhoIsIllGoToAColleagueAtOnce(t *testing.T) {
	one, two := told(t, journey.Draft, journey.HandIn), another(t, "2", journey.Draft, journey.HandIn)
	body := map[string]any{"from": "sot:utrechtse-heuvelrug", "toParty": "sot:utrechtse-heuvelrug", "toSubject": "dev-sot-zeist"}
	done := get(traject.As("kantoor").HandOverAll(t.Context(), one.Key+"-ill", body))(t)
	if done.HandedOver < 2 || done.Failed != 0 {
		t.Errorf("want the tasks of both cases handed over, got %+v", done)
	}
	for _, s := range []*journey.Story{one, two} {
		if task := openTask(t, s, "sot-betrokkenheid"); task.Subject != "dev-sot-zeist" || task.Party != "sot:utrechtse-heuvelrug" {
			t.Errorf("the task of %s is with %s of %s", s.CaseID, task.Subject, task.Party)
		}
	}
	again := get(traject.As("kantoor").HandOverAll(t.Context(), one.Key+"-ill-2", body))(t)
	if again.HandedOver != 0 || again.Failed != 0 {
		t.Errorf("done twice, it did %+v", again)
	}
	_, err := traject.As("sot-zeist").HandOverAll(t.Context(), one.Key+"-zeist", body)
	wantStatus(t, err, http.StatusForbidden)
	_, err = traject.As("kantoor").HandOverAll(t.Context(), one.Key+"-role", map[string]any{"from": "sot:zeist", "toParty": "office:zout"})
	wantStatus(t, err, http.StatusBadRequest)
	wantField(t, asProblem(err), "body.toParty")
}

// termReads are the overviews of the clock, and who may read them.
var termReads = []struct {
	name, path string
	may        []string
}{
	{"all terms by risk", "/v1/terms", groupsOf(zout, sot, []string{"sot-zeist"})},
	{"the dwangsommen", "/v1/penalties", zout},
}

func TestWhoMaySeeTheOverviewsOfTheClock(t *testing.T) {
	s := told(t, journey.Draft, journey.HandIn)
	for _, one := range termReads {
		for _, account := range everyone() {
			err := s.As(account).Get(t.Context(), traject.Cases+one.path, new([]byte))
			if may := slices.Contains(one.may, account); may && err != nil || !may && journey.Status(err) != http.StatusForbidden {
				t.Errorf("%s and %s (may: %t): %v", account, one.name, may, err)
			}
		}
	}
	for account, sees := range map[string]bool{"directeur": true, "kantoor": true, "sot-utrechtse-heuvelrug": true, "sot-zeist": false} {
		terms := get(s.As(account).OpenTerms(t.Context(), "?procedure=tlv"))(t)
		if found := slices.ContainsFunc(terms, func(o journey.OpenTerm) bool { return o.CaseID == s.CaseID }); found != sees {
			t.Errorf("%s sees a term of another subregion or not its own: %t", account, found)
		}
	}
	// Everybody may ask what they were told of; of a case that is not late nobody was told.
	for _, account := range everyone() {
		for _, one := range get(s.As(account).Escalations(t.Context()))(t) {
			if one.CaseID == s.CaseID {
				t.Errorf("%s was told of a case that is not late: %+v", account, one)
			}
		}
	}
}

func TestACalendarLinkShowsDatesWithoutNamesUntilItIsWithdrawn(t *testing.T) {
	s := told(t, journey.Draft, journey.HandIn)
	for i, account := range []string{"kantoor", "ib-regenboog", "ouder", "sot-utrechtse-heuvelrug"} {
		t.Run(account, func(t *testing.T) {
			person := s.As(account)
			link := get(person.MakeCalendarLink(t.Context(), fmt.Sprintf("%s-link-%d", s.Key, i)))(t)
			text := string(fetched(t, traject.Cases+link.Path, http.StatusOK))
			for _, wanted := range []string{"BEGIN:VCALENDAR", "BEGIN:VEVENT", s.CaseID, "Beslissen op de aanvraag"} {
				if !strings.Contains(unfolded(text), wanted) {
					t.Errorf("the calendar does not have %q:\n%s", wanted, text)
				}
			}
			for _, hidden := range []string{s.Form.Pupil.LastName, s.Form.Pupil.FirstName, "Regenboog", "regenboog", "ouder@example.test"} {
				if strings.Contains(unfolded(text), hidden) {
					t.Errorf("the calendar has %q:\n%s", hidden, text)
				}
			}
			if listed := get(person.CalendarLinks(t.Context()))(t); !slices.ContainsFunc(listed, func(l journey.CalendarLink) bool { return l.ID == link.ID && l.Token == "" && l.Path == "" }) {
				t.Errorf("the list does not have the link without its secret: %+v", listed)
			}
			wantStatus(t, s.As("ib-op-dreef").WithdrawCalendarLink(t.Context(), link.ID), http.StatusNotFound)
			if err := person.WithdrawCalendarLink(t.Context(), link.ID); err != nil {
				t.Fatal(err)
			}
			fetched(t, traject.Cases+link.Path, http.StatusNotFound)
			wantStatus(t, person.WithdrawCalendarLink(t.Context(), link.ID), http.StatusNotFound)
		})
	}
	fetched(t, traject.Cases+"/v1/calendars/raden.ics", http.StatusNotFound)
}

// fetched is the body that somebody without an account gets, with this status.
func fetched(t *testing.T, url string, status int) []byte {
	t.Helper()
	answer := get(http.Get(url))(t)
	defer answer.Body.Close()
	body := get(io.ReadAll(answer.Body))(t)
	if answer.StatusCode != status || status == http.StatusOK && answer.Header.Get("Content-Type") != "text/calendar; charset=utf-8" {
		t.Fatalf("want %d, got %s as %s", status, answer.Status, answer.Header.Get("Content-Type"))
	}
	return body
}

// unfolded is an iCalendar text with its long lines whole again (RFC 5545, 3.1).
func unfolded(text string) string {
	return strings.NewReplacer("\r\n ", "", "\n ", "").Replace(text)
}

func TestARunningCaseIsMovedToANewerPolicyOnly(t *testing.T) {
	s := told(t, journey.Draft, journey.HandIn)
	if get(s.As("kantoor").Case(t.Context(), s.CaseID))(t).MayDo("MovePolicy") {
		t.Error("a move to the policy that the case already has is offered")
	}
	refused(t, s, http.StatusConflict, func() error {
		_, err := s.As("kantoor").Act(t.Context(), s.CaseID, "key-of-a-move", "policy-move", map[string]any{"toVersion": "2026-3"})
		return err
	})
}
