package upstream

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"
)

// Yes and No are how an entry says whether something holds.
const (
	Yes = "ja"
	No  = "nee"
)

// activeField is the one field that is a yes or no to the registry; numberFields are numbers.
const activeField = "active"

var numberFields = []string{"fromGroep", "toGroep", "places"}

// Entry is one row of a list of the registry: its values by the names that the registry gives to its fields.
type Entry map[string]string

// ID of the entry within its list. A contact is known by its party.
func (e Entry) ID() string {
	if id := e["id"]; id != "" {
		return id
	}
	return e["party"]
}

// UnmarshalJSON takes over texts, numbers and yes-or-no; what consists of parts is left to a type of its own.
func (e *Entry) UnmarshalJSON(encoded []byte) error {
	var values map[string]any
	if err := json.Unmarshal(encoded, &values); err != nil {
		return err
	}
	*e = make(Entry, len(values))
	for name, value := range values {
		switch value := value.(type) {
		case string:
			(*e)[name] = value
		case float64:
			(*e)[name] = strconv.FormatFloat(value, 'f', -1, 64)
		case bool:
			(*e)[name] = No
			if value {
				(*e)[name] = Yes
			}
		}
	}
	return nil
}

// Change is one line of the history of an entry.
type Change struct {
	At time.Time `json:"at"`
	// Party that did it; empty when a list was loaded.
	Party string `json:"party"`
	Field string `json:"field"`
	Old   string `json:"old"`
	New   string `json:"new"`
}

// Counts is how many schools there are on a day, as the registry counts them.
type Counts struct {
	// On is the day, as an ISO date.
	On             string   `json:"on"`
	Schools        int      `json:"schools"`
	Boards         int      `json:"boards"`
	ByType         []Count  `json:"byType"`
	ByMunicipality []Count  `json:"byMunicipality"`
	BySubregion    []Count  `json:"bySubregion"`
	Notes          []string `json:"notes"`
}

// Count is a number of schools of one kind or in one place.
type Count struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Schools int    `json:"schools"`
}

// Subregion with the fixed contact of its SOT.
type Subregion struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Contact Entry  `json:"contact"`
}

// Counts of today.
func (r *Registry) Counts(ctx context.Context, token string) (*Counts, error) {
	var answer Counts
	if _, err := r.json(ctx, call{method: http.MethodGet, path: "/v1/counts", token: token}, &answer); err != nil {
		return nil, err
	}
	return &answer, nil
}

// Subregion with the given id.
func (r *Registry) Subregion(ctx context.Context, token, id string) (*Subregion, error) {
	var answer Subregion
	if _, err := r.json(ctx, call{method: http.MethodGet, path: entryPath("subregions", id), token: token}, &answer); err != nil {
		return nil, err
	}
	return &answer, nil
}

// Entries returns the entries of a list that match, and how many there are when the query limits them.
func (r *Registry) Entries(ctx context.Context, token, list string, query url.Values) (found []Entry, total int, err error) {
	var answer struct {
		Items []Entry `json:"items"`
		Total int     `json:"total"`
	}
	_, err = r.json(ctx, call{method: http.MethodGet, path: "/v1/" + list, query: query, token: token}, &answer)
	return answer.Items, answer.Total, err
}

// Entry returns one entry of a list, and its entity tag.
func (r *Registry) Entry(ctx context.Context, token, list, id string) (Entry, string, error) {
	var answer Entry
	header, err := r.json(ctx, call{method: http.MethodGet, path: entryPath(list, id), token: token}, &answer)
	if err != nil {
		return nil, "", err
	}
	return answer, header.Get("ETag"), nil
}

// History of an entry, oldest first.
func (r *Registry) History(ctx context.Context, token, list, id string) ([]Change, error) {
	var answer struct {
		Items []Change `json:"items"`
	}
	_, err := r.json(ctx, call{method: http.MethodGet, path: entryPath(list, id) + "/history", token: token}, &answer)
	return answer.Items, err
}

// ChangeEntry gives fields another value, unless somebody changed the entry since the given entity tag (status 412).
func (r *Registry) ChangeEntry(ctx context.Context, token, key, etag, list, id string, fields map[string]string) error {
	headers := idempotent(key)
	headers["If-Match"] = etag
	_, err := r.json(ctx, call{
		method: http.MethodPatch, path: entryPath(list, id), token: token, headers: headers, body: bodyOf(fields),
	}, nil)
	return err
}

// AddEntry puts an entry in a list and returns its id.
func (r *Registry) AddEntry(ctx context.Context, token, key, list string, fields map[string]string) (string, error) {
	var answer Entry
	_, err := r.json(ctx, call{
		method: http.MethodPost, path: "/v1/" + list, token: token, headers: idempotent(key), body: bodyOf(fields),
	}, &answer)
	return answer.ID(), err
}

func bodyOf(fields map[string]string) map[string]any {
	body := make(map[string]any, len(fields))
	for name, value := range fields {
		body[name] = value
		if name == activeField {
			body[name] = value == Yes
		}
		if number, err := strconv.Atoi(value); err == nil && slices.Contains(numberFields, name) {
			body[name] = number
		}
	}
	return body
}

func entryPath(list, id string) string { return "/v1/" + list + "/" + segment(id) }
