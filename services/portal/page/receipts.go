package page

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"traject.nl/services/portal/upstream"
)

// ReceiptCase is what a receipt needs to know of the case that it belongs to.
type ReceiptCase struct {
	ID string
	// Case is nil for who answered from outside and has no page of the case.
	Case       *upstream.Case
	Dossier    *upstream.Dossier
	Experts    []upstream.Expert
	Colleagues []upstream.Colleague
	SchoolName func(id string) string
}

// CopyLine is one thing that was sent.
type CopyLine struct {
	Label, Value string
	// Words says that the value is a text of the dossier, Href leads to a file of it.
	Words bool
	Href  string
}

// procedureWords are the names of the acts of each procedure.
var procedureWords = map[string]map[string]actWords{
	"": applicationActs, "tlv": applicationActs, "bezwaar": objectionActs, "buitenkans": buitenkansActs, "plaatsing": placementActs,
}

// firstActs begin a case; AnswerEscalation is done by who has no part in one.
var firstActs = map[string]string{
	"Submit": "De aanvraag indienen", "RequestPlacement": "Een plek bij de Buitenkans aanvragen",
	"FollowInstitution": "Een leerling in een instelling volgen", "AnswerEscalation": "Antwoord op een melding",
}

// title names what was sent.
func (c *ReceiptCase) title(act string) string {
	if c.Case != nil {
		if words := procedureWords[c.Case.Procedure][act].title; words != "" {
			return words
		}
	}
	return actWord(act)
}

// actWord names an act of any procedure; one that the portal does not know is shown as it is.
func actWord(act string) string {
	for _, words := range []string{
		firstActs[act], sharedActs[act].title, applicationActs[act].title, objectionActs[act].title, buitenkansActs[act].title, placementActs[act].title,
	} {
		if words != "" {
			return words
		}
	}
	return act
}

// by says who sent it, for the person.
func (c *ReceiptCase) by(receipt upstream.Receipt) string {
	if receipt.Mine {
		return "door u"
	}
	return "door " + Within(receipt.Party, c.SchoolName)
}

// SentTitle is the title of the list of what was sent: the office and the director see what everyone sent.
func (c *ReceiptCase) SentTitle() string {
	if c.Case != nil && (c.Case.Is("office") || c.Case.Is("director")) {
		return sentByAll
	}
	return sentByYou
}

const (
	sentByYou = "Wat u instuurde"
	sentByAll = "Wat is ingestuurd"
)

func (c *ReceiptCase) back() string {
	if c.Case == nil {
		return "/meldingen"
	}
	return CaseHref(c.ID)
}

// CopyOf is what was sent in words, in the order of the forms. Line makes the words of one value.
func CopyOf(receipt *upstream.Receipt, line func(field, value string) CopyLine) []CopyLine {
	return copyOf(receipt.Entered, line)
}

func copyOf(entered map[string]any, line func(field, value string) CopyLine) []CopyLine {
	var lines []CopyLine
	for _, field := range inOrder(entered) {
		lines = append(lines, copied(field, entered[field], line)...)
	}
	return lines
}

// copied are the lines of one field: one for each value of a list, and those of what is inside.
func copied(field string, value any, line func(field, value string) CopyLine) []CopyLine {
	switch value := value.(type) {
	case nil:
		return nil
	case map[string]any:
		return copyOf(value, line)
	case []any:
		var lines []CopyLine
		for _, one := range value {
			lines = append(lines, copied(field, one, line)...)
		}
		return lines
	case bool:
		return []CopyLine{line(field, map[bool]string{true: "ja", false: "nee"}[value])}
	case float64:
		return []CopyLine{line(field, strconv.FormatFloat(value, 'f', -1, 64))}
	default:
		return []CopyLine{line(field, fmt.Sprint(value))}
	}
}

// inOrder are the fields in the order of the forms; one that the portal does not know comes last, so that nothing is left out.
func inOrder(entered map[string]any) []string {
	var fields []string
	for _, known := range enteredFields {
		if _, there := entered[known.Value]; there {
			fields = append(fields, known.Value)
		}
	}
	for _, field := range slices.Sorted(maps.Keys(entered)) {
		if !slices.Contains(fields, field) && !technicalFields[field] {
			fields = append(fields, field)
		}
	}
	return fields
}

// Line is one value that was sent, in words.
func (c *ReceiptCase) Line(field, value string) CopyLine {
	line := CopyLine{Label: fieldWord(field), Value: enteredWord(field, value)}
	switch piece := c.Dossier.Piece(value); {
	case piece != nil && piece.Shape == "text":
		return CopyLine{Label: pieceWord(piece.Kind), Words: true}
	case piece != nil:
		return CopyLine{Label: pieceWord(piece.Kind), Value: pieceTitle(*piece), Href: pieceHref(c.ID, *piece)}
	case isTextField(field):
		return CopyLine{Label: line.Label, Words: true}
	}
	switch field {
	case "schoolId", "receivingSchoolId", "applicantSchoolId":
		line.Value = c.SchoolName(value)
	case "expertId", "expertIds":
		line.Value = c.expert(value)
	case "termId", "taskId":
		line.Value = c.titleOf(value)
	case "toSubject":
		line.Value = c.colleague(value)
	case "toParty", "fromParty":
		line.Value = PartyWord(value)
	}
	return line
}

// isTextField says whether the field holds the id of a text or a file of the dossier.
func isTextField(field string) bool {
	return field == "textId" || strings.HasSuffix(field, "TextId") ||
		slices.Contains([]string{"reportId", "planId", "adviceId", "proofId", "pieceIds"}, field)
}

func (c *ReceiptCase) expert(id string) string {
	for _, expert := range c.Experts {
		if expert.ID == id {
			return expert.Title
		}
	}
	return id
}

func (c *ReceiptCase) colleague(subject string) string {
	for _, colleague := range c.Colleagues {
		if colleague.ID == subject {
			return colleague.Title
		}
	}
	return "een collega"
}

// titleOf names a term or a task of the case.
func (c *ReceiptCase) titleOf(id string) string {
	if c.Case == nil {
		return id
	}
	for _, term := range c.Case.Terms {
		if term.ID == id {
			return term.Title
		}
	}
	for _, task := range c.Case.Tasks {
		if task.ID == id {
			return task.Title
		}
	}
	return id
}
