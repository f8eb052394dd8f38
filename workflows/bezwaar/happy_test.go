package bezwaar_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	"traject.nl/workflows/bezwaar/bezwaartest"
)

const (
	upheld       = bezwaarv1.Opinion_OPINION_UPHELD
	partly       = bezwaarv1.Opinion_OPINION_PARTLY
	unfounded    = bezwaarv1.Opinion_OPINION_UNFOUNDED
	inadmissible = bezwaarv1.Opinion_OPINION_INADMISSIBLE
)

func TestBezwaarRunsFromReceiptToTheEndOfTheTermForBeroep(t *testing.T) {
	t.Parallel()
	s := lodged(t, "2026-06-15").Phase("intake")
	s.On("2026-06-16").Do(bezwaartest.Acknowledge())
	s.On("2026-06-18").Do(bezwaartest.Talk("2026-06-25", ""))
	s.On("2026-06-22").Do(bezwaartest.Bundle())
	s.On("2026-06-24").Do(bezwaartest.Defend(), bezwaartest.Bundle())
	s.On("2026-06-25").Do(bezwaartest.Talk("2026-06-25", "text-talk"), bezwaartest.Send("2026-06-25")).Phase("hoorzitting")
	s.On("2026-07-01").Do(bezwaartest.Hearing("2026-08-06"))
	s.On("2026-08-10").Do(bezwaartest.Heard()).Phase("advies")
	s.On("2026-09-01").Do(bezwaartest.Advised(unfounded, "2026-08-31")).Phase("besluit")
	s.On("2026-09-07").Do(bezwaartest.Decide(unfounded)).Phase("verzending")
	s.On("2026-09-08").Do(bezwaartest.Announce()).Phase("beroep")
	view := s.PlayOut()

	assert.Equal(t, lines(`
		1 2026-06-15 ontvangen | parent:1111111111aaaaaaaaaa | Er is bezwaar gemaakt op maandag 15 juni 2026. Beslissen moet uiterlijk op vrijdag 2 oktober 2026.
		2 2026-06-16 ontvangst-bevestigd | office:zout | ZOUT heeft de ontvangst van het bezwaar bevestigd. Beslissen moet uiterlijk op vrijdag 2 oktober 2026.
		3 2026-06-18 gesprek | office:zout | Er is een gesprek over het bezwaar op donderdag 25 juni 2026. Een gesprek verandert geen termijn. Bezwaar maken kan tot en met vrijdag 10 juli 2026. Beslissen moet uiterlijk op vrijdag 2 oktober 2026.
		4 2026-06-20 herinnering |  | Het kantoor van ZOUT kreeg een herinnering: 'Het dossier naar de LBT sturen'. Dat moet uiterlijk donderdag 25 juni 2026.
		5 2026-06-22 herinnering |  | Het kantoor van ZOUT kreeg een herinnering: 'Het bezwaar naar de LBT sturen'. Dat moet uiterlijk maandag 29 juni 2026.
		6 2026-06-22 lbt-dossier | office:zout | Het dossier voor de LBT is gemaakt, met 2 stukken. Dit ontbreekt nog: verweerschrift.
		7 2026-06-24 herinnering |  | Het kantoor van ZOUT kreeg een herinnering: 'Het verweerschrift maken'. Dat moet uiterlijk maandag 29 juni 2026.
		8 2026-06-24 verweerschrift | office:zout | ZOUT heeft een verweerschrift gemaakt.
		9 2026-06-24 lbt-dossier | office:zout | Het dossier voor de LBT is gemaakt, met 2 stukken.
		10 2026-06-25 herinnering |  | Het kantoor van ZOUT kreeg een herinnering: 'Het dossier naar de LBT sturen'. Dat moet uiterlijk donderdag 25 juni 2026.
		11 2026-06-25 gesprek | office:zout | Er is een gesprek geweest op donderdag 25 juni 2026. Een gesprek verandert geen termijn. Bezwaar maken kan tot en met vrijdag 10 juli 2026. Beslissen moet uiterlijk op vrijdag 2 oktober 2026.
		12 2026-06-25 naar-lbt | office:zout | Het dossier is op donderdag 25 juni 2026 naar de LBT gestuurd. Wie bij het bezwaar betrokken is, kan de stukken nu lezen.
		13 2026-07-01 hoorzitting | office:zout | De hoorzitting is op donderdag 6 augustus 2026 om 13:30 uur. De uitnodigingen zijn verstuurd. Nieuwe stukken moeten uiterlijk op maandag 27 juli 2026 binnen zijn.
		14 2026-07-24 herinnering |  | Het kantoor van ZOUT kreeg een herinnering: 'Stukken indienen voor de hoorzitting'. Dat moet uiterlijk maandag 27 juli 2026.
		15 2026-08-10 hoorverslag | office:zout | De hoorzitting is geweest. Het verslag is klaar. De LBT maakt nu haar advies.
		16 2026-09-01 lbt-advies | office:zout | De LBT heeft advies gegeven. De directeur neemt een besluit op het bezwaar. Beslissen moet uiterlijk op vrijdag 2 oktober 2026.
		17 2026-09-04 herinnering |  | Het kantoor van ZOUT kreeg een herinnering: 'Beslissen op het bezwaar'. Dat moet uiterlijk vrijdag 2 oktober 2026.
		18 2026-09-06 herinnering |  | De directeur van ZOUT kreeg een herinnering: 'Een besluit nemen op het bezwaar'. Dat moet uiterlijk vrijdag 11 september 2026.
		19 2026-09-07 besluit | director:zout | De directeur heeft een besluit genomen op het bezwaar. De brieven worden gemaakt.
		20 2026-09-08 bekendgemaakt | office:zout | Het bezwaar is ongegrond. De brieven zijn verstuurd. Beroep instellen bij de rechtbank kan tot en met dinsdag 20 oktober 2026.
		21 2026-10-21 gesloten |  | De tijd om beroep in te stellen is voorbij. De zaak is gesloten.
	`), timelineOf(s.Services.Timeline(caseID)))
	assert.Equal(t, lines(`
		ontvangstbevestiging/office:zout | due 2026-06-18 by ZOUT-instelling | 2026-06-15 - 2026-06-16 bevestigd
		verweerschrift/office:zout | due 2026-06-29 by ZOUT-instelling | 2026-06-15 - 2026-06-24 gemaakt
		lbt-dossier/office:zout | due 2026-06-25 by ZOUT-instelling | 2026-06-15 - 2026-06-25 verstuurd
		hoorzitting-plannen/office:zout | due 2026-07-09 by ZOUT-instelling | 2026-06-25 - 2026-07-01 gepland
		hoorverslag/office:zout | due 2026-08-20 by ZOUT-instelling | 2026-07-01 - 2026-08-10 gehouden
		lbt-advies/office:zout | due 2026-10-02 by Awb 7:10 lid 1 | 2026-08-10 - 2026-09-01 ontvangen
		besluit-bezwaar/director:zout | due 2026-09-11 by ZOUT-instelling | 2026-09-01 - 2026-09-07 ongegrond
		verzending-bezwaar/office:zout | due 2026-09-09 by ZOUT-instelling | 2026-09-07 - 2026-09-08 verzonden
	`), tasksOf(view))
	assert.Equal(t, lines(`
		lbt-verzoek | LBT-reglement art. 2.2 | from 2026-06-15 | plan 2026-06-29 last 2026-06-29 | met 2026-06-25
		beslistermijn-bezwaar | Awb 7:10 lid 1 | from 2026-07-10 | plan 2026-10-02 last 2026-10-02 | met 2026-09-08
		stukken | Awb 7:4 lid 1 | from 2026-08-06 | plan 2026-07-27 last 2026-07-27 | ended
		inzage | Awb 7:4 lid 2 | from 2026-08-06 | plan 2026-07-30 last 2026-07-30 | met 2026-06-25
		beroepstermijn | Awb 6:7 | from 2026-09-08 | plan 2026-10-20 last 2026-10-20 | ended
	`), termsOf(view))
	assert.Equal(t, lines(`
		2026-06-16 bezwaar00001/ontvangst | OBJECTION_RECEIVED | parent:1111111111aaaaaaaaaa, school:bao-zeist, parent:2222222222bbbbbbbbbb | received=2026-06-15 until=2026-10-02 |
		2026-07-01 bezwaar00001/hoorzitting/1 | HEARING | parent:1111111111aaaaaaaaaa, school:bao-zeist, parent:2222222222bbbbbbbbbb | at=13:30 on=2026-08-06 open_from=2026-07-30 papers_until=2026-07-27 | text-place
		2026-09-08 bezwaar00001/besluit | OBJECTION_DECISION | parent:1111111111aaaaaaaaaa, school:bao-zeist, parent:2222222222bbbbbbbbbb | advice=unfounded appeal_until=2026-10-20 decided=2026-09-07 opinion=unfounded received=2026-06-15 | text-reasons file-advice
	`), lettersOf(s.Services.Written()))
}
