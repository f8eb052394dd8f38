package stack

import (
	"context"
	"log/slog"

	"github.com/temporalio/ui-server/v2/server"
	"github.com/temporalio/ui-server/v2/server/config"
	"github.com/temporalio/ui-server/v2/server/server_options"
)

// startTemporalUI starts the pages on which an engineer sees processes. What they carry is encrypted; it becomes readable
// to who is signed in to the portal, in the same browser, as engineer or office.
//
// The port must have been looked at before: its Start ends the whole process when it is taken.
func startTemporalUI(ctx context.Context, at site) (stop func(), err error) {
	ui := server.NewServer(server_options.WithConfigProvider(&config.Config{
		TemporalGRPCAddress: at.reach(at.ports.Temporal),
		Host:                at.host,
		Port:                at.ports.TemporalUI,
		EnableUI:            true,
		DefaultNamespace:    Namespace,
		DisableNewsFetch:    true,
		HideLogs:            true,
		// Acts on cases go through the services, never past them.
		DisableWriteActions: true,
		CORS:                config.CORS{CookieInsecure: true},
		Codec:               config.Codec{Endpoint: at.portal + "/codec", IncludeCredentials: true},
	}))
	go func() {
		if err := ui.Start(); err != nil {
			slog.Error("the Temporal UI ended", "error", err)
		}
	}()
	return ui.Stop, awaitPort(ctx, "the Temporal UI", at.reach(at.ports.TemporalUI))
}
