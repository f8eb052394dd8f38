// Package check looks from outside whether an installed Traject works: whether its parts answer, run the version that was meant and refuse
// who has no token; and, where the development sign-in is there, whether a case can be handled from the form to the letters.
package check

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// Config says what to look at. An address that is empty is not looked at.
type Config struct {
	// Base URLs.
	Cases, Documents, Registry, Notifications, Portal string
	// SignIn is the development sign-in, and Mail the page of the mail catcher.
	SignIn, Mail string
	// Version that every part must run; empty for any.
	Version string
	// Wait is how long a part may take to become ready.
	Wait time.Duration
}

// Attempt is how long one request may take: a part that is gone may not say so.
const Attempt = 20 * time.Second

// part is a process with an HTTP port.
type part struct {
	name, url string
	// guarded is a path that nobody may read without a token; empty for the portal, which shows its welcome.
	guarded string
}

func (c Config) parts() []part {
	var looked []part
	for _, one := range []part{
		{"cases", c.Cases, "/v1/cases"},
		{"documents", c.Documents, "/v1/dossiers"},
		{"registry", c.Registry, "/v1/schools"},
		{"notifications", c.Notifications, "/v1/inbox"},
		{"portal", c.Portal, ""},
	} {
		if one.url != "" {
			looked = append(looked, one)
		}
	}
	return looked
}

// Run looks at everything and tells what it found, a line each. The error says how much is wrong.
func Run(ctx context.Context, config Config, out io.Writer) error {
	parts := config.parts()
	if len(parts) == 0 {
		return errors.New("nothing to look at: name at least one address, such as --cases http://traject-cases")
	}
	told := &report{out: out}
	look := &looking{Config: config, http: &http.Client{Timeout: Attempt, CheckRedirect: noRedirect}}
	for _, one := range parts {
		told.line(one.name+": is ready", look.ready(ctx, one))
		told.line(one.name+": runs the version that was meant", look.version(ctx, one))
		if one.guarded != "" {
			told.line(one.name+": refuses a call without a token", look.refuses(ctx, one))
		} else {
			told.line(one.name+": shows its welcome", look.welcomes(ctx, one))
		}
	}
	if config.SignIn != "" {
		told.wholeCase(ctx, config)
	}
	return told.verdict()
}

func noRedirect(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// report writes lines and counts what is wrong.
type report struct {
	out           io.Writer
	looked, wrong int
}

// line tells whether something is so: nil for yes.
func (r *report) line(what string, wrong error) bool {
	r.looked++
	if wrong != nil {
		r.wrong++
		fmt.Fprintf(r.out, "WRONG  %s: %v\n", what, wrong)
		return false
	}
	fmt.Fprintf(r.out, "ok     %s\n", what)
	return true
}

func (r *report) verdict() error {
	if r.wrong > 0 {
		return fmt.Errorf("%d of %d checks failed", r.wrong, r.looked)
	}
	fmt.Fprintf(r.out, "all %d checks passed\n", r.looked)
	return nil
}
