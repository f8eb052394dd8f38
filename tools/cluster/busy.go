package cluster

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"traject.nl/tools/check"
	"traject.nl/tools/witness"
)

const (
	// rollTime is how long a rollout of one Deployment, and upgradeTime how long one of everything may take.
	rollTime, upgradeTime = 6 * time.Minute, 15 * time.Minute
	// goOnTime is how long it may take before work goes on after a disturbance, and goOnActs how many acts show it.
	goOnTime, goOnActs = 5 * time.Minute, 6
	// quietTime is how long the crowd works undisturbed, to compare with.
	quietTime = time.Minute
)

// disturbance is one thing that is done to the cluster while people work.
type disturbance struct {
	name string
	do   func(context.Context) error
}

// disturbed is what people noticed of it.
type disturbed struct {
	name string
	// took is until everything ran again as it was asked to.
	took time.Duration
	// acts that were accepted meanwhile, and the traffic of the crowd.
	acts int
	witness.Traffic
	err error
}

// busy disturbs the cluster in every way while people submit and decide cases, and judges every case afterwards.
func (t *Trial) busy(ctx context.Context) error {
	if err := t.example(ctx); err != nil {
		return fmt.Errorf("on a quiet cluster: %w", err)
	}
	before, err := check.Mails(ctx, t.at.Mail)
	if err != nil {
		return err
	}
	people := newCrowd(t, t.mark+"-busy")
	slow := people.begin(0, ways[0])
	// The long case: it is handed in before everything, watched all the time, and goes one step on after each disturbance.
	if err := people.tell(ctx, slow, 2); err != nil {
		return err
	}
	people.start(ctx, t.People)
	rows := t.disturbAll(ctx, people, slow)
	people.stop()
	if slow.err == nil {
		_ = people.tell(ctx, slow, len(slow.way.steps)) // what fails stays with the tale, and is judged
	}
	people.rest(ctx, slow)
	t.report.disturbances(rows)
	t.judgeAll(ctx, people, slow)
	return t.judgeMails(ctx, before)
}

// disturbAll does one after the other, and lets the long case go on in between.
func (t *Trial) disturbAll(ctx context.Context, people *crowd, slow *tale) (rows []disturbed) {
	all, err := t.disturbances(ctx)
	if err != nil {
		t.wrong("busy", err)
		return nil
	}
	every := max(1, len(all)/(len(slow.way.steps)-2))
	for i, one := range all {
		row := t.disturb(ctx, people, one)
		rows = append(rows, row)
		t.say("  %-44s %6s, %3d acts, %d of %d requests sent again %v", row.name, row.took.Round(time.Second), row.acts, row.Failed, row.Requests, row.Why)
		if row.err != nil {
			t.wrong(row.name, row.err)
		}
		if i%every == every-1 && slow.err == nil {
			_ = people.tell(ctx, slow, 1)
		}
	}
	return rows
}

// disturb does it, waits until everything runs again, and then until work goes on.
func (t *Trial) disturb(ctx context.Context, people *crowd, one disturbance) disturbed {
	began, acts := time.Now(), people.wire.Count()
	row := disturbed{name: one.name, err: one.do(ctx)}
	if row.err == nil {
		row.err = t.awaitWhole(ctx, rollTime)
	}
	row.took = time.Since(began)
	row.acts = people.wire.Count() - acts
	if err := people.progress(ctx, goOnActs, goOnTime); err != nil && row.err == nil {
		row.err = fmt.Errorf("work does not go on: %w", err)
	}
	row.Traffic = people.wire.Between(began, time.Now())
	return row
}

// disturbances in their order: none, a restart of every Deployment, an upgrade, a rollback, and the death of every pod.
func (t *Trial) disturbances(ctx context.Context) ([]disturbance, error) {
	controllers, err := t.controllers(ctx)
	if err != nil {
		return nil, err
	}
	all := []disturbance{{"nothing", func(ctx context.Context) error { return pass(ctx, quietTime) }}}
	for _, one := range controllers {
		if one.Kind == "Deployment" {
			all = append(all, disturbance{"rolling restart of " + one.component(), func(ctx context.Context) error { return t.restart(ctx, one) }})
		}
	}
	if t.NextTag != "" {
		all = append(all,
			disturbance{"upgrade of everything to " + t.NextTag, func(ctx context.Context) error { return t.upgrade(ctx, t.NextTag) }},
			disturbance{"rollback of everything", t.rollback})
	}
	for _, one := range controllers {
		for n := range one.Spec.Replicas {
			all = append(all, disturbance{fmt.Sprintf("forced kill of %s %d", one.component(), n+1), func(ctx context.Context) error {
				return t.kill(ctx, one.component(), n)
			}})
		}
	}
	return all, nil
}

// pass lets time pass.
func pass(ctx context.Context, so time.Duration) error {
	select {
	case <-time.After(so):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (t *Trial) restart(ctx context.Context, one controller) error {
	if _, err := t.do(ctx, "rollout", "restart", one.ref()); err != nil {
		return err
	}
	_, err := t.await(ctx, rollTime, "rollout", "status", one.ref())
	return err
}

// upgrade to another tag; every pod must run it afterwards.
func (t *Trial) upgrade(ctx context.Context, tag string) error {
	_, err := t.chart(ctx, upgradeTime, "upgrade", t.Release, t.Chart, "--reuse-values", "--set", "image.tag="+tag, "--wait", "--timeout", upgradeTime.String())
	if err != nil {
		return err
	}
	return t.runs(ctx, tag)
}

// rollback to the revision before.
func (t *Trial) rollback(ctx context.Context) error {
	if _, err := t.chart(ctx, upgradeTime, "rollback", t.Release, "--wait", "--timeout", upgradeTime.String()); err != nil {
		return err
	}
	return t.runs(ctx, t.Tag)
}

// runs waits until every pod of the Deployments runs the tag. The development stack is no part of what is upgraded.
func (t *Trial) runs(ctx context.Context, tag string) error {
	return eventually(ctx, rollTime, func(ctx context.Context) error {
		pods, err := t.pods(ctx)
		if err != nil {
			return err
		}
		for _, one := range pods {
			if one.component() == "devstack" {
				continue
			}
			for _, container := range one.Status.ContainerStatuses {
				if !strings.HasSuffix(container.Image, ":"+tag) {
					return fmt.Errorf("pod %s runs %s, want tag %s", one.name(), container.Image, tag)
				}
			}
		}
		return nil
	})
}

// kill a pod of the component without a warning, the n-th of those that are there: each dies once, since a new one comes last.
func (t *Trial) kill(ctx context.Context, component string, n int) error {
	pods, err := t.podsOf(ctx, component)
	if err != nil {
		return err
	}
	slices.SortStableFunc(pods, func(a, b pod) int { return a.Metadata.CreationTimestamp.Compare(b.Metadata.CreationTimestamp) })
	if len(pods) == 0 {
		return fmt.Errorf("there is no pod of %s left to kill", component)
	}
	t.killed[component]++
	victim := pods[0]
	if _, err := t.do(ctx, "delete", "pod", victim.name(), "--grace-period=0", "--force", "--wait=false"); err != nil {
		return err
	}
	return eventually(ctx, time.Minute, func(ctx context.Context) error {
		left, err := t.podsOf(ctx, component)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(left, func(p pod) bool { return p.Metadata.UID == victim.Metadata.UID }) {
			return fmt.Errorf("pod %s is still there", victim.name())
		}
		return nil
	})
}

// judgeAll looks at every case of the crowd from outside, and lets each be told once more: nothing may happen again.
func (t *Trial) judgeAll(ctx context.Context, people *crowd, slow *tale) {
	sum := judged{}
	for _, one := range people.tales {
		sum.cases++
		if one.err != nil {
			sum.wrong++
			t.wrong("case "+one.story.Key, one.err)
			continue
		}
		// Told once more under the same keys: the answers must be what they were.
		again := one.story.Tell(ctx, one.way.steps...)
		want := t.endings[one.way.name]
		found, err := people.look(ctx, one, len(want.Notices))
		sum.add(found)
		wrong := judge(found, want, len(one.way.steps)-1)
		for _, fault := range []error{again, err} {
			if fault != nil {
				wrong = append(wrong, fault.Error())
			}
		}
		if len(wrong) > 0 {
			sum.wrong++
			t.wrong("case "+one.story.Key+" ("+one.story.CaseID+")", fmt.Errorf("%s", strings.Join(wrong, "; ")))
		}
		if one == slow {
			sum.long, sum.connections = found.Live, one.live.connections
			sum.longVersion = found.Case.Version
		}
	}
	for _, differs := range people.wire.Differs() {
		t.wrong("an answer under the same key", fmt.Errorf("%s", differs))
	}
	t.report.cases(sum, people.wire)
}

// judged is a summary of what was found.
type judged struct {
	cases, wrong, acts, lines, letters, notices, entries, skipped int
	// long is what the stream of the long case told of.
	long        []sighting
	longVersion int64
	connections int
}

func (j *judged) add(f finding) {
	j.acts += len(f.Acts)
	j.lines += len(f.Case.Timeline)
	j.letters += len(f.ended().Letters)
	j.notices += len(f.Notices)
	j.skipped += skipped(f.Live, f.Case.Version)
	for _, chain := range f.Chains {
		j.entries += len(chain.Entries)
	}
}

// judgeMails: a mail comes twice only where its sender was killed before it heard that the first had arrived.
func (t *Trial) judgeMails(ctx context.Context, before []check.Mail) error {
	mails, err := check.Mails(ctx, t.at.Mail)
	if err != nil {
		return err
	}
	known := map[string]bool{}
	for _, mail := range before {
		known[mail.ID] = true
	}
	mails = slices.DeleteFunc(mails, func(m check.Mail) bool { return known[m.ID] })
	post := witness.Weigh(mails)
	kills := t.killed["notifications"] + t.killed["devstack"]
	t.report.mails(post, kills)
	if len(post.Again) > kills*mailsAtOnce {
		return fmt.Errorf("%d mails came more than once, after %d kills: %v", len(post.Again), kills, slices.Sorted(maps.Keys(post.Again)))
	}
	return nil
}

// mailsAtOnce is how many mails the notifications service may have on their way at one moment.
const mailsAtOnce = 8
