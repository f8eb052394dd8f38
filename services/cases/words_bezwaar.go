package cases

import (
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
)

var (
	channels = words[bezwaarv1.Channel]{
		bezwaarv1.Channel_CHANNEL_PORTAL:    "portal",
		bezwaarv1.Channel_CHANNEL_POST:      "post",
		bezwaarv1.Channel_CHANNEL_EMAIL:     "email",
		bezwaarv1.Channel_CHANNEL_BY_HAND:   "by-hand",
		bezwaarv1.Channel_CHANNEL_FORWARDED: "forwarded",
	}
	opinions = words[bezwaarv1.Opinion]{
		bezwaarv1.Opinion_OPINION_UPHELD:       "upheld",
		bezwaarv1.Opinion_OPINION_PARTLY:       "partly",
		bezwaarv1.Opinion_OPINION_UNFOUNDED:    "unfounded",
		bezwaarv1.Opinion_OPINION_INADMISSIBLE: "inadmissible",
	}
	skipGrounds = words[bezwaarv1.SkipGround]{
		bezwaarv1.SkipGround_SKIP_GROUND_INADMISSIBLE:    "inadmissible",
		bezwaarv1.SkipGround_SKIP_GROUND_UNFOUNDED:       "unfounded",
		bezwaarv1.SkipGround_SKIP_GROUND_OBJECTOR_WAIVES: "objector-waives",
		bezwaarv1.SkipGround_SKIP_GROUND_NO_ANSWER:       "no-answer",
		bezwaarv1.SkipGround_SKIP_GROUND_FULLY_GRANTED:   "fully-granted",
	}
	objectionPhases = words[bezwaarv1.Phase]{
		bezwaarv1.Phase_PHASE_INTAKE:       "intake",
		bezwaarv1.Phase_PHASE_HEARING:      "hearing",
		bezwaarv1.Phase_PHASE_ADVICE:       "advice",
		bezwaarv1.Phase_PHASE_DECISION:     "decision",
		bezwaarv1.Phase_PHASE_ANNOUNCEMENT: "announcement",
		bezwaarv1.Phase_PHASE_APPEAL:       "appeal",
		bezwaarv1.Phase_PHASE_CLOSED:       "closed",
	}
	objectionOutcomes = words[bezwaarv1.Outcome]{
		bezwaarv1.Outcome_OUTCOME_UPHELD:       "upheld",
		bezwaarv1.Outcome_OUTCOME_PARTLY:       "partly",
		bezwaarv1.Outcome_OUTCOME_UNFOUNDED:    "unfounded",
		bezwaarv1.Outcome_OUTCOME_INADMISSIBLE: "inadmissible",
		bezwaarv1.Outcome_OUTCOME_WITHDRAWN:    "withdrawn",
		bezwaarv1.Outcome_OUTCOME_LAPSED:       "lapsed",
	}
	judgements = words[caseworkv1.Judgement]{
		caseworkv1.Judgement_JUDGEMENT_VALID:     "valid",
		caseworkv1.Judgement_JUDGEMENT_PREMATURE: "premature",
		caseworkv1.Judgement_JUDGEMENT_UNFOUNDED: "unfounded",
	}
	firingKinds = words[caseworkv1.FiringKind]{
		caseworkv1.FiringKind_FIRING_KIND_REMINDER:   "reminder",
		caseworkv1.FiringKind_FIRING_KIND_ESCALATION: "escalation",
		caseworkv1.FiringKind_FIRING_KIND_OVERRUN:    "overrun",
	}
	responses = words[caseworkv1.Response]{
		caseworkv1.Response_RESPONSE_SEEN:     "seen",
		caseworkv1.Response_RESPONSE_TAKEN_UP: "taken-up",
		caseworkv1.Response_RESPONSE_NOT_OURS: "not-ours",
	}
)
