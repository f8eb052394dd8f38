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
		contract.CasesOfPupil:    s.CasesOfPupil,
	}
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

// SealedAddresses gives the e-mail addresses of parents, each sealed for the notifications service. A parent may stand in a later
// application only.
func (s *Service) SealedAddresses(ctx context.Context, request *documentsv1.SealedAddressesRequest) (*documentsv1.SealedAddressesResponse, error) {
	d, err := s.dossier(ctx, request.GetDossierId())
	if err != nil {
		return nil, err
	}
	forms, err := d.forms("")
	if err != nil {
		return nil, err
	}
	answer := &documentsv1.SealedAddressesResponse{Sealed: map[string][]byte{}}
	for _, form := range forms {
		for i, parent := range form.Parents {
			who := string(s.parentParty(d.ID, i, parent))
			if blank(parent.Email) || answer.Sealed[who] != nil || !slices.Contains(request.GetParties(), who) {
				continue
			}
			sealed, err := s.keys.Delivery.Seal([]byte(strings.TrimSpace(parent.Email)), []byte(deliveryContext))
			if err != nil {
				return nil, fmt.Errorf("seal the address of a party of dossier %s: %w", d.ID, err)
			}
			answer.Sealed[who] = sealed
		}
	}
	return answer, nil
}

// dossier that a process names.
func (s *Service) dossier(ctx context.Context, id string) (Dossier, error) {
	d, err := s.store.Dossier(ctx, id)
	if errors.Is(err, ErrNotFound) {
		return d, unknownDossier(id)
	}
	return d, err
}

// formOf reads a dossier, and in it the form that says most about a case.
func (s *Service) formOf(ctx context.Context, dossierID, caseID string) (Dossier, Application, error) {
	d, err := s.dossier(ctx, dossierID)
	if err != nil {
		return d, Application{}, err
	}
	form, err := d.ApplicationOf(caseID)
	return d, form, err
}
