package calculator

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func run(t *testing.T, stdin string, args ...string) string {
	t.Helper()
	var out strings.Builder
	require.NoError(t, Run(args, Input{Reader: strings.NewReader(stdin)}, &out))
	return out.String()
}

func runFails(t *testing.T, args ...string) error {
	t.Helper()
	var out strings.Builder
	err := Run(args, Input{Reader: strings.NewReader(""), Terminal: true}, &out)
	require.Error(t, err, args)
	assert.Empty(t, out.String(), args)
	return err
}

func TestAPersonReadsBothAnswersAndTheStepsInDutch(t *testing.T) {
	t.Parallel()
	assert.Equal(t, `Plan op:            maandag 18 mei 2026
Op zijn laatst:     dinsdag 19 mei 2026

 1. Ontvangst van de aanvraag: vrijdag 20 maart 2026. Die dag telt niet mee. De termijn begint op zaterdag 21 maart 2026.
 2. De termijn is 8 weken (Awb 4:13 lid 2). De laatste dag is dan vrijdag 15 mei 2026.
 3. Op woensdag 1 april 2026 is om aanvulling gevraagd. Vanaf de dag erna staat de termijn stil (Awb 4:15 lid 1 onder a).
 4. De aanvulling kwam op zondag 5 april 2026. De termijn stond 3 dagen stil en loopt vanaf die dag weer.
 5. Met 3 dagen erbij is de laatste dag maandag 18 mei 2026.
 6. Een circulaire van het ministerie (BWBR0035667) telt de dag van de aanvulling ook als stilstand. `+
		`Dan is de laatste dag dinsdag 19 mei 2026. Plan op de vroegste datum: maandag 18 mei 2026.
`, run(t, "", "--from", "2026-03-20", "--weeks", "8", "--suspend", "2026-04-01:2026-04-05",
		"--event", "Ontvangst van de aanvraag", "--basis", "Awb 4:13 lid 2"))
}

func TestEveryFlagReachesTheCount(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ args, says string }{
		{"--from 2026-03-20 --weeks 8", "Laatste dag: maandag 18 mei 2026"},
		{"--from 2026-03-20 --weeks 8 --norm", "Laatste dag: vrijdag 15 mei 2026"},
		{"--from 2026-08-31 --months 3", "Laatste dag: maandag 30 november 2026"},
		{"--from 2026-06-15 --days 10 --back", "Laatste dag: vrijdag 5 juni 2026"},
		{"--from 2026-06-13 --weeks 1 --back", "Let op: Zaterdag 6 juni 2026 is een zaterdag"},
		{"--from 2026-03-20 --weeks 8 --suspend 2026-04-01:", "De termijn staat stil. Daarna nog over: 44 dagen."},
		{"--from 2026-03-20 --weeks 8 --lapsed 2026-04-01:2026-04-15", "Aanvullen kon tot en met woensdag 15 april 2026"},
		{"--from 2026-03-20 --weeks 8 --delay 2026-04-01:2026-04-05@consent", "schriftelijk ingestemd met uitstel (Awb 4:15 lid 2 onder a)"},
		{"--from 2026-03-20 --weeks 8 --delay 2026-04-01:", "De termijn staat stil vanaf woensdag 1 april 2026"},
		{"--from 2026-03-20 --weeks 8 --delay 2026-04-01:2026-04-05@overmacht --suspend 2026-04-10:2026-04-12", "Met 6 dagen erbij"},
		{"--from 2026-03-20 --weeks 8 --extend 2w@2026-05-18", "Op maandag 18 mei 2026 is gemeld dat de termijn 2 weken langer duurt"},
		{"--from 2026-03-20 --weeks 8 --extend 10d", "Op tijd is gemeld dat de termijn 10 dagen langer duurt"},
		{"--from 2026-03-20 --weeks 8 --extend 2026-07-01@2026-05-01", "Laatste dag: woensdag 1 juli 2026"},
		{"--from 2026-08-21 --weeks 12 --verdaging 6w@2026-11-10", "Op zijn laatst:     maandag 28 december 2026"},
	} {
		assert.Contains(t, run(t, "", strings.Fields(c.args)...), c.says, c.args)
	}
}

func TestAPersonReadsUntilWhenAPlacementLasts(t *testing.T) {
	t.Parallel()
	assert.Equal(t, `Laatste dag: zondag 21 februari 2027

 1. Eerste dag van de plaatsing: maandag 23 november 2026. Die dag telt mee.
 2. De plaatsing duurt hoogstens 13 weken. Dat zijn 91 dagen. De laatste dag is dan zondag 21 februari 2027.
 3. De weken van een schoolvakantie tellen gewoon mee.
 4. Deze dag schuift nooit op. De laatste schooldag is vrijdag 19 februari 2027.
`, run(t, "", strings.Fields("plaatsing --from 2026-11-23")...))
	school := run(t, "", "plaatsing", "--from", "2026-11-23", "--school-weeks", "--event", "Start bij de Buitenkans", "--basis", "ondersteuningsplan 2.2")
	for _, says := range []string{
		"Laatste dag: zondag 14 maart 2027\n",
		" 1. Start bij de Buitenkans: maandag 23 november 2026.",
		" 2. De plaatsing duurt hoogstens 13 weken waarin er school is (ondersteuningsplan 2.2).",
		" 3. De weken van maandag 21 december 2026 tot en met zondag 3 januari 2027 tellen niet mee",
		"Let op: De kerstvakantie van 19 december 2026 tot en met 3 januari 2027 is hier nog niet vergeleken",
	} {
		assert.Contains(t, school, says)
	}
	assert.Contains(t, run(t, "", strings.Fields("plaatsing --from 2026-11-23 --weeks 6")...), "Laatste dag: zondag 3 januari 2027\n")
}

func TestAPersonReadsWhatADwangsomCosts(t *testing.T) {
	t.Parallel()
	text := run(t, "", strings.Fields("dwangsom --term 2026-11-20 --received 2026-11-23 --decided 2026-12-20 --as-of 2026-12-10")...)
	for _, line := range []string{
		"Eerste dag met dwangsom:            dinsdag 8 december 2026\n",
		"Laatste dag zonder besluit:         maandag 18 januari 2027\n",
		"Tot en met 10 december 2026:        3 dagen, € 69\n",
		"Met het besluit op 20 december 2026: 12 dagen, € 276\n",
		"Besluit over de dwangsom uiterlijk: maandag 4 januari 2027\n",
		" 2. De ingebrekestelling kwam binnen op maandag 23 november 2026.\n",
	} {
		assert.Contains(t, text, line)
	}
	undecided := run(t, "", strings.Fields("dwangsom --term 2026-11-20 --received 2026-11-16")...)
	assert.Contains(t, undecided, "Als er geen besluit komt:           42 dagen, € 1.442\n")
	assert.Contains(t, undecided, "Let op: De ingebrekestelling kwam op maandag 16 november 2026")
	inTime := run(t, "", strings.Fields("dwangsom --term 2026-11-20 --received 2026-11-23 --decided 2026-12-08")...)
	assert.Contains(t, inTime, "0 dagen, € 0")
	assert.NotContains(t, inTime, "Besluit over de dwangsom")
}

func TestAWrongFlagNamesTheValueAndPrintsNoTerm(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ args, says string }{
		{"--weeks 8", "--from is missing"},
		{"--from 20-3-2026 --weeks 8", `"20-3-2026" is geen datum`},
		{"--from 2026-03-20 --weeks acht", `"acht"`},
		{"--from 2026-03-20", "0 weken en 0 dagen"},
		{"--nope", "-nope"},
		{"when", `what is "when"?`},
		{"--from 2026-03-20 --weeks 8 today", `what is "today"?`},
		{"--from 2026-03-20 --weeks 8 --suspend 2026-04-01", "two dates with a colon"},
		{"--from 2026-03-20 --weeks 8 --suspend 2026-04-05:2026-04-01", "ligt voor de vraag van 2026-04-05"},
		{"--from 2026-03-20 --weeks 8 --delay 2026-04-01:2026-04-05@holiday", "want consent, applicant, overmacht or objections"},
		{"--from 2026-03-20 --weeks 8 --delay x:", `"x" is geen datum`},
		{"--from 2026-03-20 --weeks 8 --extend 6m@2026-04-01", `"6m@2026-04-01"`},
		{"--from 2026-03-20 --weeks 8 --extend w", `"w"`},
		{"--from 2026-03-20 --weeks 8 --extend 2w@now", `"now" is geen datum`},
		{"--from 2026-03-20 --weeks 8 --extend 2w@2026-05-19", "een termijn die voorbij is"},
		{"--from 2026-03-20 --weeks 8 --back --extend 2w", "teruggeteld"},
		{"plaatsing", "--from is missing: give the first day of the placement"},
		{"plaatsing --from 2026-11-23 --weeks 0", "0 weken en 0 dagen"},
		{"plaatsing --from 2026-11-23 --weeks dertien", `"dertien"`},
		{"plaatsing --from 2026-11-23 --days 91", "-days"},
		{"plaatsing --from 2026-11-23 school", `what is "school"?`},
		{"dwangsom --term 2026-11-20", "ingebrekestelling binnenkwam ontbreekt"},
		{"dwangsom --term 2026-11-20 --received 2026-11-23 now", `what is "now"?`},
		{"--json --from 2026-03-20", "--json stands alone"},
	} {
		assert.ErrorContains(t, runFails(t, strings.Fields(c.args)...), c.says, c.args)
	}
}

func TestHelpIsGivenWhereAPersonAsksForIt(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"--help"}, {"-h"}, {"help"}} {
		assert.Equal(t, help, run(t, "", args...))
	}
	for _, args := range []string{"--from 2026-03-20 --help", "dwangsom --help", "plaatsing --help"} {
		var out strings.Builder
		err := Run(strings.Fields(args), Input{Reader: strings.NewReader("")}, &out)
		assert.ErrorIs(t, err, flag.ErrHelp)
		assert.Equal(t, help, out.String())
	}
	var out strings.Builder
	require.NoError(t, Run(nil, Input{Reader: strings.NewReader(`{"start":"2026-03-20","weeks":8}`), Terminal: true}, &out))
	assert.Equal(t, help, out.String(), "a person who types nothing is not kept waiting")
}

// The examples of the help text are run as they stand there.
func TestTheExamplesOfTheHelpWork(t *testing.T) {
	t.Parallel()
	_, after, found := strings.Cut(help, "EXAMPLES\n")
	require.True(t, found)
	examples, _, _ := strings.Cut(after, "\n\n")
	n := 0
	for line := range strings.Lines(examples) {
		args, isCommand := strings.CutPrefix(strings.TrimSpace(line), "traject terms ")
		if !isCommand {
			continue
		}
		n++
		assert.Regexp(t, `^(Laatste dag|Plan op|Eerste dag)`, run(t, "", shellWords(args)...), line)
	}
	assert.Equal(t, 6, n)
}

// shellWords splits at spaces outside double quotes.
func shellWords(line string) []string {
	var words []string
	for i, part := range strings.Split(line, `"`) {
		if i%2 == 1 {
			words = append(words, part)
		} else {
			words = append(words, strings.Fields(part)...)
		}
	}
	return words
}

func TestTheHelpNamesEveryFieldOfALine(t *testing.T) {
	t.Parallel()
	for _, v := range []any{question{}, suspension{}, extension{}, answer{
		Planned: "x", Last: "x", SuspendedDaysLater: 1, ExtendedDays: 1, Suspended: true, DaysLeft: 1, Warnings: []string{"x"}, BeyondHorizon: true,
	}} {
		text, err := json.Marshal(v)
		require.NoError(t, err)
		var fields map[string]any
		require.NoError(t, json.Unmarshal(text, &fields))
		for field := range fields {
			assert.Contains(t, help, field)
		}
	}
}

func TestABrokenPipeIsAnErrorOfTheCommand(t *testing.T) {
	t.Parallel()
	err := Run(nil, Input{Reader: strings.NewReader("{}\n")}, brokenPipe{})
	assert.ErrorIs(t, err, io.ErrClosedPipe)
	unreadable := io.MultiReader(strings.NewReader("{\"start\":\"2026-03-20\",\"weeks\":8}\n"), brokenPipe{})
	var out bytes.Buffer
	assert.ErrorIs(t, Run(nil, Input{Reader: unreadable}, &out), io.ErrClosedPipe)
	assert.Contains(t, out.String(), "2026-05-18", "what was read is answered")
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }
func (brokenPipe) Read([]byte) (int, error)  { return 0, errors.Join(io.ErrClosedPipe) }
