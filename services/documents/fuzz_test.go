package documents

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"traject.nl/services/platform/edge"
)

// FuzzANameOfAFileCanBeShownAndSavedEverywhere: whatever a browser sends, and a download names it as it is kept.
func FuzzANameOfAFileCanBeShownAndSavedEverywhere(f *testing.F) {
	for _, name := range []string{
		"groeidocument Noor.pdf", "../../etc/passwd", `C:\Users\ib\plan.pdf`, "a\u202efdp.exe", "a\r\nSet-Cookie: x", "", " ", "\xff\xfe.pdf", strings.Repeat("é", 300) + ".pdf", `a"b.pdf`, "con", "😀.pdf", "\u2066x\u2069",
		"a\u2028b.pdf", ".",
	} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		clean := cleanName(name)
		if clean != cleanName(clean) || !utf8.ValidString(clean) || utf8.RuneCountInString(clean) > 150 || strings.TrimSpace(clean) == "" {
			t.Fatalf("%q is kept as %q, and that as %q", name, clean, cleanName(clean))
		}
		if strings.ContainsFunc(clean, unicode.IsControl) || strings.ContainsAny(clean, `/\:*?"<>|`) {
			t.Fatalf("%q is kept as %q", name, clean)
		}
		header := mime.FormatMediaType("attachment", map[string]string{"filename": clean})
		_, read, err := mime.ParseMediaType(header)
		if err != nil || read["filename"] != clean {
			t.Fatalf("%q is downloaded with %q, as %q: %v", clean, header, read["filename"], err)
		}
	})
}

// FuzzAnyUploadIsReadOrRefusedInDutch: any body with any content type, and no more of it is kept than may be.
func FuzzAnyUploadIsReadOrRefusedInDutch(f *testing.F) {
	part := func(name, file, content string) string {
		if file != "" {
			file = `; filename="` + file + `"`
		}
		return "--grens\r\nContent-Disposition: form-data; name=\"" + name + "\"" + file + "\r\n\r\n" + content + "\r\n"
	}
	whole := part("kind", "", "groeidocument") + part("caseId", "", "k3v9x2m4q8pd") + part("file", "plan.pdf", "%PDF-1.7\nx") + "--grens--\r\n"
	for _, body := range []string{whole, whole[:len(whole)-30], part("file", "plan.pdf", "x"), part("kind", "", strings.Repeat("k", 200)) + part("file", "a", ""), "--grens\r\n\r\n\r\n--grens--", "", part("kind", "", "opp") + part("file", "a.zip", "PK\x03\x04")} {
		f.Add("multipart/form-data; boundary=grens", "", []byte(body))
	}
	f.Add("multipart/form-data", "kind=opp", []byte(whole))
	f.Add("multipart/form-data; boundary=\"\xff\"", "kind=%ff&caseId=%00", []byte(whole))
	f.Add("multipart/mixed; boundary=grens", "", []byte(whole))
	f.Fuzz(func(t *testing.T, kind, query string, body []byte) {
		request, err := http.NewRequest(http.MethodPost, "/v1/dossiers/k3v9x2m4q8pd/documents", bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		request.URL.RawQuery = query
		request.Header.Set("Content-Type", kind)
		sent, err := openForm(request)
		if err != nil {
			refusedInDutch(t, err)
			return
		}
		if sent.kind == "" || sent.name != cleanName(sent.name) || sent.content == nil {
			t.Fatalf("taken without a kind, a name or a content: %+v", sent)
		}
		mediaType, content, err := recognise(sent.content)
		if err != nil {
			refusedInDutch(t, err)
			return
		}
		if accepted[mediaType] == "" {
			t.Fatalf("a file of type %q was taken", mediaType)
		}
		all, err := io.ReadAll(content)
		if err == nil && (len(all) == 0 || !bytes.Contains(body, all)) {
			t.Fatalf("%d bytes are kept, and they are not those that were sent", len(all))
		}
	})
}

var english = regexp.MustCompile(`(?i)\b(the|invalid|expected|unexpected|unknown|must|EOF|error|not|multipart:|mime:)\b`)

func refusedInDutch(t *testing.T, err error) {
	t.Helper()
	var problem *edge.ProblemDetails
	if !errors.As(err, &problem) {
		return // the connection; the edge says so
	}
	texts := []string{problem.Detail}
	for _, one := range problem.Errors {
		texts = append(texts, one.Message)
	}
	for _, text := range texts {
		if english.MatchString(text) || text == "" {
			t.Fatalf("refused with %q", text)
		}
	}
}

// FuzzAFormIsRefusedWithoutItsWords: whatever stands in a form, what is wrong with it repeats nothing of it, and the day of today does not break it.
func FuzzAFormIsRefusedWithoutItsWords(f *testing.F) {
	f.Add("Noor", "de Vries", "2018-03-03", "Sanne de Vries", "sanne@voorbeeld.nl", "3958 AA")
	f.Add("", "", "2018-02-30", "", "geen adres", "1")
	f.Add("\u200b", " ", "9999-12-31", "x", "a@b@c", "")
	f.Add("a", "b", "0001-01-01", "x", "\"a b\"@c.nl", "")
	f.Add("a", "b", "2018-03-03", "x", "Sanne <sanne@voorbeeld.nl>", "")
	f.Fuzz(func(t *testing.T, first, last, born, parent, email, postcode string) {
		form := Application{
			Pupil:   Pupil{FirstName: first, LastName: last, BirthDate: born},
			Parents: []Parent{{Name: parent, Email: email, Postcode: postcode, Street: parent, Place: parent}},
		}
		for _, problem := range form.Problems("2026-11-23") {
			if problem.Detail == "" || english.MatchString(problem.Detail) {
				t.Fatalf("told as %+v", problem)
			}
			for _, word := range []string{first, last, born, parent, email, postcode} {
				if utf8.RuneCountInString(word) > 12 && strings.Contains(problem.Detail, word) {
					t.Fatalf("%q is repeated: %s", word, problem.Detail)
				}
			}
		}
		if problems := form.Problems("2026-11-23"); len(problems) == 0 {
			if _, err := time.Parse(time.DateOnly, born); err != nil || strings.TrimSpace(first) == "" || strings.TrimSpace(last) == "" || strings.ContainsAny(email, " \r\n<>") {
				t.Fatalf("can be submitted: %+v", form)
			}
		}
	})
}
