package plaatsing_test

// The tables that three school years must give. Above each stands how its dates were checked by hand.

// The first year runs from 24 August 2026 to 24 August 2027. The TLV names 31 July 2029 itself; its last school year began on 1 August 2028.
const threeYearsTerms = `
		eerste-evaluatie | ondersteuningsplan 2.1.3 | from 2026-08-24 | plan 2027-08-24 last 2027-08-24 | met 2027-06-22
		laatste-schooljaar | WPO 40 lid 14, WEC 40 lid 15 | from 2028-08-01 | plan 2029-07-31 last 2029-07-31 | met 2029-06-11
`

// Confirming: 14 days from 1 August 2026, the first day of the TLV, are Saturday 15 August, so Monday the 17th; asked 14 days before that.
// Evaluating: 330 days from 24 August 2026 are 20 July 2027 (a year less 35 days); from 22 June 2027 they are 17 May 2028 (2028 is a leap year: a year
// of 366 less 36); from 30 May 2028 they are 25 April 2029. Each opens 42 days before: 8 June, 5 April, 14 March.
// Choosing: 1 March 2029, the first day of the cut-off, is a Thursday; 120 days before (30 + 31 + 31 + 28) is 1 November 2028.
// Answering: 14 days from 12 March are 26 March. Confirming the return: the whole week begins on 11 June, a week later is 18 June.
// Following up: 42, 91 and 182 days from 11 June 2029 are 23 July, 10 September and 10 December, all Mondays; each opens 14 days before.
const threeYearsTasks = `
		plaatsing-bevestigen/school:sbo-zeist | due 2026-08-17 by ZOUT-instelling | 2026-08-03 - 2026-08-24 bevestigd
		evaluatie/school:sbo-zeist | due 2027-07-20 by ZOUT-instelling | 2027-06-08 - 2027-06-22 geëvalueerd
		evaluatie/school:sbo-zeist/2 | due 2028-05-17 by ZOUT-instelling | 2028-04-05 - 2028-05-30 geëvalueerd
		vervolg-kiezen/school:sbo-zeist | due 2029-03-01 by ZOUT-instelling | 2028-11-01 - 2029-03-05 terug naar een gewone school
		terugplaatsing-antwoord/school:bao-zeist | due 2029-03-26 by ZOUT-instelling | 2029-03-12 - 2029-03-28 akkoord
		evaluatie/school:sbo-zeist/3 | due 2029-04-25 by ZOUT-instelling | 2029-03-14 - 2029-04-24 geëvalueerd
		terugkeer-bevestigen/school:bao-zeist | due 2029-06-18 by ZOUT-instelling | 2029-06-11 - 2029-06-14 terug
		opvolging-1/school:bao-zeist | due 2029-07-23 by ZOUT-instelling | 2029-07-09 - 2029-07-18 gehouden
		opvolging-2/school:bao-zeist | due 2029-09-10 by ZOUT-instelling | 2029-08-27 - 2029-09-10 gehouden
		opvolging-3/school:bao-zeist | due 2029-12-10 by ZOUT-instelling | 2029-11-26 - 2029-12-06 gehouden
`

// The days behind each date stand in policy/zout/plaatsing.yaml. Confirming: 5 and 0 days before 17 August 2026, rungs 1 and 5 days after; the one of
// 14 days came too late. The evaluation of 2027 was held on the day of its first reminder, that of 2028 after two rungs, that of 2029 a day early.
// The last day of the TLV, 31 July 2029: 122 days before (31 + 30 + 31 + 30) is 31 March, 91 is 1 May, 56 is 5 June; the return met the term on 11 June,
// so nobody is reminded 28 days before.
const threeYearsClock = `
		2026-08-12 reminder -5 | plaatsing-bevestigen/school:sbo-zeist of 2026-08-17 | school:sbo-zeist
		2026-08-17 reminder +0 | plaatsing-bevestigen/school:sbo-zeist of 2026-08-17 | school:sbo-zeist
		2026-08-18 escalation +1 | plaatsing-bevestigen/school:sbo-zeist of 2026-08-17 | school:sbo-zeist
		2026-08-22 escalation +5 | plaatsing-bevestigen/school:sbo-zeist of 2026-08-17 | sot:zeist
		2027-06-22 reminder -28 | evaluatie/school:sbo-zeist of 2027-07-20 | school:sbo-zeist
		2028-04-19 reminder -28 | evaluatie/school:sbo-zeist/2 of 2028-05-17 | school:sbo-zeist
		2028-05-10 reminder -7 | evaluatie/school:sbo-zeist/2 of 2028-05-17 | school:sbo-zeist
		2028-05-17 reminder +0 | evaluatie/school:sbo-zeist/2 of 2028-05-17 | school:sbo-zeist
		2028-05-18 escalation +1 | evaluatie/school:sbo-zeist/2 of 2028-05-17 | school:sbo-zeist
		2028-05-24 escalation +7 | evaluatie/school:sbo-zeist/2 of 2028-05-17 | sot:zeist
		2029-02-01 reminder -28 | vervolg-kiezen/school:sbo-zeist of 2029-03-01 | school:sbo-zeist
		2029-02-22 reminder -7 | vervolg-kiezen/school:sbo-zeist of 2029-03-01 | school:sbo-zeist
		2029-03-01 reminder +0 | vervolg-kiezen/school:sbo-zeist of 2029-03-01 | school:sbo-zeist
		2029-03-02 escalation +1 | vervolg-kiezen/school:sbo-zeist of 2029-03-01 | school:sbo-zeist
		2029-03-21 reminder -5 | terugplaatsing-antwoord/school:bao-zeist of 2029-03-26 | school:bao-zeist
		2029-03-26 reminder +0 | terugplaatsing-antwoord/school:bao-zeist of 2029-03-26 | school:bao-zeist
		2029-03-27 escalation +1 | terugplaatsing-antwoord/school:bao-zeist of 2029-03-26 | school:bao-zeist
		2029-03-28 reminder -28 | evaluatie/school:sbo-zeist/3 of 2029-04-25 | school:sbo-zeist
		2029-03-31 reminder -122 | laatste-schooljaar of 2029-07-31 | school:sbo-zeist sot:zeist
		2029-04-18 reminder -7 | evaluatie/school:sbo-zeist/3 of 2029-04-25 | school:sbo-zeist
		2029-05-01 reminder -91 | laatste-schooljaar of 2029-07-31 | school:sbo-zeist sot:zeist
		2029-06-05 reminder -56 | laatste-schooljaar of 2029-07-31 | school:sbo-zeist sot:zeist
		2029-07-16 reminder -7 | opvolging-1/school:bao-zeist of 2029-07-23 | school:bao-zeist
		2029-09-03 reminder -7 | opvolging-2/school:bao-zeist of 2029-09-10 | school:bao-zeist
		2029-09-10 reminder +0 | opvolging-2/school:bao-zeist of 2029-09-10 | school:bao-zeist
		2029-12-03 reminder -7 | opvolging-3/school:bao-zeist of 2029-12-10 | school:bao-zeist
`

// One letter, when the school of origin agrees: to the parents and both schools.
const threeYearsLetters = `
		2029-03-28 RETURN | parent:1111111111aaaaaaaaaa parent:2222222222bbbbbbbbbb school:bao-zeist school:sbo-zeist | from=2029-04-09 full=2029-06-11 school=bao-zeist | file-plan
`

// Everything that was sent in three and a half years, in order. Changes go to the parents, the schools and the SOT, but not to who made them.
const threeYearsNotices = `
		plaatsing-bevestigen/school:sbo-zeist | TASK | school:sbo-zeist
		task/plaatsing-bevestigen/school:sbo-zeist/2026-08-17/-5 | REMINDER | school:sbo-zeist
		task/plaatsing-bevestigen/school:sbo-zeist/2026-08-17/-0 | REMINDER | school:sbo-zeist
		task/plaatsing-bevestigen/school:sbo-zeist/2026-08-17/+1/holder | OVERDUE | school:sbo-zeist
		task/plaatsing-bevestigen/school:sbo-zeist/2026-08-17/+5/sot | ESCALATION | sot:zeist
		geplaatst/7 | PLACEMENT | parent:1111111111aaaaaaaaaa parent:2222222222bbbbbbbbbb school:bao-zeist sot:zeist
		evaluatie/school:sbo-zeist | TASK | school:sbo-zeist
		task/evaluatie/school:sbo-zeist/2027-07-20/-28 | REMINDER | school:sbo-zeist
		evaluatie/10 | PLACEMENT | parent:1111111111aaaaaaaaaa parent:2222222222bbbbbbbbbb school:bao-zeist sot:zeist
		evaluatie/school:sbo-zeist/2 | TASK | school:sbo-zeist
		task/evaluatie/school:sbo-zeist/2/2028-05-17/-28 | REMINDER | school:sbo-zeist
		task/evaluatie/school:sbo-zeist/2/2028-05-17/-7 | REMINDER | school:sbo-zeist
		task/evaluatie/school:sbo-zeist/2/2028-05-17/-0 | REMINDER | school:sbo-zeist
		task/evaluatie/school:sbo-zeist/2/2028-05-17/+1/holder | OVERDUE | school:sbo-zeist
		task/evaluatie/school:sbo-zeist/2/2028-05-17/+7/sot | ESCALATION | sot:zeist
		evaluatie/17 | PLACEMENT | parent:1111111111aaaaaaaaaa parent:2222222222bbbbbbbbbb school:bao-zeist sot:zeist
		vervolg-kiezen/school:sbo-zeist | TASK | school:sbo-zeist
		task/vervolg-kiezen/school:sbo-zeist/2029-03-01/-28 | REMINDER | school:sbo-zeist
		task/vervolg-kiezen/school:sbo-zeist/2029-03-01/-7 | REMINDER | school:sbo-zeist
		task/vervolg-kiezen/school:sbo-zeist/2029-03-01/-0 | REMINDER | school:sbo-zeist
		task/vervolg-kiezen/school:sbo-zeist/2029-03-01/+1/holder | OVERDUE | school:sbo-zeist
		vervolg/24 | PLACEMENT | parent:1111111111aaaaaaaaaa parent:2222222222bbbbbbbbbb school:bao-zeist sot:zeist
		terugplaatsing-antwoord/school:bao-zeist | TASK | school:bao-zeist
		terugkeer-gepland/25 | PLACEMENT | parent:1111111111aaaaaaaaaa parent:2222222222bbbbbbbbbb school:bao-zeist sot:zeist
		evaluatie/school:sbo-zeist/3 | TASK | school:sbo-zeist
		task/terugplaatsing-antwoord/school:bao-zeist/2029-03-26/-5 | REMINDER | school:bao-zeist
		task/terugplaatsing-antwoord/school:bao-zeist/2029-03-26/-0 | REMINDER | school:bao-zeist
		task/terugplaatsing-antwoord/school:bao-zeist/2029-03-26/+1/holder | OVERDUE | school:bao-zeist
		task/evaluatie/school:sbo-zeist/3/2029-04-25/-28 | REMINDER | school:sbo-zeist
		terugkeer/31 | LETTER | parent:1111111111aaaaaaaaaa parent:2222222222bbbbbbbbbb school:bao-zeist school:sbo-zeist
		term/laatste-schooljaar/2029-07-31/-122 | REMINDER | school:sbo-zeist sot:zeist
		task/evaluatie/school:sbo-zeist/3/2029-04-25/-7 | REMINDER | school:sbo-zeist
		evaluatie/34 | PLACEMENT | parent:1111111111aaaaaaaaaa parent:2222222222bbbbbbbbbb school:bao-zeist sot:zeist
		term/laatste-schooljaar/2029-07-31/-91 | REMINDER | school:sbo-zeist sot:zeist
		term/laatste-schooljaar/2029-07-31/-56 | REMINDER | school:sbo-zeist sot:zeist
		terugkeer-bevestigen/school:bao-zeist | TASK | school:bao-zeist
		terug/38 | PLACEMENT | parent:1111111111aaaaaaaaaa parent:2222222222bbbbbbbbbb sot:zeist
		opvolging-1/school:bao-zeist | TASK | school:bao-zeist
		task/opvolging-1/school:bao-zeist/2029-07-23/-7 | REMINDER | school:bao-zeist
		opvolging/41 | PLACEMENT | parent:1111111111aaaaaaaaaa parent:2222222222bbbbbbbbbb sot:zeist
		opvolging-2/school:bao-zeist | TASK | school:bao-zeist
		task/opvolging-2/school:bao-zeist/2029-09-10/-7 | REMINDER | school:bao-zeist
		task/opvolging-2/school:bao-zeist/2029-09-10/-0 | REMINDER | school:bao-zeist
		opvolging/45 | PLACEMENT | parent:1111111111aaaaaaaaaa parent:2222222222bbbbbbbbbb sot:zeist
		opvolging-3/school:bao-zeist | TASK | school:bao-zeist
		task/opvolging-3/school:bao-zeist/2029-12-10/-7 | REMINDER | school:bao-zeist
		opvolging/48 | PLACEMENT | parent:1111111111aaaaaaaaaa parent:2222222222bbbbbbbbbb sot:zeist
`

// The whole timeline.
const threeYearsStory = `
		1 2026-06-15 begonnen |  | Er is een TLV voor het sbo, van zaterdag 1 augustus 2026 tot en met dinsdag 31 juli 2029. De school bevestigt wanneer de leerling er is. De afspraken over de terugkeer uit het besluit gaan mee.
		2 2026-08-03 taak-geopend |  | Het is tijd voor 'Bevestigen dat de leerling er is'. Dat moet uiterlijk maandag 17 augustus 2026.
		3 2026-08-12 herinnering |  | De school kreeg een herinnering: 'Bevestigen dat de leerling er is'. Dat moet uiterlijk maandag 17 augustus 2026.
		4 2026-08-17 herinnering |  | De school kreeg een herinnering: 'Bevestigen dat de leerling er is'. Dat moet uiterlijk maandag 17 augustus 2026.
		5 2026-08-18 opgeschaald |  | 'Bevestigen dat de leerling er is' is te laat: het moest uiterlijk maandag 17 augustus 2026. De school kreeg daarvan bericht.
		6 2026-08-22 opgeschaald |  | 'Bevestigen dat de leerling er is' is te laat: het moest uiterlijk maandag 17 augustus 2026. Het SOT kreeg daarvan bericht.
		7 2026-08-24 geplaatst | school:sbo-zeist | De leerling is op school sinds maandag 24 augustus 2026. De TLV geldt tot en met dinsdag 31 juli 2029.
		8 2027-06-08 taak-geopend |  | Het is tijd voor 'De plaatsing evalueren'. Dat moet uiterlijk dinsdag 20 juli 2027.
		9 2027-06-22 herinnering |  | De school kreeg een herinnering: 'De plaatsing evalueren'. Dat moet uiterlijk dinsdag 20 juli 2027.
		10 2027-06-22 evaluatie | school:sbo-zeist | De verwijzende en de ontvangende school hebben samen geëvalueerd op dinsdag 22 juni 2027: het gaat goed.
		11 2028-04-05 taak-geopend |  | Het is tijd voor 'De plaatsing evalueren'. Dat moet uiterlijk woensdag 17 mei 2028.
		12 2028-04-19 herinnering |  | De school kreeg een herinnering: 'De plaatsing evalueren'. Dat moet uiterlijk woensdag 17 mei 2028.
		13 2028-05-10 herinnering |  | De school kreeg een herinnering: 'De plaatsing evalueren'. Dat moet uiterlijk woensdag 17 mei 2028.
		14 2028-05-17 herinnering |  | De school kreeg een herinnering: 'De plaatsing evalueren'. Dat moet uiterlijk woensdag 17 mei 2028.
		15 2028-05-18 opgeschaald |  | 'De plaatsing evalueren' is te laat: het moest uiterlijk woensdag 17 mei 2028. De school kreeg daarvan bericht.
		16 2028-05-24 opgeschaald |  | 'De plaatsing evalueren' is te laat: het moest uiterlijk woensdag 17 mei 2028. Het SOT kreeg daarvan bericht.
		17 2028-05-30 evaluatie | school:sbo-zeist | De ontvangende school heeft geëvalueerd op dinsdag 30 mei 2028: het gaat goed.
		18 2028-08-01 laatste-schooljaar |  | Dit is het laatste schooljaar van de TLV. De school moet uiterlijk op dinsdag 31 juli 2029 geregeld hebben wat er daarna komt: terug naar een gewone school, een nieuwe TLV, of voortgezet onderwijs.
		19 2028-11-01 taak-geopend |  | Het is tijd voor 'Kiezen wat er na deze TLV komt'. Dat moet uiterlijk donderdag 1 maart 2029.
		20 2029-02-01 herinnering |  | De school kreeg een herinnering: 'Kiezen wat er na deze TLV komt'. Dat moet uiterlijk donderdag 1 maart 2029.
		21 2029-02-22 herinnering |  | De school kreeg een herinnering: 'Kiezen wat er na deze TLV komt'. Dat moet uiterlijk donderdag 1 maart 2029.
		22 2029-03-01 herinnering |  | De school kreeg een herinnering: 'Kiezen wat er na deze TLV komt'. Dat moet uiterlijk donderdag 1 maart 2029.
		23 2029-03-02 opgeschaald |  | 'Kiezen wat er na deze TLV komt' is te laat: het moest uiterlijk donderdag 1 maart 2029. De school kreeg daarvan bericht.
		24 2029-03-05 vervolg | school:sbo-zeist | De school heeft gekozen: terug naar een gewone school. De school maakt een plan voor de terugkeer, voor dinsdag 31 juli 2029.
		25 2029-03-12 terugkeer-gepland | school:sbo-zeist | Er is een plan voor de terugkeer naar een gewone school. De leerling begint daar op maandag 9 april 2029, en is er de hele week vanaf maandag 11 juni 2029.
		26 2029-03-14 taak-geopend |  | Het is tijd voor 'De plaatsing evalueren'. Dat moet uiterlijk woensdag 25 april 2029.
		27 2029-03-21 herinnering |  | De school kreeg een herinnering: 'Antwoorden op het plan voor de terugkeer'. Dat moet uiterlijk maandag 26 maart 2029.
		28 2029-03-26 herinnering |  | De school kreeg een herinnering: 'Antwoorden op het plan voor de terugkeer'. Dat moet uiterlijk maandag 26 maart 2029.
		29 2029-03-27 opgeschaald |  | 'Antwoorden op het plan voor de terugkeer' is te laat: het moest uiterlijk maandag 26 maart 2029. De school kreeg daarvan bericht.
		30 2029-03-28 herinnering |  | De school kreeg een herinnering: 'De plaatsing evalueren'. Dat moet uiterlijk woensdag 25 april 2029.
		31 2029-03-28 terugkeer-afgesproken | school:bao-zeist | De terugkeer is afgesproken. De leerling begint op maandag 9 april 2029. De brieven zijn verstuurd.
		32 2029-03-31 herinnering |  | De school en het SOT kregen een herinnering: 'Regelen wat er na deze TLV komt'. Dat moet uiterlijk dinsdag 31 juli 2029.
		33 2029-04-18 herinnering |  | De school kreeg een herinnering: 'De plaatsing evalueren'. Dat moet uiterlijk woensdag 25 april 2029.
		34 2029-04-24 evaluatie | school:sbo-zeist | De verwijzende en de ontvangende school hebben samen geëvalueerd op dinsdag 24 april 2029: het gaat goed.
		35 2029-05-01 herinnering |  | De school en het SOT kregen een herinnering: 'Regelen wat er na deze TLV komt'. Dat moet uiterlijk dinsdag 31 juli 2029.
		36 2029-06-05 herinnering |  | De school en het SOT kregen een herinnering: 'Regelen wat er na deze TLV komt'. Dat moet uiterlijk dinsdag 31 juli 2029.
		37 2029-06-11 taak-geopend |  | Het is tijd voor 'Bevestigen dat de leerling de hele week terug is'. Dat moet uiterlijk maandag 18 juni 2029.
		38 2029-06-14 terug | school:bao-zeist | De leerling is sinds maandag 11 juni 2029 de hele week terug op een gewone school. Na zes weken, drie maanden en een half jaar vertelt die school hoe het gaat.
		39 2029-07-09 taak-geopend |  | Het is tijd voor 'Vertellen hoe het gaat na zes weken'. Dat moet uiterlijk maandag 23 juli 2029.
		40 2029-07-16 herinnering |  | De school kreeg een herinnering: 'Vertellen hoe het gaat na zes weken'. Dat moet uiterlijk maandag 23 juli 2029.
		41 2029-07-18 opvolging | school:bao-zeist | Gesprek 1 na de terugkeer, op woensdag 18 juli 2029: het gaat goed.
		42 2029-08-27 taak-geopend |  | Het is tijd voor 'Vertellen hoe het gaat na drie maanden'. Dat moet uiterlijk maandag 10 september 2029.
		43 2029-09-03 herinnering |  | De school kreeg een herinnering: 'Vertellen hoe het gaat na drie maanden'. Dat moet uiterlijk maandag 10 september 2029.
		44 2029-09-10 herinnering |  | De school kreeg een herinnering: 'Vertellen hoe het gaat na drie maanden'. Dat moet uiterlijk maandag 10 september 2029.
		45 2029-09-10 opvolging | school:bao-zeist | Gesprek 2 na de terugkeer, op vrijdag 7 september 2029: er is iets om op te letten.
		46 2029-11-26 taak-geopend |  | Het is tijd voor 'Vertellen hoe het gaat na een half jaar'. Dat moet uiterlijk maandag 10 december 2029.
		47 2029-12-03 herinnering |  | De school kreeg een herinnering: 'Vertellen hoe het gaat na een half jaar'. Dat moet uiterlijk maandag 10 december 2029.
		48 2029-12-06 opvolging | school:bao-zeist | Gesprek 3 na de terugkeer, op donderdag 6 december 2029: het gaat goed.
		49 2029-12-06 gesloten |  | De leerling is een half jaar terug op een gewone school. De zaak is gesloten.
`
