package upstream

import (
	"context"
	"net/http"
	"net/url"
)

// Registry is the registry of schools and experts.
type Registry struct{ service }

// NewRegistry makes a client for the service at base.
func NewRegistry(base string, client *http.Client) *Registry {
	return &Registry{service{base, client}}
}

// School as the registry knows it.
type School struct {
	ID           string `json:"id"`
	Name         string `json:"name"`
	Type         string `json:"type"`
	Street       string `json:"street"`
	Postcode     string `json:"postcode"`
	Place        string `json:"place"`
	Municipality string `json:"municipality"`
	Subregion    string `json:"subregion"`
	Board        string `json:"board"`
	// Closed is the last day that the school was there; empty for one that is.
	Closed string `json:"closed"`
}

// Expert who may be asked for advice.
type Expert struct {
	ID string `json:"id"`
	// Title such as "GZ-psycholoog 1"; a function, never a person's name.
	Title      string `json:"title"`
	Profession string `json:"profession"`
	Active     bool   `json:"active"`
}

// Schools returns the schools that match; an empty query returns all.
func (r *Registry) Schools(ctx context.Context, token string, query url.Values) ([]School, error) {
	var answer struct {
		Items []School `json:"items"`
	}
	_, err := r.json(ctx, call{method: http.MethodGet, path: "/v1/schools", query: query, token: token}, &answer)
	return answer.Items, err
}

// Experts returns everyone who can be asked for advice.
func (r *Registry) Experts(ctx context.Context, token string) ([]Expert, error) {
	var answer struct {
		Items []Expert `json:"items"`
	}
	_, err := r.json(ctx, call{method: http.MethodGet, path: "/v1/experts", token: token}, &answer)
	return answer.Items, err
}

// Colleague is somebody of a party to whom a task can be given: known by function, never by name.
type Colleague struct {
	// ID is the opaque subject of the person.
	ID    string `json:"id"`
	Title string `json:"title"`
	Party string `json:"party"`
	// Fixed contact of the party: gets its tasks unless somebody else takes them up.
	Fixed bool `json:"fixed"`
}

// Colleagues returns those that the registry knows.
func (r *Registry) Colleagues(ctx context.Context, token string) ([]Colleague, error) {
	var answer struct {
		Items []Colleague `json:"items"`
	}
	_, err := r.json(ctx, call{method: http.MethodGet, path: "/v1/colleagues", token: token}, &answer)
	return answer.Items, err
}
