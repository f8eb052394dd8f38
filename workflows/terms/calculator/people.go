package calculator

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strconv"
	"strings"

	"traject.nl/workflows/terms"
)

// tellTerm counts the term that the flags describe and tells the answer in Dutch.
func tellTerm(args []string, out io.Writer) error {
	q, err := readFlags(args, out)
	if err != nil {
		return err
	}
	result, err := q.count()
	if err != nil {
		return err
	}
	_, err = io.WriteString(out, tell(result))
	return err
}

// readFlags reads a term as a person writes it.
func readFlags(args []string, out io.Writer) (question, error) {
	var q question
	flags := newFlags("traject terms")
	flags.TextVar(&q.Start, "from", terms.Date{}, "")
	flags.IntVar(&q.Months, "months", 0, "")
	flags.IntVar(&q.Weeks, "weeks", 0, "")
	flags.IntVar(&q.Days, "days", 0, "")
	flags.BoolVar(&q.Backward, "back", false, "")
	flags.StringVar(&q.Event, "event", "", "")
	flags.StringVar(&q.Basis, "basis", "", "")
	norm := flags.Bool("norm", false, "")
	flags.Func("suspend", "", func(value string) error {
		invited, completed, err := twoDates(value)
		q.Suspensions = append(q.Suspensions, suspension{Invited: invited, Completed: completed})
		return err
	})
	flags.Func("lapsed", "", func(value string) error {
		invited, due, err := twoDates(value)
		q.Suspensions = append(q.Suspensions, suspension{Invited: invited, Due: due, Lapsed: true})
		return err
	})
	flags.Func("delay", "", func(value string) error {
		delay, err := readDelay(value)
		q.Suspensions = append(q.Suspensions, delay)
		return err
	})
	for name, ground := range map[string]string{"extend": "", "verdaging": terms.GroundVerdaging} {
		flags.Func(name, "", func(value string) error {
			extended, err := readExtension(value)
			extended.Ground = ground
			q.Extensions = append(q.Extensions, extended)
			return err
		})
	}
	if err := parse(flags, args, out); err != nil {
		return question{}, err
	}
	statutory := !*norm
	q.Statutory = &statutory
	if q.Start.IsZero() {
		return question{}, fmt.Errorf("--from is missing: give the day from which the term counts; %w", errHelp)
	}
	return q, nil
}

// newFlags are flags that leave their explanation to the help text.
func newFlags(name string) *flag.FlagSet {
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	return flags
}

// parse reads the flags. Asked for help in between, it gives it, and returns flag.ErrHelp.
func parse(flags *flag.FlagSet, args []string, out io.Writer) error {
	err := flags.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return errors.Join(err, tellHelp(out))
	case err != nil:
		return fmt.Errorf("%w; %w", err, errHelp)
	case flags.NArg() > 0:
		return fmt.Errorf("what is %q? %w", flags.Arg(0), errHelp)
	}
	return nil
}

// twoDates reads "2026-04-01:2026-04-05"; the second may be missing, and is then unknown.
func twoDates(value string) (first, second terms.Date, err error) {
	before, after, found := strings.Cut(value, ":")
	if !found {
		return first, second, fmt.Errorf("%q: want two dates with a colon between them, as in 2026-04-01:2026-04-05", value)
	}
	if first, err = terms.Parse(before); err != nil || after == "" {
		return first, second, err
	}
	second, err = terms.Parse(after)
	return first, second, err
}

// delayGrounds are the short names of the articles on which a delay rests.
var delayGrounds = map[string]string{
	"consent":    terms.GroundConsent,
	"applicant":  terms.GroundApplicant,
	"overmacht":  terms.GroundForceMajeure,
	"objections": terms.GroundFurtherDelay,
}

// readDelay reads "2026-04-01:2026-04-05" or "2026-04-01:2026-04-05@consent".
func readDelay(value string) (suspension, error) {
	dates, name, named := strings.Cut(value, "@")
	ground, known := delayGrounds[name]
	if named && !known {
		return suspension{}, fmt.Errorf("%q: after @ want consent, applicant, overmacht or objections", value)
	}
	from, until, err := twoDates(dates)
	return suspension{From: from, Until: until, Ground: ground}, err
}

// readExtension reads "6w@2026-06-01", "10d@2026-06-01" or "2026-07-01@2026-06-01"; without @ it was notified in time.
func readExtension(value string) (extension, error) {
	var e extension
	var err error
	how, notified, dated := strings.Cut(value, "@")
	if dated {
		if e.NotifiedOn, err = terms.Parse(notified); err != nil {
			return e, err
		}
	}
	number, unit := how, ""
	if n := len(how); n > 0 {
		number, unit = how[:n-1], how[n-1:]
	}
	switch unit {
	case "w":
		e.Weeks, err = strconv.Atoi(number)
	case "d":
		e.Days, err = strconv.Atoi(number)
	default:
		e.Until, err = terms.Parse(how)
	}
	if err != nil {
		return e, fmt.Errorf("%q: want a number of weeks (6w), of days (10d) or a date, then @ and the day of the notice", value)
	}
	return e, nil
}

// tell is the answer for a person.
func tell(result terms.Result) string {
	var text strings.Builder
	switch {
	case result.Suspended:
		fmt.Fprintf(&text, "De termijn staat stil. Daarna nog over: %d dagen.\n", result.DaysLeft)
	case result.Planned == result.Last:
		fmt.Fprintf(&text, "Laatste dag: %s\n", result.Last.Long())
	default:
		fmt.Fprintf(&text, "Plan op:            %s\n", result.Planned.Long())
		fmt.Fprintf(&text, "Op zijn laatst:     %s\n", result.Last.Long())
	}
	tellSteps(&text, result.Steps, result.Warnings)
	return text.String()
}

func tellSteps(text *strings.Builder, steps, warnings []string) {
	text.WriteByte('\n')
	for i, step := range steps {
		fmt.Fprintf(text, "%2d. %s\n", i+1, step)
	}
	for _, warning := range warnings {
		fmt.Fprintf(text, "\nLet op: %s\n", warning)
	}
}
