package stack

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"time"

	"go.temporal.io/sdk/client"
	"go.temporal.io/server/common/cluster"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/dynamicconfig"
	"go.temporal.io/server/common/log"
	"go.temporal.io/server/common/membership/static"
	"go.temporal.io/server/common/persistence/sql/sqlplugin/sqlite"
	"go.temporal.io/server/common/primitives"
	schema "go.temporal.io/server/schema/sqlite"
	"go.temporal.io/server/temporal"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
	"google.golang.org/protobuf/types/known/durationpb"
)

// Namespace in which all processes of the stack run.
const Namespace = "traject"

// retention is how long the history of a closed case stays. The SQLite schema set-up would make it 24 hours.
const retention = 90 * 24 * time.Hour

// temporalReady is how long the server may take to answer after its start.
const temporalReady = 90 * time.Second

// TemporalServer is a Temporal server by itself, without the rest of the stack.
type TemporalServer struct {
	// Address of the frontend, host:port.
	Address string
	stop    func() error
}

// Stop the server.
func (s TemporalServer) Stop() error { return s.stop() }

// StartTemporal starts a Temporal server on free ports, with its state in the folder; processes run in Namespace.
func StartTemporal(ctx context.Context, folder string) (TemporalServer, error) {
	ports, err := RandomPorts()
	if err != nil {
		return TemporalServer{}, err
	}
	stop, err := startTemporal(ctx, filepath.Join(folder, "temporal.db"), here(ports), io.Discard)
	return TemporalServer{address(ports.Temporal), stop}, err
}

// onePart: for more than one server a task queue is kept in several parts. One server writes to one of them, so that no task waits in a part
// that nobody polls at the moment. All are read: a state folder of before may have tasks in the others.
var onePart = dynamicconfig.StaticClient{dynamicconfig.MatchingNumTaskqueueWritePartitions.Key(): 1}

// startTemporal starts a Temporal server in this process, on one SQLite file or, without one, in memory, and waits until it answers.
func startTemporal(ctx context.Context, file string, at site, logs io.Writer) (stop func() error, err error) {
	settings, ports := temporalConfig(file, at), at.ports
	if err := prepareTemporal(settings); err != nil {
		return nil, fmt.Errorf("temporal: %s: %w", file, err)
	}
	server, err := temporal.NewServer(
		temporal.WithConfig(settings),
		temporal.ForServices(temporal.DefaultServices),
		temporal.WithLogger(temporalLogger(logs)),
		temporal.WithDynamicConfigClient(onePart),
		// One process: nothing to gossip about, and a start that does not wait for it.
		temporal.WithStaticHosts(map[primitives.ServiceName]static.Hosts{
			primitives.FrontendService: static.SingleLocalHost(at.reach(ports.Temporal)),
			primitives.HistoryService:  static.SingleLocalHost(address(ports.TemporalHistory)),
			primitives.MatchingService: static.SingleLocalHost(address(ports.TemporalMatching)),
			primitives.WorkerService:   static.SingleLocalHost(address(ports.TemporalWorker)),
		}),
	)
	if err != nil {
		return nil, fmt.Errorf("temporal: %w", err)
	}
	if err := server.Start(); err != nil {
		return nil, fmt.Errorf("temporal: %w", err)
	}
	if err := awaitTemporal(ctx, at.reach(ports.Temporal)); err != nil {
		return nil, errors.Join(err, server.Stop())
	}
	return server.Stop, nil
}

// temporalConfig puts all services of the server on one SQLite file. Only the frontend can be called from elsewhere.
func temporalConfig(file string, at site) *config.Config {
	ports := at.ports
	frontend := at.reach(ports.Temporal)
	listen := func(host string, port int) config.Service {
		return config.Service{RPC: config.RPC{GRPCPort: port, BindOnIP: host}}
	}
	return &config.Config{
		Global: config.Global{Membership: config.Membership{MaxJoinDuration: 30 * time.Second, BroadcastAddress: loopback}},
		Persistence: config.Persistence{
			DefaultStore: sqlite.PluginName, VisibilityStore: sqlite.PluginName, NumHistoryShards: 1,
			DataStores: map[string]config.DataStore{sqlite.PluginName: {SQL: &config.SQL{
				PluginName:        sqlite.PluginName,
				DatabaseName:      cmp.Or(file, memoryName),
				ConnectAttributes: attributes(file),
			}}},
		},
		ClusterMetadata: &cluster.Config{
			FailoverVersionIncrement: 10, MasterClusterName: "active", CurrentClusterName: "active",
			ClusterInformation: map[string]cluster.ClusterInformation{
				"active": {Enabled: true, InitialFailoverVersion: 1, RPCAddress: frontend},
			},
		},
		DCRedirectionPolicy: config.DCRedirectionPolicy{Policy: "noop"},
		Services: map[string]config.Service{
			"frontend": listen(at.host, ports.Temporal), "history": listen(loopback, ports.TemporalHistory),
			"matching": listen(loopback, ports.TemporalMatching), "worker": listen(loopback, ports.TemporalWorker),
		},
		Archival: config.Archival{
			History:    config.HistoryArchival{State: "disabled"},
			Visibility: config.VisibilityArchival{State: "disabled"},
		},
		NamespaceDefaults: config.NamespaceDefaults{Archival: config.ArchivalNamespaceDefaults{
			History:    config.HistoryArchivalNamespaceDefaults{State: "disabled"},
			Visibility: config.VisibilityArchivalNamespaceDefaults{State: "disabled"},
		}},
		PublicClient: config.PublicClient{HostPort: frontend},
	}
}

// memoryName is what the database is called that is in memory.
const memoryName = "traject-in-memory"

// attributes of the connection to the file, or to the memory of the process. Pragmas go under their plain names. FULL: what was acknowledged
// survives a power cut.
func attributes(file string) map[string]string {
	if file == "" {
		return map[string]string{"mode": "memory", "cache": "shared"}
	}
	return map[string]string{"mode": "rwc", "journal_mode": "WAL", "synchronous": "FULL", "busy_timeout": "10000"}
}

// prepareTemporal makes the schema in a new file, and the namespace with our own retention.
func prepareTemporal(settings *config.Config) error {
	database := settings.Persistence.DataStores[sqlite.PluginName].SQL
	if _, err := os.Stat(database.DatabaseName); errors.Is(err, os.ErrNotExist) && database.DatabaseName != memoryName {
		if err := makeSchema(*database); err != nil {
			return err
		}
	}
	namespace, err := schema.NewNamespaceConfig(settings.ClusterMetadata.CurrentClusterName, Namespace, false, nil)
	if err != nil {
		return err
	}
	namespace.Detail.Config.Retention = durationpb.New(retention)
	return schema.CreateNamespaces(database, namespace)
}

// makeSchema makes the schema in a draft and then gives it its name: a process killed half way leaves no half schema.
func makeSchema(database config.SQL) error {
	file, draft := database.DatabaseName, database.DatabaseName+".new"
	if err := os.Remove(draft); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	database.DatabaseName = draft
	// Without a write-ahead log the draft is one file.
	database.ConnectAttributes = map[string]string{"mode": "rwc"}
	if err := schema.SetupSchema(&database); err != nil {
		return err
	}
	return os.Rename(draft, file)
}

// awaitTemporal waits until the frontend answers for our namespace.
func awaitTemporal(ctx context.Context, frontend string) error {
	ctx, cancel := context.WithTimeout(ctx, temporalReady)
	defer cancel()
	sdk, err := client.NewLazyClient(client.Options{HostPort: frontend, Namespace: Namespace, Logger: quiet{}})
	if err != nil {
		return fmt.Errorf("temporal: %w", err)
	}
	defer sdk.Close()
	return await(ctx, "temporal on "+frontend, func(ctx context.Context) error {
		_, err := sdk.CheckHealth(ctx, &client.CheckHealthRequest{})
		return err
	})
}

// await asks until the answer is good, and gives up with the last answer when the context ends.
func await(ctx context.Context, what string, ask func(context.Context) error) error {
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		attempt, cancel := context.WithTimeout(ctx, 5*time.Second)
		err := ask(attempt)
		cancel()
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%s did not become ready: %w", what, err)
		case <-tick.C:
		}
	}
}

// awaitPort waits until something accepts connections at the address.
func awaitPort(ctx context.Context, what, at string) error {
	return await(ctx, what+" on "+at, func(ctx context.Context) error {
		conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", at)
		if err != nil {
			return err
		}
		return conn.Close()
	})
}

// temporalLogger writes the server's warnings and errors as JSON lines among the other logs.
func temporalLogger(logs io.Writer) log.Logger {
	encoder := zapcore.NewJSONEncoder(zap.NewProductionEncoderConfig())
	return log.NewZapLogger(zap.New(zapcore.NewCore(encoder, zapcore.AddSync(logs), zap.WarnLevel)))
}

// quiet is for a client that is expected to fail until the server is there.
type quiet struct{}

func (quiet) Debug(string, ...any) {}
func (quiet) Info(string, ...any)  {}
func (quiet) Warn(string, ...any)  {}
func (quiet) Error(string, ...any) {}
