package check

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"time"

	"traject.nl/proto/contract/documents"
	"traject.nl/tools/journey"
)

const (
	// patience is how long a request is sent again under the same key.
	patience = 2 * time.Minute
	// settleTime is how long mails and letters may take after the last act.
	settleTime = 4 * time.Minute
)

// wholeCase handles a TLV case from the form to the letters, as the people of the development sign-in.
func (r *report) wholeCase(ctx context.Context, config Config) {
	began := time.Now().Truncate(time.Second)
	traject := &journey.Traject{
		Cases: config.Cases, Documents: config.Documents, Registry: config.Registry, Notifications: config.Notifications,
		Token: journey.DevTokens(config.SignIn), Patience: patience, HTTP: &http.Client{Timeout: Attempt},
	}
	key := fmt.Sprintf("check-%d", began.UnixMilli())
	story := journey.NewStory(traject, key, journey.Pupil{FirstName: "Proef", LastName: "Controle", BirthDate: "2017-05-04", Group: "5"})
	for _, step := range journey.HappyPath {
		at := time.Now()
		err := story.Tell(ctx, step)
		if !r.line(fmt.Sprintf("a case: %s (%s)", step.Name, time.Since(at).Round(time.Millisecond)), err) {
			return
		}
	}
	office := traject.As("kantoor")
	r.line("the case is granted, announced and at rest", eventually(ctx, settleTime, func(ctx context.Context) error {
		return granted(ctx, office, story.CaseID)
	}))
	r.line("everyone who gets a letter has a whole one", eventually(ctx, settleTime, func(ctx context.Context) error {
		return letters(ctx, office, story)
	}))
	r.line("every notice left by mail", eventually(ctx, settleTime, func(ctx context.Context) error { return left(ctx, office, story.CaseID) }))
	if config.Mail != "" {
		r.line("the mails were caught", eventually(ctx, settleTime, func(ctx context.Context) error { return caught(ctx, config.Mail, began) }))
	}
}

func granted(ctx context.Context, office journey.Person, id string) error {
	seen, err := office.Case(ctx, id)
	if err != nil {
		return err
	}
	if seen.Phase != "rust" || seen.TLV == nil || seen.TLV.Decision == nil || seen.TLV.Decision.TLVNumber == "" {
		return fmt.Errorf("case %s is in phase %q, without a TLV that was given and announced", id, seen.Phase)
	}
	return nil
}

// letters: one for the school, the receiving school and the parent, each a whole PDF.
func letters(ctx context.Context, office journey.Person, story *journey.Story) error {
	dossier, err := office.Dossier(ctx, story.DossierID())
	if err != nil {
		return err
	}
	found := 0
	for _, piece := range dossier.Pieces {
		if piece.Kind != string(documents.Letter) {
			continue
		}
		found++
		content, err := office.Download(ctx, dossier.ID, piece.ID)
		if err != nil {
			return err
		}
		if !bytes.HasPrefix(content, []byte("%PDF-")) || !bytes.HasSuffix(bytes.TrimSpace(content), []byte("%%EOF")) {
			return fmt.Errorf("letter %s of %d bytes is no whole PDF", piece.ID, len(content))
		}
	}
	if found != 3 {
		return fmt.Errorf("dossier %s has %d letters, want 3: to the school, the receiving school and the parent", dossier.ID, found)
	}
	return nil
}

// left: every notice of the case was taken by the mail server, or no longer needed telling.
func left(ctx context.Context, office journey.Person, id string) error {
	notices, err := office.NoticesOf(ctx, id)
	if err != nil {
		return err
	}
	if len(notices) == 0 {
		return errors.New("nobody was told anything")
	}
	for _, notice := range notices {
		if len(notice.Deliveries) == 0 {
			return fmt.Errorf("no way is planned for notice %s to %s", notice.Kind, notice.Party)
		}
		for _, way := range notice.Deliveries {
			if way.State != "accepted" && way.State != "superseded" {
				return fmt.Errorf("notice %s to %s is %s: %s", notice.Kind, notice.Party, way.State, way.Reply)
			}
		}
	}
	return nil
}

// Mail that was caught.
type Mail struct {
	ID        string    `json:"id"`
	MessageID string    `json:"messageId"`
	To        []string  `json:"to"`
	At        time.Time `json:"at"`
	Text      string    `json:"text"`
}

// Mails are all that the mail catcher has, the newest first.
func Mails(ctx context.Context, page string) ([]Mail, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, page+"/mails.json", nil)
	if err != nil {
		return nil, err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the mail page answered %s", answer.Status)
	}
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return nil, err
	}
	var mails []Mail
	return mails, json.Unmarshal(text, &mails)
}

// caught: mails came in since the check began.
func caught(ctx context.Context, page string, since time.Time) error {
	mails, err := Mails(ctx, page)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(mails, func(m Mail) bool { return !m.At.Before(since) }) {
		return fmt.Errorf("none of the %d mails at %s is of this check", len(mails), page)
	}
	return nil
}
