package registry_test

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"traject.nl/services/registry"
	"traject.nl/services/registry/registrytest"
)

// FuzzAListIsLoadedAsAWholeOrNotAtAll: the office makes the lists in a spreadsheet. What is loaded can be loaded again without a change; what is
// wrong is told with its file, in Dutch, and then nothing was loaded.
func FuzzAListIsLoadedAsAWholeOrNotAtAll(f *testing.F) {
	lists := []registry.List{
		registry.Subregions, registry.Municipalities, registry.Boards, registry.Networks, registry.Schools, registry.Experts, registry.Contacts, registry.Colleagues,
		registry.Groups, registry.Capacities, registry.Claims,
	}
	source, err := registry.SourceOf(registry.Config{})
	if err != nil {
		f.Fatal(err)
	}
	for i, list := range lists {
		text, err := fs.ReadFile(source.Folders[0].Files, string(list)+".csv")
		if err == nil {
			f.Add(uint8(i), beginningOf(string(text)))
		}
		f.Add(uint8(i), "\xef\xbb\xbfname,name\n\"a\nb\",\"\"\n")
		f.Add(uint8(i), "")
	}
	f.Add(uint8(4), "type,name,street,postcode,place,municipality,board,network,closed,id\nbao,\"A, \"\"B\"\"\",Dorpsstraat 1,3958xk,Amerongen,zeist,,,2026-02-30,\n")
	f.Fuzz(func(t *testing.T, which uint8, text string) {
		list := lists[int(which)%len(lists)]
		changed := registry.Source{Folders: append(source.Folders[:1:1], registry.Folder{Name: "eigen", Files: fstest.MapFS{string(list) + ".csv": {Data: []byte(text)}}})}
		store := registrytest.NewMemory()
		loaded, err := registry.Load(t.Context(), store, changed, aMonday)
		var bad registry.BadRows
		switch {
		case errors.As(err, &bad):
			for _, row := range bad {
				if row.File == "" || row.Reason == "" || !strings.HasPrefix(bad.Error(), "er is niets geladen") {
					t.Fatalf("told as %q", row)
				}
			}
			if again, err := registry.Load(t.Context(), store, source, aMonday); err != nil || again.Changed+again.Same > 0 {
				t.Fatalf("something was there after a refusal: %+v, %v", again, err)
			}
		case err != nil:
			t.Fatalf("neither loaded nor refused: %v", err)
		default:
			again, err := registry.Load(t.Context(), store, changed, aMonday)
			if err != nil || again.Added+again.Changed > 0 || again.Same != loaded.Added+loaded.Changed+loaded.Same {
				t.Fatalf("loaded %+v, and again %+v, %v", loaded, again, err)
			}
		}
	})
}

// beginningOf a list: its heading and a few lines.
func beginningOf(text string) string {
	lines := strings.SplitAfterN(text, "\n", 5)
	return strings.Join(lines[:min(4, len(lines))], "")
}
