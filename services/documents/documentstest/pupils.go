package documentstest

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"traject.nl/proto/contract/bezwaar"
	"traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/plaatsing"
	"traject.nl/proto/contract/tlv"
	"traject.nl/services/documents"
)

// pupilTests are about the cases of a pupil, in one dossier and over several.
var pupilTests = map[string]func(*testing.T, documents.Store){
	"a dossier can begin with another procedure than a TLV": otherOwn,
	"a placement comes beside the case of the dossier":      placementBeside,
	"a case is admitted beside the first one, once":         admit,
	"an application for a next TLV is read back":            furtherRoundTrip,
	"a school writes one application in a dossier":          oneDraft,
	"a submitted application stands":                        furtherStands,
	"a dossier is found by its cases":                       byCase,
	"a decision is kept for its own case":                   grantedByCase,
	"dossiers are found by the hash of their pupil":         byPupil,
	"a merge holds until it is undone":                      merges,
	"a place is held by who was first":                      places,
}

// submitted is a dossier in a case with its own id.
func submitted(t *testing.T, s documents.Store, id string, at time.Time) {
	t.Helper()
	d := draft(t, s, id, school, at)
	must(t, s.Submit(t.Context(), id, d.ETag, admission(id), []party.Party{school}))
}

func dossier(t *testing.T, s documents.Store, id string) documents.Dossier {
	t.Helper()
	d, err := s.Dossier(t.Context(), id)
	must(t, err)
	return d
}

func otherOwn(t *testing.T, s documents.Store) {
	d := draft(t, s, "d1", school, monday)
	if d.Procedure != "" {
		t.Fatalf("a draft is of %s", d.Procedure)
	}
	must(t, s.Submit(t.Context(), "d1", d.ETag, documents.Admission{CaseID: "c1", Procedure: buitenkans.Workflow, At: monday}, []party.Party{school}))
	own := documents.Sharing{
		CaseID: "c1", Procedure: buitenkans.Workflow, Version: 3, Parties: []party.Party{school, party.TheBuitenkans}, Origin: school,
		Host: party.TheBuitenkans, Target: another, Consented: true, Since: monday,
	}
	must(t, s.Share(t.Context(), "d1", own))
	if got := dossier(t, s, "d1"); !reflect.DeepEqual(got.Own(), own) || got.Procedure != buitenkans.Workflow {
		t.Fatalf("shared: %+v", got.Own())
	}
}

func placementBeside(t *testing.T, s documents.Store) {
	submitted(t, s, "d1", monday)
	first := documents.Sharing{
		CaseID: "p1", Procedure: plaatsing.Workflow, Version: 1, Parties: []party.Party{school, another}, Origin: school, Since: monday,
	}
	must(t, s.Share(t.Context(), "d1", first))
	later := first
	later.Version, later.Host, later.Target, later.Since = 2, another, school, monday.Add(time.Hour)
	must(t, s.Share(t.Context(), "d1", later))
	later.Since = monday // what it was told first
	if got := dossier(t, s, "d1").Beside; !reflect.DeepEqual(got, []documents.Sharing{later}) {
		t.Fatalf("beside: %+v", got)
	}
}

func admit(t *testing.T, s documents.Store) {
	a := documents.Admission{
		CaseID: "c2", Procedure: buitenkans.Workflow, Applicant: school, FromCaseID: "d1", Along: []string{"p1", "p2"}, At: monday.Add(time.Hour),
	}
	draft(t, s, "d0", school, monday)
	want(t, s.Admit(t.Context(), "d0", "", a, nil), documents.ErrOtherCase)
	want(t, s.Admit(t.Context(), "nowhere", "", a, nil), documents.ErrNotFound)
	submitted(t, s, "d1", monday)
	want(t, s.Share(t.Context(), "d1", documents.Sharing{CaseID: "c2", Procedure: buitenkans.Workflow}), documents.ErrOtherCase)
	must(t, s.Admit(t.Context(), "d1", "", a, []party.Party{school, "parent:ab"}))
	again := a
	again.Along = nil
	must(t, s.Admit(t.Context(), "d1", "", again, nil))
	got := dossier(t, s, "d1")
	in, ok := got.Case("c2")
	if !ok || !reflect.DeepEqual(got.Admitted["c2"], a) || !slices.Contains(in.Parties, "parent:ab") || !in.Since.Equal(a.At) {
		t.Fatalf("admitted: %+v %+v", got.Admitted, in)
	}
	must(t, s.Share(t.Context(), "d1", documents.Sharing{CaseID: "c2", Procedure: buitenkans.Workflow, Version: 1, Consented: true, Closed: true}))
	if in, _ := dossier(t, s, "d1").Case("c2"); !in.Consented || !in.Closed || dossier(t, s, "d1").State != documents.Submitted {
		t.Fatalf("shared: %+v", in)
	}
}

func further(caseID string, of party.Party) documents.Further {
	return documents.Further{
		CaseID: caseID, From: "d1", School: of, Form: []byte(`{"intake":"direct"}`),
		CreatedAt: monday, CreatedBy: author, UpdatedAt: monday, UpdatedBy: author,
	}
}

func furtherRoundTrip(t *testing.T, s documents.Store) {
	submitted(t, s, "d1", monday)
	must(t, s.AddFurther(t.Context(), "d1", further("c2", another)))
	made := dossier(t, s, "d1").Further["c2"]
	if string(made.Form) != `{"intake":"direct"}` || made.School != another || made.From != "d1" || made.Submitted || made.ETag == "" || !made.CreatedAt.Equal(monday) {
		t.Fatalf("made: %+v", made)
	}
	other := documents.Who{Subject: "subject-2", Party: another}
	etag, err := s.SaveFurther(t.Context(), "d1", "c2", []byte(`{"x":1}`), made.ETag, other, monday.Add(time.Hour))
	must(t, err)
	_, err = s.SaveFurther(t.Context(), "d1", "c2", []byte(`{"y":1}`), made.ETag, other, monday)
	want(t, err, documents.ErrChanged)
	_, err = s.SaveFurther(t.Context(), "d1", "c3", nil, "", other, monday)
	want(t, err, documents.ErrNotFound)
	saved := dossier(t, s, "d1").Further["c2"]
	if string(saved.Form) != `{"x":1}` || saved.ETag != etag || etag == made.ETag || saved.UpdatedBy != other || !saved.UpdatedAt.Equal(monday.Add(time.Hour)) {
		t.Fatalf("saved: %+v", saved)
	}
}

func oneDraft(t *testing.T, s documents.Store) {
	want(t, s.AddFurther(t.Context(), "nowhere", further("c2", school)), documents.ErrNotFound)
	submitted(t, s, "d1", monday)
	must(t, s.AddFurther(t.Context(), "d1", further("c2", school)))
	want(t, s.AddFurther(t.Context(), "d1", further("c3", school)), documents.ErrExists)
	want(t, s.AddFurther(t.Context(), "d1", further("c2", another)), documents.ErrExists)
	must(t, s.AddFurther(t.Context(), "d1", further("c3", another)))
	must(t, s.DropFurther(t.Context(), "d1", "c2"))
	want(t, s.DropFurther(t.Context(), "d1", "c2"), documents.ErrNotFound)
	for of, drafts := range map[party.Party]int{school: 0, another: 1} {
		found, err := s.Drafting(t.Context(), of)
		must(t, err)
		if len(found) != drafts {
			t.Fatalf("%s writes in %d dossiers", of, len(found))
		}
	}
	must(t, s.AddFurther(t.Context(), "d1", further("c4", school)))
}

func furtherStands(t *testing.T, s documents.Store) {
	submitted(t, s, "d1", monday)
	must(t, s.AddFurther(t.Context(), "d1", further("c2", school)))
	a := documents.Admission{CaseID: "c2", Procedure: tlv.Workflow, Applicant: school, At: monday}
	want(t, s.Admit(t.Context(), "d1", "stale", a, nil), documents.ErrChanged)
	etag := dossier(t, s, "d1").Further["c2"].ETag
	must(t, s.Admit(t.Context(), "d1", etag, a, []party.Party{school}))
	must(t, s.Admit(t.Context(), "d1", etag, a, []party.Party{school}))
	_, err := s.SaveFurther(t.Context(), "d1", "c2", []byte("{}"), etag, author, monday)
	want(t, err, documents.ErrNotDraft)
	want(t, s.DropFurther(t.Context(), "d1", "c2"), documents.ErrNotDraft)
	if !dossier(t, s, "d1").Further["c2"].Submitted {
		t.Fatal("it still is a draft")
	}
	must(t, s.AddFurther(t.Context(), "d1", further("c3", school))) // a next one
	drafting, err := s.Drafting(t.Context(), school)
	must(t, err)
	if len(drafting) != 1 {
		t.Fatalf("drafts in %d dossiers", len(drafting))
	}
}

func byCase(t *testing.T, s documents.Store) {
	submitted(t, s, "d1", monday)
	d := draft(t, s, "d2", school, monday)
	must(t, s.Submit(t.Context(), "d2", d.ETag, documents.Admission{CaseID: "c2", Procedure: buitenkans.Workflow}, nil))
	must(t, s.Admit(t.Context(), "d2", "", documents.Admission{CaseID: "c3", Procedure: plaatsing.Workflow}, nil))
	must(t, s.Share(t.Context(), "d1", documents.Sharing{CaseID: "b1", Procedure: bezwaar.Workflow, Version: 1, Parties: []party.Party{school}}))
	for caseID, id := range map[string]string{"d1": "d1", "c2": "d2", "c3": "d2", "b1": "d1"} {
		found, err := s.DossierOfCase(t.Context(), caseID)
		must(t, err)
		if found.ID != id {
			t.Fatalf("case %s is in %s", caseID, found.ID)
		}
	}
	for _, caseID := range []string{"", "d2", "nowhere", "a.b", " ", "$x", "a b", "a\x00", "\xff", "Éen"} {
		_, err := s.DossierOfCase(t.Context(), caseID)
		want(t, err, documents.ErrNotFound)
	}
}

func grantedByCase(t *testing.T, s documents.Store) {
	submitted(t, s, "d1", monday)
	must(t, s.RecordDecision(t.Context(), "d1", "c2", another))
	must(t, s.RecordDecision(t.Context(), "d1", "d1", school))
	if d := dossier(t, s, "d1"); d.GrantedTo != school || d.Granted["c2"] != another {
		t.Fatalf("granted to %s and %v", d.GrantedTo, d.Granted)
	}
}

func byPupil(t *testing.T, s documents.Store) {
	submitted(t, s, "d1", monday)
	submitted(t, s, "d2", monday.Add(time.Minute))
	draft(t, s, "d3", school, monday)
	nameless, err := s.Nameless(t.Context())
	must(t, err)
	if len(nameless) != 2 {
		t.Fatalf("without a hash: %d", len(nameless))
	}
	for range 2 {
		must(t, s.KnowPupil(t.Context(), "d1", "h1"))
	}
	must(t, s.KnowPupil(t.Context(), "d1", "h2"))
	must(t, s.KnowPupil(t.Context(), "d2", "h2"))
	want(t, s.KnowPupil(t.Context(), "nowhere", "h2"), documents.ErrNotFound)
	for _, test := range []struct {
		pupils []string
		want   []string
	}{{[]string{"h1"}, []string{"d1"}}, {[]string{"h2"}, []string{"d1", "d2"}}, {[]string{"h1", "h2"}, []string{"d1", "d2"}}, {[]string{"h3"}, nil}, {nil, nil}} {
		found, err := s.DossiersOf(t.Context(), test.pupils...)
		must(t, err)
		var ids []string
		for _, d := range found {
			ids = append(ids, d.ID)
		}
		if !slices.Equal(ids, test.want) {
			t.Fatalf("dossiers of %v: %v", test.pupils, ids)
		}
	}
	if got := dossier(t, s, "d1").Pupil; !slices.Equal(got, []string{"h1", "h2"}) {
		t.Fatalf("hashes: %v", got)
	}
	d4 := draft(t, s, "d4", school, monday.Add(time.Hour))
	with := admission("d4")
	with.Pupil = "h4"
	must(t, s.Submit(t.Context(), "d4", d4.ETag, with, nil))
	beside := documents.Admission{CaseID: "c4", Procedure: buitenkans.Workflow, Pupil: "h5"}
	must(t, s.Admit(t.Context(), "d4", "", beside, nil))
	for _, pupil := range []string{"h4", "h5"} {
		found, err := s.DossiersOf(t.Context(), pupil)
		must(t, err)
		if len(found) != 1 || found[0].ID != "d4" {
			t.Fatalf("dossiers of %s: %+v", pupil, found)
		}
	}
	if nameless, err = s.Nameless(t.Context()); err != nil || len(nameless) != 0 {
		t.Fatalf("without a hash: %d, %v", len(nameless), err)
	}
}

func merges(t *testing.T, s documents.Store) {
	for i, id := range []string{"d1", "d2", "d3"} {
		submitted(t, s, id, monday.Add(time.Duration(i)*time.Minute))
	}
	first := documents.Merge{ID: "m1", Dossiers: [2]string{"d1", "d2"}, Reason: "Noor staat er twee keer in.", By: author, At: monday}
	second := documents.Merge{ID: "m2", Dossiers: [2]string{"d3", "d2"}, Reason: "Ook van haar.", By: author, At: monday.Add(time.Minute)}
	must(t, s.AddMerge(t.Context(), first))
	again := first
	again.Reason = "iets anders"
	must(t, s.AddMerge(t.Context(), again))
	must(t, s.AddMerge(t.Context(), second))
	of := func(ids ...string) []documents.Merge {
		found, err := s.Merges(t.Context(), ids...)
		must(t, err)
		return found
	}
	if got := of("d2"); !reflect.DeepEqual(got, []documents.Merge{first, second}) {
		t.Fatalf("merges: %+v", got)
	}
	if got := of("d1", "nowhere"); !reflect.DeepEqual(got, []documents.Merge{first}) {
		t.Fatalf("merges: %+v", got)
	}
	must(t, s.UndoMerge(t.Context(), "m1", author, monday.Add(time.Hour)))
	want(t, s.UndoMerge(t.Context(), "m1", author, monday), documents.ErrNotFound)
	want(t, s.UndoMerge(t.Context(), "m9", author, monday), documents.ErrNotFound)
	if got := of("d1", "d2", "d3"); !reflect.DeepEqual(got, []documents.Merge{second}) {
		t.Fatalf("merges after undoing one: %+v", got)
	}
}

func places(t *testing.T, s documents.Store) {
	first := documents.Holding{Place: "tlv/h1", CaseID: "c1", At: monday}
	for _, h := range []documents.Holding{first, {Place: "tlv/h1", CaseID: "c2", At: monday.Add(time.Hour)}, first} {
		holder, err := s.Hold(t.Context(), h)
		must(t, err)
		if holder != first {
			t.Fatalf("held by %+v", holder)
		}
	}
	must(t, s.LetGo(t.Context(), "tlv/h1", "c2")) // not its place
	must(t, s.LetGo(t.Context(), "tlv/h1", "c1"))
	next := documents.Holding{Place: "tlv/h1", CaseID: "c2", At: monday.Add(time.Hour)}
	if holder, err := s.Hold(t.Context(), next); err != nil || holder != next {
		t.Fatalf("held by %+v, %v", holder, err)
	}
}
