package tlv_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/terms"
	"traject.nl/workflows/tlv/tlvtest"
)

// firingsOf shows what the clock did: when, what, about what, for which date, and who was told.
func firingsOf(fired []*caseworkv1.Firing) string {
	var table strings.Builder
	for _, f := range fired {
		at := f.At.AsTime().In(terms.Amsterdam).Format("2006-01-02 15:04")
		kind := strings.ToLower(strings.TrimPrefix(f.Kind.String(), "FIRING_KIND_"))
		fmt.Fprintf(&table, "%s %s %+d | %s | %s | %s", at, kind, f.Days, f.About, f.DueOn, strings.Join(f.Told, " "))
		if f.Late {
			table.WriteString(" | late")
		}
		table.WriteString("\n")
	}
	return table.String()
}

func TestATaskThatNobodyDoesClimbsTheLadderOnce(t *testing.T) {
	t.Parallel()
	s := submitted(t, "2026-09-01").Do(tlvtest.SotInvolved(), tlvtest.Competent())
	s.On("2026-10-02").Phase("volledigheid")
	view := s.Play()
	assert.Equal(t, lines(`
		2026-09-07 08:00 reminder +0 | volledigheid/office:zout | 2026-09-07 | office:zout
		2026-09-08 08:00 escalation +1 | volledigheid/office:zout | 2026-09-07 | office:zout
		2026-09-10 08:00 escalation +3 | volledigheid/office:zout | 2026-09-07 | sot:zeist
		2026-09-12 08:00 escalation +5 | volledigheid/office:zout | 2026-09-07 | director:zout
		2026-09-21 08:00 escalation +14 | volledigheid/office:zout | 2026-09-07 | board:bestuur-zeist
		2026-09-28 08:00 escalation +21 | volledigheid/office:zout | 2026-09-07 | municipality:zeist
	`), withoutFirst(firingsOf(view.Fired)))

	told := map[string]int{}
	for _, notice := range s.Services.Notices() {
		if notice.Kind >= notificationsv1.NoticeKind_NOTICE_KIND_REMINDER {
			told[notice.Kind.String()[len("NOTICE_KIND_"):]+" "+notice.Party]++
		}
	}
	assert.Equal(t, map[string]int{
		"REMINDER office:zout": 2, "OVERDUE office:zout": 1, "ESCALATION sot:zeist": 1, "ESCALATION director:zout": 1,
		"ESCALATION board:bestuur-zeist": 1, "ESCALATION municipality:zeist": 1,
	}, told)
	assert.NotContains(t, view.Parties, "municipality:zeist", "who is told is not thereby party to the case")
	assert.NotContains(t, view.Parties, "board:bestuur-zeist")

	rung := s.Services.Timeline(caseID)[len(s.Services.Timeline(caseID))-1]
	assert.Equal(t, "'Controleren of de aanvraag volledig is' is te laat: het moest uiterlijk maandag 7 september 2026. De gemeente kreeg daarvan bericht.", rung.Text)
	assert.Equal(t, []string{"office", "director", "sot"}, rung.Audience)
}

// withoutFirst leaves out the first row: a reminder two days before.
func withoutFirst(table string) string {
	_, rest, _ := strings.Cut(table, "\n")
	return rest
}

func TestWhatIsDoneStopsTheRestOfTheLadder(t *testing.T) {
	t.Parallel()
	s := submitted(t, "2026-09-01").Do(tlvtest.SotInvolved(), tlvtest.Competent())
	s.On("2026-09-09").Do(tlvtest.FoundComplete(), tlvtest.ParentsAgree())
	s.Do(tlvtest.Assign(tlvtest.Gz, tlvtest.Ortho))
	s.On("2026-09-15").Phase("advies")
	view := s.Play()
	for _, f := range view.Fired {
		if f.About == "volledigheid/office:zout" {
			assert.LessOrEqual(t, f.Days, int32(1), "nothing follows after %s", f.Key)
		}
	}
}

func TestATermThatStandsStillIsNeverOverdueAndItsRemindersMoveAlong(t *testing.T) {
	t.Parallel()
	s := submitted(t, "2026-09-01").Do(tlvtest.SotInvolved(), tlvtest.Competent())
	s.On("2026-09-04").Do(tlvtest.Incomplete("2026-10-30"))
	s.On("2026-10-29").See(func(view *casesv1.View) {
		assert.Empty(t, view.Terms[0].PlannedOn, "the term stands still")
		assert.EqualValues(t, 53, view.Terms[0].DaysLeft)
		assert.NotContains(t, firingsOf(view.Fired), "| beslistermijn |")
	})
	s.Do(tlvtest.Completed(), tlvtest.FoundComplete())
	s.On("2027-01-05").Phase("ouders")
	view := s.Play()
	assert.Equal(t, "2026-12-21", view.Terms[0].PlannedOn, "54 days stood still: Sunday 20 December, so Monday")
	assert.Equal(t, "2026-12-21", view.Terms[0].LastOn, "or 55, by the circular: the same Monday")
	var term []string
	for _, f := range view.Fired {
		if f.About == "beslistermijn" {
			term = append(term, fmt.Sprintf("%s %+d %s", terms.DateOf(f.At.AsTime()), f.Days, strings.Join(f.Told, " ")))
		}
	}
	assert.Equal(t, []string{
		"2026-12-07 -14 office:zout", "2026-12-14 -7 office:zout", "2026-12-19 -2 office:zout", "2026-12-21 +0 office:zout",
		"2026-12-22 +0 ", "2026-12-22 +1 office:zout", "2026-12-23 +2 director:zout", "2026-12-28 +7 board:bestuur-zeist",
		"2027-01-04 +14 municipality:zeist",
	}, term)
	assert.Equal(t, "2026-12-22", view.Terms[0].MissedOn)
}

func TestAMissedTermOfTheLawStaysAFactAfterTheDecision(t *testing.T) {
	t.Parallel()
	s := submitted(t, "2026-09-01").Do(tlvtest.Competent(), tlvtest.FoundComplete(), tlvtest.ParentsAgree(),
		tlvtest.Assign(tlvtest.Gz, tlvtest.Ortho), tlvtest.AdviseSbo(tlvtest.Gz), tlvtest.AdviseSbo(tlvtest.Ortho))
	s.On("2026-11-03").Do(tlvtest.Grant("2026-12-01", "2028-07-31"), tlvtest.Announce())
	view := s.Play()
	assert.Equal(t, "2026-10-27", view.Terms[0].PlannedOn)
	assert.Equal(t, "2026-10-28", view.Terms[0].MissedOn)
	assert.Equal(t, "2026-11-03", view.Terms[0].MetOn)
	over := lineOfKind(t, s.Services.Timeline(caseID), "termijn-voorbij")
	assert.Equal(t, "De termijn voor 'Beslissen op de aanvraag' is voorbij. De laatste dag was dinsdag 27 oktober 2026.", over.Text)
	assert.Empty(t, over.Audience, "everybody may know")
}

func TestAClockThatSleptSaysThatItIsLateAndSkipsRemindersThatLostTheirSense(t *testing.T) {
	t.Parallel()
	first := submitted(t, "2026-09-01").Do(tlvtest.SotInvolved(), tlvtest.Competent())
	first.Then(func() { first.Env.SignalWorkflow("continue-as-new", nil) })
	first.Run(emptyInput())

	// The next run is taken up eleven days after the task was due.
	second := beginWith(t, "2026-09-18", first.Services)
	view := second.PlayFrom(continuedInput(first))
	assert.Equal(t, lines(`
		2026-09-18 09:00 escalation +1 | volledigheid/office:zout | 2026-09-07 | office:zout | late
		2026-09-18 09:00 escalation +3 | volledigheid/office:zout | 2026-09-07 | sot:zeist | late
		2026-09-18 09:00 escalation +5 | volledigheid/office:zout | 2026-09-07 | director:zout | late
	`), firingsOf(view.Fired))
	late := second.Services.Timeline(caseID)[3]
	assert.Contains(t, late.Text, "Dit had moeten gebeuren op dinsdag 8 september 2026 om 08:00 uur, maar gebeurt nu pas.")
}

func TestNothingFiresTwiceOverContinueAsNewInTheMiddleOfALadder(t *testing.T) {
	t.Parallel()
	first := submitted(t, "2026-09-01").Do(tlvtest.SotInvolved(), tlvtest.Competent())
	first.On("2026-09-11").Then(func() { first.Env.SignalWorkflow("continue-as-new", nil) })
	first.Run(emptyInput())
	second := beginWith(t, "2026-09-11", first.Services)
	second.On("2026-09-30").Phase("volledigheid")
	view := second.PlayFrom(continuedInput(first))

	seen := map[string]bool{}
	for _, f := range view.Fired {
		assert.False(t, seen[f.Key], "%s fired twice", f.Key)
		assert.False(t, f.Late)
		seen[f.Key] = true
	}
	assert.Len(t, seen, 7, "two reminders and five rungs")
	assert.Len(t, second.Services.Timeline(caseID), int(view.Version), "the story has no gaps")
}

func TestACaseOfTheFirstLogicHasNoClockUntilItIsMovedToANewerPolicy(t *testing.T) {
	t.Parallel()
	old := &tlvv1.Policy{Version: "2026-1", DecisionWeeks: 8, DecisionBasis: "Awb 4:13 lid 2", ObjectionWeeks: 6, ObjectionBasis: "Awb 6:7"}
	for _, norm := range []string{"competentie", "volledigheid", "sot-betrokkenheid", "ouders", "deskundigen", "advies", "besluit", "verzending"} {
		old.TaskNorms = append(old.TaskNorms, &tlvv1.NormDays{TaskKind: norm, Days: 5, Basis: "ZOUT-instelling"})
	}
	first := submitted(t, "2026-09-01").Do(tlvtest.SotInvolved(), tlvtest.Competent())
	first.Then(func() { first.Env.SignalWorkflow("continue-as-new", nil) })
	first.Run(emptyInput())
	carried := continuedInput(first)
	carried.State.Policy, carried.State.Keeping = old, nil
	for _, task := range carried.State.Tasks {
		task.DueAt = nil
	}
	carried.State.Terms[0].Owner, carried.State.Terms[0].CountedAt = "", nil

	second := beginWith(t, "2026-09-10", first.Services)
	second.See(func(view *casesv1.View) { assert.Empty(t, view.Fired) })
	second.Do(&caseworkv1.MovePolicy{Actor: tlvtest.Director, ToVersion: "2026-3"})
	second.Refused("NotNow", &caseworkv1.MovePolicy{Actor: tlvtest.Director})
	second.On("2026-09-13").Phase("volledigheid")
	view := second.PlayFrom(carried)
	assert.Equal(t, "2026-3", view.PolicyVersion)
	require.Len(t, view.PolicyMoves, 1)
	assert.Equal(t, "2026-1", view.PolicyMoves[0].FromVersion)
	assert.Equal(t, "Deze zaak volgt nu beleid 2026-3 in plaats van 2026-1. Datums die al vaststonden, blijven staan.",
		lineOfKind(t, second.Services.Timeline(caseID), "beleid-gewijzigd").Text)
	assert.Contains(t, firingsOf(view.Fired), "escalation +5 | volledigheid/office:zout | 2026-09-07 | director:zout")
	assert.Equal(t, "2026-10-27", view.Terms[0].PlannedOn, "a date that was set stays")
}
