package bezwaar_test

import (
	"testing"

	"traject.nl/workflows/bezwaar/bezwaartest"
)

// The moments at which the tests take up a case that came on 15 June 2026, all on that same day. The next run of each goes on later.

func received(t *testing.T) *story { return lodged(t, "2026-06-15") }

func bundled(t *testing.T) *story { return received(t).Do(bezwaartest.Bundle()) }

func withLbt(t *testing.T) *story { return bundled(t).Do(bezwaartest.Send("2026-06-15")) }

func planned(t *testing.T) *story { return withLbt(t).Do(bezwaartest.Hearing("2026-06-15")) }

func heard(t *testing.T) *story { return planned(t).Do(bezwaartest.Heard()) }

// deciding: the LBT advised to declare the objection unfounded.
func deciding(t *testing.T) *story { return heard(t).Do(bezwaartest.Advised(unfounded, "2026-06-15")) }

func decided(t *testing.T) *story { return deciding(t).Do(bezwaartest.Decide(unfounded)) }

func announced(t *testing.T) *story { return decided(t).Do(bezwaartest.Announce()) }
