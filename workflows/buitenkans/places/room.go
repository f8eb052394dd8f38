package places

import (
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	"traject.nl/workflows/terms"
)

// Calendar is when there is school, and how long a stay lasts.
type Calendar interface {
	// SchoolDay says whether a stay can begin on the day.
	SchoolDay(terms.Date) bool
	// LastDay of a stay that begins on the day and lasts so many weeks; school weeks do not count those of the holidays.
	LastDay(start terms.Date, weeks int, schoolWeeks bool) terms.Date
}

// horizon is how many days from today on the room is known, in days: a year to begin in, and a long stay after it.
const horizon = 366 + 250

// room is what every group has left, day by day from today on.
type room struct {
	today  terms.Date
	groups []*groupRoom
}

type groupRoom struct {
	group *buitenkansv1.GroupBook
	// places and free by day; free is negative where places went away.
	places, free []int
	// run is on how many days in a row there is room, from each day on.
	run []int
}

func roomOf(book *buitenkansv1.Places, today terms.Date) *room {
	r := &room{today: today}
	for _, group := range book.Groups {
		g := &groupRoom{group: group, places: make([]int, horizon), free: make([]int, horizon), run: make([]int, horizon+1)}
		for _, c := range group.Capacities {
			r.each(c.FromOn, c.UntilOn, func(day int) { g.places[day], g.free[day] = int(c.Places), int(c.Places) })
		}
		for _, stay := range book.Stays {
			if stay.Place.GroupId == group.Id {
				r.each(stay.Place.FromOn, stay.Place.UntilOn, func(day int) { g.free[day]-- })
			}
		}
		g.recount()
		r.groups = append(r.groups, g)
	}
	return r
}

// each day of a stretch that lies within the horizon, both ends included.
func (r *room) each(from, until string, do func(day int)) {
	first, last := r.day(terms.MustParse(from)), r.day(terms.MustParse(until))
	for day := max(first, 0); day <= min(last, horizon-1); day++ {
		do(day)
	}
}

// day counts from today.
func (r *room) day(date terms.Date) int { return date.DaysSince(r.today) }

func (g *groupRoom) recount() {
	for day := horizon - 1; day >= 0; day-- {
		g.run[day] = 0
		if g.free[day] > 0 {
			g.run[day] = g.run[day+1] + 1
		}
	}
}

func fits(group *buitenkansv1.GroupBook, groep int32) bool {
	return group.FromGroep <= groep && groep <= group.ToGroep
}

// take a place.
func (r *room) take(place *buitenkansv1.Place) {
	for _, g := range r.groups {
		if g.group.Id == place.GroupId {
			r.each(place.FromOn, place.UntilOn, func(day int) { g.free[day]-- })
			g.recount()
		}
	}
}

// first is the first place that the pupil can use and that begins on the last day or earlier; nil when there is none. Where two
// groups have room from the same day on, it is the one that the office lists first.
func (r *room) first(asked *buitenkansv1.AskPlace, last terms.Date, calendar Calendar) *buitenkansv1.Place {
	for day := r.day(earliest(asked, r.today)); day <= min(r.day(last), 366); day++ {
		if from := r.today.AddDays(day); calendar.SchoolDay(from) {
			if place := r.from(asked, from, calendar); place != nil {
				return place
			}
		}
	}
	return nil
}

// from is a place from exactly this day on.
func (r *room) from(asked *buitenkansv1.AskPlace, from terms.Date, calendar Calendar) *buitenkansv1.Place {
	var until terms.Date
	for _, g := range r.groups {
		if !fits(g.group, asked.Groep) || g.run[r.day(from)] < int(asked.Weeks)*7 {
			continue
		}
		if until.IsZero() {
			until = calendar.LastDay(from, int(asked.Weeks), asked.SchoolWeeks)
		}
		if g.run[r.day(from)] > until.DaysSince(from) {
			return &buitenkansv1.Place{
				GroupId: g.group.Id, GroupName: g.group.Name, FromOn: from.String(), UntilOn: until.String(),
			}
		}
	}
	return nil
}

// earliest day on which the pupil can start.
func earliest(asked *buitenkansv1.AskPlace, today terms.Date) terms.Date {
	if asked.NotBefore == "" {
		return today
	}
	if notBefore := terms.MustParse(asked.NotBefore); notBefore.After(today) {
		return notBefore
	}
	return today
}
