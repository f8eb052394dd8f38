// Package registry is the contract of the registry service with the processes: its task queue and activities.
package registry

// TaskQueue on which the registry hosts its activities.
const TaskQueue = "registry"

// The activities. Requests and responses are the messages of traject.registry.v1 with the same name.
const (
	DescribeSchools = "registry.DescribeSchools"
	DescribeExperts = "registry.DescribeExperts"
	Contacts        = "registry.Contacts"
	// DescribeProvision reads the groups and the places of a provision.
	DescribeProvision = "registry.DescribeProvision"
)

// GZPsycholoog is the profession that the first expert must have (bijlage IV 4).
const GZPsycholoog = "gz-psycholoog"

// SecondProfessions may be the second expert: those of the law (Besluit bekostiging WPO 34.8, 2017 text), and another
// GZ-psycholoog or orthopedagoog, which the same article admits as first.
var SecondProfessions = []string{
	GZPsycholoog, "orthopedagoog", "kinder- of jeugdpsycholoog", "pedagoog", "kinderpsychiater", "maatschappelijk werker", "arts",
}

// Desks are those of a municipality that can have a mailbox of their own, in the order in which people see them.
var Desks = []string{"leerplicht", "jeugdhulp", "leerlingenvervoer", "beleid"}
