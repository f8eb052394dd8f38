package bezwaar_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"traject.nl/proto/contract/failure"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	"traject.nl/workflows/bezwaar/bezwaartest"
	"traject.nl/workflows/tlv/tlvtest"
)

func TestTheFileForTheLbtMayBeMadeAgainUntilItIsSent(t *testing.T) {
	t.Parallel()
	s := received(t).RefusedWith(failure.NotNow, "Maak dat eerst", bezwaartest.Send("2026-06-15"))
	s.Do(bezwaartest.Bundle())
	s.See(func(view *casesv1.View) {
		assert.Equal(t, []string{"verweerschrift"}, view.GetBezwaar().Bundle.Missing)
		assert.Equal(t, "Het dossier voor de LBT is gemaakt, met 2 stukken. Dit ontbreekt nog: verweerschrift.", lineOfKind(t, s, "lbt-dossier"))
		assert.False(t, s.Services.Shared(caseID).PapersOpen)
	})
	s.On("2026-06-17").Do(bezwaartest.Defend(), bezwaartest.Bundle())
	s.Refused(failure.BadInput, bezwaartest.Send("2026-06-14"), "sent_on")
	s.Refused(failure.BadInput, bezwaartest.Send("2026-06-18"), "sent_on")
	s.Refused(failure.BadInput, bezwaartest.Send(""), "sent_on")
	s.Do(bezwaartest.Send("2026-06-17")).Phase("hoorzitting")
	s.Refused(failure.NotNow, bezwaartest.Bundle()).Refused(failure.NotNow, bezwaartest.Send("2026-06-17"))
	view := s.Play()

	assert.Equal(t, []string{"2026-06-17", "2026-06-17"}, []string{view.GetBezwaar().Bundle.MadeOn, view.GetBezwaar().Bundle.SentOn})
	assert.Empty(t, view.GetBezwaar().Bundle.Missing)
	assert.True(t, s.Services.Shared(caseID).PapersOpen, "the parties may read what the LBT has")
	bundles := s.Services.Bundles()
	assert.Len(t, bundles, 2)
	assert.NotEqual(t, bundles[0].Key, bundles[1].Key)
	assert.Equal(t, "text-defence", bundles[1].Facts.DefenceTextId)
	assert.Equal(t, map[string]string{"bao-zeist": "School bao-zeist", "sbo-zeist": "School sbo-zeist"}, bundles[1].SchoolNames)
	assert.Equal(t, tlvCase, bundles[1].DossierId)
	for _, entry := range s.Services.Timeline(caseID) {
		if entry.Kind == "lbt-dossier" {
			assert.Equal(t, []string{"office", "director"}, entry.Audience)
		}
	}
}

func TestALbtRequestAfterItsTwoWeeksIsRecordedAsLate(t *testing.T) {
	t.Parallel()
	s := bundled(t).On("2026-07-02").Do(bezwaartest.Send("2026-07-01"))
	view := s.Play()
	assert.Contains(t, termsOf(view), "lbt-verzoek | LBT-reglement art. 2.2 | from 2026-06-15 | plan 2026-06-29 last 2026-06-29 | missed 2026-06-30 | met 2026-07-01")
	assert.Contains(t, lineOfKind(t, s, "naar-lbt"), "Het had er uiterlijk op maandag 29 juni 2026 moeten zijn.")
}

func TestTheInvitationNamesTheDaysThatCountBackFromTheHearing(t *testing.T) {
	t.Parallel()
	s := withLbt(t).On("2026-07-01").Do(bezwaartest.Hearing("2026-08-06"))
	s.Status("De hoorzitting van de LBT is op donderdag 6 augustus 2026 om 13:30 uur. Beslissen moet uiterlijk op vrijdag 2 oktober 2026.")
	s.On("2026-07-10").Do(bezwaartest.Hearing("2026-08-20"))
	view := s.Play()
	assert.Equal(t, lines(`
		2026-07-01 bezwaar00001/hoorzitting/1 | HEARING | parent:1111111111aaaaaaaaaa, school:bao-zeist, parent:2222222222bbbbbbbbbb | at=13:30 on=2026-08-06 open_from=2026-07-30 papers_until=2026-07-27 | text-place
		2026-07-10 bezwaar00001/hoorzitting/2 | HEARING | parent:1111111111aaaaaaaaaa, school:bao-zeist, parent:2222222222bbbbbbbbbb | at=13:30 moved=ja on=2026-08-20 open_from=2026-08-13 papers_until=2026-08-10 | text-place
	`), lettersOf(s.Services.Written()))
	assert.Equal(t, lines(`
		lbt-verzoek | LBT-reglement art. 2.2 | from 2026-06-15 | plan 2026-06-29 last 2026-06-29 | met 2026-06-15
		beslistermijn-bezwaar | Awb 7:10 lid 1 | from 2026-07-10 | plan 2026-10-02 last 2026-10-02
		stukken | Awb 7:4 lid 1 | from 2026-08-20 | plan 2026-08-10 last 2026-08-10
		inzage | Awb 7:4 lid 2 | from 2026-08-20 | plan 2026-08-13 last 2026-08-13 | met 2026-06-15
	`), termsOf(view), "the new day takes the place of the old")
	assert.Contains(t, tasksOf(view), "hoorverslag/office:zout | due 2026-08-20 by ZOUT-instelling | 2026-07-01 - 2026-07-10 hoorzitting verplaatst\n"+
		"hoorverslag/office:zout/2 | due 2026-09-03 by ZOUT-instelling | 2026-07-10 - open")
	assert.Equal(t, "De hoorzitting is verplaatst naar donderdag 20 augustus 2026 om 13:30 uur. Er zijn nieuwe uitnodigingen verstuurd. "+
		"Nieuwe stukken moeten uiterlijk op maandag 10 augustus 2026 binnen zijn.", lineOfKind(t, s, "hoorzitting"))
}

func TestAHearingPlannedTooSoonSaysSoAndIsAccepted(t *testing.T) {
	t.Parallel()
	s := bundled(t).On("2026-06-24").Do(bezwaartest.Send("2026-06-24"), bezwaartest.Hearing("2026-06-26"))
	s.Play()
	assert.Equal(t, "De hoorzitting is op vrijdag 26 juni 2026 om 13:30 uur. De uitnodigingen zijn verstuurd. "+
		"Nieuwe stukken moesten uiterlijk op dinsdag 16 juni 2026 binnen zijn. Die dag was al voorbij. "+
		"De stukken waren pas na vrijdag 19 juni 2026 te lezen. Dat is minder dan een week voor de hoorzitting.", lineOfKind(t, s, "hoorzitting"))
	facts := s.Services.Written()[0].Facts
	assert.Equal(t, map[string]string{
		"on": "2026-06-26", "at": "13:30", "papers_until": "2026-06-16", "open_from": "2026-06-24", "papers_past": "ja",
	}, facts)
}

func TestAHearingAfterTheDayToDecideIsAWarning(t *testing.T) {
	t.Parallel()
	s := withLbt(t).Do(bezwaartest.Hearing("2026-10-05"))
	s.Play()
	assert.Contains(t, lineOfKind(t, s, "hoorzitting"), "Let op: dat is na de laatste dag om te beslissen, vrijdag 2 oktober 2026.")
}

func TestAHearingIsOnAPossibleDayAndTime(t *testing.T) {
	t.Parallel()
	s := withLbt(t)
	s.Refused(failure.BadInput, &bezwaarv1.PlanHearing{Actor: bezwaartest.Office}, "hearing_on", "hearing_at", "place_text_id")
	s.RefusedWith(failure.BadInput, "al voorbij", bezwaartest.Hearing("2026-06-14"), "hearing_on")
	s.RefusedWith(failure.BadInput, "jaartal", bezwaartest.Hearing("2028-06-14"), "hearing_on")
	for _, at := range []string{"25:00", "9:00", "half twee", "13:30:00"} {
		act := bezwaartest.Hearing("2026-07-14")
		act.HearingAt = at
		s.Refused(failure.BadInput, act, "hearing_at")
	}
	act := bezwaartest.Hearing("2026-07-14")
	act.PlaceTextId = tlvtest.UnknownPiece
	s.Refused(failure.BadInput, act)
	s.Play()
}

func TestTheReportComesAfterTheHearing(t *testing.T) {
	t.Parallel()
	s := withLbt(t).RefusedWith(failure.NotNow, "Er is nog geen hoorzitting gepland.", bezwaartest.Heard())
	s.Do(bezwaartest.Hearing("2026-07-14"))
	s.RefusedWith(failure.NotNow, "pas op 14 juli 2026", bezwaartest.Heard())
	s.On("2026-07-14").Refused(failure.BadInput, &bezwaarv1.ReportHearing{Actor: bezwaartest.Office, Held: true}, "report_id")
	both := bezwaartest.Heard()
	both.SkipGround = bezwaarv1.SkipGround_SKIP_GROUND_UNFOUNDED
	s.Refused(failure.BadInput, both, "skip_ground")
	s.Do(bezwaartest.Heard()).Phase("advies")
	view := s.Play()
	assert.Equal(t, "De hoorzitting is geweest. Het verslag is klaar. De LBT maakt nu haar advies.", lineOfKind(t, s, "hoorverslag"))
	assert.Contains(t, termsOf(view), "stukken | Awb 7:4 lid 1 | from 2026-07-14 | plan 2026-07-04 last 2026-07-04 | ended")
	assert.Contains(t, tasksOf(view), "verweerschrift/office:zout | due 2026-06-29 by ZOUT-instelling | 2026-06-15 - 2026-07-14 niet meer nodig")
}

func TestNobodyIsHeardOnlyOnAGroundOfTheLaw(t *testing.T) {
	t.Parallel()
	for ground, says := range map[bezwaarv1.SkipGround]string{
		bezwaarv1.SkipGround_SKIP_GROUND_INADMISSIBLE:    "onder a",
		bezwaarv1.SkipGround_SKIP_GROUND_UNFOUNDED:       "onder b",
		bezwaarv1.SkipGround_SKIP_GROUND_OBJECTOR_WAIVES: "onder c",
		bezwaarv1.SkipGround_SKIP_GROUND_NO_ANSWER:       "onder d",
		bezwaarv1.SkipGround_SKIP_GROUND_FULLY_GRANTED:   "onder e",
	} {
		t.Run(ground.String(), func(t *testing.T) {
			t.Parallel()
			s := withLbt(t)
			s.Refused(failure.BadInput, bezwaartest.NotHeard(0), "skip_ground")
			s.Refused(failure.BadInput, bezwaartest.NotHeard(17), "skip_ground")
			s.Do(bezwaartest.NotHeard(ground)).Phase("advies")
			view := s.Play()
			assert.Contains(t, lineOfKind(t, s, "hoorverslag"), "(Awb 7:3 "+says+"). De LBT maakt nu haar advies.")
			assert.Equal(t, ground, view.GetBezwaar().Hearing.SkipGround)
			assert.Contains(t, tasksOf(view), "hoorzitting-plannen/office:zout | due 2026-06-29 by ZOUT-instelling | 2026-06-15 - 2026-06-15 niet gehouden")
		})
	}
}

func TestTheAdviceCameAfterTheLbtHadTheFile(t *testing.T) {
	t.Parallel()
	s := withLbt(t).RefusedWith(failure.NotNow, "De hoorzitting is nog niet afgerond.", bezwaartest.Advised(unfounded, "2026-06-15"))
	s.Do(bezwaartest.NotHeard(bezwaarv1.SkipGround_SKIP_GROUND_UNFOUNDED)).On("2026-06-20")
	s.Refused(failure.BadInput, &bezwaarv1.RecordAdvice{Actor: bezwaartest.Office}, "opinion", "advice_id", "received_on")
	s.Refused(failure.BadInput, bezwaartest.Advised(17, "2026-06-20"), "opinion")
	s.Refused(failure.BadInput, bezwaartest.Advised(unfounded, "2026-06-14"), "received_on")
	s.Refused(failure.BadInput, bezwaartest.Advised(unfounded, "2026-06-21"), "received_on")
	s.Do(bezwaartest.Advised(partly, "2026-06-19"))
	view := s.Play()
	assert.Equal(t, partly, view.GetBezwaar().Advice)
	assert.Equal(t, "2026-06-19", view.GetBezwaar().AdviceOn)
	assert.NotContains(t, lineOfKind(t, s, "lbt-advies"), "gegrond", "what the LBT thinks goes with the decision")
}
