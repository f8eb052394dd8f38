package calculator

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// answers of the lines, each as it was written.
func answersTo(t *testing.T, lines ...string) []string {
	t.Helper()
	return strings.Split(strings.TrimSuffix(run(t, strings.Join(lines, "\n")), "\n"), "\n")
}

func TestALineIsAnsweredWithBothDatesAndItsSteps(t *testing.T) {
	t.Parallel()
	got := answersTo(t, `{"start":"2026-03-20","weeks":8,"days":0,"statutory":true,"backward":false,"suspensions":[{"invited":"2026-04-01","completed":"2026-04-05"}],"extensionWeeks":0}`)
	require.Len(t, got, 1)
	var a answer
	require.NoError(t, json.Unmarshal([]byte(got[0]), &a))
	assert.Len(t, a.Steps, 6)
	a.Steps = nil
	assert.Equal(t, answer{Planned: "2026-05-18", Last: "2026-05-19", SuspendedDays: 3, SuspendedDaysLater: 4}, a)
}

func TestEveryFieldReachesTheCount(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		line string
		want answer
	}{
		{`{"start":"2026-03-20","weeks":8}`, answer{Planned: "2026-05-18", Last: "2026-05-18"}},
		{`{"start":"2026-03-20","weeks":8,"statutory":false}`, answer{Planned: "2026-05-15", Last: "2026-05-15"}},
		{`{"start":"2026-08-31","months":3}`, answer{Planned: "2026-11-30", Last: "2026-11-30"}},
		{`{"start":"2026-06-15","days":10,"backward":true,"suspensions":[],"extensionWeeks":0}`, answer{Planned: "2026-06-05", Last: "2026-06-05"}},
		{`{"start":"2026-08-21","weeks":12,"extensionWeeks":6}`, answer{Planned: "2026-12-25", Last: "2026-12-28", ExtendedDays: 42}},
		{`{"start":"2026-08-21","weeks":12,"extensions":[{"weeks":6,"notifiedOn":"2026-11-13","ground":"Awb 7:10 lid 3","separate":true}]}`,
			answer{Planned: "2026-12-28", Last: "2026-12-28", ExtendedDays: 42}},
		{`{"start":"2026-03-20","weeks":8,"extensions":[{"until":"2026-07-01","notifiedOn":"2026-05-01"}]}`,
			answer{Planned: "2026-07-01", Last: "2026-07-01", ExtendedDays: 47}},
		{`{"start":"2026-03-20","weeks":8,"suspensions":[{"from":"2026-04-01","until":"2026-04-05","ground":"Awb 4:15 lid 2 onder c"}]}`,
			answer{Planned: "2026-05-20", Last: "2026-05-20", SuspendedDays: 5}},
		{`{"start":"2026-03-20","weeks":8,"suspensions":[{"invited":"2026-04-01","due":"2026-04-05","lapsed":true}]}`,
			answer{Planned: "2026-05-18", Last: "2026-05-19", SuspendedDays: 3, SuspendedDaysLater: 4}},
		{`{"start":"2026-03-20","weeks":8,"suspensions":[{"invited":"2026-04-01","completed":""}]}`, answer{Suspended: true, DaysLeft: 44}},
		{`{"start":"2026-03-20","weeks":8,"suspensions":[{"from":"2026-04-01"}]}`, answer{Suspended: true, DaysLeft: 45}},
		{`{"start":"2029-03-16","weeks":8,"suspensions":null}`, answer{Planned: "2029-05-11", Last: "2029-05-11", BeyondHorizon: true}},
		{`{"start":"2026-11-23","weeks":13,"placement":true}`, answer{Planned: "2027-02-21", Last: "2027-02-21"}},
		{`{"start":"2028-01-03","weeks":13,"placement":true,"statutory":false,"schoolWeeks":true}`,
			answer{Planned: "2028-04-02", Last: "2028-04-02", BeyondHorizon: true}},
	} {
		var a answer
		require.NoError(t, json.Unmarshal([]byte(answersTo(t, c.line)[0]), &a))
		assert.NotEmpty(t, a.Steps, c.line)
		assert.Equal(t, a.BeyondHorizon, len(a.Warnings) > 0, c.line)
		a.Steps, a.Warnings = nil, nil
		assert.Equal(t, c.want, a, c.line)
	}
}

func TestATermThatStandsStillHasNoDates(t *testing.T) {
	t.Parallel()
	line := answersTo(t, `{"start":"2026-03-20","weeks":8,"suspensions":[{"invited":"2026-04-01"}]}`)[0]
	assert.NotContains(t, line, "planned")
	assert.NotContains(t, line, `"last"`)
	assert.Contains(t, line, `"suspended":true,"daysLeft":44`)
}

func TestABadLineGetsAnErrorAndTheRestGoesOn(t *testing.T) {
	t.Parallel()
	const good = `{"start":"2026-03-20","weeks":8}`
	for _, c := range []struct{ line, says string }{
		{`{`, "geen JSON"},
		{`morgen`, "geen JSON"},
		{`[]`, "geen object maar een lijst"},
		{`null`, "de regel is null"},
		{good + good, "na het object staat nog iets"},
		{`{"start":"2026-03-20","weken":8}`, `onbekend veld \"weken\"`},
		{`{"start":"2026-03-20","weeks":8,"suspensions":[{"asked":"2026-04-01"}]}`, `onbekend veld \"asked\"`},
		{`{"start":20260320,"weeks":8}`, `veld \"start\"`},
		{`{"start":"20-03-2026","weeks":8}`, `\"20-03-2026\" is geen datum`},
		{`{"start":"2026-02-30","weeks":8}`, `\"2026-02-30\" is geen datum`},
		{`{"start":"2026-03-20","weeks":"8"}`, `veld \"weeks\"`},
		{`{"start":"2026-03-20","weeks":8.5}`, `veld \"weeks\"`},
		{`{"start":"2026-03-20","weeks":99999999999999999999}`, `veld \"weeks\"`},
		{`{"weeks":8}`, "geen begindatum"},
		{`{}`, "geen begindatum"},
		{`{"start":"0001-01-01","weeks":8}`, "0001-01-01 kan niet kloppen"},
		{`{"start":"2026-03-20"}`, "0 weken en 0 dagen"},
		{`{"start":"2026-03-20","weeks":-8}`, "-8 weken"},
		{`{"start":"2026-03-20","weeks":8,"extensionWeeks":-1}`, "-1 weken"},
		{`{"start":"2026-03-20","weeks":8,"suspensions":[{}]}`, "geen datum waarop om aanvulling is gevraagd"},
		{`{"start":"2026-03-20","weeks":8,"suspensions":[{"invited":"2026-04-05","completed":"2026-04-01"}]}`, "ligt voor de vraag"},
		{`{"start":"2026-03-20","weeks":8,"suspensions":[{"from":"2026-04-05","until":"2026-04-01"}]}`, "begint pas op 2026-04-05"},
		{`{"start":"2026-03-20","weeks":8,"backward":true,"extensionWeeks":1}`, "teruggeteld"},
		{`{"start":"2026-03-20","weeks":8,"schoolWeeks":true}`, "alleen een plaatsing telt in schoolweken"},
		{`{"start":"2026-03-20","weeks":8,"placement":true,"statutory":true}`, "een plaatsing is geen wettelijke termijn"},
		{`{"start":"2026-03-20","days":91,"placement":true}`, "een plaatsing telt in weken"},
		{`{"start":"2026-03-20","weeks":8,"placement":true,"backward":true}`, "een plaatsing wordt niet teruggeteld"},
		{`{"start":"2026-03-20","weeks":8,"placement":true,"extensionWeeks":1}`, "een plaatsing staat nooit stil en wordt niet verlengd"},
		{`{"start":"2026-03-20","weeks":8,"placement":true,"suspensions":[{"from":"2026-04-01"}]}`, "een plaatsing staat nooit stil"},
	} {
		got := answersTo(t, c.line, good)
		require.Len(t, got, 2, c.line)
		assert.Contains(t, got[0], c.says, c.line)
		var refused map[string]string
		require.NoError(t, json.Unmarshal([]byte(got[0]), &refused), c.line)
		assert.Len(t, refused, 1, "only an error: %s", got[0])
		assert.NotEmpty(t, refused["error"], c.line)
		assert.Contains(t, got[1], `"planned":"2026-05-18"`, c.line)
	}
}

func TestEmptyLinesAreSkippedAndTheLastNeedsNoEnd(t *testing.T) {
	t.Parallel()
	assert.Empty(t, run(t, ""))
	assert.Empty(t, run(t, "\n \n\r\n"))
	assert.Len(t, answersTo(t, "", `{"start":"2026-03-20","weeks":8}`+"\r", "\t", `{"start":"2026-03-20","weeks":8}`), 2)
}

func TestLongLinesAreCountedAndEndlessOnesRefused(t *testing.T) {
	t.Parallel()
	withEvent := func(length int) string {
		return fmt.Sprintf(`{"start":"2026-03-20","weeks":8,"event":%q}`, strings.Repeat("x", length))
	}
	got := answersTo(t, withEvent(200_000), withEvent(2<<20), withEvent(1))
	require.Len(t, got, 3)
	assert.Contains(t, got[0], `"planned":"2026-05-18"`)
	assert.Contains(t, got[1], `{"error":"de regel is langer dan 1048576 bytes`)
	assert.Contains(t, got[2], `"planned":"2026-05-18"`)
}

func TestAProgramMayAskLineByLine(t *testing.T) {
	t.Parallel()
	questions, ask := io.Pipe()
	answered, answers := io.Pipe()
	ended := make(chan error, 1)
	go func() { ended <- Run([]string{"--json"}, Input{Reader: questions, Terminal: true}, answers) }()
	reader := bufio.NewReader(answered)
	for _, start := range []string{"2026-03-20", "2026-10-30"} {
		_, err := fmt.Fprintf(ask, `{"start":%q,"weeks":8}`+"\n", start)
		require.NoError(t, err)
		line, err := reader.ReadString('\n') // before the next question is asked
		require.NoError(t, err)
		assert.Contains(t, line, `"steps"`)
	}
	require.NoError(t, ask.Close())
	require.NoError(t, <-ended)
}

func TestALineOfSchoolWeeksWarnsOfHolidaysThatNobodyChecked(t *testing.T) {
	t.Parallel()
	var a answer
	line := `{"start":"2026-11-23","weeks":13,"placement":true,"schoolWeeks":true}`
	require.NoError(t, json.Unmarshal([]byte(answersTo(t, line)[0]), &a))
	assert.Equal(t, "2027-03-14", a.Last)
	assert.False(t, a.BeyondHorizon)
	assert.Len(t, a.Warnings, 2, "Christmas and spring")
	assert.Len(t, a.Steps, 6)
}

func TestEveryLineGetsOneAnswerWhateverItHolds(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOf(rapid.OneOf(
			rapid.StringMatching(`\{"start":"20[0-9]{2}-0[1-9]-[0-3][0-9]","weeks":[0-9]{1,3}(,"suspensions":\[\{"invited":"2026-0[1-9]-1[0-9]"\}\])?\}`),
			rapid.StringMatching(`[^\n\r]*[^\s]`),
		)).Draw(t, "lines")
		var out bytes.Buffer
		if err := Run(nil, Input{Reader: strings.NewReader(strings.Join(lines, "\n"))}, &out); err != nil {
			t.Fatal(err)
		}
		asked := 0
		for _, line := range lines {
			if strings.TrimSpace(line) != "" {
				asked++
			}
		}
		got := bytes.Count(out.Bytes(), []byte("\n"))
		if got != asked {
			t.Fatalf("%d lines, %d answers", asked, got)
		}
	})
}
