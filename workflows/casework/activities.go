package casework

import (
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/cases"
	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/notifications"
	"traject.nl/proto/contract/registry"
)

// How a case calls the services, named by what for. All of them go on until the service answers: a case may wait for a
// service, but never goes on without it. A refusal (contract/failure) is an answer too, and is not tried again.
var (
	// toTheRecord writes what people see; it is tried again soon, because somebody is looking.
	toTheRecord = workflow.ActivityOptions{
		TaskQueue:           cases.TaskQueue,
		StartToCloseTimeout: 10 * time.Second,
		RetryPolicy:         untilItWorks(time.Second, 30*time.Second),
	}
	// fromTheRegistry reads public facts.
	fromTheRegistry = workflow.ActivityOptions{
		TaskQueue:           registry.TaskQueue,
		StartToCloseTimeout: 10 * time.Second,
		RetryPolicy:         untilItWorks(time.Second, 30*time.Second),
	}
	// inTheDossier admits, shares and fixes pieces.
	inTheDossier = workflow.ActivityOptions{
		TaskQueue:           documents.TaskQueue,
		StartToCloseTimeout: 10 * time.Second,
		RetryPolicy:         untilItWorks(time.Second, 30*time.Second),
	}
	// asLetters composes and seals a few PDFs, which takes longer. When the service dies over it the letters are made again
	// after this time, with whoever announces the decision still waiting.
	asLetters = workflow.ActivityOptions{
		TaskQueue:           documents.TaskQueue,
		StartToCloseTimeout: 20 * time.Second,
		RetryPolicy:         untilItWorks(time.Second, time.Minute),
	}
	// asBundle reads a whole dossier and makes one PDF of it: hundreds of pages and photos take half a minute.
	asBundle = workflow.ActivityOptions{
		TaskQueue:           documents.TaskQueue,
		StartToCloseTimeout: 10 * time.Minute,
		RetryPolicy:         untilItWorks(time.Second, time.Minute),
	}
	// throughTheBook asks the process that keeps places, which reads the registry first.
	throughTheBook = workflow.ActivityOptions{
		TaskQueue:           cases.TaskQueue,
		StartToCloseTimeout: 30 * time.Second,
		RetryPolicy:         untilItWorks(time.Second, 30*time.Second),
	}
	// byMail talks to a mail server that may refuse for hours.
	byMail = workflow.ActivityOptions{
		TaskQueue:           notifications.TaskQueue,
		StartToCloseTimeout: 30 * time.Second,
		RetryPolicy:         untilItWorks(5*time.Second, 10*time.Minute),
	}
)

func untilItWorks(first, longest time.Duration) *temporal.RetryPolicy {
	return &temporal.RetryPolicy{InitialInterval: first, BackoffCoefficient: 2, MaximumInterval: longest}
}
