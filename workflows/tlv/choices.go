package tlv

import (
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/casework"
)

// A message from outside can hold any number where a choice is meant; these say whether it is one.

func isIntake(i tlvv1.Intake) bool {
	return i == tlvv1.Intake_INTAKE_REFERRAL || i == tlvv1.Intake_INTAKE_DIRECT
}

func isDestination(d tlvv1.Destination) bool {
	return d == tlvv1.Destination_DESTINATION_SBO || d == tlvv1.Destination_DESTINATION_SO
}

func isCategory(c tlvv1.Category) bool {
	return c >= tlvv1.Category_CATEGORY_LAAG && c <= tlvv1.Category_CATEGORY_HOOG
}

func isExtent(e tlvv1.Extent) bool {
	return e >= tlvv1.Extent_EXTENT_FULL && e <= tlvv1.Extent_EXTENT_TEMPORARY
}

func isGate(g tlvv1.Gate) bool {
	return g >= tlvv1.Gate_GATE_GROEIDOCUMENT && g <= tlvv1.Gate_GATE_BASISONDERSTEUNING_SHOWN
}

func isDelivery(d tlvv1.Delivery) bool {
	return d >= tlvv1.Delivery_DELIVERY_PORTAL && d <= tlvv1.Delivery_DELIVERY_BY_HAND
}

// checkDestination: a kind of school, and the category of funding that so has and sbo has not.
func checkDestination(d tlvv1.Destination, c tlvv1.Category, bad *casework.Problems) {
	bad.AddIf(!isDestination(d), "destination", "Kies sbo of so.")
	bad.AddIf(d == tlvv1.Destination_DESTINATION_SO && !isCategory(c), "category", "Kies bij so een categorie: laag, midden of hoog.")
	bad.AddIf(d != tlvv1.Destination_DESTINATION_SO && c != tlvv1.Category_CATEGORY_UNSPECIFIED, "category",
		"Een categorie hoort alleen bij so. Laat de categorie leeg.")
}

// schoolType is the type of school, as in the registry, that a destination stands for.
func schoolType(d tlvv1.Destination) string {
	if d == tlvv1.Destination_DESTINATION_SO {
		return so
	}
	return sbo
}

func fittingSchool(d tlvv1.Destination) string {
	return "Deze school is geen " + schoolType(d) + "-school. Kies een school die past bij " + schoolType(d) + "."
}
