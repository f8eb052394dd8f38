package journey

import "context"

// applicant is the school of the development accounts "ib-regenboog" and "directeur-regenboog".
const (
	applicant        = "regenboog-uh-amerongen"
	applicantAccount = "ib-regenboog"
)

// act is a step of one act without a text.
func act(name, account, path string, body func(*Story) any) Step {
	return Step{name, func(ctx context.Context, s *Story) error {
		_, err := s.As(account).Act(ctx, s.CaseID, s.key(path), path, body(s))
		return err
	}}
}

func fixed(body map[string]any) func(*Story) any { return func(*Story) any { return body } }

// Draft is where the school starts an application, fills in the form and adds the groeidocument.
var Draft = Step{"draft", func(ctx context.Context, s *Story) error {
	var err error
	s.CaseID, err = s.As(s.School).draft(ctx, s.Key, s.SchoolID, s.Form)
	return err
}}

// HandIn is the school handing in the application. The story is then of that day, also when it is told again on a later one.
var HandIn = Step{"hand in", func(ctx context.Context, s *Story) error {
	accepted, err := s.As(s.School).Submit(ctx, s.key("submit"), s.SubmitBody())
	if err == nil {
		s.Today = inAmsterdam(accepted.At)
	}
	return err
}}

// The steps of the office and the SOT before the parents are asked.
var (
	Competent    = act("competence", "kantoor", "competence", fixed(map[string]any{"competent": true}))
	Forwarded    = act("forwarded", "kantoor", "competence", fixed(map[string]any{"competent": false, "forwardedTo": "PO2602"}))
	SotConfirmed = act("sot confirms", "sot-utrechtse-heuvelrug", "sot-confirmation", fixed(map[string]any{"involved": true}))
	Complete     = act("completeness", "kantoor", "completeness", fixed(map[string]any{"missing": []string{}}))
)

// Incomplete is the office asking for what is missing, in words.
var Incomplete = Step{"incomplete", func(ctx context.Context, s *Story) error {
	office := s.As("kantoor")
	text, err := s.write(ctx, office, "asked", "aanvullingsverzoek", "Wilt u het verslag van het gesprek met het netwerk toevoegen?")
	if err != nil {
		return err
	}
	_, err = office.Act(ctx, s.CaseID, s.key("incomplete"), "completeness", map[string]any{
		"missing": []string{"own-network-explored"}, "requestTextId": text, "completeBy": s.Day(14),
	})
	return err
}}

// Completed is the school handing in what was asked.
var Completed = Step{"completed", func(ctx context.Context, s *Story) error {
	school := s.As("directeur-regenboog")
	text, err := s.write(ctx, school, "completion", "aanvulling", "Het verslag van het gesprek met het netwerk.")
	if err != nil {
		return err
	}
	_, err = school.Act(ctx, s.CaseID, s.key("completions"), "completions", map[string]any{
		"gatesMet": []string{"own-network-explored"}, "pieceIds": []string{text},
	})
	return err
}}

// FoundComplete is the check after a completion.
var FoundComplete = Step{"found complete", func(ctx context.Context, s *Story) error {
	_, err := s.As("kantoor").Act(ctx, s.CaseID, s.key("complete-now"), "completeness", map[string]any{"missing": []string{}})
	return err
}}

// The parents and the experts.
var (
	ParentsAgree = act("parents agree", "ouder", "parents-answer", fixed(map[string]any{"answer": "agree"}))
	Experts      = act("experts", "kantoor", "experts", fixed(map[string]any{"expertIds": []string{"gz-1", "deskundige-2"}}))
)

// ParentsDiffer is a parent giving their zienswijze, in words.
var ParentsDiffer = Step{"parents differ", func(ctx context.Context, s *Story) error {
	parent := s.As("ouder")
	text, err := s.write(ctx, parent, "view", "zienswijze", "Wij denken dat ons kind op de eigen school kan blijven.")
	if err != nil {
		return err
	}
	_, err = parent.Act(ctx, s.CaseID, s.key("zienswijze"), "parents-answer", map[string]any{"answer": "zienswijze", "textId": text, "withAdviser": true})
	return err
}}

// Talk: the office invites, the expert reports, and the office proves that the parents have the report.
var (
	Invited  = act("invited", "kantoor", "talk", func(s *Story) any { return map[string]any{"talkOn": s.Day(0)} })
	Reported = Step{"reported", func(ctx context.Context, s *Story) error {
		expert := s.As("gz-psycholoog")
		text, err := s.write(ctx, expert, "report", "gespreksverslag", "De ouders vertelden wat zij thuis zien.")
		if err != nil {
			return err
		}
		_, err = expert.Act(ctx, s.CaseID, s.key("talk-report"), "talk-report", map[string]any{"held": true, "reportId": text})
		return err
	}}
	CopyProved = act("copy proved", "kantoor", "talk-report-copy", func(s *Story) any {
		return map[string]any{"delivery": "portal", "deliveredOn": s.Day(0)}
	})
)

// advice is a step of one expert. Weighed says what the advice did with a zienswijze.
func advice(name, account string, admissible, weighed bool) Step {
	return Step{name, func(ctx context.Context, s *Story) error {
		expert := s.As(account)
		text, err := s.write(ctx, expert, "tla-"+account, "advies", "Op grond van het dossier en het gesprek kom ik tot dit advies.")
		if err != nil {
			return err
		}
		body := map[string]any{"admissible": admissible, "textId": text}
		if admissible {
			body["destination"] = s.Form.Destination
			if s.Form.Category != "" {
				body["category"] = s.Form.Category
			}
		}
		if weighed {
			id, err := s.write(ctx, expert, "weighed-"+account, "zienswijze-weging", "De zienswijze van de ouders is zo meegewogen.")
			if err != nil {
				return err
			}
			body["zienswijzeTextId"] = id
		}
		_, err = expert.Act(ctx, s.CaseID, s.key("advice-"+account), "advices", body)
		return err
	}}
}

// The advices.
var (
	FirstAdvice          = advice("first advice", "gz-psycholoog", true, false)
	SecondAdvice         = advice("second advice", "tweede-deskundige", true, false)
	SecondAdviceDiffers  = advice("second advice differs", "tweede-deskundige", false, false)
	ThirdAdvice          = advice("third advice", "derde-deskundige", true, false)
	FirstAdviceWeighing  = advice("first advice, weighing", "gz-psycholoog", true, true)
	SecondAdviceWeighing = advice("second advice, weighing", "tweede-deskundige", true, true)
	ThirdExpert          = act("third expert", "kantoor", "difference", fixed(map[string]any{"next": "third-expert", "expertId": "deskundige-3"}))
)

// Granted is the director granting the TLV, from two weeks from now.
var Granted = GrantedFor(14, 0)

// GrantedFor is so from so many days from now, for so many school years more than the shortest time that the law allows.
func GrantedFor(days, years int) Step {
	return act("granted", "directeur", "decision", func(s *Story) any {
		body := map[string]any{
			"granted": true, "destination": s.Form.Destination, "extent": s.Form.Extent, "validFrom": s.Day(days),
			"validUntil": endOfSchoolYear(s.Today.AddDate(years, 0, 0)), "receivingSchoolId": s.Form.ReceivingSchoolID,
		}
		if s.Form.Category != "" {
			body["category"] = s.Form.Category
		}
		return body
	})
}

// Refused is the director refusing, with reasons.
var Refused = Step{"refused", func(ctx context.Context, s *Story) error {
	director := s.As("directeur")
	text, err := s.write(ctx, director, "reasons", "motivering", "De basisondersteuning en een arrangement bieden nu genoeg.")
	if err != nil {
		return err
	}
	_, err = director.Act(ctx, s.CaseID, s.key("decision"), "decision", map[string]any{"granted": false, "reasonsTextId": text})
	return err
}}

// Announced is the office sending the letters.
var Announced = act("announced", "kantoor", "announcement", fixed(map[string]any{}))

// Withdrawn is the school taking the application back.
var Withdrawn = act("withdrawn", "ib-regenboog", "withdrawal", fixed(map[string]any{}))

// Started is the way of an application that a sbo or so school makes itself, from the form to the letters: no SOT is asked.
func Started(draft, granted Step) []Step {
	return []Step{draft, HandIn, Competent, Complete, ParentsAgree, Experts, FirstAdvice, SecondAdvice, granted, Announced}
}

// HappyPath is a referral that everyone agrees on, from the form to the letters.
var HappyPath = []Step{
	Draft, HandIn, Competent, SotConfirmed, Complete, ParentsAgree, Experts, FirstAdvice, SecondAdvice, Granted, Announced,
}
