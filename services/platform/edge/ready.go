package edge

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
)

// Ready is something a service needs before it can serve: its database, Temporal, the identity provider.
type Ready struct {
	// Name as /readyz shows it, such as "mongo".
	Name string
	// Check gives an error while it cannot be used.
	Check func(context.Context) error
}

// checkTime is how long all checks together may take.
const checkTime = 3 * time.Second

// serveReadiness answers 200 when everything is ready and 503 otherwise, naming each part. The cause of a failure goes to
// the log only: it can name hosts.
func serveReadiness(deps []Ready) gin.HandlerFunc {
	return func(c *gin.Context) {
		ctx, cancel := context.WithTimeout(c.Request.Context(), checkTime)
		defer cancel()
		status, parts := http.StatusOK, make(map[string]string, len(deps))
		for _, dep := range deps {
			parts[dep.Name] = "ready"
			if err := dep.Check(ctx); err != nil {
				status, parts[dep.Name] = http.StatusServiceUnavailable, "not ready"
				slog.WarnContext(ctx, "not ready", "part", dep.Name, "error", err)
			}
		}
		c.JSON(status, parts)
	}
}
