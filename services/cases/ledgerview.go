package cases

import (
	"slices"

	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/services/platform/access"
	"traject.nl/services/platform/clock"
)

// keeping is what the clock of the case did and keeps, as far as the reader may see it.
func (r reader) keeping() Clock {
	shown := Clock{
		PolicyVersion: r.view.GetPolicyVersion(), PolicyMoves: []PolicyMoveView{}, Extendable: []ExtendableView{},
		Fired: []FiringView{}, Defaults: []DefaultView{}, Planned: r.planned(),
	}
	for _, move := range r.view.GetPolicyMoves() {
		shown.PolicyMoves = append(shown.PolicyMoves, PolicyMoveView{
			From: move.GetFromVersion(), To: move.GetToVersion(), At: moment(move.GetAt()), By: roleOf(move.GetActor()),
		})
	}
	if r.guards() {
		shown.PolicyNewest = r.newerPolicy()
		for _, may := range r.view.GetExtendable() {
			shown.Extendable = append(shown.Extendable, ExtendableView{
				TermID: may.GetTermId(), Ground: may.GetGround(), AtMostWeeks: int(may.GetAtMostWeeks()),
			})
		}
	}
	if r.May(access.Firings) {
		for _, firing := range r.view.GetFired() {
			shown.Fired = append(shown.Fired, r.firing(firing))
		}
	}
	for _, notice := range r.view.GetDefaults() {
		if r.mayNotice(notice) {
			shown.Defaults = append(shown.Defaults, r.notice(notice))
		}
	}
	return shown
}

// planned are the tasks that open later: the own ones, and those of others as far as the reader sees their tasks.
func (r reader) planned() []PlannedView {
	shown := []PlannedView{}
	for _, task := range r.view.GetPlanned() {
		as := &caseworkv1.Task{Party: task.GetParty()}
		if !r.MayTask(as) {
			continue
		}
		line := PlannedView{
			Kind: task.GetKind(), Party: task.GetParty(), Mine: r.isMine(as), Title: task.GetTitle(), Reason: task.GetReason(),
			Basis: task.GetBasis(), DueOn: task.GetDueOn(), DueAt: moment(task.GetDueAt()), OpensAt: moment(task.GetOpensAt()),
		}
		if task.GetOpensAt() != nil {
			line.OpensOn = clock.Clock(task.GetOpensAt().AsTime).Today()
		}
		shown = append(shown, line)
	}
	return shown
}

// departure of the pupil; nil as long as it did not leave. Who sees no more than that there is a case, does not see this either.
func (r reader) departure() *DepartureView {
	left := r.view.GetDeparture()
	if left == nil || !r.May(access.Terms) {
		return nil
	}
	return &DepartureView{
		Reason: departureReasons.word(left.GetReason()), On: left.GetOn(), RecordedAt: moment(left.GetRecordedAt()),
		By: roleOf(left.GetActor()), CaseID: left.GetCaseId(),
	}
}

// newerPolicy is the version to which the case can be moved; empty when it works with the newest. A case of the first release
// froze its policy in another form, and stays with it.
func (r reader) newerPolicy() string {
	if r.view.GetPolicyVersion() == "" || r.newest == r.view.GetPolicyVersion() {
		return ""
	}
	return r.newest
}

// guards says whether the reader sees to the terms: the office and the director.
func (r reader) guards() bool {
	return slices.ContainsFunc(r.Parties(), func(who party.Party) bool {
		return who.Role() == party.Office || who.Role() == party.Director
	})
}

// mayNotice says whether the reader may see a notice of default: the own ones always.
func (r reader) mayNotice(notice *caseworkv1.DefaultNotice) bool {
	return r.May(access.Defaults) || slices.Contains(r.Parties(), party.Party(notice.GetFromParty()))
}

func (r reader) firing(f *caseworkv1.Firing) FiringView {
	return FiringView{
		Key: f.GetKey(), Kind: firingKinds.word(f.GetKind()), About: f.GetAbout(), Title: f.GetTitle(), DueOn: f.GetDueOn(),
		Days: int(f.GetDays()), Told: append([]string{}, f.GetTold()...), At: moment(f.GetAt()), Late: f.GetLate(),
		ID: escalationID(r.view, f), Asked: r.asked(f),
	}
}

func (r reader) notice(n *caseworkv1.DefaultNotice) DefaultView {
	shown := DefaultView{
		ID: n.GetId(), TermID: n.GetTermId(), ReceivedOn: n.GetReceivedOn(), RecordedAt: moment(n.GetRecordedAt()),
		From: string(party.Party(n.GetFromParty()).Role()), TextID: n.GetTextId(),
		Judgement: judgements.word(n.GetJudgement()), JudgedOn: n.GetJudgedOn(), JudgementTextID: n.GetJudgementTextId(),
		FirstDay: n.GetFirstDay(), LastDay: n.GetLastDay(), Steps: append([]string{}, n.GetSteps()...), Rates: []RateView{},
		StoppedOn: n.GetStoppedOn(), DecidedOn: n.GetDecidedOn(), DecisionTextID: n.GetDecisionTextId(),
	}
	if r.May(access.Defaults) {
		shown.FromParty = n.GetFromParty()
	}
	for _, rate := range n.GetRates() {
		shown.Rates = append(shown.Rates, RateView{FromOn: rate.GetFromOn(), UntilOn: rate.GetUntilOn(), EurosADay: int(rate.GetEurosADay())})
	}
	if n.GetDecidedOn() != "" {
		euros := int(n.GetDecidedEuros())
		shown.DecidedEuros = &euros
	}
	if n.GetFirstDay() != "" {
		days, euros := owed(n, r.today)
		shown.Owed = &OwedView{On: r.today, Days: days, Euros: euros}
	}
	return shown
}

func roleOf(actor *caseworkv1.Actor) string { return string(party.Party(actor.GetParty()).Role()) }

func (r reader) isMine(task *caseworkv1.Task) bool {
	return slices.Contains(r.Parties(), party.Party(task.GetParty()))
}

func (r reader) task(t *caseworkv1.Task) TaskView {
	shown := TaskView{
		ID: t.GetId(), Kind: t.GetKind(), Party: t.GetParty(), Mine: r.isMine(t), Assignee: r.assignee(t),
		Title: t.GetTitle(), Reason: t.GetReason(), Basis: t.GetBasis(), DueOn: t.GetDueOn(), DueAt: moment(t.GetDueAt()),
		OpenedAt: moment(t.GetOpenedAt()), ClosedAt: moment(t.GetClosedAt()), Outcome: t.GetOutcome(),
		HandedOverFrom: t.GetHandedOverFrom(), Comments: []CommentView{},
	}
	if shown.Mine || r.guards() {
		shown.AssigneeSubject = t.GetAssignee()
	}
	if isOpen(t) {
		shown.DaysLeft = daysLeft(r.today, t.GetDueOn())
	}
	for _, comment := range t.GetComments() {
		if r.May(access.Piece(documents.TaskComment)) || slices.Contains(r.Parties(), party.Party(comment.GetActor().GetParty())) {
			shown.Comments = append(shown.Comments, CommentView{
				At: moment(comment.GetAt()), By: roleOf(comment.GetActor()), TextID: comment.GetTextId(),
			})
		}
	}
	return shown
}

// assignee in the words of the API.
func (r reader) assignee(t *caseworkv1.Task) string {
	switch t.GetAssignee() {
	case "":
		return ""
	case r.subject:
		return assigneeMe
	default:
		return assigneeColleague
	}
}

const (
	assigneeMe        = "me"
	assigneeColleague = "colleague"
)

func (r reader) term(t *caseworkv1.Term) TermView {
	shown := TermView{
		ID: t.GetId(), Title: t.GetTitle(), Kind: termKinds.word(t.GetKind()), Basis: t.GetBasis(), Owner: t.GetOwner(),
		Event: t.GetEvent(), EventOn: t.GetEventOn(),
		Weeks: int(t.GetWeeks()), Days: int(t.GetDays()), Months: int(t.GetMonths()), Backward: t.GetBackward(),
		FixedOn: t.GetFixedOn(), SchoolWeeks: t.GetSchoolWeeks(), StartCounts: t.GetStartCounts(),
		PlannedOn: t.GetPlannedOn(), LastOn: t.GetLastOn(),
		Suspended: isSuspended(t, r.today), BudgetLeft: int(t.GetDaysLeft()), SuspendedDays: int(t.GetSuspendedDays()),
		Suspensions: []SuspensionView{}, Extensions: []ExtensionView{}, Segments: []SegmentView{},
		Steps: append([]string{}, t.GetSteps()...), Warnings: append([]string{}, t.GetWarnings()...),
		BeyondHorizon: t.GetBeyondHorizon(), MetOn: t.GetMetOn(), MissedOn: t.GetMissedOn(), Ended: t.GetEnded(),
	}
	if isRunning(t) {
		shown.DaysLeft = daysLeft(r.today, t.GetPlannedOn())
	}
	for _, s := range t.GetSuspensions() {
		shown.Suspensions = append(shown.Suspensions, SuspensionView{
			Ground: s.GetGround(), InvitedOn: s.GetInvitedOn(), DueOn: s.GetDueOn(), CompletedOn: s.GetCompletedOn(), Lapsed: s.GetLapsed(),
			FromOn: s.GetFromOn(), UntilOn: s.GetUntilOn(), ProofID: s.GetProofId(),
		})
	}
	for _, e := range t.GetExtensions() {
		shown.Extensions = append(shown.Extensions, ExtensionView{
			Weeks: int(e.GetWeeks()), Days: int(e.GetDays()), UntilOn: e.GetUntilOn(), NotifiedOn: e.GetNotifiedOn(), Ground: e.GetGround(),
			ReasonTextID: e.GetReasonTextId(),
		})
	}
	for _, s := range t.GetSegments() {
		shown.Segments = append(shown.Segments, SegmentView{Kind: s.GetKind(), From: s.GetFromOn(), Until: s.GetUntilOn(), Days: int(s.GetDays())})
	}
	return shown
}

// isSuspended says whether the term stands still on a day.
func isSuspended(t *caseworkv1.Term, today string) bool {
	if !isRunning(t) || len(t.GetSuspensions()) == 0 {
		return false
	}
	last := t.GetSuspensions()[len(t.GetSuspensions())-1]
	if last.GetFromOn() != "" {
		return last.GetFromOn() <= today && (last.GetUntilOn() == "" || today <= last.GetUntilOn())
	}
	return last.GetCompletedOn() == "" && !last.GetLapsed()
}
