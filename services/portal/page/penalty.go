package page

import (
	"slices"

	"traject.nl/services/portal/upstream"
)

// noticeStand says in plain words where a notice of default stands on a day.
func noticeStand(notice upstream.DefaultNotice, today string) string {
	switch notice.Judgement {
	case "":
		return "ZOUT kijkt nog of ZOUT te laat is. Dat gebeurt op de dag van ontvangst."
	case "premature":
		return "Beoordeeld op " + ShortDay(notice.JudgedOn) + ": de ingebrekestelling kwam te vroeg. Is ZOUT later echt te laat, dan kan een nieuwe worden gestuurd."
	case "unfounded":
		return "Beoordeeld op " + ShortDay(notice.JudgedOn) + ": de ingebrekestelling telt niet."
	}
	switch {
	case notice.StoppedOn != "" && notice.FirstDay != "" && notice.StoppedOn < notice.FirstDay:
		return "ZOUT besliste op " + ShortDay(notice.StoppedOn) + ", binnen de twee weken. Er is geen dwangsom."
	case notice.StoppedOn != "":
		return "De dwangsom liep vanaf " + ShortDay(notice.FirstDay) + " en stopte op " + ShortDay(notice.StoppedOn) + "."
	case notice.FirstDay == "":
		return "De ingebrekestelling is geldig."
	case today < notice.FirstDay:
		return "De ingebrekestelling is geldig. Is er voor " + ShortDay(notice.FirstDay) + " geen besluit, dan loopt vanaf die dag de dwangsom."
	case today > notice.LastDay:
		return "De dwangsom liep van " + ShortDay(notice.FirstDay) + " tot en met " + ShortDay(notice.LastDay) + ". Hoger wordt hij niet. ZOUT moet nog steeds beslissen."
	default:
		return "De dwangsom loopt sinds " + ShortDay(notice.FirstDay) + ". Hij stopt als het besluit verstuurd is, en anders na " + ShortDay(notice.LastDay) + "."
	}
}

// aboutTerms are the terms that matter to who does an act: the one it is about, or the first of the law.
func (v *CaseView) aboutTerms(a ActForm) []upstream.Term {
	if term := v.Term(a.Value("termId")); term != nil {
		return []upstream.Term{*term}
	}
	if notice := v.notice(a.Value("noticeId")); notice != nil {
		if term := v.Term(notice.TermID); term != nil {
			return []upstream.Term{*term}
		}
	}
	if term := v.nextTerm(); term != nil {
		return []upstream.Term{*term}
	}
	return nil
}

// unasked leaves out the acts whose form stands with a task on the page already.
func (v *CaseView) unasked(acts []string) []string {
	return slices.DeleteFunc(acts, func(act string) bool {
		return slices.ContainsFunc(v.asked(), func(asked AskedTask) bool {
			return slices.ContainsFunc(asked.Forms, func(form ActForm) bool { return form.Act == act })
		})
	})
}
