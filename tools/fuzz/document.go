package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// Document is what a service publishes about its API (OpenAPI 3.1), as far as it is needed here.
type Document struct {
	Paths      map[string]map[string]*Operation `json:"paths"`
	Components struct {
		Schemas map[string]*Schema `json:"schemas"`
	} `json:"components"`
}

// Operation is one thing that can be asked of a service.
type Operation struct {
	ID         string                `json:"operationId"`
	Parameters []*Parameter          `json:"parameters"`
	Body       *Content              `json:"requestBody"`
	Responses  map[string]*Content   `json:"responses"`
	Security   []map[string][]string `json:"security"`

	// Where it is.
	service, base, method, path string
	document                    *Document
}

// Parameter of a path, query or header.
type Parameter struct {
	Name     string  `json:"name"`
	In       string  `json:"in"`
	Required bool    `json:"required"`
	Schema   *Schema `json:"schema"`
}

// Content of a request or an answer, by media type.
type Content struct {
	Required bool `json:"required"`
	Content  map[string]struct {
		Schema *Schema `json:"schema"`
	} `json:"content"`
}

// json is the schema of the content as JSON; nil when it is something else.
func (c *Content) json() *Schema {
	if c == nil {
		return nil
	}
	return c.Content["application/json"].Schema
}

// name by which the table and the faults call it.
func (o *Operation) name() string { return strings.ToUpper(o.method) + " " + o.path }

// open says that it answers everybody, signed in or not.
func (o *Operation) open() bool { return o.Security != nil && len(o.Security) == 0 }

// changes says that it is no mere question.
func (o *Operation) changes() bool { return o.method != "get" && o.method != "head" }

// read gets the document of a service, and gives its operations in order.
func read(ctx context.Context, service, base string) ([]*Operation, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, base+"/v1/openapi.json", http.NoBody)
	if err != nil {
		return nil, err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, fmt.Errorf("the document of %s: %w", service, err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the document of %s at %s: %s", service, base, answer.Status)
	}
	document := new(Document)
	if err := json.NewDecoder(answer.Body).Decode(document); err != nil {
		return nil, fmt.Errorf("the document of %s: %w", service, err)
	}
	return document.operations(service, base)
}

func (d *Document) operations(service, base string) (all []*Operation, err error) {
	for path, methods := range d.Paths {
		for method, operation := range methods {
			operation.service, operation.base, operation.method, operation.path, operation.document = service, base, method, path, d
			all = append(all, operation)
		}
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("the document of %s has no operations", service)
	}
	slices.SortFunc(all, func(a, b *Operation) int {
		return cmp.Or(strings.Compare(a.path, b.path), strings.Compare(a.method, b.method))
	})
	return all, nil
}
