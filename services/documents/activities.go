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
		contract.ComposeLetter:   s.ComposeLetter,
		contract.ComposeBundle:   s.ComposeBundle,
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
		answer.HasGroeidocument = answer.HasGroeidocument || p.Kind == contract.Groeidocument
		if p.Attached {
			continue
		}
		// The papers that came with the application stand from here on.
		if err := s.store.Attach(ctx, d.ID, p.ID, request.GetCaseId()); err != nil && !errors.Is(err, ErrNotFound) {
			return nil, err
		}
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
