package notifications

import notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"

// Kinds of notices, by their names in records, settings and answers.
const (
	KindTask       = "task"
	KindReceived   = "received"
	KindLetter     = "letter"
	KindEnded      = "ended"
	KindReminder   = "reminder"
	KindOverdue    = "overdue"
	KindEscalation = "escalation"
	KindDefault    = "default"
	KindObjection  = "objection"
	KindHandedOver = "handed-over"
	KindBuitenkans = "buitenkans"
	KindPlacement  = "placement"
	KindAnswer     = "answer"
)

// Kinds are all of them, in the order in which people are shown.
var Kinds = []string{
	KindTask, KindReceived, KindLetter, KindEnded, KindReminder, KindOverdue, KindEscalation, KindDefault, KindObjection, KindHandedOver,
	KindBuitenkans, KindPlacement, KindAnswer,
}

// kinds are the names of what processes ask for.
var kinds = map[notificationsv1.NoticeKind]string{
	notificationsv1.NoticeKind_NOTICE_KIND_TASK:        KindTask,
	notificationsv1.NoticeKind_NOTICE_KIND_RECEIVED:    KindReceived,
	notificationsv1.NoticeKind_NOTICE_KIND_LETTER:      KindLetter,
	notificationsv1.NoticeKind_NOTICE_KIND_ENDED:       KindEnded,
	notificationsv1.NoticeKind_NOTICE_KIND_REMINDER:    KindReminder,
	notificationsv1.NoticeKind_NOTICE_KIND_OVERDUE:     KindOverdue,
	notificationsv1.NoticeKind_NOTICE_KIND_ESCALATION:  KindEscalation,
	notificationsv1.NoticeKind_NOTICE_KIND_DEFAULT:     KindDefault,
	notificationsv1.NoticeKind_NOTICE_KIND_OBJECTION:   KindObjection,
	notificationsv1.NoticeKind_NOTICE_KIND_HANDED_OVER: KindHandedOver,
	notificationsv1.NoticeKind_NOTICE_KIND_BUITENKANS:  KindBuitenkans,
	notificationsv1.NoticeKind_NOTICE_KIND_PLACEMENT:   KindPlacement,
	notificationsv1.NoticeKind_NOTICE_KIND_ANSWER:      KindAnswer,
}

// numbers of the kinds in the contract.
var numbers = func() map[string]notificationsv1.NoticeKind {
	of := make(map[string]notificationsv1.NoticeKind, len(kinds))
	for number, name := range kinds {
		of[name] = number
	}
	return of
}()

// reminding are the kinds that repeat themselves about one thing, so that there is a maximum of them.
var reminding = map[string]bool{KindReminder: true, KindOverdue: true, KindEscalation: true}

// atOnce are the kinds that wait for no other mail: a term may run from today.
var atOnce = map[string]bool{KindDefault: true}
