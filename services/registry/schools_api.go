package registry

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
)

// SchoolChange is what the office changes in a school; an empty board or network takes it away.
type SchoolChange struct {
	Type         *string `json:"type,omitempty" enum:"bao,sbo,so"`
	Name         *string `json:"name,omitempty" maxLength:"200"`
	Street       *string `json:"street,omitempty" maxLength:"200"`
	Postcode     *string `json:"postcode,omitempty" maxLength:"20" example:"3958 XK"`
	Place        *string `json:"place,omitempty" maxLength:"200"`
	Municipality *string `json:"municipality,omitempty" maxLength:"200" example:"utrechtse-heuvelrug"`
	Board        *string `json:"board,omitempty" maxLength:"200" doc:"Id of a board, or empty."`
	Network      *string `json:"network,omitempty" maxLength:"200" doc:"Id of a network, or empty."`
	Closed       *string `json:"closed,omitempty" maxLength:"20" doc:"The last day on which the school existed (ISO 8601), or empty."`
}

func (c SchoolChange) fields() map[string]string {
	return given(map[string]*string{"type": c.Type, "name": c.Name, "street": c.Street, "postcode": c.Postcode, "place": c.Place,
		"municipality": c.Municipality, "board": c.Board, "network": c.Network, "closed": c.Closed})
}

type searchInput struct {
	Q            string `query:"q" maxLength:"200" example:"regenboog amerongen" doc:"Every word occurs in the name or the place."`
	Name         string `query:"name" maxLength:"200" doc:"Every word occurs in the name."`
	Place        string `query:"place" maxLength:"200" doc:"Every word occurs in the place."`
	Postcode     string `query:"postcode" maxLength:"20" example:"3958" doc:"A postcode, or its first part; with or without a space."`
	Type         string `query:"type" enum:"bao,sbo,so"`
	Municipality string `query:"municipality" maxLength:"200" example:"zeist" doc:"Id or name."`
	Closed       bool   `query:"closed" doc:"Also schools that exist no more; for looking one up, not for choosing."`
	Limit        int    `query:"limit" minimum:"1" maximum:"500" default:"100" doc:"How many to give at most."`
}

func (d Directory) mountSchools(api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "search-schools", Method: http.MethodGet, Path: "/v1/schools", Tags: []string{string(Schools)},
		Summary: "Schools, in order of name", Errors: []int{http.StatusBadRequest},
		Description: "Case and accents do not matter. Whatever is asked holds together: all of it must match.",
	}, func(ctx context.Context, in *searchInput) (*pageOutput[School], error) {
		found, total, err := d.Schools(ctx, Search{
			Words: in.Q, Name: in.Name, Place: in.Place, Postcode: in.Postcode, Type: in.Type, Municipality: in.Municipality,
			Closed: in.Closed,
		}, in.Limit)
		if err != nil {
			return nil, refusal(err)
		}
		return &pageOutput[School]{Page[School]{Items: found, Total: total}}, nil
	})
	mountOne(api, d, Schools, d.schoolsOf)
	mountEdit[SchoolChange](api, d, Schools, d.schoolsOf)
}

type countsOutput struct{ Body Counts }

func (d Directory) mountCounts(api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "get-counts", Method: http.MethodGet, Path: "/v1/counts", Tags: []string{"counts"},
		Summary: "How many schools and boards there are today, counted now",
	}, func(ctx context.Context, _ *struct{}) (*countsOutput, error) {
		counts, err := d.Counts(ctx)
		if err != nil {
			return nil, refusal(err)
		}
		return &countsOutput{counts}, nil
	})
}
