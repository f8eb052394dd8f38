package edge_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"traject.nl/services/platform/edge"
)

func TestStoppingLetsARunningRequestFinishAndEndsStreams(t *testing.T) {
	listener, err := edge.Listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	arrived, goOn := make(chan struct{}, 2), make(chan struct{})
	mux := http.NewServeMux()
	mux.HandleFunc("/slow", func(w http.ResponseWriter, _ *http.Request) {
		arrived <- struct{}{}
		<-goOn
		fmt.Fprint(w, "finished")
	})
	mux.HandleFunc("/stream", func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusOK)
		w.(http.Flusher).Flush()
		arrived <- struct{}{}
		<-r.Context().Done()
		fmt.Fprint(w, "bye")
	})
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- edge.Serve(ctx, listener, mux) }()
	answers := make(chan string, 2)
	for _, path := range []string{"/slow", "/stream"} {
		go func() { answers <- get("http://" + listener.Addr().String() + path) }()
	}
	<-arrived
	<-arrived
	stop()
	close(goOn)
	got := map[string]bool{<-answers: true, <-answers: true}
	if !got["finished"] || !got["bye"] {
		t.Errorf("answers: %v", got)
	}
	if err := <-served; err != nil {
		t.Errorf("serve: %v", err)
	}
}

func get(url string) string {
	response, err := http.Get(url)
	if err != nil {
		return err.Error()
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return err.Error()
	}
	return string(body)
}

func TestATakenPortIsNamed(t *testing.T) {
	listener, err := edge.Listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	err = edge.Serve(t.Context(), listener.Addr().String(), http.NotFoundHandler())
	if err == nil || !strings.Contains(err.Error(), listener.Addr().String()) {
		t.Errorf("got %v", err)
	}
}
