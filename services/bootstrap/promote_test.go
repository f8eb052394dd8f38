package bootstrap

import (
	"context"
	"strings"
	"testing"
	"time"

	deploymentpb "go.temporal.io/api/deployment/v1"
	"go.temporal.io/api/serviceerror"
	taskqueuepb "go.temporal.io/api/taskqueue/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/timestamppb"
)

// fakeDeployment has a current build, and workers that ask for work.
type fakeDeployment struct {
	workflowservice.WorkflowServiceClient
	client.WorkerDeploymentHandle
	current string
	polling []string
	at      time.Time
	refuses error
	moves   int
}

func (f *fakeDeployment) DescribeTaskQueue(
	context.Context, *workflowservice.DescribeTaskQueueRequest, ...grpc.CallOption,
) (*workflowservice.DescribeTaskQueueResponse, error) {
	var pollers []*taskqueuepb.PollerInfo
	for _, build := range f.polling {
		pollers = append(pollers, &taskqueuepb.PollerInfo{
			LastAccessTime: timestamppb.New(f.at), DeploymentOptions: &deploymentpb.WorkerDeploymentOptions{DeploymentName: "traject", BuildId: build},
		})
	}
	return &workflowservice.DescribeTaskQueueResponse{Pollers: pollers}, nil
}

func (f *fakeDeployment) Describe(context.Context, client.WorkerDeploymentDescribeOptions) (client.WorkerDeploymentDescribeResponse, error) {
	var answer client.WorkerDeploymentDescribeResponse
	if f.current != "" {
		answer.Info.RoutingConfig.CurrentVersion = &worker.WorkerDeploymentVersion{DeploymentName: "traject", BuildID: f.current}
	}
	return answer, f.refuses
}

func (f *fakeDeployment) SetCurrentVersion(
	_ context.Context, options client.WorkerDeploymentSetCurrentVersionOptions,
) (client.WorkerDeploymentSetCurrentVersionResponse, error) {
	f.moves++
	f.current = options.BuildID
	return client.WorkerDeploymentSetCurrentVersionResponse{}, nil
}

func (f *fakeDeployment) promote(ctx context.Context, build string) (lines, error) {
	var told lines
	err := promotion{
		service: f, deployment: f, report: told.report, config: Config{Deployment: "traject", Build: build, Wait: 50 * time.Millisecond},
	}.run(ctx)
	return told, err
}

func TestABuildThatPollsBecomesCurrentOnceAndAnOlderOneAgain(t *testing.T) {
	t.Parallel()
	fake := &fakeDeployment{polling: []string{"1", "2"}, at: time.Now()}
	for _, step := range []struct {
		build, line string
		moves       int
	}{
		{"1", "build traject/1: is current now, before it was no build", 1},
		{"2", "build traject/2: is current now, before it was traject/1", 2},
		{"2", "build traject/2: is current already", 2},
		{"1", "build traject/1: is current now, before it was traject/2", 3},
	} {
		told, err := fake.promote(t.Context(), step.build)
		if err != nil || fake.moves != step.moves || len(told) != 1 || told[0] != step.line {
			t.Errorf("%s: %v, %d moves, told %q", step.line, err, fake.moves, told)
		}
	}
}

func TestABuildOfWhichNoWorkerAsksForWorkIsNotPromoted(t *testing.T) {
	t.Parallel()
	for name, fake := range map[string]*fakeDeployment{
		"nobody": {current: "1", polling: []string{"1"}, at: time.Now()},
		"gone":   {current: "1", polling: []string{"2"}, at: time.Now().Add(-time.Hour)},
	} {
		_, err := fake.promote(t.Context(), "2")
		if err == nil || fake.moves > 0 || !strings.Contains(err.Error(), "no worker of it asks for work yet") ||
			!strings.Contains(err.Error(), "cases go on with the build that was current") {
			t.Errorf("%s: %d moves, got %v", name, fake.moves, err)
		}
	}
}

func TestATemporalWithoutWorkerDeploymentsIsTold(t *testing.T) {
	t.Parallel()
	fake := &fakeDeployment{polling: []string{"1"}, at: time.Now(), refuses: serviceerror.NewUnimplemented("unknown method")}
	_, err := fake.promote(t.Context(), "1")
	if err == nil || !strings.Contains(err.Error(), "this Temporal has no worker deployments") {
		t.Errorf("got %v", err)
	}
}
