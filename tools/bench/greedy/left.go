package main

import (
	"bytes"
	"runtime"
	"runtime/pprof"
	"strconv"
	"strings"
)

// leftOver is how many busy goroutines more than before are what a whole Traject does by itself, now more and now less.
const leftOver = 30

// kept are in the stack of a goroutine that serves a connection which is kept for the next who needs one: of the store, of its driver, and of HTTP
// while nothing is asked on it. How many there are is bounded by the pools, and says nothing of what somebody left behind.
var kept = []string{"FerretDB", "mongo-driver", "traject.nl/tools/stack/gate", "net/http.(*persistConn)", "bufio.(*Reader).Peek"}

// state of this process.
type state struct {
	// goroutines in all, and those that are at work or wait for somebody.
	goroutines, busy int
	// heap in use, in bytes.
	heap uint64
}

func look() state {
	runtime.GC()
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	return state{runtime.NumGoroutine(), busy(), memory.HeapInuse}
}

// busy counts the goroutines that serve no kept connection. The profile has a paragraph for all that are at the same place, which begins with how
// many those are.
func busy() int {
	var profile bytes.Buffer
	if err := pprof.Lookup("goroutine").WriteTo(&profile, 1); err != nil {
		return runtime.NumGoroutine()
	}
	all := 0
	for place := range strings.SplitSeq(profile.String(), "\n\n") {
		if isKept(place) {
			continue
		}
		for line := range strings.Lines(place) {
			number, _, found := strings.Cut(line, " @ ")
			if many, err := strconv.Atoi(number); found && err == nil {
				all += many
			}
		}
	}
	return all
}

func isKept(place string) bool {
	for _, word := range kept {
		if strings.Contains(place, word) {
			return true
		}
	}
	return false
}
