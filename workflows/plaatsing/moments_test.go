package plaatsing_test

import (
	"testing"
	"time"

	"traject.nl/workflows/plaatsing/plaatsingtest"
	"traject.nl/workflows/terms"
	"traject.nl/workflows/tlv/tlvtest"
)

// The moments at which the tests take up a case, all on 1 September 2026. The next run of each goes on later.

// expected: there is a TLV for two school years, and the school has yet to say that the pupil is there.
func expected(t *testing.T) *story { return opened(t, "2026-09-01", "2026-08-01", "2028-07-31") }

// there: the pupil is at the sbo school.
func there(t *testing.T) *story {
	return expected(t).Do(plaatsingtest.Confirm(plaatsingtest.Sbo, "2026-09-01"))
}

// lastYear: the pupil is there, in the last school year of the TLV.
func lastYear(t *testing.T) *story {
	return opened(t, "2026-09-01", "2026-08-01", "2027-07-31").Do(plaatsingtest.Confirm(plaatsingtest.Sbo, "2026-09-01"))
}

// withNext: the pupil is there, and there is a TLV for an so school.
func withNext(t *testing.T) *story {
	return decides(there(t), nextCase, plaatsingtest.Granted(tlvtest.So, "PO2603-000002", "2026-09-01", "2028-07-31"))
}

// planned: a return to another regular school than that of origin is planned.
func planned(t *testing.T) *story { return plan(there(t)) }

func plan(s *story) *story {
	return s.Do(plaatsingtest.Plan(plaatsingtest.NewBao, "2026-09-01", "2026-09-14"))
}

// agreed: that school takes the pupil.
func agreed(t *testing.T) *story { return planned(t).Do(plaatsingtest.Agree(plaatsingtest.Regular)) }

// back: the pupil is there for the whole week.
func back(t *testing.T) *story {
	return agreed(t).Do(plaatsingtest.Returned(plaatsingtest.Regular, "2026-09-01"))
}

// inInstitution: the pupil is in an institution until December, as far as anybody knows.
func inInstitution(t *testing.T) *story { return inGGZ(t, "2026-09-01", "2026-09-01", "2026-12-18") }

const minute = time.Minute

// firstOfAugust is the first moment of the school year that begins in a year.
func firstOfAugust(year int) time.Time { return terms.On(year, time.July, 31).EndOfDay() }
