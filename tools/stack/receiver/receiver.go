// Package receiver plays the system of a municipality on a development machine: it takes whatever event it is sent, and shows it.
package receiver

import (
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"
)

const (
	// Path under which every municipality has a receiver of its own, by its name.
	Path = "/gemeente/"
	// most is how many events are kept, and largest how long one may be, in bytes.
	most, largest = 200, 64 << 10
)

// event as it came.
type event struct {
	at           time.Time
	municipality string
	id           string
	body         []byte
}

// Receiver keeps the last events in memory.
type Receiver struct {
	mu     sync.Mutex
	events []event
}

// Handler takes an event posted to Path and a name, and shows at the same address what came, the newest first.
func (r *Receiver) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST "+Path+"{name}", r.take)
	mux.HandleFunc("GET "+Path+"{name}", r.show)
	return mux
}

func (r *Receiver) take(w http.ResponseWriter, request *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, request.Body, largest))
	if err != nil {
		http.Error(w, "Dit bericht is te lang.", http.StatusRequestEntityTooLarge)
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.events = append(r.events, event{time.Now(), request.PathValue("name"), request.Header.Get("Webhook-Id"), body})
	r.events = r.events[max(0, len(r.events)-most):]
	w.WriteHeader(http.StatusNoContent)
}

func (r *Receiver) show(w http.ResponseWriter, request *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	r.mu.Lock()
	defer r.mu.Unlock()
	for i := len(r.events) - 1; i >= 0; i-- {
		if one := r.events[i]; one.municipality == request.PathValue("name") {
			fmt.Fprintf(w, "%s %s\n%s\n\n", one.at.Format(time.RFC3339), one.id, one.body)
		}
	}
}
