package terms

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
	return nil
}

// ValidUntil is the last day of a TLV for so many whole school years (at least 1), counted from the school year that
// starts on from; when from is in the middle of a school year the rest of that year comes on top (WPO 40.13, WEC 40.15).
func ValidUntil(from Date, schoolYears int) Date {
	return Date{}
}
