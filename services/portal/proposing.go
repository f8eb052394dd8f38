package portal

import (
	"context"
	"net/url"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"net/http"

	"traject.nl/proto/contract/party"
	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

// proposal fills in what is most likely; people can change all of it.
func (p *Portal) proposal(shown *page.CaseView, act string) url.Values {
	values, today := url.Values{}, p.config.Clock()
	switch act {
	case "JudgeCompleteness":
		values.Set("completeBy", today.AddDate(0, 0, completionDays).Format(time.DateOnly))
	case "AskRepair":
		values.Set("repairBy", today.AddDate(0, 0, completionDays).Format(time.DateOnly))
	case "ConfirmReportCopy":
		values.Set("deliveredOn", shown.Today)
	case "Repair":
		values.Set("repairReceivedOn", shown.Today)
	case "SendToLbt":
		values.Set("sentOn", shown.Today)
	case "RecordAdvice":
		values.Set("adviceReceivedOn", shown.Today)
	case "NotifyDefault":
		values.Set("noticeReceivedOn", shown.Today)
	case "SuspendTerm", "AgreeDelay":
		values.Set("fromOn", shown.Today)
	case "ResumeTerm":
		values.Set("untilOn", shown.Today)
	case "MovePolicy":
		values.Set("toVersion", shown.Case.PolicyNewest)
	case "Decide":
		proposeDecision(values, shown)
	case "PlanHearing":
		if facts := shown.Case.Bezwaar; facts != nil && facts.Hearing != nil {
			values.Set("hearingOn", facts.Hearing.HearingOn)
			values.Set("hearingTime", facts.Hearing.HearingTime)
		}
	}
	switch shown.Case.Procedure {
	case "buitenkans":
		proposeBuitenkans(values, shown, act)
	case "plaatsing":
		proposePlacement(values, shown, act)
	}
	onTheFirst(values, shown, act)
	return values
}

// proposeDecision is what was asked.
func proposeDecision(values url.Values, shown *page.CaseView) {
	tlv := shown.Case.TLV
	if tlv == nil {
		return
	}
	values.Set("destination", tlv.Application.Destination)
	values.Set("category", tlv.Application.Category)
	values.Set("extent", tlv.Application.Extent)
	values.Set("receivingSchoolId", shown.Case.ReceivingSchoolID)
	values.Set("validFrom", shown.Today)
}

// onTheFirst fills in what an act is done on: the first thing on which it can be.
func onTheFirst(values url.Values, shown *page.CaseView, act string) {
	found := shown.Case.Act(act)
	if found == nil {
		return
	}
	if len(found.TermIDs) > 0 {
		values.Set("termId", found.TermIDs[0])
	}
	if len(found.TaskIDs) > 0 {
		values.Set("taskId", found.TaskIDs[0])
	}
	if len(found.NoticeIDs) > 0 {
		values.Set("noticeId", found.NoticeIDs[0])
		for _, notice := range shown.Case.Defaults {
			if notice.ID == found.NoticeIDs[0] && notice.Owed != nil {
				values.Set("euros", strconv.Itoa(notice.Owed.Euros))
			}
		}
	}
}

// about fills in what the address of a page says that an act is about.
func about(values, query url.Values) {
	for input, named := range map[string]string{"termId": "termijn", "taskId": "taak", "noticeId": "kennisgeving"} {
		if id := query.Get(named); id != "" {
			values.Set(input, id)
		}
	}
}

// hearingDates are the days counted back from a hearing, while somebody chooses its day.
func (p *Portal) hearingDates(c *gin.Context, _ *visit) error {
	p.show(c, http.StatusOK, page.HearingDates(c.Query("hearingOn"), p.config.Clock.Today()))
	return nil
}

// handsOver are the roles that need to know to whom a task can be given.
var handsOver = []party.Role{party.Office, party.Director, party.SOT, party.School, party.Expert, party.Provision}

// colleagues reads to whom a task can be given; without the registry a page has no names, and is a page all the same.
func (p *Portal) colleagues(ctx context.Context, v *visit) ([]upstream.Colleague, error) {
	for _, role := range handsOver {
		if v.person.Has(role) {
			list, err := p.registry.Colleagues(ctx, v.token)
			if upstream.IsNotFound(err) || upstream.Status(err) == http.StatusForbidden {
				return nil, nil
			}
			return list, err
		}
	}
	return nil, nil
}
