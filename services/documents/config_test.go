package documents

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"traject.nl/proto/keyring"
	"traject.nl/services/platform/paper"
	"traject.nl/services/platform/settings"
)

func TestSettingsAreReadAndAllProblemsTold(t *testing.T) {
	ring, err := json.Marshal(keyring.Generate("a"))
	if err != nil {
		t.Fatal(err)
	}
	set := map[string]string{
		"TRAJECT_MONGODB_URI": "mongodb://localhost", "TEMPORAL_ADDRESS": "localhost:7233", "TRAJECT_OIDC_ISSUER": "http://localhost",
		"TRAJECT_PAYLOAD_KEYS": string(ring), "TRAJECT_PARENTS_KEYS": string(ring), "TRAJECT_DOSSIER_KEYS": string(ring), "TRAJECT_DELIVERY_KEYS": string(ring),
	}
	read := func() (Config, error) {
		return fromEnv(&settings.Env{Lookup: func(key string) string { return set[key] }})
	}
	config, err := read()
	if err != nil || config.Letterhead.Name != ZOUT.Name || len(config.Letterhead.Address) != 0 || config.Keys.Parents == nil {
		t.Fatalf("config %+v, %v", config, err)
	}
	file := filepath.Join(t.TempDir(), "letterhead.json")
	if err := os.WriteFile(file, []byte(`{"name":"Samenwerkingsverband X","shortName":"X","address":["Weg 1","1234 AB Dorp"]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	set["TRAJECT_LETTERHEAD"] = file
	if config, err = read(); err != nil || config.Letterhead.ShortName != "X" {
		t.Errorf("letterhead %+v, %v", config.Letterhead, err)
	}
	rules := filepath.Join(t.TempDir(), "plan.pdf")
	page, err := paper.New(paper.Properties{Title: "Procedure"}).Bytes()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(rules, page, 0o600); err != nil {
		t.Fatal(err)
	}
	set["TRAJECT_PROCEDURE_RULES"] = rules
	if config, err = read(); err != nil || len(config.ProcedureRules) != len(page) {
		t.Errorf("%d bytes of procedure rules, %v", len(config.ProcedureRules), err)
	}
	set["TRAJECT_LETTERHEAD"], set["TRAJECT_DOSSIER_KEYS"], set["TRAJECT_PROCEDURE_RULES"] = `{"name":""}`, "", file
	if _, err = read(); err == nil || !strings.Contains(err.Error(), "TRAJECT_PROCEDURE_RULES") || !strings.Contains(err.Error(), "TRAJECT_LETTERHEAD") || !strings.Contains(err.Error(), "TRAJECT_DOSSIER_KEYS") {
		t.Errorf("error: %v", err)
	}
}
