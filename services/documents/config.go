package documents

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"traject.nl/services/documents/letter"
	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/pdf"
	"traject.nl/services/platform/settings"
)

// Config of the documents service.
type Config struct {
	settings.Service
	Keys Keys
	// Letterhead of the samenwerkingsverband; without a name, ZOUT's without an address.
	Letterhead letter.Letterhead
	// ProcedureRules are the procedure and the criteria from the ondersteuningsplan, as PDF, for the file for the LBT; may be nil.
	ProcedureRules []byte
	// Clock is the time; nil means the real one.
	Clock clock.Clock
	// Ready is called once the service listens; may be nil.
	Ready func()
}

// ZOUT is the letterhead when none is set. The plan of ZOUT names no postal address, so neither does this; its bijlage VI has
// the name of the vereniging and the number.
var ZOUT = letter.Letterhead{
	Name: "Samenwerkingsverband Zuidoost Utrecht", ShortName: "ZOUT", Number: "PO2603", Website: "www.swvzout.nl",
	FormalName: "Vereniging Zuidoost Utrecht voor passend onderwijs",
	Court:      []string{"rechtbank Midden-Nederland", "afdeling bestuursrecht", "Postbus 16005", "3500 DA Utrecht"},
}

// FromEnv reads the settings: those of settings.Env.Service, and
//
//	TRAJECT_DOSSIER_KEYS   key ring that seals the key of every dossier
//	TRAJECT_DELIVERY_KEYS  key ring that seals addresses for the notifications service
//	TRAJECT_LETTERHEAD     letterhead as JSON, or the path of a file with it; default: ZOUT without an address
//	TRAJECT_PROCEDURE_RULES  path of a PDF with the procedure and the criteria from the ondersteuningsplan; default: none, and then
//	                       the office adds them to a dossier
func FromEnv() (Config, error) { return fromEnv(&settings.Env{}) }

func fromEnv(env *settings.Env) (Config, error) {
	config := Config{Service: env.Service("documents"), Letterhead: ZOUT}
	config.Keys = Keys{
		Dossiers: env.Keys("TRAJECT_DOSSIER_KEYS"),
		Parents:  config.Identity.Parents,
		Delivery: env.Keys("TRAJECT_DELIVERY_KEYS"),
	}
	if spec := env.Or("TRAJECT_LETTERHEAD", ""); spec != "" {
		head, err := readLetterhead(spec)
		if err != nil {
			env.Wrong("TRAJECT_LETTERHEAD", err)
		}
		config.Letterhead = head
	}
	if path := env.Or("TRAJECT_PROCEDURE_RULES", ""); path != "" {
		rules, err := readRules(path)
		if err != nil {
			env.Wrong("TRAJECT_PROCEDURE_RULES", err)
		}
		config.ProcedureRules = rules
	}
	return config, env.Err()
}

func readRules(path string) ([]byte, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	if _, _, err := pdf.Open(content); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return content, nil
}

func readLetterhead(spec string) (letter.Letterhead, error) {
	content := []byte(spec)
	if !strings.HasPrefix(strings.TrimSpace(spec), "{") {
		var err error
		if content, err = os.ReadFile(spec); err != nil {
			return letter.Letterhead{}, err
		}
	}
	var head letter.Letterhead
	if err := json.Unmarshal(content, &head); err != nil {
		return head, fmt.Errorf("letterhead: %w", err)
	}
	if head.Name == "" || head.ShortName == "" {
		return head, fmt.Errorf(`letterhead: "name" %q and "shortName" %q must both be set`, head.Name, head.ShortName)
	}
	return head, nil
}
