package tlv

import (
	"strings"

	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/party"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
)

// longestName of another samenwerkingsverband, in characters. It is the only thing typed that does not go to the dossier.
const longestName = 120

// establishCompetence: only the samenwerkingsverband of the last school, or else of the home address, may decide (WPO 40.8,
// WEC 40.10-11). Any other must forward the application (Awb 2:3).
func (p *process) establishCompetence(ctx workflow.Context) error { return p.Stay(ctx, competence) }

func (p *process) checkCompetence(_ workflow.Context, act *tlvv1.JudgeCompetence) error {
	to := strings.TrimSpace(act.ForwardedTo)
	var bad casework.Problems
	bad.AddIf(!act.Competent && to == "", "forwarded_to", "Vul in naar welk samenwerkingsverband u de aanvraag doorstuurt.")
	bad.AddIf(act.Competent && to != "", "forwarded_to", "Een aanvraag waarover ZOUT zelf beslist wordt niet doorgestuurd.")
	bad.AddIf(len([]rune(to)) > longestName || strings.ContainsAny(to, "\r\n"), "forwarded_to",
		"Vul alleen de naam van het samenwerkingsverband in, op één regel.")
	return bad.Refuse()
}

func (p *process) judgeCompetence(ctx workflow.Context, act *tlvv1.JudgeCompetence) error {
	if !act.Competent {
		p.facts.ForwardedTo = strings.TrimSpace(act.ForwardedTo)
		p.endWithoutDecision(ctx, tlvv1.Outcome_OUTCOME_FORWARDED, casework.Line{
			Kind: "doorgestuurd", Text: forwardedText(p.facts.ForwardedTo), Actor: act.Actor,
		})
		return nil
	}
	p.CloseTasks(ctx, policy.Competentie, "bevoegd")
	p.Move(completeness)
	p.ask(ctx, policy.Volledigheid, party.TheOffice, reasonCheck)
	p.Record(ctx, casework.Line{Kind: "bevoegd", Text: "ZOUT beslist over deze aanvraag.", Actor: act.Actor})
	return nil
}
