package registry

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Counts is how many there are on a day. It is counted when asked; no number of schools is written anywhere in the code.
type Counts struct {
	On             string  `json:"on" format:"date" doc:"The day on which was counted."`
	Schools        int     `json:"schools"`
	Boards         int     `json:"boards"`
	ByType         []Count `json:"byType"`
	ByMunicipality []Count `json:"byMunicipality"`
	BySubregion    []Count `json:"bySubregion"`
	// Notes tell where a document states another number.
	Notes []string `json:"notes" doc:"Dutch; where the ondersteuningsplan states another number than the registry counts."`
}

// Count is a number of schools of one kind or in one place.
type Count struct {
	ID      string `json:"id" example:"zeist"`
	Name    string `json:"name" example:"Zeist"`
	Schools int    `json:"schools"`
}

var schoolTypes = []Count{
	{ID: typeBao, Name: "basisonderwijs"}, {ID: typeSbo, Name: "speciaal basisonderwijs"}, {ID: typeSo, Name: "speciaal onderwijs"},
}

// Counts of today.
func (d Directory) Counts(ctx context.Context) (Counts, error) {
	counts := Counts{On: d.Clock.Today(), ByType: slices.Clone(schoolTypes), Notes: []string{}}
	var lists [4][]Record
	for i, list := range []List{Schools, Boards, Municipalities, Subregions} {
		records, err := d.Store.All(ctx, list)
		if err != nil {
			return Counts{}, err
		}
		lists[i] = records
	}
	schools, boards, municipalities, subregions := lists[0], lists[1], lists[2], lists[3]
	schools = slices.DeleteFunc(schools, func(r Record) bool { return !existsOn(r.Fields["closed"], counts.On) })
	counts.Schools, counts.Boards = len(schools), len(boards)
	counts.ByMunicipality, counts.BySubregion = places(municipalities), places(subregions)
	subregionOf := map[string]string{}
	for _, r := range municipalities {
		subregionOf[r.ID] = r.Fields["subregion"]
	}
	for _, r := range schools {
		countIn(counts.ByType, r.Fields["type"])
		countIn(counts.ByMunicipality, r.Fields["municipality"])
		countIn(counts.BySubregion, subregionOf[r.Fields["municipality"]])
	}
	return counts, d.compareWithClaims(ctx, &counts)
}

func places(records []Record) []Count {
	counts := make([]Count, len(records))
	for i, r := range records {
		counts[i] = Count{ID: r.ID, Name: r.Fields["name"]}
	}
	slices.SortFunc(counts, func(a, b Count) int { return strings.Compare(fold(a.Name), fold(b.Name)) })
	return counts
}

func countIn(counts []Count, id string) {
	if i := slices.IndexFunc(counts, func(c Count) bool { return c.ID == id }); i >= 0 {
		counts[i].Schools++
	}
}

// compareWithClaims notes where a document states another number of schools or boards than there are.
func (d Directory) compareWithClaims(ctx context.Context, counts *Counts) error {
	claims, err := d.byID(ctx, Claims)
	if err != nil {
		return err
	}
	day, err := time.Parse(time.DateOnly, counts.On)
	if err != nil {
		return fmt.Errorf("read the day of the count: %w", err)
	}
	for _, counted := range []struct {
		id, name string
		number   int
	}{{string(Schools), "scholen", counts.Schools}, {string(Boards), "besturen", counts.Boards}} {
		claim, stated := claims[counted.id]
		if stated && claim.Fields["number"] != strconv.Itoa(counted.number) {
			counts.Notes = append(counts.Notes, fmt.Sprintf("%s noemt %s %s; het register telt er %d op %s.",
				claim.Fields["source"], claim.Fields["number"], counted.name, counted.number, dutchDate(day)))
		}
	}
	return nil
}

var months = [...]string{"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"}

func dutchDate(day time.Time) string {
	return fmt.Sprintf("%d %s %d", day.Day(), months[day.Month()-1], day.Year())
}
