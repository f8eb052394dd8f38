package page

import "testing"

func TestPartyReadsWellWithinASentence(t *testing.T) {
	school := func(id string) string { return "De " + id }
	for party, want := range map[string]string{
		"school:beuk": "De beuk", "office:zout": "het kantoor", "director:zout": "de directeur", "sot:zeist": "het SOT Zeist", "parent:abc": "de ouders",
		"municipality:de-bilt": "gemeente De Bilt", "provision:buitenkans": "de Buitenkans", "board:x": "het schoolbestuur",
	} {
		if got := Within(party, school); got != want {
			t.Errorf("%s reads %q, want %q", party, got, want)
		}
	}
}
