package bezwaar

import (
	"slices"

	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/party"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	registryv1 "traject.nl/proto/gen/traject/registry/v1"
	"traject.nl/workflows/casework"
)

// mayObject are the roles that object by themselves; any other interested party writes to the office.
func mayObject(role party.Role) bool {
	return role == party.Parent || role == party.School || role == party.Board
}

// join gives everybody with a part in the bezwaar that part: who objects, the school that applied, the parents, ZOUT, and the SOT of the
// subregion. The experts and the receiving school have none: the TLV case tells them what comes of it.
func (p *process) join(decisions []*bezwaarv1.DecidedCase, schools []*registryv1.School) {
	p.AddParty(p.facts.Objector)
	for _, d := range decisions {
		p.AddParty(string(applicantOf(d)))
		p.AddParty(parentsOf(d)...)
	}
	p.AddParty(string(party.TheOffice), string(party.TheDirector))
	for _, school := range schools {
		p.AddParty(school.SotParty)
		p.Assign(school.SotParty, school.SotContact)
	}
}

func applicantOf(d *bezwaarv1.DecidedCase) party.Party {
	return party.Of(party.School, d.ApplicantSchoolId)
}

func parentsOf(d *bezwaarv1.DecidedCase) []string { return withRole(d.Parties, party.Parent) }

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

// isInterested: another interested party objects, who has no account. The office does for them what others do themselves.
func (p *process) isInterested() bool {
	return party.Party(p.facts.Objector).Role() == party.Interested
}

// answerer is who is asked when the objector must answer something.
func (p *process) answerer() party.Party {
	if p.isInterested() {
		return party.TheOffice
	}
	return party.Party(p.facts.Objector)
}

// Waiting are all parties outside ZOUT. Who objected waits for the decision, and so does the applicant (Awb 7:14a); a notice
// of default by another of them is for a human to judge, so it is taken in.
func (p *process) Waiting() []string {
	return withRole(p.Parties, party.Parent, party.School, party.Board, party.Interested)
}

// Told are the parties with a role, and the boards and municipalities of the decisions objected to.
func (p *process) Told(role party.Role) []string {
	told := withRole(p.Parties, role)
	for _, d := range p.facts.Decisions {
		id := map[party.Role]string{party.Board: d.BoardId, party.Municipality: d.MunicipalityId}[role]
		if other := string(party.Of(role, id)); id != "" && !slices.Contains(told, other) {
			told = append(told, other)
		}
	}
	return told
}

// Addressees of every letter: who objected and their representative, the school that applied, and the parents.
func (p *process) Addressees(ctx workflow.Context) ([]*documentsv1.Addressee, map[string]string, error) {
	schools, err := casework.DescribeSchools(ctx, p.schoolIDs()...)
	if err != nil {
		return nil, nil, err
	}
	to := p.objectorAddresses(schools)
	for _, who := range p.Waiting() {
		if who != p.facts.Objector {
			to = append(to, addressee(party.Party(who), schools))
		}
	}
	return to, namesOf(schools), nil
}

// objectorAddresses: letters go to the representative in any case (Awb 6:17), and to who objected as well.
func (p *process) objectorAddresses(schools []*registryv1.School) []*documentsv1.Addressee {
	objector := &documentsv1.Addressee{Party: p.facts.Objector, AddressTextId: p.facts.ObjectorTextId}
	if !p.isInterested() {
		objector = addressee(party.Party(p.facts.Objector), schools)
	}
	to := []*documentsv1.Addressee{objector}
	if p.facts.RepresentativeTextId != "" {
		to = append(to, &documentsv1.Addressee{Party: p.facts.Objector, AddressTextId: p.facts.RepresentativeTextId})
	}
	return to
}

// addressee: the registry has the address of a school, where its board is written to as well; the dossier that of parents.
func addressee(to party.Party, schools []*registryv1.School) *documentsv1.Addressee {
	for _, school := range schools {
		name := school.Name
		switch to {
		case party.Of(party.School, school.Id):
		case party.Of(party.Board, school.BoardId):
			name = "Het bestuur van " + school.Name
		default:
			continue
		}
		return &documentsv1.Addressee{
			Party: string(to), Name: name, Street: school.Street, Postcode: school.Postcode, Place: school.Place,
		}
	}
	return &documentsv1.Addressee{Party: string(to)}
}

// schoolIDs are the schools that a letter goes to or mentions: the applicants first.
func (p *process) schoolIDs() []string {
	var ids []string
	add := func(id string) {
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	for _, d := range p.facts.Decisions {
		add(d.ApplicantSchoolId)
	}
	for _, d := range p.facts.Decisions {
		add(d.ReceivingSchoolId)
	}
	for _, r := range p.facts.Replacements {
		add(r.Decision.GetReceivingSchoolId())
	}
	return ids
}

func namesOf(schools []*registryv1.School) map[string]string {
	names := make(map[string]string, len(schools))
	for _, school := range schools {
		names[school.Id] = school.Name
	}
	return names
}
