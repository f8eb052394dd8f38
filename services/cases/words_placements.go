package cases

import (
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
)

// The words of a stay at the Buitenkans.
var (
	urgencies = words[buitenkansv1.Urgency]{
		buitenkansv1.Urgency_URGENCY_AT_HOME:    "at-home",
		buitenkansv1.Urgency_URGENCY_THREATENED: "threatened",
	}
	interruptionReasons = words[buitenkansv1.InterruptionReason]{
		buitenkansv1.InterruptionReason_INTERRUPTION_REASON_ILLNESS: "illness",
		buitenkansv1.InterruptionReason_INTERRUPTION_REASON_OTHER:   "other",
	}
	directions = words[buitenkansv1.Direction]{
		buitenkansv1.Direction_DIRECTION_RETURN:       "return",
		buitenkansv1.Direction_DIRECTION_TLV:          "tlv",
		buitenkansv1.Direction_DIRECTION_OTHER_SCHOOL: "other-school",
	}
	endReasons = words[buitenkansv1.EndReason]{
		buitenkansv1.EndReason_END_REASON_DONE:       "done",
		buitenkansv1.EndReason_END_REASON_PARENTS:    "parents",
		buitenkansv1.EndReason_END_REASON_SCHOOL:     "school",
		buitenkansv1.EndReason_END_REASON_BUITENKANS: "buitenkans",
		buitenkansv1.EndReason_END_REASON_NO_SHOW:    "no-show",
	}
	buitenkansGoings = words[buitenkansv1.Going]{
		buitenkansv1.Going_GOING_WELL:      "well",
		buitenkansv1.Going_GOING_ATTENTION: "attention",
		buitenkansv1.Going_GOING_NOT_WELL:  "not-well",
	}
	buitenkansPhases = words[buitenkansv1.Phase]{
		buitenkansv1.Phase_PHASE_REQUEST:     "request",
		buitenkansv1.Phase_PHASE_ADMISSION:   "admission",
		buitenkansv1.Phase_PHASE_WAITING:     "waiting",
		buitenkansv1.Phase_PHASE_PLANNED:     "planned",
		buitenkansv1.Phase_PHASE_OBSERVATION: "observation",
		buitenkansv1.Phase_PHASE_RETURN:      "return",
		buitenkansv1.Phase_PHASE_AFTERCARE:   "aftercare",
		buitenkansv1.Phase_PHASE_CLOSED:      "closed",
	}
	buitenkansOutcomes = words[buitenkansv1.Outcome]{
		buitenkansv1.Outcome_OUTCOME_RETURNED:      "returned",
		buitenkansv1.Outcome_OUTCOME_TLV:           "tlv",
		buitenkansv1.Outcome_OUTCOME_OTHER_SCHOOL:  "other-school",
		buitenkansv1.Outcome_OUTCOME_ENDED_EARLY:   "ended-early",
		buitenkansv1.Outcome_OUTCOME_NOT_SUPPORTED: "not-supported",
		buitenkansv1.Outcome_OUTCOME_NO_CONSENT:    "no-consent",
		buitenkansv1.Outcome_OUTCOME_NOT_ADMITTED:  "not-admitted",
		buitenkansv1.Outcome_OUTCOME_WITHDRAWN:     "withdrawn",
		buitenkansv1.Outcome_OUTCOME_NO_SHOW:       "no-show",
		buitenkansv1.Outcome_OUTCOME_DEPARTED:      "departed",
	}
)

// The words of a placement that is followed.
var (
	institutions = words[plaatsingv1.Institution]{
		plaatsingv1.Institution_INSTITUTION_GGZ:   "ggz",
		plaatsingv1.Institution_INSTITUTION_JJI:   "jji",
		plaatsingv1.Institution_INSTITUTION_OTHER: "other",
	}
	goings = words[plaatsingv1.Going]{
		plaatsingv1.Going_GOING_WELL:      "well",
		plaatsingv1.Going_GOING_ATTENTION: "attention",
		plaatsingv1.Going_GOING_NOT_WELL:  "not-well",
	}
	continuations = words[plaatsingv1.Continuation]{
		plaatsingv1.Continuation_CONTINUATION_RETURN:     "return",
		plaatsingv1.Continuation_CONTINUATION_EXTENSION:  "extension",
		plaatsingv1.Continuation_CONTINUATION_OTHER_TYPE: "other-type",
		plaatsingv1.Continuation_CONTINUATION_VO:         "vo",
	}
	placementPhases = words[plaatsingv1.Phase]{
		plaatsingv1.Phase_PHASE_AWAITED:  "awaited",
		plaatsingv1.Phase_PHASE_PLACED:   "placed",
		plaatsingv1.Phase_PHASE_RETURN:   "return",
		plaatsingv1.Phase_PHASE_RETURNED: "returned",
		plaatsingv1.Phase_PHASE_CLOSED:   "closed",
	}
	placementOutcomes = words[plaatsingv1.Outcome]{
		plaatsingv1.Outcome_OUTCOME_RETURNED: "returned",
		plaatsingv1.Outcome_OUTCOME_UNUSED:   "unused",
		plaatsingv1.Outcome_OUTCOME_REVOKED:  "revoked",
		plaatsingv1.Outcome_OUTCOME_DEPARTED: "departed",
	}
)

// departureReasons are why a pupil left, in any procedure.
var departureReasons = words[caseworkv1.DepartureReason]{
	caseworkv1.DepartureReason_DEPARTURE_REASON_MOVED:    "moved",
	caseworkv1.DepartureReason_DEPARTURE_REASON_VO:       "vo",
	caseworkv1.DepartureReason_DEPARTURE_REASON_DECEASED: "deceased",
}
