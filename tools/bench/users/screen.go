package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"

	"traject.nl/tools/figures"
)

// screenFigures are how long a page took in Chromium (milliseconds).
type screenFigures struct {
	Name string `json:"name"`
	// Answered is until the whole page came, Interactive until its scripts have run.
	Answered    figures.Sample `json:"answered"`
	Interactive figures.Sample `json:"interactive"`
}

// visited is a kind of page, with the paths of some of them.
type visited struct {
	Name  string   `json:"name"`
	Paths []string `json:"paths"`
}

const (
	// onScreen is how many cases are opened in Chromium.
	onScreen = 20
	// screenTime is how long Chromium may take for all pages.
	screenTime = 10 * time.Minute
)

// lookOnScreen opens the pages in Chromium, one after the other, as somebody of the office.
func lookOnScreen(ctx context.Context, portal, script string, open []application, times int) ([]screenFigures, error) {
	pages := []visited{
		{"list of tasks", []string{"/"}},
		{"list of cases", []string{"/zaken"}},
		{"case", nil},
	}
	for i := range min(onScreen, len(open)) {
		pages[2].Paths = append(pages[2].Paths, "/zaken/"+open[i].CaseID)
	}
	text, err := json.Marshal(pages)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, screenTime)
	defer cancel()
	node := exec.CommandContext(ctx, "node", script)
	node.Env = append(os.Environ(), "TRAJECT_PORTAL="+portal, "TRAJECT_PAGES="+string(text), fmt.Sprintf("TRAJECT_TIMES=%d", times))
	// Node starts Chromium: together they are one group, to be ended together.
	node.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	node.Cancel = func() error { return syscall.Kill(-node.Process.Pid, syscall.SIGTERM) }
	node.WaitDelay = 10 * time.Second
	node.Stderr = os.Stderr
	said, err := node.Output()
	if err != nil {
		return nil, fmt.Errorf("pages in Chromium (node %s): %w", script, err)
	}
	var all []screenFigures
	for lines := json.NewDecoder(bytes.NewReader(said)); lines.More(); {
		var one screenFigures
		if err := lines.Decode(&one); err != nil {
			return nil, fmt.Errorf("what node %s said: %w", script, err)
		}
		all = append(all, one)
	}
	if len(all) != len(pages) {
		return nil, fmt.Errorf("node %s told of %d pages: want %d", script, len(all), len(pages))
	}
	return all, nil
}

func screenTable(all []results) figures.Table {
	table := figures.Table{Head: heads("page, office", all, "answered", "interactive")}
	for i, page := range all[0].screen {
		row := []string{page.Name}
		for _, r := range all {
			row = append(row, twice(r.screen[i].Answered), twice(r.screen[i].Interactive))
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

// twice is the median and what 95 of 100 did not exceed.
func twice(of figures.Sample) string {
	return milliseconds(of.Median()) + " / " + milliseconds(of.Percentile(95))
}
