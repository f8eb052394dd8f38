package buitenkans

import (
	"fmt"
	"slices"

	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/party"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	"traject.nl/workflows/casework"
)

// school is the school of origin, which stays responsible all along.
func (p *process) school() string {
	return string(party.Of(party.School, p.facts.Application.GetSchoolId()))
}

// with are the parties of these roles, in the order in which they came in.
func (p *process) with(roles ...party.Role) []string {
	var found []string
	for _, have := range p.Parties {
		if slices.Contains(roles, party.Party(have).Role()) {
			found = append(found, have)
		}
	}
	return found
}

func (p *process) sot() []string      { return p.with(party.SOT) }
func (p *process) director() []string { return p.with(party.Director) }

// provision is the Buitenkans, as soon as it may know more than that there is a request.
func (p *process) provision() []string {
	if !p.facts.GetConsented() {
		return nil
	}
	return p.with(party.Provision)
}

// around are those around the pupil: the school of origin, the parents and the SOT.
func (p *process) around() []string { return p.with(party.School, party.Parent, party.SOT) }

// others are those around the pupil and the Buitenkans, but for who acts.
func (p *process) others(actor *caseworkv1.Actor) []string {
	all := append(p.around(), p.provision()...)
	return slices.DeleteFunc(all, func(who string) bool { return who == actor.GetParty() })
}

// about tells notices of one kind apart that may be sent more than once.
func (p *process) about(what string) string { return fmt.Sprintf("%s/%d", what, p.Version+1) }

// Waiting: nobody waits for a decision here, so there is nothing to be in default with.
func (p *process) Waiting() []string { return nil }

// Told are the parties with a role, and the board of the school. Municipalities hear nothing of a pupil at the Buitenkans.
func (p *process) Told(role party.Role) []string {
	if role == party.Board && p.facts.BoardId != "" {
		return []string{string(party.Of(party.Board, p.facts.BoardId))}
	}
	return p.with(role)
}

// Addressees of every letter: the school of origin and the parents.
func (p *process) Addressees(ctx workflow.Context) ([]*documentsv1.Addressee, map[string]string, error) {
	schools, err := casework.DescribeSchools(ctx, p.facts.Application.SchoolId)
	if err != nil {
		return nil, nil, err
	}
	school := schools[0]
	to := []*documentsv1.Addressee{{
		Party: p.school(), Name: school.Name, Street: school.Street, Postcode: school.Postcode, Place: school.Place,
	}}
	for _, parent := range p.with(party.Parent) {
		to = append(to, &documentsv1.Addressee{Party: parent})
	}
	return to, map[string]string{school.Id: school.Name}, nil
}
