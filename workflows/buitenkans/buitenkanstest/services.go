package buitenkanstest

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/cases"
	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/failure"
	"traject.nl/proto/contract/registry"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	registryv1 "traject.nl/proto/gen/traject/registry/v1"
	"traject.nl/workflows/buitenkans/places"
	"traject.nl/workflows/terms"
	"traject.nl/workflows/tlv/tlvtest"
)

// Placed is a dossier of a pupil who has an open case at the Buitenkans already, and WithoutGroeidocument one without that paper.
const (
	Placed               = "placed-already"
	WithoutGroeidocument = "without-groeidocument"
)

// Services stand in for the services of Traject: those of the TLV procedure, the book of places, and the registry of its groups.
type Services struct {
	*tlvtest.Services
	// Today is the day on which the book of places is asked something.
	Today func() terms.Date

	mu       sync.Mutex
	groups   []*registryv1.Group
	book     *buitenkansv1.Places
	asked    []*casesv1.PlaceRequest
	answered map[string]*buitenkansv1.PlaceAnswer
	written  []*buitenkansv1.Places
}

// NewServices have two groups and an empty book. Group Laag, for groep 3 to 5, has two places, and group Hoog, for groep 6 to 8, one.
func NewServices() *Services {
	return &Services{
		Services: tlvtest.NewServices(),
		Today:    func() terms.Date { return terms.DateOf(time.Now()) },
		groups: []*registryv1.Group{
			{Id: "laag", Name: "Laag", FromGroep: 3, ToGroep: 5, Capacities: always(2)},
			{Id: "hoog", Name: "Hoog", FromGroep: 6, ToGroep: 8, Capacities: always(1)},
		},
		book:     &buitenkansv1.Places{ProvisionId: "buitenkans"},
		answered: map[string]*buitenkansv1.PlaceAnswer{},
	}
}

// always has a group so many places.
func always(n int32) []*registryv1.Capacity {
	return []*registryv1.Capacity{{FromOn: "2026-01-01", UntilOn: "2040-12-31", Places: n}}
}

// Activities by task queue and name.
func (s *Services) Activities() map[string]map[string]any {
	all := s.Services.Activities()
	maps.Copy(all[cases.TaskQueue], map[string]any{
		cases.DoPlace:       tlvtest.MayFail(s.Services, cases.DoPlace, s.doPlace),
		cases.ProjectPlaces: tlvtest.MayFail(s.Services, cases.ProjectPlaces, s.projectPlaces),
	})
	all[registry.TaskQueue][registry.DescribeProvision] = tlvtest.MayFail(s.Services, registry.DescribeProvision, s.describeProvision)
	all[documents.TaskQueue][documents.AdmitDossier] = tlvtest.MayFail(s.Services, documents.AdmitDossier, s.admitDossier)
	return all
}

// SetGroups changes what the registry has.
func (s *Services) SetGroups(groups ...*registryv1.Group) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.groups = groups
}

// Take puts another pupil in the book, as if from another case.
func (s *Services) Take(caseID string, groep int32) {
	s.arrange(func(b *places.Book) {
		b.Ask(&buitenkansv1.AskPlace{CaseId: caseID, SchoolId: tlvtest.OtherBao, Groep: groep, AdmittedOn: "2026-01-05", Weeks: 13})
	})
}

// Leave takes a pupil out of the book, as if from another case.
func (s *Services) Leave(caseID string) {
	s.arrange(func(b *places.Book) { b.Leave(&buitenkansv1.LeavePlace{CaseId: caseID}) })
}

// News is what the book would now tell a case that waits.
func (s *Services) News(caseID string) *buitenkansv1.PlaceNews {
	s.mu.Lock()
	defer s.mu.Unlock()
	return &buitenkansv1.PlaceNews{Answer: places.Open(s.book).Answer(caseID), Version: s.book.Version}
}

// Stay is the place that the book has for a case; nil when it has none.
func (s *Services) Stay(caseID string) *buitenkansv1.Place {
	s.mu.Lock()
	defer s.mu.Unlock()
	return places.Open(s.book).Answer(caseID).GetPlace()
}

// Asked are the acts on places, in order; of those that were tried again only the first.
func (s *Services) Asked() []*casesv1.PlaceRequest {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.asked)
}

// Books are the versions of the book that the record got.
func (s *Services) Books() []*buitenkansv1.Places {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.written)
}

func (s *Services) arrange(do func(*places.Book)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	book := places.Open(s.book)
	book.SetGroups(s.groups)
	do(book)
	book.Arrange(s.Today(), places.School{})
	s.book = book.Places()
	s.book.Version++
}

// doPlace is the process that keeps the book: the same key twice gives the same answer.
func (s *Services) doPlace(_ context.Context, request *casesv1.PlaceRequest) (*casesv1.PlaceResponse, error) {
	s.mu.Lock()
	have := s.answered[request.Key]
	book := places.Open(s.book)
	book.SetGroups(s.groups)
	s.mu.Unlock()
	if have != nil {
		return &casesv1.PlaceResponse{Answer: have}, nil
	}
	if move := request.GetMove(); move != nil {
		if err := book.CheckMove(move); err != nil {
			return nil, err
		}
	}
	s.arrange(func(b *places.Book) {
		switch act := request.Act.(type) {
		case *casesv1.PlaceRequest_Ask:
			b.Ask(act.Ask)
		case *casesv1.PlaceRequest_Move:
			b.Move(act.Move)
		case *casesv1.PlaceRequest_Leave:
			b.Leave(act.Leave)
		}
	})
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = append(s.asked, request)
	caseID, _, _ := strings.Cut(request.Key, "/")
	s.answered[request.Key] = places.Open(s.book).Answer(caseID)
	return &casesv1.PlaceResponse{Answer: s.answered[request.Key]}, nil
}

func (s *Services) projectPlaces(_ context.Context, request *casesv1.ProjectPlacesRequest) (*casesv1.ProjectPlacesResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.written = append(s.written, proto.CloneOf(request.Places))
	return &casesv1.ProjectPlacesResponse{}, nil
}

func (s *Services) describeProvision(
	_ context.Context, _ *registryv1.DescribeProvisionRequest,
) (*registryv1.DescribeProvisionResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return &registryv1.DescribeProvisionResponse{Groups: s.groups}, nil
}

func (s *Services) admitDossier(
	_ context.Context, request *documentsv1.AdmitDossierRequest,
) (*documentsv1.AdmitDossierResponse, error) {
	switch request.DossierId {
	case Placed:
		return nil, refuse("dossier_id", "Voor deze leerling loopt al een aanvraag bij de Buitenkans.")
	case WithoutGroeidocument:
		return nil, refuse("dossier_id", "Voeg eerst het groeidocument toe.")
	}
	return &documentsv1.AdmitDossierResponse{
		Parents: []string{tlvtest.FirstParent, tlvtest.SecondParent}, HasGroeidocument: true,
	}, nil
}

func refuse(field, detail string) error {
	return failure.Refuse(failure.BadInput, failure.Problem{Field: field, Detail: detail})
}
