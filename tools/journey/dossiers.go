package journey

import (
	"context"
	"fmt"
	"net/http"
)

// Application is the form of a school.
type Application struct {
	Pupil              Pupil             `json:"pupil"`
	Parents            []Parent          `json:"parents"`
	Intake             string            `json:"intake"`
	ReceivingSchoolID  string            `json:"receivingSchoolId"`
	Destination        string            `json:"destination"`
	Category           string            `json:"category,omitempty"`
	Extent             string            `json:"extent"`
	GatesMet           []string          `json:"gatesMet"`
	Explanation        map[string]string `json:"explanation,omitempty"`
	AgreementsProposal string            `json:"agreementsProposal,omitempty"`
	Contact            map[string]string `json:"contact,omitempty"`
}

// Pupil of an application.
type Pupil struct {
	FirstName string `json:"firstName"`
	LastName  string `json:"lastName"`
	BirthDate string `json:"birthDate"`
	Group     string `json:"group"`
}

// Parent of an application.
type Parent struct {
	Name     string `json:"name"`
	Email    string `json:"email,omitempty"`
	Phone    string `json:"phone,omitempty"`
	Street   string `json:"street,omitempty"`
	Postcode string `json:"postcode,omitempty"`
	Place    string `json:"place,omitempty"`
}

// Piece of a dossier.
type Piece struct {
	ID        string `json:"id"`
	Kind      string `json:"kind"`
	Shape     string `json:"shape"`
	Name      string `json:"name"`
	Addressee string `json:"addressee"`
	Attached  bool   `json:"attached"`
	CaseID    string `json:"caseId"`
}

// Dossier as a person sees it.
type Dossier struct {
	ID     string  `json:"id"`
	State  string  `json:"state"`
	Person *Pupil  `json:"person"`
	Pieces []Piece `json:"pieces"`
}

// StartDossier begins an application for a school.
func (p Person) StartDossier(ctx context.Context, key, school string) (string, error) {
	var made Dossier
	_, err := p.Do(ctx, Request{
		Method: http.MethodPost, URL: p.Documents + "/v1/dossiers", Key: key, Body: map[string]string{"schoolId": school},
	}, &made)
	return made.ID, err
}

// draft starts a dossier with a form and a groeidocument, and gives its id. What was drafted and handed in before is left alone.
func (p Person) draft(ctx context.Context, key, school string, form Application) (string, error) {
	id, err := p.StartDossier(ctx, key+"-dossier", school)
	if err != nil {
		return "", err
	}
	if dossier, err := p.Dossier(ctx, id); err != nil || dossier.State != "draft" {
		return id, err
	}
	if err := p.SaveApplication(ctx, id, form); err != nil {
		return id, err
	}
	_, err = p.Upload(ctx, id, key+"-groeidocument", "groeidocument", "groeidocument.pdf", PDF("Groeidocument"))
	return id, err
}

// SaveApplication writes the form. Somebody else may have saved in between, also an earlier try of this one: read and write again.
func (p Person) SaveApplication(ctx context.Context, dossier string, form Application) error {
	return p.save(ctx, p.Documents+"/v1/dossiers/"+dossier+"/application", form)
}

func (p Person) save(ctx context.Context, url string, form Application) error {
	var err error
	for range 5 {
		var header http.Header
		if header, err = p.Do(ctx, Request{Method: http.MethodGet, URL: url}, nil); err != nil {
			return err
		}
		_, err = p.Do(ctx, Request{Method: http.MethodPut, URL: url, Body: form, Header: map[string]string{"If-Match": header.Get("ETag")}}, nil)
		if Status(err) != http.StatusPreconditionFailed {
			return err
		}
	}
	return fmt.Errorf("the form was changed by others five times: %w", err)
}

// Upload adds a file to a dossier.
func (p Person) Upload(ctx context.Context, dossier, key, kind, name string, content []byte) (string, error) {
	return p.UploadFor(ctx, dossier, "", key, kind, name, content)
}

// UploadFor adds a file that is meant for one case of the dossier; for any of them when the case is empty.
func (p Person) UploadFor(ctx context.Context, dossier, caseID, key, kind, name string, content []byte) (string, error) {
	fields := [][2]string{{"kind", kind}}
	if caseID != "" {
		fields = append(fields, [2]string{"caseId", caseID})
	}
	request, err := upload(p.Documents+"/v1/dossiers/"+dossier+"/documents", key, fields, name, content)
	if err != nil {
		return "", err
	}
	var made Piece
	_, err = p.Do(ctx, request, &made)
	return made.ID, err
}

// Write adds a text to a dossier.
func (p Person) Write(ctx context.Context, dossier, key, kind, text string) (string, error) {
	return p.WriteFor(ctx, dossier, "", key, kind, text)
}

// WriteFor adds a text that is meant for one case of the dossier; for any of them when the case is empty.
func (p Person) WriteFor(ctx context.Context, dossier, caseID, key, kind, text string) (string, error) {
	body := map[string]string{"kind": kind, "text": text}
	if caseID != "" {
		body["caseId"] = caseID
	}
	var made Piece
	_, err := p.Do(ctx, Request{Method: http.MethodPost, URL: p.Documents + "/v1/dossiers/" + dossier + "/texts", Key: key, Body: body}, &made)
	return made.ID, err
}

// Text is what a text says.
func (p Person) Text(ctx context.Context, dossier, piece string) (string, error) {
	var found struct{ Text string }
	err := p.Get(ctx, p.Documents+"/v1/dossiers/"+dossier+"/texts/"+piece, &found)
	return found.Text, err
}

// Dossier reads what the person may see of a dossier.
func (p Person) Dossier(ctx context.Context, id string) (Dossier, error) {
	var d Dossier
	err := p.Get(ctx, p.Documents+"/v1/dossiers/"+id, &d)
	return d, err
}

// PapersOf is the dossier with the papers of one of its cases only.
func (p Person) PapersOf(ctx context.Context, dossier, caseID string) (Dossier, error) {
	var d Dossier
	err := p.Get(ctx, p.Documents+"/v1/dossiers/"+dossier+"?caseId="+caseID, &d)
	return d, err
}

// Download reads the content of a file or letter.
func (p Person) Download(ctx context.Context, dossier, piece string) ([]byte, error) {
	var content []byte
	err := p.Get(ctx, p.Documents+"/v1/dossiers/"+dossier+"/documents/"+piece+"/content", &content)
	return content, err
}
