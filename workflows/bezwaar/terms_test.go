package bezwaar_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"traject.nl/proto/contract/failure"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/workflows/bezwaar/bezwaartest"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/terms"
	"traject.nl/workflows/tlv/tlvtest"
)

func TestTheDecisionIsPutOffOnceBySixWeeksAtMost(t *testing.T) {
	t.Parallel()
	s := withLbt(t).See(func(view *casesv1.View) {
		require.Len(t, view.Extendable, 1)
		assert.Equal(t, []any{"beslistermijn-bezwaar", "Awb 7:10 lid 3", int32(6)},
			[]any{view.Extendable[0].TermId, view.Extendable[0].Ground, view.Extendable[0].AtMostWeeks})
	})
	s.On("2026-09-01").Refused(failure.BadInput, bezwaartest.Extend(7), "weeks").Refused(failure.BadInput, bezwaartest.Extend(0), "weeks")
	s.Do(bezwaartest.Extend(6))
	s.See(func(view *casesv1.View) {
		assert.Equal(t, "2026-11-13", termOf(t, view, "beslistermijn-bezwaar").PlannedOn, "the vector of the law")
		assert.Empty(t, view.Extendable)
	})
	s.RefusedWith(failure.NotNow, "al een keer verlengd", bezwaartest.Extend(1))
	s.On("2026-10-20").Do(bezwaartest.Delay("2026-11-02", "2026-11-15"))
	view := s.Play()
	term := termOf(t, view, "beslistermijn-bezwaar")
	assert.Equal(t, "2026-11-27", term.PlannedOn, "further delay by consent: fourteen days more")
	assert.Equal(t, "Awb 7:10 lid 4", term.Suspensions[0].Ground)
	letter := s.Services.Written()[0]
	assert.Equal(t, "bezwaar00001/verlenging/beslistermijn-bezwaar/1", letter.Key)
	assert.Len(t, letter.Addressees, 3, "everybody concerned is told (Awb 7:10 lid 5)")
}

func TestTheDecisionCanBePutOffBeforeTheTermHasBegun(t *testing.T) {
	t.Parallel()
	view := withLbt(t).Do(bezwaartest.Extend(6)).Play()
	assert.Equal(t, "2026-11-13", termOf(t, view, "beslistermijn-bezwaar").PlannedOn)
}

func TestATermThatIsOverCannotBePutOff(t *testing.T) {
	t.Parallel()
	s := withLbt(t).On("2026-10-03").RefusedWith(failure.NotNow, "voorbij", bezwaartest.Extend(6))
	s.Status("Het bezwaar ligt bij de landelijke bezwaaradviescommissie (LBT). Er moet nog een hoorzitting worden gepland. " +
		"De laatste dag om te beslissen was vrijdag 2 oktober 2026. Die dag is voorbij.")
	view := s.Play()
	assert.Equal(t, "2026-10-03", termOf(t, view, "beslistermijn-bezwaar").MissedOn)
}

func TestNothingIsPutOffOnceThereIsADecision(t *testing.T) {
	t.Parallel()
	s := decided(t).See(func(view *casesv1.View) { assert.Empty(t, view.Extendable) })
	s.On("2026-07-20").Refused(failure.NotNow, bezwaartest.Extend(2))
	s.Play()
}

func TestATermThatWasMissedStaysMissedAndMakesTheLadderClimb(t *testing.T) {
	t.Parallel()
	s := deciding(t).On("2026-10-20").Do(bezwaartest.Decide(unfounded), bezwaartest.Announce())
	view := s.Play()
	assert.Contains(t, termsOf(view), "beslistermijn-bezwaar | Awb 7:10 lid 1 | from 2026-07-10 | plan 2026-10-02 last 2026-10-02 | missed 2026-10-03 | met 2026-10-20")
	told := map[string][]string{}
	for _, firing := range view.Fired {
		if firing.About == "beslistermijn-bezwaar" && firing.Kind == caseworkv1.FiringKind_FIRING_KIND_ESCALATION {
			told[terms.DateOf(firing.At.AsTime()).String()] = firing.Told
		}
	}
	assert.Equal(t, map[string][]string{
		"2026-10-03": {"office:zout"}, "2026-10-04": {"director:zout"}, "2026-10-09": {"board:" + tlvtest.Board}, "2026-10-16": {"municipality:zeist"},
	}, told)
}

func TestADwangsomRunsUntilTheDecisionOnTheBezwaarIsAnnounced(t *testing.T) {
	t.Parallel()
	s := deciding(t)
	s.On("2026-10-05").Do(&caseworkv1.NotifyDefault{Actor: bezwaartest.Parent, TermId: "beslistermijn-bezwaar", TextId: "text-default"})
	s.Do(&caseworkv1.JudgeDefault{Actor: bezwaartest.Office, NoticeId: "ingebrekestelling/1", Judgement: caseworkv1.Judgement_JUDGEMENT_VALID})
	s.On("2026-10-22").Do(bezwaartest.Decide(unfounded), bezwaartest.Announce())
	s.On("2026-10-27").Do(&caseworkv1.DecidePenalty{Actor: bezwaartest.Director, NoticeId: "ingebrekestelling/1", Euros: 46})
	view := s.Play()

	notice := view.Defaults[0]
	assert.Equal(t, []string{tlvtest.FirstParent, "2026-10-05", "2026-10-20", "2026-11-30", "2026-10-22"},
		[]string{notice.FromParty, notice.ReceivedOn, notice.FirstDay, notice.LastDay, notice.StoppedOn})
	days, euros := casework.Owed(notice, terms.MustParse("2026-10-22"))
	assert.Equal(t, []int{2, 46}, []int{days, euros})
	assert.EqualValues(t, 46, notice.DecidedEuros)
	assert.Contains(t, termsOf(view), "dwangsombesluit | Awb 4:18 | from 2026-10-21 | plan 2026-11-04 last 2026-11-04 | met 2026-10-27")
	assert.Equal(t, "beroep", view.Phase, "the dwangsom is decided beside the term for beroep")
}

func TestACaseStaysOpenForTheDecisionOnADwangsom(t *testing.T) {
	t.Parallel()
	s := deciding(t)
	s.On("2026-10-05").Do(&caseworkv1.NotifyDefault{Actor: bezwaartest.Parent, TextId: "text-default"})
	s.Do(&caseworkv1.JudgeDefault{Actor: bezwaartest.Director, NoticeId: "ingebrekestelling/1", Judgement: caseworkv1.Judgement_JUDGEMENT_VALID})
	s.On("2026-10-21").Do(bezwaartest.Decide(unfounded), bezwaartest.Announce())
	s.On("2026-12-15").Phase("beroep").Do(&caseworkv1.DecidePenalty{Actor: bezwaartest.Director, NoticeId: "ingebrekestelling/1", Euros: 23})
	view := s.PlayOut()
	assert.True(t, view.Closed)
	assert.Equal(t, "2026-12-15", terms.DateOf(view.ClosedAt.AsTime()).String())
	assert.Equal(t, "2026-11-04", termOf(t, view, "dwangsombesluit").MissedOn, "and it was late, which stays a fact")
}

func TestWhoWaitsMayGiveNoticeOfDefaultAndNobodyElse(t *testing.T) {
	t.Parallel()
	s := received(t)
	s.Do(&caseworkv1.NotifyDefault{Actor: bezwaartest.School, TextId: "text-1"}, // the applicant waits too (Awb 7:14a)
		&caseworkv1.NotifyDefault{Actor: tlvtest.By(tlvtest.SecondParent), TextId: "text-2"})
	s.Refused(failure.NotYours, &caseworkv1.NotifyDefault{Actor: tlvtest.By("school:sbo-zeist"), TextId: "text-3"})
	s.Refused(failure.NotYours, &caseworkv1.NotifyDefault{Actor: tlvtest.SOT, TextId: "text-3"})
	assert.Len(t, s.Play().Defaults, 2)
}

func TestEveryPhaseSaysWhoIsToAct(t *testing.T) {
	t.Parallel()
	for phase, c := range map[string]struct {
		moment func(*testing.T) *story
		acting string
	}{
		"intake": {received, "Het kantoor van ZOUT bevestigt de ontvangst van het bezwaar. Het kantoor van ZOUT maakt het verweerschrift. " +
			"Het kantoor van ZOUT stuurt het dossier naar de LBT."},
		"hoorzitting": {withLbt, "Het kantoor van ZOUT bevestigt de ontvangst van het bezwaar. Het kantoor van ZOUT maakt het verweerschrift. " +
			"Het kantoor van ZOUT plant de hoorzitting."},
		"advies":     {heard, "Het kantoor van ZOUT bevestigt de ontvangst van het bezwaar. De LBT geeft advies. Het kantoor van ZOUT legt het vast."},
		"besluit":    {deciding, "Het kantoor van ZOUT bevestigt de ontvangst van het bezwaar. De directeur van ZOUT neemt een besluit op het bezwaar."},
		"verzending": {decided, "Het kantoor van ZOUT verstuurt de brieven."},
		"beroep":     {announced, ""},
	} {
		t.Run(phase, func(t *testing.T) {
			t.Parallel()
			view := c.moment(t).Phase(phase).Play()
			assert.Equal(t, c.acting, view.Acting)
			for _, task := range view.Tasks {
				assert.NotEmpty(t, task.Title, task.Id)
				assert.NotEmpty(t, task.Reason, task.Id)
			}
			for _, term := range view.Terms {
				assert.NotEmpty(t, term.Title, term.Id)
				assert.NotEmpty(t, term.Event, term.Id)
				assert.NotEmpty(t, term.Steps, term.Id)
			}
		})
	}
}

func TestATaskOfTheSotGoesToItsFixedContact(t *testing.T) {
	t.Parallel()
	s := received(t)
	s.Play()
	state := stateOf(s)
	assert.Equal(t, map[string]string{"sot:zeist": tlvtest.SotContact}, state.Keeping.Assignees)
	assert.Equal(t, "bezwaar", state.Keeping.Policy.Procedure)
}
