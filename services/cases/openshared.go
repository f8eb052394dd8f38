package cases

import (
	"slices"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/services/platform/access"
)

// openShared says whether the reader can do an act that every procedure has, and on what.
func (r reader) openShared(what act.Act) (on OpenAct, may bool) {
	// What ZOUT owes to a notice of default it owes also when the case is closed.
	owed := what == casework.JudgeDefault || what == casework.DecidePenalty
	if _, acts := r.Acting(what); !acts || r.view.GetClosed() && !owed {
		return OpenAct{}, false
	}
	switch what {
	case casework.ClaimTask, casework.PutBackTask, casework.HandOverTask, casework.CommentTask:
		on.TaskIDs = r.tasksFor(what)
		return on, len(on.TaskIDs) > 0
	case casework.ExtendTerm, casework.AgreeDelay, casework.SuspendTerm, casework.ResumeTerm, casework.NotifyDefault:
		on.TermIDs = r.termsFor(what)
		return on, len(on.TermIDs) > 0
	case casework.JudgeDefault, casework.DecidePenalty:
		on.NoticeIDs = r.noticesFor(what)
		return on, len(on.NoticeIDs) > 0
	case casework.MovePolicy:
		return on, r.newerPolicy() != ""
	case casework.RecordDeparture:
		return on, r.view.GetDeparture() == nil
	}
	return on, false
}

// tasksFor are the open tasks on which the reader can do an act.
func (r reader) tasksFor(what act.Act) []string {
	var ids []string
	for _, task := range r.view.GetTasks() {
		if isOpen(task) && r.mayOnTask(what, task) {
			ids = append(ids, task.GetId())
		}
	}
	return ids
}

func (r reader) mayOnTask(what act.Act, task *caseworkv1.Task) bool {
	own := r.isMine(task)
	switch what {
	case casework.ClaimTask:
		return own && task.GetAssignee() != r.subject
	case casework.PutBackTask:
		return own && task.GetAssignee() != ""
	case casework.HandOverTask:
		// The office and the director hand over those of the SOT too, for when somebody is ill.
		return own || r.guards() && party.Party(task.GetParty()).Role() == party.SOT
	default:
		return own || r.May(access.Piece(documents.TaskComment))
	}
}

// termsFor are the terms on which the reader can do an act.
func (r reader) termsFor(what act.Act) []string {
	var ids []string
	for _, term := range r.view.GetTerms() {
		if isRunning(term) && r.mayOnTerm(what, term) {
			ids = append(ids, term.GetId())
		}
	}
	return ids
}

func (r reader) mayOnTerm(what act.Act, term *caseworkv1.Term) bool {
	deciding := slices.Contains(decisionTerms, term.GetId())
	over := term.GetLastOn() != "" && term.GetLastOn() < r.today
	switch what {
	case casework.ExtendTerm:
		for _, may := range r.view.GetExtendable() {
			if may.GetTermId() == term.GetId() {
				return true
			}
		}
		return false
	case casework.AgreeDelay:
		return deciding && !over
	case casework.SuspendTerm:
		return deciding && !over && !isSuspended(term, r.today)
	case casework.ResumeTerm:
		suspensions := term.GetSuspensions()
		if len(suspensions) == 0 {
			return false
		}
		last := suspensions[len(suspensions)-1]
		return last.GetFromOn() != "" && last.GetUntilOn() == ""
	default:
		// A notice of default is never refused for being early.
		return deciding
	}
}

// noticesFor are the notices of default on which the reader can do an act.
func (r reader) noticesFor(what act.Act) []string {
	var ids []string
	for _, notice := range r.view.GetDefaults() {
		judged := notice.GetJudgement() != caseworkv1.Judgement_JUDGEMENT_UNSPECIFIED
		over := notice.GetStoppedOn() > notice.GetFirstDay() || notice.GetLastDay() < r.today
		decidable := notice.GetFirstDay() != "" && notice.GetDecidedOn() == "" && over
		if what == casework.JudgeDefault && !judged || what == casework.DecidePenalty && decidable {
			ids = append(ids, notice.GetId())
		}
	}
	return ids
}
