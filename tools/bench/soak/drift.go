package main

import (
	"fmt"
	"math"
)

// trend of a measure: how much it grows in an hour, and how sure that is.
type trend struct {
	// first and last are what the line through all looks says of the begin and of the end; mean is half-way.
	first, last, mean float64
	// slope an hour; margin is what it may be off, to either side, in 95 of 100.
	slope, margin float64
	// hours between the first look and the last.
	hours float64
}

// trendOf values at times (hours). Looks that follow each other are alike, for they see the same memory: that makes them worth fewer, and the
// margin wider. With fewer than four looks nothing can be said.
func trendOf(hours, values []float64) trend {
	if len(values) == 0 {
		nothing := math.NaN()
		return trend{first: nothing, last: nothing, mean: nothing, margin: nothing}
	}
	n := float64(len(values))
	var meanX, meanY float64
	for i := range values {
		meanX += hours[i] / n
		meanY += values[i] / n
	}
	var xx, xy float64
	for i := range values {
		xx += (hours[i] - meanX) * (hours[i] - meanX)
		xy += (hours[i] - meanX) * (values[i] - meanY)
	}
	if n < 4 || xx == 0 {
		return trend{first: meanY, last: meanY, mean: meanY, margin: math.Inf(1)}
	}
	slope := xy / xx
	left := make([]float64, len(values))
	var squares, alike float64
	for i := range values {
		left[i] = values[i] - meanY - slope*(hours[i]-meanX)
		squares += left[i] * left[i]
		if i > 0 {
			alike += left[i] * left[i-1]
		}
	}
	worth := n
	if squares > 0 {
		// The looks count as so many as if they were independent (correlation of each with the next).
		next := min(max(alike/squares, 0), 0.95)
		worth = max(n*(1-next)/(1+next), 3)
	}
	free := worth - 2
	deviation := math.Sqrt(squares / free / xx)
	return trend{
		first: meanY + slope*(hours[0]-meanX), last: meanY + slope*(hours[len(hours)-1]-meanX), mean: meanY,
		slope: slope, margin: student(free) * deviation, hours: hours[len(hours)-1] - hours[0],
	}
}

// student is how many deviations 95 of 100 lie within, with so many degrees of freedom: 12.7 for one, 1.96 for ever so many (within 3%).
func student(free float64) float64 {
	if free < 2 {
		return 12.7
	}
	return 1.96 + 2.5/free + 8/(free*free*free)
}

// noticeable is the share of what there is that must come in the time that was looked at before it counts as growth.
const noticeable = 0.02

// grows says that the measure grows, and that this is no chance.
func (t trend) grows() bool {
	return t.slope-t.margin > 0 && t.slope*t.hours > noticeable*math.Abs(t.mean)
}

// shown is the value at the end and how it changed in the time that was looked at, each in the unit.
func (t trend) shown(unit float64, digits int) string {
	switch {
	case math.IsNaN(t.last):
		return "–"
	case math.IsInf(t.margin, 1):
		return fmt.Sprintf("%.*f", digits, t.last/unit)
	}
	return fmt.Sprintf("%.*f, %s", digits, t.last/unit, t.change(unit, digits))
}

// change in the time that was looked at, in the unit.
func (t trend) change(unit float64, digits int) string {
	if math.IsNaN(t.margin) || math.IsInf(t.margin, 1) {
		return "–"
	}
	return fmt.Sprintf("%+.*f ± %.*f", digits, t.slope*t.hours/unit, digits, t.margin*t.hours/unit)
}
