package buitenkans

import (
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	"traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	registryv1 "traject.nl/proto/gen/traject/registry/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

// The years of primary school that the Buitenkans is for (ondersteuningsplan 2.2).
const (
	firstGroep = 3
	lastGroep  = 8
)

// receive waits for the request. Without one there is no case.
func (p *process) receive(ctx workflow.Context) error {
	return p.AwaitFirstAct(ctx, "Er kwam geen aanvraag binnen.")
}

// agree: the school asks together with the SOT, and nothing happens without the parents. Both are asked at once.
func (p *process) agree(ctx workflow.Context) error { return p.Stay(ctx, request) }

func (p *process) allowRequest(_ workflow.Context, act *buitenkansv1.RequestPlacement) error {
	if !p.In(buitenkans.Moments[buitenkans.RequestPlacement]...) {
		return casework.NotNow(notNowWording(buitenkans.RequestPlacement, p.facts.Phase))
	}
	actor := act.GetActor()
	if actor.GetSubject() == "" || !buitenkans.Actors.May(party.Party(actor.GetParty()).Role(), buitenkans.RequestPlacement) {
		return casework.NotYours("Alleen een school kan een plek bij de Buitenkans aanvragen.")
	}
	return nil
}

func (p *process) takeRequest(ctx workflow.Context, act *buitenkansv1.RequestPlacement) error {
	school, dossier, err := p.accept(ctx, act)
	if err != nil {
		return p.RefuseFirstAct(err)
	}
	p.requested(ctx, act, school, dossier)
	return nil
}

// accept checks the request, fixes its question, and binds the dossier. That comes last: a pupil has one open case at the Buitenkans, and
// a request that is refused must not leave one.
func (p *process) accept(
	ctx workflow.Context, act *buitenkansv1.RequestPlacement,
) (*registryv1.School, *documentsv1.AdmitDossierResponse, error) {
	a := act.GetApplication()
	if err := checkRequest(act, casework.Today(ctx)); err != nil {
		return nil, nil, err
	}
	schools, err := casework.DescribeSchools(ctx, a.SchoolId)
	if err != nil {
		return nil, nil, casework.InFields(err, "school_id")
	}
	p.DossierID = a.DossierId
	if err := p.Attach(ctx, act.Actor, casework.Piece(a.QuestionTextId, documents.BuitenkansQuestion)); err != nil {
		return nil, nil, err
	}
	dossier, err := p.AdmitDossier(ctx, &documentsv1.AdmitDossierRequest{
		DossierId: a.DossierId, Applicant: act.Actor.Party, Procedure: buitenkans.Workflow, FromCaseId: a.FromCaseId,
	})
	if err != nil {
		return nil, nil, err
	}
	return schools[0], dossier, nil
}

func checkRequest(act *buitenkansv1.RequestPlacement, today terms.Date) error {
	a := act.GetApplication()
	var bad casework.Problems
	bad.AddIf(a.GetSchoolId() == "" || act.Actor.Party != string(party.Of(party.School, a.GetSchoolId())), "school_id",
		"U kunt alleen een plek aanvragen voor een leerling van uw eigen school.")
	bad.AddIf(a.GetDossierId() == "", "dossier_id", "Kies het dossier van de leerling.")
	bad.AddIf(a.GetGroep() < firstGroep || a.GetGroep() > lastGroep, "groep",
		"De Buitenkans is voor groep 3 tot en met 8. Kies de groep van de leerling.")
	bad.AddIf(a.GetQuestionTextId() == "", "question_text_id", "Schrijf op wat u wilt weten van de Buitenkans.")
	if a.GetNotBefore() != "" {
		on, err := terms.Parse(a.NotBefore)
		bad.AddIf(err != nil, "not_before", "Vul een datum in, zoals "+today.AddDays(14).String()+", of laat dit leeg.")
		bad.AddIf(err == nil && on.Before(today), "not_before", "De datum "+on.Short()+" is al voorbij. Laat dit leeg, of kies een latere dag.")
		bad.AddIf(err == nil && on.After(today.AddDays(latestAhead)), "not_before", tooFar(on))
	}
	return bad.Refuse()
}

// latestAhead is how many days ahead something may be planned: further is a slip of the pen.
const latestAhead = 366

func tooFar(on terms.Date) string {
	return "De datum " + on.Short() + " is te ver weg. Kijk of het jaartal klopt."
}

// requested opens the case. The Buitenkans hears that there is a request; what it is about is not for it before the parents agree.
func (p *process) requested(
	ctx workflow.Context, act *buitenkansv1.RequestPlacement, school *registryv1.School, dossier *documentsv1.AdmitDossierResponse,
) {
	p.facts.Application = proto.CloneOf(act.Application)
	p.facts.ReceivedAt = timestamppb.New(workflow.Now(ctx))
	p.facts.MunicipalityId, p.facts.SubregionId, p.facts.BoardId = school.MunicipalityId, school.SubregionId, school.BoardId
	p.AddParty(p.school(), school.SotParty)
	p.AddParty(dossier.Parents...)
	p.AddParty(string(party.TheBuitenkans), string(party.TheOffice), string(party.TheDirector))
	p.Assign(school.SotParty, school.SotContact)
	p.Move(request)
	p.ask(ctx, policy.SotSteun, party.Party(school.SotParty), reasonSupport)
	for _, parent := range dossier.Parents {
		p.ask(ctx, policy.Toestemming, party.Party(parent), reasonConsent)
	}
	p.Notify(notificationsv1.NoticeKind_NOTICE_KIND_RECEIVED, "ontvangen", p.school())
	p.Record(ctx, casework.Line{Kind: "ontvangen", Text: receivedText(act.Application), Actor: act.Actor})
}

func (p *process) checkSupport(_ workflow.Context, act *buitenkansv1.SupportRequest) error {
	if p.facts.Supported != nil {
		return casework.NotNow("Het SOT heeft al gezegd dat het de aanvraag steunt.")
	}
	var bad casework.Problems
	bad.AddIf(!act.Supported && act.TextId == "", "text_id", "Schrijf op waarom u de aanvraag niet steunt.")
	return bad.Refuse()
}

// support: the request is made together with the SOT, so without it there is none.
func (p *process) support(ctx workflow.Context, act *buitenkansv1.SupportRequest) error {
	if err := p.Attach(ctx, act.Actor, casework.Piece(act.TextId, documents.SupportReasons)); err != nil {
		return err
	}
	p.facts.Supported, p.facts.SupportTextId = proto.Bool(act.Supported), act.TextId
	if !act.Supported {
		p.end(ctx, buitenkansv1.Outcome_OUTCOME_NOT_SUPPORTED, "niet gesteund", casework.Line{
			Kind: "niet-gesteund", Text: "Het SOT steunt de aanvraag niet. De zaak is gesloten.", Actor: act.Actor,
		})
		return nil
	}
	p.CloseTasks(ctx, policy.SotSteun, "gesteund")
	p.agreed(ctx)
	p.Record(ctx, casework.Line{Kind: "gesteund", Text: "Het SOT steunt de aanvraag." + p.agreedText(), Actor: act.Actor})
	return nil
}

func (p *process) checkConsent(_ workflow.Context, act *buitenkansv1.ConsentToPlacement) error {
	if !isOffice(act.Actor) && !p.mustConsent(act.Actor.Party) {
		return casework.NotNow("U heeft al toestemming gegeven.")
	}
	if p.facts.Consented != nil {
		return casework.NotNow("De ouders hebben al toestemming gegeven.")
	}
	var bad casework.Problems
	bad.AddIf(isOffice(act.Actor) && act.TextId == "", "text_id", "Voeg het papier toe dat de ouders hebben ondertekend.")
	return bad.Refuse()
}

// mustConsent: this parent was asked and did not answer yet.
func (p *process) mustConsent(parent string) bool {
	for _, task := range p.OpenTasks() {
		if task.Kind == policy.Toestemming && task.Party == parent {
			return true
		}
	}
	return false
}

// consent: every parent who is asked agrees, or the office has the paper that they signed. One who does not agree ends it.
func (p *process) consent(ctx workflow.Context, act *buitenkansv1.ConsentToPlacement) error {
	if err := p.Attach(ctx, act.Actor, casework.Piece(act.TextId, documents.ParentsConsent)); err != nil {
		return err
	}
	if act.TextId != "" {
		p.facts.ConsentTextId = act.TextId
	}
	if !act.Agreed {
		p.facts.Consented = proto.Bool(false)
		p.end(ctx, buitenkansv1.Outcome_OUTCOME_NO_CONSENT, "geen toestemming", casework.Line{
			Kind: "geen-toestemming", Text: "De ouders geven geen toestemming. De zaak is gesloten.", Actor: act.Actor,
		})
		return nil
	}
	if isOffice(act.Actor) {
		p.CloseTasks(ctx, policy.Toestemming, "akkoord op papier")
	} else {
		p.CloseTaskOf(ctx, policy.Toestemming, act.Actor.Party, "akkoord")
	}
	text := "Een ouder geeft toestemming. Een andere ouder moet dat nog doen."
	if !p.parentsAreAsked() {
		p.facts.Consented, p.facts.ConsentedOn = proto.Bool(true), casework.Today(ctx).String()
		p.agreed(ctx)
		text = "De ouders geven toestemming." + p.agreedText()
	}
	p.Record(ctx, casework.Line{Kind: "toestemming", Text: text, Actor: act.Actor})
	return nil
}

func (p *process) parentsAreAsked() bool {
	for _, task := range p.OpenTasks() {
		if task.Kind == policy.Toestemming {
			return true
		}
	}
	return false
}

// agreed moves the case on when the SOT and the parents have both said yes, in whatever order.
func (p *process) agreed(ctx workflow.Context) {
	if p.facts.GetSupported() && p.facts.GetConsented() {
		p.Move(admission)
		p.ask(ctx, policy.Intake, party.TheBuitenkans, reasonIntake)
	}
}
