package documents_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"traject.nl/proto/contract/bezwaar"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	"traject.nl/services/documents"
)

// theBezwaar is the id of a bezwaar in the tests, by the parent unless said otherwise.
const theBezwaar = "b7k2m9p4q7rx"

// inBezwaar are the people with a part in it.
var inBezwaar = []string{"parent", "ib", "board", "sot", "director", "office"}

// object shares a bezwaar by this person in the dossier.
func (h *house) object(id, bezwaarID, objector string, with documents.Sharing) {
	h.t.Helper()
	request := &documentsv1.ShareRequest{
		DossierId: id, CaseId: bezwaarID, Procedure: bezwaar.Workflow, Version: with.Version, Objector: string(h.people[objector].Parties[0]),
		Announced: with.Announced, Closed: with.Closed, PapersOpen: with.PapersOpen,
	}
	for _, name := range inBezwaar {
		request.Parties = append(request.Parties, string(h.people[name].Parties[0]))
	}
	if _, err := h.Share(h.t.Context(), request); err != nil {
		h.t.Fatal(err)
	}
}

// decided is a dossier whose case is announced and closed.
func (h *house) decided() string {
	h.t.Helper()
	id := h.submitted()
	h.share(id, documents.Sharing{Version: 2, AdvicesFinal: true, Announced: true, Closed: true})
	return id
}

func (h *house) write(who, id, kind, caseID string) answer {
	h.t.Helper()
	return h.do(who, http.MethodPost, "/v1/dossiers/"+id+"/texts", m{"kind": kind, "text": "Woorden over " + kind, "caseId": caseID})
}

// add writes a text and attaches it to a case.
func (h *house) add(who, id, kind, caseID string) string {
	h.t.Helper()
	text := into[documents.PieceView](h.write(who, id, kind, "").is(201))
	_, err := h.Attach(h.t.Context(), &documentsv1.AttachRequest{
		DossierId: id, CaseId: caseID, Author: string(h.people[who].Parties[0]), Pieces: []*documentsv1.PieceRef{ref(text.ID, kind)},
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return text.ID
}

func TestABezwaarIsWrittenOnceTheDecisionIsAnnouncedAlsoWhenThatCaseIsClosed(t *testing.T) {
	h := newHouse(t)
	id := h.submitted()
	h.write("parent", id, "bezwaarschrift", "").is(403)
	h.share(id, documents.Sharing{Version: 2, AdvicesFinal: true, Announced: true, Closed: true})
	for _, who := range []string{"parent", "ib", "office"} {
		h.write(who, id, "bezwaarschrift", "").is(201)
		h.write(who, id, "gemachtigde", id).is(201)
		h.upload(who, id, "bezwaarschrift", "bezwaar.pdf", pdf("x")).is(201)
	}
	for _, who := range []string{"receiving", "sot", "expert", "director"} {
		if a := h.write(who, id, "bezwaarschrift", ""); a.status != 403 && a.status != 409 {
			t.Errorf("%s writes a bezwaar: %d", who, a.status)
		}
	}
	h.write("board", id, "bezwaarschrift", "").is(404)
	h.write("parent", id, "zienswijze", "").is(409).says("gesloten")
}

func TestOneClosedCaseNeverClosesTheDossierForAnother(t *testing.T) {
	h := newHouse(t)
	id := h.decided()
	h.object(id, theBezwaar, "parent", documents.Sharing{Version: 1})
	h.object(id, "c3second0000", "ib", documents.Sharing{Version: 1})
	if state := into[documents.Overview](h.get("parent", "/v1/dossiers/"+id).is(200)).State; state != documents.Submitted {
		t.Errorf("the dossier is %s for a party to a running bezwaar", state)
	}
	if state := into[documents.Overview](h.get("expert", "/v1/dossiers/"+id).is(200)).State; state != documents.Closed {
		t.Errorf("the dossier is %s for who has no part in the bezwaar", state)
	}
	h.object(id, theBezwaar, "parent", documents.Sharing{Version: 2, Closed: true})
	h.write("office", id, "hoorverslag", theBezwaar).is(409).says("gesloten")
	h.write("office", id, "hoorverslag", "c3second0000").is(201)
	h.write("ib", id, "herstel", "").is(201)
	h.write("parent", id, "herstel", "").is(403)
}

func TestTextsOfABezwaarAreWrittenByWhoMayDoTheAct(t *testing.T) {
	h := newHouse(t)
	id := h.decided()
	h.object(id, theBezwaar, "parent", documents.Sharing{Version: 1})
	may := map[string]string{
		"herstel": "parent office", "reden-te-laat": "parent office", "intrekking-bezwaar": "parent office", "herstelverzoek": "office",
		"gesprek-bezwaar": "office", "verweerschrift": "office director", "plaats-hoorzitting": "office", "hoorverslag": "office",
		"motivering-bezwaar": "director", "afwijking-advies": "director", "motivering": "director", "terugplaatsingsafspraken": "director",
		"ingebrekestelling": "parent ib board office", "oordeel-ingebrekestelling": "office director", "dwangsombesluit": "director",
		"verlenging": "office director", "instemming": "office", "oorzaak": "office", "taakopmerking": "ib sot office director",
		"zienswijze": "", "aanvulling": "", "advies": "", "intrekking": "",
	}
	for kind, writers := range may {
		for _, who := range inBezwaar {
			want := 403
			if slices.Contains(strings.Fields(writers), who) {
				want = 201
			}
			if a := h.write(who, id, kind, theBezwaar); a.status != want {
				t.Errorf("%s writes %s: %d, want %d", who, kind, a.status, want)
			}
		}
		for _, outsider := range []string{"expert", "receiving"} { // they have a part in the TLV only
			h.write(outsider, id, kind, theBezwaar).is(404)
		}
	}
	for kind, writer := range map[string]string{"procedure-en-criteria": "office", "schoolprofiel": "office", "lbt-advies": "office", "volmacht": "parent", "bijlage": "office"} {
		h.upload(writer, id, kind, "stuk.pdf", pdf("x")).is(201)
		if a := h.upload("sot", id, kind, "stuk.pdf", pdf("x")); a.status != 403 && a.status != 409 {
			t.Errorf("the SOT uploads %s: %d", kind, a.status)
		}
	}
}

// TestWhoReadsWhatOfADossierWithABezwaar reads pieces of both cases as everyone with a part in either.
func TestWhoReadsWhatOfADossierWithABezwaar(t *testing.T) {
	h := newHouse(t)
	id := h.submitted()
	pieces := h.allPieces(id)
	h.share(id, documents.Sharing{Version: 2, AdvicesFinal: true, Announced: true, Closed: true})
	h.object(id, theBezwaar, "parent", documents.Sharing{Version: 1})
	for kind, writer := range map[string]string{
		"verweerschrift": "office", "gesprek-bezwaar": "office", "motivering-bezwaar": "director", "verlenging": "office", "taakopmerking": "sot",
	} {
		pieces[kind] = h.add(writer, id, kind, theBezwaar)
	}
	pieces["bezwaarschrift"], pieces["gemachtigde"] = h.add("parent", id, "bezwaarschrift", theBezwaar), h.add("office", id, "gemachtigde", theBezwaar)
	pieces["motivering van het bezwaar"] = h.add("director", id, "motivering", theBezwaar)
	h.object(id, theBezwaar, "parent", documents.Sharing{Version: 2})
	who := []string{"parent", "ib", "board", "sot", "expert", "receiving", "director", "office"}
	tests := map[string][2]string{ // before and after the announcement
		"bezwaarschrift":             {"+++...++", "+++...++"},
		"verweerschrift":             {"+++...++", "+++...++"},
		"gesprek-bezwaar":            {"+.....++", "+.....++"},
		"gemachtigde":                {"......++", "......++"},
		"verlenging":                 {"++++..++", "++++..++"},
		"taakopmerking":              {"...+..++", "...+..++"},
		"motivering-bezwaar":         {"......++", "+++...++"},
		"motivering van het bezwaar": {"......++", "+++...++"},
		// The papers of the TLV stay for its own parties.
		"advies":        {"++.++.++", "++.++.++"},
		"motivering":    {"++.++.++", "++.++.++"},
		"groeidocument": {"++.++.++", "++.++.++"},
	}
	for moment := range 2 {
		if moment == 1 {
			h.object(id, theBezwaar, "parent", documents.Sharing{Version: 3, Announced: true})
		}
		for what, want := range tests {
			got := ""
			for _, reader := range who {
				got += map[bool]string{true: "+", false: "."}[h.reads(reader, id, what, pieces[what])]
			}
			if got != want[moment] {
				t.Errorf("moment %d, %s: read by %s, want %s (%s)", moment, what, got, want[moment], strings.Join(who, " "))
			}
		}
	}
}

func TestABoardThatOnlyObjectsLearnsThePupilFromNothingElse(t *testing.T) {
	h := newHouse(t)
	id := h.decided()
	h.get("board", "/v1/dossiers/"+id).is(404)
	h.object(id, theBezwaar, "parent", documents.Sharing{Version: 1})
	if into[documents.Overview](h.get("board", "/v1/dossiers/"+id).is(200)).Person != nil {
		t.Error("a board that is interested in a bezwaar gets the names of the pupil and the parents")
	}
	h.get("board", "/v1/dossiers/"+id+"/application").is(404)
	h.get("board", "/v1/dossiers/"+id+"/access-log").is(403)
}

func TestTheListCanBeOfOneCase(t *testing.T) {
	h := newHouse(t)
	id := h.decided()
	h.object(id, theBezwaar, "parent", documents.Sharing{Version: 1})
	objection, draft := h.add("parent", id, "bezwaarschrift", theBezwaar), h.text("parent", id, "herstel", "nog niet af")
	list := func(query string) documents.Overview {
		return into[documents.Overview](h.get("parent", "/v1/dossiers/"+id+query).is(200))
	}
	ids := func(o documents.Overview) []string {
		var all []string
		for _, p := range o.Pieces {
			all = append(all, p.ID)
		}
		slices.Sort(all)
		return all
	}
	want := []string{objection, draft.ID}
	slices.Sort(want)
	if got := ids(list("?caseId=" + theBezwaar)); !slices.Equal(got, want) {
		t.Errorf("pieces of the bezwaar: %v, want %v", got, want)
	}
	ofTLV := list("?caseId=" + id)
	for _, p := range ofTLV.Pieces {
		if p.ID == objection || p.CaseID != "" && p.CaseID != id {
			t.Errorf("the list of the TLV has %+v", p)
		}
	}
	if len(ofTLV.MayAdd) != 0 || !slices.Equal(list("?caseId="+theBezwaar).MayAdd, []string{"volmacht"}) {
		t.Errorf("may add %v and %v", ofTLV.MayAdd, list("?caseId="+theBezwaar).MayAdd)
	}
	all := list("")
	if len(all.Pieces) != 3 || len(all.Cases) != 2 || all.Cases[1] != (documents.CaseHere{CaseID: theBezwaar, Procedure: "bezwaar"}) {
		t.Errorf("pieces %v, cases %+v", ids(all), all.Cases)
	}
	h.get("expert", "/v1/dossiers/"+id+"?caseId="+theBezwaar).is(404)
}

func TestAPieceBelongsToTheCaseThatRefersToIt(t *testing.T) {
	h := newHouse(t)
	id := h.decided()
	h.object(id, theBezwaar, "parent", documents.Sharing{Version: 1})
	h.object(id, "c3second0000", "parent", documents.Sharing{Version: 1})
	parent := string(h.people["parent"].Parties[0])
	attach := func(piece, caseID string) error {
		_, err := h.Attach(t.Context(), &documentsv1.AttachRequest{DossierId: id, CaseId: caseID, Author: parent, Pieces: []*documentsv1.PieceRef{ref(piece, "")}})
		return err
	}
	text := h.text("parent", id, "bezwaarschrift", "Wij zijn het niet eens.")
	// A bezwaar that was refused after all never had a part in the dossier: its text is free to be used again.
	for _, caseID := range []string{"n0such00case", theBezwaar, theBezwaar} {
		if err := attach(text.ID, caseID); err != nil {
			t.Fatal(err)
		}
	}
	if found := problems(t, attach(text.ID, "c3second0000")); !strings.Contains(found[0].Detail, "al bij een andere zaak") {
		t.Errorf("problem: %+v", found)
	}
	problems(t, attach(h.allPieces(h.submitted())["aanvulling"], theBezwaar)) // of another dossier
}

func TestTheAccessLogNamesTheCaseAndThePartOfTheReader(t *testing.T) {
	h := newHouse(t)
	id := h.decided()
	h.object(id, theBezwaar, "board", documents.Sharing{Version: 1})
	text := h.add("office", id, "verweerschrift", theBezwaar)
	before := len(h.log(id))
	for _, who := range []string{"parent", "board"} {
		h.get(who, "/v1/dossiers/"+id+"/texts/"+text).is(200)
	}
	lines := h.log(id)[before:]
	if len(lines) != 2 || lines[0].CaseID != theBezwaar || lines[1].CaseID != theBezwaar || lines[1].Who.Party != "board:b1" {
		t.Errorf("access log: %+v", lines)
	}
}

func TestOnlyABezwaarComesBesideTheCaseOfADossier(t *testing.T) {
	h := newHouse(t)
	id := h.decided()
	for _, request := range []*documentsv1.ShareRequest{
		{DossierId: id, CaseId: "another", Procedure: "tlv"},
		{DossierId: id, CaseId: "another", Procedure: "buitenkans"},
		{DossierId: id, CaseId: "", Procedure: "bezwaar"},
		{DossierId: id, CaseId: "x.y", Procedure: "bezwaar"},
		{DossierId: "nowhere", CaseId: theBezwaar, Procedure: "bezwaar"},
		{DossierId: h.draft(), CaseId: theBezwaar, Procedure: "bezwaar"},
	} {
		_, err := h.Share(t.Context(), request)
		problems(t, err)
	}
}
