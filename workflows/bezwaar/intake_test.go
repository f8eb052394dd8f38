package bezwaar_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"traject.nl/proto/contract/failure"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	"traject.nl/workflows/bezwaar/bezwaartest"
)

func TestReceiptIsConfirmedOnceWithTheDayOfTheDecision(t *testing.T) {
	t.Parallel()
	act := bezwaartest.Lodge(tlvCase)
	act.ProForma = true
	s := begin(t, "2026-07-13").Do(act)
	s.On("2026-07-14").Do(bezwaartest.Acknowledge())
	s.RefusedWith(failure.NotNow, "De ontvangst is al bevestigd op 14 juli 2026.", bezwaartest.Acknowledge())
	view := s.Play()
	assert.Equal(t, "2026-07-14", view.GetBezwaar().AcknowledgedOn)
	letter := s.Services.Written()[0]
	assert.Equal(t, map[string]string{"received": "2026-07-13", "until": "2026-10-05", "late": "ja", "pro_forma": "ja"}, letter.Facts)
	assert.NotEmpty(t, letter.Steps)
	assert.Equal(t, map[string]string{"bao-zeist": "School bao-zeist", "sbo-zeist": "School sbo-zeist"}, letter.SchoolNames)
}

func TestRepairInTimeMakesTheTermRunAgain(t *testing.T) {
	t.Parallel()
	s := lodged(t, "2026-07-08")
	s.On("2026-07-20").Do(bezwaartest.AskRepair("2026-08-03"))
	s.Status("Het bezwaar is ontvangen. ZOUT verzamelt de stukken voor de landelijke bezwaaradviescommissie (LBT). De beslistermijn staat nu stil.")
	s.RefusedWith(failure.NotNow, "Er is al om een aanvulling gevraagd, tot en met 3 augustus 2026.", bezwaartest.AskRepair("2026-08-04"))
	s.On("2026-07-31").Do(bezwaartest.Repaired())
	s.Refused(failure.NotNow, bezwaartest.Repaired())
	view := s.Play()

	term := termOf(t, view, "beslistermijn-bezwaar")
	assert.Equal(t, []string{"2026-10-12", "2026-10-13"}, []string{term.PlannedOn, term.LastOn}, "the vector of Awb 7:10 lid 2: 10 or 11 days")
	assert.Equal(t, "text-request", term.Suspensions[0].ProofId)
	assert.Contains(t, tasksOf(view), "herstel/parent:1111111111aaaaaaaaaa | due 2026-08-03 by Awb 6:6 | 2026-07-20 - 2026-07-31 aangevuld")
	assert.Equal(t, "ZOUT heeft gevraagd het bezwaar aan te vullen tot en met maandag 3 augustus 2026. De beslistermijn staat stil vanaf morgen.",
		lineOfKind(t, s, "herstel-gevraagd"))
	assert.Equal(t, "Het bezwaar is aangevuld op vrijdag 31 juli 2026. Beslissen moet uiterlijk op maandag 12 oktober 2026.", lineOfKind(t, s, "hersteld"))
	request := view.GetBezwaar().Repairs[0]
	assert.Equal(t, []string{"2026-07-20", "2026-08-03", "2026-07-31", "text-grounds"},
		[]string{request.AskedOn, request.RepairBy, request.RepairedOn, request.RepairTextId})
}

func TestAnObjectionWithoutGroundsLapsesAndIsStillDecidedOn(t *testing.T) {
	t.Parallel()
	act := bezwaartest.Lodge(tlvCase)
	act.ProForma = true
	s := begin(t, "2026-07-08").Do(act)
	s.On("2026-07-20").Do(bezwaartest.AskRepair("2026-08-03"))
	s.On("2026-08-03").See(func(view *casesv1.View) {
		assert.False(t, view.GetBezwaar().Repairs[0].Lapsed, "the last day is not over")
	})
	s.On("2026-08-04").See(func(view *casesv1.View) {
		assert.True(t, view.GetBezwaar().Repairs[0].Lapsed)
		assert.Equal(t, "2026-10-15", termOf(t, view, "beslistermijn-bezwaar").PlannedOn, "13 days stood still")
		assert.Contains(t, tasksOf(view), "herstel/parent:1111111111aaaaaaaaaa | due 2026-08-03 by Awb 6:6 | 2026-07-20 - 2026-08-04 tijd verstreken")
	})
	s.On("2026-08-10").Do(bezwaartest.Repaired())
	view := s.Play()
	assert.Equal(t, "Het bezwaar is niet aangevuld tot en met maandag 3 augustus 2026. De beslistermijn loopt weer. "+
		"Beslissen moet uiterlijk op donderdag 15 oktober 2026.", lineOfKind(t, s, "herstel-verlopen"))
	assert.Equal(t, "Het bezwaar is aangevuld op maandag 10 augustus 2026. Dat was na de laatste dag om aan te vullen. "+
		"Bij het besluit wordt bekeken wat dat betekent.", lineOfKind(t, s, "hersteld"))
	request := view.GetBezwaar().Repairs[0]
	assert.True(t, request.Lapsed)
	assert.Equal(t, "2026-08-10", request.RepairedOn)
	assert.Equal(t, "2026-10-15", termOf(t, view, "beslistermijn-bezwaar").PlannedOn)
}

func TestARepairThatCameInTimeButWasRecordedLaterCounts(t *testing.T) {
	t.Parallel()
	s := lodged(t, "2026-07-08")
	s.On("2026-07-20").Do(bezwaartest.AskRepair("2026-08-03"))
	s.On("2026-08-05").Do(bezwaartest.RepairedOn("2026-07-31"))
	view := s.Play()
	assert.False(t, view.GetBezwaar().Repairs[0].Lapsed)
	assert.Equal(t, "2026-10-12", termOf(t, view, "beslistermijn-bezwaar").PlannedOn, "as if it had been recorded that day")
}

func TestARepairBeforeTheTermBeginsMovesNoDate(t *testing.T) {
	t.Parallel()
	s := lodged(t, "2026-06-15").Do(bezwaartest.AskRepair("2026-06-29"))
	s.See(func(view *casesv1.View) { assert.Empty(t, termOf(t, view, "beslistermijn-bezwaar").PlannedOn) })
	s.On("2026-06-22").Do(bezwaartest.Repaired())
	s.See(func(view *casesv1.View) {
		assert.Equal(t, "2026-10-02", termOf(t, view, "beslistermijn-bezwaar").PlannedOn)
	})
	s.Do(bezwaartest.AskRepair("2026-07-06"))
	s.On("2026-07-07")
	view := s.Play()
	assert.Equal(t, "2026-10-02", termOf(t, view, "beslistermijn-bezwaar").PlannedOn, "the second one lapsed before it began, too")
	assert.Len(t, view.GetBezwaar().Repairs, 2)
	assert.Equal(t, "bezwaar00001/herstel/2", s.Services.Written()[2].Key, "each request has its own letter")
	assert.True(t, view.GetBezwaar().Repairs[1].Lapsed)
}

func TestRepairIsAskedAndGivenOnPossibleDays(t *testing.T) {
	t.Parallel()
	s := received(t)
	s.Refused(failure.BadInput, &bezwaarv1.AskRepair{Actor: bezwaartest.Office}, "request_text_id", "repair_by")
	s.Refused(failure.BadInput, bezwaartest.AskRepair("2026-06-15"), "repair_by")
	s.RefusedWith(failure.BadInput, "uiterlijk op 10 augustus 2026", bezwaartest.AskRepair("2026-08-11"), "repair_by")
	s.Refused(failure.NotNow, bezwaartest.Repaired())
	s.On("2026-06-17").Do(bezwaartest.AskRepair("2026-07-01"))
	s.Refused(failure.BadInput, &bezwaarv1.Repair{Actor: bezwaartest.Parent}, "text_id")
	s.Refused(failure.BadInput, &bezwaarv1.Repair{Actor: bezwaartest.Parent, TextId: "text-1", ReceivedOn: "2026-06-16"}, "received_on")
	s.RefusedWith(failure.BadInput, "is nog niet geweest", bezwaartest.RepairedOn("2026-06-18"), "received_on")
	s.RefusedWith(failure.BadInput, "ligt voor de dag van de vraag", bezwaartest.RepairedOn("2026-06-16"), "received_on")
	s.Refused(failure.BadInput, bezwaartest.RepairedOn("ooit"), "received_on")
	s.Play()
}

func TestWhatIsStillAwaitedLapsesNoMoreOnceThereIsADecision(t *testing.T) {
	t.Parallel()
	act := bezwaartest.Lodge(tlvCase)
	act.AboutLateDecision = true
	s := begin(t, "2026-07-13").Do(act, bezwaartest.AskRepair("2026-07-20"), bezwaartest.Talk("2026-07-17", ""))
	s.Do(bezwaartest.Uphold(bezwaartest.Grant(tlvCase, "2026-08-01", "2028-07-31")))
	s.On("2026-07-30").Status("Er is een besluit op het bezwaar. De brieven worden verstuurd. De beslistermijn staat nu stil.")
	view := s.Play()
	assert.False(t, view.GetBezwaar().Repairs[0].Lapsed)
	assert.Contains(t, tasksOf(view), "herstel/parent:1111111111aaaaaaaaaa | due 2026-07-20 by Awb 6:6 | 2026-07-13 - 2026-07-13 niet meer nodig")
	assert.Contains(t, tasksOf(view), "reden-te-laat/parent:1111111111aaaaaaaaaa | due 2026-07-27 by ZOUT-instelling | 2026-07-13 - 2026-07-13 niet meer nodig")
	assert.Contains(t, tasksOf(view), "ingebrekestelling/office:zout | due 2026-07-13 by Awb 4:17 lid 3 | 2026-07-13 - open", "that stays for a human")
}

func TestALateObjectionIsExplainedOnce(t *testing.T) {
	t.Parallel()
	s := lodged(t, "2026-07-13")
	s.Refused(failure.BadInput, &bezwaarv1.ExplainLateness{Actor: bezwaartest.Parent}, "text_id")
	s.On("2026-07-15").Do(bezwaartest.Explain()).RefusedWith(failure.NotNow, "De uitleg is al gegeven.", bezwaartest.Explain())
	view := s.Play()
	assert.Equal(t, "text-lateness", view.GetBezwaar().LatenessTextId)
	assert.Contains(t, tasksOf(view), "reden-te-laat/parent:1111111111aaaaaaaaaa | due 2026-07-27 by ZOUT-instelling | 2026-07-13 - 2026-07-15 uitgelegd")

	inTime := received(t).RefusedWith(failure.NotNow, "Het bezwaar kwam op tijd.", bezwaartest.Explain())
	inTime.Play()
}

func TestSilenceAboutBeingLateClosesTheQuestionAndNotTheDoor(t *testing.T) {
	t.Parallel()
	s := lodged(t, "2026-07-13")
	s.On("2026-07-28").See(func(view *casesv1.View) {
		assert.Contains(t, tasksOf(view), "2026-07-13 - 2026-07-28 tijd verstreken")
		assert.Equal(t, "Er is niet uitgelegd waarom het bezwaar later kwam. Het kan nog tot het besluit.", lineOfKind(t, s, "reden-te-laat-verlopen"))
	})
	s.On("2026-08-03").Do(bezwaartest.Explain())
	assert.Equal(t, "text-lateness", s.Play().GetBezwaar().LatenessTextId)
}

func TestATalkStopsNoTermAndEverybodySeesTheDates(t *testing.T) {
	t.Parallel()
	const inIntake = "Het bezwaar is ontvangen. ZOUT verzamelt de stukken voor de landelijke bezwaaradviescommissie (LBT)."
	const until = " Beslissen moet uiterlijk op vrijdag 2 oktober 2026."
	s := received(t).Status(inIntake + until)
	s.Do(bezwaartest.Talk("2026-07-01", "")).Status(inIntake + " Er is een gesprek afgesproken op woensdag 1 juli 2026." + until)
	s.Do(bezwaartest.Talk("2026-07-15", ""))
	s.See(func(*casesv1.View) {
		assert.Equal(t, "Het gesprek over het bezwaar is verplaatst naar woensdag 15 juli 2026. Een gesprek verandert geen termijn. "+
			"Bezwaar maken kan tot en met vrijdag 10 juli 2026."+until, lineOfKind(t, s, "gesprek"))
	})
	s.On("2026-07-16").Do(bezwaartest.Talk("2026-07-15", "text-talk")).Status(inIntake + until)
	s.Do(bezwaartest.Talk("2026-07-20", ""))
	view := s.Play()
	assert.Equal(t, "Er is een gesprek over het bezwaar op maandag 20 juli 2026. Een gesprek verandert geen termijn."+until, lineOfKind(t, s, "gesprek"))
	assert.Len(t, view.GetBezwaar().Talks, 2, "one moved and held, one planned")
	assert.Equal(t, "text-talk", view.GetBezwaar().Talks[0].TextId)
	assert.Equal(t, "2026-07-15", view.GetBezwaar().Talks[0].TalkOn)
	assert.Equal(t, "2026-10-02", termOf(t, view, "beslistermijn-bezwaar").PlannedOn)
	assert.Empty(t, termOf(t, view, "beslistermijn-bezwaar").Suspensions)
}

func TestATalkHasAPossibleDayAndAResultOnlyWhenItWas(t *testing.T) {
	t.Parallel()
	s := received(t)
	s.Refused(failure.BadInput, bezwaartest.Talk("morgen", ""), "talk_on")
	s.Refused(failure.BadInput, bezwaartest.Talk("2126-06-16", ""), "talk_on")
	s.RefusedWith(failure.BadInput, "nog niet geweest", bezwaartest.Talk("2026-06-16", "text-1"), "text_id")
	s.RefusedWith(failure.BadInput, "Schrijf op wat eruit kwam", bezwaartest.Talk("2026-06-14", ""), "text_id")
	s.Play()
}

func TestALaterDefenceTakesThePlaceOfTheFirst(t *testing.T) {
	t.Parallel()
	s := received(t).Refused(failure.BadInput, &bezwaarv1.FileDefence{Actor: bezwaartest.Office}, "text_id").Do(bezwaartest.Defend())
	s.Do(&bezwaarv1.FileDefence{Actor: bezwaartest.Director, TextId: "text-better"})
	view := s.Play()
	assert.Equal(t, "text-better", view.GetBezwaar().DefenceTextId)
	assert.Equal(t, "ZOUT heeft een nieuw verweerschrift gemaakt.", lineOfKind(t, s, "verweerschrift"))
}
