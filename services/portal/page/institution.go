package page

// InstitutionTitle is the heading of the pages on which a pupil in an institution begins to be followed.
const InstitutionTitle = "Een leerling volgen in een instelling"

// InstitutionSteps are those of a pupil in an institution who has no dossier yet.
var InstitutionSteps = []Step{
	{StepQuestion, "De afspraken", "Wat is afgesproken?"},
	{StepPupil, "Leerling en ouders", "Leerling en ouders"},
	{StepCheck, "Controleren", "Controleren en vastleggen"},
}

// institution says whether the form is about a pupil in an institution.
func (a Application) institution() bool {
	return a.Question != nil && a.Question.Kind == "afspraken-instelling"
}

// InstitutionFromHref is where the pupil of a case begins to be followed in an institution.
func InstitutionFromHref(caseID string) string { return CaseHref(caseID) + "/instelling" }

// MayFollowInstitution says whether the person can begin to follow the pupil of this case in an institution: the school of the pupil, or
// the office, as long as no placement is followed.
func (v *CaseView) MayFollowInstitution() bool {
	own := v.Case.Is("office") || v.Case.Is("applicant") || v.Case.Procedure == "buitenkans" && v.ofOrigin() || v.Case.Is("host")
	if !own || v.Case.Departure != nil || v.Case.Procedure == "bezwaar" || v.Case.Procedure == "plaatsing" && !v.Case.Closed {
		return false
	}
	for _, related := range v.relatedOf("plaatsing") {
		if !related.Closed {
			return false
		}
	}
	return true
}
