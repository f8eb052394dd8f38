package documents_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"traject.nl/services/documents"
)

func TestADraftIsOfEveryoneOfTheSchoolAndOfNobodyElse(t *testing.T) {
	h := newHouse(t)
	id := h.draft()
	h.save(id, form())
	h.get("colleague", "/v1/dossiers/"+id+"/application").is(200).says("Noor")
	h.get("colleague", "/v1/dossiers?state=draft").is(200).says("Noor de Vries")
	for _, who := range []string{"stranger", "sot", "office", "director", "parent", "municipality", "engineer", "expert", "board"} {
		h.get(who, "/v1/dossiers/"+id).is(404).says("niet gevonden")
		h.get(who, "/v1/dossiers/"+id+"/application").is(404)
		h.get(who, "/v1/dossiers/"+id+"/access-log").is(404)
		h.remove(who, "/v1/dossiers/"+id).is(404)
	}
	if list := h.get("stranger", "/v1/dossiers").is(200); strings.Contains(string(list.body), id) {
		t.Error("another school sees the draft in its list")
	}
	h.get("nobody", "/v1/dossiers/"+id).is(401)
}

func TestASchoolStartsAnApplicationOnlyForItself(t *testing.T) {
	h := newHouse(t)
	h.do("stranger", http.MethodPost, "/v1/dossiers", m{"schoolId": "regenboog"}).is(403)
	h.do("office", http.MethodPost, "/v1/dossiers", m{"schoolId": "regenboog"}).is(403)
	h.do("ib", http.MethodPost, "/v1/dossiers", m{}).is(400)
}

func TestTheSameKeyTwiceMakesOneDossier(t *testing.T) {
	h := newHouse(t)
	start := func(who, school string) answer {
		return h.do(who, http.MethodPost, "/v1/dossiers", m{"schoolId": school}, "Idempotency-Key", "one-and-the-same")
	}
	first := into[documents.DossierHead](start("ib", "regenboog").is(201))
	second := into[documents.DossierHead](start("ib", "regenboog").is(201))
	other := into[documents.DossierHead](start("colleague", "regenboog").is(201))
	if first.ID != second.ID || other.ID == first.ID {
		t.Errorf("ids: %s %s %s", first.ID, second.ID, other.ID)
	}
	// The same person works at another school too.
	person := h.people["ib"]
	person.Parties = append(person.Parties, "school:wilhelmina")
	h.people["ib"] = person
	start("ib", "wilhelmina").is(409).says("Idempotency-Key")
}

func TestASaveOverAColleaguesSaveIsRefused(t *testing.T) {
	h := newHouse(t)
	id := h.draft()
	path := "/v1/dossiers/" + id + "/application"
	etag := h.get("ib", path).is(200).header.Get("ETag")
	h.do("ib", http.MethodPut, path, form()).is(428)
	saved := h.do("ib", http.MethodPut, path, form(), "If-Match", etag).is(200)
	h.do("colleague", http.MethodPut, path, m{"intake": "direct"}, "If-Match", etag).is(412).says("Een collega heeft deze aanvraag intussen opgeslagen")
	h.get("ib", path).is(200).says("Noor")
	h.do("colleague", http.MethodPut, path, m{"intake": "direct"}, "If-Match", saved.header.Get("ETag")).is(200)
	h.do("colleague", http.MethodPut, path, m{"bsn": "123"}, "If-Match", saved.header.Get("ETag")).is(400)
}

func TestASubmittedFormStands(t *testing.T) {
	h := newHouse(t)
	id := h.submitted()
	path := "/v1/dossiers/" + id
	etag := h.get("ib", path+"/application").is(200).header.Get("ETag")
	h.do("ib", http.MethodPut, path+"/application", form(), "If-Match", etag).is(409).says("ingediend")
	h.do("office", http.MethodPut, path+"/application", form(), "If-Match", etag).is(403)
	h.remove("ib", path).is(409).says("al ingediend")
	h.remove("office", path).is(403)
}

func TestADeletedDraftIsGone(t *testing.T) {
	h := newHouse(t)
	id := h.draft()
	h.upload("ib", id, "groeidocument", "a.pdf", pdf("x")).is(201)
	h.remove("colleague", "/v1/dossiers/"+id).is(204)
	h.get("ib", "/v1/dossiers/"+id).is(404)
	if h.store.Leftovers() != 0 {
		t.Error("files of the draft are left")
	}
}

func TestEveryAcceptedFormatIsRecognisedByItsContent(t *testing.T) {
	for mediaType, content := range map[string]string{
		"application/pdf": "%PDF-1.7\n", "image/jpeg": "\xff\xd8\xff\xe0\x00\x10JFIF", "image/png": "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
		"image/heic": "\x00\x00\x00\x18ftypheic\x00\x00\x00\x00",
		"application/vnd.oasis.opendocument.text":                                 zipped(t, "mimetype", "application/vnd.oasis.opendocument.text"),
		"application/vnd.openxmlformats-officedocument.wordprocessingml.document": zipped(t, "[Content_Types].xml", "<Types/>", "word/document.xml", "<w/>"),
	} {
		h := newHouse(t)
		added := into[documents.PieceView](h.upload("ib", h.draft(), "bijlage", "zonder-achtervoegsel", strings.NewReader(content)).is(201))
		if added.MediaType != mediaType || added.Size != int64(len(content)) {
			t.Errorf("%s was recognised as %s (%d bytes)", mediaType, added.MediaType, added.Size)
		}
	}
}

func TestOtherFormatsAreRefusedWithTheReason(t *testing.T) {
	for name, file := range map[string]struct{ content, reason string }{
		"verslag.pdf":  {"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + strings.Repeat("\x00", 100), "een programma"},
		"verslag.docx": {"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x3e\x00", "een programma"},
		"foto.jpg":     {"<html><script>alert(1)</script></html>", "een tekstbestand (text/html)"},
		"archief.odt":  {zipped(t, "a.txt", "a"), "een zip-archief"},
		"film.heic":    {"GIF89a\x01\x00\x01\x00", "een ander soort afbeelding (image/gif)"},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.upload("ib", h.draft(), "bijlage", name, strings.NewReader(file.content)).is(415).says(file.reason)
			if h.store.Leftovers() != 0 {
				t.Error("something of the refused file is left")
			}
		})
	}
}

func TestAFileOver25MBIsRefusedAndLeavesNothing(t *testing.T) {
	h := newHouse(t)
	id := h.draft()
	h.upload("ib", id, "bijlage", "groot.pdf", pdf(strings.Repeat("x", 26<<20))).is(413).says("hoogstens 25 MB")
	h.upload("ib", id, "bijlage", "net-te-groot.pdf", pdf(strings.Repeat("x", documents.MaxFileSize-8))).is(413)
	if h.store.Leftovers() != 0 {
		t.Error("something of the refused file is left")
	}
	h.upload("ib", id, "bijlage", "precies.pdf", pdf(strings.Repeat("x", documents.MaxFileSize-9))).is(201)
}

func TestAnUploadThatBreaksOffLeavesNothing(t *testing.T) {
	h := newHouse(t)
	id := h.draft()
	body := "--grens\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.7 half a fi"
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "/v1/dossiers/"+id+"/documents?kind=bijlage", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	h.send("ib", request, "Content-Type", "multipart/form-data; boundary=grens").is(400).says("niet helemaal binnen")
	if h.store.Leftovers() != 0 {
		t.Error("half a file is left")
	}
}

func TestAnUploadSaysWhatIsMissing(t *testing.T) {
	h := newHouse(t)
	id := h.draft()
	h.upload("ib", id, "", "a.pdf", pdf("x")).is(400).says("Kies wat voor stuk dit is")
	h.upload("ib", id, "advies", "a.pdf", pdf("x")).is(400)
	h.upload("ib", id, "bijlage", "a.pdf", strings.NewReader("")).is(400).says("leeg")
	h.upload("ib", id, "bijlage", "a.pdf", pdf("x"), "Idempotency-Key", "kort").is(400).says("Idempotency-Key")
	h.do("ib", http.MethodPost, "/v1/dossiers/"+id+"/documents", m{}).is(415)
	h.upload("stranger", id, "bijlage", "a.pdf", pdf("x")).is(404)
}

func TestTheSameUploadTwiceIsOneFile(t *testing.T) {
	h := newHouse(t)
	id := h.draft()
	send := func(words string) answer {
		return h.upload("ib", id, "bijlage", "a.pdf", pdf(words), "Idempotency-Key", "upload-0001")
	}
	first, second := into[documents.PieceView](send("x").is(201)), into[documents.PieceView](send("x").is(201))
	if first.ID != second.ID {
		t.Error("the same upload made two files")
	}
	send("something else").is(409)
	h.remove("ib", "/v1/dossiers/"+id+"/documents/"+first.ID).is(204)
	send("x").is(404)
}

func TestADownloadIsTheSameFileAndCannotRun(t *testing.T) {
	h := newHouse(t)
	id := h.draft()
	added := into[documents.PieceView](h.upload("ib", id, "onderzoek", "onderzoek José \"1\".pdf", pdf("inhoud")).is(201))
	got := h.get("ib", "/v1/dossiers/"+id+"/documents/"+added.ID+"/content").is(200)
	if string(got.body) != "%PDF-1.7\ninhoud" {
		t.Errorf("content: %q", got.body)
	}
	for header, want := range map[string]string{
		"Content-Type": "application/pdf", "Content-Length": "15", "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store",
		"Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
		"Content-Disposition":     "attachment; filename*=utf-8''onderzoek%20Jos%C3%A9%201.pdf",
	} {
		if got.header.Get(header) != want {
			t.Errorf("%s: %q, want %q", header, got.header.Get(header), want)
		}
	}
	shown := h.get("ib", "/v1/dossiers/"+id+"/documents/"+added.ID+"/content?inline=true").is(200)
	if !strings.HasPrefix(shown.header.Get("Content-Disposition"), "inline") {
		t.Error("a PDF can be shown")
	}
}

func TestATextIsADraftOfItsAuthorUntilItIsAttached(t *testing.T) {
	h := newHouse(t)
	id := h.submitted()
	text := h.text("expert", id, "advies", "Noor heeft rust nodig.")
	path := "/v1/dossiers/" + id + "/texts/" + text.ID
	h.get("expert", path).is(200).says("rust nodig")
	for _, who := range []string{"office", "director", "ib", "parent", "sot", "stranger"} {
		h.get(who, path).is(404)
	}
	if err := h.attach(id, "expert:gz-1", ref(text.ID, "advies")); err != nil {
		t.Fatal(err)
	}
	h.get("director", path).is(200).says("rust nodig")
	h.get("parent", path).is(404)
	h.remove("expert", "/v1/dossiers/"+id+"/documents/"+text.ID).is(409)
	h.share(id, documents.Sharing{Version: 2, AdvicesFinal: true})
	h.get("parent", path).is(200).says("rust nodig")
	h.get("ib", path).is(200)
	h.get("receiving", path).is(404)
}

func TestTextsAreWrittenByWhoMayDoTheAct(t *testing.T) {
	h := newHouse(t)
	id := h.submitted()
	write := func(who, kind string) answer {
		return h.do(who, http.MethodPost, "/v1/dossiers/"+id+"/texts", m{"kind": kind, "text": "woorden"})
	}
	for kind, writer := range map[string]string{
		"aanvullingsverzoek": "office", "aanvulling": "ib", "zienswijze": "parent", "gespreksverslag": "expert", "advies": "expert",
		"zienswijze-weging": "expert", "terugplaatsingsafspraken": "director", "motivering": "director", "intrekking": "ib",
	} {
		write(writer, kind).is(201)
		write("sot", kind).is(403)
		write("receiving", kind).is(403)
		write("stranger", kind).is(404)
	}
	write("office", "zienswijze").is(201)
	write("director", "advies").is(403)
	write("ib", "brief").is(400)
	h.do("ib", http.MethodPost, "/v1/dossiers/"+id+"/texts", m{"kind": "aanvulling", "text": strings.Repeat("é", 20_001)}).is(400).says("20000")
	h.do("ib", http.MethodPost, "/v1/dossiers/"+id+"/texts", m{"kind": "aanvulling", "text": strings.Repeat("é", 20_000)}).is(201)
	h.do("ib", http.MethodPost, "/v1/dossiers/"+id+"/texts", m{"kind": "aanvulling", "text": "  \n"}).is(400)
	h.share(id, documents.Sharing{Version: 2, Closed: true})
	write("ib", "intrekking").is(409).says("gesloten")
	h.do("ib", http.MethodPost, "/v1/dossiers/"+h.draft()+"/texts", m{"kind": "aanvulling", "text": "x"}).is(409)
}

func TestTheSameTextTwiceIsOneText(t *testing.T) {
	h := newHouse(t)
	id := h.submitted()
	write := func(words string) answer {
		return h.do("ib", http.MethodPost, "/v1/dossiers/"+id+"/texts", m{"kind": "aanvulling", "text": words}, "Idempotency-Key", "text-00001")
	}
	first, second := into[documents.PieceView](write("a").is(201)), into[documents.PieceView](write("a").is(201))
	if first.ID != second.ID {
		t.Error("the same text was stored twice")
	}
	write("b").is(409)
}

func TestOnlyTheOwnPiecesCanBeDeleted(t *testing.T) {
	h := newHouse(t)
	id := h.submitted()
	text := h.text("parent", id, "zienswijze", "Wij zien het anders.")
	if err := h.attach(id, string(h.people["parent"].Parties[0]), ref(text.ID, "zienswijze")); err != nil {
		t.Fatal(err)
	}
	h.remove("office", "/v1/dossiers/"+id+"/documents/"+text.ID).is(403)
	h.remove("stranger", "/v1/dossiers/"+id+"/documents/"+text.ID).is(404)
	own := h.text("parent", id, "zienswijze", "Nog een.")
	h.remove("parent", "/v1/dossiers/"+id+"/documents/"+own.ID).is(204)
	h.remove("parent", "/v1/dossiers/"+id+"/documents/"+own.ID).is(404)
}

func TestTheOpenAPIDocumentIsOpenAndHasTheStreams(t *testing.T) {
	h := newHouse(t)
	doc := h.get("nobody", "/v1/openapi.json").is(200)
	for _, path := range []string{"/v1/dossiers/{id}/documents", "/v1/dossiers/{id}/documents/{pieceId}/content", "/v1/dossiers/{id}/application"} {
		doc.says(path)
	}
	h.get("ib", "/v1/dossiers/").is(404)
	if !bytes.Contains(doc.body, []byte("3.1")) {
		t.Error("not OpenAPI 3.1")
	}
}
