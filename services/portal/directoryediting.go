package portal

import (
	"errors"
	"net/http"
	"net/url"
	"slices"

	"github.com/gin-gonic/gin"

	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

// before marks the hidden input with the value that a field had when the form was shown. It tells what somebody changed, and
// what a colleague changed in the meantime.
const before = "eerst-"

// field of the list by its name in the registry.
func (l directoryList) field(name string) (directoryField, bool) {
	i := slices.IndexFunc(l.fields, func(field directoryField) bool { return field.name == name })
	if i < 0 {
		return directoryField{}, false
	}
	return l.fields[i], true
}

// inputs are the fields of the form; what is fixed is asked only of something new.
func (l directoryList) inputs(known directory, adding bool) []page.Field {
	var inputs []page.Field
	for _, field := range l.fields {
		if field.fixed && !adding {
			continue
		}
		input := page.Field{Name: field.name, Label: field.label, Help: field.help, Optional: field.optional, Short: field.short, Type: field.kind}
		switch {
		case field.options == nil:
		case field.name == partyField:
			input.Options = none("Maak een keuze", withoutContact(known))
		case adding && !field.optional:
			input.Options = none("Maak een keuze", field.options(known))
		default:
			input.Options = field.options(known)
		}
		inputs = append(inputs, input)
	}
	return inputs
}

func (f directoryField) inWords(known directory, value string) string {
	if f.options != nil && value != "" {
		return textOf(f.options(known), value)
	}
	return value
}

// filledIn is the form of an entry as it stands.
func (l directoryList) filledIn(entry upstream.Entry, etag, key string) page.Form {
	values := url.Values{"etag": {etag}}
	for _, field := range l.fields {
		values.Set(field.name, entry[field.name])
		values.Set(before+field.name, entry[field.name])
	}
	return page.Form{Key: keyFrom(key), Values: values}
}

// changed are the fields to which somebody gave another value.
func (l directoryList) changed(given url.Values) map[string]string {
	fields := map[string]string{}
	for _, field := range l.fields {
		if value := given.Get(field.name); !field.fixed && given.Has(field.name) && value != given.Get(before+field.name) {
			fields[field.name] = value
		}
	}
	return fields
}

// saveEntry saves what somebody changed in an entry.
func (p *Portal) saveEntry(list directoryList) pageFunc {
	return func(c *gin.Context, v *visit) error {
		given, id := c.Request.PostForm, c.Param("id")
		fields, key := list.changed(given), keyFrom(given.Get("sleutel"))
		if len(fields) == 0 {
			c.Redirect(http.StatusSeeOther, entryHref(list, id)+"?gedaan=register-gelijk")
			return nil
		}
		err := p.registry.ChangeEntry(c.Request.Context(), v.token, key, given.Get("etag"), list.name, id, fields)
		if err == nil {
			p.forgetSchools()
			c.Redirect(http.StatusSeeOther, entryHref(list, id)+"?gedaan=register-bewaard")
			return nil
		}
		return p.notSaved(c, v, list, page.Form{Key: key, Values: given}, err)
	}
}

// notSaved shows the form again with all that was filled in, and says why it was not saved.
func (p *Portal) notSaved(c *gin.Context, v *visit, list directoryList, form page.Form, cause error) error {
	entry, etag, err := p.registry.Entry(c.Request.Context(), v.token, list.name, c.Param("id"))
	if err != nil {
		return err
	}
	given := url.Values(form.Values)
	if status := upstream.Status(cause); status == http.StatusPreconditionFailed || status == http.StatusPreconditionRequired {
		known, err := p.directoryOf(c, v, list.reads...)
		if err != nil {
			return err
		}
		meanwhile := list.merge(known, given, entry)
		given.Set("etag", etag)
		return p.renderEntry(c, v, http.StatusConflict, list, entry, form, meanwhile)
	}
	wrong, status := wrongWith(cause)
	if wrong == nil {
		return cause
	}
	form.Errors = wrong
	return p.renderEntry(c, v, status, list, entry, form, nil)
}

// merge puts what a colleague changed since the form was shown into the fields that this person left alone, and keeps what this
// person filled in. It says in words what changed.
func (l directoryList) merge(known directory, given url.Values, now upstream.Entry) (meanwhile []string) {
	meanwhile = []string{}
	for _, field := range l.fields {
		was, mine, theirs := given.Get(before+field.name), given.Get(field.name), now[field.name]
		given.Set(before+field.name, theirs)
		if was == theirs {
			continue
		}
		line := field.label + " is nu: " + orEmpty(field.inWords(known, theirs)) + "."
		if mine == was {
			given.Set(field.name, theirs)
		} else if mine != theirs {
			line += " U vulde in: " + orEmpty(field.inWords(known, mine)) + "."
		}
		meanwhile = append(meanwhile, line)
	}
	return meanwhile
}

func orEmpty(words string) string {
	if words == "" {
		return "leeg"
	}
	return words
}

// wrongWith is what the registry said of a form, with the status for the page; nil when the form has no part in it.
func wrongWith(err error) ([]page.FieldError, int) {
	var problem *upstream.Problem
	if !errors.As(err, &problem) {
		return nil, 0
	}
	switch problem.Status {
	case http.StatusNotFound, http.StatusUnauthorized, http.StatusForbidden:
		return nil, 0
	}
	var wrong []page.FieldError
	for _, part := range problem.Errors {
		wrong = append(wrong, page.FieldError{Field: part.Field(), Message: part.Message})
	}
	if len(wrong) == 0 {
		wrong = []page.FieldError{{Message: detailOf(problem, "Dit lukte niet. Probeer het over een minuut opnieuw.")}}
	}
	if problem.Status >= http.StatusInternalServerError {
		return wrong, http.StatusServiceUnavailable
	}
	return wrong, problem.Status
}

// forgetSchools makes the next page read the names of schools again, because one may have changed.
func (p *Portal) forgetSchools() {
	p.schools.mu.Lock()
	defer p.schools.mu.Unlock()
	p.schools.readAt = p.schools.readAt.Add(-schoolsFresh)
}
