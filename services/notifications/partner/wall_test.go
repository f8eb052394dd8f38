package partner_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/services/notifications/partner"
)

// denied are the fields that no message to a partner may have, in any spelling of it.
var denied = []string{
	"bsn", "burgerservicenummer", "naam", "name", "voornaam", "achternaam", "geboortedatum", "birth", "leeftijd", "geslacht", "adres",
	"postcode", "telefoon", "mail", "school", "klas", "groep", "leerling", "kind", "pupil", "ouder", "parent", "diagnose", "zorg",
	"gezondheid", "health", "ondersteuning", "advies", "tekst", "text", "omschrijving", "toelichting", "reden", "data",
}

func TestNoMessageHasAFieldFromTheDenyList(t *testing.T) {
	for _, format := range partner.Formats {
		for _, field := range fields(t, compose(t, decisionLate(), format).Body) {
			for _, never := range denied {
				// A dataref is a reference to data, and there is none.
				if strings.Contains(strings.ToLower(field), never) && field != "dataref" {
					t.Errorf("%s: field %q has %q", format, field, never)
				}
			}
		}
	}
}

func fields(t *testing.T, body []byte) []string {
	t.Helper()
	var object map[string]json.RawMessage
	if err := json.Unmarshal(body, &object); err != nil {
		t.Fatal(err)
	}
	var all []string
	for field, value := range object {
		all = append(all, field)
		if strings.HasPrefix(string(value), "{") {
			all = append(all, fields(t, value)...)
		}
	}
	return all
}

// FuzzTheComposer puts words of any kind in every field of a request that can hold them. What comes out is, but for the id, to the byte
// what comes out without these words; and no word of them is in the id either.
func FuzzTheComposer(f *testing.F) {
	for _, words := range []string{
		"Sanne Voorbeeld", "groep 6b van de Regenboog", "2016-04-30", "123456782", "ADHD en dyslexie", "sanne@voorbeeld.nl", "\x00\xff", "{{.Naam}}",
		"\",\"naam\":\"Sanne", "</script>", "nl.passendonderwijs.sanne", "gesprek-verslag", "ſanne",
	} {
		f.Add(words, uint8(1), uint8(2), uint16(7))
	}
	f.Fuzz(func(t *testing.T, words string, procedure, matter uint8, days uint16) {
		silent := decisionLate()
		silent.Procedure = []string{"tlv", "bezwaar", "buitenkans", "plaatsing"}[procedure%4]
		silent.Matter.Kind = notificationsv1.MatterKind(matter%3 + 1)
		silent.Matter.Rule, silent.Matter.Days = "", int32(days%367)
		silent.Matter.DueOn = ""
		loud := decisionLate()
		loud.Procedure, loud.Matter.Kind, loud.Matter.Days = silent.Procedure, silent.Matter.Kind, silent.Matter.Days
		loud.Key, loud.About, loud.DossierId, loud.PieceId, loud.Contact = words, words, words, words, words
		loud.SealedAddress, loud.Party = []byte(words), "municipality:"+words
		loud.Matter.Rule, loud.Matter.DueOn, loud.Matter.AnswerOn = words, words, words
		told, err := partner.From(loud)
		if err != nil {
			if words != "" {
				t.Fatalf("refused because of words in a field that has no form: %v", err)
			}
			return
		}
		unchanged(t, words, told, from(t, silent))
	})
}

// unchanged holds what was made with words against what was made without.
func unchanged(t *testing.T, words string, told, silent partner.Notice) {
	t.Helper()
	if words == "beslistermijn" || words == "beslistermijn-bezwaar" {
		return // the two words that are a rule of the policy, and choose the event
	}
	if told.Title() != silent.Title() || told.Text() != silent.Text() {
		t.Fatalf("%q changed the text: %q, %q", words, told.Title(), told.Text())
	}
	if len(words) >= 4 && strings.Contains(told.ID(), words) && !hexOnly(words) {
		t.Fatalf("%q is in the id %s", words, told.ID())
	}
	for _, format := range partner.Formats {
		with, err := sender(t).Compose(told, format, logged)
		if err != nil {
			t.Fatal(err)
		}
		without, err := sender(t).Compose(silent, format, logged)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.ReplaceAll(string(with.Body), told.ID(), silent.ID()); got != string(without.Body) || !utf8.ValidString(got) {
			t.Fatalf("%q changed the message:\n%s\n%s", words, got, without.Body)
		}
	}
}

func hexOnly(words string) bool { return strings.Trim(words, "0123456789abcdef") == "" }

// FuzzTheFormOfARequest puts words in the fields that have a form: either the request is refused without a word of them, or they are exactly
// of that form.
func FuzzTheFormOfARequest(f *testing.F) {
	f.Add("Sanne Voorbe", "tlv", int32(7))
	f.Add(caseID, "Sanne", int32(7))
	f.Add(caseID, "bezwaar", int32(-1))
	f.Add(caseID, "plaatsing", int32(20160430))
	f.Add("sannevoorbee", "tlv", int32(0))
	f.Fuzz(func(t *testing.T, id, procedure string, days int32) {
		request := decisionLate()
		request.CaseId, request.Procedure, request.Matter.Days = id, procedure, days
		notice, err := partner.From(request)
		if err != nil {
			for _, words := range []string{id, procedure} {
				if len(words) > 12 && strings.Contains(err.Error(), words) {
					t.Fatalf("the refusal repeats %q: %v", words, err)
				}
			}
			return
		}
		if strings.Trim(id, "0123456789abcdefghjkmnpqrstvwxyz") != "" || len(id) != 12 || notice.CaseID() != id {
			t.Fatalf("case id %q was taken as %q", id, notice.CaseID())
		}
		if days < 0 || days > 366 || (procedure != "tlv" && procedure != "bezwaar" && procedure != "buitenkans" && procedure != "plaatsing") {
			t.Fatalf("%d days in %q were taken", days, procedure)
		}
	})
}
