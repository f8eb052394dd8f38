package access

import (
	"slices"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/party"
)

// Overview is something that is not of one case.
type Overview string

// The overviews.
const (
	// TLVRegister is the list of all TLVs given.
	TLVRegister Overview = "tlv-register"
	// Notices is the evidence of the mails that were sent.
	Notices Overview = "notices"
	// Registry is the list of schools, experts and contacts: public facts.
	Registry Overview = "registry"
	// EditRegistry is changing it.
	EditRegistry Overview = "edit-registry"
	// RegionTerms is the list of open terms: of the whole region for the office and the director, of the own cases for the SOT.
	RegionTerms Overview = "region-terms"
	// Penalties is what dwangsommen cost, now and on a later day.
	Penalties Overview = "penalties"
	// Places is the book of places of a provision: no child is named in it.
	Places Overview = "places"
	// Placements is who is placed where, until when: of the own cases for the SOT and a school.
	Placements Overview = "placements"
	// MergeDossiers is linking two dossiers of one pupil, and undoing that.
	MergeDossiers Overview = "merge-dossiers"
	// Evidence is the proof of what was sent, arrived and was read, and of what came in (Awb 2:25).
	Evidence Overview = "evidence"
	// PostRoom is what could not be delivered and what must be printed; WorkPostRoom is settling it.
	PostRoom     Overview = "post-room"
	WorkPostRoom Overview = "work-post-room"
	// Holds is the stop button with what it held; WorkHolds is pressing it, releasing and dropping.
	Holds     Overview = "holds"
	WorkHolds Overview = "work-holds"
	// Outages is when the portal could not be reached (Awb 2:21).
	Outages Overview = "outages"
	// Subscriptions is the webhooks of partner systems: all of them for the office, which the director reads along, and for a municipality
	// its own. EditSubscriptions is changing them.
	Subscriptions     Overview = "subscriptions"
	EditSubscriptions Overview = "edit-subscriptions"
	// Oogo is the aggregate sheet of a municipality, for the meetings with it: of all municipalities for ZOUT, and for a municipality its
	// own (see MayOogo).
	Oogo Overview = "oogo"
	// Reconciliations are whether the record and the processes say the same; Reconcile is comparing them now.
	Reconciliations Overview = "reconciliations"
	Reconcile       Overview = "reconcile"
	// DecodeHistories is reading the payloads of processes, which hold ids only.
	DecodeHistories Overview = "decode-histories"
)

// overviews by who may read them.
var overviews = map[Overview][]party.Role{
	TLVRegister:       {party.Office, party.Director},
	Notices:           {party.Office, party.Director},
	Registry:          party.Roles,
	EditRegistry:      {party.Office},
	RegionTerms:       {party.Office, party.Director, party.SOT},
	Penalties:         {party.Office, party.Director},
	Places:            {party.Provision, party.SOT, party.Director, party.Office},
	Placements:        {party.SOT, party.Director, party.Office, party.School},
	MergeDossiers:     {party.Office},
	Evidence:          {party.Office, party.Director},
	PostRoom:          {party.Office, party.Director},
	WorkPostRoom:      {party.Office},
	Holds:             {party.Office, party.Director},
	WorkHolds:         {party.Office},
	Outages:           {party.Office, party.Director},
	Subscriptions:     {party.Office, party.Director, party.Municipality},
	EditSubscriptions: {party.Office, party.Municipality},
	Oogo:              {party.Office, party.Director, party.SOT, party.Municipality},
	Reconciliations:   {party.Office, party.Engineer},
	Reconcile:         {party.Engineer},
	DecodeHistories:   {party.Office, party.Engineer},
}

// MayOverview says whether someone with these parties may read the overview.
func MayOverview(what Overview, parties ...party.Party) bool {
	return slices.ContainsFunc(parties, func(who party.Party) bool { return slices.Contains(overviews[what], who.Role()) })
}

// MayOogo says whether someone with these parties may read the sheet of this municipality, and a municipality its own only.
func MayOogo(municipality party.Party, parties ...party.Party) bool {
	return ofMunicipality(Oogo, municipality, parties)
}

// MaySubscriptions says whether someone with these parties may read the webhooks of this municipality; with edit, change them.
func MaySubscriptions(edit bool, municipality party.Party, parties ...party.Party) bool {
	if edit {
		return ofMunicipality(EditSubscriptions, municipality, parties)
	}
	return ofMunicipality(Subscriptions, municipality, parties)
}

func ofMunicipality(what Overview, municipality party.Party, parties []party.Party) bool {
	return slices.ContainsFunc(parties, func(who party.Party) bool {
		return MayOverview(what, who) && (who.Role() != party.Municipality || who == municipality)
	})
}

// MayApply says whether this party may start an application: a school, and only in its own name.
func MayApply(who party.Party) bool { return who.Role() == party.School }

// MayStart says whether this party may do this first act of a case at all: a school only in its own name. Whether it may start
// one from a case that there is, is for Viewer.Acting of that case.
func MayStart(what act.Act, who party.Party) bool { return starters.May(who.Role(), what) }
