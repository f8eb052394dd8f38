package cluster

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"traject.nl/tools/journey"
	"traject.nl/tools/witness"
)

// Config of a trial.
type Config struct {
	Namespace, Release, Chart string
	// Values are files, and Set single values, for helm.
	Values, Set []string
	// Tag of the images that are installed, and NextTag of those that are upgraded to; without one nothing is upgraded.
	Tag, NextTag string
	// Helm, Kubectl and Forward are programs. Forward takes LOCAL=ADDRESS and makes the address of the cluster reachable; empty when it is.
	Helm, Kubectl, Forward string
	// PortalPort and SignInPort are where browsers here expect the portal and the sign-in.
	PortalPort, SignInPort int
	// Report is the file that is written; empty for none.
	Report string
	// Parts of the trial to do, in the usual order.
	Parts []string
	// People is how many cases are handled at the same time, and Patience how long each request is sent again.
	People   int
	Patience time.Duration
}

// Trial of the chart on a cluster.
type Trial struct {
	Config
	kube
	out      io.Writer
	forwards *forwarder
	at       addresses
	tokens   *tokens
	report   *report
	// mark is in the keys of this trial.
	mark string
	// endings are how a case of each way goes.
	endings map[string]witness.Ending
	// killed is how many pods of each component were killed.
	killed map[string]int
	faults []string
}

// part of a trial.
type part struct {
	name string
	// limit is how long it may take.
	limit time.Duration
	// away says that it needs no way to the Services.
	away bool
	do   func(*Trial, context.Context) error
}

// parts in their order.
var parts = []part{
	{"install", 25 * time.Minute, true, (*Trial).install},
	{"test", 15 * time.Minute, false, (*Trial).helmTest},
	{"replicas", 10 * time.Minute, false, (*Trial).replicas},
	{"policies", 10 * time.Minute, false, (*Trial).policies},
	{"refusals", 20 * time.Minute, false, (*Trial).refusals},
	{"eviction", 15 * time.Minute, false, (*Trial).eviction},
	{"busy", 90 * time.Minute, false, (*Trial).busy},
}

func partNames() []string {
	var names []string
	for _, one := range parts {
		names = append(names, one.name)
	}
	return names
}

// Main is the program.
func Main(ctx context.Context, args []string, out io.Writer) error {
	config, err := parse(args)
	if err != nil {
		return err
	}
	t := &Trial{
		Config: config, kube: kube{config.Kubectl, config.Helm, config.Namespace}, out: out, forwards: &forwarder{program: config.Forward},
		report: newReport(config), mark: fmt.Sprintf("t%d", time.Now().Unix()), endings: map[string]witness.Ending{}, killed: map[string]int{},
	}
	defer t.forwards.close()
	t.tokens = &tokens{fetch: func(ctx context.Context, account string) (string, error) {
		return journey.DevTokens(t.at.SignIn)(ctx, account)
	}}
	for _, one := range parts {
		if slices.Contains(config.Parts, one.name) {
			t.try(ctx, one)
		}
	}
	t.report.verdict(t.faults)
	if err := t.report.write(config.Report); err != nil {
		return err
	}
	if len(t.faults) > 0 {
		return fmt.Errorf("%d faults:\n  %s", len(t.faults), strings.Join(t.faults, "\n  "))
	}
	return nil
}

func parse(args []string) (Config, error) {
	c := Config{Helm: "helm", Kubectl: "kubectl"}
	flags := flag.NewFlagSet("cluster", flag.ContinueOnError)
	flags.StringVar(&c.Namespace, "namespace", "traject", "`namespace` to install in")
	flags.StringVar(&c.Release, "release", "traject", "name of the `release`")
	flags.StringVar(&c.Chart, "chart", "charts/traject", "`folder` of the chart")
	flags.Func("values", "`file` with values; may be given again", func(file string) error { c.Values = append(c.Values, file); return nil })
	flags.Func("set", "`value` for helm; may be given again", func(value string) error { c.Set = append(c.Set, value); return nil })
	flags.StringVar(&c.Tag, "tag", "dev", "`tag` of the images to install")
	flags.StringVar(&c.NextTag, "next", "", "`tag` of the images to upgrade to")
	flags.StringVar(&c.Helm, "helm", c.Helm, "helm `program`")
	flags.StringVar(&c.Kubectl, "kubectl", c.Kubectl, "kubectl `program`")
	flags.StringVar(&c.Forward, "forward", "", "`program` that makes addresses of the cluster reachable here, called as: program 127.0.0.1:PORT=ADDRESS:PORT")
	flags.IntVar(&c.PortalPort, "portal-port", 8080, "`port` here of the portal's public address")
	flags.IntVar(&c.SignInPort, "sign-in-port", signInPort, "`port` here of the issuer's public address")
	flags.StringVar(&c.Report, "report", "", "`file` to write the report to")
	flags.IntVar(&c.People, "people", 2, "how many cases are handled at the same time")
	flags.DurationVar(&c.Patience, "patience", 5*time.Minute, "how long a request is sent again under its key")
	only := flags.String("parts", strings.Join(partNames(), ","), "what to try, with commas")
	if err := flags.Parse(args); err != nil {
		return c, err
	}
	c.Parts = strings.Split(*only, ",")
	for _, name := range c.Parts {
		if !slices.Contains(partNames(), name) {
			return c, fmt.Errorf("there is no part %q: they are %s", name, strings.Join(partNames(), ", "))
		}
	}
	if _, err := os.Stat(c.Chart); err != nil {
		return c, fmt.Errorf("no chart: %w", err)
	}
	return c, nil
}

// try one part within its time. What is wrong does not keep the other parts from being tried.
func (t *Trial) try(ctx context.Context, one part) {
	ctx, cancel := context.WithTimeout(ctx, one.limit)
	defer cancel()
	began := time.Now()
	t.say("%s:", one.name)
	var err error
	if !one.away {
		err = t.reach(ctx)
	}
	if err == nil {
		err = one.do(t, ctx)
	}
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		err = fmt.Errorf("not done within %s: %w", one.limit, err)
	}
	if err != nil {
		t.wrong(one.name, err)
	}
	t.say("%s took %s", one.name, time.Since(began).Round(time.Second))
}

func (t *Trial) say(format string, args ...any) {
	fmt.Fprintf(t.out, "%s "+format+"\n", append([]any{time.Now().UTC().Format(time.TimeOnly)}, args...)...)
}

// wrong remembers what is.
func (t *Trial) wrong(where string, err error) {
	t.faults = append(t.faults, where+": "+err.Error())
	t.say("  WRONG %s: %v", where, err)
}
