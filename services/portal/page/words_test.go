package page_test

import (
	"testing"

	"traject.nl/services/portal/page"
)

func TestSourceOfADateIsTheLawARegulationOrZOUT(t *testing.T) {
	for basis, source := range map[string]string{
		"Awb 4:13 lid 2": "wet", "WPO 40.6": "wet", "LBT-reglement art. 2.2": "reglement", "ZOUT-instelling": "ZOUT-instelling", "": "ZOUT-instelling",
	} {
		if got := page.Source(basis); got != source {
			t.Errorf("%q comes from %q, want %q", basis, got, source)
		}
	}
}

func TestEurosHaveADotBetweenThousands(t *testing.T) {
	for amount, word := range map[int]string{0: "€ 0", 69: "€ 69", 322: "€ 322", 1442: "€ 1.442", 1234567: "€ 1.234.567"} {
		if got := page.Euros(amount); got != word {
			t.Errorf("%d is said as %q, want %q", amount, got, word)
		}
	}
}
