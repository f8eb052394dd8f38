package documents_test

import (
	"archive/zip"
	"bytes"
	"net/http"
	"slices"
	"strings"
	"testing"

	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	"traject.nl/services/documents"
)

func ref(id, kind string) *documentsv1.PieceRef { return &documentsv1.PieceRef{Id: id, Kind: kind} }

// zipped makes an archive of names and contents.
func zipped(t *testing.T, files ...string) string {
	t.Helper()
	var archive bytes.Buffer
	writer := zip.NewWriter(&archive)
	for i := 0; i < len(files); i += 2 {
		file, err := writer.CreateHeader(&zip.FileHeader{Name: files[i], Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := file.Write([]byte(files[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	return archive.String()
}

// roles in the order of the columns below.
var roles = []string{"ib", "receiving", "sot", "expert", "director", "office", "parent"}

// TestWhoReadsWhatOfADossier reads everything as everyone, in the three moments that matter. A column is a role, in the
// order of roles; + is read, . is not.
func TestWhoReadsWhatOfADossier(t *testing.T) {
	tests := map[string]struct{ running, advised, announced string }{
		"person":                   {"+.+++++", "+.+++++", "+++++++"},
		"application":              {"+.+++++", "+.+++++", "+.+++++"},
		"access-log":               {"....++.", "....++.", "....++."},
		"groeidocument":            {"+.+++++", "+.+++++", "+.+++++"},
		"aanvullingsverzoek":       {"+.+++++", "+.+++++", "+.+++++"},
		"aanvulling":               {"+.+++++", "+.+++++", "+.+++++"},
		"zienswijze":               {"+.+++++", "+.+++++", "+.+++++"},
		"gespreksverslag":          {"+.+++++", "+.+++++", "+.+++++"},
		"advies":                   {"..++++.", "+.+++++", "+.+++++"},
		"zienswijze-weging":        {"..++++.", "+.+++++", "+.+++++"},
		"terugplaatsingsafspraken": {"..++++.", "..++++.", "+++++++"},
		"motivering":               {"..++++.", "..++++.", "+.+++++"},
		"brief:ib":                 {"", "", "+.++++."},
		"brief:parent":             {"", "", "..+++++"},
		"brief:receiving":          {"", "", ".+++++."},
	}
	h := newHouse(t)
	id := h.submitted()
	pieces := h.allPieces(id)
	moments := []struct {
		name string
		set  func()
		want func(struct{ running, advised, announced string }) string
	}{
		{"running", func() {}, func(w struct{ running, advised, announced string }) string { return w.running }},
		{"advised", func() { h.share(id, documents.Sharing{Version: 2, AdvicesFinal: true}) },
			func(w struct{ running, advised, announced string }) string { return w.advised }},
		{"announced", func() {
			for to, letterID := range h.compose(id, pieces, true) {
				pieces["brief:"+to] = letterID
			}
			h.share(id, documents.Sharing{Version: 3, AdvicesFinal: true, Announced: true})
		}, func(w struct{ running, advised, announced string }) string { return w.announced }},
	}
	for _, moment := range moments {
		moment.set()
		for what, row := range tests {
			want := moment.want(row)
			got := ""
			for _, who := range roles {
				got += map[bool]string{true: "+", false: "."}[want != "" && h.reads(who, id, what, pieces[what])]
			}
			if want != "" && got != want {
				t.Errorf("%s, %s: read by %s, want %s (%s)", moment.name, what, got, want, strings.Join(roles, " "))
			}
		}
		for _, outsider := range []string{"stranger", "other-expert", "municipality", "engineer", "board"} {
			h.get(outsider, "/v1/dossiers/"+id).is(404)
			for _, piece := range pieces {
				h.get(outsider, "/v1/dossiers/"+id+"/texts/"+piece).is(404)
				h.get(outsider, "/v1/dossiers/"+id+"/documents/"+piece+"/content").is(404)
			}
		}
	}
}

// reads tries to read it directly; a piece must be in the overview exactly when it can be read.
func (h *house) reads(who, id, what, piece string) bool {
	h.t.Helper()
	base := "/v1/dossiers/" + id
	overview := into[documents.Overview](h.get(who, base).is(200))
	switch what {
	case "person":
		labels := h.do(who, http.MethodPost, "/v1/dossiers/_labels", m{"ids": []string{id, "nowhere"}}).is(200)
		if knows := strings.Contains(string(labels.body), "Noor de Vries"); knows != (overview.Person != nil) {
			h.t.Errorf("%s: label %v, person %v", who, knows, overview.Person)
		}
		return overview.Person != nil
	case "application":
		read := h.get(who, base+"/application").status == 200
		if read != overview.MayReadApplication {
			h.t.Errorf("%s: reads the application: %v, is told %v", who, read, overview.MayReadApplication)
		}
		return read
	case "access-log":
		return h.get(who, base+"/access-log").status == 200
	}
	read := h.get(who, base+"/texts/"+piece).status == 200 || h.get(who, base+"/documents/"+piece+"/content").status == 200
	listed := slices.ContainsFunc(overview.Pieces, func(p documents.PieceView) bool { return p.ID == piece })
	if read != listed {
		h.t.Errorf("%s: reads %s: %v, sees it in the list: %v", who, what, read, listed)
	}
	return read
}

// allPieces writes and attaches one text of every kind, and gives all pieces by kind.
func (h *house) allPieces(id string) map[string]string {
	h.t.Helper()
	pieces := map[string]string{}
	for _, p := range into[documents.Overview](h.get("ib", "/v1/dossiers/"+id).is(200)).Pieces {
		pieces[string(p.Kind)] = p.ID
	}
	for kind, writer := range map[string]string{
		"aanvullingsverzoek": "office", "aanvulling": "ib", "zienswijze": "parent", "gespreksverslag": "expert", "advies": "expert",
		"zienswijze-weging": "expert", "terugplaatsingsafspraken": "director", "motivering": "director",
	} {
		text := h.text(writer, id, kind, "Woorden over "+kind)
		if err := h.attach(id, string(h.people[writer].Parties[0]), ref(text.ID, kind)); err != nil {
			h.t.Fatal(err)
		}
		pieces[kind] = text.ID
	}
	return pieces
}

func TestEveryReadIsInTheAccessLog(t *testing.T) {
	h := newHouse(t)
	id := h.submitted()
	pieces := h.allPieces(id)
	base := "/v1/dossiers/" + id
	before := len(h.log(id))
	h.get("sot", base).is(200)
	h.get("parent", base+"/application").is(200)
	h.get("expert", base+"/documents/"+pieces["groeidocument"]+"/content").is(200)
	h.get("director", base+"/texts/"+pieces["advies"]).is(200)
	h.do("office", http.MethodPost, "/v1/dossiers/_labels", m{"ids": []string{id}}).is(200)
	h.get("stranger", base).is(404)
	want := []string{
		"subject-sot sot:zeist list read", "subject-sot sot:zeist person read",
		"subject-parent " + string(h.people["parent"].Parties[0]) + " application read",
		"subject-expert expert:gz-1 " + pieces["groeidocument"] + " download",
		"subject-director director:zout " + pieces["advies"] + " read",
		"subject-office office:zout label read",
	}
	var got []string
	for _, line := range h.log(id)[before:] {
		if line.CaseID != id || !line.At.Equal(noon) {
			t.Errorf("line without case or time: %+v", line)
		}
		got = append(got, strings.Join([]string{line.Who.Subject, string(line.Who.Party), line.What, string(line.Action)}, " "))
	}
	if !slices.Equal(got, want) {
		t.Errorf("access log:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func (h *house) log(id string) []documents.Access {
	h.t.Helper()
	lines, err := h.store.AccessLog(h.t.Context(), id)
	if err != nil {
		h.t.Fatal(err)
	}
	return lines
}

func TestWithoutAccessLogNothingIsRead(t *testing.T) {
	h := newHouse(t)
	id := h.submitted()
	pieces := h.allPieces(id)
	h.store.FailRecord = errLogAway
	base := "/v1/dossiers/" + id
	for _, path := range []string{"", "/application", "/documents/" + pieces["groeidocument"], "/documents/" + pieces["groeidocument"] + "/content", "/texts/" + pieces["advies"], "/access-log"} {
		if a := h.get("director", base+path).is(500); strings.Contains(string(a.body), "Noor") {
			t.Errorf("%s leaked without a line in the log", path)
		}
	}
	h.do("director", http.MethodPost, "/v1/dossiers/_labels", m{"ids": []string{id}}).is(500)
	h.get("ib", "/v1/dossiers").is(200) // no drafts, so nothing is read
}
