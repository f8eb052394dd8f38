package policy

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func fileOf(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	return string(text)
}

// mistake is one slip in a file that is right, and what is said of it.
type mistake struct{ name, old, new, says string }

// assertRefused: the file of the procedure is refused with the slip in it, and every fault has its line.
func (m mistake) assertRefused(t *testing.T, section, procedure, text string) {
	t.Helper()
	broken := strings.Replace(text, m.old, m.new, 1)
	require.NotEqual(t, text, broken, "%s: %s: the slip is in the file", section, m.name)
	_, err := Load(procedure, []byte(broken))
	require.Error(t, err, "%s: %s", section, m.name)
	assert.ErrorContains(t, err, m.says, "%s: %s", section, m.name)
	for line := range strings.SplitSeq(err.Error(), "\n") {
		assert.Regexp(t, `^line \d+: `, line, "%s: %s", section, m.name)
	}
}

func TestAFaultyPolicyIsRefusedWithItsLine(t *testing.T) {
	t.Parallel()
	for section, mistakes := range map[string][]mistake{
		"head": {
			{"unknown key at the top", `version:`, `versie:`, `the file: unknown key "versie"; want version, task-day-seconds, terms, tasks, ladders, cut-offs`},
			{"no version", `version: "2026-3"`, ``, `version is missing`},
			{"an empty version", `version: "2026-3"`, `version: " "`, `version: want words`},
			{"a version in another form", `version: "2026-3"`, `version: "v2"`, `version "v2": want a year and a count`},
			{"a demonstration without its pace", `version: "2026-3"`, `version: "2026-3-demo"`, `task-day-seconds is missing`},
			{"days of seconds in practice", `version: "2026-3"`, "version: \"2026-3\"\ntask-day-seconds: 15", `days of seconds are for a demonstration`},
			{"a pace of nothing", `version: "2026-3"`, "version: \"2026-3-demo\"\ntask-day-seconds: 0", `task-day-seconds is 0; want 1 to 3600`},
			{"a section that is no mapping", "cut-offs:\n  late-instroom: {", "cut-offs:\n  - {", `cut-offs: want "key: value" pairs`},
			{"no YAML", `version: "2026-3"`, `version: "2026-3`, `no YAML`},
			{"two documents", "\nladders:", "\n---\nladders:", `more than one document`},
			{"a reference", "basis: Awb 4:13 lid 2\n    owner: office", "basis: &b Awb 4:13 lid 2\n    owner: *b", `refers to another place`},
		},
		"terms": {
			{"unknown key", "    weeks: 8", "    weken: 8", `terms beslistermijn: unknown key "weken"`},
			{"a key twice", "    weeks: 8", "    weeks: 8\n    weeks: 9", `"weeks" stands here a second time`},
			{"unknown term", "  bezwaartermijn:", "  bezwaartermijnen:", `terms: unknown "bezwaartermijnen"; want beslistermijn, bezwaartermijn, dwangsombesluit`},
			{"missing term", "  bezwaartermijn:", "  bezwaartermijnen:", `terms: bezwaartermijn is missing`},
			{"a term twice", "  bezwaartermijn:", "  beslistermijn:", `terms: "beslistermijn" stands here a second time`},
			{"a term of another procedure", "  bezwaartermijn:", "  lbt-verzoek:", `unknown "lbt-verzoek"`},
			{"no kind", "    kind: statutory\n    weeks: 8", "    weeks: 8", `kind is missing`},
			{"unknown kind", "    kind: statutory\n    weeks: 8", "    kind: wettelijk\n    weeks: 8", `unknown kind "wettelijk"; want statutory, norm or internal`},
			{"a term of the law as a setting", "basis: Awb 4:13 lid 2", "basis: ZOUT-instelling", `a statutory term names its article`},
			{"a term of the law by the rule of a private body", "basis: Awb 4:13 lid 2", "basis: LBT-reglement art. 2.2", `a statutory term names its article`},
			{"the law as a norm", "    kind: statutory\n    weeks: 8", "    kind: norm\n    weeks: 8", `a norm is no law`},
			{"a term of the law called a norm", "    kind: statutory\n    weeks: 8", "    kind: norm\n    weeks: 8", `a law sets this term, so its kind is statutory, not norm`},
			{"the law as something internal", "    kind: statutory\n    weeks: 8", "    kind: internal\n    weeks: 8", `an internal term is a setting of the house`},
			{"no basis", "    basis: Awb 4:13 lid 2\n", "", `basis is missing`},
			{"no length", "    weeks: 8\n", "", `has no length; give weeks, days or months`},
			{"two lengths", "    weeks: 8", "    weeks: 8\n    days: 2", `has weeks and days; a term is counted in one unit`},
			{"no whole number", "    weeks: 8", "    weeks: 7.5", `want a whole number, not "7.5"`},
			{"a word for a number", "    weeks: 8", "    weeks: acht", `want a whole number, not "acht"`},
			{"nothing for a number", "    weeks: 8", "    weeks:", `want a whole number, not ""`},
			{"negative", "    weeks: 8", "    weeks: -8", `weeks is -8; want 1 to 52`},
			{"far too long", "    weeks: 8", "    weeks: 80", `weeks is 80; want 1 to 52`},
			{"other units", "    weeks: 8", "    hours: 8", `unknown key "hours"`},
			{"paced days", "    weeks: 8", "    weeks: 8\n    task-day-seconds: 5", `the pace of a demonstration is for the whole file, and never touches a term`},
			{"counted back from nothing", "    weeks: 8", "    weeks: 8\n    backward: true", `is not counted back from anything`},
			{"neither true nor false", "    weeks: 8", "    weeks: 8\n    backward: ja", `want true or false, not "ja"`},
			{"no owner", "    owner: office\n", "", `owner is missing`},
			{"unknown owner", "    owner: office", "    owner: kantoor", `owner "kantoor"; want office, director, sot`},
			{"an owner without a part", "    owner: office", "    owner: engineer", `owner "engineer"`},
			{"unknown ladder", "    ladder: wettelijk", "    ladder: wet", `terms beslistermijn: unknown ladder "wet"; want zout, `},
			{"a ladder for a right", "    basis: Awb 6:7\n", "    basis: Awb 6:7\n    ladder: zout\n", `nobody is late when it passes, so ladder "zout" can never fire`},
			{"an owner for a right", "    basis: Awb 6:7\n", "    basis: Awb 6:7\n    owner: office\n", `it has no owner, because nobody can miss it`},
			{"a reminder of a right", "    basis: Awb 6:7\n", "    basis: Awb 6:7\n    reminders: [7]\n", `it has no owner, so a reminder can never fire`},
			{"no pairs", "    kind: statutory\n    weeks: 2\n    basis: Awb 4:18\n    owner: director\n    reminders: [7, 2, 0]\n    ladder: directeur", "    2 weeks", `terms dwangsombesluit: want "key: value" pairs`},
		},
		"reminders": {
			{"before the start", "reminders: [14, 7, 2, 0]\n    ladder: wettelijk", "reminders: [57, 7, 2, 0]\n    ladder: wettelijk", `comes before the start, because it lasts 56 days`},
			{"on the start", "reminders: [14, 7, 2, 0]\n    ladder: wettelijk", "reminders: [56, 7, 2, 0]\n    ladder: wettelijk", `falls on the day it starts`},
			{"of a task before its start", "advies: {days: 10, basis: ZOUT-instelling, reminders: [3,", "advies: {days: 10, basis: ZOUT-instelling, reminders: [12,", `tasks advies: a reminder 12 days before comes before the start`},
			{"of a task on its start", "advies: {days: 10, basis: ZOUT-instelling, reminders: [3,", "advies: {days: 10, basis: ZOUT-instelling, reminders: [10,", `tasks advies: a reminder 10 days before falls on the day it starts`},
			{"negative", "reminders: [3, 0]", "reminders: [3, -1]", `want 0 or more`},
			{"twice", "reminders: [3, 0]", "reminders: [3, 3]", `the reminder 3 days before stands here twice`},
			{"not descending", "reminders: [3, 0]", "reminders: [0, 3]", `reminders go from far to near, and 3 comes after 0`},
			{"no list", "reminders: [3, 0]", "reminders: 3", `want a list of days`},
			{"no number", "reminders: [3, 0]", "reminders: [3, nul]", `want a whole number, not "nul"`},
			{"for a task that is due at once", "ingebrekestelling: {days: 0, basis: ZOUT-instelling,", "ingebrekestelling: {days: 0, basis: ZOUT-instelling, reminders: [0],", `is due on the day on which it opens, so a reminder can never fire`},
			{"twice for one date", "dwangsombesluit: {days: 14, basis: Awb 4:18", "dwangsombesluit: {days: 14, basis: Awb 4:18, reminders: [2]", `the term with the same date has its reminders`},
		},
		"tasks": {
			{"unknown key", "advies: {days: 10", "advies: {dagen: 10", `tasks advies: unknown key "dagen"; want days, lead, basis, reminders, ladder`},
			{"counted in weeks", "advies: {days: 10", "advies: {weeks: 2", `tasks advies: unknown key "weeks"`},
			{"unknown task", "advies: {days", "adviezen: {days", `tasks: unknown "adviezen"`},
			{"missing task", "advies: {days", "adviezen: {days", `tasks: advies is missing`},
			{"a task twice", "advies: {days", "ouders: {days", `tasks: "ouders" stands here a second time`},
			{"no length", "advies: {days: 10, ", "advies: {", `tasks advies: has no length; give days`},
			{"due at once", "advies: {days: 10", "advies: {days: 0", `tasks advies: days is 0; want 1 to 366`},
			{"negative", "ingebrekestelling: {days: 0", "ingebrekestelling: {days: -1", `days is -1; want 0 to 366`},
			{"far too long", "advies: {days: 10", "advies: {days: 1000", `days is 1000`},
			{"a part of a day", "advies: {days: 10", "advies: {days: 1.5", `want a whole number, not "1.5"`},
			{"no basis", "advies: {days: 10, basis: ZOUT-instelling,", "advies: {days: 10,", `tasks advies: basis is missing`},
			{"a norm as if it were law", "advies: {days: 10, basis: ZOUT-instelling", "advies: {days: 10, basis: Awb 4:13 lid 2", `a norm is not the law`},
			{"the law with another length", "dwangsombesluit: {days: 14", "dwangsombesluit: {days: 10", `no statutory term in this file has that article and 10 days`},
			{"unknown ladder", "ladder: sot}", "ladder: sots}", `tasks sot-betrokkenheid: unknown ladder "sots"`},
			{"a ladder for what lapses", "reminders: [7, 2, 0]}", "reminders: [7, 2, 0], ladder: zout}", `the process goes on without it, so ladder "zout" can never fire`},
			{"a second ladder for one date", "dwangsombesluit: {days: 14, basis: Awb 4:18", "dwangsombesluit: {days: 14, basis: Awb 4:18, ladder: directeur", `the term with the same date has its ladder`},
			{"the holder told twice", "reminders: [2, 0], ladder: directeur}", "reminders: [2, 0], ladder: zout}", `tasks besluit: ladder "zout" tells the director twice`},
		},
		"ladders": {
			{"unknown role", "{after: 3, tell: sot}\n    - {after: 5", "{after: 3, tell: sotje}\n    - {after: 5", `unknown role "sotje"; a rung tells holder, office, sot, director, board, municipality`},
			{"a role without a part", "{after: 14, tell: board,", "{after: 14, tell: engineer,", `unknown role "engineer"`},
			{"a role twice", "{after: 14, tell: board,", "{after: 14, tell: director,", `director is told on line `},
			{"the same rung twice", "    - {after: 14, tell: board,", "    - {after: 14, tell: board}\n    - {after: 14, tell: board,", `two rungs 14 days after`},
			{"two rungs on a day", "{after: 5, tell: director}\n    - {after: 14", "{after: 3, tell: director}\n    - {after: 14", `two rungs 3 days after; each rung has a day of its own`},
			{"days that descend", "{after: 14, tell: board,", "{after: 4, tell: board,", `rungs ascend, and 4 comes after 5`},
			{"before it is overdue", "    - {after: 1, tell: holder}\n    - {after: 3, tell: sot}", "    - {after: 0, tell: holder}\n    - {after: 3, tell: sot}", `nothing is overdue yet then`},
			{"never in a lifetime", "{after: 21, tell: municipality,", "{after: 2100, tell: municipality,", `want at most 366`},
			{"the municipality before the director", "{after: 5, tell: director}", "{after: 5, tell: municipality}", `the municipality is told before the director`},
			{"the municipality without the director", "    - {after: 5, tell: director}\n    - {after: 14", "    - {after: 14", `the municipality is told before the director`},
			{"down again", "{after: 14, tell: board,", "{after: 14, tell: office,", `office is told after director; a ladder goes up: holder, office, `},
			{"nobody uses it", "\nladders:", "\nladders:\n  vergeten:\n    - {after: 1, tell: holder}", `ladders vergeten: no term and no task uses it, so it can never fire`},
			{"no rungs", "  ouders:\n    - {after: 3, tell: sot}", "  ouders: []", `ladders ouders: has no rungs`},
			{"no list", "  ouders:\n    - {after: 3, tell: sot}", "  ouders: {after: 3, tell: sot}", `ladders ouders: want a list of {after: days, tell: role}`},
			{"a rung without a day", "  ouders:\n    - {after: 3, tell: sot}", "  ouders:\n    - {tell: sot}", `ladders ouders: after is missing`},
			{"a rung without a role", "  ouders:\n    - {after: 3, tell: sot}", "  ouders:\n    - {after: 3}", `ladders ouders: tell is missing`},
			{"unknown key", "  ouders:\n    - {after: 3, tell: sot}", "  ouders:\n    - {after: 3, tell: sot, by: fax}", `unknown key "by"; want after, tell, asks, within, desk`},
			{"a ladder twice", "  directeur:\n    - {", "  ouders:\n    - {", `ladders: "ouders" stands here a second time`},
		},
		"cut-offs": {
			{"unknown", "late-instroom:", "vroege-instroom:", `cut-offs: unknown "vroege-instroom"; want late-instroom`},
			{"missing", "late-instroom:", "vroege-instroom:", `cut-offs: late-instroom is missing`},
			{"no day of the year", `from: "02-02"`, `from: "02-30"`, `want a month and a day of every year`},
			{"the end before the start", `until: "06-01"`, `until: "01-06"`, `until 01-06 is not after from 02-02`},
			{"no article", "basis: Besluit bekostiging WPO 2022 art. 20", "basis: ZOUT-instelling", `names no article of a law`},
			{"no end", `until: "06-01", `, ``, `cut-offs late-instroom: until is missing`},
		},
	} {
		for _, m := range mistakes {
			m.assertRefused(t, section, TLVProcedure, fileOf(t, "zout/tlv.yaml"))
		}
	}
}

func TestATermCountedBackSaysSo(t *testing.T) {
	t.Parallel()
	broken := strings.Replace(fileOf(t, "zout/bezwaar.yaml"), "    days: 10\n    backward: true", "    days: 10", 1)
	_, err := Load(BezwaarProcedure, []byte(broken))
	assert.ErrorContains(t, err, "terms stukken: is counted back from its event")
}

func TestTheRuleOfAPrivateBodyIsNoLaw(t *testing.T) {
	t.Parallel()
	broken := strings.Replace(fileOf(t, "zout/bezwaar.yaml"), "kind: norm\n    days: 14\n    basis: LBT-reglement art. 2.2", "kind: statutory\n    days: 14\n    basis: Awb 7:13", 1)
	_, err := Load(BezwaarProcedure, []byte(broken))
	assert.ErrorContains(t, err, "terms lbt-verzoek: no law sets this term")
}

func TestADemonstrationHasNoReminderOnTheDayItself(t *testing.T) {
	t.Parallel()
	broken := strings.Replace(fileOf(t, "demo/tlv.yaml"), "advies: {days: 2, basis: ZOUT-instelling, reminders: [1]", "advies: {days: 2, basis: ZOUT-instelling, reminders: [1, 0]", 1)
	_, err := Load(TLVProcedure, []byte(broken))
	assert.ErrorContains(t, err, "tasks advies: with task-day-seconds a reminder 0 days before comes when the task is due already")
}

func TestEveryFaultOfAPolicyIsNamedAtOnce(t *testing.T) {
	t.Parallel()
	broken := strings.NewReplacer(
		"weeks: 8", "weeks: 0", "owner: office", "owner: kantoor", "advies: {days: 10", "advies: {days: 1000", "{after: 14, tell: board,", "{after: 4, tell: burgemeester,",
		`from: "02-02"`, `from: "februari"`,
	).Replace(fileOf(t, "zout/tlv.yaml"))
	_, err := Load(TLVProcedure, []byte(broken))
	for _, says := range []string{
		"terms beslistermijn: weeks is 0", `owner "kantoor"`, "tasks advies: days is 1000", "ladders zout: rungs ascend", `unknown role "burgemeester"`, "cut-offs late-instroom: from",
	} {
		assert.ErrorContains(t, err, says)
	}
	last := 0
	for line := range strings.SplitSeq(err.Error(), "\n") {
		number, _, _ := strings.Cut(strings.TrimPrefix(line, "line "), ":")
		at, convErr := strconv.Atoi(number)
		require.NoError(t, convErr, line)
		assert.GreaterOrEqual(t, at, last, "faults stand in the order of the file")
		last = at
	}
}

func TestTheLineNamedIsTheLineOfTheFault(t *testing.T) {
	t.Parallel()
	text := fileOf(t, "zout/tlv.yaml")
	for _, m := range []mistake{
		{"value", "    weeks: 8", "    weeks: 0", "terms beslistermijn: weeks"},
		{"reminder", "reminders: [3, 0]", "reminders: [3, 3]", "tasks advies: the reminder"},
		{"rung", "    - {after: 21, tell: municipality,", "    - {after: 20, tell: burgemeester,", "ladders zout: unknown role"},
		{"question", "sneller klaar is?", "sneller klaar is", "ladders zout: asks"},
		{"missing key", "  dwangsombesluit:\n    kind: statutory", "  dwangsombesluit:", "terms dwangsombesluit: kind is missing"},
	} {
		before, _, found := strings.Cut(text, m.old)
		require.True(t, found, m.name)
		_, err := Load(TLVProcedure, []byte(strings.Replace(text, m.old, m.new, 1)))
		assert.ErrorContains(t, err, "line "+strconv.Itoa(strings.Count(before, "\n")+1)+": "+m.says, m.name)
	}
}

func TestWhatIsNoPolicyAtAllIsRefused(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{"nothing": "", "a word": "beleid", "a list": "- a\n- b", "only a comment": "# leeg"} {
		_, err := Load(TLVProcedure, []byte(text))
		assert.Error(t, err, name)
	}
	_, err := Load("thuiszitter", []byte(fileOf(t, "zout/tlv.yaml")))
	assert.ErrorContains(t, err, `procedure "thuiszitter" has no policy`)
}
