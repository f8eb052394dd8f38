package page

import (
	"strconv"
	"strings"
	"time"

	"traject.nl/services/portal/upstream"
)

// opinions on an objection.
var opinions = []Option{
	{Value: "upheld", Text: "Gegrond"}, {Value: "partly", Text: "Gedeeltelijk gegrond"}, {Value: "unfounded", Text: "Ongegrond"},
	{Value: "inadmissible", Text: "Niet-ontvankelijk", Help: "Het bezwaar kan niet inhoudelijk worden bekeken, bijvoorbeeld omdat het te laat kwam zonder goede reden."},
}

// skipGrounds are why no hearing is held (Awb 7:3).
var skipGrounds = []Option{
	{Value: "inadmissible", Text: "Het bezwaar is duidelijk niet-ontvankelijk"},
	{Value: "unfounded", Text: "Het bezwaar is duidelijk ongegrond"},
	{Value: "objector-waives", Text: "Wie bezwaar maakte, wil niet gehoord worden"},
	{Value: "no-answer", Text: "Wie bezwaar maakte, liet niet op tijd weten gehoord te willen worden"},
	{Value: "fully-granted", Text: "ZOUT geeft het bezwaar helemaal gelijk, en niemand heeft daar nadeel van"},
}

// channels are how an objection came.
var channels = []Option{
	{Value: "post", Text: "Per post"}, {Value: "email", Text: "Per e-mail"}, {Value: "by-hand", Text: "Afgegeven of mondeling"},
	{Value: "forwarded", Text: "Doorgestuurd door een ander", Help: "De dag waarop die ander het ontving, telt."},
}

func channelWord(channel string) string {
	for _, option := range channels {
		if option.Value == channel {
			return option.Text
		}
	}
	if channel == "portal" {
		return "Via Traject"
	}
	return channel
}

// skipWord says why no hearing was held.
func skipWord(ground string) string {
	for _, option := range skipGrounds {
		if option.Value == ground {
			return option.Text
		}
	}
	return ground
}

// lastRepair is the request to repair the objection that is open.
func (v *CaseView) lastRepair() *upstream.RepairRequest {
	if v.Case.Bezwaar == nil || len(v.Case.Bezwaar.Repairs) == 0 {
		return nil
	}
	return &v.Case.Bezwaar.Repairs[len(v.Case.Bezwaar.Repairs)-1]
}

// bundle is the file for the LBT; nil when it was not made yet.
func (v *CaseView) bundle() *upstream.Bundle {
	if v.Case.Bezwaar == nil || v.Case.Bezwaar.Bundle == nil || v.Case.Bezwaar.Bundle.MadeOn == "" {
		return nil
	}
	return v.Case.Bezwaar.Bundle
}

func pagesWord(item upstream.BundleItem) string {
	if item.Pages <= 0 {
		return "los bestand"
	}
	if item.Pages == 1 {
		return "bladzijde " + strconv.Itoa(item.FirstPage)
	}
	return "bladzijde " + strconv.Itoa(item.FirstPage) + " tot en met " + strconv.Itoa(item.FirstPage+item.Pages-1)
}

// The law counts these back from the hearing, and no free day moves them (Awb 7:4, Algemene termijnenwet 1 lid 2).
const (
	papersBefore = 10
	openBefore   = 7
)

type countedBack struct{ papersUntil, openFrom string }

// hearingDates are counted back from a hearing; nil for what is no date.
func hearingDates(on string) *countedBack {
	if _, err := time.Parse(time.DateOnly, on); err != nil {
		return nil
	}
	return &countedBack{papersUntil: daysAfter(on, -papersBefore), openFrom: daysAfter(on, -openBefore)}
}

// bezwaarPhases are the blocks of the progress bar of an objection.
var bezwaarPhases = []struct{ phase, name string }{
	{"intake", "Ontvangst"}, {"hearing", "Hoorzitting"}, {"advice", "Advies LBT"}, {"decision", "Beslissing"}, {"announcement", "Brief"}, {"appeal", "Beroepstermijn"},
}

// objectionPhases of the procedure with where it stands; none for one that was withdrawn.
func (v *CaseView) objectionPhases() []phase {
	facts := v.Case.Bezwaar
	if facts == nil || facts.Outcome == "withdrawn" || v.deceased() {
		return nil
	}
	list := make([]phase, len(bezwaarPhases))
	reached := false
	for i, step := range bezwaarPhases {
		state := "klaar"
		switch {
		case step.phase == facts.Phase:
			state, reached = "nu", true
		case reached:
			state = "straks"
		}
		list[i] = phase{step.name, state}
	}
	return list
}

// objectorWord says who objects.
func objectorWord(role string) string {
	switch role {
	case "parent":
		return "de ouders"
	case "school":
		return "de school"
	case "board":
		return "het schoolbestuur"
	case "interested":
		return "een andere belanghebbende"
	case "":
		return "iemand"
	}
	return lowerFirst(Word(role))
}

// relatedOf are the cases beside this one of one procedure.
func (v *CaseView) relatedOf(procedure string) []upstream.RelatedCase {
	var list []upstream.RelatedCase
	for _, related := range v.Case.Related {
		if related.Procedure == procedure {
			list = append(list, related)
		}
	}
	return list
}

// relatedWord names a case beside this one.
func relatedWord(related upstream.RelatedCase) string {
	switch related.Procedure {
	case "bezwaar":
		return "Bezwaar van " + objectorWord(related.Objector) + ", " + ShortDay(related.ReceivedOn)
	case "tlv", "":
		return "Aanvraag met kenmerk " + related.CaseID
	default:
		return Word(related.Procedure) + ", kenmerk " + related.CaseID
	}
}

// objectionDate is the term for objections, while it runs or after; nil before the decision was announced.
func (v *CaseView) objectionDate() *upstream.Term { return v.Term("bezwaartermijn") }

// decidedWord says what the decision was that is objected to.
func decidedWord(decision upstream.ContestedCase) string {
	if decision.Granted == nil {
		return ""
	}
	if !*decision.Granted {
		return "Afgewezen"
	}
	word := "Toegekend: " + lowerFirst(What(decision.Destination, decision.Category, ""))
	if decision.TLVNumber != "" {
		word += ", " + decision.TLVNumber
	}
	return word
}

// replacementInput is the name of an input for the new decision in place of the n-th one.
func replacementInput(n int, name string) string {
	return "nieuw" + strconv.Itoa(n+1) + strings.ToUpper(name[:1]) + name[1:]
}

// ReplacementInput is that name.
func ReplacementInput(n int, name string) string { return replacementInput(n, name) }

// replacementWord says a new decision in one sentence.
func replacementWord(v *CaseView, a ActForm, n int) string {
	value := func(name string) string { return a.Value(replacementInput(n, name)) }
	if value("granted") != "ja" {
		return "Afgewezen"
	}
	category := ""
	if value("destination") == "so" {
		category = value("category")
	}
	return "Toegekend: " + lowerFirst(What(value("destination"), category, value("extent"))) + ". " + v.SchoolName(value("receivingSchoolId")) +
		". Geldig van " + ShortDay(value("validFrom")) + " tot en met " + ShortDay(value("validUntil")) + "."
}

func repairWord(repair upstream.RepairRequest) string {
	asked := "Op " + ShortDay(repair.AskedOn) + ", tot en met " + ShortDay(repair.RepairBy)
	switch {
	case repair.RepairedOn != "":
		return asked + ". Aangevuld op " + ShortDay(repair.RepairedOn) + "."
	case repair.Lapsed:
		return asked + ". Er kwam geen aanvulling."
	default:
		return asked + "."
	}
}

func hearingWord(hearing *upstream.Hearing) string {
	when := ShortDay(hearing.HearingOn)
	if hearing.HearingTime != "" {
		when += ", " + hearing.HearingTime + " uur"
	}
	switch {
	case hearing.Reported && !hearing.Held:
		return "Niet gehouden: " + lowerFirst(skipWord(hearing.SkipGround))
	case hearing.Reported:
		return "Gehouden op " + when
	default:
		return "Op " + when
	}
}

// objectionMeanings say to who objects what a phase means.
var objectionMeanings = map[string]string{
	"intake":       "ZOUT heeft het bezwaar ontvangen. Een onafhankelijke commissie, de Landelijke Bezwaaradviescommissie (LBT), geeft advies. ZOUT stuurt de stukken naar de commissie.",
	"hearing":      "De commissie wil horen wat u vindt. U krijgt een uitnodiging met dag, tijd en plaats. U mag iemand meenemen. Stukken insturen kan tot tien dagen voor de zitting.",
	"advice":       "De commissie heeft iedereen gehoord en schrijft haar advies. U hoeft nu niets te doen.",
	"decision":     "Het advies van de commissie is er. De directeur van ZOUT beslist.",
	"announcement": "Er is een beslissing. U krijgt een brief. Die komt ook hier te staan.",
	"appeal":       "De beslissing is verstuurd. Bent u het er niet mee eens? Dan kunt u in beroep gaan bij de rechtbank tot en met de datum die hier staat.",
	"closed":       "Het bezwaar is afgerond.",
}

func (v *CaseView) objectionMeaning() string {
	if v.Case.Bezwaar == nil {
		return ""
	}
	return objectionMeanings[v.Case.Bezwaar.Phase]
}

// objects says whether the person made this objection.
func (v *CaseView) objects() bool { return v.Case.Bezwaar != nil && v.Case.Bezwaar.Mine }

// replacedWord says what an earlier decision was.
func replacedWord(old upstream.Decision) string {
	if !old.Granted {
		return "Afgewezen op " + ShortDay(old.DecidedOn)
	}
	return "Toegekend op " + ShortDay(old.DecidedOn) + ", " + old.TLVNumber
}

// receivedWord ends a sentence with the day on which something came.
func receivedWord(on string) string {
	if on == "" {
		return "."
	}
	return " (ontvangen op " + ShortDay(on) + ")."
}

// fromWord says from whom something came, after the day.
func fromWord(role string) string {
	if role == "" {
		return ""
	}
	return " van " + objectorWord(role)
}

// bundleWord says where the file for the LBT stands.
func bundleWord(bundle *upstream.Bundle) string {
	if bundle.SentOn != "" {
		return "Ingediend op " + ShortDay(bundle.SentOn) + "."
	}
	return "Gemaakt op " + ShortDay(bundle.MadeOn) + ", nog niet ingediend."
}
