package tlvtest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"traject.nl/proto/contract/cases"
	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/failure"
	"traject.nl/proto/contract/notifications"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/registry"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	registryv1 "traject.nl/proto/gen/traject/registry/v1"
)

// The parents of every child in these cases.
const (
	FirstParent  = "parent:1111111111aaaaaaaaaa"
	SecondParent = "parent:2222222222bbbbbbbbbb"
)

// Board of every school, and SotContact the fixed SOT-medewerker of the subregion.
const (
	Board      = "bestuur-zeist"
	SotContact = "subject-of-the-fixed-sot"
)

// UnknownPiece is the id of a piece that no dossier holds.
const UnknownPiece = "piece-unknown"

// Services stand in for the services of Traject: they answer as those would, and keep what they were told. A record that is told
// something that breaks its rules refuses, which stops the case and so fails the test.
type Services struct {
	// WithoutGroeidocument: no dossier has one.
	WithoutGroeidocument bool
	// From is the procedure of whatever case something is started from.
	From string
	// OtherCases of the pupil, besides the one of the story.
	OtherCases []*documentsv1.PupilCase

	mu       sync.Mutex
	away     map[string]int
	refusing map[string]bool
	views    map[string]*casesv1.View
	entries  map[string][]*caseworkv1.TimelineEntry
	shares   map[string]*documentsv1.ShareRequest
	attached []*documentsv1.AttachRequest
	letters  []*documentsv1.ComposeLettersRequest
	written  []*documentsv1.ComposeLetterRequest
	notices  []*notificationsv1.NotifyRequest
	sought   []*registryv1.ContactsRequest
	numbers  []string
	followed map[string]*plaatsingv1.Input
}

// NewServices have no cases yet.
func NewServices() *Services {
	return &Services{
		views:   map[string]*casesv1.View{},
		entries: map[string][]*caseworkv1.TimelineEntry{},
		shares:  map[string]*documentsv1.ShareRequest{},
		away:    map[string]int{}, refusing: map[string]bool{}, followed: map[string]*plaatsingv1.Input{},
	}
}

// Activities by task queue and name.
func (s *Services) Activities() map[string]map[string]any {
	return map[string]map[string]any{
		cases.TaskQueue: {
			cases.Project:         MayFail(s, cases.Project, s.project),
			cases.AssignTLVNumber: MayFail(s, cases.AssignTLVNumber, s.assignTLVNumber),
		},
		documents.TaskQueue: {
			documents.AdmitDossier:    MayFail(s, documents.AdmitDossier, s.admitDossier),
			documents.Share:           MayFail(s, documents.Share, s.share),
			documents.Attach:          MayFail(s, documents.Attach, s.attach),
			documents.ComposeLetters:  MayFail(s, documents.ComposeLetters, s.composeLetters),
			documents.ComposeLetter:   MayFail(s, documents.ComposeLetter, s.composeLetter),
			documents.SealedAddresses: MayFail(s, documents.SealedAddresses, s.sealedAddresses),
			documents.CasesOfPupil:    MayFail(s, documents.CasesOfPupil, s.casesOfPupil),
		},
		registry.TaskQueue: {
			registry.DescribeSchools: MayFail(s, registry.DescribeSchools, s.describeSchools),
			registry.DescribeExperts: MayFail(s, registry.DescribeExperts, s.describeExperts),
			registry.Contacts:        MayFail(s, registry.Contacts, s.contacts),
		},
		notifications.TaskQueue: {
			notifications.Notify: MayFail(s, notifications.Notify, s.notify),
		},
	}
}

// MayFail makes an activity of a stand-in fail as long as the services say so (GoAway, RefuseAll).
func MayFail[Request, Response any](
	s *Services, activity string, do func(context.Context, Request) (Response, error),
) func(context.Context, Request) (Response, error) {
	return func(ctx context.Context, request Request) (Response, error) {
		if err := s.Failing(activity); err != nil {
			var none Response
			return none, err
		}
		return do(ctx, request)
	}
}

// GoAway lets an activity fail so many times before it answers again.
func (s *Services) GoAway(activity string, times int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.away[activity] = times
}

// RefuseAll lets an activity refuse whatever it is asked.
func (s *Services) RefuseAll(activity string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refusing[activity] = true
}

// Failing is the error with which an activity fails now; nil when it answers.
func (s *Services) Failing(activity string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.refusing[activity] {
		return refuse("", "Dit kan niet.")
	}
	if s.away[activity] > 0 {
		s.away[activity]--
		return errors.New(activity + " is away")
	}
	return nil
}

// View is what the record shows of a case; nil when it has none.
func (s *Services) View(caseID string) *casesv1.View {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.views[caseID]
}

// Timeline of a case.
func (s *Services) Timeline(caseID string) []*caseworkv1.TimelineEntry {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.entries[caseID])
}

// Shared is who may see what of the dossier of a case.
func (s *Services) Shared(caseID string) *documentsv1.ShareRequest {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.shares[caseID]
}

// Notices that were sent, in order.
func (s *Services) Notices() []*notificationsv1.NotifyRequest {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.notices)
}

// Sought are the addresses that were asked of the registry, in order.
func (s *Services) Sought() []*registryv1.ContactsRequest {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.sought)
}

// Attached pieces, in order.
func (s *Services) Attached() []*documentsv1.AttachRequest {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.attached)
}

// Letters that were asked for.
func (s *Services) Letters() []*documentsv1.ComposeLettersRequest {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.letters)
}

// Written are the letters about terms and notices of default that were asked for.
func (s *Services) Written() []*documentsv1.ComposeLetterRequest {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.written)
}

func (s *Services) project(_ context.Context, request *casesv1.ProjectRequest) (*casesv1.ProjectResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := request.View.CaseId
	for _, entry := range request.Entries {
		switch have := int64(len(s.entries[id])); {
		case entry.Version == have+1:
			s.entries[id] = append(s.entries[id], entry)
		case entry.Version > have+1:
			return nil, refuse("entries", fmt.Sprintf("Na regel %d komt regel %d.", have, entry.Version))
		}
	}
	if last := int64(len(s.entries[id])); request.View.Version != last {
		return nil, refuse("view", fmt.Sprintf("Het beeld heeft versie %d, de laatste regel is %d.", request.View.Version, last))
	}
	s.views[id] = request.View
	return &casesv1.ProjectResponse{}, nil
}

func (s *Services) assignTLVNumber(
	_ context.Context, request *casesv1.AssignTlvNumberRequest,
) (*casesv1.AssignTlvNumberResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !slices.Contains(s.numbers, request.CaseId) {
		s.numbers = append(s.numbers, request.CaseId)
	}
	number := fmt.Sprintf("PO2603-%06d", slices.Index(s.numbers, request.CaseId)+1)
	return &casesv1.AssignTlvNumberResponse{TlvNumber: number}, nil
}

func (s *Services) admitDossier(
	_ context.Context, request *documentsv1.AdmitDossierRequest,
) (*documentsv1.AdmitDossierResponse, error) {
	if strings.HasPrefix(request.DossierId, "incomplete") {
		return nil, refuse("pupil", "Vul de gegevens van de leerling in.")
	}
	answer := &documentsv1.AdmitDossierResponse{
		Parents:          []string{FirstParent, SecondParent},
		HasGroeidocument: !s.WithoutGroeidocument,
	}
	if request.FromCaseId != "" {
		answer.FromProcedure = s.From
	}
	return answer, nil
}

func (s *Services) casesOfPupil(
	_ context.Context, request *documentsv1.CasesOfPupilRequest,
) (*documentsv1.CasesOfPupilResponse, error) {
	return &documentsv1.CasesOfPupilResponse{Cases: s.OtherCases}, nil
}

// Follow stands in for the process that follows a placement.
func (s *Services) Follow(workflowID string, input *plaatsingv1.Input) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.followed[workflowID] = input
}

// Followed are the cases that follow a placement, by workflow id.
func (s *Services) Followed() map[string]*plaatsingv1.Input {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.followed)
}

func (s *Services) share(_ context.Context, request *documentsv1.ShareRequest) (*documentsv1.ShareResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if have := s.shares[request.CaseId]; have == nil || request.Version >= have.Version {
		s.shares[request.CaseId] = request
	}
	return &documentsv1.ShareResponse{}, nil
}

func (s *Services) attach(_ context.Context, request *documentsv1.AttachRequest) (*documentsv1.AttachResponse, error) {
	for _, piece := range request.Pieces {
		if piece.Id == UnknownPiece {
			return nil, refuse("", "Dit stuk zit niet in het dossier. Voeg het opnieuw toe.")
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.attached = append(s.attached, request)
	return &documentsv1.AttachResponse{}, nil
}

func (s *Services) composeLetters(
	_ context.Context, request *documentsv1.ComposeLettersRequest,
) (*documentsv1.ComposeLettersResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.letters = append(s.letters, request)
	response := &documentsv1.ComposeLettersResponse{}
	for i, to := range request.Addressees {
		response.Letters = append(response.Letters, &documentsv1.Letter{DocumentId: fmt.Sprintf("letter-%d", i+1), Party: to.Party})
	}
	return response, nil
}

func (s *Services) composeLetter(
	_ context.Context, request *documentsv1.ComposeLetterRequest,
) (*documentsv1.ComposeLetterResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.written = append(s.written, request)
	response := &documentsv1.ComposeLetterResponse{}
	for _, to := range request.Addressees {
		response.Letters = append(response.Letters, &documentsv1.Letter{DocumentId: request.Key + "/" + to.Party, Party: to.Party})
	}
	return response, nil
}

func (s *Services) sealedAddresses(
	_ context.Context, request *documentsv1.SealedAddressesRequest,
) (*documentsv1.SealedAddressesResponse, error) {
	return &documentsv1.SealedAddressesResponse{Sealed: sealed(request.Parties)}, nil
}

func (s *Services) contacts(_ context.Context, request *registryv1.ContactsRequest) (*registryv1.ContactsResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sought = append(s.sought, request)
	return &registryv1.ContactsResponse{Sealed: sealed(request.Parties)}, nil
}

func sealed(parties []string) map[string][]byte {
	addresses := map[string][]byte{}
	for _, p := range parties {
		addresses[p] = []byte("sealed for " + p)
	}
	return addresses
}

func (s *Services) notify(
	_ context.Context, request *notificationsv1.NotifyRequest,
) (*notificationsv1.NotifyResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	same := func(n *notificationsv1.NotifyRequest) bool { return n.Key == request.Key }
	if !slices.ContainsFunc(s.notices, same) {
		s.notices = append(s.notices, request)
	}
	return &notificationsv1.NotifyResponse{Sent: len(request.SealedAddress) > 0}, nil
}

func (s *Services) describeSchools(
	_ context.Context, request *registryv1.DescribeSchoolsRequest,
) (*registryv1.DescribeSchoolsResponse, error) {
	response := &registryv1.DescribeSchoolsResponse{}
	for i, id := range request.Ids {
		kind, ok := schools[id]
		if !ok {
			return nil, refuse(fmt.Sprintf("ids[%d]", i), "De school "+id+" staat niet in het register. Kies een school uit de lijst.")
		}
		response.Schools = append(response.Schools, &registryv1.School{
			Id: id, Name: "School " + id, Type: kind, Street: "Dorpsstraat 1", Postcode: "3701 AA", Place: "Zeist",
			MunicipalityId: "zeist", SubregionId: "zeist", SotParty: string(party.Of(party.SOT, "zeist")),
			BoardId: Board, SotContact: SotContact,
		})
	}
	return response, nil
}

func (s *Services) describeExperts(
	_ context.Context, request *registryv1.DescribeExpertsRequest,
) (*registryv1.DescribeExpertsResponse, error) {
	response := &registryv1.DescribeExpertsResponse{}
	for i, id := range request.Ids {
		profession, ok := experts[id]
		if !ok {
			return nil, refuse(fmt.Sprintf("ids[%d]", i), "De deskundige "+id+" staat niet in het register.")
		}
		response.Experts = append(response.Experts, &registryv1.Expert{Id: id, Profession: profession})
	}
	return response, nil
}

func refuse(field, detail string) error {
	return failure.Refuse(failure.BadInput, failure.Problem{Field: field, Detail: detail})
}
