package bezwaar

import (
	"slices"

	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"

	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

// announce: the decision takes effect when it reaches those it concerns (Awb 3:40, 7:12 lid 2). That meets the term to decide, and
// starts the one for beroep.
func (p *process) announce(ctx workflow.Context) error { return p.Stay(ctx, announcement) }

func (p *process) checkAnnouncement(workflow.Context, *bezwaarv1.AnnounceObjection) error { return nil }

func (p *process) sendLetters(ctx workflow.Context, act *bezwaarv1.AnnounceObjection) error {
	today := casework.Today(ctx)
	appealTerm := p.CountTerm(ctx, policy.Beroepstermijn, termWording[policy.Beroepstermijn], today)
	replacements, err := p.number(ctx, today)
	if err != nil {
		return err
	}
	letters, err := p.decisionLetters(ctx, appealTerm, replacements)
	if err != nil {
		return err
	}
	p.announced(ctx, act, appealTerm, replacements, letters)
	return nil
}

// number gives each new TLV its number (WPO 18a.14), and names the one that it takes the place of.
func (p *process) number(ctx workflow.Context, today terms.Date) ([]*bezwaarv1.Replacement, error) {
	numbered := make([]*bezwaarv1.Replacement, len(p.facts.Replacements))
	for i, r := range p.facts.Replacements {
		numbered[i] = proto.CloneOf(r)
		numbered[i].Decision.AnnouncedOn = today.String()
		if !r.Decision.Granted {
			continue
		}
		replaced := p.decidedCase(r.CaseId)
		number, err := casework.AssignTLVNumber(ctx, &casesv1.AssignTlvNumberRequest{
			CaseId:            r.CaseId,
			ApplicantSchoolId: replaced.ApplicantSchoolId,
			Decision:          proto.CloneOf(numbered[i].Decision),
			Replaces:          replaced.GetDecision().GetTlvNumber(),
		})
		if err != nil {
			return nil, err
		}
		numbered[i].Decision.TlvNumber = number
	}
	return numbered, nil
}

func (p *process) decidedCase(id string) *bezwaarv1.DecidedCase {
	for _, d := range p.facts.Decisions {
		if d.CaseId == id {
			return d
		}
	}
	return nil
}

// decisionLetters: with the reasons, with the advice when there is one (Awb 7:13 lid 7), and with where to go for beroep (Awb 3:45).
func (p *process) decisionLetters(
	ctx workflow.Context, appealTerm *caseworkv1.Term, replacements []*bezwaarv1.Replacement,
) ([]*documentsv1.Letter, error) {
	facts := map[string]string{
		"received": p.facts.ReceivedOn, "opinion": letterOpinion[p.facts.Decision], "decided": p.facts.DecidedOn,
		"appeal_until": appealTerm.LastOn,
	}
	put(facts, "advice", letterOpinion[p.facts.Advice])
	putIf(facts, p.facts.Late, "late")
	request := &documentsv1.ComposeLetterRequest{
		Key:          p.CaseID + "/besluit",
		Kind:         documentsv1.LetterKind_LETTER_KIND_OBJECTION_DECISION,
		Facts:        facts,
		Steps:        appealTerm.Steps,
		TextIds:      []string{p.facts.ReasonsTextId},
		Replacements: replacements,
	}
	if p.facts.DeviationTextId != "" {
		request.TextIds = append(request.TextIds, p.facts.DeviationTextId)
	}
	if p.facts.AdviceId != "" {
		request.EnclosureIds = []string{p.facts.AdviceId}
	}
	return p.letters(ctx, request)
}

// letterOpinion names an opinion for a letter, as the HTTP API does.
var letterOpinion = map[bezwaarv1.Opinion]string{
	upheld: "upheld", partlyUpheld: "partly", unfounded: "unfounded", inadmissible: "inadmissible",
}

func (p *process) announced(
	ctx workflow.Context, act *bezwaarv1.AnnounceObjection, appealTerm *caseworkv1.Term,
	replacements []*bezwaarv1.Replacement, letters []*documentsv1.Letter,
) {
	today := casework.Today(ctx)
	p.facts.AnnouncedOn = today.String()
	for _, letter := range letters {
		p.facts.LetterIds = append(p.facts.LetterIds, letter.DocumentId)
	}
	for _, r := range replacements {
		r.Decision.LetterIds = slices.Clone(p.facts.LetterIds)
	}
	p.facts.Replacements = replacements
	p.notifyOf(letters, "besluit")
	p.CloseTasks(ctx, policy.VerzendingBezwaar, "verzonden")
	p.MeetTerm(ctx, policy.BeslisBezwaar, today)
	p.OpenTerm(appealTerm)
	p.Move(appeal)
	p.tellDecisions(ctx, func(d *bezwaarv1.DecidedCase) *tlvv1.ObjectionNews {
		return &tlvv1.ObjectionNews{BezwaarId: p.CaseID, Kind: tlvv1.ObjectionNews_KIND_ENDED, Replacement: replacementOf(replacements, d)}
	})
	p.Record(ctx, casework.Line{
		Kind: "bekendgemaakt", Text: announcedText(p.facts.Decision, terms.MustParse(appealTerm.LastOn)), Actor: act.Actor,
	})
}

// replacementOf is what takes the place of a decision; nil when it stays as it is.
func replacementOf(replacements []*bezwaarv1.Replacement, d *bezwaarv1.DecidedCase) *tlvv1.Decision {
	for _, r := range replacements {
		if r.CaseId == d.CaseId {
			return proto.CloneOf(r.Decision)
		}
	}
	return nil
}
