package casework

import (
	"maps"

	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/notifications"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/registry"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	registryv1 "traject.nl/proto/gen/traject/registry/v1"
)

// notice is a message without content to one party: something is there for you.
type notice struct {
	kind  notificationsv1.NoticeKind
	about string
	party string
}

// Notify sends each party a notice, once the record shows what it is about. About tells notices of a case apart, so that the
// same one is never sent twice.
func (c *Case) Notify(kind notificationsv1.NoticeKind, about string, parties ...string) {
	for _, to := range parties {
		c.outbox = append(c.outbox, notice{kind: kind, about: about, party: to})
	}
}

// send looks up the addresses and hands the notices over, beside everything else: no act waits for a mail server.
func (c *Case) send(ctx workflow.Context, notices []notice) {
	if len(notices) == 0 {
		return
	}
	workflow.GoNamed(ctx, "notices", func(ctx workflow.Context) {
		defer func() { c.sending -= len(notices) }()
		addresses := c.addresses(ctx, notices)
		sent := make([]workflow.Future, len(notices))
		for i, n := range notices {
			sent[i] = workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, byMail), notifications.Notify,
				&notificationsv1.NotifyRequest{
					Key:           c.CaseID + "/" + n.about + "/" + n.party,
					CaseId:        c.CaseID,
					Party:         n.party,
					Kind:          n.kind,
					SealedAddress: addresses[n.party],
				})
		}
		for i, n := range notices {
			if err := sent[i].Get(ctx, new(notificationsv1.NotifyResponse)); err != nil {
				workflow.GetLogger(ctx).Error("a notice was refused", "case", c.CaseID, "about", n.about, "error", err)
			}
		}
	})
}

// addresses are sealed: the case carries them without being able to read them. Parents are only known to the dossier.
func (c *Case) addresses(ctx workflow.Context, notices []notice) map[string][]byte {
	var parents, others []string
	for _, n := range notices {
		if party.Party(n.party).Role() == party.Parent {
			parents = append(parents, n.party)
		} else {
			others = append(others, n.party)
		}
	}
	addresses := map[string][]byte{}
	if len(parents) > 0 {
		answer, err := call[documentsv1.SealedAddressesResponse](ctx, inTheDossier, documents.SealedAddresses,
			&documentsv1.SealedAddressesRequest{DossierId: c.DossierID, Parties: parents})
		addAddresses(ctx, c.CaseID, addresses, answer.GetSealed(), err)
	}
	if len(others) > 0 {
		answer, err := call[registryv1.ContactsResponse](ctx, fromTheRegistry, registry.Contacts,
			&registryv1.ContactsRequest{Parties: others})
		addAddresses(ctx, c.CaseID, addresses, answer.GetSealed(), err)
	}
	return addresses
}

// addAddresses goes on without the addresses that were refused: those notices are then recorded as not sent.
func addAddresses(ctx workflow.Context, caseID string, to, sealed map[string][]byte, err error) {
	if err != nil {
		workflow.GetLogger(ctx).Error("addresses for notices were refused", "case", caseID, "error", err)
		return
	}
	maps.Copy(to, sealed)
}
