package partner_test

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/services/notifications/partner"
)

func compose(t testing.TB, request *notificationsv1.NotifyRequest, format partner.Format) partner.Message {
	t.Helper()
	notice, err := partner.From(request)
	if err != nil {
		t.Fatal(err)
	}
	message, err := sender(t).Compose(notice, format, logged)
	if err != nil {
		t.Fatal(err)
	}
	return message
}

func TestAnEventHasTheAttributesOfTheProfileAndNoData(t *testing.T) {
	message := compose(t, decisionLate(), partner.CloudEvents)
	id := message.ID
	want := `{"specversion":"1.0","type":"nl.passendonderwijs.toelaatbaarheidsverklaringen.beslistermijn-overschreden",` +
		`"source":"urn:nld:kvknr:30289541.traject","id":"` + id + `","time":"2026-11-20T07:30:15Z","subject":"` + caseID +
		`","dataref":"https://zaken.example.nl/v1/escalations/` + id + `"}`
	if string(message.Body) != want {
		t.Errorf("body\n%s\nwant\n%s", message.Body, want)
	}
	if message.ContentType != "application/cloudevents+json" || len(id) != 32 {
		t.Errorf("%+v", message)
	}
}

// The rules of the NL GOV profile for CloudEvents on names, source and size, for every event that there is.
func TestEveryEventKeepsTheRulesOfTheProfile(t *testing.T) {
	name, kind := regexp.MustCompile(`^[a-z0-9]{1,20}$`), regexp.MustCompile(`^nl(\.[a-z][a-z-]*)+$`)
	for procedure := range map[string]bool{"tlv": true, "bezwaar": true, "buitenkans": true, "plaatsing": true} {
		for matter := notificationsv1.MatterKind_MATTER_KIND_TASK; matter <= notificationsv1.MatterKind_MATTER_KIND_DEFAULT; matter++ {
			request := decisionLate()
			request.Procedure, request.Matter.Kind = procedure, matter
			message := compose(t, request, partner.CloudEvents)
			var attributes map[string]string
			if err := json.Unmarshal(message.Body, &attributes); err != nil {
				t.Fatal(err)
			}
			for attribute := range attributes {
				if !name.MatchString(attribute) {
					t.Errorf("attribute %q", attribute)
				}
			}
			if !kind.MatchString(attributes["type"]) || !slices.Contains(partner.Types(), attributes["type"]) || strings.Contains(attributes["type"], "zout") {
				t.Errorf("type %q", attributes["type"])
			}
			if len(message.Body) > 64<<10 {
				t.Errorf("%d bytes: an intermediary need not forward it", len(message.Body))
			}
		}
	}
}

func TestANotificatieHasTheFieldsOfTheStandardAndTheIDOfTheEvent(t *testing.T) {
	message := compose(t, decisionLate(), partner.Notificaties)
	var got struct {
		Kanaal, HoofdObject, Resource, ResourceURL, Actie, Aanmaakdatum string
		Kenmerken                                                       map[string]string
	}
	if err := json.Unmarshal(message.Body, &got); err != nil {
		t.Fatal(err)
	}
	if got.Kanaal != "toelaatbaarheidsverklaringen" || got.HoofdObject != "https://zaken.example.nl/v1/cases/"+caseID ||
		got.Resource != "escalatie" || got.ResourceURL != "https://zaken.example.nl/v1/escalations/"+message.ID ||
		got.Actie != "create" || got.Aanmaakdatum != "2026-11-20T07:30:15Z" || message.ContentType != "application/json" {
		t.Errorf("%s", message.Body)
	}
	if got.Kenmerken["bron"] != sender(t).Source() || got.Kenmerken["id"] != message.ID || got.Kenmerken["type"] != message.Type || len(got.Kenmerken) != 3 {
		t.Errorf("kenmerken %v", got.Kenmerken)
	}
	if twin := compose(t, decisionLate(), partner.CloudEvents); twin.ID != message.ID {
		t.Errorf("in the other format it is another event: %s and %s", message.ID, twin.ID)
	}
}

func TestTheSameNoticeIsTheSameBytesEachTime(t *testing.T) {
	for _, format := range partner.Formats {
		if first, second := compose(t, decisionLate(), format), compose(t, decisionLate(), format); string(first.Body) != string(second.Body) {
			t.Errorf("%s\n%s", first.Body, second.Body)
		}
	}
}

func TestAPingIsAboutNoCase(t *testing.T) {
	for _, format := range partner.Formats {
		message, err := sender(t).Ping("0123456789abcdef0123456789abcdef", format, logged)
		if err != nil || message.Type != partner.PingType || message.ID != "0123456789abcdef0123456789abcdef" {
			t.Fatalf("%+v, %v", message, err)
		}
		if body := string(message.Body); !strings.Contains(body, partner.PingType) || strings.Contains(body, "escalations") || strings.Contains(body, "subject") {
			t.Errorf("%s", body)
		}
	}
}

func TestAnEmptyNoticeAndAnUnknownFormatAreNotWritten(t *testing.T) {
	if _, err := sender(t).Compose(partner.Notice{}, partner.CloudEvents, logged); err == nil {
		t.Error("an empty notice was written")
	}
	if _, err := sender(t).Compose(from(t, decisionLate()), "xml", logged); err == nil {
		t.Error("an unknown format was written")
	}
}

func TestASenderNeedsItsKvKNumberASystemAndAnAddress(t *testing.T) {
	for _, wrong := range [][3]string{
		{"3028954", "traject", "https://zaken.example.nl"}, {"3028954a", "traject", "https://zaken.example.nl"},
		{"30289541", "", "https://zaken.example.nl"}, {"30289541", "Traject 2", "https://zaken.example.nl"},
		{"30289541", "traject", ""}, {"30289541", "traject", "zaken.example.nl"}, {"30289541", "traject", "https://zaken.example.nl?key=1"},
		{"30289541", "traject", "ftp://zaken.example.nl"}, {"30289541", "traject", "https://a:b@zaken.example.nl"},
	} {
		if _, err := partner.NewSender(wrong[0], wrong[1], wrong[2]); err == nil {
			t.Errorf("%q: taken", wrong)
		}
	}
}
