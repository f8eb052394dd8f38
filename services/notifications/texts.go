package notifications

import (
	_ "embed"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

//go:embed texts.yaml
var ourTexts []byte

// Texts are the words of the mails, and of the items of the inbox.
type Texts struct {
	Mail  MailTexts            `yaml:"mail"`
	Kinds map[string]KindTexts `yaml:"kinds"`
}

// MailTexts are what every mail shares.
type MailTexts struct {
	Greeting string      `yaml:"greeting"`
	Go       string      `yaml:"go"`
	Button   string      `yaml:"button"`
	Closing  string      `yaml:"closing"`
	Several  SubjectLine `yaml:"several"`
	Weekly   SubjectLine `yaml:"weekly"`
}

// SubjectLine of a mail about several notices.
type SubjectLine struct {
	Subject string `yaml:"subject"`
	Line    string `yaml:"line"`
}

// KindTexts are the words of one kind: of a mail about one notice, and in a list.
type KindTexts struct {
	SubjectLine `yaml:",inline"`
	One         string `yaml:"one"`
	Many        string `yaml:"many"`
}

const (
	countPlaceholder = "{aantal}"
	linkPlaceholder  = "{link}"
)

// LoadTexts reads the texts from a file, or ours when there is none. It refuses texts with which some mail could not be written.
func LoadTexts(path string) (*Texts, error) {
	if path == "" {
		return readTexts("texts.yaml", ourTexts)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("texts of mails: %w", err)
	}
	return readTexts(path, raw)
}

func readTexts(name string, raw []byte) (*Texts, error) {
	var root yaml.Node
	if err := yaml.Unmarshal(raw, &root); err != nil {
		return nil, fmt.Errorf("texts of mails: %s: %w", name, err)
	}
	if len(root.Content) == 0 {
		return nil, fmt.Errorf("texts of mails: %s: it is empty", name)
	}
	r := &textReader{name: name}
	top := r.fields(root.Content[0], "", "mail", "kinds")
	texts := &Texts{Kinds: map[string]KindTexts{}}
	texts.Mail = r.mail(top["mail"])
	for kind, node := range r.fields(top["kinds"], "kinds", Kinds...) {
		texts.Kinds[kind] = r.kind(node, "kinds."+kind)
	}
	if err := errors.Join(r.wrong...); err != nil {
		return nil, err
	}
	return texts, nil
}

// textReader reads texts and remembers everything that is wrong with them.
type textReader struct {
	name  string
	wrong []error
}

func (r *textReader) fault(line int, format string, values ...any) {
	r.wrong = append(r.wrong, fmt.Errorf("texts of mails: %s:%d: %s", r.name, line, fmt.Sprintf(format, values...)))
}

// fields gives the parts of a mapping: exactly these, each once.
func (r *textReader) fields(node *yaml.Node, path string, want ...string) map[string]*yaml.Node {
	found := map[string]*yaml.Node{}
	if node == nil {
		return found // its absence was told already
	}
	if node.Kind != yaml.MappingNode {
		r.fault(node.Line, "%q: want the fields %s", path, strings.Join(want, ", "))
		return found
	}
	known := map[string]bool{}
	for _, field := range want {
		known[field] = true
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		switch {
		case !known[key.Value]:
			r.fault(key.Line, "%q is unknown: want one of %s", dotted(path, key.Value), strings.Join(want, ", "))
		case found[key.Value] != nil:
			r.fault(key.Line, "%q is there twice", dotted(path, key.Value))
		default:
			found[key.Value] = value
		}
	}
	for _, field := range want {
		if found[field] == nil {
			r.fault(node.Line, "%q is missing", dotted(path, field))
		}
	}
	return found
}

func dotted(path, field string) string { return strings.TrimPrefix(path+"."+field, ".") }

var placeholder = regexp.MustCompile(`\{[^}]*\}?|\}`)

// text gives one text. It may have these placeholders, and must have the first when that is demanded.
func (r *textReader) text(node *yaml.Node, path string, demanded bool, may ...string) string {
	if node == nil {
		return ""
	}
	value := strings.TrimSpace(node.Value)
	if node.Kind != yaml.ScalarNode || value == "" {
		r.fault(node.Line, "%q is empty: want a text", path)
		return ""
	}
	for _, found := range placeholder.FindAllString(value, -1) {
		known := false
		for _, one := range may {
			known = known || found == one
		}
		if !known {
			r.fault(node.Line, "%q has the placeholder %s, which cannot be filled in here: want %s", path, found, orNone(may))
		}
	}
	if demanded && !strings.Contains(value, may[0]) {
		r.fault(node.Line, "%q must have %s in it", path, may[0])
	}
	if strings.ContainsAny(value, "\r\n") {
		r.fault(node.Line, "%q must be one line", path)
	}
	return value
}

func orNone(placeholders []string) string {
	if len(placeholders) == 0 {
		return "none"
	}
	return strings.Join(placeholders, " or ")
}

func (r *textReader) mail(node *yaml.Node) MailTexts {
	of := r.fields(node, "mail", "greeting", "go", "button", "closing", "several", "weekly")
	return MailTexts{
		Greeting: r.text(of["greeting"], "mail.greeting", false), Go: r.text(of["go"], "mail.go", true, linkPlaceholder),
		Button: r.text(of["button"], "mail.button", false), Closing: r.text(of["closing"], "mail.closing", false),
		Several: r.pair(of["several"], "mail.several"), Weekly: r.pair(of["weekly"], "mail.weekly"),
	}
}

func (r *textReader) pair(node *yaml.Node, path string) SubjectLine {
	of := r.fields(node, path, "subject", "line")
	return SubjectLine{
		Subject: r.text(of["subject"], path+".subject", false, countPlaceholder),
		Line:    r.text(of["line"], path+".line", false, countPlaceholder),
	}
}

func (r *textReader) kind(node *yaml.Node, path string) KindTexts {
	of := r.fields(node, path, "subject", "line", "one", "many")
	return KindTexts{
		SubjectLine: SubjectLine{r.text(of["subject"], path+".subject", false), r.text(of["line"], path+".line", false)},
		One:         r.text(of["one"], path+".one", false), Many: r.text(of["many"], path+".many", true, countPlaceholder),
	}
}

// Of gives the words of a notice of a kind: as the title and the text of an item in the inbox.
func (t *Texts) Of(kind string) (title, text string) {
	words := t.Kinds[kind]
	return words.Subject, words.Line
}

// counted says in words how many there are of a kind.
func (t *Texts) counted(kind string, count int) string {
	if count == 1 {
		return t.Kinds[kind].One
	}
	return counted(t.Kinds[kind].Many, count)
}

func counted(text string, count int) string {
	return strings.ReplaceAll(text, countPlaceholder, strconv.Itoa(count))
}
