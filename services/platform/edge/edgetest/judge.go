// Package edgetest judges the answers of any service to anything that can be sent to it: the fuzz targets of the services share it with the
// fuzzer of a whole Traject.
package edgetest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"unicode/utf8"

	"traject.nl/services/platform/edge"
)

var (
	// enumerated is where a message names the values of the API, which are English.
	enumerated = regexp.MustCompile(`Kies een van: "[^"]*"|De vorm is: .*|Vul \S+ in\.`)
	// english are words that no Dutch sentence has.
	english = regexp.MustCompile(`(?i)\b(the|invalid|expected|required|unexpected|unknown|missing|must|failed|cannot|error|not|value|request|should|unable|unsupported|denied|forbidden|found|teapot|entity|conflicts|internal|gateway|allowed|many|large)\b`)
	// internals are traces of how it was made.
	internals = regexp.MustCompile(`(?i)goroutine|\.go:\d|panic|mongo|bson|rpc error|json:|strconv|/home/|/tmp/|/work/|ferretdb|E11000|nil pointer|context deadline|sql|regexp:|proto:`)
)

// Refused says whether the status is a refusal: nothing may have changed.
func Refused(status int) bool { return status >= http.StatusBadRequest }

// Faults is everything that is wrong with an answer, whatever was asked: a failure that is no stated 503, a refusal that is no problem+json
// with Dutch texts, one that repeats what was sent, or one that shows how it was made. Sent are values of the request that are long enough
// not to be in an answer by chance.
func Faults(status int, header http.Header, body []byte, sent ...string) []string {
	if !Refused(status) {
		return nil
	}
	if status >= http.StatusInternalServerError && status != http.StatusServiceUnavailable {
		return []string{fmt.Sprintf("failed with %d", status)}
	}
	var faults []string
	if kind := header.Get("Content-Type"); kind != "application/problem+json" {
		faults = append(faults, fmt.Sprintf("a refusal (%d) as %q", status, kind))
	}
	var problem edge.ProblemDetails
	if err := json.Unmarshal(body, &problem); err != nil {
		return append(faults, fmt.Sprintf("a refusal (%d) that is no JSON", status))
	}
	if problem.Status != status {
		faults = append(faults, fmt.Sprintf("answers %d and says %d", status, problem.Status))
	}
	if len(problem.Errors) > maxProblems {
		faults = append(faults, fmt.Sprintf("tells %d problems at once", len(problem.Errors)))
	}
	return append(faults, wording(problem, string(body), sent)...)
}

// maxProblems is how many things one refusal may tell: more cannot be read, and a small request must not get a large answer.
const maxProblems = 60

// wording is what is wrong with the texts of a refusal.
func wording(problem edge.ProblemDetails, whole string, sent []string) (faults []string) {
	texts := []string{problem.Title, problem.Detail}
	for _, one := range problem.Errors {
		texts = append(texts, one.Message)
	}
	for _, text := range texts {
		switch {
		case strings.TrimSpace(text) == "":
			faults = append(faults, "a text that is empty")
		case english.MatchString(enumerated.ReplaceAllString(text, "")):
			faults = append(faults, fmt.Sprintf("English: %q", text))
		}
	}
	if found := internals.FindString(whole); found != "" {
		faults = append(faults, fmt.Sprintf("tells of the inside: %q", found))
	}
	for _, value := range sent {
		if utf8.RuneCountInString(value) >= 12 && strings.Contains(whole, value) {
			faults = append(faults, fmt.Sprintf("repeats what was sent: %q", value))
		}
	}
	return faults
}

// Inside is a trace in a text of how Traject was made; empty when there is none.
func Inside(text string) string { return internals.FindString(text) }
