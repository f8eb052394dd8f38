package cases

import (
	"cmp"
	"context"
	"encoding/base64"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"traject.nl/proto/contract/party"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	"traject.nl/services/platform/access"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
)

var readErrors = []int{http.StatusBadRequest, http.StatusUnauthorized, http.StatusServiceUnavailable}

func (s *service) registerReads(api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "listCases", Method: http.MethodGet, Path: "/v1/cases", Tags: []string{"reads"}, Errors: readErrors,
		Summary: "My cases, the one with the earliest next date first",
	}, s.list)
	huma.Register(api, huma.Operation{
		OperationID: "getCase", Method: http.MethodGet, Path: "/v1/cases/{caseId}", Tags: []string{"reads"},
		Errors:  append([]int{http.StatusNotFound}, readErrors...),
		Summary: "One case: where it stands, who must act, its terms and its story",
	}, s.get)
	huma.Register(api, huma.Operation{
		OperationID: "listTasks", Method: http.MethodGet, Path: "/v1/tasks", Tags: []string{"reads"},
		Errors:  append([]int{http.StatusForbidden}, readErrors...),
		Summary: "Open tasks, the earliest due first",
	}, s.tasks)
	huma.Register(api, huma.Operation{
		OperationID: "listTlvRegister", Method: http.MethodGet, Path: "/v1/tlv-register", Tags: []string{"reads"},
		Errors:  append([]int{http.StatusForbidden}, readErrors...),
		Summary: "All TLVs given, the newest number first",
	}, s.listRegister)
	s.registerTerms(api)
	s.registerPenalties(api)
	s.registerEscalations(api)
	s.registerPlaces(api)
	s.registerPlacements(api)
	s.registerPupilTimeline(api)
	s.registerOogo(api)
}

type listInput struct {
	Phase     string `query:"phase" maxLength:"40" doc:"Only cases in this phase."`
	Closed    string `query:"closed" enum:"true,false"`
	School    string `query:"school" maxLength:"100" doc:"Only cases in which this school applies or receives."`
	Procedure string `query:"procedure" enum:"tlv,bezwaar,buitenkans,plaatsing"`
	As        string `query:"as" enum:"applicant,receiving" doc:"Only cases in which one of my schools has this part."`
	DecideBy  string `query:"decideBy" format:"date" doc:"Only cases with a decision term that runs and must end on or before this day, as far as I see their terms."`
	Limit     int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor    string `query:"cursor" maxLength:"200" doc:"nextCursor of the page before."`
}

type listOutput struct {
	Body struct {
		Cases      []CaseItem `json:"cases" nullable:"false"`
		NextCursor string     `json:"nextCursor,omitempty" doc:"Absent on the last page."`
		Total      int        `json:"total" doc:"How many there are on all pages."`
	}
}

func (s *service) list(ctx context.Context, in *listInput) (*listOutput, error) {
	person := identity.From(ctx)
	q := CaseQuery{Parties: mine(person), Procedure: in.Procedure, Phase: in.Phase, School: in.School, Limit: in.Limit + 1}
	if in.Closed != "" {
		closed := in.Closed == "true"
		q.Closed = &closed
	}
	switch access.Standing(in.As) {
	case access.Applicant:
		q.Applicant = schools(person)
	case access.Receiving:
		q.Receiver = schools(person)
	}
	after, err := parseCursor(in.Cursor)
	if err != nil {
		return nil, edge.BadRequest(edge.FieldProblem{Location: "query.cursor", Message: "Begin opnieuw bij de eerste bladzijde: deze plek kennen wij niet."})
	}
	q.After = after
	views, total, err := s.listed(ctx, person, q, in.DecideBy)
	if err != nil {
		return nil, edge.Problem(err)
	}
	out := &listOutput{}
	out.Body.Cases, out.Body.Total = []CaseItem{}, total
	if len(views) > in.Limit {
		views = views[:in.Limit]
		last := views[in.Limit-1]
		out.Body.NextCursor = Position{NextOn: NextOn(last), CaseID: last.GetCaseId()}.cursor()
	}
	for _, view := range views {
		out.Body.Cases = append(out.Body.Cases, s.reader(person, view).item())
	}
	return out, nil
}

// listed gives the cases that a query selects, and how many there are in all. With a day, only those that must be decided by then.
func (s *service) listed(ctx context.Context, person identity.Person, q CaseQuery, decideBy string) ([]*casesv1.View, int, error) {
	if decideBy == "" {
		total, err := s.store.Count(ctx, q)
		if err != nil {
			return nil, 0, err
		}
		views, err := s.store.Cases(ctx, q)
		return views, total, err
	}
	all := q
	all.Running, all.After, all.Limit = true, nil, 0
	views, err := s.store.Cases(ctx, all)
	views = slices.DeleteFunc(slices.Clone(views), func(view *casesv1.View) bool {
		term := s.reader(person, view).decisionTerm()
		return term == nil || term.PlannedOn == "" || term.PlannedOn > decideBy
	})
	total := len(views)
	if q.After != nil {
		views = slices.DeleteFunc(views, func(view *casesv1.View) bool {
			return Position{NextOn: NextOn(view), CaseID: view.GetCaseId()}.compare(*q.After) <= 0
		})
	}
	return views[:min(q.Limit, len(views))], total, err
}

func (s *service) reader(person identity.Person, view *casesv1.View) reader {
	return reader{Viewer: viewerOf(person, view), view: view, today: s.clock.Today(), own: person.Parties, subject: person.Subject}
}

// schools of the person, by id.
func schools(person identity.Person) []string {
	ids := []string{}
	for _, who := range person.Parties {
		if who.Role() == party.School {
			ids = append(ids, who.ID())
		}
	}
	return ids
}

func (p Position) cursor() string {
	return base64.RawURLEncoding.EncodeToString([]byte(p.NextOn + " " + p.CaseID))
}

func parseCursor(cursor string) (*Position, error) {
	if cursor == "" {
		return nil, nil
	}
	content, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return nil, fmt.Errorf("cursor %q: %w", cursor, err)
	}
	on, id, ok := strings.Cut(string(content), " ")
	if !ok {
		return nil, fmt.Errorf("cursor %q: want a date and a case id", cursor)
	}
	return &Position{NextOn: on, CaseID: id}, nil
}

type getInput struct {
	CaseID string `path:"caseId" doc:"Opaque id of the case."`
}

type getOutput struct {
	ETag string `header:"ETag" doc:"The version of the case."`
	Body CaseView
}

func (s *service) get(ctx context.Context, in *getInput) (*getOutput, error) {
	person := identity.From(ctx)
	record, _, err := s.own(ctx, person, in.CaseID)
	if err != nil {
		return nil, err
	}
	beside, err := s.store.Beside(ctx, relatedTo(person, record.View), record.View.GetProcedure())
	if err != nil {
		return nil, edge.Problem(err)
	}
	reader := s.reader(person, record.View)
	reader.newest = beside.NewestPolicy
	shown := reader.whole(record.Timeline)
	shown.Related = related(person, record.View, beside.Cases)
	return &getOutput{ETag: fmt.Sprintf("%q", fmt.Sprint(record.View.GetVersion())), Body: shown}, nil
}

type tasksInput struct {
	Scope    string `query:"scope" enum:"mine,subregion,all" default:"mine" doc:"subregion: of everyone in the cases of the SOT's subregion; all: of everyone, for office and director."`
	School   string `query:"school" maxLength:"100" doc:"Only cases of this applicant school."`
	Kind     string `query:"kind" maxLength:"40" doc:"Only tasks of this kind."`
	Assignee string `query:"assignee" enum:"me,colleague,nobody" doc:"Only tasks that I took up, that a colleague did, or that nobody did."`
	Limit    int    `query:"limit" minimum:"1" maximum:"200" doc:"How many tasks a page has; all, when it is left out."`
	Cursor   string `query:"cursor" maxLength:"400" doc:"nextCursor of the page before."`
}

// TaskItem is an open task in a list, with what is needed to show its case.
type TaskItem struct {
	TaskView
	CaseID            string `json:"caseId"`
	Procedure         string `json:"procedure" enum:"tlv,bezwaar,buitenkans,plaatsing"`
	Phase             string `json:"phase"`
	DossierID         string `json:"dossierId"`
	ApplicantSchoolID string `json:"applicantSchoolId"`
	ReceivingSchoolID string `json:"receivingSchoolId"`
	SubregionID       string `json:"subregionId"`
}

type tasksOutput struct {
	Body struct {
		Today string     `json:"today" format:"date" doc:"The day from which daysLeft counts (Amsterdam)."`
		Tasks []TaskItem `json:"tasks" nullable:"false"`
		Total int        `json:"total" doc:"How many there are, on all pages."`
		// NextCursor leads to the page behind this one.
		NextCursor string `json:"nextCursor,omitempty" doc:"Absent on the last page."`
	}
}

func (s *service) tasks(ctx context.Context, in *tasksInput) (*tasksOutput, error) {
	person := identity.From(ctx)
	q, err := taskQuery(person, in)
	if err != nil {
		return nil, err
	}
	views, err := s.store.Cases(ctx, q)
	if err != nil {
		return nil, edge.Problem(err)
	}
	items := []TaskItem{}
	for _, view := range views {
		items = append(items, s.reader(person, view).openTasks(in)...)
	}
	slices.SortStableFunc(items, func(a, b TaskItem) int { return a.place().compare(b.place()) })
	out := &tasksOutput{}
	out.Body.Today, out.Body.Total = s.clock.Today(), len(items)
	out.Body.Tasks, out.Body.NextCursor, err = taskPage(items, in)
	return out, err
}

// taskQuery selects the cases with the tasks of a scope; a scope that is not the person's is refused.
func taskQuery(person identity.Person, in *tasksInput) (CaseQuery, error) {
	var q CaseQuery
	if in.School != "" {
		q.Applicant = []string{in.School}
	}
	switch in.Scope {
	case "subregion":
		q.Parties, q.AnyOpen = inRole(person, party.SOT), true
	case "all":
		q.Parties, q.AnyOpen = inRole(person, party.Office, party.Director), true
	default:
		q.Parties = mine(person)
		q.OpenFor = q.Parties
		return q, nil
	}
	if len(q.Parties) == 0 {
		return q, edge.Forbidden("U kunt alleen uw eigen taken zien.")
	}
	return q, nil
}

// inRole gives the parties of the person in one of these roles.
func inRole(person identity.Person, roles ...party.Role) []string {
	var names []string
	for _, who := range person.Parties {
		if slices.Contains(roles, who.Role()) {
			names = append(names, string(who))
		}
	}
	return names
}

// openTasks are the open tasks of a case that were asked for and that the reader may see.
func (r reader) openTasks(in *tasksInput) []TaskItem {
	var items []TaskItem
	for _, task := range r.view.GetTasks() {
		if !isOpen(task) || !r.MayTask(task) || in.Kind != "" && in.Kind != task.GetKind() {
			continue
		}
		if in.Scope == "mine" && !r.isMine(task) || in.Assignee != "" && in.Assignee != cmp.Or(r.assignee(task), "nobody") {
			continue
		}
		items = append(items, TaskItem{
			TaskView: r.task(task), CaseID: r.view.GetCaseId(), Procedure: r.view.GetProcedure(), Phase: r.view.GetPhase(), DossierID: r.view.GetDossierId(),
			ApplicantSchoolID: r.view.GetApplicantSchoolId(), ReceivingSchoolID: r.view.GetReceivingSchoolId(),
			SubregionID: r.view.GetSubregionId(),
		})
	}
	return items
}
