package documents_test

import (
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// zeros is a reader without end.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// TestTheRefusalOfALargeFileReachesASenderWhoIsStillSending goes over a real connection, and announces no length.
func TestTheRefusalOfALargeFileReachesASenderWhoIsStillSending(t *testing.T) {
	h := newHouse(t)
	id := h.draft()
	server := httptest.NewServer(h.router)
	defer server.Close()
	body, sender := io.Pipe()
	form := multipart.NewWriter(sender)
	go func() {
		part, err := form.CreateFormFile("file", "groot.pdf")
		if err == nil {
			_, err = io.Copy(part, io.MultiReader(pdf(""), io.LimitReader(zeros{}, 40<<20)))
		}
		sender.CloseWithError(err)
	}()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+"/v1/dossiers/"+id+"/documents?kind=bijlage", body)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer ib")
	request.Header.Set("Idempotency-Key", "large-upload")
	request.Header.Set("Content-Type", form.FormDataContentType())
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	answered, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusRequestEntityTooLarge || !strings.Contains(string(answered), "hoogstens 25 MB") {
		t.Errorf("status %d, %v: %s", response.StatusCode, err, answered)
	}
	if h.store.Leftovers() != 0 {
		t.Error("something of the refused file is left")
	}
}
