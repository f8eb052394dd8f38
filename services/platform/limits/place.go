package limits

import (
	"context"
	"sync"
)

// Place is one request that was let in. The zero value is of nobody.
type Place struct {
	limiter *Limiter
	visitor *visitor
	once    sync.Once
}

// Leave gives the place back, once.
func (p *Place) Leave() {
	if p == nil || p.limiter == nil {
		return
	}
	p.once.Do(func() {
		p.limiter.mu.Lock()
		defer p.limiter.mu.Unlock()
		p.visitor.inside--
	})
}

type placeKey struct{}

// With remembers the place that a request has.
func With(ctx context.Context, place *Place) context.Context {
	return context.WithValue(ctx, placeKey{}, place)
}

// Stay says that the request goes on for long while it does next to nothing: a stream. It no longer counts as under way; how many streams
// somebody may have is limited by who keeps them.
func Stay(ctx context.Context) {
	place, _ := ctx.Value(placeKey{}).(*Place)
	place.Leave()
}
