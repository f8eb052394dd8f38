package bezwaar

import (
	"slices"

	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/types/known/timestamppb"

	"traject.nl/proto/contract/bezwaar"
	contract "traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	registryv1 "traject.nl/proto/gen/traject/registry/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

// receive waits for the objection. Without one there is no case.
func (p *process) receive(ctx workflow.Context) error {
	return p.AwaitFirstAct(ctx, "Er kwam geen bezwaar binnen.")
}

func (p *process) allowLodge(_ workflow.Context, act *bezwaarv1.Lodge) error {
	if !p.In(bezwaar.Moments[bezwaar.Lodge]...) {
		return casework.NotNow(notNowWording(bezwaar.Lodge, p.facts.Phase))
	}
	actor := act.GetActor()
	if actor.GetSubject() == "" || !bezwaar.Actors.May(party.Party(actor.GetParty()).Role(), bezwaar.Lodge) {
		return casework.NotYours("Bezwaar maken kunnen de ouders, de school die de aanvraag deed en haar bestuur. " +
			"Het kantoor van ZOUT legt vast wat op een andere manier binnenkomt.")
	}
	return nil
}

func (p *process) lodge(ctx workflow.Context, act *bezwaarv1.Lodge) error {
	decisions, schools, err := p.admit(ctx, act)
	if err != nil {
		return p.RefuseFirstAct(err)
	}
	p.lodged(ctx, act, decisions, schools)
	return nil
}

// admit checks the objection against the record and fixes its papers in the dossier. That it is late, without grounds, or came by
// another way than the portal is never a reason to refuse it (Awb 6:6, 6:11, 2:16).
func (p *process) admit(
	ctx workflow.Context, act *bezwaarv1.Lodge,
) ([]*bezwaarv1.DecidedCase, []*registryv1.School, error) {
	if err := p.checkLodge(ctx, act); err != nil {
		return nil, nil, err
	}
	decisions, err := casework.DescribeDecisions(ctx, act.DecisionCaseIds...)
	if err != nil {
		return nil, nil, aboutField(err, "decision_case_ids")
	}
	if err := checkDecided(act, decisions); err != nil {
		return nil, nil, err
	}
	schools, err := casework.DescribeSchools(ctx, applicants(decisions)...)
	if err != nil {
		return nil, nil, err
	}
	knowBoards(decisions, schools)
	if err := checkObjector(party.Party(objectorOf(act)), decisions); err != nil {
		return nil, nil, err
	}
	p.DossierID = decisions[0].DossierId
	return decisions, schools, p.Attach(ctx, act.Actor,
		casework.Piece(act.ObjectionId, documents.Objection),
		casework.Piece(act.ObjectorTextId, documents.ObjectorAddress),
		casework.Piece(act.RepresentativeTextId, documents.RepresentativeAddress))
}

func applicants(decisions []*bezwaarv1.DecidedCase) []string {
	ids := make([]string, len(decisions))
	for i, d := range decisions {
		ids[i] = d.ApplicantSchoolId
	}
	return ids
}

// knowBoards fills in a board that the registry did not have yet when the application came.
func knowBoards(decisions []*bezwaarv1.DecidedCase, schools []*registryv1.School) {
	for i, d := range decisions {
		if d.BoardId == "" {
			d.BoardId = schools[i].BoardId
		}
	}
}

// objectorOf: who objects through the portal does so for themselves. Empty is another interested party, who writes to the office.
func objectorOf(act *bezwaarv1.Lodge) string {
	if act.Objector == "" && !isOffice(act.Actor) {
		return act.Actor.Party
	}
	return act.Objector
}

// lodged opens the case.
func (p *process) lodged(
	ctx workflow.Context, act *bezwaarv1.Lodge, decisions []*bezwaarv1.DecidedCase, schools []*registryv1.School,
) {
	p.facts = p.factsOf(ctx, act, decisions)
	p.join(decisions, schools)
	p.openFirstTerms(ctx)
	p.Move(intake)
	p.askFirstTasks(ctx)
	p.Notify(notificationsv1.NoticeKind_NOTICE_KIND_OBJECTION, "bezwaar", p.reachable(p.Parties...)...)
	p.tellDecisions(ctx, func(*bezwaarv1.DecidedCase) *tlvv1.ObjectionNews {
		return &tlvv1.ObjectionNews{BezwaarId: p.CaseID, Kind: tlvv1.ObjectionNews_KIND_LODGED}
	})
	p.Record(ctx, casework.Line{Kind: "ontvangen", Text: p.lodgedText(), Actor: act.Actor})
}

func (p *process) factsOf(ctx workflow.Context, act *bezwaarv1.Lodge, decisions []*bezwaarv1.DecidedCase) *bezwaarv1.Facts {
	facts := &bezwaarv1.Facts{
		RecordedAt:           timestamppb.New(workflow.Now(ctx)),
		ReceivedOn:           act.ReceivedOn,
		PostedOn:             act.PostedOn,
		Channel:              act.Channel,
		Objector:             objectorOf(act),
		ObjectorTextId:       act.ObjectorTextId,
		RepresentativeTextId: act.RepresentativeTextId,
		ObjectionId:          act.ObjectionId,
		ProForma:             act.ProForma,
		AboutLateDecision:    act.AboutLateDecision,
		Decisions:            decisions,
	}
	if facts.ReceivedOn == "" {
		facts.ReceivedOn = casework.Today(ctx).String()
	}
	if facts.Channel == bezwaarv1.Channel_CHANNEL_UNSPECIFIED {
		facts.Channel = bezwaarv1.Channel_CHANNEL_PORTAL
	}
	if facts.Objector == "" {
		facts.Objector = string(party.Of(party.Interested, p.CaseID))
	}
	facts.Late = isLate(facts)
	return facts
}

// askFirstTasks: what the office does with every objection, and what only this one asks for.
func (p *process) askFirstTasks(ctx workflow.Context) {
	reason := reasonNew
	if p.facts.ProForma {
		reason = reasonNewProForma
	}
	p.ask(ctx, policy.Ontvangstbevestiging, party.TheOffice, reason)
	p.ask(ctx, policy.Verweerschrift, party.TheOffice, reasonDefence)
	p.askWithin(ctx, policy.LBTVerzoek, policy.LBTDossier, party.TheOffice, reasonBundle)
	if p.facts.Late {
		p.ask(ctx, policy.RedenTeLaat, p.answerer(), p.latenessReason())
	}
	if p.facts.AboutLateDecision {
		// Before a human on the same day (Awb 4:17): no norm, and no day later because of a weekend.
		p.askBy(ctx, contract.DefaultTask, party.TheOffice, reasonMaybeDefault, casework.Today(ctx), "Awb 4:17 lid 3")
	}
}

// isLate: received after the term to object had ended, for any of the decisions.
func isLate(facts *bezwaarv1.Facts) bool { return firstLate(facts) != nil }

// firstLate is the first of the decisions for which the objection came late; nil when it is in time for all. Where the law leaves two
// answers the one who objects has the benefit of the later. By post it is in time when it was posted in time and came within
// a week after (Awb 6:9 lid 2).
func firstLate(facts *bezwaarv1.Facts) *bezwaarv1.DecidedCase {
	received := terms.MustParse(facts.ReceivedOn)
	for _, d := range facts.Decisions {
		last := terms.MustParse(d.ObjectionLastOn)
		if received.After(last) && !postedInTime(facts, last) {
			return d
		}
	}
	return nil
}

// savedByPost: it came after the term for one of the decisions, and is in time because of the day on which it was posted.
func savedByPost(facts *bezwaarv1.Facts) bool {
	return !facts.Late && slices.ContainsFunc(facts.Decisions, func(d *bezwaarv1.DecidedCase) bool {
		return terms.MustParse(facts.ReceivedOn).After(terms.MustParse(d.ObjectionLastOn))
	})
}

// weekOfPost is how many days a letter that was posted in time may take after the term (Awb 6:9 lid 2).
const weekOfPost = 7

func postedInTime(facts *bezwaarv1.Facts, last terms.Date) bool {
	if facts.PostedOn == "" {
		return false
	}
	received := terms.MustParse(facts.ReceivedOn)
	return !terms.MustParse(facts.PostedOn).After(last) && !received.After(last.AddDays(weekOfPost))
}
