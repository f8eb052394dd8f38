package documents

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	contract "traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/services/documents/bundle"
)

// lbtPapers gathers the papers of the file for the LBT, in the order in which it reads them.
type lbtPapers struct {
	*Service
	request *documentsv1.ComposeBundleRequest
	facts   *bezwaarv1.Facts
	// of is the dossier that keeps the papers of the bezwaar, with all its pieces.
	of   openDossier
	seen map[string]int

	papers  []bundle.Paper
	people  []bundle.Person
	missing []string
}

// openDossier is a dossier with the form of one case, the school that applied in it, and all its pieces.
type openDossier struct {
	Dossier
	form   Application
	school party.Party
	pieces []Piece
}

func (s *Service) gather(ctx context.Context, d Dossier, request *documentsv1.ComposeBundleRequest) (*lbtPapers, error) {
	of, err := s.openDossier(ctx, d, request.GetCaseId())
	if err != nil {
		return nil, err
	}
	g := &lbtPapers{Service: s, request: request, facts: request.GetFacts(), of: of, seen: map[string]int{}}
	decided, err := g.decidedDossiers(ctx)
	if err != nil {
		return nil, err
	}
	for _, step := range []func(context.Context, []openDossier) error{
		g.contested, g.objection, g.defence, g.grounds, g.advices, g.applications, g.evidence, g.additions,
	} {
		if err := step(ctx, decided); err != nil {
			return nil, err
		}
	}
	g.numberTitles()
	return g, g.names(ctx, decided)
}

func (s *Service) openDossier(ctx context.Context, d Dossier, caseID string) (openDossier, error) {
	form, err := d.ApplicationOf(caseID)
	if err != nil {
		return openDossier{}, err
	}
	in, _ := d.Case(caseID)
	pieces, err := s.store.Pieces(ctx, d.ID)
	return openDossier{d, form, d.applicant(in), pieces}, err
}

// decidedDossiers are those of the decisions, in the order of the facts.
func (g *lbtPapers) decidedDossiers(ctx context.Context) ([]openDossier, error) {
	var all []openDossier
	for _, decision := range g.facts.GetDecisions() {
		d, err := g.store.Dossier(ctx, decision.GetDossierId())
		if errors.Is(err, ErrNotFound) {
			return nil, unknownDossier(decision.GetDossierId())
		}
		if err != nil {
			return nil, err
		}
		opened, err := g.openDossier(ctx, d, decision.GetCaseId())
		if err != nil {
			return nil, err
		}
		all = append(all, opened)
	}
	return all, nil
}

// lack says that something the LBT asks for is not there.
func (g *lbtPapers) lack(format string, values ...any) {
	g.missing = append(g.missing, fmt.Sprintf(format, values...))
}

// ofCase are the attached pieces of a case, of this kind.
func (d openDossier) ofCase(caseID string, kind contract.Kind) []Piece {
	var found []Piece
	for _, p := range d.pieces {
		if p.Attached && p.Kind == kind && d.caseOf(p) == caseID {
			found = append(found, p)
		}
	}
	return found
}

func (d openDossier) piece(id string) (Piece, bool) {
	at := slices.IndexFunc(d.pieces, func(p Piece) bool { return p.ID == id })
	if at < 0 {
		return Piece{}, false
	}
	return d.pieces[at], true
}

// addByID adds the piece that the facts refer to; false when there is none.
func (g *lbtPapers) addByID(ctx context.Context, id, title string) (bool, error) {
	p, ok := g.of.piece(id)
	if id == "" || !ok {
		return false, nil
	}
	return true, g.add(ctx, p, title)
}

// contested are the decisions that are objected to: the letter to who objects, or else to the school that applied.
func (g *lbtPapers) contested(ctx context.Context, decided []openDossier) error {
	for i, d := range decided {
		decision := g.facts.GetDecisions()[i]
		var letters []Piece
		for _, p := range d.pieces {
			if slices.Contains(decision.GetDecision().GetLetterIds(), p.ID) {
				letters = append(letters, p)
			}
		}
		if len(letters) == 0 {
			g.lack("Het besluit met kenmerk %s: er is geen brief van in het dossier.", decision.GetCaseId())
			continue
		}
		chosen := letters[0]
		for _, to := range []party.Party{d.school, party.Party(g.facts.GetObjector())} { // the last that is there counts
			if at := slices.IndexFunc(letters, func(p Piece) bool { return p.Addressee == to }); at >= 0 {
				chosen = letters[at]
			}
		}
		if err := g.add(ctx, chosen, "Bestreden besluit"+g.about(i)); err != nil {
			return err
		}
	}
	return nil
}

// about tells papers of several decisions apart.
func (g *lbtPapers) about(i int) string {
	if len(g.facts.GetDecisions()) < 2 {
		return ""
	}
	return ", kenmerk " + g.facts.GetDecisions()[i].GetCaseId()
}

// objection is the bezwaar with everything that was asked and answered about it.
func (g *lbtPapers) objection(ctx context.Context, _ []openDossier) error {
	there, err := g.addByID(ctx, g.facts.GetObjectionId(), "Bezwaarschrift")
	if err != nil {
		return err
	}
	if !there {
		g.lack("Het bezwaarschrift.")
	}
	for _, repair := range g.facts.GetRepairs() {
		if _, err := g.addByID(ctx, repair.GetTextId(), "Verzoek om het bezwaar aan te vullen"); err != nil {
			return err
		}
		if _, err := g.addByID(ctx, repair.GetRepairTextId(), "Aanvulling van het bezwaar"); err != nil {
			return err
		}
	}
	_, err = g.addByID(ctx, g.facts.GetLatenessTextId(), "Uitleg waarom het bezwaar later kwam")
	return err
}

func (g *lbtPapers) defence(ctx context.Context, _ []openDossier) error {
	there, err := g.addByID(ctx, g.facts.GetDefenceTextId(), "Verweerschrift")
	if err == nil && !there {
		g.lack("Het verweerschrift.")
	}
	return err
}

// grounds are the reasons of the decisions; a refusal must have them.
func (g *lbtPapers) grounds(ctx context.Context, decided []openDossier) error {
	for i, d := range decided {
		taken := g.facts.GetDecisions()[i].GetDecision()
		reasons, ok := d.piece(taken.GetReasonsTextId())
		switch {
		case ok && !taken.GetGranted():
			if err := g.add(ctx, reasons, "Gronden van afwijzing"+g.about(i)); err != nil {
				return err
			}
		case ok:
			if err := g.add(ctx, reasons, "Motivering van het besluit"+g.about(i)); err != nil {
				return err
			}
		case !taken.GetGranted():
			g.lack("De gronden van afwijzing%s.", g.about(i))
		}
	}
	return nil
}

// expertsAsked is how many experts must advise (WPO 18a.11).
const expertsAsked = 2

// advices of the experts: all of the first, then all of the second.
func (g *lbtPapers) advices(ctx context.Context, decided []openDossier) error {
	for i, d := range decided {
		decision := g.facts.GetDecisions()[i]
		advised := map[party.Party]bool{}
		given := d.ofCase(decision.GetCaseId(), contract.Advice)
		slices.SortStableFunc(given, func(a, b Piece) int {
			return cmp.Compare(rankOf(decision, a.Author.Party), rankOf(decision, b.Author.Party))
		})
		for _, p := range given {
			advised[p.Author.Party] = true
			if err := g.add(ctx, p, "Advies van de "+professionOf(decision, p.Author.Party)+g.about(i)); err != nil {
				return err
			}
		}
		if len(advised) < expertsAsked {
			g.lack("De adviezen van twee deskundigen%s: er zijn er %d (WPO, artikel 18a, elfde lid).", g.about(i), len(advised))
		}
	}
	return nil
}

// rankOf an expert: the first to be assigned comes first, who is not assigned any more last.
func rankOf(decision *bezwaarv1.DecidedCase, author party.Party) int {
	at := slices.IndexFunc(decision.GetExperts(), func(expert *tlvv1.Expert) bool { return party.Of(party.Expert, expert.GetId()) == author })
	if at < 0 {
		return len(decision.GetExperts())
	}
	return at
}

func professionOf(decision *bezwaarv1.DecidedCase, author party.Party) string {
	if at := rankOf(decision, author); at < len(decision.GetExperts()) && decision.GetExperts()[at].GetProfession() != "" {
		return decision.GetExperts()[at].GetProfession()
	}
	return "deskundige"
}

// evidenceKinds are the other papers of an application, in the order in which they are read.
var evidenceKinds = []struct {
	kind  contract.Kind
	title string
}{
	{contract.Groeidocument, "Groeidocument"},
	{contract.Onderzoek, "Onderzoek"},
	{contract.OPP, "Ontwikkelingsperspectiefplan"},
	{contract.CompletionRequest, "Verzoek om de aanvraag aan te vullen"},
	{contract.Completion, "Aanvulling van de aanvraag"},
	{contract.Zienswijze, "Zienswijze van de ouders"},
	{contract.TalkReport, "Verslag van het gesprek over de zienswijze"},
	{contract.ZienswijzeWeighed, "Wat een deskundige met de zienswijze deed"},
	{contract.ReturnAgreements, "Afspraken over terugplaatsing"},
	{contract.ExtensionReason, "Bericht over een langere termijn"},
	{contract.Bijlage, "Bijlage"},
}

// evidence is everything else that the decisions rested on.
func (g *lbtPapers) evidence(ctx context.Context, decided []openDossier) error {
	for i, d := range decided {
		for _, of := range evidenceKinds {
			for _, p := range d.ofCase(g.facts.GetDecisions()[i].GetCaseId(), of.kind) {
				if err := g.add(ctx, p, of.title+g.about(i)); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// additions are what the office, or who objects, added for this file. The rules can also come from the settings.
func (g *lbtPapers) additions(ctx context.Context, _ []openDossier) error {
	asked := []struct {
		kind    contract.Kind
		title   string
		missing string
	}{
		{contract.ProcedureRules, "Procedure en criteria uit het ondersteuningsplan", "De procedure en de criteria uit het ondersteuningsplan."},
		{contract.SchoolProfile, "Profiel van de school die de aanvraag deed", "Het profiel van de school die de aanvraag deed."},
		{contract.Mandate, "Volmacht", "De volmacht van de gemachtigde."},
		{contract.Bijlage, "Bijlage bij het bezwaar", ""},
	}
	for _, paper := range asked {
		found := g.added(paper.kind)
		if len(found) == 0 && paper.kind == contract.ProcedureRules && g.rules != nil {
			g.addFile(bundle.Paper{Title: paper.title, Content: g.rules}, "application/pdf")
			continue
		}
		if len(found) == 0 && paper.missing != "" && (paper.kind != contract.Mandate || g.facts.GetRepresentativeTextId() != "") {
			g.lack("%s", paper.missing)
		}
		for _, p := range found {
			// What is in the file stands, and belongs to this case.
			if !p.Attached {
				if err := g.store.Attach(ctx, g.of.ID, p.ID, g.request.GetCaseId()); err != nil {
					return err
				}
			}
			if err := g.add(ctx, p, paper.title); err != nil {
				return err
			}
		}
	}
	return nil
}

// added are the papers of a kind that nobody refers to: those meant for this bezwaar, and the rules and profiles that were added
// for another bezwaar in this dossier, which are the same.
func (g *lbtPapers) added(kind contract.Kind) []Piece {
	public := kind == contract.ProcedureRules || kind == contract.SchoolProfile
	by := []party.Party{party.TheOffice, party.Party(g.facts.GetObjector())}
	var found []Piece
	for _, p := range g.of.pieces {
		mine := p.CaseID == g.request.GetCaseId() || p.CaseID == "" && !p.Attached && kind != contract.Bijlage
		if p.Kind == kind && slices.Contains(by, p.Author.Party) && (mine || public) {
			found = append(found, p)
		}
	}
	return found
}
