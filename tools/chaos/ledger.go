package chaos

import (
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/services/cases"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

// counted is a term as it follows from what came in and when, without what the process itself kept of it.
type counted struct {
	event       terms.Date
	fixed       terms.Date
	suspensions []terms.Suspension
	extensions  []terms.Extension
	// met is the day on which what it is for was done (ISO 8601); empty when it was not.
	met string
}

// entered is what somebody sent with an act, and the day on which it came in.
type entered struct {
	act string
	on  terms.Date
	raw json.RawMessage
}

// field of what was sent; empty when it is not there.
func (e entered) field(name string) string {
	var fields map[string]any
	if json.Unmarshal(e.raw, &fields) != nil {
		return ""
	}
	switch value := fields[name].(type) {
	case string:
		return value
	case []any:
		return fmt.Sprint(len(value))
	case nil:
		return ""
	default:
		return fmt.Sprint(value)
	}
}

func (e entered) date(name string) terms.Date {
	if text := e.field(name); text != "" {
		return terms.MustParse(text)
	}
	return terms.Date{}
}

// story are the acts of a case in the order in which they came in.
func (f *finding) story() []entered {
	receipts := slices.Clone(f.receipts)
	slices.SortFunc(receipts, func(a, b cases.Receipt) int { return int(a.Version - b.Version) })
	var all []entered
	for _, receipt := range receipts {
		all = append(all, entered{receipt.Act, terms.DateOf(receipt.At), receipt.Entered})
	}
	return all
}

// counting is what an act does to the terms of a case.
type counting func(act entered, ledger map[string]*counted)

// opens a term on the day of the act, and meets another.
func opens(term, meets string) counting {
	return func(act entered, ledger map[string]*counted) {
		ledger[term] = &counted{event: act.on}
		if met := ledger[meets]; met != nil {
			met.met = act.on.String()
		}
	}
}

// meets a term on the day of this field.
func meets(term, field string) counting {
	return func(act entered, ledger map[string]*counted) {
		if met := ledger[term]; met != nil && met.met == "" {
			met.met = act.field(field)
		}
	}
}

// resumes a term that stood still until what was asked came.
func resumes(term string) counting {
	return func(act entered, ledger map[string]*counted) {
		standing := ledger[term].suspensions
		for i := range slices.Backward(standing) {
			if !standing[i].Invited.IsZero() && standing[i].Completed.IsZero() {
				standing[i].Completed = act.on
				return
			}
		}
	}
}

// effects of the acts that move terms, by name.
var effects = map[string]counting{
	"Submit":            opens(toDecide, ""),
	"Announce":          opens("bezwaartermijn", toDecide),
	"Complete":          resumes(toDecide),
	"Repair":            resumes(onObjection),
	"AnnounceObjection": opens("beroepstermijn", onObjection),
	"SendToLbt":         meets("lbt-verzoek", "sentOn"),
	"JudgeCompleteness": func(act entered, ledger map[string]*counted) {
		if act.field("completeBy") != "" {
			invited(ledger[toDecide], terms.GroundCompletion, act.on, act.date("completeBy"))
		}
	},
	"AskRepair": func(act entered, ledger map[string]*counted) {
		invited(ledger[onObjection], terms.GroundRepair, act.on, act.date("repairBy"))
	},
	"AgreeDelay": func(act entered, ledger map[string]*counted) {
		term := ledger[act.field("termId")]
		term.suspensions = append(term.suspensions, terms.Suspension{
			Ground: terms.GroundConsent, From: act.date("fromOn"), Until: act.date("untilOn"),
		})
	},
	"ExtendTerm": extends,
	"PlanHearing": func(act entered, ledger map[string]*counted) {
		ledger["stukken"] = &counted{event: act.date("hearingOn")}
		ledger["inzage"] = &counted{event: act.date("hearingOn")}
	},
	"PlanStart": func(act entered, ledger map[string]*counted) {
		ledger[endOfStay] = &counted{event: act.date("startOn")}
	},
	"EndPlacement": meets(endOfStay, "endedOn"),
	"ConfirmPlacement": func(act entered, ledger map[string]*counted) {
		ledger[firstEvaluation] = &counted{event: act.date("placedOn")}
	},
	"Evaluate": func(act entered, ledger map[string]*counted) {
		if act.field("together") == "true" {
			meets(firstEvaluation, "heldOn")(act, ledger)
		}
	},
}

// The other terms that acts move.
const (
	onObjection     = "beslistermijn-bezwaar"
	endOfStay       = "einde-plaatsing"
	firstEvaluation = "eerste-evaluatie"
	lastYear        = "laatste-schooljaar"
)

func invited(term *counted, ground string, on, due terms.Date) {
	term.suspensions = append(term.suspensions, terms.Suspension{Ground: ground, Invited: on, Due: due})
}

// extends a term by the notice of the act: to a date, or by weeks.
func extends(act entered, ledger map[string]*counted) {
	longer := terms.Extension{NotifiedOn: act.on, Ground: terms.GroundNewDate, Until: act.date("untilOn")}
	if weeks := act.field("weeks"); weeks != "" {
		longer.Ground = terms.GroundVerdaging
		if _, err := fmt.Sscan(weeks, &longer.Weeks); err != nil {
			panic(err) // the service took it as a number
		}
	}
	term := ledger[act.field("termId")]
	term.extensions = append(term.extensions, longer)
}

// fromStory counts the terms of a case again.
func fromStory(f *finding, others map[string]*finding) map[string]*counted {
	ledger := map[string]*counted{}
	for _, act := range f.story() {
		if act.act == "Lodge" {
			received := act.on
			if act.field("receivedOn") != "" {
				received = act.date("receivedOn")
			}
			ledger["lbt-verzoek"] = &counted{event: received}
			ledger[onObjection] = &counted{event: lastToObject(f, others)}
		}
		if effect := effects[act.act]; effect != nil {
			effect(act, ledger)
		}
	}
	if last := lastDayOfTLV(f, others); !last.IsZero() {
		ledger[lastYear] = &counted{event: terms.LastSchoolYear(last), fixed: last}
	}
	return ledger
}

// lastToObject is the last day of the term to object, of several decisions the latest: the term to decide begins after it (Awb 7:10 lid 1).
func lastToObject(f *finding, others map[string]*finding) (last terms.Date) {
	for _, id := range f.record.View.GetAboutCaseIds() {
		other := others[id]
		if other == nil {
			continue
		}
		term := fromStory(other, others)["bezwaartermijn"]
		if term == nil {
			continue
		}
		result, err := compute(other.record.View.GetProcedure(), other.record.View.GetPolicyVersion(), "bezwaartermijn", term)
		if err == nil && result.Planned.After(last) {
			last = result.Planned
		}
	}
	return last
}

// lastDayOfTLV is given when its last school year was told to have begun.
func lastDayOfTLV(f *finding, others map[string]*finding) terms.Date {
	begun := func(line *caseworkv1.TimelineEntry) bool { return line.GetKind() == lastYear }
	if !slices.ContainsFunc(f.record.Timeline, begun) {
		return terms.Date{}
	}
	for _, id := range f.record.View.GetAboutCaseIds() {
		if other := others[id]; other != nil {
			for _, act := range other.story() {
				if act.act == "Decide" {
					return act.date("validUntil")
				}
			}
		}
	}
	return terms.Date{}
}

// judgeLedger: the terms of the case are those that follow from what came in, each with the dates that the engine gives for it.
func judgeLedger(f *finding, others map[string]*finding) (wrong []string) {
	want := fromStory(f, others)
	for _, term := range f.record.View.GetTerms() {
		again := want[term.GetId()]
		if again == nil {
			wrong = append(wrong, "term "+term.GetId()+" is there, and nothing that came in begins it")
			continue
		}
		delete(want, term.GetId())
		result, err := compute(f.record.View.GetProcedure(), f.record.View.GetPolicyVersion(), term.GetId(), again)
		if err != nil {
			wrong = append(wrong, fmt.Sprintf("term %s cannot be counted again: %v", term.GetId(), err))
			continue
		}
		wrong = append(wrong, differs(term, again, result)...)
	}
	for id := range want {
		wrong = append(wrong, "term "+id+" is not there, and what came in begins it")
	}
	return wrong
}

// differs compares a term with what was counted again. When papers were laid open is not an act of the case itself.
func differs(term *caseworkv1.Term, again *counted, result terms.Result) (wrong []string) {
	compare := func(what, got, want string) {
		if got != want {
			wrong = append(wrong, fmt.Sprintf("term %s: %s is %q, counted again it is %q", term.GetId(), what, got, want))
		}
	}
	compare("the event", term.GetEventOn(), again.event.String())
	compare("the day to plan on", term.GetPlannedOn(), result.Planned.String())
	compare("the last day", term.GetLastOn(), result.Last.String())
	compare("how long it stood still", fmt.Sprint(term.GetSuspendedDays()), fmt.Sprint(result.SuspendedDays))
	compare("what is left", fmt.Sprint(term.GetDaysLeft()), fmt.Sprint(result.DaysLeft))
	if term.GetId() != "inzage" && term.GetId() != lastYear {
		compare("the day on which it was met", term.GetMetOn(), again.met)
	}
	var got, want []string
	for _, s := range term.GetSegments() {
		got = append(got, fmt.Sprintf("%s %s..%s", s.GetKind(), s.GetFromOn(), s.GetUntilOn()))
	}
	for _, s := range result.Segments {
		want = append(want, fmt.Sprintf("%s %s..%s", s.Kind, s.From, s.Until))
	}
	compare("the ledger", fmt.Sprint(got), fmt.Sprint(want))
	return wrong
}

// compute a term by the rule of the policy that the case froze.
func compute(procedure, version, id string, term *counted) (terms.Result, error) {
	found := policy.Term(frozen(procedure, version), id)
	if found == nil {
		return terms.Result{}, fmt.Errorf("policy %s of %s has no term %s", version, procedure, id)
	}
	rule := terms.Rule{
		Months: int(found.GetMonths()), Weeks: int(found.GetWeeks()), Days: int(found.GetDays()),
		Statutory: found.GetKind() == caseworkv1.TermKind_TERM_KIND_STATUTORY, Basis: found.GetBasis(),
	}
	switch {
	case found.GetBackward():
		return terms.CountBack(term.event, rule)
	case !term.fixed.IsZero():
		return terms.Fixed(term.event, term.fixed, rule)
	case found.GetStartCounts():
		return terms.Placement(term.event, rule, found.GetSchoolWeeks())
	default:
		return terms.Compute(term.event, rule, term.suspensions, term.extensions...)
	}
}

// shipped are the policies that a case can have frozen, by procedure and version.
var shipped = sync.OnceValue(func() map[string]*caseworkv1.Policy {
	found := map[string]*caseworkv1.Policy{}
	for _, set := range []string{policy.Demo, policy.ZOUT} {
		if err := policy.Use(set); err != nil {
			panic(err) // it is shipped
		}
		for procedure := range states {
			one := policy.Current(procedure)
			found[procedure+"/"+one.GetVersion()] = one
		}
	}
	return found
})

func frozen(procedure, version string) *caseworkv1.Policy { return shipped()[procedure+"/"+version] }
