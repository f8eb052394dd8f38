package page

import (
	"slices"
	"strconv"

	"traject.nl/services/portal/upstream"
)

// PlacesPage is the book of places of the Buitenkans, with the names that belong to it.
type PlacesPage struct {
	Today   string
	Groups  []PlaceGroupRow
	Waiting []WaiterRow
	Leaving []StayRow
	// Office may change the groups and how many places they have.
	Office bool
}

// PlaceGroupRow is a group.
type PlaceGroupRow struct {
	Group upstream.PlaceGroup
	Stays []StayRow
}

// StayRow is a pupil who is there or will be. Label is empty for who may not know it.
type StayRow struct {
	Stay   upstream.Stay
	Label  string
	School string
}

// WaiterRow is somebody on the waiting list.
type WaiterRow struct {
	Waiter upstream.Waiter
	Label  string
	School string
}

func (r StayRow) title() string { return labelOr(r.Label, r.Stay.Groep) }

func (r WaiterRow) title() string { return labelOr(r.Label, r.Waiter.Groep) }

func labelOr(label string, groep int) string {
	if label != "" {
		return label
	}
	return "Leerling uit groep " + strconv.Itoa(groep)
}

// there are the pupils who are there today, and those who come later.
func (p PlacesPage) there() (now, later int) {
	for _, group := range p.Groups {
		for _, row := range group.Stays {
			switch {
			case row.Stay.UntilOn < p.Today:
			case row.Stay.FromOn > p.Today:
				later++
			default:
				now++
			}
		}
	}
	return now, later
}

// weeks are those that are not over yet: in a weekend the first is that of Monday.
func (r PlaceGroupRow) weeks(today string) []upstream.PlaceWeek {
	return slices.DeleteFunc(slices.Clone(r.Group.Weeks), func(week upstream.PlaceWeek) bool { return week.UntilOn < today })
}

// week is the Monday of the first week that shows; empty when there is none.
func (p PlacesPage) week() string {
	for _, group := range p.Groups {
		if weeks := group.weeks(p.Today); len(weeks) > 0 {
			return weeks[0].FromOn
		}
	}
	return ""
}

// free are the places that are free in that week, over all groups.
func (p PlacesPage) free() int {
	free := 0
	for _, group := range p.Groups {
		if weeks := group.weeks(p.Today); len(weeks) > 0 {
			free += max(0, weeks[0].Free)
		}
	}
	return free
}

// groepen says for which years a group is.
func groepen(group upstream.PlaceGroup) string {
	if group.FromGroep == group.ToGroep {
		return "groep " + strconv.Itoa(group.FromGroep)
	}
	return "groep " + strconv.Itoa(group.FromGroep) + " tot en met " + strconv.Itoa(group.ToGroep)
}

// soon is how many weeks show at once; the others fold away.
const soon = 8

func weekWord(week upstream.PlaceWeek) string {
	if week.Places == 0 {
		return "geen plekken"
	}
	return strconv.Itoa(week.Taken) + " van " + strconv.Itoa(week.Places) + " bezet, " + strconv.Itoa(max(0, week.Free)) + " vrij"
}

// filled is how full a week is, in hundredths of its bar.
func filled(week upstream.PlaceWeek) string {
	if week.Places == 0 {
		return "0"
	}
	return share(min(week.Taken, week.Places), week.Places)
}

// stayWord says from when and until when a pupil is there.
func stayWord(stay upstream.Stay) string {
	return ShortDay(stay.FromOn) + " tot en met " + ShortDay(stay.UntilOn)
}
