package policy

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const endOfPlacement = "    kind: norm\n    weeks: 13\n    school-weeks: false\n    basis: ondersteuningsplan 2.2\n    owner: provision\n"

// TestAFaultyPolicyOfAPlacementIsRefusedWithItsLine: what the policies of placements have that others do not.
func TestAFaultyPolicyOfAPlacementIsRefusedWithItsLine(t *testing.T) {
	t.Parallel()
	for procedure, mistakes := range map[string][]mistake{
		BuitenkansProcedure: {
			{"a placement as a term of the law", "    kind: norm\n    weeks: 13\n    school-weeks: false\n    basis: ondersteuningsplan 2.2", "    kind: statutory\n    weeks: 13\n    basis: WPO 40 lid 14", "no law sets this term"},
			{"the plan of somebody else", "basis: ondersteuningsplan 2.2", "basis: ondersteuningsplan Amersfoort", `a norm is no law: want ZOUT-instelling, a regulation such as`},
			{"an owner who cannot do it", "owner: provision", "owner: office", `owner "office"; want provision, because nobody else can do what it is for`},
			{"inside the house", endOfPlacement, strings.NewReplacer("norm", "internal", "ondersteuningsplan 2.2", "ZOUT-instelling").Replace(endOfPlacement), "an internal term is planning inside ZOUT, and the provision owns this one"},
			{"no owner", "    owner: provision\n", "", "owner is missing"},
			{"school weeks that are no yes or no", "school-weeks: false", "school-weeks: ja", `want true or false, not "ja"`},
			{"school weeks without weeks", "    weeks: 13\n    school-weeks: false", "    days: 91\n    school-weeks: true", "school-weeks says how weeks are counted, and there are none"},
			{"a term of the law that stands still in a holiday", "    weeks: 2\n    basis: Awb 4:18", "    weeks: 2\n    school-weeks: true\n    basis: Awb 4:18", "terms dwangsombesluit: is no time at school"},
			{"dated though it has a length", "    weeks: 13", "    weeks: 13\n    dated: true", "nothing names its last day; give its length instead of dated"},
			{"told to nobody known", "tells: [school, sot, director, parent]", "tells: [school, wethouder]", `tells "wethouder"; want school, parent, provision, office, sot, director, board`},
			{"told to who has no part", "tells: [school, sot, director, parent]", "tells: [municipality]", `tells "municipality"; want school`},
			{"told to the owner", "tells: [school, sot, director, parent]", "tells: [school, provision]", "tells provision, which is the owner and is reminded already"},
			{"told twice", "tells: [school, sot, director, parent]", "tells: [school, sot, school]", "tells school twice"},
			{"told without a reminder", "    reminders: [28, 14, 7, 0]\n", "", "has no reminders, so nobody of tells ever hears anything"},
			{"no list of roles", "tells: [school, sot, director, parent]", "tells: school", `want a list of roles, such as [school, sot], not "school"`},
			{"no role", "tells: [school, sot, director, parent]", "tells: [school, 7]", `want words, not "7"`},
			{"opened before it can be", "tussenevaluatie: {days: 42, lead: 14", "tussenevaluatie: {days: 42, lead: 43", "tasks tussenevaluatie: a lead of 43 days on 42: it opens at once, so leave lead out or make it at most 41"},
			{"opened at once though it says later", "tussenevaluatie: {days: 42, lead: 14", "tussenevaluatie: {days: 42, lead: 42", "make it at most 41"},
			{"before the day that it belongs to", "afronden: {days: 1, lead: 1", "afronden: {days: 1, lead: 2", "tasks afronden: a lead of 2 days on 1"},
			{"a lead of nothing", "nazorg-1: {days: 42, lead: 14", "nazorg-1: {days: 42, lead: 0", "lead is 0; want 1 or more"},
			{"a lead that is no number", "nazorg-1: {days: 42, lead: 14", "nazorg-1: {days: 42, lead: kort", `want a whole number, not "kort"`},
			{"a reminder of what is not asked yet", "advies-buitenkans: {days: 63, lead: 21, basis: ZOUT-instelling, reminders: [7,", "advies-buitenkans: {days: 63, lead: 21, basis: ZOUT-instelling, reminders: [28,", "tasks advies-buitenkans: a reminder 28 days before comes before the start, because it lasts 21 days"},
			{"a rung for who has no part", "{after: 8, tell: board,", "{after: 8, tell: municipality,", `unknown role "municipality"; a rung tells holder, provision, office, sot, director, board`},
			{"a rung for the owner twice", "    - {after: 2, tell: sot}\n    - {after: 3, tell: director}\n    - {after: 8", "    - {after: 2, tell: provision}\n    - {after: 3, tell: director}\n    - {after: 8", `terms einde-plaatsing: ladder "einde" tells the provision twice`},
			{"a cut-off that nothing asks", "\nladders:", "\ncut-offs:\n  vervolg: {from: \"03-01\", until: \"07-31\", basis: ZOUT-instelling}\nladders:", `cut-offs: unknown "vervolg"`},
		},
		PlaatsingProcedure: {
			{"the last day of a TLV as a length", "    dated: true\n", "    months: 12\n", "terms laatste-schooljaar: a law or a decision names its last day: want dated: true"},
			{"a length besides", "    dated: true\n", "    dated: true\n    weeks: 52\n", "its last day is named by a law or a decision, so there are no weeks to count"},
			{"not dated after all", "    dated: true\n", "    dated: false\n", "want dated: true"},
			{"a law that is none", "basis: WPO 40 lid 14, WEC 40 lid 15", "basis: WPO 40 lid 14, afspraak", "a statutory term names its article"},
			{"the duty of the school with ZOUT", "    basis: WPO 40 lid 14, WEC 40 lid 15\n    owner: school", "    basis: WPO 40 lid 14, WEC 40 lid 15\n    owner: director", `owner "director"; want school`},
			{"the duty as a norm", "    kind: statutory\n    dated", "    kind: norm\n    dated", "a law sets this term, so its kind is statutory, not norm"},
			{"a rung for a board that the case does not know", "    - {after: 3, tell: director}\n  # Follow-up", "    - {after: 3, tell: board}\n  # Follow-up", `unknown role "board"; a rung tells holder, office, sot, director`},
			{"an article for a day that ZOUT sets", `until: "07-31", basis: ZOUT-instelling`, `until: "07-31", basis: WPO 40 lid 14`, `no law sets these days, so basis "WPO 40 lid 14" cannot be; want ZOUT-instelling`},
			{"a lead longer than any year", "lead: 120", "lead: 400", "tasks vervolg-kiezen: a lead of 400 days; want at most 366"},
			{"a reminder before it opens", "lead: 120, basis: ZOUT-instelling, reminders: [28,", "lead: 120, basis: ZOUT-instelling, reminders: [130,", "a reminder 130 days before comes before the start, because it lasts 120 days"},
		},
	} {
		for _, m := range mistakes {
			m.assertRefused(t, procedure, procedure, fileOf(t, "zout/"+procedure+".yaml"))
		}
	}
}

func TestSchoolWeeksAreASettingOfThePlacement(t *testing.T) {
	t.Parallel()
	changed := strings.Replace(fileOf(t, "zout/buitenkans.yaml"), "school-weeks: false", "school-weeks: true", 1)
	p, err := Load(BuitenkansProcedure, []byte(changed))
	require.NoError(t, err)
	assert.True(t, Term(p, EindePlaatsing).GetSchoolWeeks())
}

func TestATermOfZOUTIsNeverOwnedByASchool(t *testing.T) {
	t.Parallel()
	for _, owner := range []string{"school", "provision", "parent"} {
		changed := strings.Replace(fileOf(t, "zout/bezwaar.yaml"), "    basis: LBT-reglement art. 2.2\n    owner: office", "    basis: LBT-reglement art. 2.2\n    owner: "+owner, 1)
		_, err := Load(BezwaarProcedure, []byte(changed))
		assert.ErrorContains(t, err, `terms lbt-verzoek: owner "`+owner+`"; want office, director, sot`)
	}
}

func TestATLVKnowsNothingOfTheBuitenkans(t *testing.T) {
	t.Parallel()
	changed := strings.Replace(fileOf(t, "zout/tlv.yaml"), "{after: 3, tell: sot}\n    - {after: 5", "{after: 3, tell: provision}\n    - {after: 5", 1)
	_, err := Load(TLVProcedure, []byte(changed))
	assert.ErrorContains(t, err, `unknown role "provision"; a rung tells holder, office, sot, director, board, municipality`)
}
