package page

import (
	"slices"
	"time"

	"traject.nl/services/portal/upstream"
)

func placementPage() procedurePage {
	return procedurePage{
		nameless: func(v *CaseView) string { return "Leerling van " + v.Applicant },
		subtitle: func(v *CaseView) string { return v.placementTitle() + " · kenmerk " + v.Case.ID },
		known:    "De plaatsing", status: placementStatus, facts: placementFacts, about: placementAbout, help: placementHelp,
		meaning: func(v *CaseView) string { return v.placementMeaning() }, fields: placementFields, acts: placementActs,
	}
}

// placing are the facts of a placement; empty for another case.
func (v *CaseView) placing() *upstream.Plaatsing {
	if v.Case.Plaatsing == nil {
		return &upstream.Plaatsing{}
	}
	return v.Case.Plaatsing
}

// placementTitle says where the pupil is.
func (v *CaseView) placementTitle() string {
	where := v.where(v.placing().Present())
	if where == "" && v.Case.ReceivingSchoolID != "" {
		where = v.Receiving
	}
	switch {
	case where == "":
		return "Plaatsing"
	case v.inInstitution():
		return "Plaatsing: " + lowerFirst(where)
	}
	return "Plaatsing op " + where
}

// where a stay is: the name of the school, or the kind of institution.
func (v *CaseView) where(stay *upstream.Placement) string {
	switch {
	case stay == nil:
		return ""
	case stay.Institution != "":
		return institutionWord(stay.Institution)
	}
	return v.SchoolName(stay.SchoolID)
}

func (v *CaseView) inInstitution() bool {
	present := v.placing().Present()
	return present != nil && present.Institution != ""
}

// oneSchool says whether there is no other school to evaluate with: in an institution, or when the receiving school itself applied.
func (v *CaseView) oneSchool() bool {
	present := v.placing().Present()
	return present != nil && (present.Institution != "" || present.SchoolID == v.placing().OriginSchoolID)
}

// placementSteps are the blocks of the progress bar.
var placementSteps = []struct{ phase, name string }{
	{"awaited", "Verwacht"}, {"placed", "Geplaatst"}, {"return", "Terug in stappen"}, {"returned", "Terug op school"},
}

// placementPhases is where the procedure stands; nothing for a case that ended in another way than by a return.
func (v *CaseView) placementPhases() []phase {
	facts := v.placing()
	if facts.Phase == "" || facts.Phase == "closed" && facts.Outcome != "returned" || v.Case.Departure != nil {
		return nil
	}
	list, reached := make([]phase, len(placementSteps)), false
	for i, step := range placementSteps {
		state := "klaar"
		switch {
		case step.phase == facts.Phase:
			state, reached = "nu", true
		case reached:
			state = "straks"
		}
		list[i] = phase{step.name, state}
	}
	if v.inInstitution() {
		// Nobody waits for a TLV there.
		list = list[1:]
	}
	return list
}

// stays says whether the pupil is at the school or in the institution now.
func (v *CaseView) stays() bool {
	return v.placing().Phase == "placed" || v.placing().Phase == "return"
}

// dutyTerm is the duty of the last school year of a TLV (WPO 40 lid 14, WEC 40 lid 15) while it runs; nil before that year.
func (v *CaseView) dutyTerm() *upstream.Term {
	if term := v.Term("laatste-schooljaar"); term != nil && !term.Over() {
		return term
	}
	return nil
}

// lastYearFrom is the first day of the last school year of the TLV; empty without a TLV, or once that year has begun.
func (v *CaseView) lastYearFrom() string {
	present := v.placing().Present()
	if present == nil || !v.stays() || present.ValidUntil() == "" {
		return ""
	}
	until, err := time.Parse(time.DateOnly, present.ValidUntil())
	if err != nil {
		return ""
	}
	// A TLV ends on a 31 July: its last school year begins on the first of August before.
	if from := until.AddDate(-1, 0, 1).Format(time.DateOnly); from > v.Today {
		return from
	}
	return ""
}

// choiceDue is when the school must have chosen what follows: of the task, open or still to come; empty when nobody is asked.
func (v *CaseView) choiceDue() string { return v.dueOf("vervolg-kiezen") }

// evaluationDue is the date of the next evaluation; empty when none is asked.
func (v *CaseView) evaluationDue() string { return v.dueOf("evaluatie") }

// dueOf is the date of the first task of a kind, open or planned.
func (v *CaseView) dueOf(kind string) string {
	for _, task := range v.Case.Tasks {
		if task.Kind == kind && task.ClosedAt == nil {
			return task.DueOn
		}
	}
	for _, task := range v.Case.Planned {
		if task.Kind == kind {
			return task.DueOn
		}
	}
	return ""
}

// going is how it went at the last evaluation or talk; empty when there was none.
func (v *CaseView) going() string {
	facts := v.placing()
	if back := facts.Return(); back != nil && len(back.FollowUps) > 0 {
		return back.FollowUps[len(back.FollowUps)-1].Going
	}
	if n := len(facts.Evaluations); n > 0 {
		return facts.Evaluations[n-1].Going
	}
	return ""
}

// goingLook is the look that goes with the word.
func goingLook(going string) string {
	switch going {
	case "well":
		return "vlag vlag--goed"
	case "attention":
		return "vlag vlag--vandaag"
	case "not-well":
		return "vlag vlag--laat"
	}
	return "vlag"
}

// placementMeaning says to parents and schools what the page is to them.
func (v *CaseView) placementMeaning() string {
	facts := v.Case.Plaatsing
	if facts == nil || v.Case.Departure != nil {
		return ""
	}
	switch {
	case v.Case.Is("host"):
		// A school can have several parts; where the pupil is, it works with the whole dossier.
		return ""
	case v.parent():
		return parentsAtPlacement[facts.Phase]
	case v.Case.Is("awaited"):
		return "De leerling mag naar uw school. Bevestig hier wanneer de leerling er is. Daarna houdt u hier bij hoe het gaat."
	case v.Case.Is("target"):
		return "Een school wil deze leerling bij u laten terugkomen. U ziet om wie het gaat, het plan, en daarna hoe het gaat. Andere stukken van die school ziet u niet."
	case v.Case.Is("following"):
		return "Deze leerling is van uw school, en is nu in een instelling. Uw school volgt hoe het gaat, en maakt het plan voor de terugkeer."
	case v.Case.Is("origin"):
		return "Deze leerling komt van uw school. U ziet dat de leerling er is, tot wanneer, en hoe het gaat. Andere stukken van de school waar de leerling nu is, ziet u niet."
	}
	return ""
}

// regularOptions are the regular schools to which a pupil can go back: the school of origin first.
func (v *CaseView) regularOptions() []Option {
	options := []Option{{Text: "Kies een school"}}
	rest := slices.Clone(v.Regular)
	for i, school := range rest {
		if school.ID == v.placing().OriginSchoolID {
			options = append(options, Option{Value: school.ID, Text: school.Name + ", " + school.Place + " (daar kwam de leerling vandaan)"})
			rest = slices.Delete(rest, i, i+1)
			break
		}
	}
	for _, school := range rest {
		options = append(options, Option{Value: school.ID, Text: school.Name + ", " + school.Place})
	}
	return options
}

// stepRows are the rows of the form for a build-up: those that are filled in and one more, at least three.
func stepRows(a ActForm) int {
	filled := 0
	for n := range ReturnStepsOnForm {
		if a.Value(StepInput(n, "Vanaf")) != "" || a.Value(StepInput(n, "Dagdelen")) != "" {
			filled = n + 1
		}
	}
	return min(max(filled, 3), ReturnStepsOnForm)
}

// knows says whether the person has a part in the case.
func (v *CaseView) knows(caseID string) bool {
	return caseID == v.Case.ID || slices.ContainsFunc(v.Case.Related, func(related upstream.RelatedCase) bool { return related.CaseID == caseID })
}

// stayName names a stay: where the pupil is now, is awaited, or was.
func stayName(present bool, phase string) string {
	switch {
	case !present || phase == "returned" || phase == "closed":
		return "Was op"
	case phase == "awaited":
		return "Wordt verwacht op"
	}
	return "Is op"
}
