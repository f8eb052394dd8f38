package casework_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/workflow"

	contract "traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/party"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/casework/caseworktest"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
	"traject.nl/workflows/tlv/tlvtest"
)

const forgotten = "case0forgotten"

// opened is when everything in the case below is asked.
var opened = time.Date(2026, time.March, 16, 12, 0, 0, 0, terms.Amsterdam)

// TestEveryRuleOfTheShippedPoliciesFiresOnce: a case in which every task and every term of a policy is opened, and nobody ever does
// anything. Each reminder, each overrun and each rung must come, once, in its order and at its moment.
func TestEveryRuleOfTheShippedPoliciesFiresOnce(t *testing.T) {
	for _, set := range []string{policy.ZOUT, policy.Demo} {
		for _, procedure := range []string{
			policy.TLVProcedure, policy.BezwaarProcedure, policy.BuitenkansProcedure, policy.PlaatsingProcedure,
		} {
			require.NoError(t, policy.Use(set))
			t.Cleanup(func() { assert.NoError(t, policy.Use(policy.ZOUT)) })
			p := policy.Current(procedure)
			t.Run(set+"/"+procedure, func(t *testing.T) {
				services := tlvtest.NewServices()
				fired := forget(t, p, services)
				assertFired(t, p, fired)
				assertTold(t, fired, services.Notices())
			})
		}
	}
}

// forget plays the case to its end and returns what its clock did.
func forget(t *testing.T, p *caseworkv1.Policy, services *tlvtest.Services) []*caseworkv1.Firing {
	t.Helper()
	env := caseworktest.NewDays(t, opened, services.Activities()).Env
	var keeping *caseworkv1.Keeping
	env.RegisterWorkflowWithOptions(func(ctx workflow.Context) error {
		c := casework.Start(ctx, casework.Ledger{CaseID: forgotten, Policy: p}, nobody{})
		c.KeepTime(ctx)
		openAll(ctx, c)
		if err := casework.UntilPassed(ctx, casework.Today(ctx).AddDays(500), func() bool { return false }); err != nil {
			return err
		}
		keeping = c.Keeping()
		// A case does not end while it owes an answer to a notice of default.
		c.CloseTasks(ctx, contract.DefaultTask, "einde")
		c.CloseTasks(ctx, contract.PenaltyTask, "einde")
		return c.Finish(ctx)
	}, workflow.RegisterOptions{Name: "forgotten"})
	env.ExecuteWorkflow("forgotten")
	require.True(t, env.IsWorkflowCompleted())
	require.NoError(t, env.GetWorkflowError())
	return keeping.Fired
}

func openAll(ctx workflow.Context, c *casework.Case) {
	for _, rule := range c.Policy.Tasks {
		q := casework.Question{Kind: rule.Kind, Party: party.Of(party.Expert, rule.Kind), Title: rule.Kind}
		if rule.Lead > rule.Days {
			// Its norm is the least there must be left; what asks it sets a date that lies further ahead.
			c.AskOn(ctx, q, casework.Today(ctx).AddDays(int(rule.Lead)+10), rule.Basis, int(rule.Lead))
			continue
		}
		c.Ask(ctx, q)
	}
	for _, rule := range c.Policy.Terms {
		today, words := casework.Today(ctx), casework.TermWords{Title: rule.Id, Event: "Begin"}
		switch {
		case rule.Dated:
			c.OpenTerm(c.CountTermUntil(ctx, rule.Id, words, today, today.AddDays(137)))
		case rule.Backward:
			c.OpenTerm(c.CountTerm(ctx, rule.Id, words, today.AddDays(30)))
		default:
			c.OpenTerm(c.CountTerm(ctx, rule.Id, words, today))
		}
	}
	c.Record(ctx, casework.Line{Kind: "begin", Text: "Alles is gevraagd."})
}

// nobody is a procedure in which nobody ever acts. Every role reaches one party.
type nobody struct{}

func (nobody) View() *casesv1.View              { return &casesv1.View{} }
func (nobody) Share() *documentsv1.ShareRequest { return &documentsv1.ShareRequest{} }
func (nobody) Told(role party.Role) []string    { return []string{toldFor(string(role))} }
func (nobody) Extendable() []*casesv1.Extendable {
	return nil
}
func (nobody) Waiting() []string { return nil }
func (nobody) Addressees(workflow.Context) ([]*documentsv1.Addressee, map[string]string, error) {
	return nil, nil, nil
}

func toldFor(role string) string { return role + ":x" }

func toldForEach(roles []string) []string {
	told := make([]string, len(roles))
	for i, role := range roles {
		told[i] = toldFor(role)
	}
	return told
}

// expected is a firing as the policy promises it.
type expected struct {
	kind caseworkv1.FiringKind
	days int32
	told string
}

const (
	reminder   = caseworkv1.FiringKind_FIRING_KIND_REMINDER
	escalation = caseworkv1.FiringKind_FIRING_KIND_ESCALATION
	overrun    = caseworkv1.FiringKind_FIRING_KIND_OVERRUN
)

// assertFired: what fired for each task and term is what its rules promise, in order, and nothing else fired.
func assertFired(t *testing.T, p *caseworkv1.Policy, fired []*caseworkv1.Firing) {
	t.Helper()
	byAbout := map[string][]expected{}
	last := opened
	for _, f := range fired {
		byAbout[f.About] = append(byAbout[f.About], expected{f.Kind, f.Days, strings.Join(f.Told, " ")})
		assert.Equal(t, f.PlannedAt.AsTime(), f.At.AsTime(), "%s fired at its moment", f.Key)
		assert.False(t, f.Late, f.Key)
		if p.TaskDaySeconds == 0 && f.Kind != overrun {
			assert.Equal(t, "08:00", f.At.AsTime().In(terms.Amsterdam).Format("15:04"), "%s fired when people start their day", f.Key)
		}
		assert.False(t, f.At.AsTime().Before(last), "%s fired after what was due before it", f.Key)
		last = f.At.AsTime()
		assertAsked(t, f)
	}
	rules := map[string][]expected{}
	for _, rule := range p.Tasks {
		holder := string(party.Of(party.Expert, rule.Kind))
		rules[rule.Kind+"/"+holder] = promised(p, rule.Reminders, rule.Ladder, holder, false)
	}
	for _, rule := range p.Terms {
		rules[rule.Id] = promised(p, rule.Reminders, rule.Ladder, toldFor(rule.Owner), rule.Owner != "" && !rule.Backward)
		for i, want := range rules[rule.Id] {
			if want.kind == reminder {
				rules[rule.Id][i].told = strings.Join(append([]string{want.told}, toldForEach(rule.Tells)...), " ")
			}
		}
	}
	for about, want := range rules {
		assert.Equal(t, want, byAbout[about], about)
		delete(byAbout, about)
	}
	assert.Empty(t, byAbout, "nothing else fires")
}

// assertAsked: who is told from outside is asked something, for an answer within a week; who has a part in the case is asked nothing there.
func assertAsked(t *testing.T, f *caseworkv1.Firing) {
	t.Helper()
	outside := len(f.Told) == 1 && contract.Answerers.May(party.Party(f.Told[0]).Role(), contract.AnswerEscalation)
	if f.Kind != escalation || !outside {
		assert.Empty(t, f.Asks+f.AnswerOn+f.Subject, f.Key)
		return
	}
	assert.NotEmpty(t, f.Asks, f.Key)
	assert.Equal(t, terms.WorkingDayFrom(terms.DateOf(f.At.AsTime()).AddDays(7)).String(), f.AnswerOn, f.Key)
	assert.Equal(t, party.Party(f.Told[0]).Role() == party.Municipality, f.Subject != "", "%s: a municipality has desks", f.Key)
}

func promised(p *caseworkv1.Policy, reminders []int32, ladder, holder string, mustBeMet bool) []expected {
	var all []expected
	for _, days := range reminders {
		all = append(all, expected{reminder, -days, holder})
	}
	if mustBeMet {
		all = append(all, expected{overrun, 0, ""})
	}
	for _, rung := range policy.Ladder(p, ladder).GetRungs() {
		told := toldFor(rung.Tell)
		if rung.Tell == "holder" {
			told = holder
		}
		all = append(all, expected{escalation, rung.AfterDays, told})
	}
	return all
}

// assertTold: each reminder and each rung became one notice, and no notice went out without one.
func assertTold(t *testing.T, fired []*caseworkv1.Firing, notices []*notificationsv1.NotifyRequest) {
	t.Helper()
	sent := map[string]int{}
	for _, notice := range notices {
		if notice.Kind != notificationsv1.NoticeKind_NOTICE_KIND_TASK {
			sent[notice.Key]++
		}
	}
	for _, f := range fired {
		for _, told := range f.Told {
			key := fmt.Sprintf("%s/%s/%s", forgotten, f.Key, told)
			assert.Equal(t, 1, sent[key], key)
			delete(sent, key)
		}
	}
	assert.Empty(t, sent, "nobody is told what did not fire")
}
