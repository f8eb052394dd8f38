package terms

import (
	"errors"
	"fmt"
	"strings"
)

// Extension is one written notice that a term takes longer: a new, reasonable date (Awb 4:14 lid 3), or the verdaging of a
// decision on bezwaar (Awb 7:10 lid 3). It counts only when it was given on or before the last day as that stood then.
//
// It has a length or a date. A length is added to the budget, before the Awt. A date takes in all standstill that began on
// or before the day of the notice; standstill that begins later moves the date on by as many days. The Awt leaves a date
// alone: no law set it.
type Extension struct {
	// Weeks and Days are the length of the extension; zero when a date was named.
	Weeks, Days int
	// Until is the new last day that was named instead of a length.
	Until Date
	// NotifiedOn is the day of the written notice. Zero means "in time, on a day that does not matter", which only a
	// calculator can say, and only of a length.
	NotifiedOn Date
	// Ground is the article, such as GroundNewDate or GroundVerdaging; the steps mention it.
	Ground string
	// Separate says that it is beyond doubt that the extension is a term of its own. Then the Awt goes by its own length
	// alone. Otherwise the law leaves two answers, and both are given: one term of both lengths, and a term of its own.
	Separate bool
}

// longestVerdaging in days (Awb 7:10 lid 3).
const longestVerdaging = 6 * 7

// isVerdaging says whether it is the one time that a decision on bezwaar may be put off without consent.
func (e Extension) isVerdaging() bool { return strings.Contains(e.Ground, "7:10 lid 3") }

func (e Extension) days() int { return 7*e.Weeks + e.Days }

func checkExtensions(event Date, extensions []Extension) error {
	verdaagd := false
	for _, e := range extensions {
		if err := e.check(event); err != nil {
			return err
		}
		if e.isVerdaging() && verdaagd {
			return fmt.Errorf("de beslissing is al een keer verdaagd, en dat mag maar een keer (%s): vraag of iedereen met verder uitstel instemt (%s)",
				GroundVerdaging, GroundFurtherDelay)
		}
		verdaagd = verdaagd || e.isVerdaging()
	}
	return nil
}

// check: a decision on bezwaar can be put off before its term begins, which is only when the term to object has ended.
func (e Extension) check(event Date) error {
	if err := checkYears(e.Until, e.NotifiedOn); err != nil {
		return err
	}
	if !e.NotifiedOn.IsZero() && e.NotifiedOn.Before(event) && !e.isVerdaging() {
		return fmt.Errorf("de verlenging is gemeld op %s, maar de termijn telt pas vanaf %s: geef een latere datum", e.NotifiedOn, event)
	}
	if !e.Until.IsZero() {
		switch {
		case e.Weeks != 0 || e.Days != 0:
			return fmt.Errorf("de verlenging noemt %d weken en %d dagen en ook de nieuwe datum %s: geef een van de twee", e.Weeks, e.Days, e.Until)
		case e.NotifiedOn.IsZero():
			return fmt.Errorf("het is niet bekend wanneer de nieuwe datum %s is gemeld: geef de dag van de brief", e.Until)
		}
		return nil
	}
	if e.Weeks == 0 && e.Days == 0 {
		return errors.New("de verlenging heeft geen lengte en geen nieuwe datum: geef een van de twee")
	}
	if !sensibleLength(0, e.Weeks, e.Days) {
		return fmt.Errorf("een verlenging met %d weken en %d dagen kan niet: geef ten minste 1 dag en hoogstens %d dagen",
			e.Weeks, e.Days, longestBudget)
	}
	if e.isVerdaging() && e.days() > longestVerdaging {
		return fmt.Errorf("verdagen met %s kan niet: het mag hoogstens %d dagen (%s)", e.length(), longestVerdaging, GroundVerdaging)
	}
	return nil
}

// length in words, such as "6 weken".
func (e Extension) length() string { return length(Rule{Weeks: e.Weeks, Days: e.Days}) }
