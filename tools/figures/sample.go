package figures

import (
	"math"
	"slices"
)

// Sample is what was measured, each time once; in any order and in any unit.
type Sample []float64

// Median is the middle one, or half-way the middle two; NaN of nothing.
func (s Sample) Median() float64 { return s.between(0.5) }

// Quartiles are between which the middle half lies; NaN of nothing.
func (s Sample) Quartiles() (low, high float64) { return s.between(0.25), s.between(0.75) }

// Percentile is the least that so many of a hundred do not exceed, which is one that was measured; NaN of nothing.
func (s Sample) Percentile(p float64) float64 {
	if len(s) == 0 {
		return math.NaN()
	}
	sorted := slices.Sorted(slices.Values(s))
	// A little less than what the division gives, so that 99 of 200 is the 198th however it is rounded.
	place := int(math.Ceil(float64(len(s))*p/100 - 1e-9))
	return sorted[min(max(place-1, 0), len(s)-1)]
}

// between is the value at a share of the way from the least to the most, on the line between the two that are next to it.
func (s Sample) between(share float64) float64 {
	if len(s) == 0 {
		return math.NaN()
	}
	sorted := slices.Sorted(slices.Values(s))
	at := share * float64(len(s)-1)
	below := int(math.Floor(at))
	above := min(below+1, len(s)-1)
	return sorted[below] + (sorted[above]-sorted[below])*(at-float64(below))
}
