package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// kinds of Kubernetes itself that the chart uses: apiVersion, kind, and their name in the OpenAPI document.
var kinds = [][3]string{
	{"v1", "ConfigMap", "io.k8s.api.core.v1.ConfigMap"},
	{"v1", "Pod", "io.k8s.api.core.v1.Pod"},
	{"v1", "Secret", "io.k8s.api.core.v1.Secret"},
	{"v1", "Service", "io.k8s.api.core.v1.Service"},
	{"v1", "ServiceAccount", "io.k8s.api.core.v1.ServiceAccount"},
	{"apps/v1", "Deployment", "io.k8s.api.apps.v1.Deployment"},
	{"apps/v1", "StatefulSet", "io.k8s.api.apps.v1.StatefulSet"},
	{"autoscaling/v2", "HorizontalPodAutoscaler", "io.k8s.api.autoscaling.v2.HorizontalPodAutoscaler"},
	{"batch/v1", "Job", "io.k8s.api.batch.v1.Job"},
	{"networking.k8s.io/v1", "Ingress", "io.k8s.api.networking.v1.Ingress"},
	{"networking.k8s.io/v1", "NetworkPolicy", "io.k8s.api.networking.v1.NetworkPolicy"},
	{"policy/v1", "PodDisruptionBudget", "io.k8s.api.policy.v1.PodDisruptionBudget"},
}

// builtin makes one schema for all kinds that we use, with only the definitions that they need.
func builtin(swagger []byte) (map[string]any, error) {
	var document struct{ Definitions map[string]map[string]any }
	if err := json.Unmarshal(swagger, &document); err != nil {
		return nil, err
	}
	definitions, names, choices := map[string]any{}, []any{}, []any{}
	for _, kind := range kinds {
		if err := collect(kind[2], document.Definitions, definitions); err != nil {
			return nil, err
		}
		about := map[string]any{"apiVersion": map[string]any{"const": kind[0]}, "kind": map[string]any{"const": kind[1]}}
		names = append(names, map[string]any{"properties": about})
		choices = append(choices, map[string]any{"if": map[string]any{"properties": about}, "then": map[string]any{"$ref": "#/definitions/" + kind[2]}})
	}
	return map[string]any{
		"$schema": "http://json-schema.org/draft-07/schema#", "definitions": definitions,
		"required": []any{"apiVersion", "kind", "metadata"}, "anyOf": names, "allOf": choices,
	}, nil
}

// collect copies a definition, and what it refers to.
func collect(name string, from map[string]map[string]any, to map[string]any) error {
	if _, done := to[name]; done {
		return nil
	}
	found, ok := from[name]
	if !ok {
		return fmt.Errorf("no definition of %s", name)
	}
	if special, ok := written[name]; ok {
		to[name] = special
		return nil
	}
	to[name] = strict(found)
	for _, other := range references(found) {
		if err := collect(other, from, to); err != nil {
			return err
		}
	}
	return nil
}

// written are the definitions that say string and mean more.
var written = map[string]any{
	"io.k8s.apimachinery.pkg.api.resource.Quantity":           map[string]any{"type": []any{"string", "number"}},
	"io.k8s.apimachinery.pkg.util.intstr.IntOrString":         map[string]any{"type": []any{"string", "integer"}},
	"io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1":           map[string]any{"type": "object"},
	"io.k8s.apimachinery.pkg.apis.meta.v1.ManagedFieldsEntry": map[string]any{"type": "object"},
}

func references(value any) []string {
	var found []string
	switch value := value.(type) {
	case map[string]any:
		for key, inner := range value {
			if target, ok := inner.(string); ok && key == "$ref" {
				found = append(found, strings.TrimPrefix(target, "#/definitions/"))
				continue
			}
			found = append(found, references(inner)...)
		}
	case []any:
		for _, inner := range value {
			found = append(found, references(inner)...)
		}
	}
	return found
}

// kept are the words of a schema that decide something. What we leave out says it to people, or to servers.
var kept = []string{
	"$ref", "type", "properties", "items", "required", "enum", "pattern", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems",
	"minProperties", "maxProperties", "additionalProperties", "oneOf", "anyOf", "allOf", "not",
}

// strict copies a schema without what decides nothing, and closes every object that names its fields.
func strict(value any) any {
	schema, ok := value.(map[string]any)
	if !ok {
		return value
	}
	out := map[string]any{}
	for word, content := range schema {
		switch {
		case !slices.Contains(kept, word):
		case word == "properties":
			properties := map[string]any{}
			for name, property := range content.(map[string]any) {
				properties[name] = strict(property)
			}
			out[word] = properties
		case word == "oneOf" || word == "anyOf" || word == "allOf":
			var choices []any
			for _, choice := range content.([]any) {
				choices = append(choices, open(strict(choice)))
			}
			out[word] = choices
		case word == "not":
			out[word] = open(strict(content))
		default:
			out[word] = strict(content)
		}
	}
	if _, named := out["properties"]; named && out["additionalProperties"] == nil && schema["x-kubernetes-preserve-unknown-fields"] != true {
		out["additionalProperties"] = false
	}
	if schema["x-kubernetes-int-or-string"] == true {
		out["type"] = []any{"string", "integer"}
		delete(out, "anyOf")
	}
	return out
}

// open undoes the closing: a condition on some fields of an object says nothing about the others.
func open(value any) any {
	schema, ok := value.(map[string]any)
	if !ok {
		return value
	}
	if schema["additionalProperties"] == false {
		delete(schema, "additionalProperties")
	}
	if properties, ok := schema["properties"].(map[string]any); ok {
		for _, property := range properties {
			open(property)
		}
	}
	return schema
}
