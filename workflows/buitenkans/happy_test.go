package buitenkans_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	"traject.nl/workflows/buitenkans/buitenkanstest"
)

func TestAStayOfThirteenWeeksFromRequestToAftercare(t *testing.T) {
	t.Parallel()
	s := begin(t, "2026-08-24").Do(buitenkanstest.RequestFrom(4, "2026-09-07")).Phase("aanvraag")
	s.On("2026-08-25").Do(buitenkanstest.Support(), buitenkanstest.Consent(buitenkanstest.Parent))
	s.On("2026-08-27").Do(buitenkanstest.Consent(buitenkanstest.OtherParent)).Phase("intake")
	s.On("2026-09-01").Do(buitenkanstest.Admit()).Phase("gepland")
	s.On("2026-09-02").Do(buitenkanstest.PlanStart("2026-09-07"))
	s.On("2026-09-07").Do(buitenkanstest.Arrived()).Phase("observatie")
	s.On("2026-10-14").Do(buitenkanstest.Evaluate("2026-10-14"))
	s.On("2026-11-05").Do(buitenkanstest.Advise(buitenkansv1.Direction_DIRECTION_RETURN)).Phase("terugkeer")
	s.On("2026-11-16").Do(buitenkanstest.PlanReturn("2026-12-07"))
	s.On("2026-12-04").Do(buitenkanstest.End("2026-12-04")).Phase("nazorg")
	s.On("2027-01-18").Do(buitenkanstest.Aftercare("2027-01-18"))
	s.On("2027-03-08").Do(buitenkanstest.Aftercare("2027-03-08"))
	view := s.PlayOut()
	assert.True(t, view.Closed)
	assert.Equal(t, lines(`
		1 2026-08-24 ontvangen | school:bao-zeist | De school vraagt een plek bij de Buitenkans voor een leerling van groep 4. De leerling kan starten vanaf maandag 7 september 2026. Het SOT en de ouders zijn gevraagd.
		2 2026-08-25 gesteund | sot:zeist | Het SOT steunt de aanvraag. De ouders moeten nog antwoorden.
		3 2026-08-25 toestemming | parent:1111111111aaaaaaaaaa | Een ouder geeft toestemming. Een andere ouder moet dat nog doen.
		4 2026-08-27 toestemming | parent:2222222222bbbbbbbbbb | De ouders geven toestemming. De Buitenkans kijkt nu of zij de vraag kan beantwoorden.
		5 2026-09-01 toegelaten | provision:buitenkans | De Buitenkans laat de leerling toe. Er is een plek in groep Laag, van maandag 7 september 2026 tot en met zondag 6 december 2026.
		6 2026-09-02 start-gepland | provision:buitenkans | De start is gepland op maandag 7 september 2026, in groep Laag. De laatste dag is zondag 6 december 2026.
		7 2026-09-07 taak-geopend |  | Het is tijd voor 'Vastleggen of de leerling kwam'. Dat moet uiterlijk dinsdag 8 september 2026.
		8 2026-09-07 gestart | provision:buitenkans | De leerling is gestart bij de Buitenkans. De laatste dag is zondag 6 december 2026.
		9 2026-10-05 taak-geopend |  | Het is tijd voor 'De tussenevaluatie houden'. Dat moet uiterlijk maandag 19 oktober 2026.
		10 2026-10-12 herinnering |  | De Buitenkans kreeg een herinnering: 'De tussenevaluatie houden'. Dat moet uiterlijk maandag 19 oktober 2026.
		11 2026-10-14 tussenevaluatie | provision:buitenkans | De tussenevaluatie is gehouden op woensdag 14 oktober 2026. Het verslag is klaar.
		12 2026-10-19 taak-geopend |  | Het is tijd voor 'Het advies geven'. Dat moet uiterlijk maandag 9 november 2026.
		13 2026-11-02 herinnering |  | De Buitenkans kreeg een herinnering: 'Het advies geven'. Dat moet uiterlijk maandag 9 november 2026.
		14 2026-11-05 advies | provision:buitenkans | De Buitenkans heeft advies gegeven: terug naar de eigen school. De school en de ouders hebben een brief gekregen.
		15 2026-11-08 herinnering |  | De Buitenkans, de school, het SOT, de directeur van ZOUT en de ouders kregen een herinnering: 'De plaatsing bij de Buitenkans beëindigen'. Dat moet uiterlijk zondag 6 december 2026.
		16 2026-11-16 herinnering |  | De school kreeg een herinnering: 'De terugkeer plannen'. Dat moet uiterlijk maandag 23 november 2026.
		17 2026-11-16 terugkeer-gepland | school:bao-zeist | De terugkeer is gepland. De leerling is op maandag 7 december 2026 terug op school.
		18 2026-11-22 herinnering |  | De Buitenkans, de school, het SOT, de directeur van ZOUT en de ouders kregen een herinnering: 'De plaatsing bij de Buitenkans beëindigen'. Dat moet uiterlijk zondag 6 december 2026.
		19 2026-11-29 herinnering |  | De Buitenkans, de school, het SOT, de directeur van ZOUT en de ouders kregen een herinnering: 'De plaatsing bij de Buitenkans beëindigen'. Dat moet uiterlijk zondag 6 december 2026.
		20 2026-12-04 beeindigd | provision:buitenkans | De plaatsing is geëindigd op vrijdag 4 december 2026. De observatie is klaar. De school en het SOT volgen hoe het gaat.
		21 2027-01-01 taak-geopend |  | Het is tijd voor 'Gesprek: hoe gaat het na zes weken'. Dat moet uiterlijk vrijdag 15 januari 2027.
		22 2027-01-08 herinnering |  | De school kreeg een herinnering: 'Gesprek: hoe gaat het na zes weken'. Dat moet uiterlijk vrijdag 15 januari 2027.
		23 2027-01-15 herinnering |  | De school kreeg een herinnering: 'Gesprek: hoe gaat het na zes weken'. Dat moet uiterlijk vrijdag 15 januari 2027.
		24 2027-01-16 opgeschaald |  | 'Gesprek: hoe gaat het na zes weken' is te laat: het moest uiterlijk vrijdag 15 januari 2027. De school kreeg daarvan bericht.
		25 2027-01-18 nazorg | school:bao-zeist | Er is een gesprek geweest op maandag 18 januari 2027. Het gaat goed.
		26 2027-02-19 taak-geopend |  | Het is tijd voor 'Gesprek: hoe gaat het na drie maanden'. Dat moet uiterlijk vrijdag 5 maart 2027.
		27 2027-02-26 herinnering |  | De school kreeg een herinnering: 'Gesprek: hoe gaat het na drie maanden'. Dat moet uiterlijk vrijdag 5 maart 2027.
		28 2027-03-05 herinnering |  | De school kreeg een herinnering: 'Gesprek: hoe gaat het na drie maanden'. Dat moet uiterlijk vrijdag 5 maart 2027.
		29 2027-03-06 opgeschaald |  | 'Gesprek: hoe gaat het na drie maanden' is te laat: het moest uiterlijk vrijdag 5 maart 2027. De school kreeg daarvan bericht.
		30 2027-03-08 gesloten | school:bao-zeist | Er is een gesprek geweest op maandag 8 maart 2027. Het gaat goed. Dit was het laatste gesprek. De zaak is gesloten.
	`), timelineOf(s.Services.Timeline(caseID)))
	assert.Equal(t, lines(`
		sot-steun/sot:zeist | due 2026-08-31 by ZOUT-instelling | 2026-08-24 - 2026-08-25 gesteund
		toestemming/parent:1111111111aaaaaaaaaa | due 2026-09-03 by ZOUT-instelling | 2026-08-24 - 2026-08-25 akkoord
		toestemming/parent:2222222222bbbbbbbbbb | due 2026-09-03 by ZOUT-instelling | 2026-08-24 - 2026-08-27 akkoord
		intake/provision:buitenkans | due 2026-09-07 by ZOUT-instelling | 2026-08-27 - 2026-09-01 toegelaten
		start-plannen/provision:buitenkans | due 2026-09-07 by ZOUT-instelling | 2026-09-01 - 2026-09-02 gepland
		start-bevestigen/provision:buitenkans | due 2026-09-08 by ZOUT-instelling | 2026-09-07 - 2026-09-07 gekomen
		tussenevaluatie/provision:buitenkans | due 2026-10-19 by ZOUT-instelling | 2026-10-05 - 2026-10-14 gehouden
		advies-buitenkans/provision:buitenkans | due 2026-11-09 by ZOUT-instelling | 2026-10-19 - 2026-11-05 gegeven
		terugkeerplan/school:bao-zeist | due 2026-11-23 by ZOUT-instelling | 2026-11-05 - 2026-11-16 gepland
		nazorg-1/school:bao-zeist | due 2027-01-15 by ZOUT-instelling | 2027-01-01 - 2027-01-18 gevoerd
		nazorg-2/school:bao-zeist | due 2027-03-05 by ZOUT-instelling | 2027-02-19 - 2027-03-08 gevoerd
	`), tasksOf(view))
	assert.Equal(t, lines(`
		einde-plaatsing | ondersteuningsplan 2.2 | from 2026-09-07 | plan 2026-12-06 last 2026-12-06 | met 2026-12-04
	`), termsOf(view))
	assert.Equal(t, lines(`
		2026-09-02 buitenkans01/start/6 | BUITENKANS_START | school:bao-zeist, parent:1111111111aaaaaaaaaa, parent:2222222222bbbbbbbbbb | from=2026-09-07 group=Laag until=2026-12-06 |
		2026-11-05 buitenkans01/advies | BUITENKANS_ADVICE | school:bao-zeist, parent:1111111111aaaaaaaaaa, parent:2222222222bbbbbbbbbb | direction=terug until=2026-12-06 | file-advice
		2026-11-16 buitenkans01/terugkeer/17 | RETURN | school:bao-zeist, parent:1111111111aaaaaaaaaa, parent:2222222222bbbbbbbbbb | from=2026-12-07 school=bao-zeist | text-plan
	`), lettersOf(s.Services.Written()))
	assert.Equal(t, lines(`
		TASK sot-steun/sot:zeist | sot
		TASK toestemming/parent:1111111111aaaaaaaaaa | ouder
		TASK toestemming/parent:2222222222bbbbbbbbbb | ouder-2
		RECEIVED ontvangen | school
		TASK intake/provision:buitenkans | buitenkans
		TASK start-plannen/provision:buitenkans | buitenkans
		LETTER brief/start/6 | ouder ouder-2 school
		BUITENKANS start/6 | sot
		TASK start-bevestigen/provision:buitenkans | buitenkans
		BUITENKANS gestart | ouder ouder-2 school sot
		TASK tussenevaluatie/provision:buitenkans | buitenkans
		REMINDER task/tussenevaluatie/provision:buitenkans/2026-10-19/-7 | buitenkans
		BUITENKANS tussenevaluatie | ouder ouder-2 school sot
		TASK advies-buitenkans/provision:buitenkans | buitenkans
		REMINDER task/advies-buitenkans/provision:buitenkans/2026-11-09/-7 | buitenkans
		TASK terugkeerplan/school:bao-zeist | school
		LETTER brief/advies/14 | ouder ouder-2 school
		BUITENKANS advies | sot
		REMINDER term/einde-plaatsing/2026-12-06/-28 | buitenkans directeur ouder ouder-2 school sot
		REMINDER task/terugkeerplan/school:bao-zeist/2026-11-23/-7 | school
		LETTER brief/terugkeer/17 | ouder ouder-2 school
		BUITENKANS terugkeer/17 | buitenkans sot
		REMINDER term/einde-plaatsing/2026-12-06/-14 | buitenkans directeur ouder ouder-2 school sot
		REMINDER term/einde-plaatsing/2026-12-06/-7 | buitenkans directeur ouder ouder-2 school sot
		BUITENKANS beeindigd | ouder ouder-2 school sot
		TASK nazorg-1/school:bao-zeist | school
		REMINDER task/nazorg-1/school:bao-zeist/2027-01-15/-7 | school
		REMINDER task/nazorg-1/school:bao-zeist/2027-01-15/-0 | school
		OVERDUE task/nazorg-1/school:bao-zeist/2027-01-15/+1/holder | school
		BUITENKANS nazorg/25 | buitenkans ouder ouder-2 sot
		TASK nazorg-2/school:bao-zeist | school
		REMINDER task/nazorg-2/school:bao-zeist/2027-03-05/-7 | school
		REMINDER task/nazorg-2/school:bao-zeist/2027-03-05/-0 | school
		OVERDUE task/nazorg-2/school:bao-zeist/2027-03-05/+1/holder | school
		ENDED gesloten | buitenkans ouder ouder-2 school sot
	`), noticesOf(s.Services.Notices()))
}

// TestTheEndThatComesNearerReachesThoseAround tells a stay in which nobody does anything after the first day: what the clock does, and whom it
// tells. Without advice everybody up to the board hears of it; the pupil's last day stays the last day.
func TestTheEndThatComesNearerReachesThoseAround(t *testing.T) {
	t.Parallel()
	s := started(t).On("2026-12-20")
	view := s.Play()
	assert.Equal(t, lastDay, view.GetBuitenkans().Place.UntilOn)
	assert.Equal(t, lines(`
		2026-10-12 REMINDER -7 | tussenevaluatie/provision:buitenkans | 2026-10-19 | buitenkans
		2026-10-19 REMINDER +0 | tussenevaluatie/provision:buitenkans | 2026-10-19 | buitenkans
		2026-10-20 ESCALATION +1 | tussenevaluatie/provision:buitenkans | 2026-10-19 | buitenkans
		2026-10-22 ESCALATION +3 | tussenevaluatie/provision:buitenkans | 2026-10-19 | sot
		2026-10-26 ESCALATION +7 | tussenevaluatie/provision:buitenkans | 2026-10-19 | directeur
		2026-11-02 REMINDER -7 | advies-buitenkans/provision:buitenkans | 2026-11-09 | buitenkans
		2026-11-07 REMINDER -2 | advies-buitenkans/provision:buitenkans | 2026-11-09 | buitenkans
		2026-11-08 REMINDER -28 | einde-plaatsing | 2026-12-06 | buitenkans school sot directeur ouder ouder-2
		2026-11-09 REMINDER +0 | advies-buitenkans/provision:buitenkans | 2026-11-09 | buitenkans
		2026-11-10 ESCALATION +1 | advies-buitenkans/provision:buitenkans | 2026-11-09 | buitenkans
		2026-11-12 ESCALATION +3 | advies-buitenkans/provision:buitenkans | 2026-11-09 | sot
		2026-11-16 ESCALATION +7 | advies-buitenkans/provision:buitenkans | 2026-11-09 | directeur
		2026-11-22 REMINDER -14 | einde-plaatsing | 2026-12-06 | buitenkans school sot directeur ouder ouder-2
		2026-11-29 REMINDER -7 | einde-plaatsing | 2026-12-06 | buitenkans school sot directeur ouder ouder-2
		2026-12-06 REMINDER +0 | einde-plaatsing | 2026-12-06 | buitenkans school sot directeur ouder ouder-2
		2026-12-07 OVERRUN +0 | einde-plaatsing | 2026-12-06 |
		2026-12-07 ESCALATION +1 | einde-plaatsing | 2026-12-06 | buitenkans
		2026-12-08 ESCALATION +2 | einde-plaatsing | 2026-12-06 | sot
		2026-12-09 ESCALATION +3 | einde-plaatsing | 2026-12-06 | directeur
		2026-12-11 ESCALATION +4 | afronden/provision:buitenkans | 2026-12-07 | buitenkans
		2026-12-14 ESCALATION +8 | einde-plaatsing | 2026-12-06 | bestuur
		2026-12-16 ESCALATION +9 | afronden/provision:buitenkans | 2026-12-07 | directeur
	`), firedOf(view))
	assert.Equal(t, lines(`
		sot-steun/sot:zeist | due 2026-09-14 by ZOUT-instelling | 2026-09-07 - 2026-09-07 gesteund
		toestemming/parent:1111111111aaaaaaaaaa | due 2026-09-17 by ZOUT-instelling | 2026-09-07 - 2026-09-07 akkoord op papier
		toestemming/parent:2222222222bbbbbbbbbb | due 2026-09-17 by ZOUT-instelling | 2026-09-07 - 2026-09-07 akkoord op papier
		intake/provision:buitenkans | due 2026-09-17 by ZOUT-instelling | 2026-09-07 - 2026-09-07 toegelaten
		start-plannen/provision:buitenkans | due 2026-09-14 by ZOUT-instelling | 2026-09-07 - 2026-09-07 gepland
		start-bevestigen/provision:buitenkans | due 2026-09-08 by ZOUT-instelling | 2026-09-07 - 2026-09-07 gekomen
		tussenevaluatie/provision:buitenkans | due 2026-10-19 by ZOUT-instelling | 2026-10-05 - open
		advies-buitenkans/provision:buitenkans | due 2026-11-09 by ZOUT-instelling | 2026-10-19 - open
		afronden/provision:buitenkans | due 2026-12-07 by ZOUT-instelling | 2026-12-06 - open
	`), tasksOf(view))
}
