package report_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/evidence/report"
	"traject.nl/services/platform/paper/papertest"
)

const (
	caseID = "3f9k2m7q8r1t"
	parent = "parent:0123456789abcdef0123"
	school = "school:regenboog-uh-amerongen"
)

var monday = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func export(t *testing.T, name string, entries ...evidence.Entry) evidence.Export {
	t.Helper()
	log := evidence.Memory(name)
	for i, entry := range entries {
		entry.CaseID, entry.Key = caseID, fmt.Sprint(i)
		if _, err := log.Append(t.Context(), entry); err != nil {
			t.Fatal(err)
		}
	}
	found, err := log.OfCase(t.Context(), caseID)
	if err != nil {
		t.Fatal(err)
	}
	return evidence.Exported(name, caseID, found)
}

func at(minutes int, kind evidence.Kind, who string, facts ...string) evidence.Entry {
	e := evidence.Entry{At: monday.Add(time.Duration(minutes) * time.Minute), Kind: kind, Party: who, Facts: map[string]string{}}
	for i := 0; i < len(facts); i += 2 {
		e.Facts[facts[i]] = facts[i+1]
	}
	return e
}

// told is a case with a letter to two parties and a reminder.
func told(t *testing.T) report.Report {
	t.Helper()
	letter := func(id, piece string) []string { return []string{"message", id, "kind", "letter", "piece", piece} }
	return report.Report{CaseID: caseID, At: monday.Add(48 * time.Hour), Author: "ZOUT", Chains: []evidence.Export{
		export(t, "cases", at(0, evidence.Received, school, "act", "Submit", "sha256", strings.Repeat("ab", 32))),
		export(t, "documents",
			at(4, evidence.Accessible, parent, "piece", "brief1"), at(4, evidence.Accessible, school, "piece", "brief2"),
			at(90, evidence.Opened, parent, "piece", "brief1", "subject", "u-17"), at(95, evidence.Downloaded, parent, "piece", "brief1", "subject", "u-17")),
		export(t, "notifications",
			at(5, evidence.Composed, parent, letter("m1", "brief1")...), at(5, evidence.Composed, school, letter("m2", "brief2")...),
			at(6, evidence.Accepted, parent, append(letter("m1", "brief1"), "server", "mx.example.nl", "reply", "250 2.0.0 Ok: queued as 4F")...),
			at(7, evidence.Refused, school, append(letter("m2", "brief2"), "reply", "550 5.1.1 (adres) unknown")...),
			at(200, evidence.Superseded, "sot:zeist", "message", "m3", "kind", "reminder"),
			at(300, evidence.Released, "")),
	}}
}

func text(t *testing.T, r report.Report) string {
	t.Helper()
	pdf, err := report.Plain(r)
	if err != nil {
		t.Fatal(err)
	}
	return papertest.Text(t, pdf)
}

func TestAReportTellsPerMessageWhatHappenedWhen(t *testing.T) {
	got := text(t, told(t))
	parts := []string{
		"Brief voor ouder 0123456789abcdef0123", "23-11-2026 10:04:00", "Klaargezet in Traject", "23-11-2026 10:05:00", "Bericht opgesteld",
		"E-mail aangenomen door de mailserver", "mx.example.nl", "250 2.0.0 Ok", "Geopend door de ontvanger", "Gedownload door de ontvanger",
		"Brief voor school regenboog-uh-amerongen", "E-mail geweigerd", "Herinnering voor schoolondersteuningsteam zeist", "was niet meer nodig",
		"Wat er binnenkwam", "Ontvangen in Traject van school", "Overig", "Vrijgegeven",
	}
	from := 0
	for _, part := range parts {
		at := strings.Index(got[from:], part)
		if at < 0 {
			t.Fatalf("after %q, %q is missing in: %s", got[max(0, from-60):from], part, got)
		}
		from += at
	}
	if n := strings.Count(got, "Geopend door de ontvanger"); n != 1 {
		t.Errorf("opened stands there %d times: it belongs to the letter of that addressee only", n)
	}
}

func TestAReportHasTheHeadOfEachChain(t *testing.T) {
	r := told(t)
	got := text(t, r)
	for _, chain := range r.Chains {
		if !strings.Contains(got, chain.Head) {
			t.Errorf("the head of %s is missing", chain.Log)
		}
	}
	if strings.Contains(got, "LET OP") {
		t.Error("a whole chain is said to be broken")
	}
}

func TestABrokenChainIsSaidToBeSoOnTheFirstPage(t *testing.T) {
	r := told(t)
	r.Chains[2].Entries[2].Facts["reply"] = "250 later"
	got := text(t, r)
	if at, first := strings.Index(got, "LET OP: deze reeks is niet heel. Het gaat mis bij regel 3."), strings.Index(got, "Bladzijde 1"); at < 0 || at > first {
		t.Errorf("at %d, foot of the first page at %d: %s", at, first, got)
	}
}

func TestACaseWithoutEvidenceHasAReportThatSaysSo(t *testing.T) {
	if got := text(t, report.Report{CaseID: caseID, At: monday}); !strings.Contains(got, "Er zijn geen reeksen voor deze zaak.") {
		t.Error(got)
	}
}

func TestAChainOfAnotherCaseIsRefused(t *testing.T) {
	r := told(t)
	r.CaseID = "another"
	if _, err := report.PDF(r); err == nil {
		t.Error("a report was made with a chain of another case")
	}
}

func TestTheSameReportGivesTheSameBytes(t *testing.T) {
	first, err := report.PDF(told(t))
	if err != nil {
		t.Fatal(err)
	}
	again, err := report.PDF(told(t))
	if err != nil || !bytes.Equal(first, again) {
		t.Fatalf("%v, %d and %d bytes", err, len(first), len(again))
	}
	if into := os.Getenv("TRAJECT_TEST_OUTPUT"); into != "" {
		if err := os.WriteFile(into+"/evidence.pdf", first, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
