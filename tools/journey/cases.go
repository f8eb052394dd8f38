package journey

import (
	"context"
	"net/http"
	"slices"
	"time"
)

// Accepted is the answer to an act.
type Accepted struct {
	CaseID  string    `json:"caseId"`
	Version int64     `json:"version"`
	At      time.Time `json:"at"`
	// ReceiptID leads to the proof that it came in.
	ReceiptID string `json:"receiptId"`
}

// Case as a person sees it: what the stories and the tests look at.
type Case struct {
	ID        string   `json:"id"`
	Procedure string   `json:"procedure"`
	Version   int64    `json:"version"`
	Phase     string   `json:"phase"`
	Status    string   `json:"status"`
	Acting    string   `json:"acting"`
	Closed    bool     `json:"closed"`
	DossierID string   `json:"dossierId"`
	As        []string `json:"as"`
	Tasks     []Task   `json:"tasks"`
	Terms     []Term   `json:"terms"`
	Timeline  []Line   `json:"timeline"`
	About     []string `json:"about"`
	Related   []struct {
		CaseID    string `json:"caseId"`
		Procedure string `json:"procedure"`
		Objector  string `json:"objector"`
		Closed    bool   `json:"closed"`
	} `json:"related"`
	Acts       []Open `json:"acts"`
	Extendable []struct {
		TermID      string `json:"termId"`
		AtMostWeeks int    `json:"atMostWeeks"`
	} `json:"extendable"`
	Defaults []Default `json:"defaults"`
	Bezwaar  *Contest  `json:"bezwaar"`
	// Buitenkans and Plaatsing are the facts of those procedures.
	Buitenkans *Stay      `json:"buitenkans"`
	Plaatsing  *Placement `json:"plaatsing"`
	// Fired is what the clock told about the case, for who works on it.
	Fired []struct {
		ID      string          `json:"id"`
		Told    []string        `json:"told"`
		Asks    string          `json:"asks"`
		Answers []PartnerAnswer `json:"answers"`
	} `json:"fired"`
	// Planned are the tasks that open by themselves when their time comes.
	Planned   []Later `json:"planned"`
	Departure *struct {
		Reason string `json:"reason"`
		On     string `json:"on"`
	} `json:"departure"`
	TLV *struct {
		Outcome string `json:"outcome"`
		Advices []struct {
			ExpertID   string `json:"expertId"`
			Admissible *bool  `json:"admissible"`
		} `json:"advices"`
		Decision   *Decision  `json:"decision"`
		Replaced   []Decision `json:"replaced"`
		Objections []struct {
			CaseID   string `json:"caseId"`
			LodgedOn string `json:"lodgedOn"`
			EndedOn  string `json:"endedOn"`
		} `json:"objections"`
	} `json:"tlv"`
}

// Later is a task that opens by itself when its time comes.
type Later struct {
	Kind    string `json:"kind"`
	Party   string `json:"party"`
	DueOn   string `json:"dueOn"`
	OpensOn string `json:"opensOn"`
}

// Decision on a TLV.
type Decision struct {
	Granted     bool     `json:"granted"`
	TLVNumber   string   `json:"tlvNumber"`
	DecidedOn   string   `json:"decidedOn"`
	AnnouncedOn string   `json:"announcedOn"`
	LetterIDs   []string `json:"letterIds"`
}

// Open is something that a person can do now.
type Open struct {
	Act       string   `json:"act"`
	Path      string   `json:"path"`
	TaskIDs   []string `json:"taskIds"`
	TermIDs   []string `json:"termIds"`
	NoticeIDs []string `json:"noticeIds"`
}

// MayDo says whether the person can do the act now.
func (c Case) MayDo(act string) bool {
	return slices.ContainsFunc(c.Acts, func(open Open) bool { return open.Act == act })
}

// Term of the case by its id; false when it has none of that name.
func (c Case) Term(id string) (Term, bool) {
	for _, term := range c.Terms {
		if term.ID == id {
			return term, true
		}
	}
	return Term{}, false
}

// OpenTasks of a kind.
func (c Case) OpenTasks(kind string) []Task {
	var open []Task
	for _, task := range c.Tasks {
		if task.Kind == kind && task.ClosedAt == nil {
			open = append(open, task)
		}
	}
	return open
}

// Default is an ingebrekestelling.
type Default struct {
	ID         string `json:"id"`
	TermID     string `json:"termId"`
	ReceivedOn string `json:"receivedOn"`
	From       string `json:"from"`
	TextID     string `json:"textId"`
	Judgement  string `json:"judgement"`
	FirstDay   string `json:"firstDay"`
	LastDay    string `json:"lastDay"`
	StoppedOn  string `json:"stoppedOn"`
	Owed       *struct {
		Days  int `json:"days"`
		Euros int `json:"euros"`
	} `json:"owed"`
}

// Task of a case.
type Task struct {
	ID       string     `json:"id"`
	Kind     string     `json:"kind"`
	Party    string     `json:"party"`
	Mine     bool       `json:"mine"`
	Title    string     `json:"title"`
	Reason   string     `json:"reason"`
	Basis    string     `json:"basis"`
	DueOn    string     `json:"dueOn"`
	ClosedAt *time.Time `json:"closedAt"`
	CaseID   string     `json:"caseId"`
	Assignee string     `json:"assignee"`
	Subject  string     `json:"assigneeSubject"`
	Comments []struct {
		By     string `json:"by"`
		TextID string `json:"textId"`
	} `json:"comments"`
	HandedOverFrom string `json:"handedOverFrom"`
}

// Term of a case.
type Term struct {
	ID        string   `json:"id"`
	Kind      string   `json:"kind"`
	Basis     string   `json:"basis"`
	EventOn   string   `json:"eventOn"`
	PlannedOn string   `json:"plannedOn"`
	LastOn    string   `json:"lastOn"`
	Suspended bool     `json:"suspended"`
	Steps     []string `json:"steps"`
	MetOn     string   `json:"metOn"`
	MissedOn  string   `json:"missedOn"`
	Ended     bool     `json:"ended"`

	SuspendedDays int `json:"suspendedDays"`
	Extensions    []struct {
		Weeks      int    `json:"weeks"`
		UntilOn    string `json:"untilOn"`
		NotifiedOn string `json:"notifiedOn"`
		Ground     string `json:"ground"`
	} `json:"extensions"`
	Suspensions []struct {
		Ground  string `json:"ground"`
		FromOn  string `json:"fromOn"`
		UntilOn string `json:"untilOn"`
		ProofID string `json:"proofId"`
	} `json:"suspensions"`
	Segments []struct {
		Kind  string `json:"kind"`
		From  string `json:"from"`
		Until string `json:"until"`
		Days  int    `json:"days"`
	} `json:"segments"`
}

// Line of a timeline.
type Line struct {
	Version int64     `json:"version"`
	At      time.Time `json:"at"`
	Kind    string    `json:"kind"`
	Text    string    `json:"text"`
	By      string    `json:"by"`
}

// RegisterLine is a TLV that was given.
type RegisterLine struct {
	TLVNumber  string `json:"tlvNumber"`
	CaseID     string `json:"caseId"`
	Replaces   string `json:"replaces"`
	ReplacedBy string `json:"replacedBy"`
	EndedOn    string `json:"endedOn"`
}

// Case reads a case.
func (p Person) Case(ctx context.Context, id string) (Case, error) {
	var c Case
	err := p.Get(ctx, p.Traject.Cases+"/v1/cases/"+id, &c)
	return c, err
}

// MyCases lists the ids of the person's cases.
func (p Person) MyCases(ctx context.Context) ([]string, error) {
	var list struct {
		Cases []struct {
			ID string `json:"id"`
		} `json:"cases"`
	}
	if err := p.Get(ctx, p.Traject.Cases+"/v1/cases?limit=200", &list); err != nil {
		return nil, err
	}
	ids := make([]string, len(list.Cases))
	for i, c := range list.Cases {
		ids[i] = c.ID
	}
	return ids, nil
}

// Register lists the TLVs that were given.
func (p Person) Register(ctx context.Context) ([]RegisterLine, error) {
	var list struct {
		TLVs []RegisterLine `json:"tlvs"`
	}
	err := p.Get(ctx, p.Traject.Cases+"/v1/tlv-register", &list)
	return list.TLVs, err
}

// Submit hands in an application.
func (p Person) Submit(ctx context.Context, key string, body any) (Accepted, error) {
	var accepted Accepted
	_, err := p.Do(ctx, Request{Method: http.MethodPost, URL: p.Traject.Cases + "/v1/cases", Key: key, Body: body}, &accepted)
	return accepted, err
}

// Act does an act by the last part of its path, such as "competence".
func (p Person) Act(ctx context.Context, caseID, key, act string, body any) (Accepted, error) {
	var accepted Accepted
	_, err := p.Do(ctx, Request{Method: http.MethodPost, URL: p.Traject.Cases + "/v1/cases/" + caseID + "/" + act, Key: key, Body: body}, &accepted)
	return accepted, err
}
