package notifications_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"traject.nl/services/notifications"
)

func TestTextsWithWhichAMailCouldNotBeWrittenAreRefusedWithTheirLine(t *testing.T) {
	ours := string(notifications.OurTexts())
	for name, test := range map[string]struct{ from, to, want string }{
		"unknown kind":           {"  task:\n", "  tusk:\n", `"kinds.tusk" is unknown`},
		"missing kind":           {"  task:\n", "  tusk:\n", `"kinds.task" is missing`},
		"a kind twice":           {"  received:\n", "  task:\n", `"kinds.task" is there twice`},
		"empty":                  {"subject: Kijk vandaag in Traject", "subject: ''", `"kinds.default.subject" is empty`},
		"a list":                 {"subject: Kijk vandaag in Traject", "subject: [a]", `"kinds.default.subject" is empty`},
		"unknown placeholder":    {"greeting: Goedendag,", "greeting: Dag {naam},", `the placeholder {naam}`},
		"a name in a subject":    {"subject: Kijk vandaag in Traject", "subject: Kijk {leerling}", `the placeholder {leerling}`},
		"half a placeholder":     {"greeting: Goedendag,", "greeting: 'Dag {naam'", `the placeholder {naam`},
		"count where there is 1": {"one: een taak die voor u klaarstaat", "one: '{aantal} taak'", `the placeholder {aantal}`},
		"no link":                {`go: "Ga naar: {link}"`, `go: Ga naar Traject`, `"mail.go" must have {link}`},
		"no count":               {`many: "{aantal} taken`, `many: "taken`, `"kinds.task.many" must have {aantal}`},
		"unknown field":          {"  button: Naar Traject", "  knop: Naar Traject", `"mail.knop" is unknown`},
		"not yaml":               {"mail:\n", "mail: [\n", "texts of mails"},
	} {
		if strings.Count(ours, test.from) == 0 {
			t.Fatalf("%s: %q is not in the texts", name, test.from)
		}
		spoilt := strings.Replace(ours, test.from, test.to, 1)
		_, err := notifications.ReadTexts("eigen.yaml", []byte(spoilt))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %s", name, err, test.want)
			continue
		}
		if line := lineOf(spoilt, test.to); name != "not yaml" && name != "missing kind" && name != "a kind twice" && !strings.Contains(err.Error(), "eigen.yaml:"+line) {
			t.Errorf("%s: %v does not name line %s", name, err, line)
		}
	}
}

func lineOf(text, part string) string {
	before, _, _ := strings.Cut(text, strings.TrimSpace(part))
	digits := []string{}
	for n := strings.Count(before, "\n") + 1; n > 0; n /= 10 {
		digits = append([]string{string(rune('0' + n%10))}, digits...)
	}
	return strings.Join(digits, "")
}

func TestTextsOfAnInstallationAreUsed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "eigen.yaml")
	own := strings.Replace(string(notifications.OurTexts()), "subject: Kijk vandaag in Traject", "subject: Kijk nu", 1)
	if err := os.WriteFile(path, []byte(own), 0o600); err != nil {
		t.Fatal(err)
	}
	texts, err := notifications.LoadTexts(path)
	if err != nil {
		t.Fatal(err)
	}
	if title, _ := texts.Of(notifications.KindDefault); title != "Kijk nu" {
		t.Errorf("%q", title)
	}
	for _, path := range []string{path + "x", t.TempDir()} {
		if _, err := notifications.LoadTexts(path); err == nil {
			t.Errorf("%s: read", path)
		}
	}
	if _, err := notifications.ReadTexts("leeg.yaml", nil); err == nil {
		t.Error("empty texts are read")
	}
}
