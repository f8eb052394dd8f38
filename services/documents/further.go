package documents

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	contract "traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/plaatsing"
	"traject.nl/proto/contract/tlv"
	"traject.nl/services/platform/access"
)

// Further is the application for a next TLV of a pupil who has a dossier already, started from a case that there is. What the
// dossier knows is filled in; the rest is for the school.
type Further struct {
	// CaseID is the id that its case will have.
	CaseID string
	// From is the case that it was started from.
	From string
	// School that applies.
	School    party.Party
	Submitted bool
	// Form is the application as JSON, opened.
	Form []byte
	// ETag changes whenever the form does.
	ETag      string
	CreatedAt time.Time
	CreatedBy Who
	UpdatedAt time.Time
	UpdatedBy Who
}

// drafts of applications for a next TLV are, for those of its school, as a case of the dossier.
func (d Dossier) drafts() []Sharing {
	var all []Sharing
	for id, f := range d.Further {
		if !f.Submitted {
			all = append(all, Sharing{CaseID: id, Procedure: tlv.Workflow, Parties: []party.Party{f.School}, Draft: true})
		}
	}
	slices.SortFunc(all, func(a, b Sharing) int { return cmp.Compare(a.CaseID, b.CaseID) })
	return all
}

// draftOf is the draft of an application for a next TLV that the school writes; false when there is none.
func (d Dossier) draftOf(school party.Party) (Further, bool) {
	for _, in := range d.drafts() {
		if f := d.Further[in.CaseID]; f.School == school {
			return f, true
		}
	}
	return Further{}, false
}

// ApplicationOf reads the form of a case, or of the draft of one; of a case without a form of its own, what was submitted last.
func (d Dossier) ApplicationOf(caseID string) (Application, error) {
	forms, err := d.forms(caseID)
	if err != nil {
		return Application{}, err
	}
	return forms[0], nil
}

// Latest is what was submitted last: it knows best who the pupil and the parents are.
func (d Dossier) Latest() (Application, error) { return d.ApplicationOf("") }

// forms of the dossier, that of the case first and then the last submitted first. Drafts of others are left out.
func (d Dossier) forms(caseID string) ([]Application, error) {
	submitted := []Further{}
	for id, f := range d.Further {
		if f.Submitted || id == caseID {
			submitted = append(submitted, f)
		}
	}
	slices.SortFunc(submitted, func(a, b Further) int {
		if first := compareBool(a.CaseID == caseID, b.CaseID == caseID); first != 0 {
			return first
		}
		return cmp.Or(b.UpdatedAt.Compare(a.UpdatedAt), cmp.Compare(a.CaseID, b.CaseID))
	})
	first := Further{CaseID: d.CaseID, Form: d.Form}
	if caseID != "" && caseID == d.CaseID {
		submitted = append([]Further{first}, submitted...)
	} else {
		submitted = append(submitted, first)
	}
	all := make([]Application, len(submitted))
	for i, f := range submitted {
		if err := json.Unmarshal(f.Form, &all[i]); err != nil {
			return nil, fmt.Errorf("a form of dossier %s is not readable: %w", d.ID, err)
		}
	}
	return all, nil
}

// compareBool puts what is so first.
func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	default:
		return 1
	}
}

// The values of the form that are filled in by themselves.
const (
	intakeReferral    = "referral"
	intakeDirect      = "direct"
	gateGroeidocument = "groeidocument"
	gateSOTInvolved   = "sot-involved"
)

// prefill is the form of an application for a next TLV, as far as the dossier knows it. What the school thinks of the pupil now is
// never filled in: that is judged anew.
func (d Dossier) prefill(from Sharing, as access.Standing, school party.Party, hasGroeidocument bool, today string) (Application, error) {
	known, err := d.Latest()
	if err != nil {
		return known, err
	}
	form := Application{Pupil: known.Pupil, Parents: known.Parents, Intake: intakeReferral}
	earlier, filed := d.lastOf(school)
	if filed {
		form.Contact, form.GatesMet = earlier.Contact, slices.Clone(earlier.GatesMet)
	}
	if schoolYear(d.knownOn()) != schoolYear(today) {
		form.Pupil.Group = ""
	}
	switch {
	case from.Procedure == plaatsing.Workflow && as == access.Host:
		form.Intake, form.ReceivingSchoolID = intakeDirect, school.ID()
		form.Destination, form.Category, form.Extent = known.Destination, known.Category, known.Extent
	case from.Procedure == tlv.Workflow:
		of, err := d.ApplicationOf(from.CaseID)
		if err != nil {
			return form, err
		}
		form.Intake, form.ReceivingSchoolID = cmp.Or(of.Intake, intakeReferral), of.ReceivingSchoolID
		form.Destination, form.Category, form.Extent = of.Destination, of.Category, of.Extent
	case as == access.Origin:
		form.GatesMet = withGate(form.GatesMet, gateSOTInvolved)
	}
	form.GatesMet = slices.DeleteFunc(form.GatesMet, func(gate string) bool { return gate == gateGroeidocument })
	if hasGroeidocument {
		form.GatesMet = withGate(form.GatesMet, gateGroeidocument)
	}
	return form, nil
}

func withGate(gates []string, gate string) []string {
	if slices.Contains(gates, gate) {
		return gates
	}
	return append(gates, gate)
}

// lastOf is the application that this school submitted last; false when there is none.
func (d Dossier) lastOf(school party.Party) (Application, bool) {
	last, found := Further{CaseID: d.CaseID, Form: d.Form}, d.School == school && d.State != Draft
	for _, f := range d.Further {
		if f.Submitted && f.School == school && (!found || f.UpdatedAt.After(last.UpdatedAt)) {
			last, found = f, true
		}
	}
	var form Application
	return form, found && json.Unmarshal(last.Form, &form) == nil
}

// knownOn is the day on which what the dossier knows of the pupil was written (ISO 8601).
func (d Dossier) knownOn() string {
	last := d.UpdatedAt
	for _, f := range d.Further {
		if f.Submitted && f.UpdatedAt.After(last) {
			last = f.UpdatedAt
		}
	}
	return last.Format(time.DateOnly)
}

// schoolYear in which a day (ISO 8601) falls, as the year in which it begins: on 1 August (WPO 1).
func schoolYear(day string) int {
	on, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return 0
	}
	if on.Month() < time.August {
		return on.Year() - 1
	}
	return on.Year()
}

// dossierPapers say what is known of a pupil, whatever the case.
var dossierPapers = []contract.Kind{contract.Groeidocument, contract.Onderzoek, contract.OPP, contract.Bijlage}

// alongKinds are the papers of earlier cases that can go along to a new one. Whether they are read there is in its own table.
var alongKinds = append(slices.Clone(dossierPapers), contract.BuitenkansAdvice, contract.EvaluationReport)
