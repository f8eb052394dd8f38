package edge

import (
	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"

	"traject.nl/services/platform/limits"
)

// ForStrangers limits, by address, an operation for which nobody has to be signed in.
func ForStrangers(strangers limits.Strangers) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		c := humagin.Unwrap(ctx)
		place, err := strangers.Enter(c.Request)
		if err != nil {
			Abort(c, err)
			return
		}
		defer place.Leave()
		next(ctx)
	}
}
