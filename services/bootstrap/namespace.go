package bootstrap

import (
	"context"
	"fmt"
	"time"

	namespacepb "go.temporal.io/api/namespace/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"
	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/types/known/durationpb"

	"traject.nl/proto/contract/upkeep"
)

// namespaces is what Temporal does with namespaces; workflowservice.WorkflowServiceClient is one.
type namespaces = workflowservice.WorkflowServiceClient

// ensureNamespace makes the namespace, or gives one that is there the wanted retention.
func ensureNamespace(ctx context.Context, service namespaces, name string, retention time.Duration, report func(string)) error {
	found, err := service.DescribeNamespace(ctx, &workflowservice.DescribeNamespaceRequest{Namespace: name})
	if isAbsent(err) {
		return register(ctx, service, name, retention, report)
	}
	if err != nil {
		return fmt.Errorf("look at namespace %s: %w", name, err)
	}
	have := found.GetConfig().GetWorkflowExecutionRetentionTtl().AsDuration()
	if have == retention {
		report(fmt.Sprintf("namespace %s: is there, keeps what is closed for %s", name, inDays(have)))
		return nil
	}
	_, err = service.UpdateNamespace(ctx, &workflowservice.UpdateNamespaceRequest{
		Namespace: name, Config: &namespacepb.NamespaceConfig{WorkflowExecutionRetentionTtl: durationpb.New(retention)},
	})
	if isRefusal(err) || isUnknown(err) {
		return fmt.Errorf("namespace %s keeps what is closed for %s, and this account may not change that: %w: "+
			"change it to %s as an administrator of Temporal, or set TRAJECT_NAMESPACE_RETENTION to %s", name, inDays(have), err, inDays(retention), inDays(have))
	}
	if err != nil {
		return fmt.Errorf("give namespace %s a retention of %s: %w", name, inDays(retention), err)
	}
	report(fmt.Sprintf("namespace %s: kept what is closed for %s, and does so for %s from now on", name, inDays(have), inDays(retention)))
	return nil
}

func register(ctx context.Context, service namespaces, name string, retention time.Duration, report func(string)) error {
	_, err := service.RegisterNamespace(ctx, &workflowservice.RegisterNamespaceRequest{
		Namespace: name, Description: "Traject: the procedures of the samenwerkingsverband",
		WorkflowExecutionRetentionPeriod: durationpb.New(retention),
	})
	if serviceerror.ToStatus(err).Code() == codes.AlreadyExists {
		return ensureNamespace(ctx, service, name, retention, report) // somebody was first
	}
	if isRefusal(err) || isUnknown(err) {
		return fmt.Errorf("namespace %s is not there, and this account may not make it: %w: make it as an administrator of Temporal "+
			"with a retention of %s, or set TEMPORAL_NAMESPACE to one that is there", name, err, inDays(retention))
	}
	if err != nil {
		return fmt.Errorf("make namespace %s: %w", name, err)
	}
	report(fmt.Sprintf("namespace %s: made, keeps what is closed for %s", name, inDays(retention)))
	return nil
}

// awaitVisibility asks for the running cases as the reconciliation does. That also waits until a namespace that was just
// made is known to every part of Temporal. It needs no search attribute of ours: the type of a workflow is the procedure.
func awaitVisibility(ctx context.Context, service namespaces, name string, report func(string)) error {
	visibility := server{
		name:   "the list of running processes",
		change: "check the visibility store of Temporal",
		ask: func(ctx context.Context) error {
			counted, err := service.CountWorkflowExecutions(ctx, &workflowservice.CountWorkflowExecutionsRequest{Namespace: name, Query: upkeep.RunningCases})
			if err == nil {
				report(fmt.Sprintf("list of running processes: answers, %d cases run", counted.GetCount()))
			}
			return err
		},
		refused: func(err error) bool {
			return isRefusal(err) || isUnknown(err) || serviceerror.ToStatus(err).Code() == codes.InvalidArgument
		},
	}
	return visibility.await(ctx)
}
