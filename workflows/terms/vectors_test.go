package terms

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// vector is a row of the table below: a term as a lawyer would write it down, with its answers.
type vector struct {
	name          string
	event         string
	rule          Rule
	suspensions   []Suspension
	extensions    []Extension
	planned, last string
}

func statutory(weeks int) Rule { return Rule{Weeks: weeks, Statutory: true} }

func norm(days int) Rule { return Rule{Days: days} }

func lapsed(invited, due string) Suspension {
	return Suspension{Invited: MustParse(invited), Due: MustParse(due), Lapsed: true}
}

func delay(from, until, ground string) Suspension {
	return Suspension{From: MustParse(from), Until: parseOrNone(until), Ground: ground}
}

func longer(weeks int, notified, ground string) Extension {
	return Extension{Weeks: weeks, NotifiedOn: parseOrNone(notified), Ground: ground}
}

func newDate(until, notified string) Extension {
	return Extension{Until: MustParse(until), NotifiedOn: MustParse(notified), Ground: GroundNewDate}
}

var vectors = []vector{
	// The decision on an application (Awb 4:13): eight weeks from receipt.
	{"ends on an equated Friday", "2026-03-20", statutory(8), nil, nil, "2026-05-18", "2026-05-18"},
	{"ends on Christmas Day, a Friday", "2026-10-30", statutory(8), nil, nil, "2026-12-28", "2026-12-28"},
	{"ends on the day after Hemelvaartsdag", "2027-03-12", statutory(8), nil, nil, "2027-05-10", "2027-05-10"},
	{"ends on Bevrijdingsdag, a Tuesday", "2026-03-10", statutory(8), nil, nil, "2026-05-06", "2026-05-06"},
	{"ends on Goede Vrijdag", "2026-02-06", statutory(8), nil, nil, "2026-04-07", "2026-04-07"},

	// Completion asked (Awb 4:15): by the letter and by the ministry's circular.
	{"the worked example of the circular", "2026-10-01", statutory(6), []Suspension{asked("2026-10-04", "2026-10-17")}, nil, "2026-11-24", "2026-11-25"},
	{"1 to 5 March: three or four days", "2026-02-24", statutory(8), []Suspension{asked("2026-03-01", "2026-03-05")}, nil, "2026-04-24", "2026-04-28"},
	{"both end in the same weekend", "2026-03-20", statutory(8), []Suspension{asked("2026-04-01", "2026-04-03")}, nil, "2026-05-18", "2026-05-18"},
	{"nothing came in two weeks", "2026-02-24", statutory(8), []Suspension{lapsed("2026-03-02", "2026-03-16")}, nil, "2026-05-04", "2026-05-06"},
	{"two requests", "2026-02-20", statutory(8), []Suspension{asked("2026-03-01", "2026-03-05"), asked("2026-03-20", "2026-03-31")}, nil, "2026-04-30", "2026-05-04"},

	// Delay by consent, by the applicant, or by overmacht: as agreed, both days included, one answer.
	{"five days by consent", "2026-02-24", statutory(8), []Suspension{delay("2026-03-02", "2026-03-06", GroundConsent)}, nil, "2026-04-28", "2026-04-28"},
	{"overmacht within the consent", "2026-02-24", statutory(8), []Suspension{delay("2026-03-02", "2026-03-13", GroundConsent), delay("2026-03-05", "2026-03-10", GroundForceMajeure)}, nil, "2026-05-04", "2026-05-04"},

	// A new date by notice (Awb 4:14 lid 3).
	{"the circular's extension by two weeks", "2026-10-01", statutory(6), []Suspension{asked("2026-10-04", "2026-10-17")}, []Extension{longer(2, "2026-11-24", GroundNewDate)}, "2026-12-08", "2026-12-09"},
	{"a date is the date", "2026-10-01", statutory(6), []Suspension{asked("2026-10-04", "2026-10-17")}, []Extension{newDate("2026-12-12", "2026-11-24")}, "2026-12-12", "2026-12-12"},
	{"standstill after the notice moves the date", "2026-10-01", statutory(6), []Suspension{delay("2026-11-16", "2026-11-20", GroundConsent)}, []Extension{newDate("2026-12-11", "2026-11-12")}, "2026-12-16", "2026-12-16"},

	// Bezwaar: six weeks from the announcement, then twelve for the decision because a committee advises (Awb 7:10).
	{"objection until after New Year", "2026-11-20", statutory(6), nil, nil, "2027-01-04", "2027-01-04"},
	{"decision after it, over Easter Monday", "2027-01-04", statutory(12), nil, nil, "2027-03-30", "2027-03-30"},
	{"verdaging counts from Easter Monday", "2027-01-04", statutory(12), nil, []Extension{longer(6, "2027-03-30", GroundVerdaging)}, "2027-05-10", "2027-05-10"},
	{"objection until a Friday in July", "2026-05-29", statutory(6), nil, nil, "2026-07-10", "2026-07-10"},
	{"decision after it", "2026-07-10", statutory(12), nil, nil, "2026-10-02", "2026-10-02"},
	{"verdaging to a Friday in November", "2026-07-10", statutory(12), nil, []Extension{longer(6, "2026-10-02", GroundVerdaging)}, "2026-11-13", "2026-11-13"},
	{"verdaging to Christmas: eighteen weeks, or six", "2026-08-21", statutory(12), nil, []Extension{longer(6, "2026-11-10", GroundVerdaging)}, "2026-12-25", "2026-12-28"},
	{"repair of the objection (Awb 6:6)", "2026-07-10", statutory(12), []Suspension{{Ground: GroundRepair, Invited: MustParse("2026-07-20"), Completed: MustParse("2026-07-31")}}, nil, "2026-10-12", "2026-10-13"},
	{"further delay by consent of all", "2026-07-10", statutory(12), []Suspension{delay("2026-09-01", "2026-09-30", GroundFurtherDelay)}, nil, "2026-11-02", "2026-11-02"},

	// Other terms of the table.
	{"not taken up: four weeks (Awb 4:5 lid 4)", "2026-03-27", statutory(4), nil, nil, "2026-04-24", "2026-04-24"},
	{"admission: six weeks and four by notice, one term of ten (WPO 40)", "2026-10-16", statutory(6), nil, []Extension{longer(4, "2026-11-27", "WPO 40 lid 6")}, "2026-12-28", "2026-12-28"},
	{"request to the LBT: fourteen days of a private rule", "2026-12-12", norm(14), nil, nil, "2026-12-26", "2026-12-26"},
	{"Buitenkans: thirteen weeks, the first day included", "2026-09-06", norm(91), nil, nil, "2026-12-06", "2026-12-06"},
	{"three months", "2026-11-30", Rule{Months: 3, Statutory: true}, nil, nil, "2027-03-01", "2027-03-01"},
	{"four months are too long for the Awt", "2026-10-31", Rule{Months: 4, Statutory: true}, nil, nil, "2027-02-28", "2027-02-28"},
}

func TestVectorsOfTheLaw(t *testing.T) {
	t.Parallel()
	for _, v := range vectors {
		r, err := Compute(MustParse(v.event), v.rule, v.suspensions, v.extensions...)
		require.NoError(t, err, v.name)
		assert.Equal(t, v.planned, r.Planned.String(), "%s: planned", v.name)
		assert.Equal(t, v.last, r.Last.String(), "%s: last", v.name)
		assert.Empty(t, r.Warnings, v.name)
		assert.NotEmpty(t, r.Steps, v.name)
	}
}

// Both answers stand in the steps, and the answer to plan on is the last day that the steps name.
func TestTheStepsEndAtTheAnswers(t *testing.T) {
	t.Parallel()
	for _, v := range vectors {
		r, err := Compute(MustParse(v.event), v.rule, v.suspensions, v.extensions...)
		require.NoError(t, err, v.name)
		last := r.Steps[len(r.Steps)-1]
		assert.Contains(t, last, r.Planned.Short(), v.name)
		if r.Planned != r.Last {
			assert.Contains(t, last, "Dan is de laatste dag "+r.Last.Long()+". Plan op de vroegste datum: "+r.Planned.Long(), v.name)
		}
	}
}
