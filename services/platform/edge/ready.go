package edge

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gin-gonic/gin"
)

// Ready is something a process needs before it can do all its work: its database, Temporal, the identity provider.
type Ready struct {
	// Name as /readyz shows it, such as "mongo".
	Name string
	// Check gives an error while it cannot be used.
	Check func(context.Context) error
	// Needed says that nothing at all can be answered without it, so that requests had better go to another replica. Without
	// the others part of the work goes on: people read while Temporal is away, and hear in Dutch what cannot be done now.
	Needed bool
}

// checkTime is how long all checks together may take.
const checkTime = 3 * time.Second

// part is one of what is needed, with whether it ever answered.
type part struct {
	Ready
	answered atomic.Bool
	told     partReady
}

// readiness tells starting, live and ready apart.
type readiness []*part

func newReadiness(deps []Ready) readiness {
	parts, told := make(readiness, len(deps)), newPartReady()
	for i, dep := range deps {
		parts[i] = &part{Ready: dep, told: told}
	}
	return parts
}

// mount serves the three:
//
//	/healthz  the process answers
//	/readyz   it can answer now: 503 only when a part that is Needed is away; the body names every part
//	/startz   503 until every part answered once, and 200 ever after: settings that lead nowhere are seen before anybody depends
//	          on them, and a part that goes away later starts nothing anew
func (r readiness) mount(engine *gin.Engine) {
	engine.GET("/healthz", func(c *gin.Context) { c.String(http.StatusOK, "ok") })
	engine.GET("/readyz", func(c *gin.Context) { r.answer(c, func(p *part) bool { return p.Needed }) })
	engine.GET("/startz", func(c *gin.Context) {
		if r.started() {
			c.String(http.StatusOK, "started")
			return
		}
		r.answer(c, func(p *part) bool { return !p.answered.Load() })
	})
}

// started says whether every part answered since the start.
func (r readiness) started() bool {
	for _, part := range r {
		if !part.answered.Load() {
			return false
		}
	}
	return true
}

// answer looks at every part; one that is away and missed makes it 503. The cause of a failure goes to the log only: it can
// name hosts.
func (r readiness) answer(c *gin.Context, missed func(*part) bool) {
	ctx, cancel := context.WithTimeout(c.Request.Context(), checkTime)
	defer cancel()
	failures := r.check(ctx)
	status, shown := http.StatusOK, make(map[string]string, len(r))
	for i, part := range r {
		shown[part.Name] = "ready"
		if failures[i] == nil {
			continue
		}
		shown[part.Name] = "not ready"
		if missed(part) {
			status = http.StatusServiceUnavailable
		}
		slog.WarnContext(ctx, "not ready", "part", part.Name, "error", failures[i])
	}
	c.JSON(status, shown)
}

// check looks at all parts at once: one that hangs must not use up the time of the others.
func (r readiness) check(ctx context.Context) []error {
	failures := make([]error, len(r))
	var all sync.WaitGroup
	for i, part := range r {
		all.Go(func() {
			if failures[i] = part.Check(ctx); failures[i] == nil {
				part.answered.Store(true)
			}
			part.told.found(ctx, part.Name, failures[i])
		})
	}
	all.Wait()
	return failures
}
