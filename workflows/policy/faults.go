package policy

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// fault is one thing that is wrong in a file.
type fault struct {
	line int
	says string
}

// faults are collected, so that somebody who changes a file learns all of them at once.
type faults []fault

func (f *faults) add(line int, format string, args ...any) {
	*f = append(*f, fault{line: line, says: fmt.Sprintf(format, args...)})
}

// err names every fault with its line, in the order of the file; nil when there is none.
func (f *faults) err() error {
	sorted := slices.Clone(*f)
	slices.SortStableFunc(sorted, func(a, b fault) int { return cmp.Compare(a.line, b.line) })
	errs := make([]error, len(sorted))
	for i, one := range sorted {
		errs[i] = fmt.Errorf("line %d: %s", one.line, one.says)
	}
	return errors.Join(errs...)
}
