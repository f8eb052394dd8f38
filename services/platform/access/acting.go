package access

import (
	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/bezwaar"
	"traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/tlv"
)

// Acting gives the party as which the viewer may do the act; false when the viewer may not. Whether it is the moment for
// it is the process's to say.
func (v Viewer) Acting(what act.Act) (party.Party, bool) {
	for _, who := range v.as {
		if v.in.mayAct(who, what) {
			return who, true
		}
	}
	return "", false
}

// mayAct says whether a party to the case may do the act.
//
//   - A receiving school never acts.
//   - Who has a part in a TLV may object to its decision once that is announced (Awb 6:7); the bezwaar is a case of its own.
//   - The acts on tasks and terms are the same in every procedure. Who waits for the decision, that is who applied, who
//     objects and whose interest is at stake, may give a notice of default: whether it counts is for a human to judge.
//   - In a bezwaar a school, board or parent acts as the objector only.
func (c Case) mayAct(who party.Party, what act.Act) bool {
	standing, role := c.Standing(who), who.Role()
	_, shared := casework.Actors[what]
	switch {
	case standing == None || standing == Receiving:
		return false
	case what == bezwaar.Lodge:
		return !c.isBezwaar() && c.Announced && bezwaar.Actors.May(role, what)
	case shared:
		return casework.Actors.May(role, what)
	case c.isBezwaar():
		return standing != Interested && bezwaar.Actors.May(role, what)
	default:
		return tlv.MayAct(role, what)
	}
}
