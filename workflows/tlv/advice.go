package tlv

import (
	"slices"

	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/types/known/timestamppb"

	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
)

// advise: each expert gives a toelaatbaarheidsadvies (TLA). When all are in the case moves by itself: to the director when
// they are equal, and otherwise to the office, which chooses how to go on.
func (p *process) advise(ctx workflow.Context) error {
	for p.In(advice, difference) {
		if err := p.Stay(ctx, advice); err != nil {
			return err
		}
		if err := p.Stay(ctx, difference); err != nil {
			return err
		}
	}
	return nil
}

func (p *process) seekAdvice(ctx workflow.Context) {
	p.Move(advice)
	p.askAdvice(ctx, reasonAdvice)
	p.Record(ctx, casework.Line{Kind: "advies-gevraagd", Text: "De deskundigen geven nu hun advies."})
}

// askAdvice asks every expert who still has to advise in this round.
func (p *process) askAdvice(ctx workflow.Context, reason string) {
	round := currentRound(p.facts)
	for _, expert := range p.facts.Experts {
		if adviceOf(p.facts, expert.Id, round) == nil {
			p.ask(ctx, policy.Advies, party.Of(party.Expert, expert.Id), reason)
		}
	}
}

// currentRound is the round that experts advise in: the highest so far, or the next when everybody had their say in that one.
func currentRound(facts *tlvv1.Facts) int32 {
	round := int32(1)
	for _, a := range facts.Advices {
		round = max(round, a.Round)
	}
	if roundComplete(facts, round) {
		round++
	}
	return round
}

func roundComplete(facts *tlvv1.Facts, round int32) bool {
	for _, expert := range facts.Experts {
		if adviceOf(facts, expert.Id, round) == nil {
			return false
		}
	}
	return true
}

func adviceOf(facts *tlvv1.Facts, expertID string, round int32) *tlvv1.Advice {
	for _, a := range facts.Advices {
		if a.ExpertId == expertID && a.Round == round {
			return a
		}
	}
	return nil
}

// equalAdvice: all advices of the round say the same about admission, kind of school and category. The reasoning may differ.
func equalAdvice(facts *tlvv1.Facts, round int32) bool {
	first := adviceOf(facts, facts.Experts[0].Id, round)
	for _, expert := range facts.Experts[1:] {
		a := adviceOf(facts, expert.Id, round)
		if a.Admissible != first.Admissible || a.Destination != first.Destination || a.Category != first.Category {
			return false
		}
	}
	return true
}

func (p *process) checkAdvice(_ workflow.Context, act *tlvv1.GiveAdvice) error {
	expert := party.Party(act.Actor.Party).ID()
	if adviceOf(p.facts, expert, currentRound(p.facts)) != nil {
		return casework.NotNow("U hebt uw advies al gegeven.")
	}
	var bad casework.Problems
	if act.Admissible {
		checkDestination(act.Destination, act.Category, &bad)
	} else {
		bad.AddIf(act.Destination != tlvv1.Destination_DESTINATION_UNSPECIFIED, "destination",
			"U adviseert om niet toe te laten. Laat de soort school leeg.")
		bad.AddIf(act.Category != tlvv1.Category_CATEGORY_UNSPECIFIED, "category",
			"U adviseert om niet toe te laten. Laat de categorie leeg.")
	}
	bad.AddIf(act.TextId == "", "text_id", "Schrijf op waarom u dit adviseert.")
	bad.AddIf(p.facts.Zienswijze != nil && act.ZienswijzeTextId == "", "zienswijze_text_id",
		"De ouders gaven een zienswijze. Schrijf op wat u daarmee hebt gedaan.")
	bad.AddIf(p.facts.Zienswijze == nil && act.ZienswijzeTextId != "", "zienswijze_text_id",
		"De ouders gaven geen zienswijze. Laat dit leeg.")
	return bad.Refuse()
}

func (p *process) giveAdvice(ctx workflow.Context, act *tlvv1.GiveAdvice) error {
	err := p.Attach(ctx, act.Actor,
		casework.Piece(act.TextId, documents.Advice), casework.Piece(act.ZienswijzeTextId, documents.ZienswijzeWeighed))
	if err != nil {
		return err
	}
	round := currentRound(p.facts)
	p.facts.Advices = append(p.facts.Advices, &tlvv1.Advice{
		ExpertId:         party.Party(act.Actor.Party).ID(),
		Admissible:       act.Admissible,
		Destination:      act.Destination,
		Category:         act.Category,
		TextId:           act.TextId,
		ZienswijzeTextId: act.ZienswijzeTextId,
		GivenAt:          timestamppb.New(workflow.Now(ctx)),
		Round:            round,
	})
	p.CloseTaskOf(ctx, policy.Advies, act.Actor.Party, "gegeven")
	p.Record(ctx, casework.Line{Kind: "advies", Text: "Een deskundige heeft advies gegeven.", Actor: act.Actor})
	switch {
	case !roundComplete(p.facts, round):
	case equalAdvice(p.facts, round):
		p.seekDecision(ctx)
	default:
		p.seekNextStep(ctx)
	}
	return nil
}

// adviceParties are those who may know how the advices relate while the parents and the school do not read them yet.
var adviceParties = []party.Role{party.Office, party.Director, party.Expert}

func hasExpert(facts *tlvv1.Facts, id string) bool {
	return slices.ContainsFunc(facts.Experts, func(e *tlvv1.Expert) bool { return e.Id == id })
}
