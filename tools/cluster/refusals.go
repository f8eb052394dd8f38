package cluster

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// refusal is an upgrade with values that must not come through.
type refusal struct {
	what string
	// args for helm upgrade.
	args []string
	// says is what the message must name, so that somebody knows what to change.
	says *regexp.Regexp
	// late says that only the cluster can find it: the upgrade begins, and must not harm what runs.
	late bool
	// told is the message.
	told string
	took time.Duration
}

// lateTime is how long an upgrade that cannot succeed is waited for.
const lateTime = 75 * time.Second

func refusals() []refusal {
	set := func(values ...string) (args []string) {
		for _, one := range values {
			args = append(args, "--set", one)
		}
		return args
	}
	return []refusal{
		{what: "a key that does not exist", args: set("cases.replica=3"), says: regexp.MustCompile(`(?i)replica.*not allowed|additional propert.*replica`)},
		{what: "a value of the wrong type", args: []string{"--set-string", "cases.replicas=drie"}, says: regexp.MustCompile(`(?i)replicas.*(integer|type)`)},
		{what: "a value out of bounds", args: set("cases.replicas=-1"), says: regexp.MustCompile(`(?i)replicas`)},
		{
			what: "no development stack, and no database, Temporal or secrets either", args: set("devStack.enabled=false", "registry.developmentLists=false"),
			says: regexp.MustCompile(`(?i)mongodb|temporal|secrets|oidc`),
		},
		{
			what: "more replicas at least than at most", args: set("cases.autoscaling.enabled=true", "cases.autoscaling.minReplicas=5", "cases.autoscaling.maxReplicas=2"),
			says: regexp.MustCompile(`(?i)minReplicas`),
		},
		{what: "an address that is none", args: set("portal.publicUrl=traject"), says: regexp.MustCompile(`(?i)publicUrl`)},
		{
			what: "a secret that does not exist", args: set("secrets.payloads.name=does-not-exist", "secrets.payloads.key=payloads.json"),
			says: regexp.MustCompile(`(?i)does-not-exist|secrets?\b`),
		},
		{what: "an image that does not exist", args: set("image.tag=does-not-exist"), says: regexp.MustCompile(`(?i)timed out|timeout|not ready|deadline`), late: true},
	}
}

// refusals tries bad values on the running release. What runs must run on.
func (t *Trial) refusals(ctx context.Context) error {
	tried := refusals()
	for i := range tried {
		one := &tried[i]
		if err := t.refuse(ctx, one); err != nil {
			t.wrong("bad values, "+one.what, err)
		}
		t.say("  %s: refused in %s: %s", one.what, one.took.Round(time.Second), lastLines(one.told, 2))
	}
	t.report.refusals(tried)
	return nil
}

func (t *Trial) refuse(ctx context.Context, one *refusal) error {
	before, err := t.running(ctx)
	if err != nil {
		return err
	}
	good, err := t.revision(ctx)
	if err != nil {
		return err
	}
	began := time.Now()
	args := append([]string{"upgrade", t.Release, t.Chart, "--reuse-values", "--wait", "--timeout", lateTime.String()}, one.args...)
	_, err = t.chart(ctx, lateTime+time.Minute, args...)
	one.took = time.Since(began)
	if err == nil {
		return errors.Join(errors.New("helm upgrade took it"), t.undo(ctx, good))
	}
	_, one.told, _ = strings.Cut(err.Error(), "exit status 1: ")
	wrong := []error{}
	if !one.says.MatchString(one.told) {
		wrong = append(wrong, fmt.Errorf("the message does not say what to change (%s): %s", one.says, one.told))
	}
	after, err := t.running(ctx)
	if err != nil {
		return err
	}
	if gone := slices.DeleteFunc(slices.Clone(before), func(uid string) bool { return slices.Contains(after, uid) }); len(gone) > 0 && !one.late {
		wrong = append(wrong, fmt.Errorf("%d pods that were ready are gone", len(gone)))
	}
	if err := serves(ctx, t.at.Portal, 10*time.Second); err != nil {
		wrong = append(wrong, fmt.Errorf("the portal does not serve meanwhile: %w", err))
	}
	if one.late {
		wrong = append(wrong, t.undo(ctx, good))
	}
	return errors.Join(wrong...)
}

// undo goes back to the revision that worked, unless the release is still at it.
func (t *Trial) undo(ctx context.Context, good int) error {
	if now, err := t.revision(ctx); err != nil || now == good {
		return err
	}
	_, err := t.chart(ctx, upgradeTime, "rollback", t.Release, strconv.Itoa(good), "--wait", "--timeout", upgradeTime.String())
	if err != nil {
		return err
	}
	return t.awaitWhole(ctx, rollTime)
}

// revision of the release that helm tried last.
func (t *Trial) revision(ctx context.Context) (int, error) {
	text, err := t.chart(ctx, time.Minute, "status", t.Release, "-o", "json")
	if err != nil {
		return 0, err
	}
	var status struct{ Version int }
	err = json.Unmarshal([]byte(text), &status)
	return status.Version, err
}

// running are the pods that are ready, by their unique ids.
func (t *Trial) running(ctx context.Context) ([]string, error) {
	pods, err := t.pods(ctx)
	var uids []string
	for _, one := range pods {
		if _, ready := one.ready(); ready {
			uids = append(uids, one.Metadata.UID)
		}
	}
	return uids, err
}
