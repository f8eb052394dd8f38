package edge

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"
	drivermongo "go.mongodb.org/mongo-driver/v2/mongo"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"

	"traject.nl/proto/contract/failure"
	"traject.nl/services/platform/limits"
)

// ProblemDetails is what every 4xx and 5xx answers with (RFC 9457), in Dutch. It never echoes what was sent.
type ProblemDetails struct {
	Type   string `json:"type" example:"about:blank" doc:"Kind of problem; about:blank when the status says it all."`
	Title  string `json:"title" example:"Niet gevonden" doc:"Short Dutch summary of the kind of problem."`
	Status int    `json:"status" example:"404" doc:"The HTTP status code."`
	Detail string `json:"detail" example:"Deze zaak is niet gevonden." doc:"What is wrong and what to do, in Dutch."`
	// Errors are all things that are wrong with the input, at once.
	Errors []FieldProblem `json:"errors,omitempty" doc:"Everything that is wrong with the input."`
}

// FieldProblem is one thing that is wrong with the input.
type FieldProblem struct {
	Location string `json:"location,omitempty" example:"body.validUntil" doc:"Where it is wrong."`
	Message  string `json:"message" example:"Vul dit in." doc:"What is wrong, in Dutch."`
}

// Error implements error.
func (p *ProblemDetails) Error() string { return p.Detail }

// GetStatus implements huma.StatusError.
func (p *ProblemDetails) GetStatus() int { return p.Status }

// ContentType implements huma.ContentTypeFilter.
func (p *ProblemDetails) ContentType(string) string { return "application/problem+json" }

// BadRequest (400) says that the input is wrong, with everything that is wrong.
func BadRequest(problems ...FieldProblem) error {
	detail := "Niet alles is goed ingevuld. Kijk wat er bij de velden staat en verstuur het opnieuw."
	if len(problems) == 1 && problems[0].Location == "" {
		return newProblem(http.StatusBadRequest, problems[0].Message)
	}
	refusal := newProblem(http.StatusBadRequest, detail)
	refusal.Errors = problems
	return refusal
}

// Unauthorized (401) says that nobody is signed in.
func Unauthorized(detail string) error { return newProblem(http.StatusUnauthorized, detail) }

// Forbidden (403) says that this person may not do this; only for someone who may know that the thing exists.
func Forbidden(detail string) error { return newProblem(http.StatusForbidden, detail) }

// NotFound (404) says that there is no such thing, or not for this person.
func NotFound(detail string) error { return newProblem(http.StatusNotFound, detail) }

// Conflict (409) says that this cannot be done now.
func Conflict(detail string) error { return newProblem(http.StatusConflict, detail) }

// PreconditionFailed (412) says that someone else changed it in the meantime (If-Match).
func PreconditionFailed(detail string) error {
	return newProblem(http.StatusPreconditionFailed, detail)
}

// TooLarge (413) says that what was sent is too large.
func TooLarge(detail string) error { return newProblem(http.StatusRequestEntityTooLarge, detail) }

// UnsupportedMedia (415) says that this kind of file or body cannot be accepted.
func UnsupportedMedia(detail string) error {
	return newProblem(http.StatusUnsupportedMediaType, detail)
}

// PreconditionRequired (428) says that the request must say which version it changes (If-Match).
func PreconditionRequired(detail string) error {
	return newProblem(http.StatusPreconditionRequired, detail)
}

// TooMany (429) says that somebody does too much, and when to try again.
func TooMany(after time.Duration) error {
	return newProblem(http.StatusTooManyRequests, TooManyDetail(after))
}

// TooManyDetail says so in words.
func TooManyDetail(after time.Duration) string {
	seconds := int(math.Ceil(after.Seconds()))
	if seconds <= 1 {
		return "U doet te veel verzoeken tegelijk of achter elkaar. Wacht een paar tellen en probeer het opnieuw."
	}
	return fmt.Sprintf("U doet te veel verzoeken achter elkaar. Wacht %d seconden en probeer het opnieuw.", seconds)
}

// RetryAfter tells programs when to try again, for an error of who does too much; nothing for any other.
func RetryAfter(header http.Header, err error) {
	var greedy *limits.Refused
	if errors.As(err, &greedy) {
		header.Set("Retry-After", strconv.Itoa(int(math.Ceil(greedy.After.Seconds()))))
	}
}

// Unavailable (503) says that a part is briefly away; the same request can be sent again.
func Unavailable() error {
	return newProblem(http.StatusServiceUnavailable,
		"Het lukt nu even niet. Probeer het opnieuw met dezelfde Idempotency-Key: dan gebeurt het nooit dubbel.")
}

// Problem turns any error of a handler into what the caller may see: a refusal of a process keeps its Dutch text, what is
// briefly away becomes a 503. Any other error stays as it is, and the edge logs it and answers 500.
func Problem(err error) error {
	var known *ProblemDetails
	if err == nil || errors.As(err, &known) {
		return err
	}
	if kind, problems, ok := failure.Read(err); ok {
		return refusal(kind, problems)
	}
	var greedy *limits.Refused
	if errors.As(err, &greedy) {
		return TooMany(greedy.After)
	}
	var gone *serviceerror.NotFound
	if errors.As(err, &gone) {
		// The record knows the case, but its process has ended.
		return Conflict("Dit kan niet meer: deze zaak is afgerond.")
	}
	var started *serviceerror.WorkflowExecutionAlreadyStarted
	if errors.As(err, &started) {
		return Conflict("Deze zaak is al ingediend.")
	}
	if brieflyAway(err) {
		return Unavailable()
	}
	return err
}

func refusal(kind string, problems []failure.Problem) error {
	switch kind {
	case failure.BadInput:
		fields := make([]FieldProblem, len(problems))
		for i, problem := range problems {
			fields[i] = FieldProblem{Location: problem.Field, Message: problem.Detail}
		}
		return BadRequest(fields...)
	case failure.NotYours:
		return Forbidden(problems[0].Detail)
	case failure.NotNow:
		return Conflict(problems[0].Detail)
	default:
		return NotFound(problems[0].Detail)
	}
}

func brieflyAway(err error) bool {
	var (
		unavailable *serviceerror.Unavailable
		deadline    *serviceerror.DeadlineExceeded
		busy        *serviceerror.ResourceExhausted
		canceled    *serviceerror.Canceled
		update      *client.WorkflowUpdateServiceTimeoutOrCanceledError
	)
	return errors.As(err, &unavailable) || errors.As(err, &deadline) || errors.As(err, &busy) || errors.As(err, &canceled) ||
		errors.As(err, &update) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) ||
		drivermongo.IsTimeout(err) || drivermongo.IsNetworkError(err)
}

// Abort ends a plain gin handler (a stream, an upload) with the problem that belongs to the error.
func Abort(c *gin.Context, err error) {
	var known *ProblemDetails
	if !errors.As(Problem(err), &known) {
		slog.ErrorContext(c.Request.Context(), "request failed", "method", c.Request.Method, "route", c.FullPath(), "error", err)
		known = newProblem(http.StatusInternalServerError, internalDetail)
	}
	c.Abort()
	if c.Writer.Written() {
		return // a stream that already started cannot become a problem
	}
	RetryAfter(c.Writer.Header(), err)
	c.Header("Content-Type", known.ContentType(""))
	c.JSON(known.Status, known)
}

const internalDetail = "Er ging iets mis bij ons. Probeer het later opnieuw."

func newProblem(status int, detail string) *ProblemDetails {
	return &ProblemDetails{Type: "about:blank", Title: title(status), Status: status, Detail: detail}
}

// mostProblems is how many things that are wrong are told at once: more nobody reads, and what is sent to us must not grow into an answer that is
// many times as large.
const mostProblems = 50

// longestLocation is longer than any place in a body that there is; the name of a field that we do not know can be of any length.
const longestLocation = 120

func shortened(location string) string {
	if runes := []rune(location); len(runes) > longestLocation {
		return string(runes[:longestLocation]) + "…"
	}
	return location
}

// newHumaError is what huma makes of its own findings: 400 where it says 422, Dutch, without the value that was sent.
func newHumaError(status int, message string, causes ...error) huma.StatusError {
	if status == http.StatusUnprocessableEntity {
		status = http.StatusBadRequest
	}
	if status >= http.StatusInternalServerError {
		return newProblem(status, internalDetail)
	}
	made := newProblem(status, dutchDetail(status, message))
	for i, cause := range causes {
		if i == mostProblems {
			made.Errors = append(made.Errors, FieldProblem{Message: fmt.Sprintf("Er zijn nog %d andere dingen niet goed ingevuld.", len(causes)-i)})
			break
		}
		var detailer huma.ErrorDetailer
		if !errors.As(cause, &detailer) {
			made.Errors = append(made.Errors, FieldProblem{Message: dutchMessage(cause.Error())})
			continue
		}
		found := detailer.ErrorDetail()
		made.Errors = append(made.Errors, FieldProblem{Location: shortened(found.Location), Message: dutchMessage(found.Message)})
	}
	return made
}

// newHumaErrorWithContext also logs what became a 500: it is the last to see the cause.
func newHumaErrorWithContext(ctx huma.Context, status int, message string, causes ...error) huma.StatusError {
	if status < http.StatusInternalServerError {
		return newHumaError(status, message, causes...)
	}
	cause := errors.Join(causes...)
	var known *ProblemDetails
	if errors.As(Problem(cause), &known) {
		return known
	}
	slog.ErrorContext(ctx.Context(), "request failed", "method", ctx.Method(), "route", ctx.Operation().Path, "error", cause)
	return newHumaError(status, message)
}
