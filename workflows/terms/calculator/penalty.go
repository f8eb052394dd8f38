package calculator

import (
	"fmt"
	"io"
	"strings"

	"traject.nl/workflows/terms"
)

// tellPenalty counts a dwangsom and tells it in Dutch.
func tellPenalty(args []string, out io.Writer) error {
	var late terms.Default
	var decided, asOf terms.Date
	flags := newFlags("traject terms dwangsom")
	flags.TextVar(&late.TermLast, "term", terms.Date{}, "")
	flags.TextVar(&late.Received, "received", terms.Date{}, "")
	flags.TextVar(&decided, "decided", terms.Date{}, "")
	flags.TextVar(&asOf, "as-of", terms.Date{}, "")
	if err := parse(flags, args, out); err != nil {
		return err
	}
	penalty, err := late.Penalty()
	if err != nil {
		return fmt.Errorf("%w; %w", err, errHelp)
	}
	var text strings.Builder
	row := func(what, value string) { fmt.Fprintf(&text, "%-35s %s\n", what+":", value) }
	row("Eerste dag met dwangsom", penalty.FirstDay.Long())
	row("Laatste dag zonder besluit", penalty.LastDay.Long())
	if !asOf.IsZero() {
		row("Tot en met "+asOf.Short(), amount(penalty.Owed(decided, asOf)))
	}
	end := "Als er geen besluit komt"
	if !decided.IsZero() {
		end = "Met het besluit op " + decided.Short()
	}
	row(end, amount(penalty.Owed(decided, terms.Date{})))
	if owed, _ := penalty.Owed(decided, terms.Date{}); owed > 0 {
		due, err := penalty.DecisionDue(decided)
		if err != nil {
			return err
		}
		row("Besluit over de dwangsom uiterlijk", due.Last.Long())
	}
	tellSteps(&text, penalty.Steps, penalty.Warnings)
	_, err = io.WriteString(out, text.String())
	return err
}

func amount(days, euros int) string {
	return fmt.Sprintf("%s, %s", terms.Days(days), terms.Euros(euros))
}
