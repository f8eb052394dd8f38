package places

import (
	"fmt"
	"slices"

	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	"traject.nl/workflows/terms"
)

// explain tells everybody who waits their number, why, and when a place is expected; and says of each group where it has fewer
// places than pupils. The expectation counts on nobody who leaves early, and on everybody in front who takes the first place that comes.
func (b *Book) explain(now *room, calendar Calendar) {
	expected := roomOf(b.places, now.today)
	for i, w := range b.places.Waiting {
		w.Answer = &buitenkansv1.PlaceAnswer{
			Number:  int32(i + 1),
			Reasons: slices.Concat(inFront(w, b.places.Waiting[:i]), full(w.Asked, now, calendar), w.Passed),
		}
		if place := expected.first(w.Asked, now.today.AddDays(horizon), calendar); place != nil {
			w.Answer.ExpectedOn = place.FromOn
			expected.take(place)
		}
	}
	for _, g := range now.groups {
		g.group.Warnings = overfull(g, now.today)
	}
}

// inFront says how many go first, and why.
func inFront(w *buitenkansv1.Waiter, ahead []*buitenkansv1.Waiter) []string {
	var urgent, earlier, sameDay int
	for _, other := range ahead {
		switch {
		case rank(other.Asked.Urgency) < rank(w.Asked.Urgency):
			urgent++
		case other.Asked.AdmittedOn < w.Asked.AdmittedOn:
			earlier++
		default:
			sameDay++
		}
	}
	var reasons []string
	add := func(n int, one, more string) {
		if n > 0 {
			reasons = append(reasons, children(n, one, more))
		}
	}
	add(urgent, "het heeft meer spoed", "zij hebben meer spoed")
	add(earlier, "het is eerder toegelaten", "zij zijn eerder toegelaten")
	add(sameDay, "het is op dezelfde dag toegelaten, en dan gaat het op zaaknummer",
		"zij zijn op dezelfde dag toegelaten, en dan gaat het op zaaknummer")
	return reasons
}

func children(n int, one, more string) string {
	if n == 1 {
		return "1 kind gaat voor: " + one + "."
	}
	return fmt.Sprintf("%d kinderen gaan voor: %s.", n, more)
}

// full says of every group that the pupil could be in why there is no place now.
func full(asked *buitenkansv1.AskPlace, now *room, calendar Calendar) []string {
	var reasons []string
	for _, g := range now.groups {
		if fits(g.group, asked.Groep) {
			reasons = append(reasons, g.whyFull(asked, now, calendar))
		}
	}
	if reasons == nil {
		return []string{fmt.Sprintf("Er is geen groep voor groep %d.", asked.Groep)}
	}
	return reasons
}

func (g *groupRoom) whyFull(asked *buitenkansv1.AskPlace, now *room, calendar Calendar) string {
	alone := &room{today: now.today, groups: []*groupRoom{g}}
	from := earliest(asked, now.today)
	place := alone.first(asked, now.today.AddDays(horizon), calendar)
	if place == nil {
		return g.whyNever(now, from)
	}
	start := terms.MustParse(place.FromOn)
	if alone.freeUntil(from, start) {
		return fmt.Sprintf("Groep %s heeft plek vanaf %s. Een plek wordt ten hoogste %d dagen vooruit gegeven.", g.group.Name, start.Short(), ahead)
	}
	if last := g.lastFull(now, from, start); g.run[now.day(last.AddDays(1))] > 0 && g.fullBetween(now, from, last) {
		return "Groep " + g.group.Name + " is vol tot en met " + last.Short() + "."
	}
	return fmt.Sprintf("Groep %s heeft tot %s niet lang genoeg achter elkaar plek voor %d weken.", g.group.Name, start.Short(), asked.Weeks)
}

// freeUntil says whether there was room on every day before the start: the pupil, or the four weeks, are what is waited for.
func (r *room) freeUntil(from, start terms.Date) bool {
	return r.groups[0].run[r.day(from)] >= start.DaysSince(from)
}

// lastFull is the last day before the start on which the group is full.
func (g *groupRoom) lastFull(now *room, from, start terms.Date) terms.Date {
	day := start.AddDays(-1)
	for g.free[now.day(day)] > 0 && day.After(from) {
		day = day.AddDays(-1)
	}
	return day
}

// fullBetween says whether there is no room on any day of a stretch.
func (g *groupRoom) fullBetween(now *room, from, last terms.Date) bool {
	for day := now.day(from); day <= now.day(last); day++ {
		if g.free[day] > 0 {
			return false
		}
	}
	return true
}

// whyNever: within a year there is no long enough stretch, because places are not known that far, or because they are all taken.
func (g *groupRoom) whyNever(now *room, from terms.Date) string {
	last := terms.Date{}
	for day, places := range g.places {
		if places > 0 {
			last = now.today.AddDays(day)
		}
	}
	switch {
	case last.IsZero() || last.Before(from):
		return "Van groep " + g.group.Name + " zijn er vanaf " + from.Short() + " geen plekken bekend."
	case now.day(last) < horizon-1:
		return "Van groep " + g.group.Name + " zijn er na " + last.Short() + " nog geen plekken bekend."
	default:
		return "Groep " + g.group.Name + " is het komende jaar vol."
	}
}

// tellPassed keeps with somebody who waits why another, behind on the list, got this place.
func tellPassed(w *buitenkansv1.Waiter, group *buitenkansv1.GroupBook, place *buitenkansv1.Place) {
	why := "Een kind dat later aan de beurt is, kreeg een plek: voor een korter verblijf was die lang genoeg."
	switch {
	case !fits(group, w.Asked.Groep):
		why = fmt.Sprintf("Een kind dat later aan de beurt is, kreeg een plek in groep %s. Die groep is niet voor groep %d.", group.Name, w.Asked.Groep)
	case place.FromOn < w.Asked.NotBefore:
		why = "Een kind dat later aan de beurt is, kreeg een plek die eerder begint. Dit kind kan starten vanaf " +
			terms.MustParse(w.Asked.NotBefore).Short() + "."
	}
	if !slices.Contains(w.Passed, why) {
		w.Passed = append(w.Passed, why)
	}
}

// overfull names each stretch of days on which a group has more pupils than places.
func overfull(g *groupRoom, today terms.Date) []string {
	var warnings []string
	for day := 0; day < horizon; day++ {
		if g.free[day] >= 0 {
			continue
		}
		first := day
		for day+1 < horizon && g.free[day+1] == g.free[first] && g.places[day+1] == g.places[first] {
			day++
		}
		warnings = append(warnings, fmt.Sprintf("Van %s tot en met %s: %s op %s. Niemand raakt een plek kwijt.",
			today.AddDays(first).Short(), today.AddDays(day).Short(),
			count(g.places[first]-g.free[first], "kind", "kinderen"), count(g.places[first], "plek", "plekken")))
	}
	return warnings
}

func count(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}

func hasPlaceText(place *buitenkansv1.Place) string {
	return "Groep " + place.GroupName + " heeft plek van " + terms.MustParse(place.FromOn).Short() + " tot en met " +
		terms.MustParse(place.UntilOn).Short() + "."
}

func notForText(group *buitenkansv1.GroupBook, groep int32) string {
	if group == nil {
		return "Deze groep is er niet. Kies een groep uit de lijst."
	}
	return fmt.Sprintf("Groep %s is voor groep %d tot en met %d, niet voor groep %d. Kies een andere groep.",
		group.Name, group.FromGroep, group.ToGroep, groep)
}
