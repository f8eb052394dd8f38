package plaatsingtest

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/failure"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/registry"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	registryv1 "traject.nl/proto/gen/traject/registry/v1"
	"traject.nl/workflows/tlv/tlvtest"
)

// Services stand in for the services of Traject. They are those of the TLV procedure, with a registry that also has schools that do not
// exist any more.
type Services struct {
	*tlvtest.Services

	mu       sync.Mutex
	admitted []*documentsv1.AdmitDossierRequest
}

// NewServices know no case yet.
func NewServices() *Services { return &Services{Services: tlvtest.NewServices()} }

// Activities by task queue and name.
func (s *Services) Activities() map[string]map[string]any {
	all := s.Services.Activities()
	all[registry.TaskQueue][registry.DescribeSchools] = tlvtest.MayFail(s.Services, registry.DescribeSchools, s.describeSchools)
	all[documents.TaskQueue][documents.AdmitDossier] = tlvtest.MayFail(s.Services, documents.AdmitDossier, s.admitDossier)
	return all
}

// Admitted are the dossiers that were asked for.
func (s *Services) Admitted() []*documentsv1.AdmitDossierRequest {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.admitted)
}

func (s *Services) admitDossier(
	_ context.Context, request *documentsv1.AdmitDossierRequest,
) (*documentsv1.AdmitDossierResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.admitted = append(s.admitted, request)
	return &documentsv1.AdmitDossierResponse{Parents: []string{tlvtest.FirstParent, tlvtest.SecondParent}}, nil
}

func (s *Services) describeSchools(
	_ context.Context, request *registryv1.DescribeSchoolsRequest,
) (*registryv1.DescribeSchoolsResponse, error) {
	response := &registryv1.DescribeSchoolsResponse{}
	for i, id := range request.Ids {
		known, ok := schools[id]
		if !ok {
			return nil, failure.Refuse(failure.BadInput, failure.Problem{
				Field: fmt.Sprintf("ids[%d]", i), Detail: "De school " + id + " staat niet in het register. Kies een school uit de lijst.",
			})
		}
		response.Schools = append(response.Schools, &registryv1.School{
			Id: id, Name: "School " + id, Type: known.kind, ClosedOn: known.closedOn,
			Street: "Dorpsstraat 1", Postcode: "3701 AA", Place: "Zeist", MunicipalityId: "zeist", SubregionId: "zeist",
			SotParty: string(party.Of(party.SOT, "zeist")), BoardId: tlvtest.Board, SotContact: tlvtest.SotContact,
		})
	}
	return response, nil
}
