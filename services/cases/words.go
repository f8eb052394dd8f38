package cases

import (
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
)

// words are the values of an enum as the API writes them. The zero value (unspecified) is the empty word.
type words[E ~int32] map[E]string

// word of a value; empty when it is unspecified.
func (w words[E]) word(value E) string { return w[value] }

// value of a word; unspecified when there is no such word. The API refuses unknown words before it gets here.
func (w words[E]) value(word string) E {
	for value, known := range w {
		if known == word {
			return value
		}
	}
	return 0
}

func (w words[E]) words(values []E) []string {
	list := make([]string, len(values))
	for i, value := range values {
		list[i] = w.word(value)
	}
	return list
}

func (w words[E]) values(list []string) []E {
	var values []E
	for _, word := range list {
		values = append(values, w.value(word))
	}
	return values
}

var (
	intakes = words[tlvv1.Intake]{
		tlvv1.Intake_INTAKE_REFERRAL: "referral",
		tlvv1.Intake_INTAKE_DIRECT:   "direct",
	}
	destinations = words[tlvv1.Destination]{
		tlvv1.Destination_DESTINATION_SBO: "sbo",
		tlvv1.Destination_DESTINATION_SO:  "so",
	}
	categories = words[tlvv1.Category]{
		tlvv1.Category_CATEGORY_LAAG:   "laag",
		tlvv1.Category_CATEGORY_MIDDEN: "midden",
		tlvv1.Category_CATEGORY_HOOG:   "hoog",
	}
	extents = words[tlvv1.Extent]{
		tlvv1.Extent_EXTENT_FULL:      "full",
		tlvv1.Extent_EXTENT_PART_TIME: "part-time",
		tlvv1.Extent_EXTENT_TEMPORARY: "temporary",
	}
	gates = words[tlvv1.Gate]{
		tlvv1.Gate_GATE_GROEIDOCUMENT:            "groeidocument",
		tlvv1.Gate_GATE_SOT_INVOLVED:             "sot-involved",
		tlvv1.Gate_GATE_OWN_NETWORK_EXPLORED:     "own-network-explored",
		tlvv1.Gate_GATE_BASISONDERSTEUNING_SHOWN: "basisondersteuning-shown",
	}
	parentsAnswers = words[tlvv1.ParentsAnswer]{
		tlvv1.ParentsAnswer_PARENTS_ANSWER_AGREE:      "agree",
		tlvv1.ParentsAnswer_PARENTS_ANSWER_ZIENSWIJZE: "zienswijze",
		tlvv1.ParentsAnswer_PARENTS_ANSWER_NONE:       "none",
	}
	deliveries = words[tlvv1.Delivery]{
		tlvv1.Delivery_DELIVERY_PORTAL:  "portal",
		tlvv1.Delivery_DELIVERY_POST:    "post",
		tlvv1.Delivery_DELIVERY_BY_HAND: "by-hand",
	}
	nextSteps = words[tlvv1.NextStep]{
		tlvv1.NextStep_NEXT_STEP_CONFER:       "confer",
		tlvv1.NextStep_NEXT_STEP_THIRD_EXPERT: "third-expert",
		tlvv1.NextStep_NEXT_STEP_TO_DIRECTOR:  "to-director",
	}
	outcomes = words[tlvv1.Outcome]{
		tlvv1.Outcome_OUTCOME_GRANTED:   "granted",
		tlvv1.Outcome_OUTCOME_REFUSED:   "refused",
		tlvv1.Outcome_OUTCOME_WITHDRAWN: "withdrawn",
		tlvv1.Outcome_OUTCOME_FORWARDED: "forwarded",
		tlvv1.Outcome_OUTCOME_LAPSED:    "lapsed",
	}
	termKinds = words[caseworkv1.TermKind]{
		caseworkv1.TermKind_TERM_KIND_STATUTORY:    "statutory",
		caseworkv1.TermKind_TERM_KIND_SERVICE_NORM: "service-norm",
		caseworkv1.TermKind_TERM_KIND_INTERNAL:     "internal",
	}
)
