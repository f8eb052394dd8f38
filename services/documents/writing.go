package documents

import (
	"fmt"
	"slices"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/bezwaar"
	"traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/casework"
	contract "traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/plaatsing"
	"traject.nl/proto/contract/tlv"
	"traject.nl/services/platform/edge"
)

// fileActs and textActs say for which acts a piece is written: who may do one of them may write the piece.
var (
	fileActs = map[contract.Kind][]act.Act{
		contract.Groeidocument: {tlv.Complete},
		contract.Onderzoek:     {tlv.Complete},
		contract.OPP:           {tlv.Complete},
		contract.Bijlage:       {tlv.Complete, bezwaar.MakeBundle},
		contract.Zienswijze:    {tlv.AnswerAsParents},
		contract.TalkReport:    {tlv.ReportTalk},

		contract.Consent:       {casework.AgreeDelay},
		contract.DefaultNotice: {casework.NotifyDefault},

		contract.Objection:      {bezwaar.Lodge},
		contract.Repair:         {bezwaar.Repair},
		contract.Defence:        {bezwaar.FileDefence},
		contract.HearingReport:  {bezwaar.ReportHearing},
		contract.LbtAdvice:      {bezwaar.RecordAdvice},
		contract.ProcedureRules: {bezwaar.MakeBundle},
		contract.SchoolProfile:  {bezwaar.MakeBundle},
		contract.Mandate:        {bezwaar.Lodge, bezwaar.Repair},

		contract.ParentsConsent:       {buitenkans.ConsentToPlacement},
		contract.MidwayReport:         {buitenkans.EvaluateMidway},
		contract.BuitenkansAdvice:     {buitenkans.AdviseSupport},
		contract.BuitenkansReturnPlan: {buitenkans.PlanReturn},
		contract.AftercareReport:      {buitenkans.RecordAftercare},

		contract.InstitutionAgreements: {plaatsing.FollowInstitution},
		contract.EvaluationReport:      {plaatsing.Evaluate},
		contract.ReturnPlan:            {plaatsing.PlanReturn},
		contract.FollowUpReport:        {plaatsing.FollowUpReturn},
	}
	textActs = map[contract.Kind][]act.Act{
		contract.CompletionRequest: {tlv.JudgeCompleteness},
		contract.Completion:        {tlv.Complete},
		contract.Zienswijze:        {tlv.AnswerAsParents},
		contract.TalkReport:        {tlv.ReportTalk},
		contract.Advice:            {tlv.GiveAdvice},
		contract.ZienswijzeWeighed: {tlv.GiveAdvice},
		// A decision on a bezwaar can take the place of the first one.
		contract.ReturnAgreements: {tlv.Decide, bezwaar.DecideObjection},
		contract.Reasons:          {tlv.Decide, bezwaar.DecideObjection},
		contract.Withdrawal:       {tlv.Withdraw},

		contract.TaskComment:      {casework.CommentTask},
		contract.ExtensionReason:  {casework.ExtendTerm},
		contract.Consent:          {casework.AgreeDelay},
		contract.Cause:            {casework.SuspendTerm},
		contract.DefaultNotice:    {casework.NotifyDefault},
		contract.DefaultJudgement: {casework.JudgeDefault},
		contract.PenaltyReasons:   {casework.DecidePenalty},

		contract.Objection:             {bezwaar.Lodge},
		contract.ObjectorAddress:       {bezwaar.Lodge},
		contract.RepresentativeAddress: {bezwaar.Lodge},
		contract.RepairRequest:         {bezwaar.AskRepair},
		contract.Repair:                {bezwaar.Repair},
		contract.Lateness:              {bezwaar.ExplainLateness},
		contract.ObjectionTalk:         {bezwaar.HoldTalk},
		contract.Defence:               {bezwaar.FileDefence},
		contract.HearingPlace:          {bezwaar.PlanHearing},
		contract.HearingReport:         {bezwaar.ReportHearing},
		contract.ObjectionReasons:      {bezwaar.DecideObjection},
		contract.DeviationReasons:      {bezwaar.DecideObjection},
		contract.ObjectionWithdrawal:   {bezwaar.WithdrawObjection},

		contract.BuitenkansQuestion:   {buitenkans.RequestPlacement},
		contract.SupportReasons:       {buitenkans.SupportRequest},
		contract.ParentsConsent:       {buitenkans.ConsentToPlacement},
		contract.AdmissionReasons:     {buitenkans.AdmitPupil},
		contract.NoShowAgreements:     {buitenkans.ConfirmStart},
		contract.MidwayReport:         {buitenkans.EvaluateMidway},
		contract.BuitenkansAdvice:     {buitenkans.AdviseSupport},
		contract.BuitenkansReturnPlan: {buitenkans.PlanReturn},
		contract.EarlyEnd:             {buitenkans.EndPlacement},
		contract.AftercareReport:      {buitenkans.RecordAftercare},
		contract.RequestWithdrawal:    {buitenkans.WithdrawRequest},

		contract.InstitutionAgreements: {plaatsing.FollowInstitution},
		contract.UnusedReasons:         {plaatsing.ReportUnused},
		contract.EvaluationReport:      {plaatsing.Evaluate},
		contract.ContinuationReasons:   {plaatsing.ChooseContinuation},
		contract.ReturnPlan:            {plaatsing.PlanReturn},
		contract.ReturnAnswer:          {plaatsing.AnswerReturn},
		contract.FollowUpReport:        {plaatsing.FollowUpReturn},
		contract.ReturnStopped:         {plaatsing.StopReturn},
	}

	// homes are the procedures of kinds whose act has a namesake in another procedure.
	homes = map[contract.Kind]string{
		contract.BuitenkansReturnPlan: buitenkans.Workflow,
		contract.ReturnPlan:           plaatsing.Workflow,
	}

	// first acts of another case: what goes with one is written in the dossier before that case is there, also when the case from
	// which it starts is closed.
	first = []act.Act{bezwaar.Lodge, buitenkans.RequestPlacement, plaatsing.FollowInstitution}
)

// loose are the files that can be added by themselves. Any other file goes with an act, and is sent from the form of that act.
var loose = []contract.Kind{
	contract.Groeidocument, contract.Onderzoek, contract.OPP, contract.Bijlage, contract.Zienswijze, contract.TalkReport,
	contract.ProcedureRules, contract.SchoolProfile, contract.Mandate,
}

// mayAdd gives the party as which the person may add a piece of this kind now.
func (v visit) mayAdd(acts map[contract.Kind][]act.Act, kind contract.Kind) (party.Party, error) {
	fitting, ok := acts[kind]
	if !ok {
		return "", edge.BadRequest(edge.FieldProblem{Location: "kind", Message: "Deze soort stuk kennen wij hier niet."})
	}
	closed := true
	for _, at := range v.seats {
		for _, what := range fitting {
			if as, ok := at.mayWrite(kind, what); ok {
				return as, nil
			}
		}
		closed = closed && at.sharing.Closed
	}
	if closed {
		return "", edge.Conflict("Dit dossier is gesloten. U kunt niets meer toevoegen.")
	}
	return "", edge.Forbidden(fmt.Sprintf("U kunt in dit dossier geen stuk van de soort %q toevoegen.", kind))
}

// mayWrite gives the party as which the person may write a piece of this kind for this act.
func (s seat) mayWrite(kind contract.Kind, what act.Act) (party.Party, bool) {
	home := homes[kind]
	switch {
	// An application that is not submitted takes papers, and what goes with a first act.
	case s.sharing.Draft && !slices.Contains(first, what) && !slices.Contains(dossierPapers, kind),
		s.sharing.Closed && !slices.Contains(first, what),
		home != "" && home != s.sharing.Procedure:
		return "", false
	}
	return s.Acting(what)
}

// fileKinds that the person may add by themselves now, in the order of the contract. A case that is still to be made is no place
// to add papers to.
func (v visit) fileKinds() []contract.Kind {
	kinds := []contract.Kind{}
	for _, kind := range loose {
		may := slices.ContainsFunc(v.seats, func(at seat) bool {
			return slices.ContainsFunc(fileActs[kind], func(what act.Act) bool {
				_, ok := at.mayWrite(kind, what)
				return ok && !slices.Contains(first, what)
			})
		})
		if may {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}
