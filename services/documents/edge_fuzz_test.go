package documents_test

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"traject.nl/services/platform/edge/edgetest"
)

// bodies that lead somewhere, beside those that nothing expects.
var bodies = []string{
	`{"schoolId":"regenboog"}`, `{"kind":"zienswijze","text":"Wij zijn het er niet mee eens."}`, `{"pupil":{"firstName":"Noor","birthDate":"2018-03-03"},"parents":[{"name":"Sanne","email":"sanne@voorbeeld.nl"}]}`,
	`{"ids":["k3v9x2m4q8pd"]}`, `{"kind":"toelichting","text":"\u0000\u202e","caseId":"k3v9x2m4q8pd"}`, `{"with":"k3v9x2m4q8pd","reason":"dubbel"}`, `{"text":"Wij komen langs."}`, `{"caseId":"k3v9x2m4q8pd"}`,
	"--g\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\ngroeidocument\r\n--g\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.7\nx\r\n--g--\r\n",
}

// FuzzTheEdgeOfDocuments sends anything to the real router: never a failure, every refusal is a problem in Dutch that shows nothing of the inside,
// and what was refused changed nothing but the access log. DOSSIER stands for the id of the dossier that there is.
func FuzzTheEdgeOfDocuments(f *testing.F) {
	edgetest.Quiet(f)
	first := newHouse(&testing.T{})
	names := slices.Sorted(maps.Keys(first.people))
	for i, head := range edgetest.Heads(first.router, map[string]string{"id": "DOSSIER", "caseId": "DOSSIER"}, `If-Match: "etag1"`) {
		f.Add(uint8(i), head, []byte(bodies[i%len(bodies)]))
	}
	for i, body := range append(bodies, edgetest.Bodies...) {
		f.Add(uint8(i), edgetest.JSON(http.MethodPost, "/v1/dossiers/DOSSIER/texts"), []byte(body))
		f.Add(uint8(i), edgetest.Head(http.MethodPost, "/v1/dossiers/DOSSIER/documents?kind=opp", "Content-Type: multipart/form-data; boundary=g", "Idempotency-Key: sleutel-0001"), []byte(body))
	}
	for i, head := range edgetest.Odd {
		f.Add(uint8(i), head, []byte("{}"))
	}
	var h *house
	var dossier string
	requests := 0
	f.Fuzz(func(t *testing.T, who uint8, head string, body []byte) {
		if h == nil || requests > 2000 {
			h, requests = newHouse(t), 0
			dossier = h.submitted()
		}
		requests++
		head = strings.ReplaceAll(head, "DOSSIER", dossier)
		before := edgetest.Fingerprint(h.store, "log", "claims", "mu")
		got, ok := edgetest.Send(h.router, names[int(who)%len(names)], head, body)
		if !ok {
			return
		}
		for _, fault := range edgetest.Faults(got.Code, got.Header(), got.Body.Bytes(), edgetest.Values(body)...) {
			t.Errorf("%s as %s: %d %s: %s", head, names[int(who)%len(names)], got.Code, got.Body, fault)
		}
		if edgetest.Refused(got.Code) && edgetest.Fingerprint(h.store, "log", "claims", "mu") != before {
			t.Errorf("%s was refused with %d and changed something", head, got.Code)
		}
	})
}
