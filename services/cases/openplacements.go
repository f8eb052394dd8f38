package cases

import (
	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/plaatsing"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
)

// makesSenseAtBuitenkans says whether, in a phase in which the act can be done, there is still something to do today.
func makesSenseAtBuitenkans(what act.Act, facts *buitenkansv1.Facts, today string) bool {
	switch what {
	case buitenkans.SupportRequest:
		return facts.Supported == nil
	case buitenkans.ConsentToPlacement:
		return facts.Consented == nil
	case buitenkans.ConfirmStart:
		return facts.GetPlace().GetFromOn() <= today
	case buitenkans.EndPlacement:
		// Before the pupil came it ends only because the pupil did not come.
		return facts.GetPhase() != buitenkansv1.Phase_PHASE_PLANNED || facts.GetNoShows() > 0
	case buitenkans.InterruptPlacement:
		return !isAway(facts)
	case buitenkans.ResumePlacement:
		return isAway(facts)
	case buitenkans.EvaluateMidway:
		return facts.GetMidwayOn() == ""
	}
	return true
}

// isAway says whether the pupil is away for a while.
func isAway(facts *buitenkansv1.Facts) bool {
	interruptions := facts.GetInterruptions()
	return len(interruptions) > 0 && interruptions[len(interruptions)-1].GetResumedOn() == ""
}

// makesSenseInPlacement says the same of a placement that is followed.
func makesSenseInPlacement(what act.Act, facts *plaatsingv1.Facts) bool {
	awaited := awaitedPlacement(facts) != nil
	attempt := presentReturn(facts)
	switch what {
	case plaatsing.ConfirmPlacement, plaatsing.ReportUnused:
		return awaited
	case plaatsing.ChooseContinuation:
		return !isInInstitution(presentPlacement(facts)) && facts.GetNext() == nil
	case plaatsing.AnswerReturn:
		return attempt.GetAgreedOn() == ""
	case plaatsing.ConfirmReturn:
		// From an institution it needs no plan.
		return attempt.GetAgreedOn() != "" || facts.GetPhase() == plaatsingv1.Phase_PHASE_PLACED && isInInstitution(presentPlacement(facts))
	}
	return true
}

// presentPlacement is the stay of today; nil before the first.
func presentPlacement(facts *plaatsingv1.Facts) *plaatsingv1.Placement {
	if stays := facts.GetPlacements(); len(stays) > 0 {
		return stays[len(stays)-1]
	}
	return nil
}

// isThere says whether the pupil is at this school or in this institution now.
func isThere(stay *plaatsingv1.Placement) bool {
	return stay.GetPlacedOn() != "" && stay.GetEndedOn() == ""
}

func isInInstitution(stay *plaatsingv1.Placement) bool {
	return stay.GetInstitution() != plaatsingv1.Institution_INSTITUTION_UNSPECIFIED
}

// awaitedPlacement is the stay of which a school has yet to say that the pupil is there; nil for none.
func awaitedPlacement(facts *plaatsingv1.Facts) *plaatsingv1.Placement {
	if facts.GetNext() != nil {
		return facts.GetNext()
	}
	if facts.GetPhase() == plaatsingv1.Phase_PHASE_AWAITED {
		return presentPlacement(facts)
	}
	return nil
}

// presentReturn is the attempt to go back that did not stop; nil for none.
func presentReturn(facts *plaatsingv1.Facts) *plaatsingv1.Return {
	if attempts := facts.GetReturns(); len(attempts) > 0 && attempts[len(attempts)-1].GetStoppedOn() == "" {
		return attempts[len(attempts)-1]
	}
	return nil
}
