package e2e

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/evidence/checker"
	"traject.nl/tools/journey"
)

// proven are the kinds of what a chain proves, in order.
func proven(chain evidence.Export) []evidence.Kind {
	kinds := make([]evidence.Kind, len(chain.Entries))
	for i, entry := range chain.Entries {
		kinds[i] = entry.Kind
	}
	return kinds
}

// chainOf is the chain that a service keeps of a case.
func chainOf(t *testing.T, caseID, log string) evidence.Export {
	t.Helper()
	chains := get(traject.As("directeur").Evidence(t.Context(), caseID))(t)
	i := slices.IndexFunc(chains, func(chain evidence.Export) bool { return chain.Log == log })
	if i < 0 {
		t.Fatalf("there is no chain %s of case %s", log, caseID)
	}
	return chains[i]
}

// verify runs `traject evidence verify` on the databases of the running Traject, or on files.
func verify(t *testing.T, args ...string) (said string, err error) {
	t.Helper()
	var out strings.Builder
	err = checker.Run(t.Context(), append([]string{"verify"}, args...), func() (string, error) { return running.Store, nil }, &out)
	return out.String(), err
}

func TestTheEvidenceOfACaseProvesWhatCameInAndWhatWasSentAndRead(t *testing.T) {
	s := told(t, journey.HappyPath...)
	settled(t, s.CaseID)
	letters := lettersOf(t, s)
	for _, letter := range letters {
		if strings.HasPrefix(letter.Addressee, "parent:") {
			get(s.As("ouder").Download(t.Context(), s.CaseID, letter.ID))(t)
			if opened := get(s.As("ouder").OpenAbout(t.Context(), s.CaseID, letter.ID))(t); opened != 1 {
				t.Errorf("reading the letter opened %d notices", opened)
			}
		}
	}
	for log, wanted := range map[string][]evidence.Kind{
		"cases":         {evidence.Received},
		"documents":     {evidence.Accessible, evidence.Downloaded},
		"notifications": {evidence.Composed, evidence.Accessible, evidence.Accepted, evidence.Opened},
	} {
		chain := chainOf(t, s.CaseID, log)
		if err := chain.Verify(); err != nil {
			t.Errorf("the chain of %s: %v", log, err)
		}
		for _, kind := range wanted {
			if !slices.Contains(proven(chain), kind) {
				t.Errorf("the chain of %s does not prove %q: %v", log, kind, proven(chain))
			}
		}
		text := string(get(json.Marshal(chain))(t))
		for _, hidden := range []string{s.Form.Pupil.LastName, s.Form.Parents[0].Name, "@"} {
			if strings.Contains(text, hidden) {
				t.Errorf("the evidence of %s has %q", log, hidden)
			}
		}
	}
	acts := len(get(s.As("kantoor").Receipts(t.Context(), s.CaseID))(t))
	if received := len(chainOf(t, s.CaseID, "cases").Entries); received != acts || acts < len(journey.HappyPath)-1 {
		t.Errorf("%d acts are proven, and there are %d receipts", received, acts)
	}
}

func TestEvidenceVerifyFindsWhatWasChangedOrCutOff(t *testing.T) {
	s := told(t, journey.Draft, journey.HandIn)
	settled(t, s.CaseID)
	earlier := keep(t, get(traject.As("kantoor").Evidence(t.Context(), s.CaseID))(t))
	tell(t, s, journey.Competent)
	settled(t, s.CaseID)
	if said, err := verify(t, "--against", earlier); err != nil {
		t.Fatalf("every chain of this Traject is whole, but: %v\n%s", err, said)
	}

	later := get(traject.As("kantoor").Evidence(t.Context(), s.CaseID))(t)
	last := later[2].Entries[len(later[2].Entries)-1]
	if said, err := verify(t, keep(t, later)); err != nil {
		t.Errorf("an export as it was handed over: %v\n%s", err, said)
	}
	later[2].Entries[0].Party = "office:zout"
	if _, err := verify(t, keep(t, later)); err == nil {
		t.Error("an entry that was changed is not found")
	}
	if now := chainOf(t, s.CaseID, "notifications"); now.Entries[len(now.Entries)-1].Hash != last.Hash {
		t.Error("the chain changed by reading it")
	}
	whole, cut := chainOf(t, s.CaseID, "notifications"), chainOf(t, s.CaseID, "notifications")
	cut = evidence.Exported(cut.Log, cut.CaseID, cut.Entries[:len(cut.Entries)-1])
	if _, err := verify(t, keep(t, []evidence.Export{cut}), "--against", keep(t, []evidence.Export{whole})); err == nil {
		t.Error("an end that was cut off is not found")
	}
}

// keep writes chains to a file, as somebody who was handed them does.
func keep(t *testing.T, chains []evidence.Export) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "bewijs.json")
	if err := os.WriteFile(file, get(json.Marshal(chains))(t), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// Awb 2:17: who sends something in gets a confirmation with a copy of what was entered.
func TestWhoActsGetsAReceiptWithACopy(t *testing.T) {
	s := told(t, journey.Draft, journey.HandIn)
	accepted := get(s.As("kantoor").Act(t.Context(), s.CaseID, s.Key+"-competence", "competence", map[string]any{"competent": true}))(t)
	if accepted.ReceiptID == "" {
		t.Fatalf("the answer names no receipt: %+v", accepted)
	}
	receipt := get(s.As("kantoor").Receipt(t.Context(), s.CaseID, accepted.ReceiptID))(t)
	if receipt.Entered["competent"] != true || !receipt.Mine || receipt.Party != "office:zout" || receipt.Version != accepted.Version || receipt.SHA256 == "" {
		t.Errorf("the receipt is %+v", receipt)
	}
	chain := chainOf(t, s.CaseID, "cases")
	if !slices.ContainsFunc(chain.Entries, func(entry evidence.Entry) bool {
		return entry.Facts[evidence.FactMessage] == receipt.ID && entry.Facts[evidence.FactSHA256] == receipt.SHA256
	}) {
		t.Error("the receipt is not in the evidence")
	}
	wantStatus(t, s.As("ib-regenboog").Get(t.Context(), traject.Cases+"/v1/cases/"+s.CaseID+"/receipts/"+receipt.ID, nil), 404)
	mine := get(s.As("ib-regenboog").Receipts(t.Context(), s.CaseID))(t)
	if len(mine) != 1 || mine[0].Party != "school:regenboog-uh-amerongen" {
		t.Fatalf("the school has receipts %+v", mine)
	}
	copied := get(s.As("ib-regenboog").Receipt(t.Context(), s.CaseID, mine[0].ID))(t)
	if copied.Entered["receivingSchoolId"] != s.Form.ReceivingSchoolID || copied.Entered["destination"] != s.Form.Destination {
		t.Errorf("the copy of the application is %+v", copied.Entered)
	}
	wantStatus(t, s.As("ib-op-dreef").Get(t.Context(), traject.Cases+"/v1/cases/"+s.CaseID+"/receipts", nil), 404)
}
