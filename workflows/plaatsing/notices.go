package plaatsing

import (
	"fmt"
	"slices"

	"traject.nl/proto/contract/party"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
)

// inform tells the parents, the schools and the SOT that something changed, but for who did it. It goes with the next line of the story.
func (p *process) inform(what string, actor *caseworkv1.Actor) {
	p.Notify(notificationsv1.NoticeKind_NOTICE_KIND_PLACEMENT, about(what, p.Version),
		p.others(actor, party.Parent, party.School, party.SOT)...)
}

// about tells notices on one subject apart by the line of the story that they go with.
func about(what string, version int64) string { return fmt.Sprintf("%s/%d", what, version+1) }

// others are the parties with these roles, but for who acted.
func (p *process) others(actor *caseworkv1.Actor, roles ...party.Role) []string {
	return slices.DeleteFunc(withRole(p.Parties, roles...), func(who string) bool { return who == actor.GetParty() })
}
