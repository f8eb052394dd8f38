package page

import (
	"net/url"
	"strings"
	"time"

	"traject.nl/services/portal/upstream"
)

// outageDays are how many days before a late objection an outage can still have mattered.
const outageDays = 14

// outagesHref are the outages of the days before a late objection, for who judges the lateness; empty for everybody else.
func (v *CaseView) outagesHref() string {
	facts := v.Case.Bezwaar
	if facts == nil || !facts.Late || facts.ReceivedOn == "" || (!v.Case.Is("office") && !v.Case.Is("director")) {
		return ""
	}
	return "/storingen?" + url.Values{"van": {daysAfter(facts.ReceivedOn, -outageDays)}, "tot": {facts.ReceivedOn}}.Encode()
}

// measuredWord says in Dutch what the probe got: "no-answer", "too-slow" or the status of the answer, such as "http-503".
func measuredWord(reason string) string {
	switch status, isStatus := strings.CutPrefix(reason, "http-"); {
	case isStatus:
		return "Traject gaf een fout (" + status + ")"
	case reason == "too-slow":
		return "Traject antwoordde te langzaam"
	}
	return "Traject gaf geen antwoord"
}

// lasted says how long an outage was.
func lasted(outage upstream.Outage) string {
	if outage.Ended == nil {
		return "nog bezig"
	}
	span := outage.Ended.Sub(outage.Began)
	switch {
	case span < time.Minute:
		return "minder dan een minuut"
	case span < time.Hour:
		return Count(int(span.Minutes()), "minuut", "minuten")
	}
	return Count(int(span.Hours()), "uur", "uur") + " en " + Count(int(span.Minutes())%60, "minuut", "minuten")
}
