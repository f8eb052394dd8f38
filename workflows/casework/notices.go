package casework

import (
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/notifications"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/registry"
	"traject.nl/proto/contract/tracing"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	registryv1 "traject.nl/proto/gen/traject/registry/v1"
)

// notice is a message without content to one party: something is there for you.
type notice struct {
	kind  notificationsv1.NoticeKind
	about string
	party string
	// letter in the dossier that it is about; empty for any other notice.
	letter string
	// matter that a reminder or a rung is about; nil for any other notice.
	matter *notificationsv1.Matter
	// desk of a municipality that it is for; empty for the general one.
	desk string
}

// Notify sends each party a notice, once the record shows what it is about. About tells notices of a case apart, so that the
// same one is never sent twice.
func (c *Case) Notify(kind notificationsv1.NoticeKind, about string, parties ...string) {
	for _, to := range parties {
		c.post(notice{kind: kind, about: about, party: to})
	}
}

// NotifyLetter tells the addressee of a letter that it is there. Who cannot be reached electronically gets it on paper.
func (c *Case) NotifyLetter(about string, letter *documentsv1.Letter) {
	c.post(notice{kind: notificationsv1.NoticeKind_NOTICE_KIND_LETTER, about: about, party: letter.Party, letter: letter.DocumentId})
}

// post puts a notice in the outbox. After a death nothing leaves any more.
func (c *Case) post(n notice) {
	if !c.hushed() {
		c.outbox = append(c.outbox, n)
	}
}

// send looks up the addresses and hands the notices over, beside everything else: no act waits for a mail server.
func (c *Case) send(ctx workflow.Context, notices []notice) {
	if len(notices) == 0 {
		return
	}
	if span := ctx.Value(tracing.SpanKey{}); span != nil {
		ctx = workflow.WithValue(c.voice, tracing.SpanKey{}, span)
	} else {
		ctx = c.voice
	}
	workflow.GoNamed(ctx, "notices", func(ctx workflow.Context) {
		defer func() { c.sending -= len(notices) }()
		address := c.addresses(ctx, notices)
		sent := make([]workflow.Future, len(notices))
		for i, n := range notices {
			sent[i] = workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, byMail), notifications.Notify,
				&notificationsv1.NotifyRequest{
					Key:           c.CaseID + "/" + n.about + "/" + n.party,
					CaseId:        c.CaseID,
					Party:         n.party,
					Kind:          n.kind,
					SealedAddress: address(n.party),
					About:         n.about,
					Procedure:     c.procedure.View().GetProcedure(),
					DossierId:     c.DossierID,
					PieceId:       n.letter,
					Matter:        n.matter,
					Contact:       c.contact(),
				})
		}
		for i, n := range notices {
			if err := sent[i].Get(ctx, new(notificationsv1.NotifyResponse)); err != nil {
				workflow.GetLogger(ctx).Error("a notice was refused", "case", c.CaseID, "about", n.about, "error", err)
			}
		}
	})
}

// addresses looks up where parties can be reached. They are sealed: the case carries them without being able to read them.
// A party whose address was refused has none, and its notice is then recorded as not sent.
func (c *Case) addresses(ctx workflow.Context, notices []notice) (of func(party string) []byte) {
	var parents, others []string
	desks := map[string]string{}
	for _, n := range notices {
		if isParent(n.party) {
			parents = append(parents, n.party)
		} else {
			others = append(others, n.party)
		}
		if n.desk != "" {
			desks[n.party] = n.desk
		}
	}
	var inDossier documentsv1.SealedAddressesResponse
	if len(parents) > 0 {
		c.look(ctx, inTheDossier, documents.SealedAddresses,
			&documentsv1.SealedAddressesRequest{DossierId: c.DossierID, Parties: parents}, &inDossier)
	}
	var inRegistry registryv1.ContactsResponse
	if len(others) > 0 {
		c.look(ctx, fromTheRegistry, registry.Contacts, &registryv1.ContactsRequest{Parties: others, Subjects: desks}, &inRegistry)
	}
	return func(party string) []byte {
		if isParent(party) {
			return inDossier.Sealed[party]
		}
		return inRegistry.Sealed[party]
	}
}

func (c *Case) look(ctx workflow.Context, how workflow.ActivityOptions, name string, request, response proto.Message) {
	err := workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, how), name, request).Get(ctx, response)
	if err != nil {
		workflow.GetLogger(ctx).Error("addresses for notices were refused", "case", c.CaseID, "error", err)
	}
}

// contact is the SOT that knows the case; empty while the case has none.
func (c *Case) contact() string {
	for _, who := range c.Parties {
		if party.Party(who).Role() == party.SOT {
			return who
		}
	}
	return ""
}

// isParent: parents are only known to the dossier, everybody else to the registry.
func isParent(p string) bool { return party.Party(p).Role() == party.Parent }
