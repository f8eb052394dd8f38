package bezwaar

import (
	"fmt"
	"slices"

	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/failure"
	"traject.nl/proto/contract/party"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/terms"
)

// What makes an objection one that cannot be taken in: it is not known what it is against, by whom, or where it is. Nothing else.

// checkLodge looks at what can be seen without asking anybody.
func (p *process) checkLodge(ctx workflow.Context, act *bezwaarv1.Lodge) error {
	var bad casework.Problems
	checkCases(act, &bad)
	bad.AddIf(act.ObjectionId == "", "objection_id", "Voeg het bezwaar toe. Een korte brief zonder redenen is genoeg om op tijd te zijn.")
	if isOffice(act.Actor) {
		checkRecorded(casework.Today(ctx), act, &bad)
	} else {
		checkOwn(casework.Today(ctx), act, &bad)
	}
	return bad.Refuse()
}

func checkCases(act *bezwaarv1.Lodge, bad *casework.Problems) {
	ids := act.DecisionCaseIds
	bad.AddIf(len(ids) == 0, "decision_case_ids", "Kies het besluit waartegen het bezwaar is.")
	for i, id := range ids {
		if id == "" || slices.Contains(ids[:i], id) {
			bad.Add("decision_case_ids", "Een besluit is leeg of staat er twee keer. Noem elk besluit één keer.")
			return
		}
	}
}

// checkOwn: through the portal people object for themselves, today.
func checkOwn(today terms.Date, act *bezwaarv1.Lodge, bad *casework.Problems) {
	const only = "Dit vult alleen het kantoor van ZOUT in. Laat dit leeg."
	bad.AddIf(act.Objector != "" && act.Objector != act.Actor.Party, "objector", "U kunt alleen voor uzelf bezwaar maken.")
	bad.AddIf(act.ObjectorTextId != "", "objector_text_id", only)
	bad.AddIf(act.Channel != bezwaarv1.Channel_CHANNEL_UNSPECIFIED && act.Channel != bezwaarv1.Channel_CHANNEL_PORTAL, "channel", only)
	bad.AddIf(act.ReceivedOn != "" && act.ReceivedOn != today.String(), "received_on", only)
	bad.AddIf(act.PostedOn != "", "posted_on", only)
}

// checkRecorded: the office records what came in another way, in the name of who sent it.
func checkRecorded(today terms.Date, act *bezwaarv1.Lodge, bad *casework.Problems) {
	role := party.Party(act.Objector).Role()
	bad.AddIf(act.Objector != "" && (!mayObject(role) || party.Party(act.Objector).ID() == ""), "objector",
		"Kies de ouder, de school of het bestuur dat bezwaar maakt. Vul voor een ander een naam en adres in.")
	bad.AddIf(act.Objector == "" && act.ObjectorTextId == "", "objector_text_id",
		"Kies wie bezwaar maakt. Is dat een ander dan de ouders, de school of het bestuur, vul dan naam en adres in.")
	bad.AddIf(act.Objector != "" && act.ObjectorTextId != "", "objector_text_id",
		"Van wie u koos, kennen wij naam en adres al. Laat dit leeg.")
	bad.AddIf(act.Channel < bezwaarv1.Channel_CHANNEL_POST || act.Channel > bezwaarv1.Channel_CHANNEL_FORWARDED, "channel",
		"Kies hoe het bezwaar binnenkwam: per post, per e-mail, in de hand of doorgestuurd.")
	received, err := terms.Parse(act.ReceivedOn)
	bad.AddIf(err != nil, "received_on", "Vul de dag in waarop het bezwaar binnenkwam, zoals "+today.String()+".")
	bad.AddIf(err == nil && received.After(today), "received_on",
		"De datum "+received.Short()+" is nog niet geweest. Vul de dag in waarop het bezwaar binnenkwam.")
	if act.PostedOn == "" {
		return
	}
	posted, noPosted := terms.Parse(act.PostedOn)
	bad.AddIf(noPosted != nil, "posted_on", "Vul de dag van het poststempel in, zoals "+today.String()+", of laat dit leeg.")
	bad.AddIf(err == nil && noPosted == nil && posted.After(received), "posted_on",
		"Het bezwaar kan niet zijn gepost op "+posted.Short()+", na de dag waarop het binnenkwam.")
	bad.AddIf(act.Channel != bezwaarv1.Channel_CHANNEL_POST && act.Channel != bezwaarv1.Channel_CHANNEL_FORWARDED, "posted_on",
		"Alleen een brief heeft een poststempel. Laat dit leeg.")
}

// oldest is how many days before the announcement an objection may be dated: one that comes too early counts (Awb 6:10), but a year
// too early is a slip of the pen.
const oldest = 366

// checkDecided: there is something to object to, and it is about one child. Parents of another child must never get to see
// these papers, so decisions with other parents are for a bezwaar of their own.
func checkDecided(act *bezwaarv1.Lodge, decisions []*bezwaarv1.DecidedCase) error {
	var bad casework.Problems
	for _, d := range decisions {
		if d.AnnouncedOn == "" || d.ObjectionPlannedOn == "" || d.ObjectionLastOn == "" {
			bad.Add("decision_case_ids", undecidedText(d, len(decisions)))
			continue
		}
		received, err := terms.Parse(act.ReceivedOn)
		bad.AddIf(err == nil && received.Before(terms.MustParse(d.AnnouncedOn).AddDays(-oldest)), "received_on",
			"De datum "+received.Short()+" ligt lang voor het besluit van "+terms.MustParse(d.AnnouncedOn).Short()+". Kijk of het jaartal klopt.")
		bad.AddIf(!sameParties(parentsOf(d), parentsOf(decisions[0])), "decision_case_ids",
			"Deze besluiten hebben niet dezelfde ouders. Maak voor elk kind apart bezwaar.")
	}
	return bad.Refuse()
}

func undecidedText(d *bezwaarv1.DecidedCase, of int) string {
	if of == 1 {
		return "Er is nog geen besluit bekendgemaakt. Bezwaar maken kan als het besluit is verstuurd."
	}
	return fmt.Sprintf("In zaak %s is nog geen besluit bekendgemaakt. Laat deze zaak weg: bezwaar maken kan als het besluit is verstuurd.", d.CaseId)
}

func sameParties(some, others []string) bool {
	some, others = slices.Sorted(slices.Values(some)), slices.Sorted(slices.Values(others))
	return slices.Equal(some, others)
}

// checkObjector: parents and schools object to decisions they are party to, a board to those of its schools. Who else has an
// interest, the process cannot know: the office records it, and the decision on the bezwaar says what it was (Awb 1:2).
func checkObjector(objector party.Party, decisions []*bezwaarv1.DecidedCase) error {
	var bad casework.Problems
	for _, d := range decisions {
		switch objector.Role() {
		case party.Parent:
			bad.AddIf(!slices.Contains(d.Parties, string(objector)), "objector", "Deze ouder is niet betrokken bij het besluit.")
		case party.School:
			bad.AddIf(objector != applicantOf(d), "objector", "Deze school deed de aanvraag niet. "+throughOffice)
		case party.Board:
			bad.AddIf(objector.ID() != d.BoardId, "objector", "Dit is niet het bestuur van de school die de aanvraag deed. "+throughOffice)
		}
		if len(bad) > 0 {
			break
		}
	}
	return bad.Refuse()
}

const throughOffice = "Stuur het bezwaar naar het kantoor van ZOUT. Dat legt het vast als bezwaar van een andere belanghebbende."

// aboutField says of a refusal by a service which field of the act it is about. Any other error stays as it is.
func aboutField(err error, field string) error {
	kind, problems, refused := failure.Read(err)
	if !refused {
		return err
	}
	for i := range problems {
		problems[i].Field = field
	}
	return failure.Refuse(kind, problems...)
}
