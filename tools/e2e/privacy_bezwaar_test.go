package e2e

import (
	"context"
	"maps"
	"strings"
	"testing"

	"traject.nl/tools/journey"
)

// bezwaarMarkers are the words of a bezwaar and about its terms, by kind of paper.
var bezwaarMarkers = map[string]string{
	"bezwaarschrift":            "bezwaarsprenkeling",
	"bezwaarmaker":              "Quafferlinghuis Vlonderkade 88",
	"gemachtigde":               "Meesteres Drostelwijk",
	"herstelverzoek":            "herstelkruipolie",
	"herstel":                   "herstelveterdans",
	"gesprek-bezwaar":           "praatpaalmoesje",
	"verweerschrift":            "verweerknikkerbaan",
	"plaats-hoorzitting":        "Zitzaal Kwibbelhof",
	"hoorverslag":               "hoorspiegelruis",
	"lbt-advies":                "landadviesgrommel",
	"motivering-bezwaar":        "heroverweegmuts",
	"afwijking-advies":          "afwijkstroopwafel",
	"intrekking-bezwaar":        "terugtrekkoekje",
	"verlenging":                "verlengdropveter",
	"instemming":                "instemtrommelvel",
	"taakopmerking":             "opmerkbiezenriet",
	"ingebrekestelling":         "ingebrekefluitje",
	"oordeel-ingebrekestelling": "oordeelpepernoot",
}

// uploaded are the kinds among them that come as a file.
var uploaded = []string{"hoorverslag", "lbt-advies"}

func init() {
	for kind, marker := range bezwaarMarkers {
		markers["words of "+kind] = marker
	}
}

// paper puts a marked paper of a kind in the dossier.
func paper(ctx context.Context, b *journey.Bezwaar, account, kind string) (string, error) {
	text := "Hier staat " + bezwaarMarkers[kind] + "."
	for _, one := range uploaded {
		if one == kind {
			return b.File(ctx, account, "paper-"+kind, kind, journey.PDF(text))
		}
	}
	return b.Words(ctx, account, "paper-"+kind, kind, text)
}

// marked is an act with marked papers: for each field the kind of the paper that it points at.
func marked(account, path string, papers map[string]string, body func(*journey.Bezwaar) map[string]any) journey.Stage {
	return journey.Stage{Name: path, Do: func(ctx context.Context, b *journey.Bezwaar) error {
		whole := map[string]any{}
		for field, kind := range papers {
			id, err := paper(ctx, b, account, kind)
			if err != nil {
				return err
			}
			whole[field] = id
		}
		if body != nil {
			maps.Copy(whole, body(b))
		}
		return b.Act(ctx, account, path, whole)
	}}
}

// recordedMarked is an objection on paper of somebody without an account, with a gemachtigde.
var recordedMarked = journey.Stage{Name: "recorded", Do: func(ctx context.Context, b *journey.Bezwaar) error {
	body := map[string]any{"decisionCaseIds": b.Against, "channel": "post", "receivedOn": b.Day(0), "proForma": true}
	for field, kind := range map[string]string{"objectionId": "bezwaarschrift", "objectorTextId": "bezwaarmaker", "representativeTextId": "gemachtigde"} {
		id, err := paper(ctx, b, "kantoor", kind)
		if err != nil {
			return err
		}
		body[field] = id
	}
	accepted, err := b.As("kantoor").Lodge(ctx, b.Key+"-lodge", body)
	b.CaseID = accepted.CaseID
	return err
}}

// markedBezwaar is a bezwaar in which everything that can be said about it is said.
func markedBezwaar(t *testing.T, s *journey.Story) *journey.Bezwaar {
	t.Helper()
	b := s.Objection("merk-bezwaar")
	const term = toDecideOnBezwaar
	tellBezwaar(t, b, recordedMarked,
		marked("kantoor", "repair-request", map[string]string{"requestTextId": "herstelverzoek"}, func(b *journey.Bezwaar) map[string]any {
			return map[string]any{"repairBy": b.Day(14)}
		}),
		marked("kantoor", "repair", map[string]string{"textId": "herstel"}, func(b *journey.Bezwaar) map[string]any {
			return map[string]any{"receivedOn": b.Day(0)}
		}),
		journey.Acknowledged,
		marked("kantoor", "objection-talk", map[string]string{"textId": "gesprek-bezwaar"}, func(b *journey.Bezwaar) map[string]any {
			return map[string]any{"talkOn": b.Day(0)}
		}),
		marked("kantoor", "defence", map[string]string{"textId": "verweerschrift"}, nil),
		marked("kantoor", "term-extension", map[string]string{"reasonTextId": "verlenging"}, func(*journey.Bezwaar) map[string]any {
			return map[string]any{"termId": term, "weeks": 2}
		}),
		marked("kantoor", "default-notice", map[string]string{"textId": "ingebrekestelling"}, func(b *journey.Bezwaar) map[string]any {
			return map[string]any{"termId": term, "receivedOn": b.Day(0), "fromParty": "school:regenboog-uh-amerongen"}
		}),
		marked("kantoor", "default-judgement", map[string]string{"textId": "oordeel-ingebrekestelling"}, func(*journey.Bezwaar) map[string]any {
			return map[string]any{"noticeId": "ingebrekestelling/1", "judgement": "premature"}
		}),
		marked("kantoor", "task-comment", map[string]string{"textId": "taakopmerking"}, func(*journey.Bezwaar) map[string]any {
			return map[string]any{"taskId": "lbt-dossier/office:zout"}
		}),
		journey.Bundled, journey.Sent,
		marked("kantoor", "hearing", map[string]string{"placeTextId": "plaats-hoorzitting"}, func(b *journey.Bezwaar) map[string]any {
			return map[string]any{"hearingOn": b.Day(0), "hearingTime": "09:30"}
		}),
		marked("kantoor", "hearing-report", map[string]string{"reportId": "hoorverslag"}, func(*journey.Bezwaar) map[string]any {
			return map[string]any{"held": true}
		}),
		marked("kantoor", "lbt-advice", map[string]string{"adviceId": "lbt-advies"}, func(b *journey.Bezwaar) map[string]any {
			return map[string]any{"opinion": "unfounded", "receivedOn": b.Day(0)}
		}),
		marked("directeur", "objection-decision", map[string]string{"reasonsTextId": "motivering-bezwaar", "deviationTextId": "afwijking-advies"},
			func(b *journey.Bezwaar) map[string]any {
				return map[string]any{"opinion": "upheld", "replacements": b.Granting()}
			}),
		journey.Told,
	)
	return b
}

// markedWithdrawal is a bezwaar of the parent that is delayed and then taken back, in words.
func markedWithdrawal(t *testing.T, s *journey.Story) *journey.Bezwaar {
	t.Helper()
	b := s.Objection("merk-terug")
	tellBezwaar(t, b, journey.Lodged,
		marked("ouder", "objection-withdrawal", map[string]string{"textId": "intrekking-bezwaar"}, nil))
	return b
}

// markedDelay is a delay with a consent in words, in a case that still runs.
var markedDelay = journey.Step{Name: "delay", Do: func(ctx context.Context, s *journey.Story) error {
	text, err := s.As("kantoor").Write(ctx, s.CaseID, s.Key+"-consent", "instemming", "Hier staat "+bezwaarMarkers["instemming"]+".")
	if err != nil {
		return err
	}
	_, err = s.As("kantoor").Act(ctx, s.CaseID, s.Key+"-delay", "term-delay", map[string]any{
		"termId": toDecide, "fromOn": s.Day(2), "untilOn": s.Day(4), "proofId": text,
	})
	return err
}}

// wantBezwaarReadable: the words of the bezwaar are in the dossier for the director.
func wantBezwaarReadable(t *testing.T, b *journey.Bezwaar) {
	t.Helper()
	director := b.As("directeur")
	found := map[string]bool{}
	for _, piece := range get(director.Dossier(t.Context(), b.DossierID()))(t).Pieces {
		marker := bezwaarMarkers[piece.Kind]
		switch {
		case marker == "":
		case piece.Shape == "text":
			found[piece.Kind] = found[piece.Kind] || strings.Contains(get(director.Text(t.Context(), b.DossierID(), piece.ID))(t), marker)
		default:
			found[piece.Kind] = strings.Contains(string(get(director.Download(t.Context(), b.DossierID(), piece.ID))(t)), marker)
		}
	}
	for kind := range bezwaarMarkers {
		if !found[kind] {
			t.Errorf("the words of %s are not in the dossier: this test would look for nothing", kind)
		}
	}
}

// wantCalendarWithoutWords: what a calendar program gets says nothing about anybody, and its secret is nowhere.
func wantCalendarWithoutWords(t *testing.T) {
	t.Helper()
	link := get(traject.As("kantoor").MakeCalendarLink(t.Context(), "merk-agenda"))(t)
	for _, leak := range leaks(fetched(t, traject.Cases+link.Path, 200)) {
		t.Errorf("the calendar has %s", leak)
	}
	markers["secret of a calendar link"] = link.Token
}
