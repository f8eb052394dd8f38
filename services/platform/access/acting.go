package access

import (
	"slices"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/bezwaar"
	"traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/plaatsing"
	"traject.nl/proto/contract/tlv"
)

// Acting gives the party as which the viewer may do the act; false when the viewer may not. Whether it is the moment for
// it is the process's to say.
func (v Viewer) Acting(what act.Act) (party.Party, bool) {
	for _, who := range v.as {
		if v.in.mayAct(who, what) {
			return who, true
		}
	}
	return "", false
}

// starters are the roles that may do the first act of a case.
var starters = act.Actors{
	tlv.Submit:                  {party.School},
	buitenkans.RequestPlacement: buitenkans.Actors[buitenkans.RequestPlacement],
	plaatsing.FollowInstitution: plaatsing.Actors[plaatsing.FollowInstitution],
}

// startsFrom says who may start another case about the pupil of this one, by procedure: the school that has the pupil. The office
// records where a pupil was placed.
var startsFrom = map[string]map[act.Act][]Standing{
	tlv.Workflow: {
		tlv.Submit:                  {Applicant},
		buitenkans.RequestPlacement: {Applicant},
		plaatsing.FollowInstitution: {Applicant, Office},
	},
	buitenkans.Workflow: {
		tlv.Submit:                  {Origin},
		buitenkans.RequestPlacement: {Origin},
		plaatsing.FollowInstitution: {Origin, Office},
	},
	plaatsing.Workflow: {
		tlv.Submit:                  {Host, Target, Following},
		buitenkans.RequestPlacement: {Target},
		plaatsing.FollowInstitution: {Host, Target, Following, Office},
	},
}

// plaatsingActs says which of the schools may do what in a placement, and what the office may record.
var plaatsingActs = map[act.Act][]Standing{
	plaatsing.ConfirmPlacement:   {Awaited},
	plaatsing.ReportUnused:       {Awaited, Office},
	plaatsing.Evaluate:           {Host, Following, Origin},
	plaatsing.ChooseContinuation: {Host},
	plaatsing.PlanReturn:         {Host, Following},
	plaatsing.AnswerReturn:       {Target},
	plaatsing.ConfirmReturn:      {Target, Following},
	plaatsing.FollowUpReturn:     {Target},
	plaatsing.StopReturn:         {Target, Host},
}

// decisionActs are about a decision that ZOUT must take in time; a placement knows none.
var decisionActs = []act.Act{
	casework.ExtendTerm, casework.AgreeDelay, casework.SuspendTerm, casework.ResumeTerm,
	casework.NotifyDefault, casework.JudgeDefault, casework.DecidePenalty,
}

// mayAct says whether a party to the case may do the act.
//
//   - A receiving school never acts in a TLV.
//   - Who has a part in a TLV may object to its decision once that is announced (Awb 6:7); the bezwaar is a case of its own.
//   - The acts on tasks and terms are the same in every procedure. Who waits for the decision, that is who applied, who
//     objects and whose interest is at stake, may give a notice of default: whether it counts is for a human to judge.
//   - In a bezwaar a school, board or parent acts as the objector only.
//   - The Buitenkans acts once the parents agreed.
//   - In a plaatsing a school does what belongs to its part.
func (c Case) mayAct(who party.Party, what act.Act) bool {
	standings, role := c.standings(who), who.Role()
	_, shared := casework.Actors[what]
	_, starts := starters[what]
	switch {
	case len(standings) == 0 || standings[0] == Receiving || standings[0] == Provision && !c.Consented:
		return false
	case starts:
		return overlap(standings, startsFrom[c.procedure()][what])
	case what == bezwaar.Lodge:
		return c.procedure() == tlv.Workflow && c.Announced && bezwaar.Actors.May(role, what)
	case shared:
		return casework.Actors.May(role, what) && !(c.isPlacement() && slices.Contains(decisionActs, what))
	}
	switch c.procedure() {
	case bezwaar.Workflow:
		return standings[0] != Interested && bezwaar.Actors.May(role, what)
	case buitenkans.Workflow:
		return buitenkans.Actors.May(role, what)
	case plaatsing.Workflow:
		return overlap(standings, plaatsingActs[what])
	default:
		return tlv.MayAct(role, what)
	}
}

func (c Case) procedure() string {
	if c.Procedure == "" {
		return tlv.Workflow
	}
	return c.Procedure
}

func (c Case) isPlacement() bool {
	return c.Procedure == buitenkans.Workflow || c.Procedure == plaatsing.Workflow
}

func overlap(some, others []Standing) bool {
	return slices.ContainsFunc(some, func(s Standing) bool { return slices.Contains(others, s) })
}
