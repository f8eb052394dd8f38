package bootstrap

import (
	"context"
	"errors"
	"fmt"

	"traject.nl/services/cases"
	"traject.nl/services/documents"
	"traject.nl/services/notifications"
	"traject.nl/services/platform/mongo"
	"traject.nl/services/registry"
)

// prepare every database; that one fails keeps nobody from hearing of the others.
func (d databases) prepare(ctx context.Context, lists registry.Config, report func(string)) error {
	var failed []error
	for _, one := range []struct {
		service string
		prepare func(context.Context, *mongo.Database) error
	}{
		{"cases", cases.Prepare}, {"documents", documents.Prepare}, {"notifications", notifications.Prepare},
	} {
		if err := one.prepare(ctx, d[one.service]); err != nil {
			failed = append(failed, fmt.Errorf("database %s: %w: its account must be allowed to make indexes and to write", one.service, err))
			continue
		}
		report("database " + one.service + ": indexes are there")
	}
	loaded, err := registry.Prepare(ctx, d["registry"], lists)
	if err != nil {
		return errors.Join(append(failed, fmt.Errorf("database registry: %w", err))...)
	}
	report(fmt.Sprintf("database registry: lists loaded, %d added, %d changed, %d the same", loaded.Added, loaded.Changed, loaded.Same))
	return errors.Join(failed...)
}
