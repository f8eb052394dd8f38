package letter

import "testing"

var (
	start = BuitenkansStart{Group: "Middenbouw", From: day("2027-01-11"), Until: day("2027-04-11")}
	toTLV = BuitenkansAdvice{Direction: ToTLV, Until: day("2027-04-11"), Advice: "Noor leert beter in een kleine groep.\nBespreek dit met de ouders."}
	back  = Return{School: "De Sprong", From: day("2027-02-01"), Full: day("2027-03-29"), Plan: "Eerst twee ochtenden in groep 6.\nDe ambulant begeleider gaat mee."}
)

func TestEachLetterAboutAPlacementSaysWhatPeopleNeed(t *testing.T) {
	moved := start
	moved.Moved = true
	returning, other, onPaper := toTLV, toTLV, toTLV
	returning.Direction, returning.Until = ToOrigin, BuitenkansAdvice{}.Until
	other.Direction = ToOther
	onPaper.Advice, onPaper.Enclosed = "", true
	fromBuitenkans, private := back, back
	fromBuitenkans.FromBuitenkans, fromBuitenkans.Full = true, Return{}.Full
	private.WithoutPlan = true
	apart := back
	apart.Plan, apart.Full = "", apart.From
	expectLetters(t, []letterTest{
		{"start at the Buitenkans, to the parents", ofTLV(start), toParent,
			"Beste Sanne de Vries,|Naar de Buitenkans vanaf 11 januari 2027|Er is plaats|Middenbouw|maandag 11 januari 2027|zondag 11 april 2027|hoogstens 13 weken|ook niet na ziekte|" +
				"Zo is de laatste dag geteld (ondersteuningsplan van ZOUT, paragraaf 2.2)|Stap twee|eigen school|verantwoordelijk|Kan uw kind|namens de Buitenkans|Kenmerk",
			"bezwaar|geldt niet meer|Kan de leerling|aanvraag"},
		{"start at the Buitenkans, moved, to the school", ofTLV(moved), toSchool, "Nieuwe datum bij de Buitenkans|Onze vorige brief daarover geldt niet meer|Kan de leerling", "Kan uw kind"},
		{"advice of the Buitenkans for a TLV, to the parents", ofTLV(toTLV), toParent,
			"Het advies van de Buitenkans (Noor|vraag een toelaatbaarheidsverklaring (TLV) aan|kleine groep|Bespreek dit|tot en met zondag 11 april 2027|De school vraagt de TLV aan|zelf zeggen wat u ervan vindt|geen besluit", "in Traject bij deze zaak|kunt de aanvraag"},
		{"advice of the Buitenkans for a TLV, to the school", ofTLV(toTLV), toSchool, "U kunt de aanvraag van de TLV beginnen vanuit deze zaak|Twee deskundigen kijken opnieuw", "De school vraagt de TLV aan"},
		{"advice of the Buitenkans to return, to the school", ofTLV(returning), toSchool, "terug naar de eigen school|Maak met de ouders een plan", "nog tot en met|TLV"},
		{"advice of the Buitenkans to return, to the parents", ofTLV(returning), toParent, "De school maakt met u een plan", "TLV"},
		{"advice of the Buitenkans for another school", ofTLV(other), toParent, "naar een andere gewone basisschool", "terug naar de eigen school"},
		{"advice of the Buitenkans on paper", ofTLV(onPaper), toParent, "Het hele advies staat achter deze brief", "als apart stuk|kleine groep"},
		{"return, to the parents", ofTLV(back), toParent,
			"Terug naar een gewone school vanaf 1 februari 2027|Het is afgesproken|De Sprong|maandag 1 februari 2027|vanaf maandag 29 maart 2027|nog een deel van de week|twee ochtenden|ambulant begeleider|een stap en geen einde|U hoort van de nieuwe school|namens de directeur", "bezwaar"},
		{"return from the Buitenkans", ofTLV(fromBuitenkans), toParent, "Terug naar school vanaf 1 februari 2027|na de Buitenkans terug naar school|twee ochtenden|De school maakt daarvoor een afspraak|het SOT", "gewone|De scholen|nieuwe school"},
		{"return, to the school that follows", ofTLV(private), toOther, "De Sprong|maandag 1 februari 2027", "twee ochtenden|Het plan|apart stuk"},
		{"return at once with the plan on paper, to the school", ofTLV(apart), toSchool, "Het plan krijgt u als apart stuk|plant die gesprekken", "De hele week|een deel van de week|achter deze brief"},
	})
}
