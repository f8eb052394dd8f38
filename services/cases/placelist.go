package cases

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"traject.nl/proto/contract/buitenkans"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	"traject.nl/services/platform/access"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
)

const (
	// weeksAhead is how far the capacity page looks: twice the length of a stay.
	weeksAhead = 26
	// daysLeaving is within how many days somebody leaves soon.
	daysLeaving = 28
	// schoolDays of a week are Monday to Friday.
	schoolDays = 5
	daysAWeek  = 7
)

func (s *service) registerPlaces(api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "listPlaces", Method: http.MethodGet, Path: "/v1/places", Tags: []string{"reads"},
		Errors:      append([]int{http.StatusForbidden}, readErrors...),
		Summary:     "The places at the Buitenkans: who is there, who leaves when, who comes next and why",
		Description: "No name. The case itself only where the caller has a part in it.",
	}, s.places)
}

// PlacesView is the book of places of a provision.
type PlacesView struct {
	ProvisionID string        `json:"provisionId"`
	Version     int64         `json:"version" doc:"0 before anything was asked."`
	At          *time.Time    `json:"at,omitempty" doc:"When the book was last written."`
	Today       string        `json:"today" format:"date"`
	Groups      []GroupView   `json:"groups" nullable:"false"`
	Waiting     []WaiterView  `json:"waiting" nullable:"false" doc:"In order: the first is next."`
	Leaving     []LeavingView `json:"leaving" nullable:"false" doc:"Who leaves within four weeks, the first to leave first."`
}

// GroupView is a group with its places and who has them.
type GroupView struct {
	ID         string          `json:"id"`
	Name       string          `json:"name"`
	FromGroep  int             `json:"fromGroep"`
	ToGroep    int             `json:"toGroep"`
	Capacities []StretchView   `json:"capacities" nullable:"false"`
	Warnings   []string        `json:"warnings" nullable:"false" doc:"Days with more pupils than places, because the places became fewer; in Dutch. Nobody loses a place by it."`
	Stays      []StayView      `json:"stays" nullable:"false" doc:"Of those who are there or will be, the first to come first."`
	Weeks      []GroupWeekView `json:"weeks" nullable:"false" doc:"26 weeks from this one on."`
}

// StretchView is how many places a group has in a stretch of time, both ends included.
type StretchView struct {
	FromOn  string `json:"fromOn" format:"date"`
	UntilOn string `json:"untilOn" format:"date"`
	Places  int    `json:"places"`
}

// StayView is a place that is taken.
type StayView struct {
	CaseID   string `json:"caseId,omitempty" doc:"Where the caller has a part in the case."`
	SchoolID string `json:"schoolId"`
	Groep    int    `json:"groep"`
	FromOn   string `json:"fromOn" format:"date"`
	UntilOn  string `json:"untilOn" format:"date"`
}

// GroupWeekView is how full a group is in a week, on its fullest school day.
type GroupWeekView struct {
	FromOn  string `json:"fromOn" format:"date" doc:"Monday."`
	UntilOn string `json:"untilOn" format:"date" doc:"Friday."`
	Places  int    `json:"places"`
	Taken   int    `json:"taken"`
	Free    int    `json:"free"`
}

// WaiterView is somebody on the list, with the place on it explained.
type WaiterView struct {
	WaitingView
	CaseID     string `json:"caseId,omitempty"`
	SchoolID   string `json:"schoolId"`
	Groep      int    `json:"groep"`
	AdmittedOn string `json:"admittedOn" format:"date"`
	Urgency    string `json:"urgency,omitempty" enum:"at-home,threatened"`
	NotBefore  string `json:"notBefore,omitempty" format:"date"`
}

// LeavingView is somebody who leaves soon.
type LeavingView struct {
	CaseID    string `json:"caseId,omitempty"`
	SchoolID  string `json:"schoolId"`
	GroupID   string `json:"groupId"`
	GroupName string `json:"groupName"`
	Groep     int    `json:"groep"`
	UntilOn   string `json:"untilOn" format:"date"`
}

type placesOutput struct{ Body PlacesView }

func (s *service) places(ctx context.Context, _ *struct{}) (*placesOutput, error) {
	person := identity.From(ctx)
	if !access.MayOverview(access.Places, person.Parties...) {
		return nil, edge.Forbidden("De plaatsen van de Buitenkans zijn voor de Buitenkans, het SOT, het kantoor en de directeur.")
	}
	book, err := s.store.Places(ctx, buitenkans.Provision)
	if err != nil {
		return nil, edge.Problem(err)
	}
	mine, err := s.ownCases(ctx, person, book)
	if err != nil {
		return nil, edge.Problem(err)
	}
	return &placesOutput{Body: placesView(book, s.clock.Today(), mine)}, nil
}

// ownCases says of which cases in the book the person may know that it is that one.
func (s *service) ownCases(ctx context.Context, person identity.Person, book *buitenkansv1.Places) (map[string]bool, error) {
	ids := []string{}
	for _, stay := range book.GetStays() {
		ids = append(ids, stay.GetCaseId())
	}
	for _, waiter := range book.GetWaiting() {
		ids = append(ids, waiter.GetAsked().GetCaseId())
	}
	views, err := s.store.Cases(ctx, CaseQuery{Parties: mine(person), IDs: ids})
	if err != nil {
		return nil, err
	}
	own := map[string]bool{}
	for _, view := range views {
		own[view.GetCaseId()] = viewerOf(person, view).IsParty()
	}
	return own, nil
}

func placesView(book *buitenkansv1.Places, today string, own map[string]bool) PlacesView {
	shown := PlacesView{
		ProvisionID: book.GetProvisionId(), Version: book.GetVersion(), At: moment(book.GetAt()), Today: today,
		Groups: []GroupView{}, Waiting: []WaiterView{}, Leaving: leaving(book, today, own),
	}
	for _, group := range book.GetGroups() {
		shown.Groups = append(shown.Groups, groupView(group, book.GetStays(), today, own))
	}
	for _, waiter := range book.GetWaiting() {
		asked := waiter.GetAsked()
		shown.Waiting = append(shown.Waiting, WaiterView{
			WaitingView: *waitingView(cmp.Or(waiter.GetAnswer(), &buitenkansv1.PlaceAnswer{})), CaseID: known(asked.GetCaseId(), own), SchoolID: asked.GetSchoolId(),
			Groep: int(asked.GetGroep()), AdmittedOn: asked.GetAdmittedOn(), Urgency: urgencies.word(asked.GetUrgency()), NotBefore: asked.GetNotBefore(),
		})
	}
	return shown
}

// known is the id of a case for who has a part in it.
func known(caseID string, own map[string]bool) string {
	if !own[caseID] {
		return ""
	}
	return caseID
}

func leaving(book *buitenkansv1.Places, today string, own map[string]bool) []LeavingView {
	soon := []LeavingView{}
	for _, stay := range book.GetStays() {
		place := stay.GetPlace()
		if place.GetFromOn() <= today && today <= place.GetUntilOn() && place.GetUntilOn() <= addDays(today, daysLeaving) {
			soon = append(soon, LeavingView{
				CaseID: known(stay.GetCaseId(), own), SchoolID: stay.GetSchoolId(), GroupID: place.GetGroupId(), GroupName: place.GetGroupName(),
				Groep: int(stay.GetGroep()), UntilOn: place.GetUntilOn(),
			})
		}
	}
	slices.SortStableFunc(soon, func(a, b LeavingView) int {
		return cmp.Or(strings.Compare(a.UntilOn, b.UntilOn), strings.Compare(a.SchoolID, b.SchoolID))
	})
	return soon
}

func groupView(group *buitenkansv1.GroupBook, stays []*buitenkansv1.Stay, today string, own map[string]bool) GroupView {
	shown := GroupView{
		ID: group.GetId(), Name: group.GetName(), FromGroep: int(group.GetFromGroep()), ToGroep: int(group.GetToGroep()),
		Capacities: []StretchView{}, Stays: []StayView{}, Weeks: []GroupWeekView{}, Warnings: append([]string{}, group.GetWarnings()...),
	}
	for _, stretch := range group.GetCapacities() {
		shown.Capacities = append(shown.Capacities, StretchView{FromOn: stretch.GetFromOn(), UntilOn: stretch.GetUntilOn(), Places: int(stretch.GetPlaces())})
	}
	for _, stay := range stays {
		if place := stay.GetPlace(); place.GetGroupId() == group.GetId() && place.GetUntilOn() >= today {
			shown.Stays = append(shown.Stays, StayView{
				CaseID: known(stay.GetCaseId(), own), SchoolID: stay.GetSchoolId(), Groep: int(stay.GetGroep()),
				FromOn: place.GetFromOn(), UntilOn: place.GetUntilOn(),
			})
		}
	}
	slices.SortStableFunc(shown.Stays, func(a, b StayView) int {
		return cmp.Or(strings.Compare(a.FromOn, b.FromOn), strings.Compare(a.UntilOn, b.UntilOn), strings.Compare(a.SchoolID, b.SchoolID))
	})
	for week := range weeksAhead {
		shown.Weeks = append(shown.Weeks, shown.week(addDays(mondayOf(today), week*daysAWeek)))
	}
	return shown
}

// week says how full the group is in the week of a Monday: on the school day with the fewest free places.
func (g GroupView) week(monday string) GroupWeekView {
	fullest := GroupWeekView{FromOn: monday, UntilOn: addDays(monday, schoolDays-1)}
	for day := range schoolDays {
		on := addDays(monday, day)
		places, taken := g.placesOn(on), g.takenOn(on)
		if free := max(0, places-taken); day == 0 || free < fullest.Free {
			fullest.Places, fullest.Taken, fullest.Free = places, taken, free
		}
	}
	return fullest
}

func (g GroupView) placesOn(day string) int {
	for _, stretch := range g.Capacities {
		if stretch.FromOn <= day && day <= stretch.UntilOn {
			return stretch.Places
		}
	}
	return 0
}

func (g GroupView) takenOn(day string) int {
	taken := 0
	for _, stay := range g.Stays {
		if stay.FromOn <= day && day <= stay.UntilOn {
			taken++
		}
	}
	return taken
}

// mondayOf the week of a day (ISO 8601).
func mondayOf(day string) string {
	date, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return addDays(day, -(int(date.Weekday())+daysAWeek-1)%daysAWeek)
}
