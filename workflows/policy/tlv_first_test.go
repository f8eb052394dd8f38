package policy

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheFirstPolicyKeepsTheTermsOfTheLaw(t *testing.T) {
	t.Parallel()
	p := TLV()
	assert.EqualValues(t, 8, p.GetDecisionWeeks())
	assert.Equal(t, "Awb 4:13 lid 2", p.GetDecisionBasis())
	assert.EqualValues(t, 6, p.GetObjectionWeeks())
	assert.Equal(t, "Awb 6:7", p.GetObjectionBasis())
	assert.NotEmpty(t, p.GetVersion())
}

func TestTheFirstPolicyHasANormForEveryTask(t *testing.T) {
	t.Parallel()
	p := TLV()
	assert.Len(t, p.GetTaskNorms(), len(TLVTasks))
	for _, kind := range TLVTasks {
		norm, ok := Norm(p, kind)
		require.True(t, ok, kind)
		assert.Positive(t, norm.GetDays(), kind)
		assert.Equal(t, "ZOUT-instelling", norm.GetBasis(), "%s: a service norm is not the law", kind)
	}
	_, ok := Norm(p, "onbekend")
	assert.False(t, ok)
}

func TestTheFirstNormsFitInTheDecisionTerm(t *testing.T) {
	t.Parallel()
	p := TLV()
	sum := func(kinds ...string) (days int32) {
		for _, kind := range kinds {
			norm, ok := Norm(p, kind)
			require.True(t, ok, kind)
			days += norm.GetDays()
		}
		return days
	}
	plain := sum(Competentie, Volledigheid, Ouders, Advies, Besluit, Verzending)
	withTalk := plain + sum(GesprekPlannen, GesprekVerslag, VerslagVerzenden)
	assert.EqualValues(t, 35, plain, "tlv-2026-1.yaml names this sum")
	assert.EqualValues(t, 46, withTalk, "tlv-2026-1.yaml names this sum")
	assert.Less(t, withTalk, 7*p.GetDecisionWeeks())
}

func TestEveryCaseOfTheFirstLogicGetsItsOwnCopy(t *testing.T) {
	t.Parallel()
	mine := TLV()
	mine.DecisionWeeks = 1
	mine.TaskNorms[0].Days = 99
	assert.EqualValues(t, 8, TLV().GetDecisionWeeks())
	assert.EqualValues(t, 3, TLV().GetTaskNorms()[0].GetDays())
}

func TestAFaultyFirstPolicyIsRefusedWithItsLine(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, old, new, says string }{
		{"unknown key at the top", "version:", "versie:", "field versie not found"},
		{"unknown key in an entry", "advies: {days: 10", "advies: {dagen: 10", `unknown key "dagen"; want weeks, days or basis`},
		{"unknown norm", "advies: {days", "adviezen: {days", `unknown "adviezen"`},
		{"missing norm", "advies: {days", "adviezen: {days", "norms: advies is missing"},
		{"missing term", "objection: {weeks", "objections: {weeks", "terms: objection is missing"},
		{"negative", "ouders: {days: 10", "ouders: {days: -10", "norms ouders: days is -10; want 1 to 366"},
		{"zero", "ouders: {days: 10", "ouders: {days: 0", "days is 0"},
		{"far too long", "ouders: {days: 10", "ouders: {days: 1000", "days is 1000"},
		{"no number", "ouders: {days: 10", "ouders: {days: veertien", "veertien"},
		{"a part of a day", "ouders: {days: 10", "ouders: {days: 1.5", "1.5"},
		{"no length", "ouders: {days: 10, ", "ouders: {", "days is 0"},
		{"a norm in weeks too", "ouders: {days: 10", "ouders: {days: 10, weeks: 2", "norms ouders: is counted in days only"},
		{"a term in days too", "decision: {weeks: 8", "decision: {weeks: 8, days: 2", "terms decision: is counted in weeks only"},
		{"no basis", "ouders: {days: 10, basis: ZOUT-instelling}", "ouders: {days: 10}", "norms ouders: basis is missing"},
		{"no mapping", "ouders: {days: 10, basis: ZOUT-instelling}", "ouders: 10", "want weeks or days, and basis"},
		{"the same norm twice", "ouders: {days: 10", "advies: {days: 10", "already defined"},
		{"no version", `version: "2026-1"`, `version: " "`, "version is missing"},
	} {
		broken := strings.Replace(string(tlvFile), c.old, c.new, 1)
		require.NotEqual(t, string(tlvFile), broken, c.name)
		_, err := LoadTLV([]byte(broken))
		require.Error(t, err, c.name)
		assert.ErrorContains(t, err, c.says, c.name)
		if !strings.HasPrefix(c.name, "missing") {
			assert.Regexp(t, `line \d+`, err.Error(), c.name)
		}
	}
	_, err := LoadTLV(nil)
	assert.Error(t, err)
}

func TestEveryFaultOfAFirstPolicyIsNamedAtOnce(t *testing.T) {
	t.Parallel()
	broken := strings.NewReplacer("ouders: {days: 10", "ouders: {days: -1", "advies: {days: 10", "advies: {days: 0").Replace(string(tlvFile))
	_, err := LoadTLV([]byte(broken))
	assert.ErrorContains(t, err, "norms ouders")
	assert.ErrorContains(t, err, "norms advies")
}

func TestTheLineNamedInAFirstPolicyIsTheLineOfTheFault(t *testing.T) {
	t.Parallel()
	_, err := LoadTLV([]byte(strings.Replace(string(tlvFile), "ouders: {days: 10", "ouders: {days: -10", 1)))
	before, _, _ := strings.Cut(string(tlvFile), "ouders: {days")
	assert.ErrorContains(t, err, "line "+strconv.Itoa(strings.Count(before, "\n")+1)+":")
}
