package cluster

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

func TestAFollowerComesBackAndSaysWhatItSawLast(t *testing.T) {
	lasts := make(chan string, 8)
	server := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		last := r.Header.Get("Last-Event-ID")
		lasts <- last
		version := 1
		if last == "1" {
			version = 2
		}
		fmt.Fprintf(out, "retry: 2000\n\nid: %d\nevent: case\ndata: {\"caseId\":\"c1\",\"version\":%d}\n\n", version, version)
		if version == 2 {
			out.(http.Flusher).Flush()
			<-r.Context().Done()
		}
	}))
	defer server.Close()
	f, err := follow(t.Context(), server.URL, func(context.Context) (string, error) { return "token", nil })
	if err != nil {
		t.Fatal(err)
	}
	defer f.close()
	if _, err := f.await(t.Context(), 2, 20*time.Second); err != nil {
		t.Fatal(err)
	}
	seen, connections := f.sightings()
	if first, second := <-lasts, <-lasts; first != "" || second != "1" || connections != 2 || len(seen) != 2 {
		t.Errorf("asked for what came after %q and %q, connected %d times, saw %v", first, second, connections, seen)
	}
}
