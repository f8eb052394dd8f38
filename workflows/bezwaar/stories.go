package bezwaar

import (
	"fmt"
	"strings"

	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/bezwaar"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

// The sentences of the story of a case that depend on what happened.

// lodgedText: what came, whether in time, and until when there must be a decision.
func (p *process) lodgedText() string {
	facts := p.facts
	text := "Er is bezwaar gemaakt op " + terms.MustParse(facts.ReceivedOn).Long() + "."
	if way := channelWording[facts.Channel]; way != "" {
		text = "Op " + terms.MustParse(facts.ReceivedOn).Long() + " kwam een bezwaar binnen, " + way + "."
	}
	switch {
	case facts.Late:
		text += lateText(facts)
	case savedByPost(facts):
		text += " Het is op tijd gepost, op " + terms.MustParse(facts.PostedOn).Long() + "."
	}
	if facts.ProForma {
		text += " De redenen staan er nog niet in."
	}
	return text + p.until()
}

func lateText(facts *bezwaarv1.Facts) string {
	late := firstLate(facts)
	which := " De laatste dag om bezwaar te maken was "
	if len(facts.Decisions) > 1 {
		which = " De laatste dag om bezwaar te maken tegen het besluit in zaak " + late.CaseId + " was "
	}
	return which + terms.MustParse(late.ObjectionLastOn).Long() + ". Het bezwaar wordt wel behandeld: wij vragen waarom het later kwam."
}

func repairAskedText(by terms.Date) string {
	return "ZOUT heeft gevraagd het bezwaar aan te vullen tot en met " + by.Long() + ". De beslistermijn staat stil vanaf morgen."
}

func (p *process) repairedText(received terms.Date, inTime bool) string {
	text := "Het bezwaar is aangevuld op " + received.Long() + "."
	if !inTime {
		return text + " Dat was na de laatste dag om aan te vullen. Bij het besluit wordt bekeken wat dat betekent."
	}
	return text + p.until()
}

func repairLapsedText(by terms.Date) string {
	return "Het bezwaar is niet aangevuld tot en met " + by.Long() + ". De beslistermijn loopt weer."
}

func talkText(on terms.Date, first bool) string {
	if first {
		return "Er is een gesprek over het bezwaar op " + on.Long() + "."
	}
	return "Het gesprek over het bezwaar is verplaatst naar " + on.Long() + "."
}

func talkStatus(on terms.Date) string { return " Er is een gesprek afgesproken op " + on.Long() + "." }

// termsRunOn: a talk changes no date, neither of the decision nor, while it still runs, of the term in which others may object.
func (p *process) termsRunOn(ctx workflow.Context) string {
	text := " Een gesprek verandert geen termijn."
	if last := p.lastToObject(); !casework.Today(ctx).After(last) {
		text += " Bezwaar maken kan tot en met " + last.Long() + "."
	}
	return text + p.until()
}

func bundleText(bundle *bezwaarv1.Bundle) string {
	text := fmt.Sprintf("Het dossier voor de LBT is gemaakt, met %s.", papers(len(bundle.Items)))
	if len(bundle.Missing) > 0 {
		missing := make([]string, len(bundle.Missing))
		for i, paper := range bundle.Missing {
			missing[i] = strings.TrimSuffix(paper, ".")
		}
		text += " Dit ontbreekt nog: " + strings.Join(missing, "; ") + "."
	}
	return text
}

func papers(n int) string {
	if n == 1 {
		return "1 stuk"
	}
	return fmt.Sprintf("%d stukken", n)
}

func sentText(sent, last terms.Date) string {
	text := "Het dossier is op " + sent.Long() + " naar de LBT gestuurd. Wie bij het bezwaar betrokken is, kan de stukken nu lezen."
	if sent.After(last) {
		text += " Het had er uiterlijk op " + last.Long() + " moeten zijn."
	}
	return text
}

func hearingStatus(h *bezwaarv1.Hearing) string {
	return fmt.Sprintf("De hoorzitting van de LBT is op %s om %s uur.", terms.MustParse(h.HearingOn).Long(), h.HearingAt)
}

// hearingText names both dates that count back from the hearing, also when it was planned so late that they are over, and says when the
// hearing is after the day to decide.
func (p *process) hearingText(today terms.Date, first bool, papers, open *caseworkv1.Term) string {
	h := p.facts.Hearing
	on := terms.MustParse(h.HearingOn)
	text := fmt.Sprintf("De hoorzitting is op %s om %s uur. De uitnodigingen zijn verstuurd.", on.Long(), h.HearingAt)
	if !first {
		text = fmt.Sprintf("De hoorzitting is verplaatst naar %s om %s uur. Er zijn nieuwe uitnodigingen verstuurd.", on.Long(), h.HearingAt)
	}
	if until := terms.MustParse(papers.PlannedOn); until.Before(today) {
		text += " Nieuwe stukken moesten uiterlijk op " + until.Long() + " binnen zijn. Die dag was al voorbij."
	} else {
		text += " Nieuwe stukken moeten uiterlijk op " + until.Long() + " binnen zijn."
	}
	if from := terms.MustParse(open.PlannedOn); p.papersOpenedOn().After(from) {
		text += " De stukken waren pas na " + from.Long() + " te lezen. Dat is minder dan een week voor de hoorzitting."
	}
	if term := p.Term(policy.BeslisBezwaar); term.PlannedOn != "" && on.After(terms.MustParse(term.PlannedOn)) {
		text += " Let op: dat is na de laatste dag om te beslissen, " + terms.MustParse(term.PlannedOn).Long() + "."
	}
	return text
}

func reportText(act *bezwaarv1.ReportHearing) string {
	if act.Held {
		return "De hoorzitting is geweest. Het verslag is klaar. De LBT maakt nu haar advies."
	}
	return "Er is geen hoorzitting gehouden: " + skipWording[act.SkipGround] + ". De LBT maakt nu haar advies."
}

func announcedText(opinion bezwaarv1.Opinion, last terms.Date) string {
	text := "Het bezwaar is " + opinionWording[opinion] + "."
	if grants(opinion) {
		text += " Er is een nieuw besluit over de TLV."
	}
	return text + " De brieven zijn verstuurd." + appealUntil(last)
}

func appealUntil(last terms.Date) string {
	return " Beroep instellen bij de rechtbank kan tot en met " + last.Long() + "."
}

func appealText(on terms.Date) string {
	return "Er is beroep ingesteld bij de rechtbank op " + on.Long() + "."
}

func (p *process) appealOverText() string {
	if p.facts.AppealOn != "" {
		return "De tijd om beroep in te stellen is voorbij. Er is beroep ingesteld: de rechtbank behandelt dat. De zaak bij ZOUT is gesloten."
	}
	return "De tijd om beroep in te stellen is voorbij. De zaak is gesloten."
}

// notNowWording says why an act does not fit the phase, and what comes first.
func notNowWording(name act.Act, phase bezwaarv1.Phase) string {
	switch {
	case phase == closed:
		return "Deze zaak is gesloten."
	case name == bezwaar.Lodge:
		return "Dit bezwaar is al ingediend."
	case name == bezwaar.MakeBundle || name == bezwaar.SendToLbt:
		return "Het dossier is al naar de LBT, of dat is niet meer nodig."
	case (name == bezwaar.PlanHearing || name == bezwaar.ReportHearing) && phase < hearing:
		return "Het dossier is nog niet naar de LBT. De hoorzitting komt daarna."
	case name == bezwaar.RecordAdvice && phase < advice:
		return "De hoorzitting is nog niet afgerond. Het advies komt daarna."
	case name == bezwaar.DecideObjection && phase < decision:
		return "Er is nog geen advies van de LBT. De directeur kan pas besluiten als dat er is."
	case name == bezwaar.AnnounceObjection && phase < announcement:
		return "Er is nog geen besluit op het bezwaar. De brieven kunnen pas daarna weg."
	case name == bezwaar.RecordAppeal && phase < appeal:
		return "Er is nog geen besluit op het bezwaar verstuurd. Beroep kan pas daarna."
	case name == bezwaar.WithdrawObjection:
		return "Er is al een besluit op het bezwaar. Het kan niet meer worden ingetrokken."
	default:
		return "Dit kan nu niet. " + phaseWording[phase].status
	}
}
