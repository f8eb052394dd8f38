package page

import "strings"

// actWords is what the pages of a case do with an act, and how they name it.
type actWords struct {
	// title names what someone can do; recorded the same for the office, when it records what somebody else did.
	title, recorded string
	// task is the kind of the task that the act finishes, or works at, without the number of which of several it is.
	task string
	// file is the input that holds the id of a file, when the form can carry one.
	file string
	// beside is the page on which it is done beside the dossier.
	beside string
	// aside says that it has a page of its own when nobody asked for it; other acts fold out on the page of the case.
	aside bool
	// elsewhere says that its way in stands with the task, the term, the notice or the decision that it is about.
	elsewhere bool
}

// does says whether the act finishes a task of this kind, such as "advies" or "nazorg-2".
func (w actWords) does(kind string) bool {
	return w.task != "" && (kind == w.task || strings.TrimRight(kind, "0123456789") == w.task+"-")
}

// applicationActs are those of a TLV, in the order of the procedure.
var applicationActs = map[string]actWords{
	"JudgeCompetence":   {title: "De bevoegdheid vastleggen", task: "competentie"},
	"ConfirmSot":        {title: "De betrokkenheid van het SOT bevestigen", task: "sot-betrokkenheid"},
	"JudgeCompleteness": {title: "De volledigheid beoordelen", task: "volledigheid"},
	"Complete":          {title: "De aanvraag aanvullen", task: "aanvulling"},
	"AnswerAsParents":   {title: "Het antwoord van de ouders vastleggen", task: "ouders"},
	"AssignExperts":     {title: "De deskundigen kiezen", task: "deskundigen"},
	"InviteToTalk":      {title: "De datum van het gesprek vastleggen", task: "gesprek-plannen"},
	"ReportTalk":        {title: "Het verslag van het gesprek indienen", task: "gesprek-verslag"},
	"ConfirmReportCopy": {title: "Vastleggen dat de ouders het verslag hebben", task: "verslag-verzenden"},
	"GiveAdvice":        {title: "Advies geven", task: "advies"},
	"ResolveDifference": {title: "De vervolgstap kiezen", task: "verschil"},
	"Decide":            {title: "Besluiten", task: "besluit", beside: "/besluit"},
	"Announce":          {title: "De brieven versturen", task: "verzending"},
	"Withdraw":          {title: "De aanvraag intrekken"},
	// Made on the decision, as the first act of a case of its own.
	"Lodge": {title: "Bezwaar maken", recorded: "Bezwaar vastleggen", elsewhere: true},
}

// objectionActs are those of a bezwaar, in the order of the procedure.
var objectionActs = map[string]actWords{
	"Acknowledge":       {title: "De ontvangst bevestigen", task: "ontvangstbevestiging", aside: true},
	"AskRepair":         {title: "Om aanvulling van het bezwaar vragen", aside: true},
	"Repair":            {title: "Het bezwaar aanvullen", recorded: "Een aanvulling van het bezwaar vastleggen", task: "herstel", file: "repairFile", aside: true},
	"ExplainLateness":   {title: "Uitleggen waarom het bezwaar later kwam", recorded: "Vastleggen waarom het bezwaar later kwam", task: "reden-te-laat", aside: true},
	"HoldTalk":          {title: "Een gesprek vastleggen", aside: true},
	"FileDefence":       {title: "Het verweerschrift toevoegen", task: "verweerschrift", file: "defenceFile", aside: true},
	"MakeBundle":        {title: "Het dossier voor de LBT maken", task: "lbt-dossier", aside: true},
	"SendToLbt":         {title: "Vastleggen dat het dossier bij de LBT is", task: "lbt-dossier", aside: true},
	"PlanHearing":       {title: "De hoorzitting plannen", task: "hoorzitting-plannen", aside: true},
	"ReportHearing":     {title: "Het verslag van de hoorzitting toevoegen", task: "hoorverslag", file: "hearingFile", aside: true},
	"RecordAdvice":      {title: "Het advies van de LBT vastleggen", task: "lbt-advies", file: "lbtAdviceFile", aside: true},
	"DecideObjection":   {title: "Beslissen op het bezwaar", task: "besluit-bezwaar", beside: "/doen/DecideObjection", aside: true},
	"AnnounceObjection": {title: "De beslissing versturen", task: "verzending-bezwaar", aside: true},
	"RecordAppeal":      {title: "Vastleggen dat er beroep is", aside: true},
	"WithdrawObjection": {title: "Het bezwaar intrekken", recorded: "Vastleggen dat het bezwaar is ingetrokken", aside: true},
}

// sharedActs are those that every procedure has.
var sharedActs = map[string]actWords{
	"ExtendTerm":      {title: "Termijn verlengen", elsewhere: true},
	"AgreeDelay":      {title: "Uitstel met instemming", file: "consentFile", elsewhere: true},
	"SuspendTerm":     {title: "Termijn laten stilstaan", elsewhere: true},
	"ResumeTerm":      {title: "Termijn weer laten lopen", elsewhere: true},
	"NotifyDefault":   {title: "Melden dat ZOUT te laat is", recorded: "Een ingebrekestelling vastleggen", file: "noticeFile", aside: true},
	"JudgeDefault":    {title: "De ingebrekestelling beoordelen", task: "ingebrekestelling", elsewhere: true},
	"DecidePenalty":   {title: "De dwangsom vaststellen", task: "dwangsombesluit", elsewhere: true},
	"MovePolicy":      {title: "Naar nieuwe afspraken overzetten", elsewhere: true},
	"HandOverTask":    {title: "Taak overdragen", elsewhere: true},
	"RecordDeparture": {title: "Vertrek of overlijden vastleggen", aside: true},
	"CommentTask":     {title: "Opmerking bij de taak", elsewhere: true},
	"ClaimTask":       {title: "Ik pak dit op", elsewhere: true},
	"PutBackTask":     {title: "Teruggeven", elsewhere: true},
}

// words of an act in this case; empty for one that the portal does not know.
func (v *CaseView) words(act string) actWords {
	if words, own := v.procedure().acts[act]; own {
		return words
	}
	return sharedActs[act]
}
