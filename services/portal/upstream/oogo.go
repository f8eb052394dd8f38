package upstream

import (
	"context"
	"net/http"
)

// Sheet is how the cases of a municipality go, in numbers too large to know a child by.
type Sheet struct {
	MunicipalityID string `json:"municipalityId"`
	// Today is the ISO date of the numbers.
	Today      string       `json:"today"`
	SchoolYear SchoolYear   `json:"schoolYear"`
	Groups     []SheetGroup `json:"groups"`
}

// SchoolYear that the numbers are of; ISO dates.
type SchoolYear struct {
	From  string `json:"from"`
	Until string `json:"until"`
	Name  string `json:"name"`
}

// SheetGroup is one question of the sheet, with the answers apart and together.
type SheetGroup struct {
	ID    string     `json:"id"`
	Total Tally      `json:"total"`
	Rows  []SheetRow `json:"rows"`
}

// SheetRow is one answer.
type SheetRow struct {
	ID string `json:"id"`
	Tally
}

// Tally is a number, unless it is so small that it would say something about a child.
type Tally struct {
	// Count is nil when it is hidden.
	Count  *int `json:"count"`
	Hidden bool `json:"hidden"`
}

// Sheet of a municipality.
func (c *Cases) Sheet(ctx context.Context, token, municipality string) (*Sheet, error) {
	var answer Sheet
	if _, err := c.json(ctx, call{method: http.MethodGet, path: "/v1/oogo/" + segment(municipality), token: token}, &answer); err != nil {
		return nil, err
	}
	return &answer, nil
}

// MunicipalityContacts are the mailboxes of a municipality: the general one first, then those of its desks.
func (r *Registry) MunicipalityContacts(ctx context.Context, token, municipality string) ([]Entry, error) {
	var answer struct {
		Items []Entry `json:"items"`
	}
	_, err := r.json(ctx, call{method: http.MethodGet, path: entryPath("municipalities", municipality) + "/contacts", token: token}, &answer)
	return answer.Items, err
}
