package journey

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"time"
)

// Course is one stay at the Buitenkans, or one placement with the return from it, that is being told. Every act has a key that follows
// from the key of the course and from how often it was done before, so that one told twice is one case.
type Course struct {
	*Traject
	// Key tells courses apart: letters, digits and hyphens, at most 40.
	Key string
	// Pupil whom ZOUT does not know yet; not looked at when there is a dossier.
	Pupil Pupil
	// DossierID is where the papers are; empty for a new pupil until the first move.
	DossierID string
	// From is the case that this one is started from; empty for a new pupil.
	From string
	// CaseID is empty until the first move.
	CaseID string
	// Origin, Host and Target are the accounts of the school that the pupil comes from, of the one where the pupil is placed, and of
	// the regular one that takes the pupil back; TargetID is that school.
	Origin, Host, Target, TargetID string
	// Said is what people write, by kind, in the place of what they usually write.
	Said map[string]string
	// Today in the Netherlands.
	Today time.Time

	done map[string]int
}

// Move of a course: one person does one thing.
type Move struct {
	Name string
	Do   func(context.Context, *Course) error
}

func newCourse(t *Traject, key string) *Course {
	return &Course{
		Traject: t, Key: key, Origin: applicantAccount, Host: "ib-stuifheugel", Target: applicantAccount, TargetID: applicant,
		Today: inAmsterdam(time.Now()), done: map[string]int{},
	}
}

// Tell does the moves in order.
func (c *Course) Tell(ctx context.Context, moves ...Move) error {
	for _, move := range moves {
		if err := move.Do(ctx, c); err != nil {
			return fmt.Errorf("course %s, move %q: %w", c.Key, move.Name, err)
		}
	}
	return nil
}

// In is the case as the acts on terms and tasks want it.
func (c *Course) In() Place { return Place{c.CaseID, c.DossierID, c.Key} }

// Day is a date so many days from today (ISO 8601).
func (c *Course) Day(days int) string { return c.Today.AddDate(0, 0, days).Format(time.DateOnly) }

// once is a key for the next time that this is done.
func (c *Course) once(what string) string {
	c.done[what]++
	if n := c.done[what]; n > 1 {
		return fmt.Sprintf("%s-%s-%d", c.Key, what, n)
	}
	return c.Key + "-" + what
}

// Words writes a text for the case and gives its id. Before there is a case, it is a draft of the dossier.
func (c *Course) Words(ctx context.Context, account, kind, text string) (string, error) {
	return c.As(account).WriteFor(ctx, c.DossierID, c.CaseID, c.once(kind), kind, text)
}

// words are what somebody writes of a kind.
func (c *Course) words(kind string) string { return cmp.Or(c.Said[kind], spoken[kind]) }

// Act does an act in the case, by the last part of its path.
func (c *Course) Act(ctx context.Context, account, path string, body any) error {
	_, err := c.As(account).Act(ctx, c.CaseID, c.once(path), path, body)
	return err
}

// begin is the first act of a case: somebody asks for it at this path. The course is then of that day, also when it is told again on a
// later one.
func (c *Course) begin(ctx context.Context, account, path string, body map[string]any) error {
	var accepted Accepted
	_, err := c.As(account).Do(ctx, Request{Method: http.MethodPost, URL: c.Cases + path, Key: c.Key + "-begin", Body: body}, &accepted)
	if err != nil {
		return err
	}
	c.CaseID, c.Today = accepted.CaseID, inAmsterdam(accepted.At)
	return nil
}

// open makes the dossier of a new pupil.
func (c *Course) open(ctx context.Context) error {
	if c.DossierID != "" {
		return nil
	}
	var err error
	c.DossierID, err = c.As(c.Origin).draft(ctx, c.Key, applicant, Application{Pupil: c.Pupil, Parents: parentsOf(c.Pupil)})
	return err
}

// somebody of the course, by account.
type somebody func(*Course) string

func account(id string) somebody { return func(*Course) string { return id } }

var (
	atOrigin somebody = func(c *Course) string { return c.Origin }
	atHost   somebody = func(c *Course) string { return c.Host }
	atTarget somebody = func(c *Course) string { return c.Target }
)

// moved is a move of one act without words.
func moved(name string, who somebody, path string, body func(*Course) map[string]any) Move {
	return Move{name, func(ctx context.Context, c *Course) error { return c.Act(ctx, who(c), path, body(c)) }}
}

// explained is a move in which words come first, and the act then points at them.
func explained(name string, who somebody, kind, path, field string, body func(*Course) map[string]any) Move {
	return Move{name, func(ctx context.Context, c *Course) error {
		text, err := c.Words(ctx, who(c), kind, c.words(kind))
		if err != nil {
			return err
		}
		whole := map[string]any{field: text}
		maps.Copy(whole, body(c))
		return c.Act(ctx, who(c), path, whole)
	}}
}

// Explain is a move of an account in which words of a kind come first, and the act then points at them by this field.
func Explain(id, kind, path, field string, body map[string]any) Move {
	return explained(path, account(id), kind, path, field, plain(body))
}

func plain(body map[string]any) func(*Course) map[string]any {
	return func(*Course) map[string]any { return body }
}

// on is a body with today under this name.
func on(field string, more map[string]any) func(*Course) map[string]any {
	return func(c *Course) map[string]any {
		body := map[string]any{field: c.Day(0)}
		maps.Copy(body, more)
		return body
	}
}

// errStill is why something is waited for.
var errStill = errors.New("not so far yet")

// longestWait is how long a case may take to come by itself to where a move waits for it.
const longestWait = 3 * time.Minute

// Until waits until the office sees the case as wanted.
func (c *Course) Until(ctx context.Context, what string, wanted func(Case) bool) error {
	ctx, cancel := context.WithTimeout(ctx, longestWait)
	defer cancel()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		seen, err := c.As("kantoor").Case(ctx, c.CaseID)
		if err == nil && !wanted(seen) {
			err = fmt.Errorf("%w: case %s is in phase %q", errStill, c.CaseID, seen.Phase)
		}
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("waited for %s: %w", what, err)
		case <-tick.C:
		}
	}
}

// reached is a move that waits until the case is in a phase by itself.
func reached(phase string) Move {
	return Move{"reached " + phase, func(ctx context.Context, c *Course) error {
		return c.Until(ctx, "phase "+phase, func(now Case) bool { return now.Phase == phase })
	}}
}

// Left is the school of origin saying that the pupil moved ("moved"), went to secondary education ("vo") or died ("deceased").
func Left(reason string) Move {
	return moved("left: "+reason, atOrigin, "departure", on("on", map[string]any{"reason": reason}))
}
