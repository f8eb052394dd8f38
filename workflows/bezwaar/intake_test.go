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
	s := begin(t, "2026-07-13").do(act)
	s.on("2026-07-14").do(bezwaartest.Acknowledge())
	s.refusedWith(failure.NotNow, "De ontvangst is al bevestigd op 14 juli 2026.", bezwaartest.Acknowledge())
	view := s.play()
	assert.Equal(t, "2026-07-14", view.GetBezwaar().AcknowledgedOn)
	letter := s.services.Written()[0]
	assert.Equal(t, map[string]string{"received": "2026-07-13", "until": "2026-10-05", "late": "ja", "pro_forma": "ja"}, letter.Facts)
	assert.NotEmpty(t, letter.Steps)
	assert.Equal(t, map[string]string{"bao-zeist": "School bao-zeist", "sbo-zeist": "School sbo-zeist"}, letter.SchoolNames)
}

func TestRepairInTimeMakesTheTermRunAgain(t *testing.T) {
	t.Parallel()
	s := lodged(t, "2026-07-08")
	s.on("2026-07-20").do(bezwaartest.AskRepair("2026-08-03"))
	s.status("Het bezwaar is ontvangen. ZOUT verzamelt de stukken voor de landelijke bezwaaradviescommissie (LBT). De beslistermijn staat nu stil.")
	s.refusedWith(failure.NotNow, "Er is al om een aanvulling gevraagd, tot en met 3 augustus 2026.", bezwaartest.AskRepair("2026-08-04"))
	s.on("2026-07-31").do(bezwaartest.Repaired())
	s.refused(failure.NotNow, bezwaartest.Repaired())
	view := s.play()

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
	s := begin(t, "2026-07-08").do(act)
	s.on("2026-07-20").do(bezwaartest.AskRepair("2026-08-03"))
	s.on("2026-08-03").see(func(view *casesv1.View) {
		assert.False(t, view.GetBezwaar().Repairs[0].Lapsed, "the last day is not over")
	})
	s.on("2026-08-04").see(func(view *casesv1.View) {
		assert.True(t, view.GetBezwaar().Repairs[0].Lapsed)
		assert.Equal(t, "2026-10-15", termOf(t, view, "beslistermijn-bezwaar").PlannedOn, "13 days stood still")
		assert.Contains(t, tasksOf(view), "herstel/parent:1111111111aaaaaaaaaa | due 2026-08-03 by Awb 6:6 | 2026-07-20 - 2026-08-04 tijd verstreken")
	})
	s.on("2026-08-10").do(bezwaartest.Repaired())
	view := s.play()
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
	s.on("2026-07-20").do(bezwaartest.AskRepair("2026-08-03"))
	s.on("2026-08-05").do(bezwaartest.RepairedOn("2026-07-31"))
	view := s.play()
	assert.False(t, view.GetBezwaar().Repairs[0].Lapsed)
	assert.Equal(t, "2026-10-12", termOf(t, view, "beslistermijn-bezwaar").PlannedOn, "as if it had been recorded that day")
}

func TestARepairBeforeTheTermBeginsMovesNoDate(t *testing.T) {
	t.Parallel()
	s := lodged(t, "2026-06-15").do(bezwaartest.AskRepair("2026-06-29"))
	s.see(func(view *casesv1.View) { assert.Empty(t, termOf(t, view, "beslistermijn-bezwaar").PlannedOn) })
	s.on("2026-06-22").do(bezwaartest.Repaired())
	s.see(func(view *casesv1.View) {
		assert.Equal(t, "2026-10-02", termOf(t, view, "beslistermijn-bezwaar").PlannedOn)
	})
	s.do(bezwaartest.AskRepair("2026-07-06"))
	s.on("2026-07-07")
	view := s.play()
	assert.Equal(t, "2026-10-02", termOf(t, view, "beslistermijn-bezwaar").PlannedOn, "the second one lapsed before it began, too")
	assert.Len(t, view.GetBezwaar().Repairs, 2)
	assert.Equal(t, "bezwaar00001/herstel/2", s.services.Written()[2].Key, "each request has its own letter")
	assert.True(t, view.GetBezwaar().Repairs[1].Lapsed)
}

func TestRepairIsAskedAndGivenOnPossibleDays(t *testing.T) {
	t.Parallel()
	s := received(t)
	s.refused(failure.BadInput, &bezwaarv1.AskRepair{Actor: bezwaartest.Office}, "request_text_id", "repair_by")
	s.refused(failure.BadInput, bezwaartest.AskRepair("2026-06-15"), "repair_by")
	s.refusedWith(failure.BadInput, "uiterlijk op 10 augustus 2026", bezwaartest.AskRepair("2026-08-11"), "repair_by")
	s.refused(failure.NotNow, bezwaartest.Repaired())
	s.on("2026-06-17").do(bezwaartest.AskRepair("2026-07-01"))
	s.refused(failure.BadInput, &bezwaarv1.Repair{Actor: bezwaartest.Parent}, "text_id")
	s.refused(failure.BadInput, &bezwaarv1.Repair{Actor: bezwaartest.Parent, TextId: "text-1", ReceivedOn: "2026-06-16"}, "received_on")
	s.refusedWith(failure.BadInput, "is nog niet geweest", bezwaartest.RepairedOn("2026-06-18"), "received_on")
	s.refusedWith(failure.BadInput, "ligt voor de dag van de vraag", bezwaartest.RepairedOn("2026-06-16"), "received_on")
	s.refused(failure.BadInput, bezwaartest.RepairedOn("ooit"), "received_on")
	s.play()
}

func TestWhatIsStillAwaitedLapsesNoMoreOnceThereIsADecision(t *testing.T) {
	t.Parallel()
	act := bezwaartest.Lodge(tlvCase)
	act.AboutLateDecision = true
	s := begin(t, "2026-07-13").do(act, bezwaartest.AskRepair("2026-07-20"), bezwaartest.Talk("2026-07-17", ""))
	s.do(bezwaartest.Uphold(bezwaartest.Grant(tlvCase, "2026-08-01", "2028-07-31")))
	s.on("2026-07-30").status("Er is een besluit op het bezwaar. De brieven worden verstuurd. De beslistermijn staat nu stil.")
	view := s.play()
	assert.False(t, view.GetBezwaar().Repairs[0].Lapsed)
	assert.Contains(t, tasksOf(view), "herstel/parent:1111111111aaaaaaaaaa | due 2026-07-20 by Awb 6:6 | 2026-07-13 - 2026-07-13 niet meer nodig")
	assert.Contains(t, tasksOf(view), "reden-te-laat/parent:1111111111aaaaaaaaaa | due 2026-07-27 by ZOUT-instelling | 2026-07-13 - 2026-07-13 niet meer nodig")
	assert.Contains(t, tasksOf(view), "ingebrekestelling/office:zout | due 2026-07-13 by Awb 4:17 lid 3 | 2026-07-13 - open", "that stays for a human")
}

func TestALateObjectionIsExplainedOnce(t *testing.T) {
	t.Parallel()
	s := lodged(t, "2026-07-13")
	s.refused(failure.BadInput, &bezwaarv1.ExplainLateness{Actor: bezwaartest.Parent}, "text_id")
	s.on("2026-07-15").do(bezwaartest.Explain()).refusedWith(failure.NotNow, "De uitleg is al gegeven.", bezwaartest.Explain())
	view := s.play()
	assert.Equal(t, "text-lateness", view.GetBezwaar().LatenessTextId)
	assert.Contains(t, tasksOf(view), "reden-te-laat/parent:1111111111aaaaaaaaaa | due 2026-07-27 by ZOUT-instelling | 2026-07-13 - 2026-07-15 uitgelegd")

	inTime := received(t).refusedWith(failure.NotNow, "Het bezwaar kwam op tijd.", bezwaartest.Explain())
	inTime.play()
}

func TestSilenceAboutBeingLateClosesTheQuestionAndNotTheDoor(t *testing.T) {
	t.Parallel()
	s := lodged(t, "2026-07-13")
	s.on("2026-07-28").see(func(view *casesv1.View) {
		assert.Contains(t, tasksOf(view), "2026-07-13 - 2026-07-28 tijd verstreken")
		assert.Equal(t, "Er is niet uitgelegd waarom het bezwaar later kwam. Het kan nog tot het besluit.", lineOfKind(t, s, "reden-te-laat-verlopen"))
	})
	s.on("2026-08-03").do(bezwaartest.Explain())
	assert.Equal(t, "text-lateness", s.play().GetBezwaar().LatenessTextId)
}

func TestATalkStopsNoTermAndEverybodySeesTheDates(t *testing.T) {
	t.Parallel()
	const inIntake = "Het bezwaar is ontvangen. ZOUT verzamelt de stukken voor de landelijke bezwaaradviescommissie (LBT)."
	const until = " Beslissen moet uiterlijk op vrijdag 2 oktober 2026."
	s := received(t).status(inIntake + until)
	s.do(bezwaartest.Talk("2026-07-01", "")).status(inIntake + " Er is een gesprek afgesproken op woensdag 1 juli 2026." + until)
	s.do(bezwaartest.Talk("2026-07-15", ""))
	s.see(func(*casesv1.View) {
		assert.Equal(t, "Het gesprek over het bezwaar is verplaatst naar woensdag 15 juli 2026. Een gesprek verandert geen termijn. "+
			"Bezwaar maken kan tot en met vrijdag 10 juli 2026."+until, lineOfKind(t, s, "gesprek"))
	})
	s.on("2026-07-16").do(bezwaartest.Talk("2026-07-15", "text-talk")).status(inIntake + until)
	s.do(bezwaartest.Talk("2026-07-20", ""))
	view := s.play()
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
	s.refused(failure.BadInput, bezwaartest.Talk("morgen", ""), "talk_on")
	s.refused(failure.BadInput, bezwaartest.Talk("2126-06-16", ""), "talk_on")
	s.refusedWith(failure.BadInput, "nog niet geweest", bezwaartest.Talk("2026-06-16", "text-1"), "text_id")
	s.refusedWith(failure.BadInput, "Schrijf op wat eruit kwam", bezwaartest.Talk("2026-06-14", ""), "text_id")
	s.play()
}

func TestALaterDefenceTakesThePlaceOfTheFirst(t *testing.T) {
	t.Parallel()
	s := received(t).refused(failure.BadInput, &bezwaarv1.FileDefence{Actor: bezwaartest.Office}, "text_id").do(bezwaartest.Defend())
	s.do(&bezwaarv1.FileDefence{Actor: bezwaartest.Director, TextId: "text-better"})
	view := s.play()
	assert.Equal(t, "text-better", view.GetBezwaar().DefenceTextId)
	assert.Equal(t, "ZOUT heeft een nieuw verweerschrift gemaakt.", lineOfKind(t, s, "verweerschrift"))
}
