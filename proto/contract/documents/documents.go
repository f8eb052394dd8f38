// Package documents is the contract of the documents service with the processes: its task queue, activities and the
// kinds of pieces a dossier holds.
package documents

// TaskQueue on which the documents service hosts its activities.
const TaskQueue = "documents"

// The activities. Requests and responses are the messages of traject.documents.v1 with the same name.
const (
	AdmitDossier    = "documents.AdmitDossier"
	Share           = "documents.Share"
	Attach          = "documents.Attach"
	ComposeLetters  = "documents.ComposeLetters"
	SealedAddresses = "documents.SealedAddresses"
	ComposeLetter   = "documents.ComposeLetter"
	ComposeBundle   = "documents.ComposeBundle"
	// CasesOfPupil lists all cases of the pupil of a dossier.
	CasesOfPupil = "documents.CasesOfPupil"
)

// Kind of a piece in the dossier; who may read it follows from it (services/platform/access).
type Kind string

// Files that are uploaded.
const (
	Groeidocument Kind = "groeidocument"
	Onderzoek     Kind = "onderzoek"
	OPP           Kind = "opp"
	Bijlage       Kind = "bijlage"
)

// Texts that are written in the portal.
const (
	// CompletionRequest says what the office asks to complete.
	CompletionRequest Kind = "aanvullingsverzoek"
	// Completion is the school's answer to it.
	Completion Kind = "aanvulling"
	Zienswijze Kind = "zienswijze"
	// TalkReport is the report of the zienswijze talk.
	TalkReport Kind = "gespreksverslag"
	Advice     Kind = "advies"
	// ZienswijzeWeighed is what an advice did with the zienswijze.
	ZienswijzeWeighed Kind = "zienswijze-weging"
	ReturnAgreements  Kind = "terugplaatsingsafspraken"
	Reasons           Kind = "motivering"
	Withdrawal        Kind = "intrekking"
)

// Texts and files about a term, in any procedure.
const (
	// TaskComment is a remark with a task, for those who work with the whole dossier.
	TaskComment Kind = "taakopmerking"
	// ExtensionReason says why a term is extended.
	ExtensionReason Kind = "verlenging"
	// Consent is the written consent to a delay.
	Consent Kind = "instemming"
	// Cause says what held up a term that stands still (Awb 4:15 lid 2 onder b and c).
	Cause Kind = "oorzaak"
	// DefaultNotice is an ingebrekestelling, and DefaultJudgement what was thought of it.
	DefaultNotice    Kind = "ingebrekestelling"
	DefaultJudgement Kind = "oordeel-ingebrekestelling"
	// PenaltyReasons are the reasons of the decision on a dwangsom.
	PenaltyReasons Kind = "dwangsombesluit"
)

// Texts and files of a bezwaar.
const (
	Objection Kind = "bezwaarschrift"
	// ObjectorAddress is the name and address of an objector without an account; RepresentativeAddress that of a gemachtigde.
	ObjectorAddress       Kind = "bezwaarmaker"
	RepresentativeAddress Kind = "gemachtigde"
	RepairRequest         Kind = "herstelverzoek"
	Repair                Kind = "herstel"
	Lateness              Kind = "reden-te-laat"
	// ObjectionTalk is what came of the informal talk.
	ObjectionTalk Kind = "gesprek-bezwaar"
	// Defence is the verweerschrift.
	Defence       Kind = "verweerschrift"
	HearingPlace  Kind = "plaats-hoorzitting"
	HearingReport Kind = "hoorverslag"
	// LbtAdvice is the advice of the Landelijke Bezwaaradviescommissie.
	LbtAdvice           Kind = "lbt-advies"
	ObjectionReasons    Kind = "motivering-bezwaar"
	DeviationReasons    Kind = "afwijking-advies"
	ObjectionWithdrawal Kind = "intrekking-bezwaar"
	// ProcedureRules are the procedure and the criteria from the ondersteuningsplan, SchoolProfile the profile of the applying
	// school, and Mandate the power of attorney: papers that the LBT asks for.
	ProcedureRules Kind = "procedure-en-criteria"
	SchoolProfile  Kind = "schoolprofiel"
	Mandate        Kind = "volmacht"
)

// Texts and files of a Buitenkans placement.
const (
	// BuitenkansQuestion is what the school wants to know.
	BuitenkansQuestion Kind = "observatievraag"
	// SupportReasons say why the SOT does not support the request.
	SupportReasons Kind = "sot-standpunt"
	// ParentsConsent are the parents' own words, or the paper that they signed.
	ParentsConsent Kind = "toestemming-ouders"
	// AdmissionReasons say why a pupil is not admitted, or goes first.
	AdmissionReasons Kind = "motivering-toelating"
	NoShowAgreements Kind = "afspraak-niet-gekomen"
	MidwayReport     Kind = "tussenevaluatie"
	BuitenkansAdvice Kind = "buitenkans-advies"
	// BuitenkansReturnPlan is what the school does with the advice.
	BuitenkansReturnPlan Kind = "terugkeerplan"
	EarlyEnd             Kind = "reden-eerder-einde"
	AftercareReport      Kind = "nazorgverslag"
	RequestWithdrawal    Kind = "intrekking-buitenkans"
)

// Texts and files of the follow-up of a placement.
const (
	// InstitutionAgreements are the agreements with an institution: its name, whom to call, and the return.
	InstitutionAgreements Kind = "afspraken-instelling"
	UnusedReasons         Kind = "reden-niet-geplaatst"
	EvaluationReport      Kind = "evaluatieverslag"
	ContinuationReasons   Kind = "motivering-vervolg"
	ReturnPlan            Kind = "terugplaatsingsplan"
	// ReturnAnswer says why the regular school does not agree.
	ReturnAnswer   Kind = "antwoord-terugplaatsing"
	FollowUpReport Kind = "opvolgverslag"
	ReturnStopped  Kind = "reden-terugplaatsing-gestopt"
)

// PartnerAnswer is what a municipality or a board writes with its answer to an escalation. Who writes it has no part in the dossier: it can be
// put in, and read by its author and by those of ZOUT who work on the case.
const PartnerAnswer Kind = "reactie-partner"

// Made by Traject.
const (
	Letter Kind = "brief"
	// Bundle is the file for the LBT as one PDF, BundleFiles the same papers as a zip.
	Bundle      Kind = "lbt-dossier"
	BundleFiles Kind = "lbt-dossier-bestanden"
)

// FileKinds can be uploaded, TextKinds can be written.
var (
	FileKinds = []Kind{
		Groeidocument, Onderzoek, OPP, Bijlage, Zienswijze, TalkReport, Consent, DefaultNotice,
		Objection, Repair, Defence, HearingReport, LbtAdvice, ProcedureRules, SchoolProfile, Mandate,
		ParentsConsent, MidwayReport, BuitenkansAdvice, BuitenkansReturnPlan, AftercareReport,
		InstitutionAgreements, EvaluationReport, ReturnPlan, FollowUpReport,
	}
	TextKinds = []Kind{
		CompletionRequest, Completion, Zienswijze, TalkReport, Advice, ZienswijzeWeighed, ReturnAgreements, Reasons, Withdrawal,
		TaskComment, ExtensionReason, Consent, Cause, DefaultNotice, DefaultJudgement, PenaltyReasons,
		Objection, ObjectorAddress, RepresentativeAddress, RepairRequest, Repair, Lateness, ObjectionTalk, Defence, HearingPlace,
		HearingReport, ObjectionReasons, DeviationReasons, ObjectionWithdrawal,
		BuitenkansQuestion, SupportReasons, ParentsConsent, AdmissionReasons, NoShowAgreements, MidwayReport, BuitenkansAdvice,
		BuitenkansReturnPlan, EarlyEnd, AftercareReport, RequestWithdrawal,
		InstitutionAgreements, UnusedReasons, EvaluationReport, ContinuationReasons, ReturnPlan, ReturnAnswer, FollowUpReport, ReturnStopped,
		PartnerAnswer,
	}
)
