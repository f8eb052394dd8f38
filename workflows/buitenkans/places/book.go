package places

import (
	"cmp"
	"maps"
	"slices"

	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/failure"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	registryv1 "traject.nl/proto/gen/traject/registry/v1"
	"traject.nl/workflows/terms"
)

const (
	// ahead is how many days ahead a place is given at most: four weeks, so that a school can prepare, and nobody holds a place for long
	// that another could use.
	ahead = 28
	// kept is how many days a stay remains in the book after its last day.
	kept = 42
)

// Book is who has which place, and who waits for one.
type Book struct{ places *buitenkansv1.Places }

// Open a book as it was left. The book is a copy: what it was opened from does not change.
func Open(places *buitenkansv1.Places) *Book { return &Book{places: proto.CloneOf(places)} }

// Places are what the book says.
func (b *Book) Places() *buitenkansv1.Places { return b.places }

// SetGroups takes over the groups as the registry has them now. A group that is gone stays, without places, as long as somebody has
// a place in it.
func (b *Book) SetGroups(groups []*registryv1.Group) {
	now := make([]*buitenkansv1.GroupBook, 0, len(groups))
	for _, g := range groups {
		group := &buitenkansv1.GroupBook{Id: g.Id, Name: g.Name, FromGroep: g.FromGroep, ToGroep: g.ToGroep}
		for _, c := range g.Capacities {
			group.Capacities = append(group.Capacities, &buitenkansv1.GroupCapacity{FromOn: c.FromOn, UntilOn: c.UntilOn, Places: c.Places})
		}
		now = append(now, group)
	}
	for _, had := range b.places.Groups {
		gone := !slices.ContainsFunc(now, func(g *buitenkansv1.GroupBook) bool { return g.Id == had.Id })
		if gone && slices.ContainsFunc(b.places.Stays, func(s *buitenkansv1.Stay) bool { return s.Place.GroupId == had.Id }) {
			now = append(now, &buitenkansv1.GroupBook{Id: had.Id, Name: had.Name, FromGroep: had.FromGroep, ToGroep: had.ToGroep})
		}
	}
	b.places.Groups = now
}

// Ask puts a pupil on the list. Who is in the book already stays as it is.
func (b *Book) Ask(asked *buitenkansv1.AskPlace) {
	if b.stay(asked.CaseId) == nil && b.waiter(asked.CaseId) == nil {
		b.places.Waiting = append(b.places.Waiting, &buitenkansv1.Waiter{Asked: proto.CloneOf(asked)})
	}
}

// CheckMove refuses a move of a pupil without a place, to a group that there is not or is for others, or to days on which that group is
// full. A day that the pupil has already is never too many.
func (b *Book) CheckMove(move *buitenkansv1.MovePlace) error {
	stay := b.stay(move.CaseId)
	if stay == nil {
		return failure.Refuse(failure.NotNow, failure.Problem{Detail: "Dit kind heeft geen plek in het boek."})
	}
	group := b.group(move.GroupId)
	from, noFrom := terms.Parse(move.FromOn)
	until, noUntil := terms.Parse(move.UntilOn)
	switch {
	case group == nil || !fits(group, stay.Groep) && group.Id != stay.Place.GroupId:
		return badInput("group_id", notForText(group, stay.Groep))
	case noFrom != nil:
		return badInput("from_on", "Vul de eerste dag in.")
	case noUntil != nil || until.Before(from):
		return badInput("until_on", "De laatste dag ligt voor de eerste. Kies een latere dag.")
	}
	if full := b.firstFull(stay, group, from, until); !full.IsZero() {
		return badInput("from_on", "Groep "+group.Name+" is vol op "+full.Long()+". Kies andere dagen, of een andere groep.")
	}
	return nil
}

// firstFull is the first day of a stretch on which a group has no place for a pupil who is in the book already.
func (b *Book) firstFull(stay *buitenkansv1.Stay, group *buitenkansv1.GroupBook, from, until terms.Date) terms.Date {
	for day := from; !day.After(until); day = day.AddDays(1) {
		has := stay.Place.GroupId == group.Id && covers(stay.Place.FromOn, stay.Place.UntilOn, day)
		if !has && b.taken(group.Id, day) >= capacityOn(group, day) {
			return day
		}
	}
	return terms.Date{}
}

// Move gives a pupil other days, or another group; check it first.
func (b *Book) Move(move *buitenkansv1.MovePlace) {
	b.stay(move.CaseId).Place = &buitenkansv1.Place{
		GroupId: move.GroupId, GroupName: b.group(move.GroupId).Name, FromOn: move.FromOn, UntilOn: move.UntilOn,
	}
}

// Leave gives up a place from the day after the last day on, or the place on the list. Who is not in the book has nothing to give up.
func (b *Book) Leave(leave *buitenkansv1.LeavePlace) {
	b.places.Waiting = slices.DeleteFunc(b.places.Waiting, func(w *buitenkansv1.Waiter) bool { return w.Asked.CaseId == leave.CaseId })
	stay := b.stay(leave.CaseId)
	switch {
	case stay == nil:
	case leave.LastOn == "" || leave.LastOn < stay.Place.FromOn:
		b.places.Stays = slices.DeleteFunc(b.places.Stays, func(s *buitenkansv1.Stay) bool { return s == stay })
	case leave.LastOn < stay.Place.UntilOn:
		stay.Place.UntilOn = leave.LastOn
	}
}

// Arrange forgets what is long over, gives the places that there are in the order of the list, and explains to the others why they wait.
func (b *Book) Arrange(today terms.Date, calendar Calendar) {
	b.forget(today)
	slices.SortFunc(b.places.Waiting, inOrder)
	left := roomOf(b.places, today)
	var waiting []*buitenkansv1.Waiter
	for _, w := range b.places.Waiting {
		place := left.first(w.Asked, today.AddDays(ahead), calendar)
		if place == nil {
			waiting = append(waiting, w)
			continue
		}
		left.take(place)
		b.places.Stays = append(b.places.Stays, &buitenkansv1.Stay{
			CaseId: w.Asked.CaseId, SchoolId: w.Asked.SchoolId, Groep: w.Asked.Groep, Place: place,
		})
		for _, earlier := range waiting {
			tellPassed(earlier, b.group(place.GroupId), place)
		}
	}
	b.places.Waiting = waiting
	slices.SortFunc(b.places.Stays, func(a, b *buitenkansv1.Stay) int {
		return cmp.Or(cmp.Compare(a.Place.FromOn, b.Place.FromOn), cmp.Compare(a.CaseId, b.CaseId))
	})
	b.explain(left, calendar)
}

// forget drops stays that ended weeks ago, and the answers to cases that are not in the book any more.
func (b *Book) forget(today terms.Date) {
	oldest := today.AddDays(-kept).String()
	b.places.Stays = slices.DeleteFunc(b.places.Stays, func(s *buitenkansv1.Stay) bool { return s.Place.UntilOn < oldest })
	maps.DeleteFunc(b.places.Answered, func(key string, _ *buitenkansv1.PlaceAnswer) bool { return !b.has(caseOf(key)) })
}

func (b *Book) has(caseID string) bool { return b.stay(caseID) != nil || b.waiter(caseID) != nil }

// Answer is how a pupil stands now; empty for one who is not in the book.
func (b *Book) Answer(caseID string) *buitenkansv1.PlaceAnswer {
	if stay := b.stay(caseID); stay != nil {
		return &buitenkansv1.PlaceAnswer{Place: proto.CloneOf(stay.Place), Reasons: []string{hasPlaceText(stay.Place)}}
	}
	if w := b.waiter(caseID); w != nil {
		return proto.CloneOf(w.Answer)
	}
	return &buitenkansv1.PlaceAnswer{}
}

func (b *Book) stay(caseID string) *buitenkansv1.Stay {
	for _, s := range b.places.Stays {
		if s.CaseId == caseID {
			return s
		}
	}
	return nil
}

func (b *Book) waiter(caseID string) *buitenkansv1.Waiter {
	for _, w := range b.places.Waiting {
		if w.Asked.CaseId == caseID {
			return w
		}
	}
	return nil
}

func (b *Book) group(id string) *buitenkansv1.GroupBook {
	for _, g := range b.places.Groups {
		if g.Id == id {
			return g
		}
	}
	return nil
}

// taken is how many pupils a group has on a day.
func (b *Book) taken(groupID string, day terms.Date) int {
	taken := 0
	for _, s := range b.places.Stays {
		if s.Place.GroupId == groupID && covers(s.Place.FromOn, s.Place.UntilOn, day) {
			taken++
		}
	}
	return taken
}

func capacityOn(group *buitenkansv1.GroupBook, day terms.Date) int {
	for _, c := range group.Capacities {
		if covers(c.FromOn, c.UntilOn, day) {
			return int(c.Places)
		}
	}
	return 0
}

// covers says whether a stretch has the day; dates in ISO 8601 compare as text.
func covers(from, until string, day terms.Date) bool {
	iso := day.String()
	return from <= iso && iso <= until
}

func badInput(field, detail string) error {
	return failure.Refuse(failure.BadInput, failure.Problem{Field: field, Detail: detail})
}
