package terms

import (
	"fmt"
	"time"
)

// Problem is one thing that is wrong with what was asked. It converts to failure.Problem.
type Problem struct {
	// Field as in the message, such as "valid_until".
	Field string
	// Detail is a Dutch sentence that names the value and what to do.
	Detail string
}

// CheckValidity says what is wrong with the period of a TLV: it ends on 31 July, holds at least one whole school year,
// and a TLV given during a school year has the rest of that year added (WPO 40.13, WEC 40.15). Nothing means right.
func CheckValidity(from, until Date) []Problem {
	var problems []Problem
	if from.IsZero() {
		problems = append(problems, Problem{"valid_from", "De begindatum ontbreekt: vul in vanaf welke dag de TLV geldt."})
	}
	if until.IsZero() {
		problems = append(problems, Problem{"valid_until", "De einddatum ontbreekt: vul in tot en met welke 31 juli de TLV geldt."})
	}
	if len(problems) > 0 {
		return problems
	}
	earliest := ValidUntil(from, 1)
	if until != endOfSchoolYear(until) {
		problems = append(problems, Problem{"valid_until", fmt.Sprintf(
			"De einddatum %s is geen 31 juli. Een TLV geldt voor hele schooljaren: kies %s of een 31 juli daarna.",
			until.Short(), earliest.Short())})
	} else if until.Before(earliest) {
		problems = append(problems, Problem{"valid_until", fmt.Sprintf(
			"Van %s tot en met %s is te kort. Een TLV geldt ten minste een heel schooljaar: kies %s of een 31 juli daarna.",
			from.Short(), until.Short(), earliest.Short())})
	}
	return problems
}

// ValidUntil is the last day of a TLV for so many whole school years (at least 1), counted from the school year that
// starts on from; when from is in the middle of a school year the rest of that year comes on top (WPO 40.13, WEC 40.15).
func ValidUntil(from Date, schoolYears int) Date {
	end := endOfSchoolYear(from)
	if from == On(from.year, time.August, 1) {
		schoolYears--
	}
	return On(end.year+schoolYears, time.July, 31)
}

// endOfSchoolYear is the 31 July on or after the day: a school year runs from 1 August (WPO 1).
func endOfSchoolYear(d Date) Date {
	end := On(d.year, time.July, 31)
	if d.After(end) {
		end = On(d.year+1, time.July, 31)
	}
	return end
}
