package documents

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"traject.nl/proto/contract/party"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/services/documents/bundle"
	"traject.nl/services/platform/paper"
)

// cover of the file, once everything is gathered.
func (g *lbtPapers) cover() bundle.Cover {
	cover := bundle.Cover{Number: g.head.ShortName + ", " + g.head.Number, Late: g.facts.GetLate(), People: g.people}
	cover.ReceivedOn, _ = time.Parse(time.DateOnly, g.facts.GetReceivedOn())
	for _, decision := range g.facts.GetDecisions() {
		contested := bundle.Contested{CaseID: decision.GetCaseId(), What: outcomeOf(decision.GetDecision())}
		contested.On, _ = time.Parse(time.DateOnly, decision.GetAnnouncedOn())
		cover.Decisions = append(cover.Decisions, contested)
	}
	return cover
}

func outcomeOf(decision *tlvv1.Decision) string {
	switch {
	case !decision.GetGranted():
		return "TLV niet afgegeven"
	case decision.GetDestination() == tlvv1.Destination_DESTINATION_SO:
		return "TLV afgegeven voor speciaal onderwijs, categorie " + categories[decision.GetCategory()]
	default:
		return "TLV afgegeven voor speciaal basisonderwijs"
	}
}

// names and addresses of everybody that the LBT writes to, and of the pupil.
func (g *lbtPapers) names(ctx context.Context, decided []openDossier) error {
	known := map[string]bool{}
	person := func(part string, lines ...string) {
		lines = given(lines...)
		if key := part + strings.Join(lines, "\n"); len(lines) > 0 && !known[key] {
			known[key] = true
			g.people = append(g.people, bundle.Person{Part: part, Lines: lines})
		}
	}
	for _, d := range decided {
		born, err := time.Parse(time.DateOnly, d.form.Pupil.BirthDate)
		if err != nil {
			return fmt.Errorf("birth date in dossier %s: %w", d.ID, err)
		}
		person("Leerling", d.form.Label(), "geboren op "+paper.Date(born))
	}
	objector, err := g.objector(ctx)
	if err != nil {
		return err
	}
	person("Bezwaarmaker", objector...)
	representative, err := g.address(ctx, g.facts.GetRepresentativeTextId())
	if err != nil {
		return err
	}
	person("Gemachtigde", representative...)
	for _, d := range decided {
		person("Aanvrager", g.school(d.school)...)
		for _, parent := range d.form.Parents {
			person("Ouder of verzorger", parent.lines()...)
		}
	}
	person("Verweerder", append([]string{g.head.Formal(), "namens deze: de directeur"}, g.head.Address...)...)
	return nil
}

// objector with name and address: of a parent these are in the dossier, of a school or a board they come along, and of anybody
// else they were written down.
func (g *lbtPapers) objector(ctx context.Context) ([]string, error) {
	who := party.Party(g.facts.GetObjector())
	switch who.Role() {
	case party.Parent:
		for i, parent := range g.of.form.Parents {
			if g.parentParty(g.of.ID, i, parent) == who {
				return parent.lines(), nil
			}
		}
	case party.School, party.Board:
		return g.school(who), nil
	default:
		if lines, err := g.address(ctx, g.facts.GetObjectorTextId()); err != nil || len(lines) > 0 {
			return lines, err
		}
	}
	g.lack("De naam en het adres van wie bezwaar maakte.")
	return nil, nil
}

// school or board with the address that came along.
func (g *lbtPapers) school(who party.Party) []string {
	for _, to := range g.request.GetAddressees() {
		if to.GetParty() == string(who) && to.GetAddressTextId() == "" && to.GetName() != "" {
			return given(to.GetName(), to.GetStreet(), strings.TrimSpace(to.GetPostcode()+"  "+to.GetPlace()))
		}
	}
	g.lack("Het adres van een school of bestuur: %s.", who.ID())
	return given(g.request.GetSchoolNames()[who.ID()])
}

// address as somebody wrote it down; none when there is no text.
func (g *lbtPapers) address(ctx context.Context, textID string) ([]string, error) {
	if textID == "" {
		return nil, nil
	}
	text, err := g.store.Piece(ctx, g.of.ID, textID)
	if errors.Is(err, ErrNotFound) {
		return nil, badInput("facts", fmt.Sprintf("Adres %s staat niet in het dossier.", textID))
	}
	return paper.Paragraphs(text.Text), err
}

// lines of name and address of a parent; without a postal address there is an e-mail address.
func (p Parent) lines() []string {
	if blank(p.Street) || blank(p.Place) {
		return given(strings.TrimSpace(p.Name), strings.TrimSpace(p.Email))
	}
	return given(strings.TrimSpace(p.Name), p.Street, strings.TrimSpace(p.Postcode+"  "+p.Place))
}
