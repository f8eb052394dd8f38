package buitenkanstest

import (
	"context"

	"go.temporal.io/sdk/client"
	"google.golang.org/protobuf/proto"

	contract "traject.nl/proto/contract/buitenkans"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	registryv1 "traject.nl/proto/gen/traject/registry/v1"
	"traject.nl/workflows/golden"
	"traject.nl/workflows/terms"
)

// Book is what is recorded of the process that keeps the places. It never ends, so its last history is always open. The cases that it
// tells its news are not there: each news is told and not heard.
var Book = golden.Procedure{
	Workflow:   contract.PlacesWorkflow,
	WorkflowID: contract.PlacesWorkflowID,
	Act: func(ctx context.Context, temporal client.Client, caseID, key string, message proto.Message) error {
		request := proto.CloneOf(message.(*casesv1.PlaceRequest))
		request.ProvisionId, request.Key = caseID, key
		_, err := contract.Places{Temporal: temporal}.Do(ctx, request)
		return err
	},
	Activities: func() map[string]map[string]any {
		services := NewServices()
		services.SetGroups(&registryv1.Group{Id: "laag", Name: "Laag", FromGroep: 3, ToGroep: 5, Capacities: always(1)})
		return services.Activities()
	},
	Scripts: []golden.Script{
		{Name: "happy", Steps: []golden.Step{asks("a"), asks("b"), asks("c"), moves("a", 0, 40), leaves("b", ""), leavesOn("a", 0), moves("c", 1, 20)}},
		{Name: "continued", InTurn: true, Steps: []golden.Step{
			asks("a"), asks("b"), golden.ContinueAsNew, asks("c"), leavesOn("a", 10), golden.ContinueAsNew, moves("a", 0, 5), leaves("c", ""),
		}},
	},
}

func asks(caseID string) golden.Step {
	return func(_ string, today terms.Date) proto.Message {
		return &casesv1.PlaceRequest{Act: &casesv1.PlaceRequest_Ask{Ask: &buitenkansv1.AskPlace{
			CaseId: "golden-" + caseID, SchoolId: "bao-zeist", Groep: 4, AdmittedOn: today.String(), Weeks: 13,
		}}}
	}
}

// moves the stay of a case to these days, counted from today.
func moves(caseID string, from, until int) golden.Step {
	return func(_ string, today terms.Date) proto.Message {
		return &casesv1.PlaceRequest{Act: &casesv1.PlaceRequest_Move{Move: &buitenkansv1.MovePlace{
			CaseId: "golden-" + caseID, GroupId: "laag", FromOn: today.AddDays(from).String(), UntilOn: today.AddDays(until).String(),
		}}}
	}
}

func leaves(caseID, lastOn string) golden.Step {
	return golden.Do(&casesv1.PlaceRequest{Act: &casesv1.PlaceRequest_Leave{
		Leave: &buitenkansv1.LeavePlace{CaseId: "golden-" + caseID, LastOn: lastOn},
	}})
}

func leavesOn(caseID string, days int) golden.Step {
	return func(id string, today terms.Date) proto.Message {
		return leaves(caseID, today.AddDays(days).String())(id, today)
	}
}
