package portal

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
	"golang.org/x/sync/errgroup"

	"traject.nl/proto/contract/party"
	"traject.nl/services/platform/clock"
	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

// threatenedDays is from how many days before its decision date a case is shown as threatening to be late.
const threatenedDays = 21

// start is the first page of each role.
func (p *Portal) start(c *gin.Context, v *visit) error {
	role := roleOf(c, v)
	switch role {
	case party.School:
		return p.startSchool(c, v)
	case party.SOT, party.Office:
		return p.startTasks(c, v, role)
	case party.Expert:
		return p.startExpert(c, v)
	case party.Provision:
		return p.startProvision(c, v)
	case party.Director:
		return p.startDirector(c, v)
	case party.Parent:
		rows, _, err := p.caseRows(c, v, upstream.CaseQuery{})
		if err == nil {
			p.show(c, http.StatusOK, page.StartParent(p.frame(c, v, "De zaken van uw kind"), rows))
		}
		return err
	case party.Municipality, party.Board:
		return p.startOutsider(c, v, role)
	default:
		p.show(c, http.StatusOK, page.StartOther(p.frame(c, v, "Welkom"), string(role)))
		return nil
	}
}

// startOutsider is for those who have no part in an application: they hear of what is late, and a board of its own objections.
func (p *Portal) startOutsider(c *gin.Context, v *visit, role party.Role) error {
	told, err := p.told(c, v)
	if err != nil {
		return err
	}
	var rows []page.CaseRow
	if role == party.Board {
		if rows, _, err = p.caseRows(c, v, upstream.CaseQuery{Limit: 200}); err != nil {
			return err
		}
	}
	p.show(c, http.StatusOK, page.StartOutsider(p.frame(c, v, "Welkom"), string(role), rows, told))
	return nil
}

func (p *Portal) startSchool(c *gin.Context, v *visit) error {
	shown := page.SchoolStart{Key: newKey()}
	ctx := c.Request.Context()
	schools, err := p.schoolNames(ctx, v)
	if err != nil {
		return err
	}
	drafts, further, err := p.documents.Drafts(ctx, v.token)
	if err != nil {
		return err
	}
	for _, draft := range drafts {
		shown.Drafts = append(shown.Drafts, page.DraftRow{Draft: draft, School: schoolName(schools, draft.SchoolID), At: "/aanvragen/" + url.PathEscape(draft.ID)})
	}
	for _, draft := range further {
		head := upstream.DossierHead{ID: draft.CaseID, Label: draft.Label, UpdatedAt: draft.UpdatedAt, UpdatedByMe: draft.UpdatedByMe}
		shown.Drafts = append(shown.Drafts, page.DraftRow{Draft: head, School: schoolName(schools, draft.SchoolID), At: furtherAt(draft.DossierID, draft.CaseID)})
	}
	for _, mine := range v.person.Parties {
		if mine.Role() == party.School {
			shown.Schools = append(shown.Schools, page.Option{Value: mine.ID(), Text: schoolName(schools, mine.ID())})
		}
	}
	rows, _, err := p.caseRows(c, v, upstream.CaseQuery{Limit: 200})
	if err != nil {
		return err
	}
	for _, row := range rows {
		switch {
		case row.Case.Procedure == "bezwaar":
			shown.Objections = append(shown.Objections, row)
		case row.Case.Procedure == "plaatsing" && !row.Case.Closed:
			shown.Placements = append(shown.Placements, row)
		case row.Case.Procedure == "buitenkans" && !row.Case.Closed:
			shown.Buitenkans = append(shown.Buitenkans, row)
		case row.Case.Procedure == "buitenkans" || row.Case.Procedure == "plaatsing":
			shown.Done = append(shown.Done, row)
		case !slices.Contains(row.Case.As, "applicant"):
			shown.Naming = append(shown.Naming, row)
		case row.Case.Closed:
			shown.Done = append(shown.Done, row)
		default:
			shown.Running = append(shown.Running, row)
		}
	}
	p.show(c, http.StatusOK, page.StartSchool(p.frame(c, v, "Mijn aanvragen"), shown))
	return nil
}

func (p *Portal) startTasks(c *gin.Context, v *visit, role party.Role) error {
	shown := page.TaskPage{
		Title: "Mijn taken", Scope: c.Query("bereik"), Kinds: page.TaskKinds(), ShowParty: c.Query("bereik") != "",
		Intro:  "Wat u moet doen, met de reden en de grond. Wat het eerst af moet zijn, staat bovenaan.",
		Filter: page.Form{Values: c.Request.URL.Query()},
	}
	wide := page.Tab{Href: "/?bereik=all", Text: "Taken van iedereen", Current: shown.Scope == "all"}
	if role == party.SOT {
		wide = page.Tab{Href: "/?bereik=subregion", Text: "Hele subregio", Current: shown.Scope == "subregion"}
	}
	shown.Tabs = []page.Tab{{Href: "/", Text: "Mijn taken", Current: shown.Scope == ""}, wide}
	query := upstream.TaskQuery{Scope: shown.Scope, School: c.Query("school"), Kind: c.Query("soort"), Assignee: c.Query("wie")}
	tasks, err := p.taskList(c, v, query)
	if err != nil {
		return err
	}
	shown.Tasks = tasks
	schools, err := p.schoolNames(c.Request.Context(), v)
	if err != nil {
		return err
	}
	shown.Schools = schoolOptions(schools, role, v)
	if role == party.SOT && shown.Scope == "" {
		if shown.Told, err = p.told(c, v); err != nil {
			return err
		}
	}
	if role == party.Office {
		shown.Post = p.postNote(c.Request.Context(), v)
	}
	p.show(c, http.StatusOK, page.Tasks(p.frame(c, v, shown.Title), shown, c.Request.URL.RequestURI()))
	return nil
}

func (p *Portal) startExpert(c *gin.Context, v *visit) error {
	tasks, err := p.taskList(c, v, upstream.TaskQuery{})
	if err != nil {
		return err
	}
	rows, _, err := p.caseRows(c, v, upstream.CaseQuery{Limit: 100})
	if err != nil {
		return err
	}
	p.show(c, http.StatusOK, page.StartExpert(p.frame(c, v, "Mijn taken"), c.Request.URL.RequestURI(), tasks, rows))
	return nil
}

func (p *Portal) startDirector(c *gin.Context, v *visit) error {
	tasks, err := p.taskList(c, v, upstream.TaskQuery{})
	if err != nil {
		return err
	}
	shown := page.DirectorStart{Here: c.Request.URL.RequestURI(), Tasks: tasks}
	if err := p.threatened(c, v, &shown); err != nil {
		return err
	}
	if shown.Told, err = p.told(c, v); err != nil {
		return err
	}
	if shown.Costs, err = p.cases.Penalties(c.Request.Context(), v.token, ""); err != nil {
		return err
	}
	shown.Post = p.postNote(c.Request.Context(), v)
	p.show(c, http.StatusOK, page.StartDirector(p.frame(c, v, "Overzicht"), shown))
	return nil
}

// threatened counts the open cases and those that are late, and lists those that will soon be.
func (p *Portal) threatened(c *gin.Context, v *visit, shown *page.DirectorStart) (err error) {
	count := func(decideBy string) (int, error) {
		list, err := p.cases.List(c.Request.Context(), v.token, upstream.CaseQuery{Closed: "false", DecideBy: decideBy, Limit: 1})
		if err != nil {
			return 0, err
		}
		return list.Total, nil
	}
	today := p.config.Clock().In(clock.Amsterdam())
	if shown.Open, err = count(""); err != nil {
		return err
	}
	if shown.Late, err = count(today.AddDate(0, 0, -1).Format(time.DateOnly)); err != nil {
		return err
	}
	soon := upstream.CaseQuery{Closed: "false", DecideBy: today.AddDate(0, 0, threatenedDays).Format(time.DateOnly), Limit: 200}
	if shown.Threatened, shown.More, err = p.caseRows(c, v, soon); err != nil {
		return err
	}
	// During an upgrade a cases service of before may answer, which gives them all.
	shown.Threatened = slices.DeleteFunc(shown.Threatened, func(row page.CaseRow) bool {
		return row.Case.DecisionTerm == nil || row.Case.DecisionTerm.PlannedOn > soon.DecideBy
	})
	slices.SortFunc(shown.Threatened, func(a, b page.CaseRow) int {
		return strings.Compare(a.Case.DecisionTerm.PlannedOn, b.Case.DecisionTerm.PlannedOn)
	})
	return nil
}

// caseRows reads cases with the names that belong to them; the cursor is that of the next page.
func (p *Portal) caseRows(c *gin.Context, v *visit, query upstream.CaseQuery) ([]page.CaseRow, string, error) {
	ctx := c.Request.Context()
	schools, err := p.schoolNames(ctx, v)
	if err != nil {
		return nil, "", err
	}
	list, err := p.cases.List(ctx, v.token, query)
	if err != nil {
		return nil, "", err
	}
	ids := make([]string, len(list.Cases))
	for i, found := range list.Cases {
		ids[i] = found.DossierID
	}
	labels, err := p.labels(c, v, ids)
	if err != nil {
		return nil, "", err
	}
	rows := make([]page.CaseRow, len(list.Cases))
	for i, found := range list.Cases {
		rows[i] = page.CaseRow{
			Case: found, Label: labels[found.DossierID],
			Applicant: schoolName(schools, found.ApplicantSchoolID), Receiving: schoolName(schools, found.ReceivingSchoolID),
		}
	}
	return rows, list.NextCursor, nil
}

// tasksOnPage is how many tasks one page has.
const tasksOnPage = 50

// taskList reads the page of tasks that the address asks for, with the names that belong to them.
func (p *Portal) taskList(c *gin.Context, v *visit, query upstream.TaskQuery) (page.TaskList, error) {
	query.Limit, query.Cursor = tasksOnPage, c.Query("vanaf")
	var list *upstream.TaskList
	var schools map[string]upstream.School
	group, ctx := errgroup.WithContext(c.Request.Context())
	group.Go(func() (err error) { list, err = p.cases.Tasks(ctx, v.token, query); return err })
	group.Go(func() (err error) { schools, err = p.schoolNames(ctx, v); return err })
	var colleagues []upstream.Colleague
	group.Go(func() (err error) { colleagues, err = p.colleagues(ctx, v); return err })
	if err := group.Wait(); err != nil {
		return page.TaskList{}, err
	}
	var ids []string
	for _, task := range list.Tasks {
		if !slices.Contains(ids, task.DossierID) {
			ids = append(ids, task.DossierID)
		}
	}
	labels, err := p.labels(c, v, ids)
	if err != nil {
		return page.TaskList{}, err
	}
	rows := make([]page.TaskRow, len(list.Tasks))
	for i, task := range list.Tasks {
		rows[i] = page.TaskRow{
			Task: task, Label: labels[task.DossierID], School: schoolName(schools, task.ApplicantSchoolID),
			Late: task.LateAt(p.config.Clock()), Assignee: page.AssigneeWord(colleagues, task), Button: taskButton(c, v, task),
		}
	}
	// A release of before gives all tasks, and no total.
	shown := page.TaskList{Groups: page.GroupTasks(rows, list.Today), Total: max(list.Total, len(rows))}
	if query.Cursor != "" {
		shown.First = withQuery(c, "vanaf", "")
	}
	if list.NextCursor != "" {
		shown.More = withQuery(c, "vanaf", list.NextCursor)
	}
	return shown, nil
}

// teams are the parties in which several people share the work, so that one of them takes up a task.
var teams = []party.Role{party.Office, party.SOT, party.Provision}

// taskButton takes a task of the person's own team up, or gives it back.
func taskButton(c *gin.Context, v *visit, task upstream.Task) *page.TaskButton {
	if !task.Mine || !slices.Contains(teams, party.Party(task.Party).Role()) {
		return nil
	}
	act := "ClaimTask"
	if task.Assignee == upstream.AssignedToMe {
		act = "PutBackTask"
	}
	here := c.Request.URL.RequestURI()
	return &page.TaskButton{CaseID: task.CaseID, TaskID: task.ID, Act: act, CSRF: v.session.CSRF, Key: newKey(), Of: task.Title, Back: here}
}

func (p *Portal) labels(c *gin.Context, v *visit, ids []string) (map[string]string, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return p.documents.Labels(c.Request.Context(), v.token, ids)
}

// withQuery is the address of this page with another value of one parameter; without it when that is empty.
func withQuery(c *gin.Context, name, value string) string {
	query := c.Request.URL.Query()
	query.Del(name)
	if value != "" {
		query.Set(name, value)
	}
	if len(query) == 0 {
		return c.Request.URL.Path
	}
	return c.Request.URL.Path + "?" + query.Encode()
}

func schoolName(schools map[string]upstream.School, id string) string {
	if id == "" {
		return ""
	}
	school, ok := schools[id]
	if !ok {
		return id
	}
	return school.Name + ", " + school.Place
}

// schoolOptions are the schools that someone can filter by: an SOT those of its own subregion.
func schoolOptions(schools map[string]upstream.School, role party.Role, v *visit) []page.Option {
	var options []page.Option
	for id, school := range schools {
		if role != party.SOT || v.person.Is(party.Of(party.SOT, school.Subregion)) {
			options = append(options, page.Option{Value: id, Text: school.Name + ", " + school.Place})
		}
	}
	slices.SortFunc(options, func(a, b page.Option) int { return strings.Compare(a.Text, b.Text) })
	return append([]page.Option{{Text: "Alle scholen"}}, options...)
}

// partyName says who a party is, schools by name.
func partyName(schools map[string]upstream.School, who string) string {
	if school, ok := strings.CutPrefix(who, string(party.School)+":"); ok {
		return schoolName(schools, school)
	}
	return page.RoleOf(who)
}
