package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"
)

// TestMain lets the test program be the store too, as the bench does.
func TestMain(m *testing.M) {
	if os.Getenv(storeRole) == "" {
		os.Exit(m.Run())
	}
	if err := run(context.Background(), nil, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

func TestTheBenchSeesEveryNoticeArrive(t *testing.T) {
	figures, err := plan{notices: 20, rate: 10, during: time.Second, scheduled: 1000}.measure(t.Context(), io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	if len(figures.webhook) == 0 || len(figures.webhook) != len(figures.mail) || len(figures.inbox) == 0 || len(figures.among) != 20 {
		t.Errorf("%d webhooks, %d mails, %d in inboxes, %d among others", len(figures.webhook), len(figures.mail), len(figures.inbox), len(figures.among))
	}
	var page bytes.Buffer
	figures.write(&page)
	for _, words := range []string{"20 notices as fast as it goes", "| in an open inbox |", "with 1000 scheduled"} {
		if !strings.Contains(page.String(), words) {
			t.Errorf("%q is missing in\n%s", words, page.String())
		}
	}
}
