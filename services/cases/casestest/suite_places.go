package casestest

import (
	"sync"
	"testing"

	"google.golang.org/protobuf/proto"

	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	"traject.nl/services/cases"
)

// Book is a book of the Buitenkans at a version, with one pupil in each group and one who waits.
func Book(version int64) *buitenkansv1.Places {
	return &buitenkansv1.Places{
		ProvisionId: "buitenkans", Version: version,
		Groups: []*buitenkansv1.GroupBook{
			{Id: "onderbouw", Name: "Onderbouw", FromGroep: 3, ToGroep: 5, Capacities: []*buitenkansv1.GroupCapacity{
				{FromOn: "2026-08-01", UntilOn: "2026-12-31", Places: 2}, {FromOn: "2027-01-01", UntilOn: "2027-07-31", Places: 1},
			}},
			{Id: "bovenbouw", Name: "Bovenbouw", FromGroep: 6, ToGroep: 8, Warnings: []string{"Van 7 september tot en met 4 december 2026: 1 kind op 0 plaatsen."}},
		},
		Stays: []*buitenkansv1.Stay{
			{CaseId: "stay-gone", SchoolId: "wilhelmina-amerongen", Groep: 3, Place: place("onderbouw", "Onderbouw", "2026-08-24", "2026-11-20")},
			{CaseId: "stay-later", SchoolId: "op-dreef-zeist", Groep: 5, Place: place("onderbouw", "Onderbouw", "2026-11-26", "2027-02-24")},
			{CaseId: "b4x8n2k6t9wd", SchoolId: "regenboog-uh-amerongen", Groep: 4, Place: place("onderbouw", "Onderbouw", "2026-09-21", "2026-12-18")},
			{CaseId: "stay-upper", SchoolId: "op-dreef-zeist", Groep: 7, Place: place("bovenbouw", "Bovenbouw", "2026-09-07", "2026-12-04")},
		},
		Waiting: []*buitenkansv1.Waiter{{
			Asked: &buitenkansv1.AskPlace{
				CaseId: "waits-first", SchoolId: "op-dreef-zeist", Groep: 3, AdmittedOn: "2026-11-16", Urgency: buitenkansv1.Urgency_URGENCY_AT_HOME, NotBefore: "2026-12-01",
			},
			Answer: &buitenkansv1.PlaceAnswer{Number: 1, Reasons: []string{"Groep Onderbouw is vol tot en met 18 december 2026."}, ExpectedOn: "2027-02-25"},
		}},
	}
}

func place(group, name, from, until string) *buitenkansv1.Place {
	return &buitenkansv1.Place{GroupId: group, GroupName: name, FromOn: from, UntilOn: until}
}

func wantBook(t *testing.T, s cases.Store, provision string, want *buitenkansv1.Places) {
	t.Helper()
	got, err := s.Places(t.Context(), provision)
	if err != nil {
		t.Fatal(err)
	}
	if !proto.Equal(got, want) {
		t.Errorf("the book of %s is %v, want %v", provision, got, want)
	}
}

func bookIsKept(t *testing.T, s cases.Store) {
	wantBook(t, s, "buitenkans", &buitenkansv1.Places{ProvisionId: "buitenkans"})
	put := func(book *buitenkansv1.Places) {
		t.Helper()
		if err := s.PutPlaces(t.Context(), book); err != nil {
			t.Fatal(err)
		}
	}
	put(Book(2))
	wantBook(t, s, "buitenkans", Book(2))
	older := Book(1)
	older.Stays = nil
	put(older)
	same := Book(2)
	same.Waiting = nil
	put(same)
	wantBook(t, s, "buitenkans", Book(2))
	put(Book(7))
	wantBook(t, s, "buitenkans", Book(7))
	wantBook(t, s, "another", &buitenkansv1.Places{ProvisionId: "another"})
}

func booksAtOnce(t *testing.T, s cases.Store) {
	const newest = 12
	var group sync.WaitGroup
	for version := int64(1); version <= newest; version++ {
		group.Go(func() {
			if err := s.PutPlaces(t.Context(), Book(version)); err != nil {
				t.Errorf("version %d: %v", version, err)
			}
		})
	}
	group.Wait()
	wantBook(t, s, "buitenkans", Book(newest))
}

func foundByPupilAndPlace(t *testing.T, s cases.Store) {
	project(t, s, Stay("stay-a", 1), 1, Start)
	project(t, s, Returning("back-b", 1), 1, Start)
	placed := Placed("placed-c", 1)
	placed.DossierId, placed.MunicipalityId = "dossier-back-b", "zeist"
	project(t, s, placed, 1, Start)

	zout := []string{Office}
	wantCases(t, s, cases.CaseQuery{Parties: zout, Dossiers: []string{"dossier-back-b"}}, "back-b", "placed-c")
	wantCases(t, s, cases.CaseQuery{Parties: zout, Dossiers: []string{"dossier-stay-a", "nowhere"}}, "stay-a")
	wantCases(t, s, cases.CaseQuery{Parties: zout, Dossiers: []string{}})
	wantCases(t, s, cases.CaseQuery{Parties: zout, Either: true, Dossiers: []string{"dossier-stay-a"}, About: []string{"tlv-placed-c"}}, "stay-a", "placed-c")
	wantCases(t, s, cases.CaseQuery{Parties: zout, Either: true, IDs: []string{"back-b"}, Dossiers: []string{"nowhere"}}, "back-b")
	wantCases(t, s, cases.CaseQuery{Parties: zout, Dossiers: []string{"dossier-stay-a"}, About: []string{"tlv-placed-c"}})
	wantCases(t, s, cases.CaseQuery{Parties: []string{Provision}, Dossiers: []string{"dossier-back-b"}})
	// A school is found by each of its parts: where the pupil comes from, is, and goes back to.
	wantCases(t, s, cases.CaseQuery{Parties: zout, School: "regenboog-uh-amerongen", Procedure: "plaatsing"}, "back-b", "placed-c")
	wantCases(t, s, cases.CaseQuery{Parties: zout, School: "meerklank-zeist"}, "back-b", "placed-c")
	wantCases(t, s, cases.CaseQuery{Parties: zout, School: "op-dreef-zeist"}, "back-b")
	wantCases(t, s, cases.CaseQuery{Parties: zout, Municipality: "zeist"}, "placed-c")
	wantCases(t, s, cases.CaseQuery{Parties: zout, Municipality: "utrechtse-heuvelrug", School: "meerklank-zeist"}, "back-b")
}
