package bezwaar

import (
	"fmt"
	"slices"

	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"

	contract "traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/tlv"
)

// decide: the director reconsiders the decisions in full (Awb 7:11), on the advice of the LBT. Only who grants the objection fully
// needs no advice, which is why it can be done in the intake too.
func (p *process) decide(ctx workflow.Context) error { return p.Stay(ctx, decision) }

func (p *process) checkDecision(ctx workflow.Context, act *bezwaarv1.DecideObjection) error {
	var bad casework.Problems
	bad.AddIf(!isOpinion(act.Opinion), "opinion", chooseOpinion)
	bad.AddIf(p.In(intake) && isOpinion(act.Opinion) && act.Opinion != upheld, "opinion",
		"Zonder advies van de LBT kan alleen als het bezwaar helemaal gegrond is. Stuur het anders eerst naar de LBT.")
	bad.AddIf(act.ReasonsTextId == "", "reasons_text_id", "Schrijf op waarom u zo besluit.")
	deviates := p.deviates(act.Opinion)
	bad.AddIf(deviates && act.DeviationTextId == "", "deviation_text_id", "U wijkt af van het advies van de LBT. Schrijf op waarom.")
	bad.AddIf(!deviates && act.DeviationTextId != "", "deviation_text_id", "U volgt het advies van de LBT, of er is geen advies. Laat dit leeg.")
	p.checkReplacements(ctx, act, &bad)
	return bad.Refuse()
}

// deviates: the reason is then part of the decision (Awb 7:13 lid 7).
func (p *process) deviates(opinion bezwaarv1.Opinion) bool {
	return p.facts.Advice != noOpinion && isOpinion(opinion) && opinion != p.facts.Advice
}

// grants: the decisions objected to do not stay as they are.
func grants(opinion bezwaarv1.Opinion) bool { return opinion == upheld || opinion == partlyUpheld }

// checkReplacements: what is revoked is replaced (Awb 7:11 lid 2), by a decision that would have been right the first time.
func (p *process) checkReplacements(ctx workflow.Context, act *bezwaarv1.DecideObjection, bad *casework.Problems) {
	if !grants(act.Opinion) {
		bad.AddIf(len(act.Replacements) > 0, "replacements", "Alleen bij een gegrond bezwaar komt er een nieuw besluit. Laat dit leeg.")
		return
	}
	var replaced []string
	for i, r := range act.Replacements {
		known := slices.ContainsFunc(p.facts.Decisions, func(d *bezwaarv1.DecidedCase) bool { return d.CaseId == r.GetCaseId() })
		field := fmt.Sprintf("replacements[%d].", i)
		bad.AddIf(!known, field+"case_id", "Dit bezwaar gaat niet over dat besluit. Kies een besluit uit de lijst.")
		bad.AddIf(slices.Contains(replaced, r.GetCaseId()), field+"case_id", "Voor dit besluit staat er al een nieuw besluit. Noem elk besluit één keer.")
		replaced = append(replaced, r.GetCaseId())
		for _, problem := range tlv.CheckReplacement(casework.Today(ctx), withReasons(r, act).Decision) {
			bad.Add(field+"decision."+problem.Field, problem.Detail)
		}
	}
	for _, d := range p.facts.Decisions {
		bad.AddIf(!slices.Contains(replaced, d.CaseId), "replacements",
			"Het bezwaar is gegrond. Geef aan wat er in de plaats komt van het besluit in zaak "+d.CaseId+".")
	}
}

// withReasons: a refusal needs reasons. Those of the decision on the bezwaar will do.
func withReasons(r *bezwaarv1.Replacement, act *bezwaarv1.DecideObjection) *bezwaarv1.Replacement {
	r = proto.CloneOf(r)
	if d := r.Decision; d != nil && !d.Granted && d.ReasonsTextId == "" {
		d.ReasonsTextId = act.ReasonsTextId
	}
	return r
}

func (p *process) takeDecision(ctx workflow.Context, act *bezwaarv1.DecideObjection) error {
	taken := make([]*bezwaarv1.Replacement, len(act.Replacements))
	for i, r := range act.Replacements {
		if r.Decision.Granted {
			if err := tlv.CheckReceiving(ctx, r.Decision); err != nil {
				return aboutField(err, fmt.Sprintf("replacements[%d].decision.receiving_school_id", i))
			}
		}
		taken[i] = withReasons(r, act)
		taken[i].Decision.DecidedOn, taken[i].Decision.DecidedBy = casework.Today(ctx).String(), act.Actor
		// These come with the announcement, whatever the message says.
		taken[i].Decision.TlvNumber, taken[i].Decision.AnnouncedOn, taken[i].Decision.LetterIds = "", "", nil
	}
	if err := p.Attach(ctx, act.Actor, piecesOf(act)...); err != nil {
		return err
	}
	p.decided(ctx, act, taken)
	return nil
}

// piecesOf are the texts that the decision rests on, each once.
func piecesOf(act *bezwaarv1.DecideObjection) []*documentsv1.PieceRef {
	pieces := []*documentsv1.PieceRef{
		casework.Piece(act.ReasonsTextId, documents.ObjectionReasons),
		casework.Piece(act.DeviationTextId, documents.DeviationReasons),
	}
	for _, r := range act.Replacements {
		pieces = append(pieces, casework.Piece(r.Decision.ReturnAgreementsTextId, documents.ReturnAgreements))
		if r.Decision.ReasonsTextId != act.ReasonsTextId {
			pieces = append(pieces, casework.Piece(r.Decision.ReasonsTextId, documents.Reasons))
		}
	}
	return pieces
}

func (p *process) decided(ctx workflow.Context, act *bezwaarv1.DecideObjection, taken []*bezwaarv1.Replacement) {
	p.facts.Decision, p.facts.Outcome = act.Opinion, opinionOutcome[act.Opinion]
	p.facts.ReasonsTextId, p.facts.DeviationTextId = act.ReasonsTextId, act.DeviationTextId
	p.facts.Replacements = taken
	p.facts.DecidedOn, p.facts.DecidedBy = casework.Today(ctx).String(), act.Actor
	p.CloseTasks(ctx, policy.BesluitBezwaar, opinionWording[act.Opinion])
	p.closeWhatIsLeft(ctx)
	p.endRunning(ctx, policy.LBTVerzoek)
	p.Move(announcement)
	p.ask(ctx, policy.VerzendingBezwaar, party.TheOffice, reasonLetters)
	p.Record(ctx, casework.Line{
		Kind: "besluit", Text: "De directeur heeft een besluit genomen op het bezwaar. De brieven worden gemaakt.", Actor: act.Actor,
	})
}

// closeWhatIsLeft closes what nobody needs to do any more now that there is a decision. A notice of default stays for a human to judge.
func (p *process) closeWhatIsLeft(ctx workflow.Context) {
	for _, task := range p.OpenTasks() {
		if task.Kind != contract.DefaultTask && task.Kind != contract.PenaltyTask {
			p.CloseTasks(ctx, task.Kind, notNeeded)
		}
	}
}
