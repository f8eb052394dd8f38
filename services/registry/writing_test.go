package registry

import "testing"

func TestPostcodesAreComparedWithoutSpaceAndCase(t *testing.T) {
	for _, sent := range []string{"3958xk", "3958 XK", " 3958 xk ", "3958\u00a0XK"} {
		if got := normalPostcode(sent); got != "3958 XK" {
			t.Errorf("normalPostcode(%q) = %q, want 3958 XK", sent, got)
		}
	}
	if got := postcodeKey("39 58"); got != "3958" {
		t.Errorf("postcodeKey of a first part = %q", got)
	}
}

func TestASlugIsPlainAndStaysWhatItIs(t *testing.T) {
	for name, want := range map[string]string{
		"Regenboog UH-Amerongen":                                     "regenboog-uh-amerongen",
		"Zonnehuisschool - SO Noorderlicht-Zeist":                    "zonnehuisschool-so-noorderlicht-zeist",
		"SKOR – Stichting Katholieke Onderwijsbelangen Rivierenland": "skor-stichting-katholieke-onderwijsbelangen-rivierenland",
		"Curaçao's Daltonschool é":                                   "curacao-s-daltonschool-e",
	} {
		if got := slug(name); got != want || slug(got) != want {
			t.Errorf("slug(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestTidyRemovesWhiteSpaceOnly(t *testing.T) {
	if got := tidy("  Coolsmaalaaan\u00a03 \t-5 "); got != "Coolsmaalaaan 3 -5" {
		t.Errorf("tidy = %q", got)
	}
}
