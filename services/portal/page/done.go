package page

// doneWords say what just succeeded; the address of a page carries only the code.
var doneWords = map[string]string{
	"Submit":            "De aanvraag is ingediend. U ziet hieronder waar hij staat.",
	"JudgeCompetence":   "Uw oordeel over de bevoegdheid is vastgelegd.",
	"ConfirmSot":        "Uw antwoord is vastgelegd.",
	"JudgeCompleteness": "Uw oordeel over de volledigheid is vastgelegd.",
	"Complete":          "De aanvulling is verstuurd.",
	"AnswerAsParents":   "Het antwoord van de ouders is vastgelegd.",
	"AssignExperts":     "De deskundigen zijn gevraagd.",
	"InviteToTalk":      "De datum van het gesprek is vastgelegd.",
	"ReportTalk":        "Het verslag is toegevoegd.",
	"ConfirmReportCopy": "De ontvangst van het verslag is vastgelegd.",
	"GiveAdvice":        "Uw advies is gegeven. Dank u wel.",
	"ResolveDifference": "De vervolgstap is vastgelegd.",
	"Decide":            "Het besluit is genomen en ondertekend.",
	"Announce":          "De brieven zijn verstuurd.",
	"Withdraw":          "De aanvraag is ingetrokken.",
	"concept-weg":       "Het concept is weggegooid.",
	"document":          "Het document is toegevoegd.",
	"document-weg":      "Het document is weggehaald.",
	"register-bewaard":  "De wijziging is bewaard.",
	"register-gelijk":   "U hebt niets gewijzigd. Er is niets bewaard.",
	"register-nieuw":    "Het staat nu in de lijst.",
}

// DoneWord says what just succeeded; empty for anything unknown.
func DoneWord(code string) string { return doneWords[code] }
