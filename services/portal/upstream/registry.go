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
	ID             string `json:"id"`
	Name           string `json:"name"`
	Type           string `json:"type"`
	Street         string `json:"street"`
	Postcode       string `json:"postcode"`
	Place          string `json:"place"`
	MunicipalityID string `json:"municipalityId"`
	SubregionID    string `json:"subregionId"`
}

// Expert who may be asked for advice.
type Expert struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Profession string `json:"profession"`
	Active     *bool  `json:"active"`
}

// Schools returns the schools that match; an empty query returns all.
func (r *Registry) Schools(ctx context.Context, token string, query url.Values) ([]School, error) {
	var answer struct {
		Schools []School `json:"schools"`
	}
	_, err := r.json(ctx, call{method: http.MethodGet, path: "/v1/schools", query: query, token: token}, &answer)
	return answer.Schools, err
}

// Experts returns everyone who can be asked for advice.
func (r *Registry) Experts(ctx context.Context, token string) ([]Expert, error) {
	var answer struct {
		Experts []Expert `json:"experts"`
	}
	_, err := r.json(ctx, call{method: http.MethodGet, path: "/v1/experts", token: token}, &answer)
	return answer.Experts, err
}
