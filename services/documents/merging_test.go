package documents_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"testing"

	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	"traject.nl/services/documents"
)

const whyMerged = "Dezelfde leerling: de school begon een tweede dossier."

func (h *house) merge(who, id, other string) answer {
	h.t.Helper()
	return h.do(who, http.MethodPost, "/v1/dossiers/"+id+"/merges", m{"otherDossierId": other, "reason": whyMerged})
}

func (h *house) pupilOf(who, id string) documents.PupilView {
	h.t.Helper()
	return into[documents.PupilView](h.get(who, "/v1/dossiers/"+id+"/pupil").is(200))
}

// sharedWith is a submitted dossier of a child with these people in its case.
func (h *house) sharedWith(of m, people ...string) string {
	h.t.Helper()
	id := h.filled(of)
	h.admit(id)
	h.shareWith(&documentsv1.ShareRequest{DossierId: id, CaseId: id, Version: 1, Closed: true}, people...)
	return id
}

func TestOnlyTheOfficeMergesAndSeesWhoMayBeTheSame(t *testing.T) {
	h := newRegion(t)
	everyone := []string{"ib", "receiving", "sot", "expert", "director", "office", "parent"}
	first, second := h.sharedWith(form(), everyone...), h.sharedWith(form(), everyone...)
	hidden, another := h.sharedWith(form(), "ib"), h.sharedWith(pupil("Daan", "Bakker", "2017-05-06"), everyone...)
	candidates := h.pupilOf("office", first).Candidates
	if len(candidates) != 1 || candidates[0].DossierID != second || candidates[0].Label != "Noor de Vries" || len(candidates[0].Cases) != 1 {
		t.Errorf("candidates: %+v", candidates)
	}
	for _, who := range everyone {
		if who == "office" {
			continue
		}
		h.merge(who, first, second).is(403).says("Alleen het kantoor")
		if view := h.pupilOf(who, first); len(view.Candidates) != 0 || len(view.Merges) != 0 || !slices.Equal(view.DossierIDs, []string{first}) {
			t.Errorf("%s sees %+v", who, view)
		}
	}
	h.merge("stranger", first, second).is(404)
	h.merge("office", first, hidden).is(404) // no part in it
	h.merge("office", first, h.draft()).is(404)
	h.merge("office", first, first).is(400).says("hetzelfde dossier")
	h.do("office", http.MethodPost, "/v1/dossiers/"+first+"/merges", m{"otherDossierId": second, "reason": "  "}).is(400).says("waarom")
	h.get("stranger", "/v1/dossiers/"+first+"/pupil").is(404)
	made := into[documents.MergeView](h.merge("office", first, second).is(201))
	if made.Reason != whyMerged || made.Party != "office:zout" || !slices.Equal(made.DossierIDs, []string{first, second}) {
		t.Errorf("merged: %+v", made)
	}
	h.merge("office", second, first).is(409).says("al samengevoegd")
	h.merge("office", first, another).is(201) // another name: the office knows best
	h.merge("office", another, second).is(409).says("al samengevoegd")
	path := "/v1/dossiers/" + second + "/merges/" + made.ID
	h.remove("director", path).is(403)
	h.remove("stranger", path).is(404)
	h.remove("office", "/v1/dossiers/"+another+"/merges/"+made.ID).is(404) // not one of this dossier
	h.remove("office", path).is(204)
	h.remove("office", path).is(404).says("al ongedaan")
}

func TestTheSameKeyTwiceMergesOnce(t *testing.T) {
	h := newRegion(t)
	first, second := h.sharedWith(form(), "ib", "office"), h.sharedWith(form(), "ib", "office")
	merge := func(reason string) answer {
		return h.do("office", http.MethodPost, "/v1/dossiers/"+first+"/merges", m{"otherDossierId": second, "reason": reason}, "Idempotency-Key", "merge-0001")
	}
	one, two := into[documents.MergeView](merge("a").is(201)), into[documents.MergeView](merge("a").is(201))
	if one.ID != two.ID {
		t.Error("two merges")
	}
	merge("b").is(409)
	h.remove("office", "/v1/dossiers/"+first+"/merges/"+one.ID).is(204)
	merge("a").is(409).says("ongedaan gemaakt")
	h.merge("office", first, second).is(201)
}

func TestWhatIsOfOnePupilFollowsTheMerge(t *testing.T) {
	h := newRegion(t)
	of := pupil("Noor", "van Dijk", "2018-03-03") // the name changed
	first, second := h.sharedWith(form(), "ib", "office"), h.sharedWith(of, "ib", "sot", "office")
	h.mustAdmit(first, theStay, "buitenkans", "ib", first)
	admitSecond := func() error {
		_, err := h.admitAs(second, "stay20000000", "buitenkans", "ib", second)
		return err
	}
	made := into[documents.MergeView](h.merge("office", first, second).is(201))
	if got := h.casesOf(second); len(got) != 3 || !slices.Equal(got, h.casesOf(first)) {
		t.Errorf("cases of the pupil: %v", got)
	}
	if view := h.pupilOf("ib", second); !slices.Equal(view.DossierIDs, []string{second, first}) || len(view.Cases) != 3 || view.Label != "Noor van Dijk" {
		t.Errorf("the school sees %+v", view)
	}
	if view := h.pupilOf("sot", second); !slices.Equal(view.DossierIDs, []string{second}) || len(view.Cases) != 1 {
		t.Errorf("the SOT sees a dossier that it has no part in: %+v", view)
	}
	if !refusedForOpen(t, admitSecond()) {
		t.Error("a second stay of one pupil is admitted")
	}
	h.remove("office", "/v1/dossiers/"+first+"/merges/"+made.ID).is(204)
	if err := admitSecond(); err != nil {
		t.Errorf("after undoing: %v", err)
	}
	if got := h.casesOf(second); len(got) != 2 {
		t.Errorf("cases of the pupil: %v", got)
	}
}

// TestNoOrderOfMergesAndUndoingThemChangesAnythingElse merges and parts dossiers at random. After each step every person sees of each
// dossier what they saw before, and the dossiers of the pupil are those that can be reached by the merges that hold.
func TestNoOrderOfMergesAndUndoingThemChangesAnythingElse(t *testing.T) {
	for seed := range uint64(12) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) { newShuffle(t, seed).run(40) })
	}
}

// shuffle merges and parts at random, and keeps what should come of it.
type shuffle struct {
	*house
	random *rand.Rand
	ids    []string
	// holds are the merges that hold, as pairs of places in ids, by merge.
	holds  map[string][2]int
	logged []int
	before string
}

func newShuffle(t *testing.T, seed uint64) *shuffle {
	s := &shuffle{house: newRegion(t), random: rand.New(rand.NewPCG(seed, 4)), holds: map[string][2]int{}}
	for i, people := range [][]string{
		{"ib", "office", "parent"}, {"ib", "sot", "expert", "office", "director"}, {"ib", "receiving", "office"}, {"ib", "office", "sot"}, {"office", "ib"},
	} {
		s.ids = append(s.ids, s.sharedWith(pupil("Noor", fmt.Sprint("Naam ", 'a'+i), "2018-03-03"), people...))
	}
	s.object(s.ids[1], theBezwaar, "ib", documents.Sharing{Version: 1})
	s.add("office", s.ids[1], "verweerschrift", theBezwaar)
	s.logged, s.before = make([]int, len(s.ids)), s.everything()
	return s
}

// everything that everybody can see of every dossier, and the form as it is kept.
func (s *shuffle) everything() string {
	s.t.Helper()
	var all strings.Builder
	for _, id := range s.ids {
		for _, who := range []string{"ib", "receiving", "sot", "expert", "director", "office", "parent", "board", "provision", "stranger"} {
			for _, path := range []string{"", "/application", "/applications/" + id} {
				a := s.get(who, "/v1/dossiers/"+id+path)
				fmt.Fprintln(&all, id, who, path, a.status, string(a.body))
			}
		}
		d, err := s.store.Dossier(s.t.Context(), id)
		if err != nil {
			s.t.Fatal(err)
		}
		fmt.Fprintf(&all, "%+v\n", d)
	}
	return all.String()
}

func (s *shuffle) run(steps int) {
	s.t.Helper()
	for range steps {
		if s.random.IntN(3) > 0 {
			s.mergeTwo()
		} else {
			s.part()
		}
		s.check()
	}
	for len(s.holds) > 0 {
		s.part()
		s.check()
	}
}

func (s *shuffle) mergeTwo() {
	a, b := s.random.IntN(len(s.ids)), s.random.IntN(len(s.ids))
	made := s.merge("office", s.ids[a], s.ids[b])
	switch {
	case a == b:
		made.is(400)
	case slices.Contains(s.reached(a), b):
		made.is(409)
	default:
		s.holds[into[documents.MergeView](made.is(201)).ID] = [2]int{a, b}
		s.logged[a]++
		s.logged[b]++
	}
}

// part undoes one merge, from either side.
func (s *shuffle) part() {
	var all []string
	for id := range s.holds {
		all = append(all, id)
	}
	if len(all) == 0 {
		return
	}
	slices.Sort(all)
	id := all[s.random.IntN(len(all))]
	pair := s.holds[id]
	s.remove("office", "/v1/dossiers/"+s.ids[pair[s.random.IntN(2)]]+"/merges/"+id).is(204)
	delete(s.holds, id)
	s.logged[pair[0]]++
	s.logged[pair[1]]++
}

// reached are the dossiers that are of one pupil with this one.
func (s *shuffle) reached(from int) []int {
	all := []int{from}
	for i := 0; i < len(all); i++ {
		for _, pair := range s.holds {
			for side, at := range pair {
				if at == all[i] && !slices.Contains(all, pair[1-side]) {
					all = append(all, pair[1-side])
				}
			}
		}
	}
	return all
}

func (s *shuffle) check() {
	s.t.Helper()
	if now := s.everything(); now != s.before {
		s.t.Fatalf("something else changed:\n%s\nwas\n%s", now, s.before)
	}
	for i, id := range s.ids {
		var want []string
		cases := 0
		for _, at := range s.reached(i) {
			want = append(want, s.ids[at])
			cases++
			if at == 1 {
				cases++ // the bezwaar
			}
		}
		view := s.pupilOf("office", id)
		got := slices.Clone(view.DossierIDs)
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) || view.DossierIDs[0] != id || len(view.Merges) != len(want)-1 || len(s.casesOf(id)) != cases {
			s.t.Fatalf("the pupil of %s has %+v, want %v", id, view, want)
		}
		logged := 0
		for _, line := range s.log(id) {
			if line.Action == documents.Merged || line.Action == documents.Unmerged {
				logged++
			}
		}
		if logged != s.logged[i] {
			s.t.Fatalf("%d steps in the access log of %s, want %d", logged, id, s.logged[i])
		}
	}
}

func TestEveryStepOfAMergeIsInTheAccessLog(t *testing.T) {
	h := newRegion(t)
	first, second := h.sharedWith(form(), "ib", "office"), h.sharedWith(form(), "ib", "office")
	before := []int{len(h.log(first)), len(h.log(second))}
	made := into[documents.MergeView](h.merge("office", first, second).is(201))
	h.remove("office", "/v1/dossiers/"+first+"/merges/"+made.ID).is(204)
	for i, id := range []string{first, second} {
		lines := h.log(id)[before[i]:]
		if len(lines) != 2 || lines[0].Action != documents.Merged || lines[1].Action != documents.Unmerged || lines[0].What != made.ID ||
			lines[0].Who.Party != "office:zout" || lines[0].Who.Subject != "subject-office" || lines[0].CaseID != id {
			t.Errorf("access log of %s: %+v", id, lines)
		}
	}
	h.store.FailRecord = errLogAway
	h.merge("office", first, second).is(500)
	h.store.FailRecord = nil
	if len(h.pupilOf("office", first).Merges) != 0 {
		t.Error("merged without a line in the log")
	}
}
