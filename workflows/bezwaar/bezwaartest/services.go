package bezwaartest

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"

	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/cases"
	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/failure"
	"traject.nl/proto/contract/party"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/tlv/tlvtest"
)

// Services stand in for the services of Traject. They are those of the TLV procedure, with what only a bezwaar asks of them.
type Services struct {
	*tlvtest.Services

	mu        sync.Mutex
	decisions map[string]*bezwaarv1.DecidedCase
	bundles   []*documentsv1.ComposeBundleRequest
	numbers   []*casesv1.AssignTlvNumberRequest
}

// NewServices know the decisions that are given, and no case.
func NewServices(decisions ...*bezwaarv1.DecidedCase) *Services {
	s := &Services{Services: tlvtest.NewServices(), decisions: map[string]*bezwaarv1.DecidedCase{}}
	for _, d := range decisions {
		s.decisions[d.CaseId] = d
	}
	return s
}

// Activities by task queue and name.
func (s *Services) Activities() map[string]map[string]any {
	all := s.Services.Activities()
	maps.Copy(all[cases.TaskQueue], map[string]any{
		cases.DescribeDecisions: tlvtest.MayFail(s.Services, cases.DescribeDecisions, s.describeDecisions),
		cases.AssignTLVNumber:   tlvtest.MayFail(s.Services, cases.AssignTLVNumber, s.assignTLVNumber),
	})
	all[documents.TaskQueue][documents.ComposeBundle] = tlvtest.MayFail(s.Services, documents.ComposeBundle, s.composeBundle)
	return all
}

// Bundles that were asked for.
func (s *Services) Bundles() []*documentsv1.ComposeBundleRequest {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.bundles)
}

// Numbers that were asked for.
func (s *Services) Numbers() []*casesv1.AssignTlvNumberRequest {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.numbers)
}

func (s *Services) describeDecisions(
	_ context.Context, request *casesv1.DescribeDecisionsRequest,
) (*casesv1.DescribeDecisionsResponse, error) {
	response := &casesv1.DescribeDecisionsResponse{}
	for i, id := range request.CaseIds {
		d := s.decisions[id]
		if d == nil {
			return nil, failure.Refuse(failure.BadInput, failure.Problem{
				Field: fmt.Sprintf("case_ids[%d]", i), Detail: "De zaak " + id + " is er niet.",
			})
		}
		response.Decisions = append(response.Decisions, proto.CloneOf(d))
	}
	return response, nil
}

// assignTLVNumber: the same replacement always gets the same number, and another one than what it replaces.
func (s *Services) assignTLVNumber(
	_ context.Context, request *casesv1.AssignTlvNumberRequest,
) (*casesv1.AssignTlvNumberResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	same := func(have *casesv1.AssignTlvNumberRequest) bool {
		return have.CaseId == request.CaseId && have.Replaces == request.Replaces
	}
	at := slices.IndexFunc(s.numbers, same)
	if at < 0 {
		at = len(s.numbers)
		s.numbers = append(s.numbers, request)
	}
	return &casesv1.AssignTlvNumberResponse{TlvNumber: fmt.Sprintf("PO2603-%06d", 101+at)}, nil
}

func (s *Services) composeBundle(
	_ context.Context, request *documentsv1.ComposeBundleRequest,
) (*documentsv1.ComposeBundleResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.bundles = append(s.bundles, request)
	bundle := &bezwaarv1.Bundle{
		DocumentId: request.Key + "/pdf",
		FilesId:    request.Key + "/zip",
		Items: []*bezwaarv1.BundleItem{
			{Number: 1, Title: "Bezwaarschrift", DocumentId: request.Facts.ObjectionId, FirstPage: 3, Pages: 2},
			{Number: 2, Title: "Besluit waartegen bezwaar is gemaakt", DocumentId: "letter-1", FirstPage: 5, Pages: 1},
		},
	}
	if request.Facts.DefenceTextId == "" {
		bundle.Missing = []string{"verweerschrift"}
	}
	return &documentsv1.ComposeBundleResponse{Bundle: bundle}, nil
}

// Refused is a decision to refuse a TLV of the school in Zeist, announced on a day; from and until when objecting was possible is for
// the caller to say.
func Refused(caseID, announcedOn, lastOn string) *bezwaarv1.DecidedCase {
	return &bezwaarv1.DecidedCase{
		CaseId:             caseID,
		DossierId:          caseID,
		ApplicantSchoolId:  tlvtest.Bao,
		ReceivingSchoolId:  tlvtest.Sbo,
		MunicipalityId:     "zeist",
		SubregionId:        "zeist",
		BoardId:            tlvtest.Board,
		AnnouncedOn:        announcedOn,
		ObjectionPlannedOn: lastOn,
		ObjectionLastOn:    lastOn,
		Parties: []string{
			string(party.Of(party.School, tlvtest.Bao)), "sot:zeist", string(party.TheOffice), string(party.TheDirector),
			tlvtest.FirstParent, tlvtest.SecondParent, "expert:" + tlvtest.Gz, "expert:" + tlvtest.Ortho,
		},
		Application: tlvtest.Submit(caseID).Application,
		Decision: &tlvv1.Decision{
			ReasonsTextId: "text-reasons", DecidedOn: announcedOn, AnnouncedOn: announcedOn, LetterIds: []string{"letter-1"},
			DecidedBy: tlvtest.Director,
		},
		Experts: []*tlvv1.Expert{{Id: tlvtest.Gz, Profession: "gz-psycholoog"}, {Id: tlvtest.Ortho, Profession: "orthopedagoog"}},
	}
}

// Granted is a decision to grant one for sbo, otherwise the same.
func Granted(caseID, announcedOn, lastOn string) *bezwaarv1.DecidedCase {
	d := Refused(caseID, announcedOn, lastOn)
	d.Parties = append(d.Parties, string(party.Of(party.School, tlvtest.Sbo)))
	d.Decision = &tlvv1.Decision{
		Granted: true, Destination: tlvv1.Destination_DESTINATION_SBO, Extent: tlvv1.Extent_EXTENT_FULL,
		ValidFrom: announcedOn, ValidUntil: "2028-07-31", ReceivingSchoolId: tlvtest.Sbo, TlvNumber: "PO2603-000007",
		DecidedOn: announcedOn, AnnouncedOn: announcedOn, LetterIds: []string{"letter-1"}, DecidedBy: tlvtest.Director,
	}
	return d
}
