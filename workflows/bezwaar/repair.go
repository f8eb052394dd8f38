package bezwaar

import (
	"fmt"

	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/documents"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

// longestRepair is the most time that may be given to repair, in weeks: a slip of the pen must not stop the term for a year.
const longestRepair = 8

// openRepair is what was asked and is still awaited; nil when nothing is.
func (p *process) openRepair() *bezwaarv1.RepairRequest {
	if request := p.lastRepair(); request != nil && request.RepairedOn == "" && !request.Lapsed {
		return request
	}
	return nil
}

// lastRepair is the last time that something was asked; nil when nothing was.
func (p *process) lastRepair() *bezwaarv1.RepairRequest {
	if n := len(p.facts.Repairs); n > 0 {
		return p.facts.Repairs[n-1]
	}
	return nil
}

func (p *process) checkRepairRequest(ctx workflow.Context, act *bezwaarv1.AskRepair) error {
	if request := p.openRepair(); request != nil {
		return casework.NotNow("Er is al om een aanvulling gevraagd, tot en met " + terms.MustParse(request.RepairBy).Short() + ".")
	}
	today := casework.Today(ctx)
	latest := today.AddDays(7 * longestRepair)
	by, err := terms.Parse(act.RepairBy)
	var bad casework.Problems
	bad.AddIf(act.RequestTextId == "", "request_text_id", "Schrijf op wat er aan het bezwaar ontbreekt.")
	bad.AddIf(err != nil, "repair_by", "Vul de laatste dag in om aan te vullen, bijvoorbeeld "+today.AddDays(14).String()+".")
	bad.AddIf(err == nil && !by.After(today), "repair_by", "De laatste dag om aan te vullen is "+by.Short()+". Kies een dag vanaf morgen.")
	bad.AddIf(err == nil && by.After(latest), "repair_by",
		"De laatste dag om aan te vullen is "+by.Short()+". Kies een dag uiterlijk op "+latest.Short()+".")
	return bad.Refuse()
}

// askRepair: an objection without grounds, say, may be declared inadmissible only after there was time to repair it (Awb 6:6). The
// term to decide stands still from tomorrow (Awb 7:10 lid 2), and everybody concerned is told so (lid 5).
func (p *process) askRepair(ctx workflow.Context, act *bezwaarv1.AskRepair) error {
	if err := p.Attach(ctx, act.Actor, casework.Piece(act.RequestTextId, documents.RepairRequest)); err != nil {
		return err
	}
	letters, err := p.repairLetters(ctx, act)
	if err != nil {
		return err
	}
	today, by := casework.Today(ctx), terms.MustParse(act.RepairBy)
	p.facts.Repairs = append(p.facts.Repairs, &bezwaarv1.RepairRequest{
		TextId: act.RequestTextId, AskedOn: today.String(), RepairBy: by.String(),
	})
	p.Suspend(ctx, policy.BeslisBezwaar, &caseworkv1.Suspension{
		Ground: terms.GroundRepair, InvitedOn: today.String(), DueOn: by.String(), ProofId: act.RequestTextId,
	})
	p.askBy(ctx, policy.Herstel, p.answerer(), p.repairReason(), by, "Awb 6:6")
	p.notifyOf(letters, fmt.Sprintf("herstel/%d", len(p.facts.Repairs)))
	p.Record(ctx, casework.Line{Kind: "herstel-gevraagd", Text: repairAskedText(by), Actor: act.Actor})
	return nil
}

// repairLetters: who objected is asked, the others get a copy.
func (p *process) repairLetters(ctx workflow.Context, act *bezwaarv1.AskRepair) ([]*documentsv1.Letter, error) {
	addressees, _, err := p.Addressees(ctx)
	if err != nil {
		return nil, err
	}
	asked := &documentsv1.ComposeLetterRequest{
		Key:     fmt.Sprintf("%s/herstel/%d", p.CaseID, len(p.facts.Repairs)+1),
		Kind:    documentsv1.LetterKind_LETTER_KIND_REPAIR,
		Facts:   map[string]string{"until": act.RepairBy},
		TextIds: []string{act.RequestTextId},
	}
	copied := &documentsv1.ComposeLetterRequest{
		Key: asked.Key + "/afschrift", Kind: asked.Kind, Facts: map[string]string{"until": act.RepairBy, "copy": "ja"}, TextIds: asked.TextIds,
	}
	for _, to := range addressees {
		if to.Party == p.facts.Objector {
			asked.Addressees = append(asked.Addressees, to)
		} else {
			copied.Addressees = append(copied.Addressees, to)
		}
	}
	letters, err := p.letters(ctx, asked)
	if err != nil || len(copied.Addressees) == 0 {
		return letters, err
	}
	copies, err := p.letters(ctx, copied)
	return append(letters, copies...), err
}

func (p *process) checkRepair(ctx workflow.Context, act *bezwaarv1.Repair) error {
	request := p.lastRepair()
	if request == nil || request.RepairedOn != "" {
		return casework.NotNow("Er is nu niets gevraagd om aan te vullen.")
	}
	today, asked := casework.Today(ctx), terms.MustParse(request.AskedOn)
	var bad casework.Problems
	bad.AddIf(act.TextId == "", "text_id", "Voeg toe wat er ontbrak.")
	if !isOffice(act.Actor) {
		bad.AddIf(act.ReceivedOn != "" && act.ReceivedOn != today.String(), "received_on",
			"Deze dag vult alleen het kantoor van ZOUT in. Laat dit leeg.")
		return bad.Refuse()
	}
	if act.ReceivedOn != "" {
		checkHappened(&bad, "received_on", act.ReceivedOn, "de aanvulling binnenkwam", today, asked, "dag van de vraag")
	}
	return bad.Refuse()
}

// repair takes what was missing. Late is welcome too, as long as nothing is decided; the term then runs already. What the office
// records later may have come in time all the same: then the term ran again from that day.
func (p *process) repair(ctx workflow.Context, act *bezwaarv1.Repair) error {
	if err := p.Attach(ctx, act.Actor, casework.Piece(act.TextId, documents.Repair)); err != nil {
		return err
	}
	request, received := p.lastRepair(), casework.Today(ctx)
	if act.ReceivedOn != "" {
		received = terms.MustParse(act.ReceivedOn)
	}
	inTime := !received.After(terms.MustParse(request.RepairBy))
	if inTime {
		request.Lapsed = false
		p.notLapsed()
		p.Resume(ctx, policy.BeslisBezwaar, received)
	}
	request.RepairedOn, request.RepairTextId = received.String(), act.TextId
	p.CloseTasks(ctx, policy.Herstel, "aangevuld")
	p.Record(ctx, casework.Line{Kind: "hersteld", Text: p.repairedText(received, inTime), Actor: act.Actor})
	return nil
}

// notLapsed takes back that the last time to repair passed unused.
func (p *process) notLapsed() {
	for _, suspension := range p.Term(policy.BeslisBezwaar).Suspensions {
		if suspension.InvitedOn == p.lastRepair().AskedOn {
			suspension.Lapsed = false
		}
	}
}

// repairLapsed: nothing came in time. The term runs again, and what that means for the objection is for the decision (Awb 6:6).
func (p *process) repairLapsed(ctx workflow.Context, request *bezwaarv1.RepairRequest) {
	request.Lapsed = true
	p.CloseTasks(ctx, policy.Herstel, "tijd verstreken")
	p.Lapse(ctx, policy.BeslisBezwaar)
	p.Record(ctx, casework.Line{Kind: "herstel-verlopen", Text: repairLapsedText(terms.MustParse(request.RepairBy)) + p.until()})
}
