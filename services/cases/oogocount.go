package cases

import (
	"slices"

	"traject.nl/proto/contract/bezwaar"
	"traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/plaatsing"
	"traject.nl/proto/contract/tlv"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
)

// The rows of the sheet. Phases that few cases are in at a time are taken together, so that less has to be hidden.
var (
	oogoProcedures = []string{tlv.Workflow, bezwaar.Workflow, buitenkans.Workflow, plaatsing.Workflow}
	oogoPhases     = map[string][]string{
		tlv.Workflow:        {"intake", "parents", "advice", "decision", "objection-term"},
		bezwaar.Workflow:    {"intake", "lbt", "decision", "appeal"},
		buitenkans.Workflow: {"request", "waiting", "observation", "return", "aftercare"},
		plaatsing.Workflow:  {"awaited", "placed", "return", "returned"},
	}
	oogoPunctual   = []string{"late", "on-time"}
	oogoUrgencies  = []string{"at-home", "threatened", "other"}
	oogoPlacements = []string{"sbo", "so", "institution"}
)

// oogoCounts are the numbers of a municipality before anything is hidden.
type oogoCounts struct {
	// of the open cases of each procedure.
	open map[string]*counted
	// missed statutory terms of the school year, of open and closed cases.
	missed int
}

// counted are the open cases of one procedure, put together in several ways: each case is in one row of each.
type counted struct {
	phases, punctual, urgencies, placements *rows
}

// rows is a count by id, in a fixed order.
type rows struct {
	ids    []string
	counts []int
}

func newRows(ids []string) *rows { return &rows{ids: ids, counts: make([]int, len(ids))} }

func (r *rows) add(id string) { r.counts[slices.Index(r.ids, id)]++ }

func countOogo(views []*casesv1.View, today string, year SchoolYear) oogoCounts {
	all := oogoCounts{open: map[string]*counted{}}
	for _, procedure := range oogoProcedures {
		all.open[procedure] = &counted{
			phases: newRows(oogoPhases[procedure]), punctual: newRows(oogoPunctual), urgencies: newRows(oogoUrgencies), placements: newRows(oogoPlacements),
		}
	}
	for _, view := range views {
		for _, term := range view.GetTerms() {
			if term.GetKind() == caseworkv1.TermKind_TERM_KIND_STATUTORY && year.From <= term.GetMissedOn() && term.GetMissedOn() <= today {
				all.missed++
			}
		}
		if of := all.open[view.GetProcedure()]; of != nil && !view.GetClosed() {
			of.add(view, today)
		}
	}
	return all
}

// add counts one open case.
func (c *counted) add(view *casesv1.View, today string) {
	c.phases.add(oogoPhase(view))
	if isLate(view, today) {
		c.punctual.add("late")
	} else {
		c.punctual.add("on-time")
	}
	switch {
	case view.GetBuitenkans() != nil:
		c.urgencies.add(oogoUrgency(view.GetBuitenkans()))
	case view.GetPlaatsing() != nil:
		c.placements.add(oogoPlacement(view.GetPlaatsing()))
	}
}

// isLate says whether a task of anybody or a running term is late. A term that stands still never is.
func isLate(view *casesv1.View, today string) bool {
	late := func(on string) bool { return on != "" && on < today }
	return slices.ContainsFunc(view.GetTasks(), func(task *caseworkv1.Task) bool { return isOpen(task) && late(task.GetDueOn()) }) ||
		slices.ContainsFunc(view.GetTerms(), func(term *caseworkv1.Term) bool {
			return isRunning(term) && !isSuspended(term, today) && late(term.GetPlannedOn())
		})
}

// oogoPhase is the row of an open case.
func oogoPhase(view *casesv1.View) string {
	switch {
	case view.GetBezwaar() != nil:
		return oogoBezwaarPhase(view.GetBezwaar().GetPhase())
	case view.GetBuitenkans() != nil:
		return oogoBuitenkansPhase(view.GetBuitenkans().GetPhase())
	case view.GetPlaatsing() != nil:
		phase := placementPhases.word(view.GetPlaatsing().GetPhase())
		if slices.Contains(oogoPhases[plaatsing.Workflow], phase) {
			return phase
		}
		return "awaited"
	}
	switch phase := view.GetTlv().GetPhase(); {
	case phase >= tlvv1.Phase_PHASE_REST:
		return "objection-term"
	case phase >= tlvv1.Phase_PHASE_DECISION:
		return "decision"
	case phase >= tlvv1.Phase_PHASE_ADVICE:
		return "advice"
	case phase >= tlvv1.Phase_PHASE_PARENTS:
		return "parents"
	default:
		return "intake"
	}
}

func oogoBezwaarPhase(phase bezwaarv1.Phase) string {
	switch {
	case phase >= bezwaarv1.Phase_PHASE_APPEAL:
		return "appeal"
	case phase >= bezwaarv1.Phase_PHASE_DECISION:
		return "decision"
	case phase >= bezwaarv1.Phase_PHASE_HEARING:
		return "lbt"
	default:
		return "intake"
	}
}

func oogoBuitenkansPhase(phase buitenkansv1.Phase) string {
	switch {
	case phase >= buitenkansv1.Phase_PHASE_AFTERCARE:
		return "aftercare"
	case phase >= buitenkansv1.Phase_PHASE_RETURN:
		return "return"
	case phase >= buitenkansv1.Phase_PHASE_OBSERVATION:
		return "observation"
	case phase >= buitenkansv1.Phase_PHASE_WAITING:
		return "waiting"
	default:
		return "request"
	}
}

// oogoUrgency is at-home for a pupil who has no school to go to while it waits, is there, or goes back.
func oogoUrgency(facts *buitenkansv1.Facts) string {
	if urgency := urgencies.word(facts.GetUrgency()); urgency != "" {
		return urgency
	}
	return "other"
}

// oogoPlacement is the type of school of the present placement, or of the one that is awaited.
func oogoPlacement(facts *plaatsingv1.Facts) string {
	stay := presentPlacement(facts)
	if isInInstitution(stay) {
		return "institution"
	}
	for _, by := range stay.GetTlvs() {
		if by.GetDestination() == tlvv1.Destination_DESTINATION_SO {
			return "so"
		}
	}
	return "sbo"
}
