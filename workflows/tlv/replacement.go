package tlv

import (
	"go.temporal.io/sdk/workflow"

	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/terms"
)

// CheckReplacement says what is wrong with a decision that takes the place of an earlier one after a bezwaar: it is held to the
// same rules as a first decision, so that a TLV is one and the same thing however it came about.
func CheckReplacement(today terms.Date, d *tlvv1.Decision) casework.Problems {
	var bad casework.Problems
	if d.GetGranted() {
		checkGranted(today, asAct(d), &bad)
	} else {
		checkRefused(asAct(d), &bad)
	}
	return bad
}

// CheckReceiving asks the registry whether the school can receive somebody with this TLV.
func CheckReceiving(ctx workflow.Context, d *tlvv1.Decision) error {
	return checkReceiving(ctx, asAct(d))
}

// asAct is the act by which the director would have taken this decision.
func asAct(d *tlvv1.Decision) *tlvv1.Decide {
	return &tlvv1.Decide{
		Granted:                d.GetGranted(),
		Destination:            d.GetDestination(),
		Category:               d.GetCategory(),
		Extent:                 d.GetExtent(),
		ValidFrom:              d.GetValidFrom(),
		ValidUntil:             d.GetValidUntil(),
		ReceivingSchoolId:      d.GetReceivingSchoolId(),
		ReturnAgreementsTextId: d.GetReturnAgreementsTextId(),
		ReasonsTextId:          d.GetReasonsTextId(),
	}
}
