package portal

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

// parentsOnForm is for how many parents the form has room.
const parentsOnForm = 2

// stepValues are the saved answers as the inputs of the form show them.
func stepValues(f *upstream.ApplicationForm) url.Values {
	values := url.Values{
		"firstName": {f.Pupil.FirstName}, "lastName": {f.Pupil.LastName}, "birthDate": {f.Pupil.BirthDate}, "group": {f.Pupil.Group},
		"contactName": {f.Contact.Name}, "contactEmail": {f.Contact.Email},
		"intake": {f.Intake}, "destination": {f.Destination}, "category": {f.Category}, "extent": {f.Extent},
		"receivingSchoolId": {f.ReceivingSchoolID}, "agreementsProposal": {f.AgreementsProposal},
		"gatesMet": f.GatesMet,
		"process":  {f.Explanation.Process}, "views": {f.Explanation.Views}, "network": {f.Explanation.Network}, "basis": {f.Explanation.Basis},
	}
	for i, parent := range f.Parents {
		prefix := fmt.Sprintf("parent%d", i+1)
		values.Set(prefix+"Name", parent.Name)
		values.Set(prefix+"Email", parent.Email)
		values.Set(prefix+"Phone", parent.Phone)
		values.Set(prefix+"Street", parent.Street)
		values.Set(prefix+"Postcode", parent.Postcode)
		values.Set(prefix+"Place", parent.Place)
	}
	return values
}

// applyStep puts the answers of one step into the whole form; the other steps stay as they were saved.
func applyStep(f *upstream.ApplicationForm, step string, values url.Values) {
	get := func(name string) string { return strings.TrimSpace(values.Get(name)) }
	switch step {
	case page.StepPupil:
		f.Pupil.FirstName, f.Pupil.LastName = get("firstName"), get("lastName")
		f.Pupil.BirthDate, f.Pupil.Group = get("birthDate"), get("group")
		f.Parents = parentsFrom(values, f.Parents)
		f.Contact = upstream.Contact{Name: get("contactName"), Email: get("contactEmail")}
	case page.StepRequest:
		f.Intake, f.Destination, f.Extent = get("intake"), get("destination"), get("extent")
		f.Category = ""
		if f.Destination == "so" {
			f.Category = get("category")
		}
		f.ReceivingSchoolID, f.AgreementsProposal = get("receivingSchoolId"), get("agreementsProposal")
	case page.StepGrounds:
		f.GatesMet = values["gatesMet"]
		f.Explanation = upstream.Explanation{Process: get("process"), Views: get("views"), Network: get("network"), Basis: get("basis")}
	}
}

// parentsFrom reads the parents of the form; parents for whom it has no room stay.
func parentsFrom(values url.Values, saved []upstream.Parent) []upstream.Parent {
	var parents []upstream.Parent
	for i := 1; i <= parentsOnForm; i++ {
		get := func(name string) string { return strings.TrimSpace(values.Get(fmt.Sprintf("parent%d%s", i, name))) }
		parent := upstream.Parent{
			Name: get("Name"), Email: get("Email"), Phone: get("Phone"), Street: get("Street"), Postcode: get("Postcode"), Place: get("Place"),
		}
		if parent != (upstream.Parent{}) {
			parents = append(parents, parent)
		}
	}
	if len(saved) > parentsOnForm {
		parents = append(parents, saved[parentsOnForm:]...)
	}
	return parents
}

// fieldOf says at which step and in which input a part of the application is filled in.
func fieldOf(location string) (step, field string) {
	if rest, ok := strings.CutPrefix(location, "parents["); ok {
		index, name, _ := strings.Cut(rest, "].")
		number := "1"
		if index == "1" {
			number = "2"
		}
		return page.StepPupil, "parent" + number + title(name)
	}
	head, name, nested := strings.Cut(location, ".")
	switch head {
	case "pupil":
		return page.StepPupil, name
	case "parents":
		return page.StepPupil, "parent1Name"
	case "contact":
		return page.StepPupil, "contact" + title(name)
	case "explanation":
		return page.StepGrounds, name
	case "gatesMet":
		return page.StepGrounds, head
	case "questionTextId":
		return page.StepQuestion, "question"
	case "groep":
		return page.StepPupil, "group"
	case "notBefore":
		return page.StepCheck, "notBefore"
	case "intake", "destination", "category", "extent", "receivingSchoolId", "agreementsProposal":
		if !nested {
			return page.StepRequest, head
		}
	}
	return "", ""
}

func title(name string) string {
	if name == "" {
		return "Name"
	}
	return strings.ToUpper(name[:1]) + name[1:]
}

// errors are what a service found wrong, each leading to the step and the input where it is.
func (d *draft) errors(err error) []page.FieldError {
	var problem *upstream.Problem
	if !errors.As(err, &problem) {
		return nil
	}
	if len(problem.Errors) == 0 {
		return []page.FieldError{{Message: problem.Detail}}
	}
	var list []page.FieldError
	for _, wrong := range problem.Errors {
		step, field := fieldOf(wrong.Field())
		shown := page.FieldError{Field: field, Message: wrong.Message}
		if step != "" {
			shown.Href = d.path(step) + "#veld-" + field
		}
		list = append(list, shown)
	}
	return list
}
