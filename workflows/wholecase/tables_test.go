package wholecase_test

// The tables that the case of two years must give. Behind each row stands how the date was checked by hand.

// Eight weeks from 25 September 2026 are 20 November. The term stood still for 7 days (1 to 7 October: the day of the completion counts
// again), 182 days (19 October to 18 April) and 5 days (3 to 7 May): 2 June 2027. The extension names 30 September, so from 1 October it is missed.
// The dwangsom is owed up to 21 October; two weeks later is 4 November. Six weeks from 22 October are 3 December.
const termsOfTheApplication = `
		beslistermijn | Awb 4:13 lid 2 | vanaf 2026-09-25 | plan 2027-09-30 | uiterlijk 2027-09-30 | stil: na 2026-09-30 - aangevuld 2026-10-08 (Awb 4:15 lid 1 onder a) | stil: 2026-10-19 - 2027-04-18 (Awb 4:15 lid 2 onder a) | stil: 2027-05-03 - 2027-05-07 (Awb 4:15 lid 2 onder c) | langer: 2027-09-30 gemeld 2027-05-28 (Awb 4:14 lid 3) | gemist 2027-10-01 | gehaald 2027-10-22
		dwangsombesluit | Awb 4:18 | vanaf 2027-10-21 | plan 2027-11-04 | uiterlijk 2027-11-04 | gehaald 2027-11-01
		bezwaartermijn | Awb 6:7 | vanaf 2027-10-22 | plan 2027-12-03 | uiterlijk 2027-12-03 | voorbij
`

// Two weeks from 30 November are 14 December. Twelve weeks from the end of the objection term (3 December) are 25 February 2028; with 90 days of agreed
// delay (2028 is a leap year) that is 25 May, Hemelvaartsdag, and with the equated day after it and the weekend 29 May. The verdaging counts six weeks
// from 25 May: 6 July. Ten days and one week before the hearing of 20 January are 10 and 13 January; neither moves. Six weeks from 28 June are 9 August.
const termsOfTheObjection = `
		lbt-verzoek | LBT-reglement art. 2.2 | vanaf 2027-11-30 | plan 2027-12-14 | uiterlijk 2027-12-14 | gehaald 2027-12-10
		beslistermijn-bezwaar | Awb 7:10 lid 1 | vanaf 2027-12-03 | plan 2028-07-06 | uiterlijk 2028-07-06 | stil: 2028-02-01 - 2028-04-30 (Awb 7:10 lid 4) | langer: 6 weken gemeld 2028-05-15 (Awb 7:10 lid 3) | gehaald 2028-06-28
		stukken | Awb 7:4 lid 1 | vanaf 2028-01-20 | plan 2028-01-10 | uiterlijk 2028-01-10 | voorbij
		inzage | Awb 7:4 lid 2 | vanaf 2028-01-20 | plan 2028-01-13 | uiterlijk 2028-01-13 | gehaald 2027-12-10
		beroepstermijn | Awb 6:7 | vanaf 2028-06-28 | plan 2028-08-09 | uiterlijk 2028-08-09 | voorbij
`

// The decision of the director was due by the norm on 20 October 2026: two rungs. The term of the law reminds 14, 7, 2 and 0 days before, on 2 June,
// and again before 30 September when it was extended; then the ladder "wettelijk". The notice of default of 4 October: two weeks later the last
// free day is 18 October, with reminders 7, 3 and 1 day before.
const clockOfTheApplication = `
		2026-09-28 herinnering +0 | competentie/office:zout | datum 2026-09-28 | office:zout
		2026-09-28 herinnering -2 | sot-betrokkenheid/sot:zeist | datum 2026-09-30 | sot:zeist
		2026-10-07 herinnering -7 | aanvulling/school:bao-zeist | datum 2026-10-14 | school:bao-zeist
		2026-10-11 herinnering -2 | deskundigen/office:zout | datum 2026-10-13 | office:zout
		2026-10-18 herinnering -2 | besluit/director:zout | datum 2026-10-20 | director:zout
		2026-10-20 herinnering +0 | besluit/director:zout | datum 2026-10-20 | director:zout
		2026-10-21 opgeschaald +1 | besluit/director:zout | datum 2026-10-20 | director:zout
		2026-10-27 opgeschaald +7 | besluit/director:zout | datum 2026-10-20 | board:bestuur-zeist
		2027-05-19 herinnering -14 | beslistermijn | datum 2027-06-02 | office:zout
		2027-05-26 herinnering -7 | beslistermijn | datum 2027-06-02 | office:zout
		2027-09-16 herinnering -14 | beslistermijn | datum 2027-09-30 | office:zout
		2027-09-23 herinnering -7 | beslistermijn | datum 2027-09-30 | office:zout
		2027-09-28 herinnering -2 | beslistermijn | datum 2027-09-30 | office:zout
		2027-09-30 herinnering +0 | beslistermijn | datum 2027-09-30 | office:zout
		2027-10-01 voorbij +0 | beslistermijn | datum 2027-09-30 | niemand
		2027-10-01 opgeschaald +1 | beslistermijn | datum 2027-09-30 | office:zout
		2027-10-02 opgeschaald +2 | beslistermijn | datum 2027-09-30 | director:zout
		2027-10-05 opgeschaald +1 | ingebrekestelling/office:zout | datum 2027-10-04 | office:zout
		2027-10-05 opgeschaald +1 | ingebrekestelling/director:zout | datum 2027-10-04 | director:zout
		2027-10-07 opgeschaald +7 | beslistermijn | datum 2027-09-30 | board:bestuur-zeist
		2027-10-11 herinnering -7 | ingebrekestelling/1 | datum 2027-10-18 | director:zout
		2027-10-14 opgeschaald +14 | beslistermijn | datum 2027-09-30 | municipality:zeist
		2027-10-15 herinnering -3 | ingebrekestelling/1 | datum 2027-10-18 | director:zout
		2027-10-17 herinnering -1 | ingebrekestelling/1 | datum 2027-10-18 | director:zout
		2027-10-19 opgeschaald +0 | ingebrekestelling/1 | datum 2027-10-19 | director:zout
		2027-10-21 opgeschaald +1 | verzending/office:zout | datum 2027-10-20 | office:zout
		2027-10-28 herinnering -7 | dwangsombesluit | datum 2027-11-04 | director:zout
`

// The decision on the bezwaar reminds 28, 14, 7, 2 and 0 days before, until it is taken; what lay in the agreed delay moved along with the date.
const clockOfTheObjection = `
		2027-12-05 herinnering -5 | lbt-dossier/office:zout | datum 2027-12-10 | office:zout
		2027-12-07 herinnering -7 | lbt-verzoek | datum 2027-12-14 | office:zout
		2027-12-10 herinnering +0 | lbt-dossier/office:zout | datum 2027-12-10 | office:zout
		2028-01-07 herinnering -3 | stukken | datum 2028-01-10 | office:zout
		2028-01-28 herinnering -28 | beslistermijn-bezwaar | datum 2028-02-25 | office:zout
		2028-02-11 herinnering -14 | lbt-advies/office:zout | datum 2028-02-25 | office:zout
		2028-02-25 herinnering +0 | lbt-advies/office:zout | datum 2028-02-25 | office:zout
		2028-02-26 opgeschaald +1 | lbt-advies/office:zout | datum 2028-02-25 | office:zout
		2028-02-28 opgeschaald +3 | lbt-advies/office:zout | datum 2028-02-25 | director:zout
		2028-03-10 opgeschaald +14 | lbt-advies/office:zout | datum 2028-02-25 | board:bestuur-zeist
		2028-05-01 herinnering -28 | beslistermijn-bezwaar | datum 2028-05-29 | office:zout
		2028-05-15 herinnering -14 | beslistermijn-bezwaar | datum 2028-05-29 | office:zout
		2028-06-08 herinnering -28 | beslistermijn-bezwaar | datum 2028-07-06 | office:zout
		2028-06-22 herinnering -14 | beslistermijn-bezwaar | datum 2028-07-06 | office:zout
		2028-06-25 herinnering -5 | besluit-bezwaar/director:zout | datum 2028-06-30 | director:zout
		2028-06-28 herinnering +0 | verzending-bezwaar/office:zout | datum 2028-06-28 | office:zout
`

const tasksOfTheApplication = `
		2026-09-25 | competentie/office:zout | voor 2026-09-28 (ZOUT-instelling) | 2026-09-28 bevoegd
		2026-09-25 | sot-betrokkenheid/sot:zeist | voor 2026-09-30 (ZOUT-instelling) | 2026-09-28 betrokken
		2026-09-28 | volledigheid/office:zout | voor 2026-10-05 (ZOUT-instelling) | 2026-09-30 aanvulling gevraagd
		2026-09-30 | aanvulling/school:bao-zeist | voor 2026-10-14 (Awb 4:5) | 2026-10-08 aangevuld
		2026-10-08 | volledigheid/office:zout/2 | voor 2026-10-13 (ZOUT-instelling) | 2026-10-08 volledig
		2026-10-08 | ouders/parent:1111111111aaaaaaaaaa | voor 2026-10-19 (ZOUT-instelling) | 2026-10-12 akkoord
		2026-10-08 | ouders/parent:2222222222bbbbbbbbbb | voor 2026-10-19 (ZOUT-instelling) | 2026-10-12 akkoord
		2026-10-08 | deskundigen/office:zout | voor 2026-10-13 (ZOUT-instelling) | 2026-10-12 aangewezen
		2026-10-12 | advies/expert:gz-1 | voor 2026-10-22 (ZOUT-instelling) | 2026-10-15 gegeven
		2026-10-12 | advies/expert:ortho-1 | voor 2026-10-22 (ZOUT-instelling) | 2026-10-15 gegeven
		2026-10-15 | besluit/director:zout | voor 2026-10-20 (ZOUT-instelling) | 2027-10-20 geweigerd
		2027-10-04 | ingebrekestelling/office:zout | voor 2027-10-04 (Awb 4:17 lid 3) | 2027-10-05 beoordeeld
		2027-10-04 | ingebrekestelling/director:zout | voor 2027-10-04 (Awb 4:17 lid 3) | 2027-10-05 beoordeeld
		2027-10-20 | verzending/office:zout | voor 2027-10-20 (Awb 4:13 lid 2) | 2027-10-22 verzonden
		2027-10-22 | dwangsombesluit/director:zout | voor 2027-11-04 (Awb 4:18) | 2027-11-01 beslist
`

const tasksOfTheObjection = `
		2027-11-30 | ontvangstbevestiging/office:zout | voor 2027-12-03 (ZOUT-instelling) | 2027-12-01 bevestigd
		2027-11-30 | verweerschrift/office:zout | voor 2027-12-14 (ZOUT-instelling) | 2027-12-08 gemaakt
		2027-11-30 | lbt-dossier/office:zout | voor 2027-12-10 (ZOUT-instelling) | 2027-12-10 verstuurd
		2027-12-10 | hoorzitting-plannen/office:zout | voor 2027-12-24 (ZOUT-instelling) | 2027-12-13 gepland
		2027-12-13 | hoorverslag/office:zout | voor 2028-02-03 (ZOUT-instelling) | 2028-01-21 gehouden
		2028-01-21 | lbt-advies/office:zout | voor 2028-02-25 (Awb 7:10 lid 1) | 2028-06-20 ontvangen
		2028-06-20 | besluit-bezwaar/director:zout | voor 2028-06-30 (ZOUT-instelling) | 2028-06-26 gegrond
		2028-06-26 | verzending-bezwaar/office:zout | voor 2028-06-28 (ZOUT-instelling) | 2028-06-28 verzonden
`

const storyOfTheApplication = `
		2026-09-25 ontvangen | De aanvraag is ontvangen. De beslistermijn loopt vanaf vandaag.
		2026-09-28 sot | Het SOT heeft laten weten dat het betrokken is.
		2026-09-28 bevoegd | ZOUT beslist over deze aanvraag.
		2026-09-30 aanvulling-gevraagd | De school is gevraagd de aanvraag aan te vullen tot en met 14 oktober 2026. Het gaat om het groeidocument. De beslistermijn staat stil vanaf morgen.
		2026-10-08 aangevuld | De school heeft de aanvraag aangevuld.
		2026-10-08 volledig | De aanvraag is volledig. De ouders mogen zeggen wat zij ervan vinden.
		2026-10-12 ouders | De ouders zijn het eens met de aanvraag.
		2026-10-12 deskundigen | Twee deskundigen zijn aangewezen.
		2026-10-12 advies-gevraagd | De deskundigen geven nu hun advies.
		2026-10-15 advies | Een deskundige heeft advies gegeven.
		2026-10-15 advies | Een deskundige heeft advies gegeven.
		2026-10-15 besluit-gevraagd | De adviezen zijn compleet. De directeur neemt een besluit.
		2026-10-16 uitstel-afgesproken | Er is schriftelijk ingestemd met uitstel van 19 oktober 2026 tot en met 18 april 2027. De termijn voor 'Beslissen op de aanvraag' staat dan stil. De laatste dag is nu vrijdag 28 mei 2027.
		2027-05-03 termijn-opgeschort | De termijn voor 'Beslissen op de aanvraag' staat stil vanaf 3 mei 2027, door overmacht (Awb 4:15 lid 2 onder c).
		2027-05-10 termijn-hervat | De termijn voor 'Beslissen op de aanvraag' loopt weer. Hij stond stil tot en met 7 mei 2027. De laatste dag is nu woensdag 2 juni 2027.
		2027-05-28 termijn-verlengd | De termijn voor 'Beslissen op de aanvraag' is verlengd (Awb 4:14 lid 3). De brief daarover is verstuurd. De laatste dag is nu donderdag 30 september 2027.
		2027-10-01 termijn-voorbij | De termijn voor 'Beslissen op de aanvraag' is voorbij. De laatste dag was donderdag 30 september 2027.
		2027-10-04 ingebrekestelling | Er is een ingebrekestelling ontvangen op maandag 4 oktober 2027. ZOUT beoordeelt haar vandaag nog.
		2027-10-05 ingebrekestelling-beoordeeld | ZOUT heeft de ingebrekestelling beoordeeld: zij is terecht. Zonder besluit is er een dwangsom voor elke dag vanaf dinsdag 19 oktober 2027.
		2027-10-20 besluit | De directeur heeft een besluit genomen. De brieven worden gemaakt.
		2027-10-22 bekendgemaakt | De TLV is geweigerd. De brieven zijn verstuurd. Bezwaar maken kan tot en met vrijdag 3 december 2027.
		2027-11-01 dwangsom-besloten | De directeur heeft over de dwangsom beslist: € 69. De brief daarover is verstuurd.
		2027-11-30 bezwaar | Er is bezwaar gemaakt tegen het besluit. ZOUT behandelt dat in een eigen zaak.
		2028-06-28 bezwaar-afgerond | Het bezwaar is afgerond. Er is een nieuw besluit: de TLV is gegeven.
		2028-06-28 gesloten | De tijd om bezwaar te maken is voorbij, en op elk bezwaar is beslist. De zaak is gesloten.
`

const storyOfTheObjection = `
		2027-11-30 ontvangen | Er is bezwaar gemaakt op dinsdag 30 november 2027. Beslissen moet uiterlijk op vrijdag 25 februari 2028.
		2027-12-01 ontvangst-bevestigd | ZOUT heeft de ontvangst van het bezwaar bevestigd. Beslissen moet uiterlijk op vrijdag 25 februari 2028.
		2027-12-08 verweerschrift | ZOUT heeft een verweerschrift gemaakt.
		2027-12-09 lbt-dossier | Het dossier voor de LBT is gemaakt, met 2 stukken.
		2027-12-10 naar-lbt | Het dossier is op vrijdag 10 december 2027 naar de LBT gestuurd. Wie bij het bezwaar betrokken is, kan de stukken nu lezen.
		2027-12-13 hoorzitting | De hoorzitting is op donderdag 20 januari 2028 om 13:30 uur. De uitnodigingen zijn verstuurd. Nieuwe stukken moeten uiterlijk op maandag 10 januari 2028 binnen zijn.
		2028-01-21 hoorverslag | De hoorzitting is geweest. Het verslag is klaar. De LBT maakt nu haar advies.
		2028-01-28 uitstel-afgesproken | Er is schriftelijk ingestemd met uitstel van 1 februari 2028 tot en met 30 april 2028. De termijn voor 'Beslissen op het bezwaar' staat dan stil. De laatste dag is nu maandag 29 mei 2028.
		2028-05-15 termijn-verlengd | De termijn voor 'Beslissen op het bezwaar' is verlengd (Awb 7:10 lid 3). De brief daarover is verstuurd. De laatste dag is nu donderdag 6 juli 2028.
		2028-06-20 lbt-advies | De LBT heeft advies gegeven. De directeur neemt een besluit op het bezwaar. Beslissen moet uiterlijk op donderdag 6 juli 2028.
		2028-06-26 besluit | De directeur heeft een besluit genomen op het bezwaar. De brieven worden gemaakt.
		2028-06-28 bekendgemaakt | Het bezwaar is gegrond. Er is een nieuw besluit over de TLV. De brieven zijn verstuurd. Beroep instellen bij de rechtbank kan tot en met woensdag 9 augustus 2028.
		2028-08-07 beroep | Er is beroep ingesteld bij de rechtbank op vrijdag 4 augustus 2028.
		2028-08-10 gesloten | De tijd om beroep in te stellen is voorbij. Er is beroep ingesteld: de rechtbank behandelt dat. De zaak bij ZOUT is gesloten.
`

const lettersOfBoth = `
		2027-05-28 LETTER_KIND_EXTENSION map[ground:Awb 4:14 lid 3 planned:2027-09-30 term:Beslissen op de aanvraag until:2027-09-30]
		2027-10-04 LETTER_KIND_DEFAULT_RECEIVED map[last:2027-09-30 received:2027-10-04 term:Beslissen op de aanvraag]
		2027-11-01 LETTER_KIND_PENALTY map[days:3 euros:69 first:2027-10-19 last:2027-10-21 objection_until:2027-12-13 pay_until:2027-12-13]
		2027-12-01 LETTER_KIND_OBJECTION_RECEIVED map[received:2027-11-30 until:2028-02-25]
		2027-12-13 LETTER_KIND_HEARING map[at:13:30 on:2028-01-20 open_from:2028-01-13 papers_until:2028-01-10]
		2028-05-15 LETTER_KIND_EXTENSION map[ground:Awb 7:10 lid 3 planned:2028-07-06 term:Beslissen op het bezwaar until:2028-07-06]
		2028-06-28 LETTER_KIND_OBJECTION_DECISION map[advice:upheld appeal_until:2028-08-09 decided:2028-06-26 opinion:upheld received:2027-11-30]
`
