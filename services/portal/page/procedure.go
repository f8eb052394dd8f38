package page

import "github.com/a-h/templ"

// procedurePage is what differs between the page of a case of one procedure and that of another.
type procedurePage struct {
	// nameless is the title for who may not know the name of the pupil, subtitle what the case is.
	nameless, subtitle func(v *CaseView) string
	// known is the heading above what is known of the case.
	known string
	// status is the block on top, facts what is known, about what stands beside the case: objections, the waiting list.
	status, facts, about func(v *CaseView) templ.Component
	// help says to the reader what it means, around the meaning of the present phase; a reader without a meaning gets none.
	help    func(v *CaseView) templ.Component
	meaning func(v *CaseView) string
	// fields are the inputs of its acts.
	fields func(a ActForm) templ.Component
	acts   map[string]actWords
}

// procedure is what belongs to the procedure of the case.
func (v *CaseView) procedure() procedurePage {
	switch v.Case.Procedure {
	case "bezwaar":
		return objectionPage()
	case "buitenkans":
		return buitenkansPage()
	case "plaatsing":
		return placementPage()
	default:
		return applicationPage()
	}
}

// aboutTLV says whether the case is an application, or an objection to what was decided on one.
func (v *CaseView) aboutTLV() bool {
	return v.Case.Procedure == "" || v.Case.Procedure == "tlv" || v.Case.Procedure == "bezwaar"
}

func applicationPage() procedurePage {
	return procedurePage{
		nameless: func(v *CaseView) string { return "Aanvraag van " + v.Applicant },
		subtitle: func(v *CaseView) string {
			return "Toelaatbaarheidsverklaring, aangevraagd door " + v.Applicant + " op " + MomentDay(v.Case.ReceivedAt) + " · kenmerk " + v.Case.ID
		},
		known: "De aanvraag", status: applicationStatus, facts: caseFacts, about: applicationAbout, help: parentHelp,
		meaning: func(v *CaseView) string {
			if !v.parent() || v.deceased() {
				return ""
			}
			return meanings[v.Case.Phase]
		},
		fields: tlvFields, acts: applicationActs,
	}
}

func objectionPage() procedurePage {
	return procedurePage{
		nameless: func(v *CaseView) string { return "Bezwaar met kenmerk " + v.Case.ID },
		subtitle: func(v *CaseView) string {
			who := ""
			if v.Case.Bezwaar != nil {
				who = " van " + objectorWord(v.Case.Bezwaar.Objector)
			}
			return "Bezwaar" + who + ", ontvangen op " + MomentDay(v.Case.ReceivedAt) + " · kenmerk " + v.Case.ID
		},
		known: "Het bezwaar", status: objectionStatus, facts: objectionFacts, about: objectionAbout, help: objectionHelp,
		meaning: func(v *CaseView) string {
			if !v.objects() || v.deceased() {
				return ""
			}
			return v.objectionMeaning()
		},
		fields: bezwaarFields, acts: objectionActs,
	}
}
