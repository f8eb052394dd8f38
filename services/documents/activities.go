package documents

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	contract "traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/failure"
	"traject.nl/proto/contract/party"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	"traject.nl/services/platform/identity"
)

// Activities by the name of their contract.
func (s *Service) Activities() map[string]any {
	return map[string]any{
		contract.AdmitDossier:    s.AdmitDossier,
		contract.Share:           s.Share,
		contract.Attach:          s.Attach,
		contract.ComposeLetters:  s.ComposeLetters,
		contract.SealedAddresses: s.SealedAddresses,
	}
}

// AdmitDossier binds a dossier to a case at submission, if its form has what is required. Done twice for one case it
// gives the same answer.
func (s *Service) AdmitDossier(ctx context.Context, request *documentsv1.AdmitDossierRequest) (*documentsv1.AdmitDossierResponse, error) {
	d, err := s.store.Dossier(ctx, request.GetDossierId())
	if errors.Is(err, ErrNotFound) || err == nil && d.School != party.Party(request.GetApplicant()) {
		return nil, badInput("application.dossier_id", "Dit dossier is niet gevonden bij deze school. Begin de aanvraag opnieuw.")
	}
	if err != nil {
		return nil, err
	}
	form, err := d.Application()
	if err != nil {
		return nil, err
	}
	if d.State == Draft {
		if problems := form.Problems(s.clock.Today()); len(problems) > 0 {
			return nil, failure.Refuse(failure.BadInput, problems...)
		}
	}
	parents := s.parentParties(d.ID, form)
	err = s.store.Submit(ctx, d.ID, d.ETag, request.GetCaseId(), append([]party.Party{d.School}, parents...))
	switch {
	case errors.Is(err, ErrOtherCase):
		return nil, badInput("application.dossier_id", "Deze aanvraag is al ingediend. Kijk bij uw lopende aanvragen.")
	case errors.Is(err, ErrChanged):
		return nil, badInput("application.dossier_id", "Een collega heeft de aanvraag net gewijzigd. Lees de aanvraag nog eens na en dien die dan opnieuw in.")
	case err != nil:
		return nil, err
	}
	pieces, err := s.store.Pieces(ctx, d.ID)
	if err != nil {
		return nil, err
	}
	answer := &documentsv1.AdmitDossierResponse{Parents: asStrings(parents)}
	for _, p := range pieces {
		// The papers that came with the application stand from here on.
		if err := s.store.Attach(ctx, d.ID, p.ID); err != nil && !errors.Is(err, ErrNotFound) {
			return nil, err
		}
		answer.HasGroeidocument = answer.HasGroeidocument || p.Kind == contract.Groeidocument
	}
	return answer, nil
}

// parentParties names the parents of a form, each once. A parent without e-mail gets a name that nobody can sign in as,
// so that there still is someone to write to.
func (s *Service) parentParties(dossierID string, form Application) []party.Party {
	var parents []party.Party
	for i, parent := range form.Parents {
		if who := s.parentParty(dossierID, i, parent); !slices.Contains(parents, who) {
			parents = append(parents, who)
		}
	}
	return parents
}

func (s *Service) parentParty(dossierID string, index int, parent Parent) party.Party {
	if blank(parent.Email) {
		return identity.ParentParty(s.keys.Parents, fmt.Sprintf("post/%s/%d", dossierID, index))
	}
	return identity.ParentParty(s.keys.Parents, parent.Email)
}

func asStrings(parties []party.Party) []string {
	all := make([]string, len(parties))
	for i, p := range parties {
		all[i] = string(p)
	}
	return all
}

func badInput(field, detail string) error {
	return failure.Refuse(failure.BadInput, failure.Problem{Field: field, Detail: detail})
}

// Share sets who is party to the dossier; a list of an older version of the case changes nothing.
func (s *Service) Share(ctx context.Context, request *documentsv1.ShareRequest) (*documentsv1.ShareResponse, error) {
	sharing := Sharing{
		CaseID: request.GetCaseId(), Version: request.GetVersion(), Parties: make([]party.Party, len(request.GetParties())),
		AdvicesFinal: request.GetAdvicesFinal(), Announced: request.GetAnnounced(), Closed: request.GetClosed(),
	}
	for i, p := range request.GetParties() {
		parsed, err := party.Parse(p)
		if err != nil {
			return nil, badInput("parties", fmt.Sprintf("Partij %q kennen wij niet.", p))
		}
		sharing.Parties[i] = parsed
	}
	err := s.store.Share(ctx, request.GetDossierId(), sharing)
	if errors.Is(err, ErrNotFound) || errors.Is(err, ErrOtherCase) {
		return nil, unknownDossier(request.GetDossierId())
	}
	return &documentsv1.ShareResponse{}, err
}

func unknownDossier(id string) error {
	return badInput("dossier_id", fmt.Sprintf("Dossier %s hoort niet bij deze zaak.", id))
}

// Attach fixes the pieces that an act refers to, after looking that each is of its author and kind. When one is wrong
// none is fixed, and all that is wrong is told.
func (s *Service) Attach(ctx context.Context, request *documentsv1.AttachRequest) (*documentsv1.AttachResponse, error) {
	var problems []failure.Problem
	for i, ref := range request.GetPieces() {
		detail, err := s.attachProblem(ctx, request, ref)
		if err != nil {
			return nil, err
		}
		if detail != "" {
			problems = append(problems, failure.Problem{Field: fmt.Sprintf("pieces[%d]", i), Detail: detail})
		}
	}
	if len(problems) > 0 {
		return nil, failure.Refuse(failure.BadInput, problems...)
	}
	for _, ref := range request.GetPieces() {
		if err := s.store.Attach(ctx, request.GetDossierId(), ref.GetId()); err != nil {
			if errors.Is(err, ErrNotFound) {
				return nil, badInput("pieces", fmt.Sprintf("Stuk %s is net verwijderd uit het dossier.", ref.GetId()))
			}
			return nil, err
		}
	}
	return &documentsv1.AttachResponse{}, nil
}

// attachProblem says in Dutch why a piece cannot be attached; empty when it can.
func (s *Service) attachProblem(ctx context.Context, request *documentsv1.AttachRequest, ref *documentsv1.PieceRef) (string, error) {
	p, err := s.store.Piece(ctx, request.GetDossierId(), ref.GetId())
	switch {
	case errors.Is(err, ErrNotFound):
		return fmt.Sprintf("Stuk %q staat niet in dit dossier. Voeg het eerst toe.", ref.GetId()), nil
	case err != nil:
		return "", err
	case string(p.Author.Party) != request.GetAuthor():
		return fmt.Sprintf("Stuk %s is door een ander toegevoegd. Gebruik een eigen stuk.", ref.GetId()), nil
	case ref.GetKind() != "" && string(p.Kind) != ref.GetKind():
		return fmt.Sprintf("Stuk %s is van de soort %q, maar hier hoort %q.", ref.GetId(), p.Kind, ref.GetKind()), nil
	}
	return "", nil
}

// deliveryContext binds sealed addresses to their purpose; the notifications service opens them with it.
const deliveryContext = "delivery"

// SealedAddresses gives the e-mail addresses of parents, each sealed for the notifications service.
func (s *Service) SealedAddresses(ctx context.Context, request *documentsv1.SealedAddressesRequest) (*documentsv1.SealedAddressesResponse, error) {
	d, form, err := s.formOf(ctx, request.GetDossierId())
	if err != nil {
		return nil, err
	}
	answer := &documentsv1.SealedAddressesResponse{Sealed: map[string][]byte{}}
	for i, parent := range form.Parents {
		who := string(s.parentParty(d.ID, i, parent))
		if blank(parent.Email) || !slices.Contains(request.GetParties(), who) {
			continue
		}
		sealed, err := s.keys.Delivery.Seal([]byte(strings.TrimSpace(parent.Email)), []byte(deliveryContext))
		if err != nil {
			return nil, fmt.Errorf("seal the address of a party of dossier %s: %w", d.ID, err)
		}
		answer.Sealed[who] = sealed
	}
	return answer, nil
}

// formOf reads a submitted dossier and its form.
func (s *Service) formOf(ctx context.Context, dossierID string) (Dossier, Application, error) {
	d, err := s.store.Dossier(ctx, dossierID)
	if errors.Is(err, ErrNotFound) {
		return d, Application{}, unknownDossier(dossierID)
	}
	if err != nil {
		return d, Application{}, err
	}
	form, err := d.Application()
	return d, form, err
}
