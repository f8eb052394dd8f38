package cases

import (
	"context"
	"fmt"
	"slices"

	"github.com/danielgtaylor/huma/v2"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/bezwaar"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/tlv"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
)

// ObjectionBody objects to decisions. Who objects through the portal says what and to which; what came in another way is
// recorded by the office, with how and when it came and from whom.
type ObjectionBody struct {
	DecisionCaseIDs      []string `json:"decisionCaseIds" minItems:"1" maxItems:"20" nullable:"false" doc:"The TLV cases whose decisions are objected to; the dossier of the first keeps the papers."`
	Objector             string   `json:"objector,omitempty" maxLength:"100" doc:"Only the office: the party that objects."`
	ObjectorTextID       string   `json:"objectorTextId,omitempty" maxLength:"64" doc:"Only the office: name and address of an objector without an account, in the dossier."`
	RepresentativeTextID string   `json:"representativeTextId,omitempty" maxLength:"64" doc:"Name and address of the gemachtigde (Awb 6:17), in the dossier; optional."`
	Channel              string   `json:"channel,omitempty" enum:"portal,post,email,by-hand,forwarded" doc:"The office says how it came; anybody else comes through the portal."`
	ReceivedOn           string   `json:"receivedOn,omitempty" format:"date" doc:"Only the office: the day on which it was received."`
	PostedOn             string   `json:"postedOn,omitempty" format:"date" doc:"Only the office, with post or forwarded: the day on the postmark (Awb 6:9)."`
	ObjectionID          string   `json:"objectionId" minLength:"1" maxLength:"64" doc:"The objection, as a text or a file in the dossier."`
	ProForma             bool     `json:"proForma,omitempty" doc:"It gives no grounds yet."`
	AboutLateDecision    bool     `json:"aboutLateDecision,omitempty" doc:"It is (also) about deciding too late."`
}

// Resolve checks what the schema cannot say.
func (b *ObjectionBody) Resolve(ctx huma.Context, at *huma.PathBuffer) []error {
	return append(b.lodgerFits(ctx, at), distinct(at, "decisionCaseIds", b.DecisionCaseIDs)...)
}

// lodgerFits: what the office fills in about who objects, and nobody else.
func (b *ObjectionBody) lodgerFits(ctx huma.Context, at *huma.PathBuffer) []error {
	if !identity.From(ctx.Context()).Has(party.Office) {
		wrong := absent(at, "Dit vult alleen het kantoor in. Laat het leeg.", field{"objector", b.Objector},
			field{"objectorTextId", b.ObjectorTextID}, field{"receivedOn", b.ReceivedOn}, field{"postedOn", b.PostedOn})
		if b.Channel != "" && b.Channel != "portal" {
			wrong = append(wrong, &huma.ErrorDetail{Location: at.With("channel"), Message: "U maakt bezwaar in Traject. Laat dit leeg."})
		}
		return wrong
	}
	return append(b.objectorFits(at), b.arrivalFits(at)...)
}

// objectorFits asks the office for one objector: a party, or somebody without an account.
func (b *ObjectionBody) objectorFits(at *huma.PathBuffer) []error {
	if (b.Objector == "") == (b.ObjectorTextID == "") {
		return []error{&huma.ErrorDetail{
			Location: at.With("objector"), Message: "Vul in wie bezwaar maakt: een partij, of naam en adres van iemand zonder account. Een van de twee.",
		}}
	}
	wrong := knownParty(at, field{"objector", b.Objector})
	role := party.Party(b.Objector).Role()
	if b.Objector != "" && len(wrong) == 0 && (role == party.Office || !bezwaar.Actors.May(role, bezwaar.Lodge)) {
		wrong = append(wrong, &huma.ErrorDetail{
			Location: at.With("objector"), Message: "Alleen ouders, een school of een bestuur maken zo bezwaar. Vul van een ander naam en adres in.",
		})
	}
	return wrong
}

// arrivalFits asks the office how and when the objection came.
func (b *ObjectionBody) arrivalFits(at *huma.PathBuffer) []error {
	wrong := required(at, "Vul in wanneer het bezwaar is ontvangen.", field{"receivedOn", b.ReceivedOn})
	if b.Channel == "" || b.Channel == "portal" {
		wrong = append(wrong, &huma.ErrorDetail{Location: at.With("channel"), Message: "Kies hoe het bezwaar bij u kwam: post, email, by-hand of forwarded."})
	}
	if b.PostedOn == "" {
		return wrong
	}
	if b.Channel != "post" && b.Channel != "forwarded" {
		wrong = append(wrong, &huma.ErrorDetail{Location: at.With("postedOn"), Message: "Een poststempel hoort alleen bij een brief. Laat het leeg."})
	}
	if b.ReceivedOn != "" && b.PostedOn > b.ReceivedOn {
		wrong = append(wrong, &huma.ErrorDetail{Location: at.With("postedOn"), Message: "De brief kan niet later op de post zijn gedaan dan hij is ontvangen. Kijk de data na."})
	}
	return wrong
}

func (b *ObjectionBody) message(actor *caseworkv1.Actor) proto.Message {
	message := &bezwaarv1.Lodge{
		Actor: actor, DecisionCaseIds: b.DecisionCaseIDs, Objector: b.Objector, ObjectorTextId: b.ObjectorTextID,
		RepresentativeTextId: b.RepresentativeTextID, Channel: channels.value(b.Channel), ReceivedOn: b.ReceivedOn, PostedOn: b.PostedOn,
		ObjectionId: b.ObjectionID, ProForma: b.ProForma, AboutLateDecision: b.AboutLateDecision,
	}
	if who := party.Party(actor.GetParty()); who.Role() != party.Office {
		message.Objector, message.Channel = string(who), bezwaarv1.Channel_CHANNEL_PORTAL
	}
	return message
}

type lodgeInput struct {
	edge.IdempotencyKey
	Body ObjectionBody
}

// lodge starts a bezwaar. Its id follows from who sends it and the key, so that one form never becomes two cases.
func (s *service) lodge(ctx context.Context, in *lodgeInput) (*acceptedOutput, error) {
	person := identity.From(ctx)
	decided, err := s.decisions(ctx, person, in.Body.DecisionCaseIDs)
	if err != nil {
		return nil, err
	}
	as, err := objecting(person, decided)
	if err != nil {
		return nil, err
	}
	request := request{person: person, as: as, caseID: objectionID(person.Subject, in.Key), key: in.Key, act: bezwaar.Lodge, body: &in.Body}
	return s.start(ctx, request, func(updateID string) (*caseworkv1.Accepted, error) {
		message := in.Body.message(actor(person, as)).(*bezwaarv1.Lodge)
		return s.process.Lodge(ctx, request.caseID, updateID, message)
	})
}

// decisions reads the TLV cases that an objection is about, to all of which the person must be party.
func (s *service) decisions(ctx context.Context, person identity.Person, ids []string) ([]*casesv1.View, error) {
	views, err := s.store.Cases(ctx, CaseQuery{IDs: ids, Parties: mine(person)})
	if err != nil {
		return nil, edge.Problem(err)
	}
	found := func(id string) bool {
		return slices.ContainsFunc(views, func(view *casesv1.View) bool { return view.GetCaseId() == id && viewerOf(person, view).IsParty() })
	}
	for _, id := range ids {
		if !found(id) {
			return nil, edge.NotFound("Een van de besluiten is niet gevonden. Begin het bezwaar vanaf de pagina van de zaak.")
		}
	}
	var wrong []edge.FieldProblem
	for i, id := range ids {
		for _, view := range views {
			at := fmt.Sprintf("body.decisionCaseIds[%d]", i)
			if view.GetCaseId() == id && view.GetProcedure() != tlv.Workflow {
				wrong = append(wrong, edge.FieldProblem{Location: at, Message: "Dit is geen aanvraag. Tegen een besluit op bezwaar kunt u in beroep bij de rechtbank."})
			} else if view.GetCaseId() == id && !accessCase(view).Announced {
				wrong = append(wrong, edge.FieldProblem{Location: at, Message: "Op deze aanvraag is nog geen besluit bekendgemaakt. Bezwaar kan pas daarna."})
			}
		}
	}
	if wrong != nil {
		return nil, edge.BadRequest(wrong...)
	}
	return views, nil
}

// objecting gives the party as which the person may object to all these decisions.
func objecting(person identity.Person, decided []*casesv1.View) (party.Party, error) {
	for _, who := range person.Parties {
		may := func(view *casesv1.View) bool {
			_, may := accessCase(view).For(who).Acting(bezwaar.Lodge)
			return may
		}
		if !slices.ContainsFunc(decided, func(view *casesv1.View) bool { return !may(view) }) {
			return who, nil
		}
	}
	return "", edge.Forbidden("In Traject maken de ouders en de school die aanvroeg bezwaar. Bent u een ander? Stuur uw bezwaar per brief aan het kantoor.")
}

// objectionID of a form: as long as the id of a dossier.
func objectionID(subject, key string) string { return act.CaseID("objection", subject, key) }
