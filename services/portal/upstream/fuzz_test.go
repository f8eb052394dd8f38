package upstream

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"testing"
)

// FuzzAnyAnswerOfAServiceIsRead: a proxy in between, or a service that is half stopped, may answer anything. What the portal makes of it is a
// problem with the status that came, and an entry with texts only.
func FuzzAnyAnswerOfAServiceIsRead(f *testing.F) {
	for _, body := range []string{
		`{"title":"Niet goed","status":200,"detail":"Vul dit in.","errors":[{"location":"body.a","message":"x"}]}`, `<html>502</html>`, ``, `null`, `[]`, `{"errors":{}}`, `{"status":"400"}`,
		`{"id":"a","active":true,"places":12.5,"list":[1],"none":null,"party":{"a":1}}`, `{"places":1e308}`, `{"id":1}`,
	} {
		f.Add(400, []byte(body))
	}
	request, err := http.NewRequest(http.MethodGet, "http://registry/v1/schools", http.NoBody)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		problem := readProblem(&http.Response{StatusCode: status, Request: request, Body: io.NopCloser(bytes.NewReader(body))})
		if Status(problem) != status || problem.Error() == "" {
			t.Fatalf("%d became %v", status, problem)
		}
		var entry Entry
		if err := json.Unmarshal(body, &entry); err == nil && json.Valid(body) {
			text, err := json.Marshal(entry)
			var again Entry
			if err != nil || json.Unmarshal(text, &again) != nil || len(again) != len(entry) {
				t.Fatalf("%s was read as %v", body, entry)
			}
		}
	})
}
