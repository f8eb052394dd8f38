package calculator

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"traject.nl/workflows/terms"
)

// english are words that no Dutch answer has.
var english = regexp.MustCompile(`(?i)\b(the|invalid|expected|unexpected|cannot|unknown|must|value of type|Go struct|line|EOF|overflow)\b`)

// FuzzEveryLineGetsOneAnswer: whatever a program asks line by line, each line that is not empty is answered with one line of JSON: a term that
// ends where it can end, or what is wrong, in Dutch.
func FuzzEveryLineGetsOneAnswer(f *testing.F) {
	for _, line := range []string{
		`{"start":"2026-03-20","weeks":8}`, `{"start":"2026-03-20","weeks":8,"statutory":false,"event":"Ontvangst","basis":"Awb 4:13 lid 2"}`,
		`{"start":"2026-03-20","weeks":8,"suspensions":[{"invited":"2026-04-01","due":"2026-04-15","completed":"2026-04-05"}]}`,
		`{"start":"2026-03-20","weeks":8,"suspensions":[{"ground":"consent","from":"2026-04-01","until":"2026-04-05"},{"invited":"2026-04-10"}]}`,
		`{"start":"2026-03-20","weeks":8,"extensions":[{"weeks":2,"notifiedOn":"2026-05-18"},{"until":"2026-07-01","notifiedOn":"2026-05-01"},{"ground":"verdaging","separate":true,"weeks":6}]}`,
		`{"start":"2026-06-15","days":10,"backward":true}`, `{"start":"2026-11-23","placement":true,"schoolWeeks":true,"weeks":13}`,
		`{"start":"2026-03-20","months":999999999,"weeks":-1,"days":9223372036854775807}`, `{"start":"9999-12-31","weeks":8}`, `{"start":"0001-01-01","days":1,"backward":true}`,
		`{"start":"","weeks":8}`, `{"start":8}`, `{"onbekend":1}`, `null`, `[]`, `{} {}`, `{`, "{\"start\":\"2026-03-20\",\n\"weeks\":8}\n\n \nnull\n", `{"start":"2026-03-20","weeks":1e3}`,
		`{"start":"2026-13-01"}`, `{"event":"\u0000","start":"2026-03-20","days":1}`,
	} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, lines string) {
		var out bytes.Buffer
		if err := answerLines(strings.NewReader(lines), &out); err != nil {
			t.Fatal(err)
		}
		asked := 0
		for line := range strings.SplitSeq(lines, "\n") {
			if strings.TrimSpace(line) != "" {
				asked++
			}
		}
		answers := bytes.Split(bytes.TrimSuffix(out.Bytes(), []byte("\n")), []byte("\n"))
		if asked == 0 && out.Len() == 0 {
			return
		}
		if len(answers) != asked {
			t.Fatalf("%d lines got %d answers: %s", asked, len(answers), out.Bytes())
		}
		for _, one := range answers {
			checkAnswer(t, one)
		}
	})
}

func checkAnswer(t *testing.T, text []byte) {
	t.Helper()
	var told struct {
		answer
		refusal
	}
	if err := json.Unmarshal(text, &told); err != nil {
		t.Fatalf("no JSON: %s", text)
	}
	if told.Error != "" {
		// What was written is shown back in quotation marks.
		if words := regexp.MustCompile(`"[^"]*"|“[^”]*”|'[^']*'`).ReplaceAllString(told.Error, ""); english.MatchString(words) {
			t.Fatalf("English: %s", told.Error)
		}
		return
	}
	if told.Suspended {
		return // it has no last day yet
	}
	planned, err := terms.Parse(told.Planned)
	if err != nil {
		t.Fatalf("planned on %q: %s", told.Planned, text)
	}
	last, err := terms.Parse(told.Last)
	if err != nil || last.Before(planned) || len(told.Steps) == 0 {
		t.Fatalf("planned on %s, last on %q, in %d steps", planned, told.Last, len(told.Steps))
	}
}
