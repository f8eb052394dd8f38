package bootstrap

import (
	"context"
	"errors"
	"fmt"
	"time"

	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"golang.org/x/sync/errgroup"
	"google.golang.org/grpc/codes"

	"traject.nl/services/platform/temporal"
)

// askEvery is how soon a server that is away is asked again.
const askEvery = time.Second

// server is something to wait for.
type server struct {
	name string
	// change tells where to look when it stays away.
	change string
	ask    func(context.Context) error
	// refused says whether the answer is a no that waiting does not change.
	refused func(error) bool
}

// awaitAll waits for all servers at once, until the context ends; the error tells of each that stayed away.
func awaitAll(ctx context.Context, servers ...server) error {
	problems := make([]error, len(servers))
	var group errgroup.Group
	for i, one := range servers {
		group.Go(func() error {
			problems[i] = one.await(ctx)
			return nil
		})
	}
	_ = group.Wait() // each tells its own
	return errors.Join(problems...)
}

func (s server) await(ctx context.Context) error {
	tick := time.NewTicker(askEvery)
	defer tick.Stop()
	var last error
	for {
		err := s.ask(ctx)
		if err == nil {
			return nil
		}
		if s.refused(err) {
			return fmt.Errorf("%s refuses: %w: %s", s.name, err, s.change)
		}
		if last == nil || !isCutOff(ctx, err) { // what it said before the end says more
			last = err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%s did not answer in time: %w: %s, or give it more time (TRAJECT_BOOTSTRAP_WAIT)", s.name, last, s.change)
		case <-tick.C:
		}
	}
}

// isCutOff says that an answer only tells that the time is up. Temporal may notice that before we do.
func isCutOff(ctx context.Context, err error) bool {
	var late *serviceerror.DeadlineExceeded
	return ctx.Err() != nil || errors.Is(err, context.DeadlineExceeded) || errors.As(err, &late)
}

// server asks the servers of all databases, which mostly are one.
func (d databases) server() server {
	return server{
		name:   "MongoDB",
		change: "check TRAJECT_MONGODB_URI (host, account, tlsCAFile), and that the network lets bootstrap reach it",
		ask: func(ctx context.Context) error {
			for _, service := range services {
				if err := d[service].Ready().Check(ctx); err != nil {
					return fmt.Errorf("database %s: %w", service, err)
				}
			}
			return nil
		},
		refused: func(err error) bool {
			var answer driver.ServerError
			const wrongAccount = 18 // AuthenticationFailed
			return errors.As(err, &answer) && answer.HasErrorCode(wrongAccount)
		},
	}
}

// temporalServer is there when it says something about the namespace, also that it does not exist.
func temporalServer(engine client.Client, config temporal.Config) server {
	return server{
		name: fmt.Sprintf("Temporal at %s", config.Address),
		change: "check TEMPORAL_ADDRESS, TEMPORAL_TLS_… and TEMPORAL_API_KEY, that the account may use namespace " + config.Namespace +
			", and that the network lets bootstrap reach it",
		ask: func(ctx context.Context) error {
			_, err := engine.WorkflowService().DescribeNamespace(ctx, &workflowservice.DescribeNamespaceRequest{Namespace: config.Namespace})
			if isAbsent(err) {
				return nil
			}
			return err
		},
		refused: isRefusal,
	}
}

// isAbsent says whether Temporal has no such namespace.
func isAbsent(err error) bool { return serviceerror.ToStatus(err).Code() == codes.NotFound }

// isRefusal says whether Temporal does not let us, whenever we ask.
func isRefusal(err error) bool {
	code := serviceerror.ToStatus(err).Code()
	return code == codes.PermissionDenied || code == codes.Unauthenticated
}

// isUnknown says whether this Temporal cannot do what was asked at all.
func isUnknown(err error) bool { return serviceerror.ToStatus(err).Code() == codes.Unimplemented }
