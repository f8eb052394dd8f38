package documents

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"

	contract "traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/evidence"
)

// Version of the API.
const Version = "1.1.0"

// handler is the shape of every huma handler.
type handler[I, O any] = func(context.Context, *I) (*O, error)

// Router makes the HTTP side of the service. The guard lets through only who is signed in.
func (s *Service) Router(guard gin.HandlerFunc, deps ...edge.Ready) http.Handler {
	engine := edge.New("documents", Version, deps...)
	api := edge.API(engine, "Traject documents", Version,
		"The sealed dossier: applications, files, texts and letters. Every read is in the access log. Who has no part in a dossier is told that there is none.")
	engine.Use(guard)

	post(api, "create-dossier", "/v1/dossiers", "Start an application for a school", http.StatusCreated, s.createDossier)
	get(api, "list-drafts", "/v1/dossiers", "Drafts of my schools", s.listDrafts)
	post(api, "label-dossiers", "/v1/dossiers/_labels", "Names of pupils, for lists", http.StatusOK, s.labels)
	get(api, "get-dossier", "/v1/dossiers/{id}", "What I may see of a dossier", s.overview)
	remove(api, "delete-dossier", "/v1/dossiers/{id}", "Destroy a draft for good", s.deleteDossier)
	get(api, "get-application", "/v1/dossiers/{id}/application", "The application form", s.getApplication)
	save := operation(http.MethodPut, "put-application", "/v1/dossiers/{id}/application", "Save the application form", http.StatusOK)
	save.Errors = append(save.Errors, http.StatusPreconditionFailed, http.StatusPreconditionRequired, http.StatusRequestEntityTooLarge)
	huma.Register(api, save, s.putApplication)
	post(api, "start-application", "/v1/dossiers/{id}/applications", "Start an application for a next TLV from a case of this pupil", http.StatusCreated, s.startFurther)
	get(api, "get-further-application", "/v1/dossiers/{id}/applications/{caseId}", "The application form of a case", s.getFurther)
	saveFurther := operation(http.MethodPut, "put-further-application", "/v1/dossiers/{id}/applications/{caseId}", "Save the form of a draft", http.StatusOK)
	saveFurther.Errors = save.Errors
	huma.Register(api, saveFurther, s.putFurther)
	remove(api, "delete-further-application", "/v1/dossiers/{id}/applications/{caseId}", "Destroy the draft of an application", s.deleteFurther)
	get(api, "get-pupil", "/v1/dossiers/{id}/pupil", "All dossiers and cases of the pupil in which I have a part", s.pupilView)
	post(api, "create-merge", "/v1/dossiers/{id}/merges", "Say that two dossiers are of one pupil", http.StatusCreated, s.merge)
	remove(api, "delete-merge", "/v1/dossiers/{id}/merges/{mergeId}", "Undo that", s.unmerge)
	post(api, "create-text", "/v1/dossiers/{id}/texts", "Write a text", http.StatusCreated, s.createText)
	get(api, "get-text", "/v1/dossiers/{id}/texts/{pieceId}", "Read a text", s.getText)
	get(api, "get-document", "/v1/dossiers/{id}/documents/{pieceId}", "Facts about a file or letter", s.getDocument)
	remove(api, "delete-document", "/v1/dossiers/{id}/documents/{pieceId}", "Delete a piece of one's own to which no act refers", s.deletePiece)
	get(api, "get-access-log", "/v1/dossiers/{id}/access-log", "Who read what, when", s.accessLog)

	post(api, "create-partner-answer", "/v1/cases/{caseId}/partner-answers", "Write words with an answer to an escalation", http.StatusCreated, s.createPartnerAnswer)
	get(api, "get-partner-answer", "/v1/cases/{caseId}/partner-answers/{answerId}", "Read what a municipality or a board answered", s.getPartnerAnswer)
	s.describePaperNotices(api)
	evidence.Register(api, s.proof.log)

	engine.POST("/v1/dossiers/:id/documents", s.upload)
	engine.GET("/v1/dossiers/:id/documents/:pieceId/content", s.download)
	describeStreams(api.OpenAPI())
	return engine
}

func operation(method, id, path, summary string, status int) huma.Operation {
	return huma.Operation{
		OperationID: id, Method: method, Path: path, Summary: summary, DefaultStatus: status, Tags: []string{"dossiers"},
		Errors: []int{http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusConflict, http.StatusServiceUnavailable},
	}
}

func get[I, O any](api huma.API, id, path, summary string, handler handler[I, O]) {
	huma.Register(api, operation(http.MethodGet, id, path, summary, http.StatusOK), handler)
}

func post[I, O any](api huma.API, id, path, summary string, status int, handler handler[I, O]) {
	huma.Register(api, operation(http.MethodPost, id, path, summary, status), handler)
}

func remove[I, O any](api huma.API, id, path, summary string, handler handler[I, O]) {
	huma.Register(api, operation(http.MethodDelete, id, path, summary, http.StatusNoContent), handler)
}

// ---- shapes that several answers share ----

// InDossier is the input of requests about one dossier.
type InDossier struct {
	ID string `path:"id" maxLength:"40" doc:"Of the dossier."`
}

// InPiece is the input of requests about one piece.
type InPiece struct {
	InDossier
	PieceID string `path:"pieceId" maxLength:"40" doc:"Of the piece."`
}

// DossierHead is a dossier in a list.
type DossierHead struct {
	ID          string    `json:"id"`
	State       State     `json:"state" enum:"draft,submitted,closed"`
	SchoolID    string    `json:"schoolId"`
	Label       string    `json:"label" doc:"Name of the pupil; empty when not filled in yet."`
	CreatedAt   time.Time `json:"createdAt"`
	UpdatedAt   time.Time `json:"updatedAt"`
	UpdatedByMe bool      `json:"updatedByMe"`
}

// PieceView is a piece as its readers see it, without its content.
type PieceView struct {
	ID        string        `json:"id"`
	Kind      contract.Kind `json:"kind"`
	Shape     Shape         `json:"shape" enum:"file,text,letter"`
	Name      string        `json:"name" doc:"Of the file; empty for a text."`
	MediaType string        `json:"mediaType"`
	Size      int64         `json:"size" doc:"In bytes."`
	Author    party.Party   `json:"author" doc:"The party that wrote it; empty for a letter."`
	Mine      bool          `json:"mine" doc:"Written by a party of the caller."`
	Addressee party.Party   `json:"addressee" doc:"Of a letter; empty otherwise."`
	Attached  bool          `json:"attached" doc:"An act refers to it, so that it stands."`
	CaseID    string        `json:"caseId" doc:"The case that it belongs to; empty for a draft that is not meant for one case."`
	CreatedAt time.Time     `json:"createdAt"`
}

func (v visit) head(label string) DossierHead {
	d := v.dossier
	return DossierHead{
		ID: d.ID, State: d.State, SchoolID: d.School.ID(), Label: label,
		CreatedAt: d.CreatedAt, UpdatedAt: d.UpdatedAt, UpdatedByMe: d.UpdatedBy.Subject == v.person.Subject,
	}
}

func (v visit) show(p Piece) PieceView {
	return PieceView{
		ID: p.ID, Kind: p.Kind, Shape: p.Shape, Name: p.Name, MediaType: p.MediaType, Size: p.Size,
		Author: p.Author.Party, Mine: v.isOwn(p), Addressee: p.Addressee,
		Attached: p.Attached, CaseID: v.caseShown(p), CreatedAt: p.CreatedAt,
	}
}

// caseShown is the case that a piece belongs to; for who has no part in that case, the one to which it went along.
func (v visit) caseShown(p Piece) string {
	belongs := v.dossier.caseOf(p)
	if _, err := v.in(belongs); err == nil {
		return belongs
	}
	at, _ := v.seatFor(p)
	return at.sharing.CaseID
}

// describeStreams puts the two streams, which huma does not serve, into the OpenAPI document.
func describeStreams(doc *huma.OpenAPI) {
	binary := &huma.Schema{Type: "string", Format: "binary"}
	text := &huma.Schema{Type: "string"}
	parameter := func(in, name string, required bool) *huma.Param {
		return &huma.Param{Name: name, In: in, Required: required, Schema: text}
	}
	problem := func(description string) *huma.Response {
		return &huma.Response{Description: description, Content: map[string]*huma.MediaType{
			"application/problem+json": {Schema: &huma.Schema{Ref: "#/components/schemas/ProblemDetails"}}}}
	}
	doc.AddOperation(&huma.Operation{
		OperationID: "create-document", Method: http.MethodPost, Path: "/v1/dossiers/{id}/documents", Tags: []string{"dossiers"},
		Summary:    "Upload a file",
		Parameters: []*huma.Param{parameter("path", "id", true), parameter("header", "Idempotency-Key", true), parameter("query", "kind", false), parameter("query", "caseId", false)},
		RequestBody: &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"multipart/form-data": {
			Schema: &huma.Schema{Type: "object", Properties: map[string]*huma.Schema{"kind": text, "caseId": text, "file": binary}}}}},
		Responses: map[string]*huma.Response{
			"201": {Description: "Stored", Content: map[string]*huma.MediaType{"application/json": {Schema: &huma.Schema{Ref: "#/components/schemas/PieceView"}}}},
			"400": problem("Something is missing"), "404": problem("No such dossier"), "409": problem("Closed, or key used before"),
			"413": problem("Larger than 25 MB"), "415": problem("Another format"),
		},
	})
	doc.AddOperation(&huma.Operation{
		OperationID: "get-document-content", Method: http.MethodGet, Path: "/v1/dossiers/{id}/documents/{pieceId}/content", Tags: []string{"dossiers"},
		Summary:    "Download a file or letter",
		Parameters: []*huma.Param{parameter("path", "id", true), parameter("path", "pieceId", true), parameter("query", "inline", false)},
		Responses: map[string]*huma.Response{
			"200": {Description: "The content", Content: map[string]*huma.MediaType{"application/octet-stream": {Schema: binary}}},
			"404": problem("No such file"),
		},
	})
}
