// Package failure is the one place where an error that crosses Temporal is made and read.
// The details of a refusal are Dutch sentences for people, without personal data.
package failure

import (
	"errors"

	"go.temporal.io/sdk/temporal"
)

// The types a caller can tell apart. Each is non-retryable.
const (
	// BadInput: what was sent cannot be accepted; every problem is listed.
	BadInput = "BadInput"
	// NotYours: this party may not do this in this case.
	NotYours = "NotYours"
	// NotNow: the case is not in a phase in which this can be done.
	NotNow = "NotNow"
	// NotFound: there is no such thing, or not for this party.
	NotFound = "NotFound"
)

// Problem is one thing that is wrong.
type Problem struct {
	// Field is where, as in the message: "valid_until"; empty when it concerns the whole.
	Field string `json:"field,omitempty"`
	// Detail is a Dutch sentence that names the value and what to do.
	Detail string `json:"detail"`
}

// Refuse makes a non-retryable error of one of the types above, with all its problems.
// It must stay the outermost error: wrapped by fmt.Errorf it would be retried.
func Refuse(kind string, problems ...Problem) error {
	message := kind
	if len(problems) > 0 {
		message = problems[0].Detail
	}
	return temporal.NewNonRetryableApplicationError(message, kind, nil, problems)
}

// Read returns the kind and the problems of a refusal that came back through Temporal; ok is false for any other error.
func Read(err error) (kind string, problems []Problem, ok bool) {
	var app *temporal.ApplicationError
	if !errors.As(err, &app) {
		return "", nil, false
	}
	switch app.Type() {
	case BadInput, NotYours, NotNow, NotFound:
	default:
		return "", nil, false
	}
	if problems = details(app); len(problems) == 0 {
		problems = []Problem{{Detail: app.Message()}}
	}
	return app.Type(), problems, true
}

// details are the problems of a refusal; none when it has details of another shape, which the library answers with an error or, as long as
// they did not cross Temporal, with a panic.
func details(app *temporal.ApplicationError) (problems []Problem) {
	defer func() {
		if recover() != nil {
			problems = nil
		}
	}()
	if !app.HasDetails() || app.Details(&problems) != nil {
		return nil
	}
	return problems
}
