package buitenkans

import (
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	"traject.nl/workflows/terms"
)

// stay is the days of a placement, and the one rule about them: nothing passes the maximum. It knows no clock and no service. Each
// step says in Dutch what is wrong with it, and then changes nothing; no problem is no text.
type stay struct {
	// From and Until are the first day and the last, both at the Buitenkans.
	From, Until terms.Date
	// Maximum is the last day that there can be; none as long as no start is planned.
	Maximum terms.Date
	// Started and Ended are the first and the last day as they were; none as long as that is not so.
	Started, Ended terms.Date
	// Away is since when the pupil is away, and Back the last day on which it came back.
	Away, Back terms.Date
}

// problem is what is wrong, and with which field of the act.
type problem struct{ field, text string }

var fine problem

func stayOf(facts *buitenkansv1.Facts) *stay {
	s := &stay{
		From: dateOrNone(facts.GetPlace().GetFromOn()), Until: dateOrNone(facts.GetPlace().GetUntilOn()),
		Maximum: dateOrNone(facts.MaximumOn), Started: dateOrNone(facts.StartedOn), Ended: dateOrNone(facts.EndedOn),
	}
	for _, i := range facts.Interruptions {
		s.Away, s.Back = dateOrNone(i.FromOn), dateOrNone(i.ResumedOn)
	}
	if !s.Back.IsZero() {
		s.Away = terms.Date{}
	}
	return s
}

func dateOrNone(iso string) terms.Date {
	if iso == "" {
		return terms.Date{}
	}
	return terms.MustParse(iso)
}

// plan sets the first day and the last, with the maximum that follows from the first. Before the pupil came it may be planned again, and then
// counts anew.
func (s *stay) plan(from, until, maximum, today terms.Date) problem {
	switch {
	case !s.Started.IsZero():
		return problem{"start_on", "De leerling is al gestart op " + s.Started.Short() + "."}
	case from.Before(today):
		return problem{"start_on", "De datum " + from.Short() + " is al voorbij. Kies vandaag of een latere dag."}
	case from.After(today.AddDays(latestAhead)):
		return problem{"start_on", tooFar(from)}
	case until.Before(from):
		return problem{"until_on", untilBeforeFrom}
	case until.After(maximum):
		return problem{"until_on", pastMaximum(until, maximum)}
	}
	s.From, s.Until, s.Maximum = from, until, maximum
	return fine
}

const untilBeforeFrom = "De laatste dag ligt voor de eerste. Kies een latere dag."

func pastMaximum(on, maximum terms.Date) string {
	return "De datum " + on.Short() + " is te laat. Een plaatsing duurt ten hoogste tot en met " + maximum.Long() + ". Daar kan niets bij."
}

// arrive: the pupil came on the first day.
func (s *stay) arrive(today terms.Date) problem {
	switch {
	case s.Maximum.IsZero():
		return problem{"", "Er is nog geen start gepland. Plan die eerst."}
	case today.Before(s.From):
		return problem{"", "De start is op " + s.From.Long() + ". Leg die dag vast of de leerling kwam."}
	}
	s.Started = s.From
	return fine
}

// miss: the pupil did not come. There is then no start, and no maximum, until it is planned again.
func (s *stay) miss(today terms.Date) problem {
	planned := *s
	if wrong := planned.arrive(today); wrong != fine {
		return wrong
	}
	s.Maximum = terms.Date{}
	return fine
}

// interrupt: the pupil is away from a day on. No day is added for it.
func (s *stay) interrupt(from, today terms.Date) problem {
	switch {
	case !s.Away.IsZero():
		return problem{"", "De leerling is al afwezig sinds " + s.Away.Short() + "."}
	case from.After(today):
		return problem{"from_on", notYet(from)}
	case from.Before(s.Started):
		return problem{"from_on", "De datum " + from.Short() + " ligt voor de start op " + s.Started.Short() + "."}
	case !s.Back.IsZero() && from.Before(s.Back):
		return problem{"from_on", "De leerling was tot " + s.Back.Short() + " al afwezig. Kies die dag of een latere."}
	case from.After(s.Until):
		return problem{"from_on", "De datum " + from.Short() + " ligt na de laatste dag, " + s.Until.Short() + "."}
	}
	s.Away = from
	return fine
}

// resume: the pupil is back. What was missed is not made up for.
func (s *stay) resume(on, today terms.Date) problem {
	switch {
	case s.Away.IsZero():
		return problem{"", "De leerling is niet afwezig."}
	case on.After(today):
		return problem{"on", notYet(on)}
	case on.Before(s.Away):
		return problem{"on", "De datum " + on.Short() + " ligt voor de eerste dag van de afwezigheid, " + s.Away.Short() + "."}
	case on.After(s.Until):
		return problem{"on", "De datum " + on.Short() + " ligt na de laatste dag, " + s.Until.Short() + "."}
	}
	s.Away, s.Back = terms.Date{}, on
	return fine
}

// moveEnd sets another last day, up to the maximum.
func (s *stay) moveEnd(until, today terms.Date) problem {
	switch {
	case until.After(s.Maximum):
		return problem{"until_on", pastMaximum(until, s.Maximum)}
	case until.Before(s.Started):
		return problem{"until_on", "De datum " + until.Short() + " ligt voor de start op " + s.Started.Short() + "."}
	case until.Before(today):
		return problem{"until_on", "De datum " + until.Short() + " is al voorbij. Beëindig de plaatsing, of kies een latere dag."}
	case until == s.Until:
		return problem{"until_on", "Dit is de laatste dag al."}
	}
	s.Until = until
	return fine
}

// end: the pupil left. The last day was never after the one that was set, and so never after the maximum.
func (s *stay) end(on, today terms.Date) problem {
	switch {
	case on.After(today):
		return problem{"ended_on", notYet(on)}
	case on.Before(s.Started):
		return problem{"ended_on", "De datum " + on.Short() + " ligt voor de start op " + s.Started.Short() + "."}
	case on.After(s.Until):
		return problem{"ended_on", "De laatste dag was " + s.Until.Short() + ". Kies die dag of een eerdere."}
	}
	s.Ended = on
	return fine
}

func notYet(on terms.Date) string {
	return "De datum " + on.Short() + " is nog niet geweest. Kies vandaag of een eerdere dag."
}
