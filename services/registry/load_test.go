package registry_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"traject.nl/services/platform/clock"
	"traject.nl/services/registry"
	"traject.nl/services/registry/registrytest"
)

var aMonday = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func directoryWith(store registry.Store) registry.Directory {
	return registry.Directory{Store: store, Clock: clock.Clock(func() time.Time { return aMonday })}
}

func builtIn(t *testing.T, config registry.Config) registry.Source {
	t.Helper()
	source, err := registry.SourceOf(config)
	if err != nil {
		t.Fatal(err)
	}
	return source
}

// loaded is a store with the lists that development has.
func loaded(t *testing.T) registry.Store {
	t.Helper()
	store := registrytest.NewMemory()
	mustLoad(t, store, builtIn(t, registry.Config{DevData: true}))
	return store
}

func mustLoad(t *testing.T, store registry.Store, source registry.Source) registry.Loaded {
	t.Helper()
	done, err := registry.Load(t.Context(), store, source, aMonday)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

func TestTheListsOfTheBijlagenLoadWhole(t *testing.T) {
	counts, err := directoryWith(loaded(t)).Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := registry.Counts{
		On: "2026-11-23", Schools: 80, Boards: 29,
		ByType: []registry.Count{{ID: "bao", Name: "basisonderwijs", Schools: 73},
			{ID: "sbo", Name: "speciaal basisonderwijs", Schools: 3}, {ID: "so", Name: "speciaal onderwijs", Schools: 4}},
		ByMunicipality: []registry.Count{{ID: "bunnik", Name: "Bunnik", Schools: 7}, {ID: "de-bilt", Name: "De Bilt", Schools: 17},
			{ID: "utrechtse-heuvelrug", Name: "Utrechtse Heuvelrug", Schools: 21},
			{ID: "wijk-bij-duurstede", Name: "Wijk bij Duurstede", Schools: 11}, {ID: "zeist", Name: "Zeist", Schools: 24}},
		BySubregion: []registry.Count{{ID: "bunnik-wijk-bij-duurstede", Name: "Bunnik en Wijk bij Duurstede", Schools: 18},
			{ID: "de-bilt", Name: "De Bilt", Schools: 17}, {ID: "utrechtse-heuvelrug", Name: "Utrechtse Heuvelrug", Schools: 21},
			{ID: "zeist", Name: "Zeist", Schools: 24}},
		Notes: []string{"Ondersteuningsplan 2022-2026, bijlage VI, 1.1 noemt 78 scholen; het register telt er 80 op 23 november 2026."},
	}
	if !reflect.DeepEqual(counts, want) {
		t.Errorf("counts are\n%+v, want\n%+v", counts, want)
	}
}

func TestSchoolIdsStayAsTheyWereGiven(t *testing.T) {
	directory := directoryWith(loaded(t))
	for id, name := range map[string]string{
		"regenboog-uh-amerongen":                    "Regenboog UH",
		"obs-het-anker-wijk-bij-duurstede":          "obs Het Anker",
		"sbo-het-anker-wijk-bij-duurstede":          "sbo Het Anker",
		"kameleon-doorn-doorn":                      "Kameleon Doorn",
		"regenboog-wbd-wijk-bij-duurstede":          "Regenboog WbD",
		"oud-zandbergen-huis-ter-heide-ut":          "Oud Zandbergen",
		"zonnehuisschool-so-noorderlicht-zeist":     "Zonnehuisschool - SO Noorderlicht",
		"openbare-basisschool-wijk-bij-d-langbroek": "Openbare Basisschool Wijk bij D",
		"zeister-vrije-school-burg-v-tuyll-zeist":   "Zeister Vrije School Burg v Tuyll",
		"berg-en-boshschool-bilthoven-bilthoven":    "Berg en Boshschool Bilthoven",
		"werkplaats-kindergemeenschap-bilthoven":    "Werkplaats Kindergemeenschap",
		"zeister-vrije-school-socrateslaan-zeist":   "Zeister Vrije School Socrateslaan",
		"bosbergschool-hollandsche-rading":          "Bosbergschool",
		"montessori-de-bilt-bilthoven":              "Montessori De Bilt",
	} {
		school, err := directory.School(t.Context(), id)
		if err != nil || school.Name != name {
			t.Errorf("school %s is %q, %v; want %q", id, school.Name, err, name)
		}
	}
}

func TestTheBoardOfASchoolIsNotGuessed(t *testing.T) {
	schools, _, err := directoryWith(loaded(t)).Schools(t.Context(), registry.Search{}, 500)
	if err != nil {
		t.Fatal(err)
	}
	for _, school := range schools {
		if school.Board != "" {
			t.Errorf("%s has board %q, which no source says", school.ID, school.Board)
		}
	}
}

func TestASchoolFollowsItsMunicipalityToTheSOT(t *testing.T) {
	school, err := directoryWith(loaded(t)).School(t.Context(), "carolus-cothen")
	if err != nil {
		t.Fatal(err)
	}
	want := registry.School{
		ID: "carolus-cothen", Name: "Carolus", Type: "bao", Street: "Kerkweg 20", Postcode: "3945 BN", Place: "Cothen",
		Municipality: "wijk-bij-duurstede", MunicipalityName: "Wijk bij Duurstede", Subregion: "bunnik-wijk-bij-duurstede",
		SOTParty: "sot:bunnik-wijk-bij-duurstede", Version: 1,
	}
	if school != want {
		t.Errorf("school is\n%+v, want\n%+v", school, want)
	}
}

func TestWithoutDevelopmentThereAreNoExpertsNoGroupsAndNoMailboxesOfSchools(t *testing.T) {
	store := registrytest.NewMemory()
	mustLoad(t, store, builtIn(t, registry.Config{}))
	for _, list := range []registry.List{registry.Experts, registry.Groups, registry.Capacities} {
		if records, err := store.All(t.Context(), list); err != nil || len(records) != 0 {
			t.Errorf("%s: %v, %v", list, records, err)
		}
	}
	contacts, err := store.All(t.Context(), registry.Contacts)
	if err != nil || len(contacts) != 7 {
		t.Fatalf("%d contacts, %v; want four SOT, office, director and Buitenkans", len(contacts), err)
	}
	for _, contact := range contacts {
		if contact.Fields["mail"] != "" {
			t.Errorf("%s has an address although no domain is set", contact.ID)
		}
	}
}

func everything(t *testing.T, store registry.Store) map[registry.List][]registry.Record {
	t.Helper()
	all := map[registry.List][]registry.Record{}
	for _, list := range []registry.List{registry.Subregions, registry.Municipalities, registry.Boards, registry.Networks,
		registry.Schools, registry.Experts, registry.Contacts, registry.Claims, registry.Groups, registry.Capacities} {
		records, err := store.All(t.Context(), list)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range records {
			whole, err := store.Find(t.Context(), list, r.ID)
			if err != nil {
				t.Fatal(err)
			}
			all[list] = append(all[list], whole)
		}
	}
	return all
}

func TestLoadingTwiceChangesNothing(t *testing.T) {
	for name, newStore := range stores() {
		t.Run(name, func(t *testing.T) {
			store, source := newStore(t), builtIn(t, registry.Config{DevData: true})
			first := mustLoad(t, store, source)
			before := everything(t, store)
			second := mustLoad(t, store, source)
			if first.Added == 0 || second != (registry.Loaded{Same: first.Added}) {
				t.Errorf("first load did %+v, second %+v", first, second)
			}
			if !reflect.DeepEqual(everything(t, store), before) {
				t.Error("the second load changed records")
			}
		})
	}
}

func TestAnEditOfTheOfficeSurvivesAReload(t *testing.T) {
	store := loaded(t)
	directory := directoryWith(store)
	_, err := directory.Edit(t.Context(), registry.Schools, "kerckeboschschoon-zeist", 1, registry.Command{
		Fields: map[string]string{"name": "Kerckeboschschool"}, Party: "office:zout", Subject: "s-1", Key: "key-00001"})
	if err != nil {
		t.Fatal(err)
	}
	files := builtInFiles(t)
	files["schools.csv"] = replaced(t, files["schools.csv"], "Oranje Nassaulaan 5", "Nieuwe Laan 6")
	done := mustLoad(t, store, registry.Source{Folders: []registry.Folder{{Files: files}}})
	if done.Changed == 0 {
		t.Error("the new street was not loaded")
	}
	found, err := store.Find(t.Context(), registry.Schools, "kerckeboschschoon-zeist")
	if err != nil {
		t.Fatal(err)
	}
	if found.Fields["name"] != "Kerckeboschschool" || found.Fields["street"] != "Nieuwe Laan 6" {
		t.Errorf("after the reload: %v; want the office's name and the list's street", found.Fields)
	}
	if last := found.History[len(found.History)-1]; last.Field != "street" || last.Party != "" || last.Old != "Oranje Nassaulaan 5" {
		t.Errorf("the history does not tell what the list changed: %+v", last)
	}
}

// builtInFiles are the lists of ZOUT, to break.
func builtInFiles(t *testing.T) fstest.MapFS {
	t.Helper()
	files, folder := fstest.MapFS{}, builtIn(t, registry.Config{}).Folders[0].Files
	for _, name := range []string{"schools.csv", "boards.csv", "municipalities.csv", "subregions.csv", "networks.csv", "contacts.csv", "claims.csv"} {
		content, err := folder.(interface{ ReadFile(string) ([]byte, error) }).ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: content}
	}
	return files
}

func replaced(t *testing.T, file *fstest.MapFile, old, by string) *fstest.MapFile {
	t.Helper()
	if !strings.Contains(string(file.Data), old) {
		t.Fatalf("the list does not have %q", old)
	}
	return &fstest.MapFile{Data: []byte(strings.Replace(string(file.Data), old, by, 1))}
}

func TestEveryBadRowIsNamedAndNothingIsLoaded(t *testing.T) {
	files := builtInFiles(t)
	schools := files["schools.csv"]
	schools = replaced(t, schools, "bao,Regenboog UH,", "vmbo,Regenboog UH,")
	schools = replaced(t, schools, "3711 BP", "37I1 BP")
	schools = replaced(t, schools, "Gregoriuslaan 4", "")
	schools = replaced(t, schools, "3723 BA,Bilthoven,De Bilt", "3723 BA,Bilthoven,Utrecht")
	schools = replaced(t, schools, "bao,Barbaraschool,Rijnzichtlaan 3,", "bao,Barbaraschool,Rijnzichtlaan,3,")
	schools = replaced(t, schools, "bao,Camminghaschool,Camminghalaan 27d,3981 GD", "bao,Anne Frankschool,Camminghalaan 27d,3981 GD")
	files["schools.csv"] = schools
	files["boards.csv"] = replaced(t, files["boards.csv"], "name,street", "naam,street")
	files["subregions.csv"] = replaced(t, files["subregions.csv"], ",sot-zeist", ",sot zeist")
	files["contacts.csv"] = replaced(t, files["contacts.csv"], "office:zout", "school:nergens")

	files["groups.csv"] = &fstest.MapFile{Data: []byte("provision,name,fromGroep,toGroep\nbuitenkans,Zon,3,5\nbuitenkans,Maan,8,6\n")}
	files["capacities.csv"] = &fstest.MapFile{Data: []byte("group,fromOn,untilOn,places\nzon,2026-08-01,2027-07-31,6\nmaan,2027-07-31,2028-07-31,6\nzon,2027-07-31,2028-07-31,6\n")}

	store := registrytest.NewMemory()
	_, err := registry.Load(t.Context(), store, registry.Source{Folders: []registry.Folder{{Files: files}}, MailDomain: "zout.example.test"}, aMonday)
	var bad registry.BadRows
	if !errors.As(err, &bad) {
		t.Fatalf("load gave %v, want bad rows", err)
	}
	type place struct {
		file, column string
		line         int
	}
	var got []place
	for _, row := range bad {
		got = append(got, place{row.File, row.Column, row.Line})
		if row.Reason == "" || !strings.Contains(err.Error(), row.String()) {
			t.Errorf("the error does not tell %+v", row)
		}
	}
	want := []place{
		{"boards.csv", "naam", 1}, {"boards.csv", "name", 1}, {"capacities.csv", "fromOn", 2}, {"capacities.csv", "fromOn", 4},
		{"contacts.csv", "party", 2}, {"groups.csv", "toGroep", 3}, {"schools.csv", "type", 2},
		{"schools.csv", "postcode", 4}, {"schools.csv", "street", 7}, {"schools.csv", "municipality", 9}, {"schools.csv", "", 11},
		{"schools.csv", "", 12}, {"subregions.csv", "mail", 5},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("bad rows are\n%v, want\n%v", got, want)
	}
	if all := everything(t, store); len(all) != 0 {
		t.Errorf("something was loaded: %v", all)
	}
}

func TestASchoolListThatCannotBeReadIsTold(t *testing.T) {
	for name, c := range map[string]struct {
		content *fstest.MapFile
		says    string
	}{
		"missing":          {nil, "schools.csv: het bestand ontbreekt"},
		"empty":            {&fstest.MapFile{}, "schools.csv, regel 1: er is geen regel met de namen"},
		"not UTF-8":        {&fstest.MapFile{Data: []byte("type,name\nbao,Micha\xebl")}, "schools.csv: is geen UTF-8"},
		"an open quote":    {&fstest.MapFile{Data: []byte("type,name,street,postcode,place,municipality\n\"bao")}, "schools.csv, regel 2: een aanhalingsteken"},
		"a column twice":   {&fstest.MapFile{Data: []byte("type,name,name,street,postcode,place,municipality\n")}, "kolom name: deze kolom staat er twee keer"},
		"a missing column": {&fstest.MapFile{Data: []byte("type,name,street,postcode,place\n")}, "kolom municipality: deze kolom ontbreekt"},
	} {
		t.Run(name, func(t *testing.T) {
			files := builtInFiles(t)
			delete(files, "schools.csv")
			if c.content != nil {
				files["schools.csv"] = c.content
			}
			_, err := registry.Load(t.Context(), registrytest.NewMemory(), registry.Source{Folders: []registry.Folder{{Files: files}}}, aMonday)
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("load gave %v, want %q", err, c.says)
			}
		})
	}
}

func TestSchoolsOfOneNameInOnePlaceGetTheirTypeInTheId(t *testing.T) {
	files := builtInFiles(t)
	files["schools.csv"] = &fstest.MapFile{Data: []byte("id,type,name,street,postcode,place,municipality\n" +
		",bao,Het Anker,Hordenweg 7,3961ka,Zeist,Zeist\n,sbo,Het Anker,Hordenweg 7,3961KA,Zeist,zeist\neigen-id,so,Het Anker,Hordenweg 7,3961KA,Zeist,zeist\n")}
	delete(files, "contacts.csv")
	store := registrytest.NewMemory()
	mustLoad(t, store, registry.Source{Folders: []registry.Folder{{Files: files}}})
	schools, err := store.All(t.Context(), registry.Schools)
	if err != nil || len(schools) != 3 {
		t.Fatalf("schools: %v, %v", schools, err)
	}
	for i, id := range []string{"eigen-id", "het-anker-zeist-bao", "het-anker-zeist-sbo"} {
		if schools[i].ID != id || schools[i].Fields["postcode"] != "3961 KA" {
			t.Errorf("school %d is %s with %v, want %s", i, schools[i].ID, schools[i].Fields, id)
		}
	}
}

func TestABrokenOffLoadIsCompletedByTheNext(t *testing.T) {
	source := builtIn(t, registry.Config{})
	store := &failingStore{Store: registrytest.NewMemory(), after: 50}
	if _, err := registry.Load(t.Context(), store, source, aMonday); !errors.Is(err, errBroken) {
		t.Fatalf("load gave %v, want that the store broke", err)
	}
	store.after = 1000
	mustLoad(t, store, source)
	counts, err := directoryWith(store).Counts(t.Context())
	if err != nil || counts.Schools != 80 || counts.Boards != 29 {
		t.Errorf("after the second load: %+v, %v", counts, err)
	}
}

func TestReplicasThatLoadAtOnceLoadOnce(t *testing.T) {
	for name, newStore := range stores() {
		t.Run(name, func(t *testing.T) {
			store, source := newStore(t), builtIn(t, registry.Config{})
			var replicas sync.WaitGroup
			var added, same atomic.Int64
			for range 3 {
				replicas.Go(func() {
					done, err := registry.Load(t.Context(), store, source, aMonday)
					if err != nil {
						t.Errorf("load: %v", err)
					}
					added.Add(int64(done.Added))
					same.Add(int64(done.Same))
				})
			}
			replicas.Wait()
			counts, err := directoryWith(store).Counts(t.Context())
			if err != nil || counts.Schools != 80 || same.Load() != 2*added.Load() {
				t.Errorf("%d schools, %v; %d records added and %d found the same", counts.Schools, err, added.Load(), same.Load())
			}
		})
	}
}

var errBroken = errors.New("the store broke")

// failingStore breaks after a number of writes.
type failingStore struct {
	registry.Store
	after int
}

func (s *failingStore) Add(ctx context.Context, list registry.List, record registry.Record) error {
	if s.after--; s.after < 0 {
		return errBroken
	}
	return s.Store.Add(ctx, list, record)
}

func TestAnotherSamenwerkingsverbandIsAnotherFolder(t *testing.T) {
	folder := t.TempDir()
	for name, content := range map[string]string{
		"subregions.csv":     "name,contact,mail\nNoord,SOT Noord,sot.noord@voorbeeld.test\n",
		"municipalities.csv": "\ufeffname,subregion\r\nDrieveld,Noord\r\n",
		"boards.csv":         "name,street,postcode,place\nDe Brug,Kade 1,1234ab,Drieveld\n",
		"schools.csv":        "board,type,name,street,postcode,place,municipality\nDe Brug Drieveld,SBO,\"De Kim, locatie 2\",Kade 2,1234ab,Drieveld,Drieveld\n",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	store := registrytest.NewMemory()
	mustLoad(t, store, builtIn(t, registry.Config{DataDir: folder, DevData: true}))
	school, err := directoryWith(store).School(t.Context(), "de-kim-locatie-2-drieveld")
	if err != nil || school.Board != "de-brug-drieveld" || school.SOTParty != "sot:noord" || school.Type != "sbo" {
		t.Errorf("school is %+v, %v", school, err)
	}
}
