package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Schema is as much of JSON Schema as the services write in their documents.
type Schema struct {
	Ref        string             `json:"$ref"`
	Type       kinds              `json:"type"`
	Format     string             `json:"format"`
	Enum       []any              `json:"enum"`
	Examples   []any              `json:"examples"`
	Pattern    string             `json:"pattern"`
	MinLength  *int               `json:"minLength"`
	MaxLength  *int               `json:"maxLength"`
	Minimum    *float64           `json:"minimum"`
	Maximum    *float64           `json:"maximum"`
	MinItems   *int               `json:"minItems"`
	MaxItems   *int               `json:"maxItems"`
	Unique     bool               `json:"uniqueItems"`
	Items      *Schema            `json:"items"`
	Required   []string           `json:"required"`
	Properties map[string]*Schema `json:"properties"`
	Further    json.RawMessage    `json:"additionalProperties"`
}

// kinds are the types that a value may have: JSON Schema writes one as a string and several as a list.
type kinds []string

// UnmarshalJSON implements json.Unmarshaler.
func (k *kinds) UnmarshalJSON(text []byte) error {
	var one string
	if json.Unmarshal(text, &one) == nil {
		*k = kinds{one}
		return nil
	}
	var several []string
	err := json.Unmarshal(text, &several)
	*k = several
	return err
}

// is the type that counts; null only when there is no other.
func (s *Schema) is() string {
	for _, kind := range s.Type {
		if kind != "null" {
			return kind
		}
	}
	return ""
}

// names of the properties, in order, so that one seed gives one request.
func (s *Schema) names() []string { return slices.Sorted(maps.Keys(s.Properties)) }

// resolve follows references to the schemas of the document.
func (d *Document) resolve(s *Schema) *Schema {
	for range 10 {
		name, refers := strings.CutPrefix(s.Ref, "#/components/schemas/")
		if !refers {
			return s
		}
		found, ok := d.Components.Schemas[name]
		if !ok {
			return &Schema{}
		}
		s = found
	}
	return s
}

// deepest is how far into an answer is looked.
const deepest = 40

// departs says where a value departs from the schema, and how; empty when it does not. At most the first few are told.
func (d *Document) departs(s *Schema, value any, at string, depth int) (found []string) {
	if s = d.resolve(s); depth > deepest {
		return nil
	}
	if !s.takes(value) {
		return []string{fmt.Sprintf("%s is %T, want %v", at, value, s.Type)}
	}
	if len(s.Enum) > 0 && value != nil && !slices.ContainsFunc(s.Enum, func(one any) bool { return one == value }) {
		return []string{fmt.Sprintf("%s is none of its values", at)}
	}
	switch value := value.(type) {
	case string:
		return s.departsString(value, at)
	case float64:
		if (s.Minimum != nil && value < *s.Minimum) || (s.Maximum != nil && value > *s.Maximum) {
			return []string{at + " is out of its bounds"}
		}
	case []any:
		if (s.MinItems != nil && len(value) < *s.MinItems) || (s.MaxItems != nil && len(value) > *s.MaxItems) {
			found = append(found, fmt.Sprintf("%s has %d items", at, len(value)))
		}
		for i := 0; s.Items != nil && i < len(value) && len(found) < 3; i++ {
			found = append(found, d.departs(s.Items, value[i], at+"[]", depth+1)...)
		}
	case map[string]any:
		return d.departsObject(s, value, at, depth)
	}
	return found
}

func (d *Document) departsObject(s *Schema, object map[string]any, at string, depth int) (found []string) {
	for _, name := range s.Required {
		if _, there := object[name]; !there {
			found = append(found, at+"."+name+" is not there")
		}
	}
	further := &Schema{}
	closed := string(s.Further) == "false"
	if !closed && len(s.Further) > 0 && s.Further[0] == '{' {
		if err := json.Unmarshal(s.Further, further); err != nil {
			return []string{fmt.Sprintf("%s: %v", at, err)}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(object)) {
		property, known := s.Properties[name]
		switch {
		case known:
			found = append(found, d.departs(property, object[name], at+"."+name, depth+1)...)
		case closed:
			found = append(found, at+"."+name+" is not in the document")
		default:
			found = append(found, d.departs(further, object[name], at+".*", depth+1)...)
		}
		if len(found) > 3 {
			break
		}
	}
	return found
}

// takes says whether the value is of one of the types.
func (s *Schema) takes(value any) bool {
	if len(s.Type) == 0 {
		return true
	}
	kind := "null"
	switch value := value.(type) {
	case string:
		kind = "string"
	case bool:
		kind = "boolean"
	case float64:
		if kind = "number"; value == math.Trunc(value) && slices.Contains(s.Type, "integer") {
			kind = "integer"
		}
	case []any:
		kind = "array"
	case map[string]any:
		kind = "object"
	}
	return slices.Contains(s.Type, kind)
}

func (s *Schema) departsString(value, at string) []string {
	length := utf8.RuneCountInString(value)
	if (s.MinLength != nil && length < *s.MinLength) || (s.MaxLength != nil && length > *s.MaxLength) {
		return []string{fmt.Sprintf("%s has %d characters", at, length)}
	}
	if s.Pattern != "" {
		if pattern, err := regexp.Compile(s.Pattern); err == nil && !pattern.MatchString(value) {
			return []string{at + " has not the form " + s.Pattern}
		}
	}
	form := map[string]string{"date": time.DateOnly, "date-time": time.RFC3339Nano}[s.Format]
	if form != "" {
		if _, err := time.Parse(form, value); err != nil {
			return []string{at + " is no " + s.Format}
		}
	}
	return nil
}
