package partner_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"traject.nl/proto/contract/casework"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/services/notifications/partner"
)

const caseID = "k3v9m2q8x7aa"

// decisionLate is an escalation to a municipality: the decision on an application is a week late.
func decisionLate() *notificationsv1.NotifyRequest {
	return &notificationsv1.NotifyRequest{
		Key: caseID + "/term/beslistermijn/2026-11-13/+7/municipality/municipality:zeist", CaseId: caseID, Party: "municipality:zeist",
		Kind: notificationsv1.NoticeKind_NOTICE_KIND_ESCALATION, About: "term/beslistermijn/2026-11-13/+7/municipality", Procedure: "tlv",
		DossierId: caseID, Contact: "sot:zeist",
		Matter: &notificationsv1.Matter{
			Kind: notificationsv1.MatterKind_MATTER_KIND_TERM, Rule: "beslistermijn", DueOn: "2026-11-13", Days: 7, AnswerOn: "2026-12-01",
		},
	}
}

func from(t *testing.T, request *notificationsv1.NotifyRequest) partner.Notice {
	t.Helper()
	notice, err := partner.From(request)
	if err != nil {
		t.Fatal(err)
	}
	return notice
}

// The wall is the type: as long as this holds, no code that is given a Notice can tell a partner a name.
func TestANoticeHasNoRoomForAWord(t *testing.T) {
	total := 0
	walk(t, reflect.TypeFor[partner.Notice](), "Notice", &total)
	if want := 6; total != want {
		t.Errorf("%d leaves: want %d; a new one must be as narrow as the others", total, want)
	}
}

// widths are the leaves that a Notice may have: an id of a fixed size, a choice out of a few, a count or a yes or no.
var widths = map[reflect.Type]bool{
	reflect.TypeFor[[16]byte]():          true,
	reflect.TypeFor[[12]byte]():          true,
	reflect.TypeFor[partner.Procedure](): true,
	reflect.TypeFor[partner.Event]():     true,
	reflect.TypeFor[bool]():              true,
	reflect.TypeFor[uint16]():            true,
}

func walk(t *testing.T, of reflect.Type, path string, total *int) {
	t.Helper()
	if widths[of] {
		*total++
		return
	}
	if of.Kind() != reflect.Struct {
		t.Errorf("%s is a %s: a word could be in it", path, of)
		return
	}
	for i := range of.NumField() {
		field := of.Field(i)
		if field.IsExported() {
			t.Errorf("%s.%s is exported: only From may fill it", path, field.Name)
		}
		walk(t, field.Type, path+"."+field.Name, total)
	}
}

func TestAnEscalationIsKnownByTheSameIDAsInItsCase(t *testing.T) {
	notice := from(t, decisionLate())
	if want := casework.EscalationID(caseID, decisionLate().About); notice.ID() != want || notice.CaseID() != caseID {
		t.Errorf("%s of %s: want %s", notice.ID(), notice.CaseID(), want)
	}
}

func TestAPartnerReadsWhatIsLateHowLongAndWhetherAnAnswerIsAsked(t *testing.T) {
	notice := from(t, decisionLate())
	if got, want := notice.Title(), "De beslistermijn is voorbij in een aanvraag voor een toelaatbaarheidsverklaring"; got != want {
		t.Errorf("title %q", got)
	}
	if got, want := notice.Text(), "Het is 7 dagen te laat. Wij vragen u om een antwoord. Bij uw meldingen leest u wat wij vragen en voor welke datum."; got != want {
		t.Errorf("text %q", got)
	}
	request := decisionLate()
	request.Matter.Days, request.Matter.AnswerOn = 1, ""
	if got, want := from(t, request).Text(), "Het is 1 dag te laat. Bij uw meldingen leest u met wie u kunt overleggen."; got != want {
		t.Errorf("text %q", got)
	}
}

func TestTheTypeSaysTheProcedureAndWhatKindOfThingIsLateButNeverWhichTask(t *testing.T) {
	task := notificationsv1.MatterKind_MATTER_KIND_TASK
	term := notificationsv1.MatterKind_MATTER_KIND_TERM
	for want, of := range map[string]struct {
		procedure string
		kind      notificationsv1.MatterKind
		rule      string
	}{
		"nl.passendonderwijs.toelaatbaarheidsverklaringen.beslistermijn-overschreden": {"tlv", term, "beslistermijn"},
		"nl.passendonderwijs.bezwaren.beslistermijn-overschreden":                     {"bezwaar", term, "beslistermijn-bezwaar"},
		"nl.passendonderwijs.buitenkansplaatsingen.termijn-overschreden":              {"buitenkans", term, "einde-plaatsing"},
		"nl.passendonderwijs.plaatsingen.taak-te-laat":                                {"plaatsing", task, "evaluatie"},
		"nl.passendonderwijs.toelaatbaarheidsverklaringen.taak-te-laat":               {"tlv", task, "gesprek-verslag"},
		"nl.passendonderwijs.bezwaren.ingebrekestelling-te-laat": {
			"bezwaar", notificationsv1.MatterKind_MATTER_KIND_DEFAULT, "ingebrekestelling",
		},
	} {
		request := decisionLate()
		request.Procedure, request.Matter.Kind, request.Matter.Rule = of.procedure, of.kind, of.rule
		if got := from(t, request).Type(); got != want {
			t.Errorf("%v: %s, want %s", of, got, want)
		}
	}
}

func TestEveryEventHasATypeAndWords(t *testing.T) {
	seen := map[string]bool{}
	for _, name := range partner.Types() {
		if seen[name] || strings.Contains(name, "..") || strings.HasSuffix(name, ".") || !strings.HasPrefix(name, "nl.passendonderwijs.") {
			t.Errorf("type %q", name)
		}
		seen[name] = true
		if title, ok := partner.TitleOf(name); !ok || strings.HasPrefix(title, " ") || strings.HasSuffix(title, " ") {
			t.Errorf("%s: title %q", name, title)
		}
	}
	if len(seen) != 16 {
		t.Errorf("%d types", len(seen))
	}
	if title, ok := partner.TitleOf("nl.passendonderwijs.bezwaren"); ok {
		t.Errorf("a type that does not exist is called %q", title)
	}
}

func TestOnlyWhatTheLadderTellsAPartnerGoesThroughTheWall(t *testing.T) {
	for name, spoil := range map[string]func(*notificationsv1.NotifyRequest){
		"another kind":   func(r *notificationsv1.NotifyRequest) { r.Kind = notificationsv1.NoticeKind_NOTICE_KIND_LETTER },
		"a parent":       func(r *notificationsv1.NotifyRequest) { r.Party = "parent:0123" },
		"a school":       func(r *notificationsv1.NotifyRequest) { r.Party = "school:regenboog-uh-amerongen" },
		"no party":       func(r *notificationsv1.NotifyRequest) { r.Party = "" },
		"an empty one":   func(r *notificationsv1.NotifyRequest) { r.Reset() },
		"the SOT itself": func(r *notificationsv1.NotifyRequest) { r.Party = "sot:zeist" },
	} {
		request := decisionLate()
		spoil(request)
		if notice, err := partner.From(request); !errors.Is(err, partner.ErrNotForPartners) || notice != (partner.Notice{}) {
			t.Errorf("%s: %v, %v", name, notice, err)
		}
	}
	board := decisionLate()
	board.Party = "board:stichting-de-horizon"
	if from(t, board) != from(t, decisionLate()) {
		t.Error("a board is told something else than a municipality")
	}
}

// Nobody reads a birth date out of a message that has no room for a date.
func TestADateOfTheRequestGoesNowhere(t *testing.T) {
	request := decisionLate()
	request.Matter.DueOn, request.Matter.AnswerOn = "2016-04-30", "2016-04-30"
	if from(t, request) != from(t, decisionLate()) {
		t.Error("the dates of the request are in the notice")
	}
}

// A name in a field that must have a form is refused, and the refusal does not repeat it.
func TestWhatHasNotTheFormIsRefusedWithoutBeingRepeated(t *testing.T) {
	const name = "Sanne-Voorbeeld"
	for what, spoil := range map[string]func(*notificationsv1.NotifyRequest){
		"case id":         func(r *notificationsv1.NotifyRequest) { r.CaseId = name },
		"case id in form": func(r *notificationsv1.NotifyRequest) { r.CaseId = "sanne-voorbe" },
		"procedure":       func(r *notificationsv1.NotifyRequest) { r.Procedure = name },
		"about":           func(r *notificationsv1.NotifyRequest) { r.About = "" },
		"matter":          func(r *notificationsv1.NotifyRequest) { r.Matter = nil },
		"before it":       func(r *notificationsv1.NotifyRequest) { r.Matter.Days = -1 },
		"long after":      func(r *notificationsv1.NotifyRequest) { r.Matter.Days = 100_000 },
	} {
		request := decisionLate()
		spoil(request)
		notice, err := partner.From(request)
		if err == nil || errors.Is(err, partner.ErrNotForPartners) || notice != (partner.Notice{}) {
			t.Errorf("%s: taken, %v", what, err)
			continue
		}
		if strings.Contains(strings.ToLower(err.Error()), "sanne") {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func sender(t testing.TB) partner.Sender {
	t.Helper()
	made, err := partner.NewSender("30289541", "traject", "https://zaken.example.nl/")
	if err != nil {
		t.Fatal(err)
	}
	return made
}

var logged = time.Date(2026, 11, 20, 8, 30, 15, 999, time.FixedZone("CET", 3600))
