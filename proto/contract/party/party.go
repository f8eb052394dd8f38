// Package party names who can have a part in a case. Access follows from it: no party, no case.
package party

import (
	"fmt"
	"strings"
)

// Role is the part someone has.
type Role string

// The roles. A school is the same role whether it applies or receives: the case tells which.
const (
	School       Role = "school"
	Board        Role = "board"
	SOT          Role = "sot"
	Expert       Role = "expert"
	Director     Role = "director"
	Office       Role = "office"
	Parent       Role = "parent"
	Municipality Role = "municipality"
	// Provision is a provision of ZOUT where pupils stay for a while, such as the Buitenkans.
	Provision Role = "provision"
	// Interested is another interested party (Awb 1:2) without an account: nobody signs in as one.
	Interested Role = "interested"
	// Engineer keeps the system running and is never a party to a case.
	Engineer Role = "engineer"
)

// Roles are all roles, in the order in which people are shown.
var Roles = []Role{School, Board, SOT, Expert, Director, Office, Provision, Parent, Municipality, Interested, Engineer}

// Party is a role and who has it: "school:regenboog-uh-amerongen", "sot:zeist", "director:zout".
type Party string

// Of makes a party.
func Of(role Role, id string) Party { return Party(string(role) + ":" + id) }

// Parse reads a party and refuses an unknown role or an empty id.
func Parse(s string) (Party, error) {
	role, id, ok := strings.Cut(s, ":")
	if !ok || id == "" {
		return "", fmt.Errorf("party %q: want role:id", s)
	}
	for _, known := range Roles {
		if role == string(known) {
			return Party(s), nil
		}
	}
	return "", fmt.Errorf("party %q: unknown role %q", s, role)
}

// Role of the party.
func (p Party) Role() Role {
	role, _, _ := strings.Cut(string(p), ":")
	return Role(role)
}

// ID of the party within its role.
func (p Party) ID() string {
	_, id, _ := strings.Cut(string(p), ":")
	return id
}

// The parties of which an installation has one.
const (
	TheOffice   Party = "office:zout"
	TheDirector Party = "director:zout"
	// TheBuitenkans is the provision of ondersteuningsplan 2.2.
	TheBuitenkans Party = "provision:buitenkans"
)
