package outages

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"time"

	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/evidence"
)

const (
	// patience is how long the portal may take to answer.
	patience = 10 * time.Second
	// enough is how many times in a row it must fail: one miss can be the network between.
	enough = 2
	// longestAnswer is how much of an answer is read.
	longestAnswer = 64 << 10
)

// Probe asks the portal again and again whether it answers.
type Probe struct {
	url    string
	store  Store
	log    evidence.Log
	clock  clock.Clock
	client *http.Client
	// missedAt is the first of so many misses in a row, and reason is why.
	missedAt time.Time
	missed   int
	reason   string
}

// NewProbe makes a probe of an address that answers when people can use the portal.
func NewProbe(address string, store Store, log evidence.Log, now clock.Clock) (*Probe, error) {
	parsed, err := url.Parse(address)
	if err != nil || parsed.Host == "" || parsed.Scheme != "http" && parsed.Scheme != "https" {
		return nil, fmt.Errorf("probe of %q: want an address such as https://traject.zout.nl/healthz", address)
	}
	return &Probe{url: address, store: store, log: log, clock: now, client: &http.Client{
		Timeout: patience,
		// That it leads elsewhere, such as to sign in, is an answer.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, nil
}

// Run looks at every interval until the context ends.
func (p *Probe) Run(ctx context.Context, every time.Duration) error {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
			if err := p.Look(ctx); err != nil && ctx.Err() == nil {
				slog.ErrorContext(ctx, "an outage of the portal was not recorded; the next look tries again", "error", err)
			}
		}
	}
}

// Look asks once, and records when an outage began or ended.
func (p *Probe) Look(ctx context.Context) error {
	at := p.clock.Now()
	reason := p.ask(ctx)
	if ctx.Err() != nil {
		return nil
	}
	if reason == "" {
		p.missed = 0
		return p.ended(ctx, at)
	}
	if p.missed++; p.missed == 1 {
		p.missedAt, p.reason = at, reason
	}
	if p.missed < enough {
		return nil
	}
	answered, err := p.answeredSince(ctx, at)
	if err != nil || answered {
		return err
	}
	outage, err := p.store.Begin(ctx, newOutage(p.missedAt, p.reason))
	if err != nil {
		return err
	}
	_, err = p.prove(ctx, outage, evidence.OutageBegan, outage.BeganAt)
	return err
}

// answeredSince says whether another replica saw the portal answer since the first miss here: a look that was slow to fail must not begin
// again what is over. Then the misses are counted anew.
func (p *Probe) answeredSince(ctx context.Context, at time.Time) (bool, error) {
	lately, err := p.store.Between(ctx, p.missedAt, at)
	if err != nil {
		return false, err
	}
	answered := slices.ContainsFunc(lately, func(one Outage) bool { return !one.EndedAt.IsZero() })
	if answered {
		p.missed = 0
	}
	return answered, nil
}

// ended closes the outage that went on, also one that began before this process did.
func (p *Probe) ended(ctx context.Context, at time.Time) error {
	outage, going, err := p.store.Ongoing(ctx)
	if err != nil || !going {
		return err
	}
	// The proof comes first: when the process dies in between, the next look does both again.
	if _, err := p.prove(ctx, outage, evidence.OutageBegan, outage.BeganAt); err != nil {
		return err
	}
	proof, err := p.prove(ctx, outage, evidence.OutageEnded, at)
	if err != nil {
		return err
	}
	return p.store.End(ctx, outage.ID, proof.At)
}

func (p *Probe) prove(ctx context.Context, outage Outage, what evidence.Kind, at time.Time) (evidence.Entry, error) {
	return p.log.Append(ctx, evidence.Entry{
		CaseID: Chain, Key: "outage/" + outage.ID + "/" + string(what), At: at, Kind: what,
		Facts: map[string]string{evidence.FactReason: outage.Reason},
	})
}

// ask gives why the portal cannot be used; empty when it can.
func (p *Probe) ask(ctx context.Context) (reason string) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, p.url, nil)
	if err != nil {
		return "no-answer"
	}
	response, err := p.client.Do(request)
	var late interface{ Timeout() bool }
	if errors.As(err, &late) && late.Timeout() {
		return "too-slow"
	}
	if err != nil {
		return "no-answer"
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, io.LimitReader(response.Body, longestAnswer)); err != nil {
		return "no-answer"
	}
	if response.StatusCode >= http.StatusBadRequest {
		return fmt.Sprintf("http-%d", response.StatusCode)
	}
	return ""
}
