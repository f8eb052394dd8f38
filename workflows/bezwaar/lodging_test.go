package bezwaar_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"traject.nl/proto/contract/failure"
	"traject.nl/proto/contract/party"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/workflows/bezwaar/bezwaartest"
	"traject.nl/workflows/tlv/tlvtest"
)

// taken plays the receipt of an objection on a day, and nothing else.
func taken(t *testing.T, date string, act *bezwaarv1.Lodge) (*story, *casesv1.View) {
	t.Helper()
	s := begin(t, date).Do(act)
	view := s.Play()
	require.NotNil(t, view)
	return s, view
}

func TestTwelveWeeksCountFromTheEndOfTheTermToObject(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, today, tlvCase, event, planned, last string }{
		{"the day after the decision", "2026-05-30", tlvCase, "2026-07-10", "2026-10-02", "2026-10-02"},
		{"the last day", "2026-07-10", tlvCase, "2026-07-10", "2026-10-02", "2026-10-02"},
		{"over the feasts", "2026-12-28", xmasCase, "2027-01-04", "2027-03-30", "2027-03-30"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, view := taken(t, c.today, bezwaartest.Lodge(c.tlvCase))
			term := termOf(t, view, "beslistermijn-bezwaar")
			assert.Equal(t, []string{c.event, c.planned, c.last}, []string{term.EventOn, term.PlannedOn, term.LastOn})
			assert.False(t, view.GetBezwaar().Late)
			assert.Equal(t, "Laatste dag van de bezwaartermijn", term.Event)
		})
	}
}

func TestAnObjectionIsTakenInHoweverLateItIs(t *testing.T) {
	t.Parallel()
	s, view := taken(t, "2026-07-13", bezwaartest.Lodge(tlvCase))
	assert.True(t, view.GetBezwaar().Late)
	assert.Equal(t, "Er is bezwaar gemaakt op maandag 13 juli 2026. De laatste dag om bezwaar te maken was vrijdag 10 juli 2026. "+
		"Het bezwaar wordt wel behandeld: wij vragen waarom het later kwam. Beslissen moet uiterlijk op maandag 5 oktober 2026.",
		lineOfKind(t, s, "ontvangen"))
	term := termOf(t, view, "beslistermijn-bezwaar")
	assert.Equal(t, "2026-07-13", term.EventOn, "the term starts at receipt, because that came after")
	assert.Equal(t, "Ontvangst van het bezwaar, na de bezwaartermijn", term.Event)
	assert.Equal(t, lines(`
		ontvangstbevestiging/office:zout | due 2026-07-16 by ZOUT-instelling | 2026-07-13 - open
		verweerschrift/office:zout | due 2026-07-27 by ZOUT-instelling | 2026-07-13 - open
		lbt-dossier/office:zout | due 2026-07-23 by ZOUT-instelling | 2026-07-13 - open
		reden-te-laat/parent:1111111111aaaaaaaaaa | due 2026-07-27 by ZOUT-instelling | 2026-07-13 - open
	`), tasksOf(view))
}

func TestALetterIsInTimeWhenPostedInTimeAndReceivedWithinAWeek(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, received, posted string
		late                   bool
	}{
		{"posted on the last day, received on the seventh after", "2026-07-17", "2026-07-10", false},
		{"received on the eighth day after", "2026-07-18", "2026-07-10", true},
		{"posted a day late", "2026-07-13", "2026-07-11", true},
		{"no postmark", "2026-07-13", "", true},
		{"received in time", "2026-07-10", "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s, view := taken(t, "2026-07-20", bezwaartest.LodgeByPost(c.received, c.posted, tlvCase))
			assert.Equal(t, c.late, view.GetBezwaar().Late)
			term := termOf(t, view, "beslistermijn-bezwaar")
			if !c.late {
				assert.Equal(t, "2026-07-10", term.EventOn, "the term to object ended on its own day")
			}
			if !c.late && c.received > "2026-07-10" {
				assert.Contains(t, lineOfKind(t, s, "ontvangen"), "Het is op tijd gepost, op vrijdag 10 juli 2026.")
			}
			assert.Equal(t, c.received, termOf(t, view, "lbt-verzoek").EventOn, "the LBT counts from receipt")
		})
	}
}

func TestWhereTheLawLeavesTwoLastDaysTheLaterIsForWhoObjects(t *testing.T) {
	t.Parallel()
	doubt := bezwaartest.Refused(tlvCase, "2026-05-29", "2026-07-10")
	doubt.ObjectionLastOn = "2026-07-13"
	for today, late := range map[string]bool{"2026-07-13": false, "2026-07-14": true} {
		s := beginWith(t, today, bezwaartest.NewServices(doubt)).Do(bezwaartest.Lodge(tlvCase))
		view := s.Play()
		assert.Equal(t, late, view.GetBezwaar().Late, today)
		if !late {
			assert.Equal(t, "2026-07-10", termOf(t, view, "beslistermijn-bezwaar").EventOn, "ZOUT plans on the earlier")
		}
	}
}

func TestNoWayInIsTheWrongWay(t *testing.T) {
	t.Parallel()
	for channel, says := range map[bezwaarv1.Channel]string{
		bezwaarv1.Channel_CHANNEL_POST:      "Op maandag 15 juni 2026 kwam een bezwaar binnen, per post. ",
		bezwaarv1.Channel_CHANNEL_EMAIL:     "Op maandag 15 juni 2026 kwam een bezwaar binnen, per e-mail. ",
		bezwaarv1.Channel_CHANNEL_BY_HAND:   "Op maandag 15 juni 2026 kwam een bezwaar binnen, in de hand. ",
		bezwaarv1.Channel_CHANNEL_FORWARDED: "Op maandag 15 juni 2026 kwam een bezwaar binnen, via een ander, die het doorstuurde. ",
	} {
		act := bezwaartest.LodgeByPost("2026-06-15", "", tlvCase)
		act.Channel, act.ProForma = channel, true
		s, view := taken(t, "2026-06-17", act)
		assert.Equal(t, tlvtest.FirstParent, view.GetBezwaar().Objector)
		assert.Equal(t, says+"De redenen staan er nog niet in. Beslissen moet uiterlijk op vrijdag 2 oktober 2026.", lineOfKind(t, s, "ontvangen"))
		assert.Contains(t, view.Tasks[0].Reason, "De redenen staan er nog niet in: vraag daar ook om")
	}
}

func TestEverybodyConcernedHasAPartAndIsTold(t *testing.T) {
	t.Parallel()
	s, view := taken(t, "2026-06-15", bezwaartest.Lodge(tlvCase))
	assert.Equal(t, []string{
		tlvtest.FirstParent, "school:bao-zeist", tlvtest.SecondParent, "office:zout", "director:zout", "sot:zeist",
	}, view.Parties, "no expert, no receiving school, no municipality")
	told := map[string]int{}
	for _, notice := range s.Services.Notices() {
		told[notice.Kind.String()[len("NOTICE_KIND_"):]+" "+notice.Party]++
	}
	assert.Equal(t, map[string]int{
		"OBJECTION " + tlvtest.FirstParent: 1, "OBJECTION school:bao-zeist": 1, "OBJECTION " + tlvtest.SecondParent: 1,
		"OBJECTION office:zout": 1, "OBJECTION director:zout": 1, "OBJECTION sot:zeist": 1, "TASK office:zout": 3,
	}, told)
	assert.Equal(t, []string{"tlv/case00000001 objection: KIND_LODGED"}, s.Services.told)
	assert.Equal(t, []string{tlvCase}, view.AboutCaseIds)
	assert.Equal(t, tlvCase, view.DossierId)

	share := s.Services.Shared(caseID)
	assert.Equal(t, "bezwaar", share.Procedure)
	assert.Equal(t, tlvtest.FirstParent, share.Objector)
	assert.False(t, share.PapersOpen || share.Announced || share.Closed)
	attached := s.Services.Attached()
	require.Len(t, attached, 1)
	assert.Equal(t, []string{tlvCase, caseID, tlvtest.FirstParent, "file-objection", "bezwaarschrift"},
		[]string{attached[0].DossierId, attached[0].CaseId, attached[0].Author, attached[0].Pieces[0].Id, attached[0].Pieces[0].Kind})
}

func TestSchoolAndBoardMayObjectToo(t *testing.T) {
	t.Parallel()
	for _, who := range []*caseworkv1.Actor{bezwaartest.School, bezwaartest.Board} {
		s := begin(t, "2026-06-15").Do(&bezwaarv1.Lodge{Actor: who, DecisionCaseIds: []string{tlvCase}, ObjectionId: "file-objection"})
		s.On("2026-06-16").Do(bezwaartest.Acknowledge())
		view := s.Play()
		assert.Equal(t, who.Party, view.GetBezwaar().Objector)
		assert.Equal(t, who.Party, view.Parties[0])
		assert.Equal(t, bezwaarv1.Channel_CHANNEL_PORTAL, view.GetBezwaar().Channel)
		assert.Equal(t, "2026-06-15", view.GetBezwaar().ReceivedOn)
		letter := s.Services.Written()[0]
		assert.Equal(t, who.Party, letter.Addressees[0].Party)
		assert.Equal(t, "Dorpsstraat 1", letter.Addressees[0].Street)
		if who == bezwaartest.Board {
			assert.Equal(t, "Het bestuur van School bao-zeist", letter.Addressees[0].Name)
			assert.Equal(t, "school:bao-zeist", letter.Addressees[1].Party)
		}
	}
}

func TestABoardThatTheRecordDoesNotKnowIsFoundInTheRegistry(t *testing.T) {
	t.Parallel()
	unknown := bezwaartest.Refused(tlvCase, "2026-05-29", "2026-07-10")
	unknown.BoardId = ""
	s := beginWith(t, "2026-06-15", bezwaartest.NewServices(unknown)).Do(&bezwaarv1.Lodge{
		Actor: bezwaartest.Board, DecisionCaseIds: []string{tlvCase}, ObjectionId: "file-objection",
	})
	assert.Equal(t, tlvtest.Board, s.Play().GetBezwaar().Decisions[0].BoardId)
}

func TestAnotherInterestedPartyIsServedThroughTheOffice(t *testing.T) {
	t.Parallel()
	s := begin(t, "2026-07-15").Do(bezwaartest.LodgeByMail("2026-07-14", tlvCase))
	s.On("2026-07-16").Do(bezwaartest.Acknowledge(), bezwaartest.AskRepair("2026-07-30"))
	s.On("2026-07-20").Do(bezwaartest.RepairedOn("2026-07-17"))
	view := s.Play()
	interested := "interested:" + caseID
	assert.Equal(t, interested, view.GetBezwaar().Objector)
	assert.Equal(t, interested, s.Services.Shared(caseID).Objector)
	assert.Contains(t, tasksOf(view), "reden-te-laat/office:zout")
	assert.Contains(t, tasksOf(view), "herstel/office:zout")
	assert.Equal(t, lines(`
		2026-07-16 bezwaar00001/ontvangst | OBJECTION_RECEIVED | interested:bezwaar00001 at text-address, interested:bezwaar00001 at text-representative, school:bao-zeist, parent:1111111111aaaaaaaaaa, parent:2222222222bbbbbbbbbb | late=ja received=2026-07-14 until=2026-10-06 |
		2026-07-16 bezwaar00001/herstel/1 | REPAIR | interested:bezwaar00001 at text-address, interested:bezwaar00001 at text-representative | until=2026-07-30 | text-request
		2026-07-16 bezwaar00001/herstel/1/afschrift | REPAIR | school:bao-zeist, parent:1111111111aaaaaaaaaa, parent:2222222222bbbbbbbbbb | copy=ja until=2026-07-30 | text-request
	`), lettersOf(s.Services.Written()))
	for _, notice := range s.Services.Notices() {
		assert.NotEqual(t, party.Interested, party.Party(notice.Party).Role(), "nobody can be told who has no account")
	}
	assert.Equal(t, []string{"file-objection", "text-address", "text-representative"}, piecesOf(s)[:3])
}

func piecesOf(s *story) []string {
	var ids []string
	for _, attached := range s.Services.Attached() {
		for _, piece := range attached.Pieces {
			ids = append(ids, piece.Id)
		}
	}
	return ids
}

func TestOneObjectionToSeveralDecisionsWaitsForTheLatestTerm(t *testing.T) {
	t.Parallel()
	s, view := taken(t, "2026-07-13", bezwaartest.Lodge(tlvCase, otherCase))
	facts := view.GetBezwaar()
	assert.Len(t, facts.Decisions, 2)
	assert.True(t, facts.Late, "for one of them")
	assert.Contains(t, lineOfKind(t, s, "ontvangen"),
		"De laatste dag om bezwaar te maken tegen het besluit in zaak case00000001 was vrijdag 10 juli 2026.")
	assert.Equal(t, "2026-07-24", termOf(t, view, "beslistermijn-bezwaar").EventOn)
	assert.Equal(t, []string{tlvCase, otherCase}, view.AboutCaseIds)
	assert.Equal(t, tlvCase, view.DossierId, "the papers are kept with the first decision")
	assert.ElementsMatch(t, []string{"tlv/case00000001 objection: KIND_LODGED", "tlv/case00000002 objection: KIND_LODGED"}, s.Services.told)
}

func TestALetterPostedInTimeForEveryDecisionSaysSo(t *testing.T) {
	t.Parallel()
	s, view := taken(t, "2026-07-14", bezwaartest.LodgeByPost("2026-07-14", "2026-07-10", tlvCase, otherCase))
	assert.False(t, view.GetBezwaar().Late)
	assert.Contains(t, lineOfKind(t, s, "ontvangen"), "Het is op tijd gepost, op vrijdag 10 juli 2026.")
}

func TestSeveralObjectionsToOneDecisionAreCasesSideBySide(t *testing.T) {
	t.Parallel()
	services := bezwaartest.NewServices(decisions()...)
	first := beginWith(t, "2026-06-15", services).Do(bezwaartest.Lodge(tlvCase))
	first.Play()
	second := beginWith(t, "2026-06-16", services)
	second.Then(func() {
		second.Send("another", &bezwaarv1.Lodge{Actor: bezwaartest.School, DecisionCaseIds: []string{tlvCase}, ObjectionId: "file-2"},
			func(answer *caseworkv1.Accepted, err error) {
				require.NoError(t, err)
				assert.Equal(t, "bezwaar00002", answer.CaseId)
			})
	})
	second.Then(second.Env.CancelWorkflow)
	second.Run(&bezwaarv1.Input{CaseId: "bezwaar00002"})
	for id, objector := range map[string]string{caseID: tlvtest.FirstParent, "bezwaar00002": "school:bao-zeist"} {
		view := services.View(id)
		assert.Equal(t, objector, view.GetBezwaar().Objector)
		assert.Equal(t, []string{tlvCase}, view.AboutCaseIds)
		assert.Equal(t, tlvCase, view.DossierId)
		assert.Equal(t, objector, services.Shared(id).Objector)
	}
}

func TestAnObjectionAboutDecidingLateIsBeforeAHumanTheSameDay(t *testing.T) {
	t.Parallel()
	act := bezwaartest.Lodge(tlvCase)
	act.AboutLateDecision = true
	s := begin(t, "2026-06-13") // a Saturday
	s.Do(act)
	s.See(func(view *casesv1.View) {
		assert.Contains(t, tasksOf(view), "ingebrekestelling/office:zout | due 2026-06-13 by Awb 4:17 lid 3 | 2026-06-13 - open")
		assert.Contains(t, view.Acting, "ZOUT beoordeelt een ingebrekestelling.")
	})
	s.On("2026-06-15").Do(&caseworkv1.NotifyDefault{Actor: bezwaartest.Office, ReceivedOn: "2026-06-13", FromParty: tlvtest.FirstParent, TextId: "file-objection"})
	s.Do(&caseworkv1.JudgeDefault{
		Actor: bezwaartest.Office, NoticeId: "ingebrekestelling/1", Judgement: caseworkv1.Judgement_JUDGEMENT_UNFOUNDED, TextId: "text-none",
	})
	view := s.Play()
	assert.Contains(t, tasksOf(view), "ingebrekestelling/office:zout | due 2026-06-13 by Awb 4:17 lid 3 | 2026-06-13 - 2026-06-15 beoordeeld")
}

func TestWhatCannotBeAnObjectionLeavesNoCase(t *testing.T) {
	t.Parallel()
	type lodge = bezwaarv1.Lodge
	otherParents := bezwaartest.Refused("case00000009", "2026-06-12", "2026-07-24")
	otherParents.Parties = []string{"school:bao-zeist", tlvtest.FirstParent}
	for name, c := range map[string]struct {
		act    func() *lodge
		change func(*lodge)
		says   string
		fields []string
	}{
		"no decision":       {parental, func(l *lodge) { l.DecisionCaseIds = nil }, "Kies het besluit", []string{"decision_case_ids"}},
		"twice the same":    {parental, func(l *lodge) { l.DecisionCaseIds = []string{tlvCase, tlvCase} }, "twee keer", []string{"decision_case_ids"}},
		"an unknown case":   {parental, func(l *lodge) { l.DecisionCaseIds = []string{tlvCase, "nowhere"} }, "nowhere", []string{"decision_case_ids"}},
		"nothing announced": {parental, func(l *lodge) { l.DecisionCaseIds = []string{undecided} }, "Er is nog geen besluit bekendgemaakt.", []string{"decision_case_ids"}},
		"one of several undecided": {
			parental, func(l *lodge) { l.DecisionCaseIds = []string{tlvCase, undecided} }, "In zaak case00000004 is nog geen besluit bekendgemaakt.",
			[]string{"decision_case_ids"},
		},
		"of two children":           {parental, func(l *lodge) { l.DecisionCaseIds = []string{tlvCase, "case00000009"} }, "elk kind apart", []string{"decision_case_ids"}},
		"no objection":              {parental, func(l *lodge) { l.ObjectionId = "" }, "Voeg het bezwaar toe", []string{"objection_id"}},
		"a piece that is not there": {parental, func(l *lodge) { l.ObjectionId = tlvtest.UnknownPiece }, "niet in het dossier", nil},
		"another parent":            {parental, func(l *lodge) { l.Actor = tlvtest.By("parent:x"); l.Objector = "parent:x" }, "niet betrokken", []string{"objector"}},
		"for somebody else":         {parental, func(l *lodge) { l.Objector = tlvtest.SecondParent }, "alleen voor uzelf", []string{"objector"}},
		"a parent who plays office": {
			parental, func(l *lodge) {
				l.Channel, l.ReceivedOn, l.PostedOn, l.ObjectorTextId = bezwaarv1.Channel_CHANNEL_POST, "2026-06-01", "2026-06-01", "text-1"
			}, "Dit vult alleen het kantoor van ZOUT in", []string{"objector_text_id", "channel", "received_on", "posted_on"},
		},
		"another school":              {parental, func(l *lodge) { l.Actor = tlvtest.By("school:sbo-zeist"); l.Objector = "" }, "deed de aanvraag niet", []string{"objector"}},
		"another board":               {parental, func(l *lodge) { l.Actor = tlvtest.By("board:elders"); l.Objector = "" }, "niet het bestuur", []string{"objector"}},
		"received tomorrow":           {recorded, func(l *lodge) { l.ReceivedOn = "2026-06-18" }, "is nog niet geweest", []string{"received_on"}},
		"received in another century": {recorded, func(l *lodge) { l.ReceivedOn = "1026-06-17" }, "Kijk of het jaartal klopt", []string{"received_on"}},
		"received on no day":          {recorded, func(l *lodge) { l.ReceivedOn = "17 juni" }, "Vul de dag in", []string{"received_on"}},
		"posted after it came":        {recorded, func(l *lodge) { l.PostedOn = "2026-06-18" }, "na de dag waarop het binnenkwam", []string{"posted_on"}},
		"posted on no day":            {recorded, func(l *lodge) { l.PostedOn = "gisteren" }, "poststempel", []string{"posted_on"}},
		"an e-mail with a postmark": {
			recorded, func(l *lodge) { l.Channel, l.PostedOn = bezwaarv1.Channel_CHANNEL_EMAIL, "2026-06-15" }, "Alleen een brief", []string{"posted_on"},
		},
		"no way in":                         {recorded, func(l *lodge) { l.Channel = 0 }, "Kies hoe het bezwaar binnenkwam", []string{"channel"}},
		"an unknown way in":                 {recorded, func(l *lodge) { l.Channel = 17 }, "Kies hoe het bezwaar binnenkwam", []string{"channel"}},
		"the office in the portal":          {recorded, func(l *lodge) { l.Channel = bezwaarv1.Channel_CHANNEL_PORTAL }, "Kies hoe", []string{"channel"}},
		"by nobody":                         {recorded, func(l *lodge) { l.Objector = "" }, "Kies wie bezwaar maakt", []string{"objector_text_id"}},
		"by somebody known with an address": {recorded, func(l *lodge) { l.ObjectorTextId = "text-1" }, "Laat dit leeg", []string{"objector_text_id"}},
		"by the director":                   {recorded, func(l *lodge) { l.Objector = "director:zout" }, "Kies de ouder", []string{"objector"}},
		"by a role without a name":          {recorded, func(l *lodge) { l.Objector = "parent:" }, "Kies de ouder", []string{"objector"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := beginWith(t, "2026-06-17", bezwaartest.NewServices(append(decisions(), otherParents)...))
			act := c.act()
			c.change(act)
			s.RefusedWith(failure.BadInput, c.says, act, c.fields...)
			s.Run(emptyInput())
			kind, _, _ := failure.Read(s.Env.GetWorkflowError())
			assert.Equal(t, failure.BadInput, kind, "the run fails, so that a corrected objection starts anew")
			assert.Nil(t, s.Services.View(caseID))
			assert.Empty(t, s.Services.told, "no TLV case hears of it")
		})
	}
}

func parental() *bezwaarv1.Lodge { return bezwaartest.Lodge(tlvCase) }

func recorded() *bezwaarv1.Lodge { return bezwaartest.LodgeByPost("2026-06-17", "", tlvCase) }

func TestOnlyWhoCanObjectLodges(t *testing.T) {
	t.Parallel()
	for _, role := range []party.Role{party.SOT, party.Expert, party.Director, party.Municipality, party.Engineer, party.Interested} {
		s := begin(t, "2026-06-17")
		s.Refused(failure.NotYours, &bezwaarv1.Lodge{Actor: tlvtest.By(party.Of(role, "x")), DecisionCaseIds: []string{tlvCase}, ObjectionId: "file-1"})
		s.Refused(failure.NotYours, &bezwaarv1.Lodge{Actor: &caseworkv1.Actor{Party: tlvtest.FirstParent}})
		s.Run(emptyInput())
		kind, _, _ := failure.Read(s.Env.GetWorkflowError())
		assert.Equal(t, failure.NotFound, kind, "nothing came in")
		assert.Nil(t, s.Services.View(caseID))
	}
}

func TestAnObjectionIsLodgedOnce(t *testing.T) {
	t.Parallel()
	s := lodged(t, "2026-06-15").Refused(failure.NotNow, bezwaartest.Lodge(tlvCase))
	assert.EqualValues(t, 1, s.Play().Version)
}
