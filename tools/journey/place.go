package journey

import (
	"context"
	"net/http"
)

// Place is where an act that every procedure has is done: the case, the dossier with its words, and the key of the story.
type Place struct{ CaseID, DossierID, Key string }

// In is the case as the acts on terms and tasks want it.
func (s *Story) In() Place { return Place{s.CaseID, s.DossierID(), s.Key} }

// say writes words for an act and gives their id.
func (p Person) say(ctx context.Context, in Place, what, kind, text string) (string, error) {
	return p.WriteFor(ctx, in.DossierID, in.CaseID, in.Key+"-"+what+"-words", kind, text)
}

func (p Person) do(ctx context.Context, in Place, path, what string, body map[string]any) error {
	_, err := p.Act(ctx, in.CaseID, in.Key+"-"+what, path, body)
	return err
}

// withWords writes words and does the act that points at them.
func (p Person) withWords(ctx context.Context, in Place, path, what, kind, field, text string, body map[string]any) error {
	id, err := p.say(ctx, in, what, kind, text)
	if err != nil {
		return err
	}
	body[field] = id
	return p.do(ctx, in, path, what, body)
}

// ExtendTerm makes a term longer by a notice: until a day, or by weeks. What tells one act of the story from another.
func (p Person) ExtendTerm(ctx context.Context, in Place, what, term, untilOn string, weeks int) error {
	body := map[string]any{"termId": term}
	if untilOn != "" {
		body["untilOn"] = untilOn
	}
	if weeks != 0 {
		body["weeks"] = weeks
	}
	return p.withWords(ctx, in, "term-extension", what, "verlenging", "reasonTextId", "Een deskundige is ziek. Er is een vervanger gevonden.", body)
}

// AgreeDelay records that who waits agreed in writing to a delay from the first to the last day.
func (p Person) AgreeDelay(ctx context.Context, in Place, what, term, fromOn, untilOn string) error {
	return p.withWords(ctx, in, "term-delay", what, "instemming", "proofId", "Wij vinden het goed dat het besluit later komt.",
		map[string]any{"termId": term, "fromOn": fromOn, "untilOn": untilOn})
}

// SuspendTerm records that a term stands still from a day, by the applicant ("b") or by force majeure ("c").
func (p Person) SuspendTerm(ctx context.Context, in Place, what, term, fromOn, ground string) error {
	return p.withWords(ctx, in, "term-suspension", what, "oorzaak", "proofId", "De school stuurde het verslag niet, ook niet na een herinnering.",
		map[string]any{"termId": term, "fromOn": fromOn, "ground": ground})
}

// ResumeTerm records the last day on which the term stood still.
func (p Person) ResumeTerm(ctx context.Context, in Place, what, term, untilOn string) error {
	return p.do(ctx, in, "term-resumption", what, map[string]any{"termId": term, "untilOn": untilOn})
}

// NotifyDefault gives an ingebrekestelling. The office adds when it was received and from whom.
func (p Person) NotifyDefault(ctx context.Context, in Place, what, term string, recorded map[string]any) error {
	body := map[string]any{}
	if term != "" {
		body["termId"] = term
	}
	for field, value := range recorded {
		body[field] = value
	}
	return p.withWords(ctx, in, "default-notice", what, "ingebrekestelling", "textId", "Wij wachten te lang op een besluit. Wij stellen u in gebreke.", body)
}

// JudgeDefault says what somebody thinks of an ingebrekestelling; any other judgement than "valid" gets reasons.
func (p Person) JudgeDefault(ctx context.Context, in Place, what, notice, judgement string) error {
	body := map[string]any{"noticeId": notice, "judgement": judgement}
	if judgement == "valid" {
		return p.do(ctx, in, "default-judgement", what, body)
	}
	return p.withWords(ctx, in, "default-judgement", what, "oordeel-ingebrekestelling", "textId", "De termijn is nog niet voorbij.", body)
}

// Claim takes up a task.
func (p Person) Claim(ctx context.Context, in Place, what, task string) error {
	return p.do(ctx, in, "task-claim", what, map[string]any{"taskId": task})
}

// PutBack lets go of a task.
func (p Person) PutBack(ctx context.Context, in Place, what, task string) error {
	return p.do(ctx, in, "task-return", what, map[string]any{"taskId": task})
}

// HandOver gives a task to a party, and to one person of it when a subject is named.
func (p Person) HandOver(ctx context.Context, in Place, what, task, toParty, toSubject string) error {
	body := map[string]any{"taskId": task, "toParty": toParty}
	if toSubject != "" {
		body["toSubject"] = toSubject
	}
	return p.do(ctx, in, "task-handover", what, body)
}

// Comment writes a remark with a task.
func (p Person) Comment(ctx context.Context, in Place, what, task, text string) error {
	return p.withWords(ctx, in, "task-comment", what, "taakopmerking", "textId", text, map[string]any{"taskId": task})
}

// HandOvers is what came of handing over many tasks at once.
type HandOvers struct {
	HandedOver int `json:"handedOver"`
	Failed     int `json:"failed"`
	Results    []struct {
		CaseID string `json:"caseId"`
		TaskID string `json:"taskId"`
		Done   bool   `json:"done"`
		Detail string `json:"detail"`
	} `json:"results"`
}

// HandOverAll gives all tasks of a party, or of one person of it, to another.
func (p Person) HandOverAll(ctx context.Context, key string, body map[string]any) (HandOvers, error) {
	var done HandOvers
	_, err := p.Do(ctx, Request{Method: http.MethodPost, URL: p.Cases + "/v1/task-handovers", Key: key, Body: body}, &done)
	return done, err
}
