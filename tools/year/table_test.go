package year

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"traject.nl/proto/contract/party"
	"traject.nl/services/notifications"
)

var update = flag.Bool("update", false, "write testdata/received.txt anew")

// received is where the table of what everybody received is kept.
const received = "testdata/received.txt"

// checkTable: what everybody received in the year, by role. A change in it is a change in what people get, to be looked at.
func (h *house) checkTable(all []*played) {
	h.Helper()
	table := h.table(all)
	if *update {
		if err := os.WriteFile(received, []byte(table), 0o600); err != nil {
			h.Fatal(err)
		}
	}
	kept, err := os.ReadFile(received)
	if err != nil {
		h.Fatal(err)
	}
	if string(kept) != table {
		h.Errorf("what people received changed; look at it, and write it anew with -update:\n%s", table)
	}
}

// row is what one role received.
type row struct {
	kinds                               map[string]int
	mails, digests, events, late, paper int
}

func (h *house) table(all []*played) string {
	rows := map[party.Role]*row{}
	of := func(who string) *row {
		role := party.Party(who).Role()
		if rows[role] == nil {
			rows[role] = &row{kinds: map[string]int{}}
		}
		return rows[role]
	}
	for _, p := range all {
		for _, notice := range h.notices(p) {
			of(notice.Party).kinds[notice.Kind]++
		}
		h.count(p, of)
	}
	for _, m := range h.mail.all() {
		of(strings.Replace(strings.TrimSuffix(m.to, "@post.example"), ".", ":", 1)).mails++
	}
	return written(rows)
}

func (h *house) count(p *played, of func(string) *row) {
	deliveries, err := h.store.DeliveriesOf(h.Context(), p.caseID)
	if err != nil {
		h.Fatal(err)
	}
	for _, d := range deliveries {
		switch {
		case d.Channel == notifications.ChannelDigest && d.State == notifications.Accepted:
			of(d.Party).digests++
		case d.Channel == notifications.ChannelWebhook && d.State == notifications.Accepted:
			of(d.Party).events++
		case d.State == notifications.Superseded:
			of(d.Party).late++
		case d.State == notifications.Refused:
			of(d.Party).paper++
		}
	}
}

func written(rows map[party.Role]*row) string {
	var text strings.Builder
	table := tabwriter.NewWriter(&text, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(table, "role\t%s\tin the inbox\tmails\tin a digest\tevents\tdone before it left\tnot reached\t\n", strings.Join(notifications.Kinds, "\t"))
	for _, role := range slices.Sorted(maps.Keys(rows)) {
		r := rows[role]
		total := 0
		fmt.Fprintf(table, "%s\t", role)
		for _, kind := range notifications.Kinds {
			total += r.kinds[kind]
			fmt.Fprintf(table, "%d\t", r.kinds[kind])
		}
		fmt.Fprintf(table, "%d\t%d\t%d\t%d\t%d\t%d\t\n", total, r.mails, r.digests, r.events, r.late, r.paper)
	}
	table.Flush()
	return text.String()
}
