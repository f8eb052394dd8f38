package casework

import (
	"fmt"

	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/types/known/timestamppb"

	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
)

// openTaskByID finds a task that still waits; a refusal says which way it is gone.
func (c *Case) openTaskByID(id string) (*caseworkv1.Task, error) {
	for _, task := range c.Tasks {
		if task.Id == id {
			if task.ClosedAt != nil {
				return nil, NotNow("Deze taak is al klaar.")
			}
			return task, nil
		}
	}
	var bad Problems
	bad.Add("task_id", "Deze taak is er niet. Kijk in de lijst met taken van deze zaak.")
	return nil, bad.Refuse()
}

// ownTask is an open task of the actor's own party.
func (c *Case) ownTask(id string, actor *caseworkv1.Actor) (*caseworkv1.Task, error) {
	task, err := c.openTaskByID(id)
	if err == nil && task.Party != actor.GetParty() {
		return nil, NotYours("Deze taak is niet van u of uw collega's.")
	}
	return task, err
}

func (c *Case) checkClaim(_ workflow.Context, act *caseworkv1.ClaimTask) error {
	task, err := c.ownTask(act.TaskId, act.Actor)
	if err == nil && task.Assignee == act.Actor.Subject {
		return NotNow("U hebt deze taak al.")
	}
	return err
}

// claimTask: a task that a colleague has can be taken over, for instance when that colleague is ill.
func (c *Case) claimTask(ctx workflow.Context, act *caseworkv1.ClaimTask) error {
	task, err := c.openTaskByID(act.TaskId)
	if err != nil {
		return err
	}
	text := fmt.Sprintf("%s heeft %s opgepakt.", sentence(c.whoHas(task)), quoted(task.Title))
	if task.Assignee != "" {
		text = fmt.Sprintf("%s is overgenomen door een collega bij %s.", sentence(quoted(task.Title)), c.whoHas(task))
	}
	task.Assignee = act.Actor.Subject
	c.recordTask(ctx, task, "taak-opgepakt", text, act.Actor)
	return nil
}

func (c *Case) checkPutBack(_ workflow.Context, act *caseworkv1.PutBackTask) error {
	task, err := c.ownTask(act.TaskId, act.Actor)
	if err == nil && task.Assignee == "" {
		return NotNow("Niemand heeft deze taak opgepakt.")
	}
	return err
}

func (c *Case) putBackTask(ctx workflow.Context, act *caseworkv1.PutBackTask) error {
	task, err := c.openTaskByID(act.TaskId)
	if err != nil {
		return err
	}
	task.Assignee = ""
	c.recordTask(ctx, task, "taak-teruggelegd", fmt.Sprintf("%s is teruggelegd bij %s.", sentence(quoted(task.Title)), c.whoHas(task)), act.Actor)
	return nil
}

// checkHandOver: a task goes to a colleague, or to another party of the same role. The SOT hands over its own tasks; the
// office and the director those of the SOT too, for when somebody is ill. Who advises is another matter, for the procedure.
func (c *Case) checkHandOver(_ workflow.Context, act *caseworkv1.HandOverTask) error {
	task, err := c.openTaskByID(act.TaskId)
	if err != nil {
		return err
	}
	holder := party.Party(task.Party).Role()
	if task.Party != act.Actor.Party && (holder != party.SOT || party.Party(act.Actor.Party).Role() == party.SOT) {
		return NotYours("U kunt alleen taken van uzelf of uw collega's overdragen.")
	}
	to, err := party.Parse(act.ToParty)
	var bad Problems
	bad.AddIf(err != nil || to.Role() != holder, "to_party", "Kies iemand die dezelfde rol heeft als wie de taak nu heeft.")
	bad.AddIf(act.ToParty == task.Party && act.ToSubject == task.Assignee, "to_subject", "Deze taak ligt daar al. Kies iemand anders.")
	bad.AddIf(act.ToParty != task.Party && c.taskOf(task.Kind, act.ToParty) != nil, "to_party", "Daar ligt al zo'n taak. Kies iemand anders.")
	return bad.Refuse()
}

func (c *Case) handOverTask(ctx workflow.Context, act *caseworkv1.HandOverTask) error {
	task, err := c.openTaskByID(act.TaskId)
	if err != nil {
		return err
	}
	if task.Party != act.ToParty {
		task.HandedOverFrom = task.Party
		task.Party = act.ToParty
		c.AddParty(act.ToParty)
	}
	task.Assignee = act.ToSubject
	about := fmt.Sprintf("%s/%d", handedOver(task), c.Version+1)
	c.Notify(notificationsv1.NoticeKind_NOTICE_KIND_HANDED_OVER, about, task.Party)
	c.recordTask(ctx, task, "taak-overgedragen", fmt.Sprintf("%s is overgedragen aan een collega bij %s.", sentence(quoted(task.Title)), c.whoHas(task)), act.Actor)
	return nil
}

// handedOver is what the notices of a task that changed hands begin with.
func handedOver(task *caseworkv1.Task) string { return "overgedragen/" + task.Id }

func (c *Case) checkComment(_ workflow.Context, act *caseworkv1.CommentTask) error {
	if _, err := c.openTaskByID(act.TaskId); err != nil {
		return err
	}
	var bad Problems
	bad.AddIf(act.TextId == "", "text_id", "Schrijf eerst uw opmerking.")
	return bad.Refuse()
}

func (c *Case) commentTask(ctx workflow.Context, act *caseworkv1.CommentTask) error {
	if err := c.Attach(ctx, act.Actor, Piece(act.TextId, documents.TaskComment)); err != nil {
		return err
	}
	task, err := c.openTaskByID(act.TaskId)
	if err != nil {
		return err
	}
	task.Comments = append(task.Comments, &caseworkv1.TaskComment{
		At: timestamppb.New(workflow.Now(ctx)), Actor: act.Actor, TextId: act.TextId,
	})
	c.recordTask(ctx, task, "taak-opmerking", fmt.Sprintf("Er staat een opmerking bij %s.", quoted(task.Title)), act.Actor)
	return nil
}

// whoHas a task, inside a sentence.
func (c *Case) whoHas(task *caseworkv1.Task) string {
	return roleWording[party.Party(task.Party).Role()]
}

// recordTask tells about a task to those who see to it.
func (c *Case) recordTask(ctx workflow.Context, task *caseworkv1.Task, kind, text string, actor *caseworkv1.Actor) {
	c.Record(ctx, Line{Kind: kind, Text: text, Actor: actor, Audience: audienceOf(moment{holder: task.Party})})
}
