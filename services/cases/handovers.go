package cases

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"
	"golang.org/x/sync/errgroup"

	"traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/party"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
)

// atOnce is how many tasks are handed over at the same time.
const atOnce = 8

func (s *service) registerHandovers(api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "handOverTasks", Method: http.MethodPost, Path: "/v1/task-handovers", DefaultStatus: http.StatusOK, Tags: []string{"acts"},
		Errors:      actErrors,
		Summary:     "Hand over all open tasks of a party, or of one colleague",
		Description: "For when somebody is ill. Each task is an act of its own: the answer says of each whether it was handed over. Doing it again does what is left.",
	}, s.handOver)
}

// HandoversBody says whose tasks go to whom.
type HandoversBody struct {
	From        string `json:"from" minLength:"3" maxLength:"100" doc:"The party that has the tasks." example:"sot:zeist"`
	FromSubject string `json:"fromSubject,omitempty" maxLength:"255" doc:"Only the tasks of this colleague."`
	ToParty     string `json:"toParty" minLength:"3" maxLength:"100" doc:"A party of the same role; the same one to hand over to a colleague."`
	ToSubject   string `json:"toSubject,omitempty" maxLength:"255" doc:"The colleague; absent for whoever takes them up."`
}

// Resolve checks what the schema cannot say.
func (b *HandoversBody) Resolve(_ huma.Context, at *huma.PathBuffer) []error {
	wrong := knownParty(at, field{"from", b.From}, field{"toParty", b.ToParty})
	if len(wrong) == 0 && party.Party(b.From).Role() != party.Party(b.ToParty).Role() {
		wrong = append(wrong, &huma.ErrorDetail{Location: at.With("toParty"), Message: "Kies iemand die dezelfde rol heeft als wie de taken nu heeft."})
	}
	if b.From == b.ToParty && b.FromSubject == b.ToSubject {
		wrong = append(wrong, &huma.ErrorDetail{Location: at.With("toSubject"), Message: "De taken liggen daar al. Kies een collega."})
	}
	return wrong
}

type handoversInput struct {
	edge.IdempotencyKey
	Body HandoversBody
}

// HandoverResult is what became of one task.
type HandoverResult struct {
	CaseID string `json:"caseId"`
	TaskID string `json:"taskId"`
	Title  string `json:"title"`
	Done   bool   `json:"done"`
	Detail string `json:"detail,omitempty" doc:"Why not, in Dutch."`
}

type handoversOutput struct {
	Body struct {
		HandedOver int              `json:"handedOver"`
		Failed     int              `json:"failed"`
		Results    []HandoverResult `json:"results" nullable:"false"`
	}
}

func (s *service) handOver(ctx context.Context, in *handoversInput) (*handoversOutput, error) {
	person := identity.From(ctx)
	as, err := handingOver(person, party.Party(in.Body.From))
	if err != nil {
		return nil, err
	}
	views, err := s.store.Cases(ctx, CaseQuery{Parties: []string{string(as)}, OpenFor: []string{in.Body.From}})
	if err != nil {
		return nil, edge.Problem(err)
	}
	out := &handoversOutput{}
	out.Body.Results = []HandoverResult{}
	var procedures []string
	for _, view := range views {
		for _, task := range in.Body.tasksIn(view) {
			out.Body.Results = append(out.Body.Results, HandoverResult{CaseID: view.GetCaseId(), TaskID: task.GetId(), Title: task.GetTitle()})
			procedures = append(procedures, view.GetProcedure())
		}
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	for i := range out.Body.Results {
		result := &out.Body.Results[i]
		group.Go(func() error { return s.handOverOne(ctx, person, as, in, procedures[i], result) })
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	for _, result := range out.Body.Results {
		if result.Done {
			out.Body.HandedOver++
		} else {
			out.Body.Failed++
		}
	}
	return out, nil
}

// tasksIn are the open tasks in a case that go: not those that are where they should be already.
func (b *HandoversBody) tasksIn(view *casesv1.View) []*caseworkv1.Task {
	var tasks []*caseworkv1.Task
	for _, task := range view.GetTasks() {
		theirs := task.GetParty() == b.From && (b.FromSubject == "" || b.FromSubject == task.GetAssignee())
		there := task.GetParty() == b.ToParty && task.GetAssignee() == b.ToSubject
		if isOpen(task) && theirs && !there {
			tasks = append(tasks, task)
		}
	}
	return tasks
}

// handingOver gives the party as which the person hands over tasks of a party: that party itself, or the office or the
// director for a SOT.
func handingOver(person identity.Person, from party.Party) (party.Party, error) {
	may := func(who party.Party) bool {
		stands := from.Role() == party.SOT && (who.Role() == party.Office || who.Role() == party.Director)
		return (who == from || stands) && casework.Actors.May(who.Role(), casework.HandOverTask)
	}
	// As the party itself, if the person is that too.
	if i := slices.Index(person.Parties, from); i >= 0 && may(from) {
		return from, nil
	}
	if i := slices.IndexFunc(person.Parties, may); i >= 0 {
		return person.Parties[i], nil
	}
	return "", edge.Forbidden("U kunt alleen taken van uzelf of uw collega's overdragen.")
}

// handOverOne hands over one task. A refusal of the process is a result; when it is not known what became of it, the whole
// request fails and can be sent again.
func (s *service) handOverOne(
	ctx context.Context, person identity.Person, as party.Party, in *handoversInput, procedure string, result *HandoverResult,
) error {
	body := &TaskHandoverBody{TaskID: result.TaskID, ToParty: in.Body.ToParty, ToSubject: in.Body.ToSubject}
	request := request{
		person: person, as: as, caseID: result.CaseID, key: in.Key + "/" + result.CaseID + "/" + result.TaskID, act: casework.HandOverTask, body: body,
	}
	_, err := s.do(ctx, procedure, request)
	var refusal *edge.ProblemDetails
	if errors.As(err, &refusal) && refusal.Status < http.StatusInternalServerError {
		result.Detail = refusal.Detail
		if len(refusal.Errors) > 0 {
			result.Detail = refusal.Errors[0].Message
		}
		return nil
	}
	result.Done = err == nil
	return err
}
