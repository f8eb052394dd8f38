// Package partner is what the partners of the OOGO, municipalities and boards, are told of what is overdue, and how it gets there.
//
// It is a wall, and the wall is a type: a Notice has room for a case id, a procedure, what is late and for how many days, and for nothing else.
// There is no field in which a name, a birth date, a school class or a health fact would fit (WPO 18a.13), so no composer can let one slip.
// Everything that leaves for a partner (the mail, the line in the inbox, the webhook) is written from a Notice and from nothing else; only
// From makes one.
//
// The rest of the package carries it: as a CloudEvent by the NL GOV profile or as a message of the VNG Notificaties API, signed by the
// Standard Webhooks scheme, by a client that only talks to the public internet.
package partner
