package charts

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden renders anew")

// whole are the variants of which the golden render has everything; of the others it has what differs from the one that starts with the same values.
var whole = []string{"small", "production", "development"}

func TestGoldenRenders(t *testing.T) {
	t.Parallel()
	for _, v := range variants {
		t.Run(v.name, func(t *testing.T) {
			t.Parallel()
			objects := settled(render(t, v))
			if !slices.Contains(whole, v.name) {
				base := slices.IndexFunc(variants, func(b variant) bool { return strings.HasPrefix(v.values, b.values) && b.more == "" })
				objects = different(t, objects, settled(render(t, variants[base])))
			}
			compare(t, filepath.Join("testdata", v.name+".yaml"), document(t, objects))
		})
	}
}

func compare(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v: run `go test ./tools/lint/charts -run Golden -update`", err)
	}
	if bytes.Equal(got, want) {
		return
	}
	lines, wanted := bytes.Split(got, []byte("\n")), bytes.Split(want, []byte("\n"))
	at := 0
	for at < min(len(lines), len(wanted)) && bytes.Equal(lines[at], wanted[at]) {
		at++
	}
	around := func(all [][]byte) []byte { return bytes.Join(all[min(at, len(all)):min(at+5, len(all))], []byte("\n")) }
	t.Errorf("the render is not %s any more, from line %d:\ngot:\n%s\nwant:\n%s\nWhen that is meant: go test ./tools/lint/charts -run Golden -update",
		file, at+1, around(lines), around(wanted))
}

// settled puts words in place of what is random, and of files that have tests of their own.
func settled(objects []object) []object {
	var out []object
	for _, o := range objects {
		fields := map[string]any{}
		for key, value := range o.fields {
			fields[key] = value
		}
		switch {
		case o.Kind == "Secret":
			fields["data"] = instead(o.at("data"), "<random>")
		case o.Kind == "ConfigMap" && o.Metadata.Labels["grafana_dashboard"] != "":
			fields["data"] = instead(o.at("data"), "<dashboard>")
		case o.Kind == "PrometheusRule":
			fields["spec"] = fmt.Sprintf("<%d groups>", len(o.at("spec.groups").([]any)))
		}
		o.fields = fields
		out = append(out, o)
	}
	return out
}

func instead(data any, word string) map[string]any {
	out := map[string]any{}
	for key := range data.(map[string]any) {
		out[key] = word
	}
	return out
}

// different are the objects that are not in the base, or not like that, and the names of those that are gone.
func different(t *testing.T, objects, base []object) []object {
	t.Helper()
	before := map[string][]byte{}
	for _, o := range base {
		before[o.String()] = document(t, []object{o})
	}
	var out []object
	for _, o := range objects {
		if !bytes.Equal(document(t, []object{o}), before[o.String()]) {
			out = append(out, o)
		}
		delete(before, o.String())
	}
	for _, o := range base {
		if _, gone := before[o.String()]; gone {
			out = append(out, object{fields: map[string]any{"gone": o.String()}})
		}
	}
	return out
}
