package e2e

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"traject.nl/tools/journey"
)

// courseRead is a read of a case of the Buitenkans or of a placement: a paper by its kind, or the case itself when that is empty. Who may, at
// which moment; whoever is not named gets 404. The expectations are written out, not derived from the access table: they check it.
type courseRead struct {
	kind string
	may  [][]string
}

// wantCourseReads tells the moves of each moment, and then tries every read as everybody.
func wantCourseReads(t *testing.T, c *journey.Course, moments [][]journey.Move, reads []courseRead) {
	t.Helper()
	for at, moves := range moments {
		tellCourse(t, c, moves...)
		papers := get(c.As("directeur").PapersOf(t.Context(), c.DossierID, c.CaseID))(t).Pieces
		for _, one := range reads {
			url := traject.Cases + "/v1/cases/" + c.CaseID
			if one.kind != "" {
				url = newestOf(c, papers, one.kind)
			}
			for _, account := range everyone() {
				err := c.As(account).Get(t.Context(), url, new([]byte))
				switch may := slices.Contains(one.may[at], account); {
				case may && err != nil:
					t.Errorf("moment %d: %s must see %q: %v", at+1, account, one.kind, err)
				case !may && journey.Status(err) != http.StatusNotFound:
					t.Errorf("moment %d: %s must not see %q: want 404, got %v", at+1, account, one.kind, err)
				}
			}
		}
	}
}

// newestOf a kind of paper; of one that nobody made yet when there is none.
func newestOf(c *journey.Course, papers []journey.Piece, kind string) string {
	url := traject.Documents + "/v1/dossiers/" + c.DossierID + "/documents/" + noSuchID + "/content"
	for _, paper := range papers {
		switch {
		case paper.Kind != kind:
		case paper.Shape == "text":
			url = traject.Documents + "/v1/dossiers/" + c.DossierID + "/texts/" + paper.ID
		default:
			url = traject.Documents + "/v1/dossiers/" + c.DossierID + "/documents/" + paper.ID + "/content"
		}
	}
	return url
}

func TestWhoMaySeeWhatOfAStay(t *testing.T) {
	demonstration(t)
	c := stay(t, "b")
	all, without := inTheStay, knowsStay
	wantCourseReads(t, c, [][]journey.Move{
		{journey.Requested, supportedInWords},
		{consentInWords, journey.Urgent, journey.Offered},
		{journey.Planned, journey.Arrived, journey.Midway, journey.SupportAdvised("return")},
		{journey.PlanBack, journey.Finished, journey.Aftercare},
	}, []courseRead{
		{"", [][]string{all, all, all, all}},
		{"groeidocument", [][]string{without, all, all, all}},
		{"observatievraag", [][]string{without, all, all, all}},
		{"sot-standpunt", [][]string{without, all, all, all}},
		{"toestemming-ouders", [][]string{nobody, all, all, all}},
		{"motivering-toelating", [][]string{nobody, all, all, all}},
		{"tussenevaluatie", [][]string{nobody, nobody, all, all}},
		{"buitenkans-advies", [][]string{nobody, nobody, all, all}},
		{"terugkeerplan", [][]string{nobody, nobody, nobody, all}},
		{"nazorgverslag", [][]string{nobody, nobody, nobody, all}},
	})
}

func TestWhoMaySeeWhatOfAPlacement(t *testing.T) {
	_, c := followed(t)
	always := groupsOf(zout, sot, parent)
	host := groupsOf(always, receiving)
	withOrigin := groupsOf(host, applicant)
	op := []string{"ib-op-dreef"}
	c.Target, c.TargetID = "ib-op-dreef", "op-dreef-zeist"
	wantCourseReads(t, c, [][]journey.Move{
		{journey.Confirmed, journey.Evaluated, journey.Continues("return")},
		{journey.ReturnPlanned},
		{journey.ReturnAgreed, journey.Returned, journey.FollowedUp},
	}, []courseRead{
		{"", [][]string{withOrigin, groupsOf(withOrigin, op), groupsOf(always, applicant, op)}},
		// The referring school takes part in the evaluations; the return is between the two other schools. The school that the pupil left has no
		// part any more, also in what it wrote.
		{"evaluatieverslag", [][]string{withOrigin, withOrigin, groupsOf(always, applicant)}},
		{"motivering-vervolg", [][]string{host, host, always}},
		{"terugplaatsingsplan", [][]string{nobody, groupsOf(host, op), groupsOf(always, op)}},
		{"opvolgverslag", [][]string{nobody, nobody, groupsOf(always, op)}},
	})
}

// The law forbids telling the municipality about a child (WPO 18a.13); a board and an expert who has no part in a case see nothing either.
func TestMunicipalityExpertsAndEngineersSeeNothingOfAStayOrAPlacement(t *testing.T) {
	s, placed := followed(t, journey.Confirmed)
	there := s.Buitenkans(s.Key[max(0, len(s.Key)-30):] + "-b")
	tellCourse(t, there, journey.Requested)
	for _, account := range []string{"gemeente-zeist", "gemeente-utrechtse-heuvelrug", "gz-psycholoog", "derde-deskundige", "beheerder", "ib-op-dreef"} {
		for _, c := range []*journey.Course{placed, there} {
			for _, url := range []string{
				traject.Cases + "/v1/cases/" + c.CaseID, traject.Cases + "/v1/cases/" + c.CaseID + "/events",
				traject.Documents + "/v1/dossiers/" + c.DossierID + "?caseId=" + c.CaseID,
			} {
				wantStatus(t, c.As(account).Get(t.Context(), url, nil), http.StatusNotFound)
			}
			if listed := get(c.As(account).MyCases(t.Context()))(t); slices.Contains(listed, c.CaseID) {
				t.Errorf("%s has case %s in the list", account, c.CaseID)
			}
		}
		lines, err := s.As(account).TimelineOf(t.Context(), s.DossierID())
		if slices.ContainsFunc(lines, func(line journey.PupilLine) bool { return line.CaseID != s.CaseID }) {
			t.Errorf("%s reads lines of other cases: %+v %v", account, lines, err)
		}
	}
	for _, mail := range get(running.Mailbox.All())(t) {
		if strings.Contains(strings.Join(mail.To, " "), "gemeenten.example.test") && (strings.Contains(mail.Text, placed.CaseID) || strings.Contains(mail.Text, there.CaseID)) {
			t.Errorf("a municipality got a mail about a placement: %s", mail.Subject)
		}
	}
}
