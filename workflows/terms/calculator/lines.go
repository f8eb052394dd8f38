package calculator

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"traject.nl/workflows/terms"
)

// longestLine in bytes: a longer one is answered as an error, and not kept in memory.
const longestLine = 1 << 20

// question is one line of input: a term to count.
type question struct {
	Start          terms.Date   `json:"start"`
	Months         int          `json:"months"`
	Weeks          int          `json:"weeks"`
	Days           int          `json:"days"`
	Statutory      *bool        `json:"statutory"` // a calculator of legal terms: true when it is not there
	Backward       bool         `json:"backward"`
	Placement      bool         `json:"placement"`
	SchoolWeeks    bool         `json:"schoolWeeks"`
	Event          string       `json:"event"`
	Basis          string       `json:"basis"`
	Suspensions    []suspension `json:"suspensions"`
	ExtensionWeeks int          `json:"extensionWeeks"`
	Extensions     []extension  `json:"extensions"`
}

type suspension struct {
	Ground    string     `json:"ground"`
	Invited   terms.Date `json:"invited"`
	Due       terms.Date `json:"due"`
	Completed terms.Date `json:"completed"`
	Lapsed    bool       `json:"lapsed"`
	From      terms.Date `json:"from"`
	Until     terms.Date `json:"until"`
}

type extension struct {
	Weeks      int        `json:"weeks"`
	Days       int        `json:"days"`
	Until      terms.Date `json:"until"`
	NotifiedOn terms.Date `json:"notifiedOn"`
	Ground     string     `json:"ground"`
	Separate   bool       `json:"separate"`
}

// answer is one line of output.
type answer struct {
	Planned            string   `json:"planned,omitempty"`
	Last               string   `json:"last,omitempty"`
	SuspendedDays      int      `json:"suspendedDays"`
	SuspendedDaysLater int      `json:"suspendedDaysLater,omitempty"`
	ExtendedDays       int      `json:"extendedDays,omitempty"`
	Suspended          bool     `json:"suspended,omitempty"`
	DaysLeft           int      `json:"daysLeft,omitempty"`
	Steps              []string `json:"steps"`
	Warnings           []string `json:"warnings,omitempty"`
	BeyondHorizon      bool     `json:"beyondHorizon,omitempty"`
}

// refusal is the answer to a line that cannot be counted.
type refusal struct {
	Error string `json:"error"`
}

// answerLines answers every line that is not empty with one line. What is answered is written out before more is waited for, so
// that a program may ask line by line.
func answerLines(in io.Reader, out io.Writer) error {
	reader, writer := bufio.NewReaderSize(in, 1<<16), bufio.NewWriterSize(out, 1<<16)
	encoder := json.NewEncoder(writer)
	encoder.SetEscapeHTML(false)
	for {
		if reader.Buffered() == 0 {
			if err := writer.Flush(); err != nil {
				return fmt.Errorf("write the answers: %w", err)
			}
		}
		line, err := readLine(reader)
		if err != nil && !errors.Is(err, io.EOF) {
			return errors.Join(fmt.Errorf("read the lines: %w", err), writer.Flush())
		}
		if len(bytes.TrimSpace(line)) > 0 {
			if err := encoder.Encode(answerLine(line)); err != nil {
				return fmt.Errorf("write the answers: %w", err)
			}
		}
		if err != nil {
			return writer.Flush()
		}
	}
}

// readLine reads up to and including the end of a line; of one that is too long no more than longestLine and a bit.
func readLine(reader *bufio.Reader) ([]byte, error) {
	line, err := reader.ReadSlice('\n')
	if !errors.Is(err, bufio.ErrBufferFull) {
		return line, err
	}
	long := bytes.Clone(line)
	for errors.Is(err, bufio.ErrBufferFull) {
		line, err = reader.ReadSlice('\n')
		if len(long) <= longestLine {
			long = append(long, line...)
		}
	}
	return long, err
}

// answerLine counts the term that one line asks for.
func answerLine(line []byte) any {
	q, err := readQuestion(line)
	if err != nil {
		return refusal{err.Error()}
	}
	result, err := q.count()
	if err != nil {
		return refusal{err.Error()}
	}
	a := answer{
		Planned:       result.Planned.String(),
		Last:          result.Last.String(),
		SuspendedDays: result.SuspendedDays,
		ExtendedDays:  result.ExtendedDays,
		Suspended:     result.Suspended,
		DaysLeft:      result.DaysLeft,
		Steps:         result.Steps,
		Warnings:      result.Warnings,
		BeyondHorizon: result.BeyondHorizon,
	}
	if result.SuspendedDaysLater != result.SuspendedDays {
		a.SuspendedDaysLater = result.SuspendedDaysLater
	}
	return a
}

func readQuestion(line []byte) (question, error) {
	if len(line) > longestLine {
		return question{}, fmt.Errorf("de regel is langer dan %d bytes: geef een termijn per regel", longestLine)
	}
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.DisallowUnknownFields()
	var q *question
	if err := decoder.Decode(&q); err != nil {
		return question{}, inDutch(err)
	}
	if q == nil {
		return question{}, errors.New("de regel is null: geef een object, zoals {\"start\":\"2026-03-20\",\"weeks\":8}")
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return question{}, errors.New("na het object staat nog iets: geef een object per regel")
	}
	return *q, nil
}

// inDutch says what is wrong with a line of JSON, in the language of the other errors.
func inDutch(err error) error {
	var wrongType *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	switch field, unknown := strings.CutPrefix(err.Error(), "json: unknown field "); {
	case unknown:
		return fmt.Errorf("onbekend veld %s: zie traject terms --help voor de velden", field)
	case errors.As(err, &wrongType) && wrongType.Field != "":
		return fmt.Errorf("veld %q heeft een verkeerde waarde (%s): zie traject terms --help voor wat er mag staan", wrongType.Field, kindInDutch(wrongType.Value))
	case errors.As(err, &wrongType):
		return fmt.Errorf("de regel is geen object maar %s: geef een object per regel", kindInDutch(wrongType.Value))
	case errors.Is(err, terms.ErrNoDate):
		return err // in Dutch already
	case errors.As(err, &syntax):
		return fmt.Errorf("de regel is geen JSON: kijk bij teken %d naar de aanhalingstekens, komma's en haakjes", syntax.Offset)
	}
	return errors.New("de regel is geen JSON: hij houdt te vroeg op; kijk of er een haakje of aanhalingsteken ontbreekt")
}

// kindInDutch names a kind of JSON value; of a number, which it is.
func kindInDutch(value string) string {
	kind, number, _ := strings.Cut(value, " ")
	switch kind {
	case "string":
		return "tekst"
	case "number":
		return strings.TrimSpace("een getal " + number)
	case "bool":
		return "ja of nee"
	case "array":
		return "een lijst"
	default:
		return "een object"
	}
}

func (q question) count() (terms.Result, error) {
	switch {
	case q.Placement:
		return q.placed()
	case q.SchoolWeeks:
		return terms.Result{}, errors.New("alleen een plaatsing telt in schoolweken: geef ook \"placement\":true, of laat schoolWeeks weg")
	}
	rule := terms.Rule{
		Months: q.Months, Weeks: q.Weeks, Days: q.Days,
		Statutory: q.Statutory == nil || *q.Statutory,
		Basis:     q.Basis, Event: q.Event,
	}
	if q.Backward {
		if len(q.Suspensions) > 0 || len(q.Extensions) > 0 || q.ExtensionWeeks != 0 {
			return terms.Result{}, errors.New("een termijn die wordt teruggeteld, kent geen opschorting en geen verlenging: laat die weg")
		}
		return terms.CountBack(q.Start, rule)
	}
	suspensions := make([]terms.Suspension, len(q.Suspensions))
	for i, s := range q.Suspensions {
		suspensions[i] = terms.Suspension(s)
	}
	var extensions []terms.Extension
	if q.ExtensionWeeks != 0 {
		extensions = append(extensions, terms.Extension{Weeks: q.ExtensionWeeks})
	}
	for _, e := range q.Extensions {
		extensions = append(extensions, terms.Extension(e))
	}
	return terms.Compute(q.Start, rule, suspensions, extensions...)
}
