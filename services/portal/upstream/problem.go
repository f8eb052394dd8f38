package upstream

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// Problem is an answer of a service that is not a success (RFC 9457). Its texts are Dutch, for people.
type Problem struct {
	Status int           `json:"status"`
	Title  string        `json:"title"`
	Detail string        `json:"detail"`
	Errors []FieldDetail `json:"errors"`
	// Method and Path of the call, for the log.
	Method string `json:"-"`
	Path   string `json:"-"`
	cause  error
}

// FieldDetail is one thing that is wrong with what was sent.
type FieldDetail struct {
	// Location such as "body.validUntil".
	Location string `json:"location"`
	Message  string `json:"message"`
}

// Field is the location within what was sent, such as "validUntil" or "parents[0].name".
func (d FieldDetail) Field() string { return strings.TrimPrefix(d.Location, "body.") }

// Error names the call and the status; the Dutch text is for the page.
func (p *Problem) Error() string {
	if p.cause != nil {
		return fmt.Sprintf("%s %s: %v", p.Method, p.Path, p.cause)
	}
	return fmt.Sprintf("%s %s answered %d", p.Method, p.Path, p.Status)
}

// Unwrap gives the cause when the service could not be reached.
func (p *Problem) Unwrap() error { return p.cause }

// Status of the problem that an upstream call ended in; 0 when the error is no such problem.
func Status(err error) int {
	var problem *Problem
	if errors.As(err, &problem) {
		return problem.Status
	}
	return 0
}

// IsNotFound says that the thing does not exist, or not for this person.
func IsNotFound(err error) bool { return Status(err) == http.StatusNotFound }

func unreachable(request *http.Request, err error) error {
	return &Problem{
		Status: http.StatusServiceUnavailable, Method: request.Method, Path: request.URL.Path, cause: err,
		Detail: "Een onderdeel van Traject is even niet bereikbaar. Probeer het over een minuut opnieuw.",
	}
}

func readProblem(response *http.Response) error {
	problem := &Problem{}
	// A body that is no problem document leaves the fields empty; the status says enough.
	if err := json.NewDecoder(io.LimitReader(response.Body, 1<<20)).Decode(problem); err != nil {
		problem = &Problem{}
	}
	problem.Status = response.StatusCode
	problem.Method, problem.Path = response.Request.Method, response.Request.URL.Path
	return problem
}
