package plaatsing

import (
	"slices"

	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/plaatsing"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	registryv1 "traject.nl/proto/gen/traject/registry/v1"
	"traject.nl/workflows/casework"
)

// school is the party of a school; empty for no school.
func school(id string) party.Party {
	if id == "" {
		return ""
	}
	return party.Of(party.School, id)
}

// origin is the school that the pupil comes from.
func (p *process) origin() party.Party { return school(p.facts.OriginSchoolId) }

// host is the school where the pupil is, or is expected; empty in an institution.
func (p *process) host() party.Party { return school(p.present().GetSchoolId()) }

// keeper is the school that keeps the placement going: the host, and in an institution the school of origin (ondersteuningsplan 1.3).
func (p *process) keeper() party.Party {
	if p.inInstitution() {
		return p.origin()
	}
	return p.host()
}

// target is the regular school of the present attempt to go back; empty when there is none.
func (p *process) target() party.Party { return school(p.back().GetSchoolId()) }

// twoSchools: a receiving school and another that referred the pupil to it, so that there is somebody to evaluate with.
func (p *process) twoSchools() bool { return p.host() != "" && p.host() != p.origin() }

// join gives everybody with a part in the placement that part: the parents, ZOUT, and the SOT of the subregion of the school of origin. The
// municipality has none.
func (p *process) join(origin *registryv1.School, parents []string) {
	p.facts.MunicipalityId, p.facts.SubregionId, p.facts.BoardId = origin.MunicipalityId, origin.SubregionId, origin.BoardId
	p.seat()
	p.AddParty(parents...)
	p.AddParty(string(party.TheOffice), string(party.TheDirector), origin.SotParty)
	p.Assign(origin.SotParty, origin.SotContact)
}

// seat gives the schools of now their part, and takes it from those that have nothing to do with the pupil any more.
func (p *process) seat() {
	schools := []string{string(p.origin()), string(school(p.facts.Next.GetSchoolId())), string(p.target())}
	if !p.In(returned) {
		schools = append(schools, string(p.host()))
	}
	for _, have := range withRole(p.Parties, party.School) {
		if !slices.Contains(schools, have) {
			p.RemoveParty(have)
		}
	}
	p.AddParty(schools...)
}

// withRole are the parties of these roles, in the order in which they came in.
func withRole(parties []string, roles ...party.Role) []string {
	var found []string
	for _, have := range parties {
		if slices.Contains(roles, party.Party(have).Role()) {
			found = append(found, have)
		}
	}
	return found
}

// allowSchool says which of the schools an act is for. The office is no school, and is only asked when a role may at all.
func (p *process) allowSchool(name act.Act, actor *caseworkv1.Actor) error {
	by := party.Party(actor.GetParty())
	if by.Role() != party.School {
		return nil
	}
	var may []party.Party
	switch name {
	case plaatsing.ConfirmPlacement:
		may = []party.Party{school(p.coming().GetSchoolId())}
		if may[0] == "" {
			may[0] = by // there is nothing to confirm: not a question of who
		}
	case plaatsing.ReportUnused:
		may = []party.Party{school(p.coming().GetSchoolId())}
		if may[0] == "" {
			may[0] = by
		}
	case plaatsing.Evaluate:
		may = []party.Party{p.host(), p.origin()}
	case plaatsing.ChooseContinuation, plaatsing.PlanReturn:
		may = []party.Party{p.keeper()}
	case plaatsing.AnswerReturn, plaatsing.FollowUpReturn:
		may = []party.Party{p.target()}
	case plaatsing.ConfirmReturn:
		may = []party.Party{p.target(), p.whoReturns()}
	case plaatsing.StopReturn:
		may = []party.Party{p.target(), p.keeper()} // once the pupil is back, the host has no part any more
	}
	if slices.Contains(may, by) {
		return nil
	}
	return casework.NotYours(notYoursWording[name])
}

// whoReturns may say that the pupil is back as long as no return is planned: who keeps the placement. Whether a plan is needed first is
// another question.
func (p *process) whoReturns() party.Party {
	if p.back() == nil {
		return p.keeper()
	}
	return ""
}

// Told are the parties with a role. Of the schools it is the one that must act now; the board and the municipality are those of the
// school of origin.
func (p *process) Told(role party.Role) []string {
	switch role {
	case party.School:
		if p.In(returned) {
			return []string{string(p.target())}
		}
		return []string{string(p.keeper())}
	case party.Board:
		return known(role, p.facts.BoardId)
	case party.Municipality:
		return known(role, p.facts.MunicipalityId)
	default:
		return withRole(p.Parties, role)
	}
}

func known(role party.Role, id string) []string {
	if id == "" {
		return nil
	}
	return []string{string(party.Of(role, id))}
}

// Waiting: ZOUT decides nothing in this procedure, so nobody waits for a decision.
func (p *process) Waiting() []string { return nil }

// Addressees of letters: the parents, and the schools that have a part.
func (p *process) Addressees(ctx workflow.Context) ([]*documentsv1.Addressee, map[string]string, error) {
	var ids []string
	for _, who := range withRole(p.Parties, party.School) {
		ids = append(ids, party.Party(who).ID())
	}
	schools, err := casework.DescribeSchools(ctx, ids...)
	if err != nil {
		return nil, nil, err
	}
	to, names := addressees(p.Parties, schools)
	return to, names, nil
}

// addressees are the parents, whose address the dossier has, and the schools; names are those of the schools by id.
func addressees(parties []string, schools []*registryv1.School) ([]*documentsv1.Addressee, map[string]string) {
	var to []*documentsv1.Addressee
	for _, parent := range withRole(parties, party.Parent) {
		to = append(to, &documentsv1.Addressee{Party: parent})
	}
	names := map[string]string{}
	for _, s := range schools {
		names[s.Id] = s.Name
		to = append(to, &documentsv1.Addressee{
			Party: string(school(s.Id)), Name: s.Name, Street: s.Street, Postcode: s.Postcode, Place: s.Place,
		})
	}
	return to, names
}
