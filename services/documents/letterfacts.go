package documents

import (
	"fmt"
	"strconv"
	"time"

	"traject.nl/proto/contract/failure"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	"traject.nl/services/documents/letter"
)

// letterFacts reads the facts of a letter by name, and keeps everything that is wrong with them.
type letterFacts struct {
	given    map[string]string
	schools  map[string]string
	problems []failure.Problem
}

func (f *letterFacts) wrong(name, want string) {
	f.problems = append(f.problems, failure.Problem{
		Field: "facts." + name, Detail: fmt.Sprintf("Voor deze brief is %q nodig: %s. Er staat %q.", name, want, f.given[name]),
	})
}

// word that must be there.
func (f *letterFacts) word(name string) string {
	if f.given[name] == "" {
		f.wrong(name, "een woord")
	}
	return f.given[name]
}

// is says whether the fact is so.
func (f *letterFacts) is(name string) bool { return f.given[name] == "ja" }

// day that must be there.
func (f *letterFacts) day(name string) time.Time {
	day, err := time.Parse(time.DateOnly, f.given[name])
	if err != nil {
		f.wrong(name, "een datum (jjjj-mm-dd)")
	}
	return day
}

// dayOrNone is a day that need not be there.
func (f *letterFacts) dayOrNone(name string) time.Time {
	if f.given[name] == "" {
		return time.Time{}
	}
	return f.day(name)
}

func (f *letterFacts) number(name string) int {
	number, err := strconv.Atoi(f.given[name])
	if err != nil || number < 0 {
		f.wrong(name, "een getal")
	}
	return number
}

func (f *letterFacts) opinion(name string) letter.Opinion {
	switch found := letter.Opinion(f.given[name]); found {
	case letter.Upheld, letter.Partly, letter.Unfounded, letter.Inadmissible:
		return found
	default:
		f.wrong(name, "upheld, partly, unfounded of inadmissible")
		return ""
	}
}

func (f *letterFacts) direction(name string) letter.Direction {
	switch found := letter.Direction(f.given[name]); found {
	case letter.ToOrigin, letter.ToTLV, letter.ToOther:
		return found
	default:
		f.wrong(name, "terug, tlv of andere-school")
		return ""
	}
}

// school is the public name of a school that stands there by its registry id.
func (f *letterFacts) school(name string) string {
	if f.schools[f.given[name]] == "" {
		f.wrong(name, "een school waarvan de naam is meegestuurd")
	}
	return f.schools[f.given[name]]
}

// content of the letter, as its kind says; texts are the words of the dossier that it quotes, in the order of the contract.
// An objection decision still lacks its replacements and its enclosure.
func (f *letterFacts) content(kind documentsv1.LetterKind, texts []string) letter.Content {
	text := func(i int) string {
		if i < len(texts) {
			return texts[i]
		}
		return ""
	}
	switch kind {
	case documentsv1.LetterKind_LETTER_KIND_EXTENSION:
		return letter.Extension{
			Term: f.word("term"), Until: f.dayOrNone("until"), Planned: f.dayOrNone("planned"), Ground: f.word("ground"), Reason: text(0),
		}
	case documentsv1.LetterKind_LETTER_KIND_OBJECTION_RECEIVED:
		return letter.Receipt{Received: f.day("received"), Until: f.dayOrNone("until"), Late: f.is("late"), ProForma: f.is("pro_forma")}
	case documentsv1.LetterKind_LETTER_KIND_REPAIR:
		return letter.Repair{Until: f.day("until"), Request: text(0), Copy: f.is("copy")}
	case documentsv1.LetterKind_LETTER_KIND_HEARING:
		return letter.Hearing{
			On: f.day("on"), At: f.word("at"), PapersUntil: f.day("papers_until"), OpenFrom: f.day("open_from"),
			Moved: f.is("moved"), PapersPast: f.is("papers_past"), Place: text(0),
		}
	case documentsv1.LetterKind_LETTER_KIND_OBJECTION_DECISION:
		decision := letter.ObjectionDecision{
			Received: f.day("received"), DecidedOn: f.day("decided"), Opinion: f.opinion("opinion"), Late: f.is("late"),
			Reasons: text(0), Deviation: text(1), AppealUntil: f.day("appeal_until"),
		}
		if f.given["advice"] != "" {
			decision.Advice = f.opinion("advice")
		}
		return decision
	case documentsv1.LetterKind_LETTER_KIND_DEFAULT_RECEIVED:
		return letter.DefaultReceipt{Received: f.day("received"), Term: f.given["term"], Last: f.dayOrNone("last")}
	case documentsv1.LetterKind_LETTER_KIND_BUITENKANS_START:
		return letter.BuitenkansStart{Group: f.word("group"), From: f.day("from"), Until: f.day("until"), Moved: f.is("moved")}
	case documentsv1.LetterKind_LETTER_KIND_BUITENKANS_ADVICE:
		return letter.BuitenkansAdvice{Direction: f.direction("direction"), Until: f.dayOrNone("until"), Advice: text(0)}
	case documentsv1.LetterKind_LETTER_KIND_RETURN:
		return letter.Return{School: f.school("school"), From: f.day("from"), Full: f.dayOrNone("full"), Plan: text(0)}
	case documentsv1.LetterKind_LETTER_KIND_PENALTY:
		penalty := letter.Penalty{Euros: f.number("euros"), Days: f.number("days"), ObjectionUntil: f.day("objection_until"), Reasons: text(0)}
		if penalty.Euros > 0 {
			penalty.PayUntil = f.day("pay_until")
		}
		if penalty.Days > 0 {
			penalty.First, penalty.Last = f.day("first"), f.day("last")
		}
		return penalty
	default:
		f.problems = append(f.problems, failure.Problem{Field: "kind", Detail: fmt.Sprintf("Een brief van de soort %s kennen wij niet.", kind)})
		return nil
	}
}
