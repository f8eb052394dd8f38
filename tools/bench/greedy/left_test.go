package main

import (
	"sync"
	"testing"
)

func TestWhatStaysBehindIsSeen(t *testing.T) {
	before := look()
	var begun, ended sync.WaitGroup
	leave := make(chan struct{})
	begun.Add(2 * leftOver)
	for range 2 * leftOver {
		ended.Go(func() {
			begun.Done()
			<-leave
		})
	}
	begun.Wait()
	if now := look(); now.busy < before.busy+2*leftOver {
		t.Errorf("%d busy before, %d with %d more", before.busy, now.busy, 2*leftOver)
	}
	close(leave)
	ended.Wait()
	if !isKept("4 @ 0x1\n#\t0x1\tgithub.com/FerretDB/FerretDB/internal/clientconn.(*conn).run+0x1\n") || isKept("4 @ 0x1\n#\tnet/http.(*conn).readRequest+0x1\n") {
		t.Error("a kept connection and one that sends slowly are not told apart")
	}
}
