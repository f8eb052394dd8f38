package main

import (
	"fmt"
	"io"
	"runtime"
	"slices"
	"time"
)

// figures are what was measured.
type figures struct {
	plan
	// taken is how long it took until all notices were taken over, left until the mail server had them all.
	taken, left time.Duration
	// handing is how long taking over one takes; inbox, mail and webhook are how soon it is there.
	handing, inbox, mail, webhook []time.Duration
	// planning is how long it took to schedule many; among is how soon one leaves among them.
	planning      time.Duration
	among         []time.Duration
	before, after uint64
}

// write writes the figures as a page of Markdown can show them.
func (f *figures) write(out io.Writer) {
	fmt.Fprintf(out, "%s, %d cores, %s\n\n", time.Now().UTC().Format(time.DateOnly), runtime.NumCPU(), runtime.Version())
	fmt.Fprintf(out, "%d notices as fast as it goes: %.0f a second were taken over, %.0f a second were mailed.\n\n",
		f.notices, float64(f.notices)/f.taken.Seconds(), float64(f.notices)/f.left.Seconds())
	fmt.Fprintf(out, "| %d a second, for %s | half | 99 of 100 | slowest |\n|---|---|---|---|\n", f.rate, f.during)
	for _, line := range []struct {
		what  string
		times []time.Duration
	}{
		{"taken over", f.handing}, {"in an open inbox", f.inbox}, {"at the mail server", f.mail}, {"at the receiver of a webhook", f.webhook},
		{fmt.Sprintf("at the mail server, with %d scheduled", f.scheduled), f.among},
	} {
		slices.Sort(line.times)
		fmt.Fprintf(out, "| %s | %s | %s | %s |\n", line.what, percentile(line.times, 50), percentile(line.times, 99), percentile(line.times, 100))
	}
	fmt.Fprintf(out, "\nScheduling %d took %s; the heap of the service went from %.1f to %.1f MB.\n",
		f.scheduled, f.planning.Round(time.Second), float64(f.before)/1e6, float64(f.after)/1e6)
}

// percentile of times that are sorted: the least that so many of a hundred do not exceed; "none" when there are none.
func percentile(sorted []time.Duration, of int) string {
	if len(sorted) == 0 {
		return "none"
	}
	return sorted[max((len(sorted)*of+99)/100-1, 0)].Round(time.Millisecond).String()
}
