package registry

import (
	"context"
	"errors"
	"fmt"

	"traject.nl/proto/contract/failure"
	contract "traject.nl/proto/contract/registry"
	registryv1 "traject.nl/proto/gen/traject/registry/v1"
	"traject.nl/proto/keyring"
)

// deliveryContext binds a sealed address to its use; notifications opens it with the same.
const deliveryContext = "delivery"

// Activities are what processes ask the registry. They only read, so doing one twice does no harm.
type Activities struct {
	Directory Directory
	// Delivery seals addresses on their way to notifications: a history must not hold one.
	Delivery *keyring.Ring
}

// Named gives the activities by the names of the contract.
func (a Activities) Named() map[string]any {
	return map[string]any{
		contract.DescribeSchools:   a.DescribeSchools,
		contract.DescribeExperts:   a.DescribeExperts,
		contract.DescribeProvision: a.DescribeProvision,
		contract.Contacts:          a.Contacts,
	}
}

// DescribeSchools describes schools in the order asked, or refuses all ids that are unknown.
func (a Activities) DescribeSchools(ctx context.Context, request *registryv1.DescribeSchoolsRequest) (*registryv1.DescribeSchoolsResponse, error) {
	response, problems := &registryv1.DescribeSchoolsResponse{}, []failure.Problem(nil)
	fixed, err := a.Directory.fixedContacts(ctx)
	if err != nil {
		return nil, err
	}
	for i, id := range request.GetIds() {
		school, err := a.Directory.School(ctx, id)
		switch {
		case errors.Is(err, ErrAbsent):
			problems = append(problems, failure.Problem{Field: fmt.Sprintf("ids[%d]", i),
				Detail: fmt.Sprintf("De school %q staat niet in het register. Kies een school uit de lijst.", id)})
		case err != nil:
			return nil, err
		default:
			response.Schools = append(response.Schools, &registryv1.School{
				Id: school.ID, Name: school.Name, Type: school.Type, Street: school.Street, Postcode: school.Postcode, Place: school.Place,
				MunicipalityId: school.Municipality, SubregionId: school.Subregion, SotParty: school.SOTParty, BoardId: school.Board,
				SotContact: fixed[school.SOTParty], ClosedOn: school.Closed,
			})
		}
	}
	if len(problems) > 0 {
		return nil, failure.Refuse(failure.BadInput, problems...)
	}
	return response, nil
}

// DescribeExperts describes experts in the order asked, or refuses all ids that are unknown or not active.
func (a Activities) DescribeExperts(ctx context.Context, request *registryv1.DescribeExpertsRequest) (*registryv1.DescribeExpertsResponse, error) {
	response, problems := &registryv1.DescribeExpertsResponse{}, []failure.Problem(nil)
	for i, id := range request.GetIds() {
		expert, err := a.Directory.Store.Find(ctx, Experts, id)
		field := fmt.Sprintf("ids[%d]", i)
		switch {
		case errors.Is(err, ErrAbsent):
			problems = append(problems, failure.Problem{Field: field,
				Detail: fmt.Sprintf("De deskundige %q staat niet in het register. Kies een deskundige uit de lijst.", id)})
		case err != nil:
			return nil, err
		case expert.Fields["active"] != yes:
			problems = append(problems, failure.Problem{Field: field,
				Detail: fmt.Sprintf("De deskundige %q is niet meer actief. Kies een andere deskundige.", id)})
		default:
			response.Experts = append(response.Experts, &registryv1.Expert{Id: id, Profession: expert.Fields["profession"]})
		}
	}
	if len(problems) > 0 {
		return nil, failure.Refuse(failure.BadInput, problems...)
	}
	return response, nil
}

// Contacts gives the sealed address of each party that has one; of a municipality that of the desk that is meant.
func (a Activities) Contacts(ctx context.Context, request *registryv1.ContactsRequest) (*registryv1.ContactsResponse, error) {
	response := &registryv1.ContactsResponse{Sealed: map[string][]byte{}}
	for _, who := range request.GetParties() {
		address, err := a.Directory.address(ctx, who, request.GetSubjects()[who])
		if err != nil {
			return nil, err
		}
		if address == "" {
			continue
		}
		sealed, err := a.Delivery.Seal([]byte(address), []byte(deliveryContext))
		if err != nil {
			return nil, fmt.Errorf("seal the address of %s: %w", who, err)
		}
		response.Sealed[who] = sealed
	}
	return response, nil
}
