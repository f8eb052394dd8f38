package policy

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
)

const statutory, norm = caseworkv1.TermKind_TERM_KIND_STATUTORY, caseworkv1.TermKind_TERM_KIND_SERVICE_NORM

// TestTheTermsAreThoseOfTheLaw: a table to lay beside the law; pace and place make no difference.
func TestTheTermsAreThoseOfTheLaw(t *testing.T) {
	t.Parallel()
	for _, want := range []struct {
		procedure, id string
		kind          caseworkv1.TermKind
		weeks, days   int32
		backward      bool
		basis, owner  string
	}{
		{TLVProcedure, Beslistermijn, statutory, 8, 0, false, "Awb 4:13 lid 2", "office"},
		{TLVProcedure, Bezwaartermijn, statutory, 6, 0, false, "Awb 6:7", ""},
		{TLVProcedure, Dwangsombesluit, statutory, 2, 0, false, "Awb 4:18", "director"},
		{BezwaarProcedure, LBTVerzoek, norm, 0, 14, false, "LBT-reglement art. 2.2", "office"},
		{BezwaarProcedure, BeslisBezwaar, statutory, 12, 0, false, "Awb 7:10 lid 1", "office"},
		{BezwaarProcedure, Stukken, statutory, 0, 10, true, "Awb 7:4 lid 1", "office"},
		{BezwaarProcedure, Inzage, statutory, 0, 7, true, "Awb 7:4 lid 2", "office"},
		{BezwaarProcedure, Beroepstermijn, statutory, 6, 0, false, "Awb 6:7", ""},
		{BezwaarProcedure, Dwangsombesluit, statutory, 2, 0, false, "Awb 4:18", "director"},
	} {
		for name, policies := range shipped {
			rule := Term(policies[want.procedure], want.id)
			require.NotNil(t, rule, "%s %s", name, want.id)
			assert.Equal(t, want.kind, rule.GetKind(), "%s %s", name, want.id)
			assert.Equal(t, want.weeks, rule.GetWeeks(), "%s %s", name, want.id)
			assert.Equal(t, want.days, rule.GetDays(), "%s %s", name, want.id)
			assert.Zero(t, rule.GetMonths(), "%s %s", name, want.id)
			assert.Equal(t, want.backward, rule.GetBackward(), "%s %s", name, want.id)
			assert.Equal(t, want.basis, rule.GetBasis(), "%s %s", name, want.id)
			assert.Equal(t, want.owner, rule.GetOwner(), "%s %s", name, want.id)
		}
	}
}

func TestTheNormsFitInTheDecisionTermAlsoWithAZienswijze(t *testing.T) {
	t.Parallel()
	p := shipped[ZOUT][TLVProcedure]
	sum := func(kinds ...string) (days int32) {
		for _, kind := range kinds {
			rule := Task(p, kind)
			require.NotNil(t, rule, kind)
			days += rule.GetDays()
		}
		return days
	}
	plain := sum(Competentie, Volledigheid, Ouders, Advies, Besluit, Verzending)
	withTalk := plain + sum(GesprekPlannen, GesprekVerslag, VerslagVerzenden)
	assert.EqualValues(t, 35, plain, "zout/tlv.yaml names this sum")
	assert.EqualValues(t, 46, withTalk, "zout/tlv.yaml names this sum")
	assert.Less(t, withTalk, 7*Term(p, Beslistermijn).GetWeeks())
}

func TestTheTasksOfATLVTakeAsLongAsTheyDidUnderTheFirstPolicy(t *testing.T) {
	t.Parallel()
	for _, before := range TLV().GetTaskNorms() {
		now := Task(shipped[ZOUT][TLVProcedure], before.GetTaskKind())
		require.NotNil(t, now, before.GetTaskKind())
		assert.Equal(t, before.GetDays(), now.GetDays(), before.GetTaskKind())
		assert.Equal(t, before.GetBasis(), now.GetBasis(), before.GetTaskKind())
	}
}

func TestTheDossierForTheLBTIsReadyBeforeItsTermEnds(t *testing.T) {
	t.Parallel()
	p := shipped[ZOUT][BezwaarProcedure]
	assert.Less(t, Task(p, LBTDossier).GetDays(), Term(p, LBTVerzoek).GetDays())
}

func TestAVersionTellsADemonstrationFromPractice(t *testing.T) {
	t.Parallel()
	for procedure, version := range map[string]string{
		TLVProcedure: "2026-3", BezwaarProcedure: "2026-3", BuitenkansProcedure: "2026-2", PlaatsingProcedure: "2026-1",
	} {
		zout, demo := shipped[ZOUT][procedure], shipped[Demo][procedure]
		assert.Equal(t, version, zout.GetVersion())
		assert.Equal(t, version+"-demo", demo.GetVersion())
		assert.Zero(t, zout.GetTaskDaySeconds())
		assert.Positive(t, demo.GetTaskDaySeconds())
		assert.Equal(t, procedure, zout.GetProcedure())
	}
}

func TestTheMunicipalityIsToldOfALateTLVAndOfEveryMissedDecisionTerm(t *testing.T) {
	t.Parallel()
	for name, policies := range shipped {
		for _, ladder := range []string{
			Task(policies[TLVProcedure], Advies).GetLadder(), Term(policies[TLVProcedure], Beslistermijn).GetLadder(),
		} {
			rungs := Ladder(policies[TLVProcedure], ladder).GetRungs()
			assert.Equal(t, "municipality", rungs[len(rungs)-1].GetTell(), "%s %s", name, ladder)
		}
		rungs := Ladder(policies[BezwaarProcedure], Term(policies[BezwaarProcedure], BeslisBezwaar).GetLadder()).GetRungs()
		assert.Equal(t, "municipality", rungs[len(rungs)-1].GetTell(), name)
	}
}

func TestTheYearHasAStretchOfLateInstroom(t *testing.T) {
	t.Parallel()
	cutOffs := shipped[ZOUT][TLVProcedure].GetCutOffs()
	require.Len(t, cutOffs, 1)
	want := &caseworkv1.CutOff{Id: LateInstroom, From: "02-02", Until: "06-01", Basis: "Besluit bekostiging WPO 2022 art. 20"}
	assert.True(t, proto.Equal(want, cutOffs[0]), "%v", cutOffs[0])
}

// TestCasesStartWithTheSetInUse changes what the whole process uses, so it does not run beside others.
func TestCasesStartWithTheSetInUse(t *testing.T) {
	assert.Equal(t, "2026-3", Current(TLVProcedure).GetVersion(), "practice is what holds when nothing is chosen")
	t.Cleanup(func() { assert.NoError(t, Use(ZOUT)) })
	require.NoError(t, Use(Demo))
	assert.Equal(t, "2026-3-demo", Current(TLVProcedure).GetVersion())
	assert.ErrorContains(t, Use("test"), `policy set "test" is not known: choose zout or demo`)
	assert.Equal(t, "2026-3-demo", Current(BezwaarProcedure).GetVersion(), "a wrong name changes nothing")
	assert.Nil(t, Current("thuiszitter"))
}

func TestEveryCaseGetsItsOwnCopy(t *testing.T) {
	t.Parallel()
	mine := Current(BezwaarProcedure)
	mine.Terms[0].Days = 99
	mine.Ladders[0].Rungs[0].Tell = "sot"
	assert.EqualValues(t, 14, Current(BezwaarProcedure).GetTerms()[0].GetDays())
	assert.Equal(t, "holder", Current(BezwaarProcedure).GetLadders()[0].GetRungs()[0].GetTell())
}

func TestWhatAPolicyDoesNotHaveIsNil(t *testing.T) {
	t.Parallel()
	p := Current(TLVProcedure)
	assert.Nil(t, Term(p, LBTVerzoek))
	assert.Nil(t, Task(p, Herstel))
	assert.Nil(t, Ladder(p, ""))
	assert.Nil(t, CutOff(p, Vervolg))
	assert.Nil(t, Term(nil, Beslistermijn))
}

func TestASetHasOneFileForEveryProcedureAndOnlyTheDemonstrationHasPace(t *testing.T) {
	t.Parallel()
	file := func(name string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(fileOf(t, name))} }
	for name, c := range map[string]struct {
		set   string
		files fstest.MapFS
		says  string
	}{
		"a file too few":       {ZOUT, fstest.MapFS{"zout/tlv.yaml": file("zout/tlv.yaml")}, "zout: the policy of bezwaar is missing"},
		"a file too many":      {ZOUT, fstest.MapFS{"zout/oud.yaml": file("zout/tlv.yaml")}, `procedure "oud" has no policy`},
		"pace in practice":     {ZOUT, fstest.MapFS{"zout/tlv.yaml": file("demo/tlv.yaml")}, `zout/tlv.yaml: days of seconds are for the set "demo", and only for it`},
		"practice in the demo": {Demo, fstest.MapFS{"demo/tlv.yaml": file("zout/tlv.yaml")}, `demo/tlv.yaml: days of seconds are for the set "demo", and only for it`},
		"another procedure":    {ZOUT, fstest.MapFS{"zout/tlv.yaml": file("zout/bezwaar.yaml")}, "zout/tlv.yaml:\nline "},
		"no folder":            {ZOUT, fstest.MapFS{}, "zout"},
	} {
		_, err := loadSet(c.files, c.set)
		assert.ErrorContains(t, err, c.says, name)
	}
}
