package letter

import (
	"strings"
	"testing"
)

func TestALetterHoldsWhateverADirectorWrites(t *testing.T) {
	d := so()
	d.Reasons = "Met een smiley 😀 en 中文 en ﬁ en \u200b en \x00 en ééń.\n" + strings.Repeat("Een lange zin over wat er nodig is. ", 560)
	d.ReturnAgreements = strings.Repeat("langwoordzonderspatie", 400)
	d.Pupil.LastName = "Đặng-Çelik Öztürk Łukasiewicz"
	got := read(t, d, toParent)
	for _, phrase := range []string{"Đặng-Çelik Öztürk Łukasiewicz", "ééń", "Met een smiley", "4 januari 2027", "de directeur"} {
		if !strings.Contains(got, phrase) {
			t.Errorf("does not say %q", phrase)
		}
	}
}
