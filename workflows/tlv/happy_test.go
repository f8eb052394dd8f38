package tlv_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/workflows/tlv/tlvtest"
)

func TestReferralRunsFromApplicationToTheEndOfTheObjectionTerm(t *testing.T) {
	t.Parallel()
	s := submitted(t, "2026-09-01")
	s.Do(tlvtest.SotInvolved())
	s.On("2026-09-02").Do(tlvtest.Competent())
	s.On("2026-09-04").Do(tlvtest.FoundComplete())
	s.On("2026-09-07").Do(tlvtest.ParentsAgree()).Phase("ouders")
	s.On("2026-09-08").Do(tlvtest.Assign(tlvtest.Gz, tlvtest.Ortho)).Phase("advies")
	s.On("2026-09-14").Do(tlvtest.AdviseSbo(tlvtest.Ortho)).Phase("advies")
	s.See(func(*casesv1.View) { assert.False(t, s.Services.Shared(caseID).AdvicesFinal) })
	s.On("2026-09-15").Do(tlvtest.AdviseSbo(tlvtest.Gz)).Phase("besluit")
	s.See(func(*casesv1.View) { assert.True(t, s.Services.Shared(caseID).AdvicesFinal) })
	s.On("2026-09-18").Do(tlvtest.Grant("2026-10-01", "2028-07-31")).Phase("verzending")
	s.See(func(*casesv1.View) { assert.False(t, s.Services.Shared(caseID).Announced) })
	s.On("2026-09-21").Do(tlvtest.Announce()).Phase("rust")
	s.See(func(view *casesv1.View) {
		assert.False(t, view.Closed)
		assert.True(t, s.Services.Shared(caseID).Announced)
		assert.False(t, s.Services.Shared(caseID).Closed)
	})
	view := s.PlayOut()

	assert.Equal(t, lines(`
		1 2026-09-01 ontvangen | school:bao-zeist | De aanvraag is ontvangen. De beslistermijn loopt vanaf vandaag.
		2 2026-09-01 sot | sot:zeist | Het SOT heeft laten weten dat het betrokken is.
		3 2026-09-02 bevoegd | office:zout | ZOUT beslist over deze aanvraag.
		4 2026-09-04 volledig | office:zout | De aanvraag is volledig. De ouders mogen zeggen wat zij ervan vinden.
		5 2026-09-07 herinnering |  | Het kantoor van ZOUT kreeg een herinnering: 'Twee deskundigen aanwijzen'. Dat moet uiterlijk woensdag 9 september 2026.
		6 2026-09-07 ouders | parent:1111111111aaaaaaaaaa | De ouders zijn het eens met de aanvraag.
		7 2026-09-08 deskundigen | office:zout | Twee deskundigen zijn aangewezen.
		8 2026-09-08 advies-gevraagd |  | De deskundigen geven nu hun advies.
		9 2026-09-14 advies | expert:ortho-1 | Een deskundige heeft advies gegeven.
		10 2026-09-15 herinnering |  | De deskundige kreeg een herinnering: 'Advies geven'. Dat moet uiterlijk vrijdag 18 september 2026.
		11 2026-09-15 advies | expert:gz-1 | Een deskundige heeft advies gegeven.
		12 2026-09-15 besluit-gevraagd |  | De adviezen zijn compleet. De directeur neemt een besluit.
		13 2026-09-18 besluit | director:zout | De directeur heeft een besluit genomen. De brieven worden gemaakt.
		14 2026-09-21 herinnering |  | Het kantoor van ZOUT kreeg een herinnering: 'De brieven versturen'. Dat moet uiterlijk maandag 21 september 2026.
		15 2026-09-21 bekendgemaakt | office:zout | De TLV is gegeven. De brieven zijn verstuurd. Bezwaar maken kan tot en met maandag 2 november 2026.
		16 2026-11-03 gesloten |  | De tijd om bezwaar te maken is voorbij. De zaak is gesloten.
	`), timelineOf(s.Services.Timeline(caseID)))
	assert.Equal(t, lines(`
		competentie/office:zout | due 2026-09-04 by ZOUT-instelling | 2026-09-01 - 2026-09-02 bevoegd
		sot-betrokkenheid/sot:zeist | due 2026-09-07 by ZOUT-instelling | 2026-09-01 - 2026-09-01 betrokken
		volledigheid/office:zout | due 2026-09-07 by ZOUT-instelling | 2026-09-02 - 2026-09-04 volledig
		ouders/parent:1111111111aaaaaaaaaa | due 2026-09-14 by ZOUT-instelling | 2026-09-04 - 2026-09-07 akkoord
		ouders/parent:2222222222bbbbbbbbbb | due 2026-09-14 by ZOUT-instelling | 2026-09-04 - 2026-09-07 akkoord
		deskundigen/office:zout | due 2026-09-09 by ZOUT-instelling | 2026-09-04 - 2026-09-08 aangewezen
		advies/expert:gz-1 | due 2026-09-18 by ZOUT-instelling | 2026-09-08 - 2026-09-15 gegeven
		advies/expert:ortho-1 | due 2026-09-18 by ZOUT-instelling | 2026-09-08 - 2026-09-14 gegeven
		besluit/director:zout | due 2026-09-21 by ZOUT-instelling | 2026-09-15 - 2026-09-18 toegekend
		verzending/office:zout | due 2026-09-21 by ZOUT-instelling | 2026-09-18 - 2026-09-21 verzonden
	`), tasksOf(view))
	assert.Equal(t, lines(`
		beslistermijn | Awb 4:13 lid 2 | from 2026-09-01 | plan 2026-10-27 last 2026-10-27 | met 2026-09-21
		bezwaartermijn | Awb 6:7 | from 2026-09-21 | plan 2026-11-02 last 2026-11-02 | ended
	`), termsOf(view))

	assert.Equal(t, "gesloten", view.Phase)
	assert.Equal(t, "De TLV is gegeven. De zaak is gesloten.", view.Status)
	assert.True(t, view.Closed)
	assert.True(t, s.Services.Shared(caseID).Closed)
	assert.Equal(t, "2026-11-03", dayOf(view.ClosedAt))
	assert.Equal(t, []string{
		"school:bao-zeist", "sot:zeist", "office:zout", "director:zout", tlvtest.FirstParent, tlvtest.SecondParent,
		"school:sbo-zeist", "expert:gz-1", "expert:ortho-1",
	}, view.Parties)
	assert.Equal(t, "PO2603-000001", view.GetTlv().Decision.TlvNumber)
	assert.Equal(t, "2026-09-18", view.GetTlv().Decision.DecidedOn)
	assert.Equal(t, "2026-09-21", view.GetTlv().Decision.AnnouncedOn)
	assert.Len(t, view.GetTlv().Decision.LetterIds, 4, "applicant, receiving school and two parents")
	assert.Equal(t, "2026-3", policyVersion(s))
}

func TestEverybodyWhoMustActOrKnowGetsOneNotice(t *testing.T) {
	t.Parallel()
	s := submitted(t, "2026-09-01").Do(tlvtest.Competent(), tlvtest.FoundComplete(), tlvtest.ParentsAgree(),
		tlvtest.Assign(tlvtest.Gz, tlvtest.Ortho), tlvtest.AdviseSbo(tlvtest.Gz), tlvtest.AdviseSbo(tlvtest.Ortho),
		tlvtest.Grant("2026-10-01", "2028-07-31"), tlvtest.Announce())
	s.Play()

	got := map[string]int{}
	for _, notice := range s.Services.Notices() {
		got[notice.Kind.String()[len("NOTICE_KIND_"):]+" "+notice.Party]++
		assert.Equal(t, "sealed for "+notice.Party, string(notice.SealedAddress))
	}
	assert.Equal(t, map[string]int{
		"RECEIVED school:bao-zeist": 1, "RECEIVED " + tlvtest.FirstParent: 1, "RECEIVED " + tlvtest.SecondParent: 1,
		// competence, completeness, experts, letters
		"TASK office:zout": 4,
		"TASK sot:zeist":   1, "TASK " + tlvtest.FirstParent: 1, "TASK " + tlvtest.SecondParent: 1,
		"TASK expert:gz-1": 1, "TASK expert:ortho-1": 1, "TASK director:zout": 1,
		"LETTER school:bao-zeist": 1, "LETTER school:sbo-zeist": 1,
		"LETTER " + tlvtest.FirstParent: 1, "LETTER " + tlvtest.SecondParent: 1,
	}, got)
	assert.NotContains(t, got, notificationsv1.NoticeKind_NOTICE_KIND_ENDED.String())
}

func TestAPageSaysWhereTheCaseStandsAndWhoIsToAct(t *testing.T) {
	t.Parallel()
	s := submitted(t, "2026-09-01")
	says := func(status, acting string) {
		s.See(func(view *casesv1.View) {
			assert.Equal(t, status, view.Status)
			assert.Equal(t, acting, view.Acting)
		})
	}
	says("Wij kijken of ZOUT over deze aanvraag gaat.",
		"Het kantoor van ZOUT gaat na of ZOUT over de aanvraag gaat. Het SOT laat weten of het betrokken is.")
	s.Do(tlvtest.Competent(), tlvtest.FoundComplete())
	says("De ouders zeggen wat zij van de aanvraag vinden. ZOUT wijst twee deskundigen aan.",
		"De ouders laten weten wat zij van de aanvraag vinden. Het kantoor van ZOUT wijst twee deskundigen aan.")
	s.Do(tlvtest.ParentsAgree())
	says("De ouders zeggen wat zij van de aanvraag vinden. ZOUT wijst twee deskundigen aan.",
		"Het kantoor van ZOUT wijst twee deskundigen aan.")
	s.Do(tlvtest.Assign(tlvtest.Gz, tlvtest.Ortho))
	says("De deskundigen geven hun advies.", "De deskundigen geven advies.")
	s.Do(tlvtest.AdviseSbo(tlvtest.Gz), tlvtest.AdviseSbo(tlvtest.Ortho), tlvtest.Refuse(), tlvtest.Announce())
	says("Het besluit is verstuurd. School en ouders kunnen bezwaar maken.", "")
	s.Play()
}
