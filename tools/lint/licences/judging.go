package main

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"traject.nl/tools/images"
)

// accepted licences and why each goes together with the EUPL-1.2 of Traject. Each of these asks no more of who passes on a program than to keep the
// notices, except those of which it is said.
var accepted = map[string]string{
	"0BSD":         "asks nothing",
	"Apache-2.0":   "keep the notices",
	"BSD-2-Clause": "keep the notices",
	"BSD-3-Clause": "keep the notices",
	"CC0-1.0":      "asks nothing",
	"OFL-1.1":      "fonts, passed on as they are with their notices",
	"PostgreSQL":   "keep the notices",
	"EUPL-1.2":     "the same licence",
	"ISC":          "keep the notices",
	"MIT":          "keep the notices",
	"MPL-2.0":      "its files stay under it and are offered in source; we change none, and name where they are",
	"Unlicense":    "asks nothing",
	"Zlib":         "keep the notices",
}

// reading is what somebody found who read what no program recognises.
type reading struct {
	// instead of what was recognised.
	licences []string
	why      string
}

// readings by what it is about. The document gives them too.
var readings = map[string]reading{
	"github.com/apache/thrift": {
		[]string{"Apache-2.0"}, "the other text in its LICENSE is about a file that helps to build it, which may be copied freely",
	},
	"github.com/cactus/go-statsd-client/statsd": {
		[]string{"MIT"}, "a module in a folder: its licence is in the root of its repository, which the module does not have",
	},
	"github.com/nexus-rpc/nexus-proto-annotations": {
		[]string{"none given"}, "generated code of two options of Protocol Buffers, which the API of Temporal (MIT) imports; its repository has no licence. To ask of its makers",
	},
	"modernc.org/memory": {
		[]string{"BSD-3-Clause"}, "LICENSE-LOGO names where a picture comes from that is not in the program",
	},
}

// readers puts what somebody read in the place of what was recognised.
func readers(all []shipped) []shipped {
	for i, one := range all {
		if known, ok := readings[one.name]; ok {
			all[i].licences = known.licences
		}
	}
	return all
}

// judge refuses what has no licence that is accepted.
func judge(all []shipped) error {
	var problems []error
	for _, one := range all {
		if len(one.licences) == 0 {
			problems = append(problems, fmt.Errorf("%s %s has no licence: without one nobody may pass it on", one.name, one.version))
		}
		for _, licence := range one.licences {
			if _, ok := accepted[licence]; !ok && !slices.Contains(readings[one.name].licences, licence) {
				problems = append(problems, fmt.Errorf("%s %s has licence %q: not one of which it is known that it goes with the EUPL-1.2", one.name, one.version, licence))
			}
		}
	}
	return errors.Join(problems...)
}

// page is the document.
func page(all []shipped) string {
	var text strings.Builder
	text.WriteString(`# Licences

Everything of others that is in an image of Traject, with its licence as its own files give it. ` + "`make licences`" + ` writes this list anew, and refuses a licence
that is unknown or does not go together with the EUPL-1.2; a test says when the list is not current. The SBOM in each image lists the same with
checksums ([images.md](images.md)).

| licence | how it goes with the EUPL-1.2 | of how many |
|---|---|--:|
`)
	count := map[string]int{}
	for _, one := range all {
		for _, licence := range one.licences {
			count[licence]++
		}
	}
	for _, licence := range slices.Sorted(maps.Keys(count)) {
		fmt.Fprintf(&text, "| %s | %s | %d |\n", licence, cmp.Or(accepted[licence], "see below"), count[licence])
	}
	text.WriteString("\nRead by somebody:\n\n")
	for _, name := range slices.Sorted(maps.Keys(readings)) {
		fmt.Fprintf(&text, "- `%s`: %s, since %s.\n", name, strings.Join(readings[name].licences, ", "), readings[name].why)
	}
	text.WriteString("\n| what | version | licence | in |\n|---|---|---|---|\n")
	for _, one := range all {
		in := strings.Join(one.programs, ", ")
		if len(one.programs) == len(images.All) {
			in = "all"
		}
		fmt.Fprintf(&text, "| %s | %s | %s | %s |\n", one.name, one.version, strings.Join(one.licences, ", "), in)
	}
	return text.String()
}
