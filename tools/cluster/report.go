package cluster

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"traject.nl/tools/witness"
)

// report of a trial, in Markdown. Each part adds a section when it is done.
type report struct {
	text strings.Builder
}

func newReport(c Config) *report {
	r := &report{}
	r.line("# A trial on a real cluster")
	r.line("")
	r.line("Written by `make cluster-trial` on %s. Images `%s`, upgraded to `%s`. Parts: %s.",
		time.Now().UTC().Format("2 January 2006, 15:04 UTC"), c.Tag, cmp.Or(c.NextTag, "none"), strings.Join(c.Parts, ", "))
	return r
}

func (r *report) line(format string, args ...any) { fmt.Fprintf(&r.text, format+"\n", args...) }

func (r *report) heading(text string) {
	r.line("")
	r.line("## %s", text)
	r.line("")
}

// table writes a Markdown table.
func (r *report) table(head []string, rows [][]string) {
	r.line("%s", table(head, rows))
}

func table(head []string, rows [][]string) string {
	var text strings.Builder
	row := func(cells []string) {
		for i, cell := range cells {
			cells[i] = strings.NewReplacer("|", `\|`, "\n", " ").Replace(cell)
		}
		fmt.Fprintf(&text, "| %s |\n", strings.Join(cells, " | "))
	}
	row(slices.Clone(head))
	row(slices.Repeat([]string{"---"}, len(head)))
	for _, one := range rows {
		row(slices.Clone(one))
	}
	return strings.TrimSuffix(text.String(), "\n")
}

func (r *report) installed(installed, served time.Duration, rows []started, images map[string]uint64) {
	r.heading("From nothing to a portal that serves")
	r.line("`helm install --wait` took %s; the portal showed its welcome %s after it began.", seconds(installed), seconds(served))
	r.line("")
	var cells [][]string
	for _, one := range rows {
		cells = append(cells, []string{one.component, seconds(one.ready), fmt.Sprint(one.restarts), megabytes(one.memory)})
	}
	r.table([]string{"pod of", "created to ready", "restarts", "memory (working set)"}, cells)
	r.line("")
	cells = nil
	for _, name := range slices.Sorted(maps.Keys(images)) {
		cells = append(cells, []string{"`" + name + "`", megabytes(images[name])})
	}
	r.table([]string{"image", "size on the node"}, cells)
}

func (r *report) tested(took time.Duration, said string) {
	r.heading("helm test")
	r.line("It took %s:", seconds(took))
	r.line("")
	for line := range strings.Lines(said) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "ok ") || strings.HasPrefix(line, "WRONG ") || strings.HasPrefix(line, "all ") {
			r.line("    %s", line)
		}
	}
}

func (r *report) replicas(rows []seenLater) {
	r.heading("Two replicas: what one handled, seen through another")
	r.line("Every act was sent to one pod of cases, and was seen on a stream of the other pod of cases, and on the stream of a case page of a pod of the")
	r.line("portal. All times are since the act was sent; what changed is often seen before the one who acts has the answer.")
	r.line("")
	var cells [][]string
	for _, one := range rows {
		cells = append(cells, []string{one.step, one.answered.Round(time.Millisecond).String(), one.api.Round(time.Millisecond).String(), one.page.Round(time.Millisecond).String()})
	}
	r.table([]string{"act", "answered", "other replica of cases", "page of the portal"}, cells)
}

func (r *report) policies(tried []probe) {
	r.heading("Network policies")
	var cells [][]string
	for _, one := range tried {
		verdict := "as it must be"
		if one.err != nil {
			verdict = "WRONG: " + one.err.Error()
		}
		cells = append(cells, []string{cmp.Or(one.component, "(no labels)"), cmp.Or(strings.Join(one.in, ", "), "nothing"), strings.Join(one.outOf, ", "), verdict})
	}
	r.table([]string{"pod labelled", "reaches", "does not reach", "found"}, cells)
}

func (r *report) refusals(tried []refusal) {
	r.heading("Bad values on a running release")
	var cells [][]string
	for _, one := range tried {
		cells = append(cells, []string{one.what, "`" + strings.Join(one.args, " ") + "`", seconds(one.took), lastLines(one.told, 4)})
	}
	r.table([]string{"what", "values", "after", "message"}, cells)
}

func (r *report) evictions(rows []evicted, drain string) {
	r.heading("Evictions, as a drain makes them")
	var cells [][]string
	for _, one := range rows {
		cells = append(cells, []string{one.component, fmt.Sprint(one.replicas), allowed(one.first), allowed(one.second), seconds(one.whole)})
	}
	r.table([]string{"component", "replicas", "first", "second, at once", "whole again"}, cells)
	r.line("")
	r.line("What `kubectl drain --dry-run` would take away: %d pods.", strings.Count(drain, "evicting pod"))
}

func allowed(yes bool) string {
	if yes {
		return "allowed"
	}
	return "refused"
}

func (r *report) disturbances(rows []disturbed) {
	r.heading("Disturbances while people submit and decide cases")
	var cells [][]string
	for _, one := range rows {
		again := "-"
		if one.Failed > 0 {
			var why []string
			for _, reason := range slices.Sorted(maps.Keys(one.Why)) {
				why = append(why, fmt.Sprintf("%d× %s", one.Why[reason], reason))
			}
			again = strings.Join(why, ", ")
		}
		found := "goes on"
		if one.err != nil {
			found = "WRONG: " + one.err.Error()
		}
		cells = append(cells, []string{one.name, seconds(one.took), fmt.Sprint(one.acts), fmt.Sprint(one.Requests), again, seconds(one.Longest), found})
	}
	r.table([]string{"disturbance", "until whole", "acts meanwhile", "requests", "sent again", "longest answer", "work"}, cells)
}

func (r *report) cases(sum judged, w *witness.Wire) {
	r.heading("Every case, looked at from outside afterwards")
	all := w.Between(time.Time{}, time.Now().Add(time.Hour))
	r.table([]string{"what", "number"}, [][]string{
		{"cases, from the form to the letters", fmt.Sprint(sum.cases)},
		{"cases with something wrong", fmt.Sprint(sum.wrong)},
		{"requests sent, and of those sent again", fmt.Sprintf("%d, %d", all.Requests, all.Failed)},
		{"acts accepted, each once in the timeline", fmt.Sprint(sum.acts)},
		{"lines of timelines, without a gap or a double", fmt.Sprint(sum.lines)},
		{"letters", fmt.Sprint(sum.letters)},
		{"notices, each with one mail", fmt.Sprint(sum.notices)},
		{"entries of evidence, every chain whole", fmt.Sprint(sum.entries)},
		{"answers that differed when a request was sent once more", fmt.Sprint(len(w.Differs()))},
		{"versions that a stream told together with a later one", fmt.Sprint(sum.skipped)},
		{"the stream of the case that lasted throughout", fmt.Sprintf("connected %d times, told of %d of %d versions by themselves, of the last too", sum.connections, len(sum.long), sum.longVersion)},
	})
}

func (r *report) mails(post witness.Postage, kills int) {
	r.line("")
	r.line("%d mails were caught; %d of them came more than once, with the same Message-ID, after %d forced kills of what sends and what catches them.", post.Mails, len(post.Again), kills)
}

func (r *report) verdict(faults []string) {
	r.heading("Verdict")
	if len(faults) == 0 {
		r.line("Nothing was wrong.")
		return
	}
	for _, one := range faults {
		r.line("- %s", one)
	}
}

func (r *report) write(file string) error {
	if file == "" {
		return nil
	}
	return os.WriteFile(file, []byte(r.text.String()), 0o644)
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.1f s", d.Seconds()) }

func megabytes(bytes uint64) string {
	if bytes == 0 {
		return "unknown"
	}
	return fmt.Sprintf("%.0f MB", float64(bytes)/1e6)
}
