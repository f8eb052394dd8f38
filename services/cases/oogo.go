package cases

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"traject.nl/proto/contract/party"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	"traject.nl/services/platform/access"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
)

func (s *service) registerOogo(api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "getOogoSheet", Method: http.MethodGet, Path: "/v1/oogo/{municipalityId}", Tags: []string{"reads"},
		Errors:  append([]int{http.StatusForbidden}, readErrors...),
		Summary: "How the cases of a municipality go, in numbers, for the meetings with it (OOGO)",
		Description: "For the office, the director, the SOT of the region, and that municipality. A row below 5 is hidden, and so is whatever " +
			"would give it away: a total, or a whole group. So what is hidden can be any number. " +
			"There is no participation rate: no register of Traject counts all pupils.",
	}, s.oogo)
}

// OogoSheet is how the cases of a municipality go.
type OogoSheet struct {
	MunicipalityID string      `json:"municipalityId"`
	Today          string      `json:"today" format:"date"`
	SchoolYear     SchoolYear  `json:"schoolYear"`
	Groups         []OogoGroup `json:"groups" nullable:"false" doc:"tlv, bezwaar, buitenkans, plaatsing: open cases by phase; late: open cases with a task or term that is late now; missed: statutory terms missed in the school year; at-home: of the Buitenkans, by urgency; placements: of the placements, by type."`
}

// SchoolYear runs from 1 August.
type SchoolYear struct {
	From  string `json:"from" format:"date"`
	Until string `json:"until" format:"date"`
	Name  string `json:"name" example:"2026-2027"`
}

// OogoGroup is one question of the sheet.
type OogoGroup struct {
	ID    string    `json:"id" enum:"tlv,bezwaar,buitenkans,plaatsing,late,missed,at-home,placements"`
	Total Tally     `json:"total"`
	Rows  []OogoRow `json:"rows" nullable:"false"`
}

// OogoRow is one answer.
type OogoRow struct {
	ID string `json:"id"`
	Tally
}

// Tally is a number, unless it could say something about a child.
type Tally struct {
	Count  *int `json:"count" doc:"Null when it is hidden."`
	Hidden bool `json:"hidden"`
}

type oogoInput struct {
	MunicipalityID string `path:"municipalityId" maxLength:"60" pattern:"^[a-z0-9-]+$" example:"zeist"`
}

type oogoOutput struct{ Body OogoSheet }

func (s *service) oogo(ctx context.Context, in *oogoInput) (*oogoOutput, error) {
	views, err := s.store.Cases(ctx, CaseQuery{Everyone: true, Municipality: in.MunicipalityID})
	if err != nil {
		return nil, edge.Problem(err)
	}
	if !mayReadSheet(identity.From(ctx), in.MunicipalityID, views) {
		return nil, edge.Forbidden("Deze cijfers zijn voor het kantoor, de directeur, het SOT van de regio en de gemeente zelf.")
	}
	today := s.clock.Today()
	year := SchoolYearOf(today)
	return &oogoOutput{OogoSheet{
		MunicipalityID: in.MunicipalityID, Today: today, SchoolYear: year, Groups: countOogo(views, today, year).groups(),
	}}, nil
}

// mayReadSheet: a municipality reads its own sheet, and a SOT that of a municipality of its subregion, as the cases tell it.
func mayReadSheet(person identity.Person, municipality string, views []*casesv1.View) bool {
	return slices.ContainsFunc(person.Parties, func(who party.Party) bool {
		ofRegion := func(view *casesv1.View) bool { return view.GetSubregionId() == who.ID() }
		return access.MayOogo(party.Of(party.Municipality, municipality), who) &&
			(who.Role() != party.SOT || slices.ContainsFunc(views, ofRegion))
	})
}

// SchoolYearOf a day (ISO 8601).
func SchoolYearOf(today string) SchoolYear {
	// The clock gives a date.
	day, _ := time.Parse(time.DateOnly, today)
	first := time.Date(day.Year(), time.August, 1, 0, 0, 0, 0, time.UTC)
	if day.Before(first) {
		first = first.AddDate(-1, 0, 0)
	}
	last := first.AddDate(1, 0, -1)
	return SchoolYear{From: first.Format(time.DateOnly), Until: last.Format(time.DateOnly), Name: first.Format("2006") + "-" + last.Format("2006")}
}
