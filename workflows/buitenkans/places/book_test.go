package places

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	registryv1 "traject.nl/proto/gen/traject/registry/v1"
	"traject.nl/workflows/terms"
)

// plainCalendar has school from Monday to Friday and no holidays.
type plainCalendar struct{}

func (plainCalendar) SchoolDay(d terms.Date) bool {
	return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday
}

func (plainCalendar) LastDay(start terms.Date, weeks int, _ bool) terms.Date {
	return start.AddDays(7*weeks - 1)
}

func date(iso string) terms.Date { return terms.MustParse(iso) }

func group(id string, from, to int32, capacities ...*registryv1.Capacity) *registryv1.Group {
	return &registryv1.Group{Id: id, Name: id, FromGroep: from, ToGroep: to, Capacities: capacities}
}

func capacity(from, until string, places int32) *registryv1.Capacity {
	return &registryv1.Capacity{FromOn: from, UntilOn: until, Places: places}
}

func ask(caseID string, groep int32, admitted string, urgency buitenkansv1.Urgency) *buitenkansv1.AskPlace {
	return &buitenkansv1.AskPlace{CaseId: caseID, SchoolId: "bao-zeist", Groep: groep, AdmittedOn: admitted, Urgency: urgency, Weeks: 13}
}

const (
	normal     = buitenkansv1.Urgency_URGENCY_UNSPECIFIED
	atHome     = buitenkansv1.Urgency_URGENCY_AT_HOME
	threatened = buitenkansv1.Urgency_URGENCY_THREATENED
)

// bookOf has the groups, and everybody who asks, arranged on a day.
func bookOf(today string, groups []*registryv1.Group, asked ...*buitenkansv1.AskPlace) *Book {
	b := Open(&buitenkansv1.Places{ProvisionId: "buitenkans"})
	b.SetGroups(groups)
	for _, a := range asked {
		b.Ask(a)
	}
	b.Arrange(date(today), plainCalendar{})
	return b
}

func TestAPupilGetsTheFirstPlaceThatFits(t *testing.T) {
	t.Parallel()
	groups := []*registryv1.Group{group("Laag", 3, 5, capacity("2026-09-01", "2027-07-31", 1)), group("Hoog", 6, 8, capacity("2026-09-01", "2027-07-31", 1))}
	// 5 September 2026 is a Saturday; thirteen weeks from Monday the seventh are over on 6 December.
	b := bookOf("2026-09-05", groups, ask("a", 4, "2026-09-04", normal))
	answer := b.Answer("a")
	assert.Equal(t, "Laag 2026-09-07 2026-12-06", fmt.Sprint(answer.Place.GroupId, " ", answer.Place.FromOn, " ", answer.Place.UntilOn))
	assert.Equal(t, []string{"Groep Laag heeft plek van 7 september 2026 tot en met 6 december 2026."}, answer.Reasons)
}

func TestTheOrderIsUrgencyThenAdmissionThenCase(t *testing.T) {
	t.Parallel()
	one := []*registryv1.Group{group("Midden", 3, 8, capacity("2026-09-01", "2028-07-31", 1))}
	b := bookOf("2026-09-07", one, ask("zit", 5, "2026-09-01", normal))
	for _, a := range []*buitenkansv1.AskPlace{
		ask("gewoon-b", 5, "2026-09-03", normal), ask("gewoon-a", 5, "2026-09-03", normal), ask("eerder", 5, "2026-09-02", normal),
		ask("dreigt", 5, "2026-09-05", threatened), ask("thuis", 5, "2026-09-06", atHome),
	} {
		b.Ask(a)
	}
	b.Arrange(date("2026-09-07"), plainCalendar{})
	assert.Equal(t, []string{"thuis", "dreigt", "eerder", "gewoon-a", "gewoon-b"}, waiting(b))
	last := b.Answer("gewoon-b")
	assert.EqualValues(t, 5, last.Number)
	assert.Empty(t, last.ExpectedOn, "more than a year from now: nobody can say")
	assert.Equal(t, []string{
		"2 kinderen gaan voor: zij hebben meer spoed.", "1 kind gaat voor: het is eerder toegelaten.",
		"1 kind gaat voor: het is op dezelfde dag toegelaten, en dan gaat het op zaaknummer.",
		"Groep Midden is vol tot en met 6 december 2026.",
	}, last.Reasons)
	assert.Equal(t, "2027-06-07", b.Answer("eerder").ExpectedOn, "two go first")
	assert.Equal(t, "2026-12-07", b.Answer("thuis").ExpectedOn, "the day after the one who is there leaves")
}

func waiting(b *Book) []string {
	var ids []string
	for _, w := range b.Places().Waiting {
		ids = append(ids, w.Asked.CaseId)
	}
	return ids
}

func TestAPlaceIsGivenFourWeeksAheadAtMost(t *testing.T) {
	t.Parallel()
	one := []*registryv1.Group{group("Midden", 3, 8, capacity("2026-10-12", "2027-07-31", 2))}
	b := bookOf("2026-09-07", one, ask("a", 5, "2026-09-01", normal))
	assert.Equal(t, []string{"Groep Midden is vol tot en met 11 oktober 2026."}, b.Answer("a").Reasons)
	b.Arrange(date("2026-09-13"), plainCalendar{})
	assert.Nil(t, b.Answer("a").Place, "12 October is 29 days ahead")
	b.Arrange(date("2026-09-14"), plainCalendar{})
	assert.Equal(t, "2026-10-12", b.Answer("a").Place.GetFromOn())

	later := ask("later", 5, "2026-09-01", normal)
	later.NotBefore = "2026-11-30"
	b.Ask(later)
	b.Arrange(date("2026-09-14"), plainCalendar{})
	assert.Equal(t, []string{"Groep Midden heeft plek vanaf 30 november 2026. Een plek wordt ten hoogste 28 dagen vooruit gegeven."}, b.Answer("later").Reasons)
	assert.Equal(t, "2026-11-30", b.Answer("later").ExpectedOn)
}

func TestWhoIsPassedSeesWhy(t *testing.T) {
	t.Parallel()
	groups := []*registryv1.Group{group("Laag", 3, 5), group("Hoog", 6, 8, capacity("2026-09-01", "2027-07-31", 1)), group("Alle", 3, 8, capacity("2026-09-01", "2026-12-31", 1))}
	notYet := ask("later", 7, "2026-09-02", normal)
	notYet.NotBefore = "2026-12-01"
	b := bookOf("2026-09-07", groups, ask("laag", 4, "2026-09-01", normal), ask("laag-2", 4, "2026-09-01", normal), notYet, ask("hoog", 7, "2026-09-03", normal))
	assert.Equal(t, "Alle", b.Answer("laag").Place.GetGroupId())
	assert.Equal(t, "Hoog", b.Answer("hoog").Place.GetGroupId())
	assert.Contains(t, b.Answer("laag-2").Reasons, "Een kind dat later aan de beurt is, kreeg een plek in groep Hoog. Die groep is niet voor groep 4.")
	assert.Contains(t, b.Answer("later").Reasons, "Een kind dat later aan de beurt is, kreeg een plek die eerder begint. Dit kind kan starten vanaf 1 december 2026.")
	b.Arrange(date("2026-09-08"), plainCalendar{})
	assert.Len(t, b.Answer("later").Reasons, 4, "and it is said once: %v", b.Answer("later").Reasons)
}

func TestPlacesThatGoAwayPutNobodyOut(t *testing.T) {
	t.Parallel()
	two := []*registryv1.Group{group("Midden", 3, 8, capacity("2026-09-01", "2027-07-31", 2))}
	b := bookOf("2026-09-07", two, ask("a", 5, "2026-09-01", normal), ask("b", 5, "2026-09-01", normal))
	b.SetGroups([]*registryv1.Group{group("Midden", 3, 8, capacity("2026-09-01", "2026-09-30", 2), capacity("2026-10-01", "2027-07-31", 1))})
	b.Arrange(date("2026-09-07"), plainCalendar{})
	assert.Len(t, b.Places().Stays, 2)
	assert.Equal(t, []string{"Van 1 oktober 2026 tot en met 6 december 2026: 2 kinderen op 1 plek. Niemand raakt een plek kwijt."}, b.Places().Groups[0].Warnings)
	assert.NoError(t, b.CheckMove(&buitenkansv1.MovePlace{CaseId: "a", GroupId: "Midden", FromOn: "2026-09-07", UntilOn: "2026-11-20"}), "days that somebody has already")

	b.SetGroups(nil)
	b.Arrange(date("2026-09-07"), plainCalendar{})
	assert.Len(t, b.Places().Groups, 1, "a group that is gone stays as long as somebody is in it")
	assert.Equal(t, []string{"Van 7 september 2026 tot en met 6 december 2026: 2 kinderen op 0 plekken. Niemand raakt een plek kwijt."}, b.Places().Groups[0].Warnings)
}

func TestAMoveIsRefusedWhereTheGroupIsFull(t *testing.T) {
	t.Parallel()
	groups := []*registryv1.Group{group("Laag", 3, 5, capacity("2026-09-01", "2027-07-31", 1)), group("Hoog", 6, 8, capacity("2026-09-01", "2027-07-31", 1))}
	b := bookOf("2026-09-07", groups, ask("a", 4, "2026-09-01", normal), ask("b", 7, "2026-09-01", normal))
	for what, move := range map[string]*buitenkansv1.MovePlace{
		"Groep Hoog is voor groep 6 tot en met 8, niet voor groep 4.": {CaseId: "a", GroupId: "Hoog", FromOn: "2026-09-07", UntilOn: "2026-12-06"},
		"Deze groep is er niet.":                       {CaseId: "a", GroupId: "Weg", FromOn: "2026-09-07", UntilOn: "2026-12-06"},
		"De laatste dag ligt voor de eerste.":          {CaseId: "a", GroupId: "Laag", FromOn: "2026-09-08", UntilOn: "2026-09-07"},
		"Dit kind heeft geen plek in het boek":         {CaseId: "c", GroupId: "Laag", FromOn: "2026-09-08", UntilOn: "2026-12-06"},
		"Groep Laag is vol op zondag 1 augustus 2027.": {CaseId: "a", GroupId: "Laag", FromOn: "2027-05-10", UntilOn: "2027-08-08"},
		"Vul de eerste dag in.":                        {CaseId: "a", GroupId: "Laag", FromOn: "morgen", UntilOn: "2027-08-08"},
	} {
		assert.ErrorContains(t, b.CheckMove(move), what)
	}
}

func TestTheBookForgetsWhatIsLongOver(t *testing.T) {
	t.Parallel()
	one := []*registryv1.Group{group("Midden", 3, 8, capacity("2026-09-01", "2027-07-31", 1))}
	b := bookOf("2026-09-07", one, ask("a", 5, "2026-09-01", normal))
	b.Places().Answered = map[string]*buitenkansv1.PlaceAnswer{"a/AskPlace/k": b.Answer("a"), "gone/AskPlace/k": {}}
	b.Leave(&buitenkansv1.LeavePlace{CaseId: "a", LastOn: "2026-10-01"})
	b.Arrange(date("2026-11-12"), plainCalendar{})
	assert.Len(t, b.Places().Stays, 1, "42 days after")
	assert.Len(t, b.Places().Answered, 1)
	b.Arrange(date("2026-11-13"), plainCalendar{})
	b.Arrange(date("2026-11-14"), plainCalendar{})
	assert.Empty(t, b.Places().Stays)
	assert.Empty(t, b.Places().Answered)
}

func TestWhoNeverCameLeavesNoStay(t *testing.T) {
	t.Parallel()
	one := []*registryv1.Group{group("Midden", 3, 8, capacity("2026-09-01", "2027-07-31", 1))}
	b := bookOf("2026-09-07", one, ask("a", 5, "2026-09-01", normal), ask("b", 5, "2026-09-02", normal))
	b.Leave(&buitenkansv1.LeavePlace{CaseId: "a"})
	b.Arrange(date("2026-09-08"), plainCalendar{})
	assert.Empty(t, b.Answer("a").GetPlace())
	assert.Equal(t, "2026-09-08", b.Answer("b").Place.GetFromOn())
}

// TestNoOrderOfActsOverbooksAGroup takes random requests, moves, ends and changes of capacity, and after each checks by itself, day by day
// and without the code of the book, that no day has more pupils than places, but for what was there when places went away; that nobody
// waits who could have a place; that nobody was passed without a reason; and that the reasons add up.
func TestNoOrderOfActsOverbooksAGroup(t *testing.T) {
	t.Parallel()
	acts := 0
	for seed := range uint64(10) {
		w := newWorld(seed)
		for range 130 {
			before := w.loads()
			had := w.placed()
			what := w.act()
			acts++
			w.noDayIsOverbooked(t, what, before)
			w.nobodyWaitsWhoCouldGo(t, what)
			w.nobodyIsPassedWithoutAReason(t, what, had)
			w.theReasonsAddUp(t, what)
			if t.Failed() {
				return
			}
		}
	}
	require.GreaterOrEqual(t, acts, 1000)
}

// world is a provision over the months, told at random.
type world struct {
	random *rand.Rand
	book   *Book
	// places by group and day from 1 August 2026 on, as the groups have them now.
	places map[string][]int
	groups []*registryv1.Group
	today  terms.Date
	asked  map[string]*buitenkansv1.Waiter
}

func newWorld(seed uint64) *world {
	w := &world{random: rand.New(rand.NewPCG(seed, 4)), today: date("2026-09-01"), book: Open(&buitenkansv1.Places{}), asked: map[string]*buitenkansv1.Waiter{}}
	w.groups = []*registryv1.Group{group("Laag", 3, 5), group("Midden", 4, 7), group("Hoog", 6, 8)}
	w.setCapacities()
	w.book.SetGroups(w.groups)
	w.count()
	return w
}

func (w *world) setCapacities() {
	g := w.groups[w.random.IntN(len(w.groups))]
	for _, g := range append(w.groups, g) {
		if len(g.Capacities) == 0 || g == w.groups[w.random.IntN(len(w.groups))] {
			turn := w.today.AddDays(30 + w.random.IntN(90))
			g.Capacities = []*registryv1.Capacity{
				capacity("2026-09-01", turn.String(), int32(w.random.IntN(4))),
				capacity(turn.AddDays(1).String(), turn.AddDays(400).String(), int32(w.random.IntN(4))),
			}
		}
	}
}

func (w *world) act() string {
	what := w.doSomething()
	w.book.Arrange(w.today, plainCalendar{})
	return what
}

func (w *world) doSomething() string {
	stays := w.book.Places().Stays
	switch n := w.random.IntN(20); {
	case n < 8:
		asked := ask(fmt.Sprintf("case-%03d", len(w.asked)*37%1000), int32(3+w.random.IntN(6)), w.today.AddDays(-w.random.IntN(5)).String(), buitenkansv1.Urgency(w.random.IntN(3)))
		asked.Weeks = int32(9 + w.random.IntN(5))
		if w.random.IntN(3) == 0 {
			asked.NotBefore = w.today.AddDays(w.random.IntN(80)).String()
		}
		w.asked[asked.CaseId] = &buitenkansv1.Waiter{Asked: asked}
		w.book.Ask(asked)
		return "ask " + asked.CaseId
	case n < 11 && len(stays) > 0:
		stay := stays[w.random.IntN(len(stays))]
		w.book.Leave(&buitenkansv1.LeavePlace{CaseId: stay.CaseId, LastOn: w.today.AddDays(w.random.IntN(20) - 10).String()})
		return "leave " + stay.CaseId
	case n < 14 && len(stays) > 0:
		from := w.today.AddDays(w.random.IntN(30))
		move := &buitenkansv1.MovePlace{
			CaseId: stays[w.random.IntN(len(stays))].CaseId, GroupId: w.groups[w.random.IntN(3)].Id, FromOn: from.String(),
			UntilOn: from.AddDays(w.random.IntN(91)).String(),
		}
		if w.book.CheckMove(move) == nil {
			w.book.Move(move)
		}
		return "move " + move.String()
	case n < 15:
		w.setCapacities()
		w.book.SetGroups(w.groups)
		w.count()
		return "capacities"
	case n < 16 && len(w.book.Places().Waiting) > 0:
		waiter := w.book.Places().Waiting[w.random.IntN(len(w.book.Places().Waiting))]
		w.book.Leave(&buitenkansv1.LeavePlace{CaseId: waiter.Asked.CaseId})
		return "withdraw " + waiter.Asked.CaseId
	default:
		w.today = w.today.AddDays(1 + w.random.IntN(7))
		return "time passes"
	}
}

// far is how many days the checks look ahead.
const far = 500

// loads is how many pupils each group has, by group and day from 1 September 2026 on.
func (w *world) loads() map[string][]int {
	loads := map[string][]int{}
	for _, g := range w.groups {
		loads[g.Id] = make([]int, 1000)
	}
	for _, s := range w.book.Places().Stays {
		w.add(loads, s, 1)
	}
	return loads
}

func (w *world) add(loads map[string][]int, s *buitenkansv1.Stay, n int) {
	for day := since(date(s.Place.FromOn)); day <= since(date(s.Place.UntilOn)); day++ {
		loads[s.Place.GroupId][day] += n
	}
}

func since(day terms.Date) int { return day.DaysSince(date("2026-08-01")) }

// count the places of the groups anew, day by day.
func (w *world) count() {
	w.places = map[string][]int{}
	for _, g := range w.groups {
		w.places[g.Id] = make([]int, 1500)
		for _, c := range g.Capacities {
			for day := since(date(c.FromOn)); day <= since(date(c.UntilOn)) && day < 1500; day++ {
				w.places[g.Id][day] = int(c.Places)
			}
		}
	}
}

func (w *world) noDayIsOverbooked(t *testing.T, what string, before map[string][]int) {
	now := w.loads()
	for _, g := range w.groups {
		for n := range far {
			day := w.today.AddDays(n)
			load := now[g.Id][since(day)]
			if load > w.places[g.Id][since(day)] && load > before[g.Id][since(day)] {
				t.Errorf("%s: %s has %d pupils on %s and %d places", what, g.Id, load, day, w.places[g.Id][since(day)])
				return
			}
		}
	}
}

// couldHave says whether a pupil could have a place in a group from a day on, as everything stands.
func (w *world) couldHave(loads map[string][]int, asked *buitenkansv1.AskPlace, g *registryv1.Group, from terms.Date) bool {
	if asked.Groep < g.FromGroep || asked.Groep > g.ToGroep || from.String() < asked.NotBefore || !(plainCalendar{}).SchoolDay(from) {
		return false
	}
	first := since(from)
	for day := first; day < first+int(asked.Weeks)*7; day++ {
		if loads[g.Id][day] >= w.places[g.Id][day] {
			return false
		}
	}
	return true
}

func (w *world) nobodyWaitsWhoCouldGo(t *testing.T, what string) {
	loads := w.loads()
	for _, waiter := range w.book.Places().Waiting {
		for _, g := range w.groups {
			for n := 0; n <= 28; n++ {
				if w.couldHave(loads, waiter.Asked, g, w.today.AddDays(n)) {
					t.Errorf("%s: %s waits, with room in %s from %s", what, waiter.Asked.CaseId, g.Id, w.today.AddDays(n))
					return
				}
			}
		}
	}
}

func (w *world) placed() map[string]bool {
	had := map[string]bool{}
	for _, s := range w.book.Places().Stays {
		had[s.CaseId] = true
	}
	for _, waiter := range w.book.Places().Waiting {
		had[waiter.Asked.CaseId+" waits"] = true
	}
	return had
}

// nobodyIsPassedWithoutAReason: everybody who waited already, and still waits, could not use the place that somebody behind them got.
func (w *world) nobodyIsPassedWithoutAReason(t *testing.T, what string, had map[string]bool) {
	var loads map[string][]int
	for _, s := range w.book.Places().Stays {
		if had[s.CaseId] || !had[s.CaseId+" waits"] && what != "ask "+s.CaseId {
			continue
		}
		if loads == nil {
			loads = w.loads()
		}
		w.add(loads, s, -1) // as if the place was still free
		g := w.groups[slices.IndexFunc(w.groups, func(g *registryv1.Group) bool { return g.Id == s.Place.GroupId })]
		for _, waiter := range w.book.Places().Waiting {
			if inOrder(waiter, w.asked[s.CaseId]) < 0 && len(waiter.Passed) == 0 {
				t.Errorf("%s: %s went before %s, who does not see why", what, s.CaseId, waiter.Asked.CaseId)
			}
			if inOrder(waiter, w.asked[s.CaseId]) < 0 && w.couldHave(loads, waiter.Asked, g, date(s.Place.FromOn)) {
				t.Errorf("%s: %s got a place that %s could have used", what, s.CaseId, waiter.Asked.CaseId)
			}
		}
		w.add(loads, s, 1)
	}
}

var goFirst = regexp.MustCompile(`^(\d+) (kind gaat|kinderen gaan) voor: `)

func (w *world) theReasonsAddUp(t *testing.T, what string) {
	list := w.book.Places().Waiting
	if !slices.IsSortedFunc(list, inOrder) {
		t.Errorf("%s: the list is out of order", what)
	}
	for i, waiter := range list {
		inFront, others := 0, 0
		for _, reason := range waiter.Answer.Reasons {
			if counted := goFirst.FindStringSubmatch(reason); counted != nil {
				n, _ := strconv.Atoi(counted[1])
				inFront += n
			} else {
				others++
			}
		}
		if int(waiter.Answer.Number) != i+1 || inFront != i || others == 0 {
			t.Errorf("%s: number %d has number %d, and reasons %v", what, i+1, waiter.Answer.Number, waiter.Answer.Reasons)
		}
		if on := waiter.Answer.ExpectedOn; on != "" && (on < waiter.Asked.NotBefore || on < w.today.String()) {
			t.Errorf("%s: %s is expected on %s", what, waiter.Asked.CaseId, on)
		}
	}
}
