package registry

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/failure"
	registryv1 "traject.nl/proto/gen/traject/registry/v1"
)

var (
	// provisions of ZOUT where pupils stay for a while.
	provisions = []string{buitenkans.Provision}
	// groepen are the years of primary school that such a provision is for (ondersteuningsplan 2.2).
	groepen = []string{"3", "4", "5", "6", "7", "8"}
)

// mostPlaces is more than any group has: a larger number is a slip of the pen.
const mostPlaces = 100

// date is a day as ISO 8601.
func date(name string) column {
	return column{name: name, required: true, clean: strings.TrimSpace, check: func(value string, _ known) string {
		if _, err := time.Parse(time.DateOnly, value); err != nil {
			return fmt.Sprintf("%q is geen datum; schrijf jaar-maand-dag, zoals 2026-08-01", value)
		}
		return ""
	}}
}

func fewPlaces(name string) column {
	counted := number(name)
	return column{name: name, required: true, clean: counted.clean, check: func(value string, ids known) string {
		if reason := counted.check(value, ids); reason != "" {
			return reason
		}
		if many, err := strconv.Atoi(value); err != nil || many > mostPlaces {
			return fmt.Sprintf("is meer dan %d; kijk het getal na", mostPlaces)
		}
		return ""
	}}
}

func byGroupAndDay(fields map[string]string) string {
	if fields["group"] == "" || fields["fromOn"] == "" {
		return ""
	}
	return fields["group"] + "-" + slug(fields["fromOn"])
}

// groepenInOrder: a group runs from a lower to a higher year.
func groepenInOrder(fields map[string]string, _ []map[string]string) []flaw {
	if from, to := fields["fromGroep"], fields["toGroep"]; from != "" && to != "" && to < from {
		return []flaw{{"toGroep", fmt.Sprintf("is lager dan de laagste groep (%s); kies die groep of een hogere", from)}}
	}
	return nil
}

// stretchesApart: on each day a group has one number of places.
func stretchesApart(fields map[string]string, others []map[string]string) []flaw {
	from, until := fields["fromOn"], fields["untilOn"]
	if from == "" || until == "" {
		return nil
	}
	if until < from {
		return []flaw{{"untilOn", "ligt voor de eerste dag; kies een latere dag"}}
	}
	for _, other := range others {
		if other["group"] == fields["group"] && from <= other["untilOn"] && other["fromOn"] <= until {
			return []flaw{{"fromOn", fmt.Sprintf("valt samen met een ander tijdvak van deze groep (%s tot en met %s); laat het ene tijdvak na het andere komen",
				other["fromOn"], other["untilOn"])}}
		}
	}
	return nil
}

// Group of a provision.
type Group struct {
	ID        string `json:"id" example:"onderbouw"`
	Provision string `json:"provision" example:"buitenkans"`
	Name      string `json:"name" example:"Onderbouw"`
	FromGroep int    `json:"fromGroep" doc:"The lowest year of primary school that it is for: 3 to 8." example:"3"`
	ToGroep   int    `json:"toGroep" doc:"The highest one." example:"5"`
	Version   int64  `json:"version"`
}

func groupsOf(_ context.Context, records []Record) ([]Group, error) {
	return each(records, func(r Record) Group {
		return Group{ID: r.ID, Provision: r.Fields["provision"], Name: r.Fields["name"], FromGroep: integer(r.Fields["fromGroep"]),
			ToGroep: integer(r.Fields["toGroep"]), Version: r.Version}
	}), nil
}

// GroupChange is what the office fills in of a group.
type GroupChange struct {
	Provision *string `json:"provision,omitempty" maxLength:"40" example:"buitenkans"`
	Name      *string `json:"name,omitempty" maxLength:"200"`
	FromGroep *int    `json:"fromGroep,omitempty" example:"3"`
	ToGroep   *int    `json:"toGroep,omitempty" example:"5"`
}

func (c GroupChange) fields() map[string]string {
	return given(map[string]*string{"provision": c.Provision, "name": c.Name, "fromGroep": digits(c.FromGroep), "toGroep": digits(c.ToGroep)})
}

// Capacity is how many places a group has in a stretch of time.
type Capacity struct {
	ID      string `json:"id" example:"onderbouw-2026-08-01"`
	Group   string `json:"group" doc:"Id of the group."`
	FromOn  string `json:"fromOn" format:"date"`
	UntilOn string `json:"untilOn" format:"date" doc:"Last day, which counts too."`
	Places  int    `json:"places"`
	Version int64  `json:"version"`
}

func capacitiesOf(_ context.Context, records []Record) ([]Capacity, error) {
	return each(records, func(r Record) Capacity {
		return Capacity{ID: r.ID, Group: r.Fields["group"], FromOn: r.Fields["fromOn"], UntilOn: r.Fields["untilOn"],
			Places: integer(r.Fields["places"]), Version: r.Version}
	}), nil
}

// CapacityChange is what the office fills in of a stretch of time. One that is not meant any more gets 0 places.
type CapacityChange struct {
	Group   *string `json:"group,omitempty" maxLength:"200" doc:"Id of a group."`
	FromOn  *string `json:"fromOn,omitempty" format:"date" doc:"First day."`
	UntilOn *string `json:"untilOn,omitempty" format:"date" doc:"Last day, which counts too."`
	Places  *int    `json:"places,omitempty"`
}

func (c CapacityChange) fields() map[string]string {
	return given(map[string]*string{"group": c.Group, "fromOn": c.FromOn, "untilOn": c.UntilOn, "places": digits(c.Places)})
}

func digits(value *int) *string {
	if value == nil {
		return nil
	}
	written := strconv.Itoa(*value)
	return &written
}

// integer of a field that was checked when it was written.
func integer(value string) int {
	read, _ := strconv.Atoi(value)
	return read
}

// DescribeProvision describes the groups of a provision, those of the youngest pupils first, with their places in order of time.
func (a Activities) DescribeProvision(
	ctx context.Context, request *registryv1.DescribeProvisionRequest,
) (*registryv1.DescribeProvisionResponse, error) {
	if !slices.Contains(provisions, request.GetId()) {
		return nil, failure.Refuse(failure.BadInput, failure.Problem{Field: "id",
			Detail: fmt.Sprintf("De voorziening %q kennen wij niet. Kies uit: %s.", request.GetId(), strings.Join(provisions, ", "))})
	}
	groups, errGroups := a.Directory.Store.All(ctx, Groups)
	capacities, errCapacities := a.Directory.Store.All(ctx, Capacities)
	if err := errors.Join(errGroups, errCapacities); err != nil {
		return nil, err
	}
	response := &registryv1.DescribeProvisionResponse{}
	for _, r := range groups {
		if r.Fields["provision"] == request.GetId() {
			response.Groups = append(response.Groups, &registryv1.Group{
				Id: r.ID, Name: r.Fields["name"], FromGroep: int32(integer(r.Fields["fromGroep"])), ToGroep: int32(integer(r.Fields["toGroep"])),
				Capacities: capacityOf(r.ID, capacities),
			})
		}
	}
	slices.SortStableFunc(response.Groups, func(a, b *registryv1.Group) int {
		return cmp.Or(cmp.Compare(a.GetFromGroep(), b.GetFromGroep()), cmp.Compare(a.GetToGroep(), b.GetToGroep()))
	})
	return response, nil
}

// capacityOf a group, in order of time.
func capacityOf(group string, records []Record) []*registryv1.Capacity {
	var stretches []*registryv1.Capacity
	for _, r := range records {
		if r.Fields["group"] == group {
			stretches = append(stretches, &registryv1.Capacity{
				FromOn: r.Fields["fromOn"], UntilOn: r.Fields["untilOn"], Places: int32(integer(r.Fields["places"])),
			})
		}
	}
	slices.SortFunc(stretches, func(a, b *registryv1.Capacity) int { return strings.Compare(a.GetFromOn(), b.GetFromOn()) })
	return stretches
}
