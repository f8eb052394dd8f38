package terms

import (
	"errors"
	"fmt"
)

// The articles on which a term stands still or is extended. Basis texts name them in this form.
const (
	// GroundCompletion: the applicant was asked to complete the application.
	GroundCompletion = "Awb 4:15 lid 1 onder a"
	// GroundConsent: the applicant agreed in writing to wait.
	GroundConsent = "Awb 4:15 lid 2 onder a"
	// GroundApplicant: the applicant causes the delay.
	GroundApplicant = "Awb 4:15 lid 2 onder b"
	// GroundForceMajeure: overmacht. Illness and organisation are none.
	GroundForceMajeure = "Awb 4:15 lid 2 onder c"
	// GroundRepair: who objected was asked to repair the objection (Awb 6:6).
	GroundRepair = "Awb 7:10 lid 2"
	// GroundFurtherDelay: further delay of the decision on bezwaar, by consent or for the rules of procedure.
	GroundFurtherDelay = "Awb 7:10 lid 4"
	// GroundNewDate: a notice within the term that names a new, reasonable date.
	GroundNewDate = "Awb 4:14 lid 3"
	// GroundVerdaging: the decision on bezwaar is put off once, by six weeks at most.
	GroundVerdaging = "Awb 7:10 lid 3"
)

// Suspension is one time that a term stood still. It has one of two forms.
//
// A completion request (Awb 4:5 and 4:15 lid 1 onder a; 7:10 lid 2) has Invited: the term stands still from the day after
// it until the completion, or until Due when that day passes unused.
//
// A delay (Awb 4:15 lid 2; 7:10 lid 4) has From, and Until once that is known: the term stands still on both and between.
type Suspension struct {
	// Ground is the article; empty means Awb 4:15 lid 1 onder a for a request, and is not told for a delay.
	Ground string

	// Invited is the date of the written invitation to complete.
	Invited Date
	// Due is the last day that was given to complete; may be zero when Completed is set.
	Due Date
	// Completed is the day on which the completion came; zero while it did not.
	Completed Date
	// Lapsed says that Due passed without a completion.
	Lapsed bool

	// From is the first day of a delay; zero for a completion request.
	From Date
	// Until is the last day of a delay; zero while it lasts.
	Until Date
}

// isDelay says which of the two forms it is.
func (s Suspension) isDelay() bool { return !s.From.IsZero() || !s.Until.IsZero() }

// first is the first day on which the term stands still.
func (s Suspension) first() Date {
	if s.isDelay() {
		return s.From
	}
	return s.Invited.AddDays(1)
}

// end is the last day on which the term stands still; zero while that is not known. "Tot de dag waarop" the application is
// completed or the given time lapsed: read closely the term runs again on that day, read widely on the day after it. The
// ministry's circular (BWBR0035667) does the latter: invited 4 October, completed 17 October, 13 days.
func (s Suspension) end(as reading) Date {
	if s.isDelay() {
		return s.Until
	}
	day := s.Completed
	if s.lapses() {
		day = s.Due
	}
	if day.IsZero() || as.dayStandsStill {
		return day
	}
	return day.AddDays(-1)
}

// lapses says that the suspension ended because the set day passed: nothing came, or it came too late.
func (s Suspension) lapses() bool {
	return s.Lapsed || (!s.Due.IsZero() && s.Completed.After(s.Due))
}

// endKnownOn says whether it was known on the day when the term would run again.
func (s Suspension) endKnownOn(day Date) bool {
	switch {
	case s.isDelay():
		return !s.Until.IsZero()
	case s.lapses():
		return s.Due.Before(day)
	}
	return !s.Completed.IsZero() && !s.Completed.After(day)
}

func (s Suspension) check(event Date) error {
	if err := checkYears(s.Invited, s.Due, s.Completed, s.From, s.Until); err != nil {
		return err
	}
	if s.isDelay() {
		return s.checkDelay(event)
	}
	switch {
	case s.Invited.IsZero():
		return errors.New("een opschorting heeft geen datum waarop om aanvulling is gevraagd: geef die datum")
	case s.Invited.Before(event) && !s.mayComeBefore():
		return fmt.Errorf("om aanvulling is gevraagd op %s, maar de termijn telt pas vanaf %s: geef een latere datum", s.Invited, event)
	case !s.Completed.IsZero() && s.Completed.Before(s.Invited):
		return fmt.Errorf("de aanvulling van %s ligt voor de vraag van %s: geef een latere datum", s.Completed, s.Invited)
	case !s.Due.IsZero() && !s.Due.After(s.Invited):
		return fmt.Errorf("aanvullen kon tot en met %s, maar de vraag was van %s: geef een latere datum", s.Due, s.Invited)
	case s.Lapsed && s.Due.IsZero():
		return fmt.Errorf("de tijd om aan te vullen na de vraag van %s is voorbij, maar de laatste dag ontbreekt: geef die dag", s.Invited)
	case s.Lapsed && !s.Completed.IsZero() && !s.Completed.After(s.Due):
		return fmt.Errorf("de aanvulling van %s kwam op tijd (uiterlijk %s), dus de tijd is niet ongebruikt voorbij", s.Completed, s.Due)
	}
	return nil
}

// mayComeBefore: who objects early can be asked to repair the objection (Awb 6:6) before the term to decide on it begins, which
// is only when the term to object has ended. Of such a standstill only the days within the term count.
func (s Suspension) mayComeBefore() bool { return s.Ground == GroundRepair }

func (s Suspension) checkDelay(event Date) error {
	switch {
	case !s.Invited.IsZero() || !s.Due.IsZero() || !s.Completed.IsZero() || s.Lapsed:
		return errors.New("een opschorting is een vraag om aanvulling of uitstel van een dag tot een dag, niet allebei: geef er twee")
	case s.From.IsZero():
		return fmt.Errorf("het uitstel tot en met %s heeft geen eerste dag: geef die dag", s.Until)
	case s.From.Before(event):
		return fmt.Errorf("het uitstel begint op %s, maar de termijn telt pas vanaf %s: geef een latere datum", s.From, event)
	case !s.Until.IsZero() && s.Until.Before(s.From):
		return fmt.Errorf("het uitstel eindigt op %s, maar begint pas op %s: geef een latere einddatum", s.Until, s.From)
	}
	return nil
}
