package e2e

import (
	"slices"
	"strings"
	"testing"

	"traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/plaatsing"
	"traject.nl/proto/contract/tlv"
	"traject.nl/tools/journey"
)

// placementMarkers are the words of a stay at the Buitenkans, of a placement and of the return from it, by kind of paper.
var placementMarkers = map[string]string{
	"observatievraag":              "observeerkwartelei",
	"sot-standpunt":                "standpuntspruitje",
	"toestemming-ouders":           "toestemtulband",
	"motivering-toelating":         "toelaatkroepoek",
	"afspraak-niet-gekomen":        "wegblijfwentelaar",
	"tussenevaluatie":              "halverwegehommel",
	"buitenkans-advies":            "adviesbuitelbes",
	"terugkeerplan":                "terugkeertrompet",
	"reden-eerder-einde":           "eindigeekhoornpad",
	"nazorgverslag":                "nazorgnotenkraak",
	"intrekking-buitenkans":        "intrekinktvlek",
	"afspraken-instelling":         "kliniekklaproos",
	"reden-niet-geplaatst":         "wegblijfwafelijs",
	"evaluatieverslag":             "evalueeregelantier",
	"motivering-vervolg":           "vervolgvlierpijp",
	"terugplaatsingsplan":          "plaatsingsplankgas",
	"antwoord-terugplaatsing":      "antwoordanijsster",
	"opvolgverslag":                "opvolgolifantje",
	"reden-terugplaatsing-gestopt": "gestoptstroopbus",
}

func init() {
	for kind, marker := range placementMarkers {
		markers["words of "+kind] = marker
	}
	markers["reason of a merge"] = "samenvoegsnoepwinkel"
}

// markedWords are what people write in a course that is full of markers.
func markedWords() map[string]string {
	said := map[string]string{}
	for kind, marker := range placementMarkers {
		said[kind] = "Hier staat " + marker + "."
	}
	return said
}

// markedCourse says of a course that its words are marked.
func markedCourse(c *journey.Course) *journey.Course {
	c.Said = markedWords()
	return c
}

// The acts for which words may be given and need not be.
var (
	supportedInWords = journey.Explain("sot-utrechtse-heuvelrug", "sot-standpunt", "support", "textId", map[string]any{"supported": true})
	consentInWords   = journey.Explain("ouder", "toestemming-ouders", "consent", "textId", map[string]any{"agreed": true})
	takenBackInWords = journey.Explain("ib-regenboog", "intrekking-buitenkans", "request-withdrawal", "textId", nil)
)

// TestNothingAboutAPupilWhoIsPlacedIsReadableOutsideTheSealedDossier tells a stay, a placement with a return that fails, and what comes beside
// them, all full of markers. Then it reads everything that the stack has written, as for a TLV.
func TestNothingAboutAPupilWhoIsPlacedIsReadableOutsideTheSealedDossier(t *testing.T) {
	demonstration(t)
	const key = "merk"
	pupil := markedStory(t, "drie").Form.Pupil
	there := markedCourse(traject.Buitenkans(key+"-b", pupil))
	tellCourse(t, there, journey.Requested, supportedInWords, consentInWords, journey.Urgent, journey.Offered, journey.Planned, journey.NoShow,
		journey.Planned, journey.Arrived, journey.Midway, journey.SupportAdvised("return"), journey.PlanBack, journey.EndedEarly, journey.Aftercare)
	taken := markedCourse(stay(t, "terug"))
	tellCourse(t, taken, journey.Requested, takenBackInWords)

	s := markedStory(t, "vier")
	tell(t, s, grantedToday...)
	placed := markedCourse(s.Placement(key + "-p"))
	tellCourse(t, placed, journey.Awaited, journey.Confirmed, journey.Evaluated, journey.Continues("return"), journey.ReturnPlanned, journey.ReturnRefused,
		journey.ReturnPlanned, journey.ReturnAgreed, journey.Returned, journey.FollowedUp, journey.ReturnStopped)
	empty := another(t, "leeg", grantedToday...)
	unused := markedCourse(empty.Placement(key + "-o"))
	tellCourse(t, unused, journey.Awaited, journey.Unused)
	cared := markedCourse(traject.Institution(key+"-i", pupilOf("merk-instelling")))
	tellCourse(t, cared, journey.Followed)
	get(s.As("kantoor").Merge(t.Context(), key+"-merge", s.CaseID, there.DossierID, "Hier staat "+markers["reason of a merge"]+"."))(t)

	wantPlacementsReadable(t, there, taken, placed, unused, cared)
	for _, workflowID := range []string{
		buitenkans.WorkflowID(there.CaseID), buitenkans.WorkflowID(taken.CaseID), buitenkans.PlacesWorkflowID(buitenkans.Provision), tlv.WorkflowID(s.CaseID),
		plaatsing.WorkflowID(placed.CaseID), plaatsing.WorkflowID(unused.CaseID), plaatsing.WorkflowID(cared.CaseID),
	} {
		for _, leak := range leaks(historyOf(t, workflowID)) {
			t.Errorf("the history of %s has %s", workflowID, leak)
		}
	}
	files := everyFile(t)
	for path, content := range files {
		for _, leak := range leaks(content) {
			t.Errorf("%s has %s", path, leak)
		}
	}
	wantSearchThatFinds(t, files, there.CaseID)
	wantSearchThatFinds(t, files, placed.CaseID)
}

// wantPlacementsReadable: all these words are in the dossiers for the director. Otherwise this test would look for what nobody wrote.
func wantPlacementsReadable(t *testing.T, courses ...*journey.Course) {
	t.Helper()
	var found strings.Builder
	for _, c := range courses {
		director := c.As("directeur")
		for _, piece := range get(director.PapersOf(t.Context(), c.DossierID, c.CaseID))(t).Pieces {
			if piece.Shape == "text" {
				found.WriteString(get(director.Text(t.Context(), c.DossierID, piece.ID))(t))
			}
		}
	}
	var missing []string
	for kind, marker := range placementMarkers {
		if !strings.Contains(found.String(), marker) {
			missing = append(missing, kind)
		}
	}
	if slices.Sort(missing); len(missing) > 0 {
		t.Errorf("the words of %v are not in the dossiers: this test would look for nothing", missing)
	}
}
