package bootstrap

import (
	"context"
	"errors"
	"fmt"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	taskqueuepb "go.temporal.io/api/taskqueue/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"

	"traject.nl/proto/contract/act"
	"traject.nl/services/platform/temporal"
)

// Promote makes a build of the worker the current one of its deployment: new cases start on it, and those that run move to it
// at their next step. It waits until the build is polling, so that no case waits for a worker that never starts. It is the
// same for a newer build and for an older one to go back to.
func Promote(ctx context.Context, config Config) error {
	engine, err := temporal.Dial(ctx, config.Temporal)
	if err != nil {
		return err
	}
	defer engine.Close()
	return promotion{
		service: engine.WorkflowService(), deployment: engine.WorkerDeploymentClient().GetHandle(config.Deployment),
		config: config, report: reportTo(config.Out),
	}.run(ctx)
}

// promotion of one build.
type promotion struct {
	service    workflowservice.WorkflowServiceClient
	deployment client.WorkerDeploymentHandle
	config     Config
	report     func(string)
}

func (p promotion) name() string { return p.config.Deployment + "/" + p.config.Build }

func (p promotion) run(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, p.config.Wait)
	defer cancel()
	build := server{
		name:   "build " + p.name(),
		change: "check that the pods of the worker start, with this TEMPORAL_DEPLOYMENT_NAME and TEMPORAL_WORKER_BUILD_ID; cases go on with the build that was current",
		ask:    p.promote,
		refused: func(err error) bool {
			return isRefusal(err) || isUnknown(err)
		},
	}
	err := build.await(ctx)
	if isUnknown(errors.Unwrap(err)) {
		return fmt.Errorf("this Temporal has no worker deployments: %w: upgrade it to 1.28 or newer, or turn versioning of the worker off", err)
	}
	return err
}

// errNotPolling tells that no worker of the build asks for work.
var errNotPolling = errors.New("no worker of it asks for work yet")

// promote looks where the deployment stands, and moves it when the build is there.
func (p promotion) promote(ctx context.Context) error {
	if err := p.polls(ctx); err != nil {
		return err
	}
	found, err := p.deployment.Describe(ctx, client.WorkerDeploymentDescribeOptions{})
	if err != nil {
		return err
	}
	before := "no build"
	if current := found.Info.RoutingConfig.CurrentVersion; current != nil {
		before = current.DeploymentName + "/" + current.BuildID
	}
	if before == p.name() {
		p.report("build " + p.name() + ": is current already")
		return nil
	}
	_, err = p.deployment.SetCurrentVersion(ctx, client.WorkerDeploymentSetCurrentVersionOptions{
		BuildID: p.config.Build, ConflictToken: found.ConflictToken,
	})
	if err != nil {
		return err
	}
	p.report(fmt.Sprintf("build %s: is current now, before it was %s", p.name(), before))
	return nil
}

// pollsWithin: a worker that asks for work asks again within a minute.
const pollsWithin = time.Minute

// polls looks at who asks for work on the task queue of the processes. Temporal also remembers builds of which no worker is
// left; one to which it would send cases in vain.
func (p promotion) polls(ctx context.Context) error {
	queue, err := p.service.DescribeTaskQueue(ctx, &workflowservice.DescribeTaskQueueRequest{
		Namespace: p.config.Temporal.Namespace, TaskQueue: &taskqueuepb.TaskQueue{Name: act.TaskQueue},
		TaskQueueType: enumspb.TASK_QUEUE_TYPE_WORKFLOW,
	})
	if err != nil {
		return err
	}
	for _, poller := range queue.GetPollers() {
		version := poller.GetDeploymentOptions()
		if version.GetDeploymentName() == p.config.Deployment && version.GetBuildId() == p.config.Build &&
			time.Since(poller.GetLastAccessTime().AsTime()) < pollsWithin+pollsWithin/2 {
			return nil
		}
	}
	return errNotPolling
}
