package registry

import (
	"context"
	"errors"
)

// What a Store answers when it cannot do as asked.
var (
	// ErrAbsent: there is no record with that id.
	ErrAbsent = errors.New("no such record in the registry")
	// ErrExists: there already is a record with that id.
	ErrExists = errors.New("the registry already has a record with this id")
	// ErrStale: the record was written by somebody else since it was read.
	ErrStale = errors.New("the registry's record has changed since it was read")
)

// Store keeps the records. Each write is one document and is atomic; registrytest.RunStoreSuite says what every store must do.
type Store interface {
	// All records of a list in order of id, without their history.
	All(ctx context.Context, list List) ([]Record, error)
	// Find one record with its history, or ErrAbsent.
	Find(ctx context.Context, list List, id string) (Record, error)
	// Add a record, or ErrExists.
	Add(ctx context.Context, list List, record Record) error
	// Replace the record when the stored one is of the version before record.Version; else ErrStale, or ErrAbsent.
	Replace(ctx context.Context, list List, record Record) error
}
