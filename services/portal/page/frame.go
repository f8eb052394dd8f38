package page

import "strconv"

// Frame is what every page has around its content.
type Frame struct {
	// Title of the page, without the name of the product.
	Title string
	// Person who is signed in; nil when nobody is.
	Person *Person
	Menu   []MenuItem
	// Bell leads to the inbox; nil when nobody is signed in.
	Bell *Bell
	// AskConsent says that a parent has not yet chosen how post comes.
	AskConsent bool
	// CSRF is the secret that every form carries.
	CSRF string
	// Organisation such as "Samenwerkingsverband ZOUT".
	Organisation string
	// Done is a short message about what just succeeded; DoneHref leads to the copy of what was sent, when there is one.
	Done     string
	DoneHref string
	// Asset gives the address of a stylesheet or script.
	Asset func(name string) string
}

// Person as greeted.
type Person struct {
	Name string
	// Role in words, such as "Kantoor".
	Role string
}

// Bell is the link to the inbox.
type Bell struct {
	// Unread messages; 0 also when it is not known.
	Unread  int
	Current bool
}

func (b Bell) number() string {
	if b.Unread == 0 {
		return ""
	}
	return " (" + strconv.Itoa(b.Unread) + ")"
}

func (b Bell) meaning() string {
	if b.Unread == 0 {
		return ""
	}
	return " ongelezen"
}

// MenuItem is one page of the main menu.
type MenuItem struct {
	Href    string
	Text    string
	Current bool
}

// Form is one shown form: its answers so far, what is wrong with them, and the key that makes sending it twice harmless.
type Form struct {
	Action string
	CSRF   string
	// Key is the Idempotency-Key of what this form does; made when it is first shown, kept when it comes back with errors.
	Key    string
	Values map[string][]string
	Errors []FieldError
}

// FieldError is one thing that is wrong, in Dutch.
type FieldError struct {
	// Field is the name of the input; empty when it concerns the whole form.
	Field   string
	Message string
	// Href leads to the field when it is on another page.
	Href string
}

// Value of an input.
func (f Form) Value(name string) string {
	if values := f.Values[name]; len(values) > 0 {
		return values[0]
	}
	return ""
}

// Has says whether the value is among the chosen ones.
func (f Form) Has(name, value string) bool {
	for _, chosen := range f.Values[name] {
		if chosen == value {
			return true
		}
	}
	return false
}

// Error of an input; empty when there is none.
func (f Form) Error(name string) string {
	for _, problem := range f.Errors {
		if problem.Field == name {
			return problem.Message
		}
	}
	return ""
}

func (e FieldError) target() string {
	if e.Href != "" {
		return e.Href
	}
	return "#veld-" + e.Field
}

// Field is one input with its words.
type Field struct {
	Name  string
	Label string
	// Help says what is meant, in one or two sentences.
	Help     string
	Optional bool
	// Quiet leaves out the words that say so, where the group says it already.
	Quiet bool
	// Type of the input; "text" when empty.
	Type         string
	Autocomplete string
	Options      []Option
	Rows         int
	Short        bool
}

// Option is one possible answer.
type Option struct {
	Value string
	Text  string
	Help  string
}

func (f Field) describedBy(form Form) string {
	ids := ""
	if f.Help != "" {
		ids = "hulp-" + f.Name
	}
	if form.Error(f.Name) != "" {
		ids += " fout-" + f.Name
	}
	return ids
}

func (f Field) kind() string {
	if f.Type == "" {
		return "text"
	}
	return f.Type
}

func fieldClass(form Form, name string) string {
	if form.Error(name) != "" {
		return "veld veld--fout"
	}
	return "veld"
}

func invalid(form Form, name string) string {
	if form.Error(name) != "" {
		return "true"
	}
	return "false"
}
