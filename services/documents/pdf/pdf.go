// Package pdf puts documents together that others made: uploads, letters, photos. It trusts none of them: what is locked or
// damaged is refused with the reason, so that the caller can name it instead.
package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Why a document cannot be put together with others.
var (
	// ErrLocked: it needs a password.
	ErrLocked = errors.New("the document is locked with a password")
	// ErrDamaged: it cannot be read to its end.
	ErrDamaged = errors.New("the document is damaged")
)

// No folder with settings is made or read.
func init() { api.DisableConfigDir() }

func settings() *model.Configuration {
	conf := model.NewDefaultConfiguration()
	conf.ValidationMode = model.ValidationRelaxed
	conf.CreateBookmarks = false
	return conf
}

// Open reads a document to its end and gives it back in a form that can be put together with others, with the number of its
// pages. ErrLocked, ErrDamaged.
func Open(content []byte) (opened []byte, pages int, err error) {
	err = guarded(func() error {
		var out bytes.Buffer
		if err := api.Optimize(bytes.NewReader(content), &out, settings()); err != nil {
			return err
		}
		opened = out.Bytes()
		// Who locked it against changes only, let everybody read it.
		var free bytes.Buffer
		switch err := api.Decrypt(bytes.NewReader(opened), &free, settings()); {
		case err == nil:
			opened = free.Bytes()
		case bytes.Contains(opened, []byte("/Encrypt")):
			return err
		}
		pages, err = api.PageCount(bytes.NewReader(opened), settings())
		return err
	})
	if err != nil {
		return nil, 0, err
	}
	if pages == 0 {
		return nil, 0, fmt.Errorf("%w: it has no pages", ErrDamaged)
	}
	return opened, pages, nil
}

// Merge puts opened documents one behind the other.
func Merge(documents ...[]byte) (merged []byte, err error) {
	sources := make([]io.ReadSeeker, len(documents))
	for i, document := range documents {
		sources[i] = bytes.NewReader(document)
	}
	err = guarded(func() error {
		var out bytes.Buffer
		if err := api.MergeRaw(sources, &out, false, settings()); err != nil {
			return err
		}
		merged = out.Bytes()
		return nil
	})
	return merged, err
}

// Stamp writes a label in small print at the foot of pages, by page number from 1; a page without a label stays as it is.
func Stamp(document []byte, labels map[int]string) (stamped []byte, err error) {
	const look = "font:Helvetica, points:8, scale:1 abs, rot:0, pos:tr, off:-14 -10, fillcolor:#4A5258, margins:2, bgcolor:#FFFFFF"
	err = guarded(func() error {
		marks := map[int]*model.Watermark{}
		for page, label := range labels {
			mark, err := api.TextWatermark(label, look, true, false, types.POINTS)
			if err != nil {
				return err
			}
			marks[page] = mark
		}
		var out bytes.Buffer
		if err := api.AddWatermarksMap(bytes.NewReader(document), &out, marks, settings()); err != nil {
			return err
		}
		stamped = out.Bytes()
		return nil
	})
	return stamped, err
}

// guarded turns every way in which a document can be unreadable into ErrLocked or ErrDamaged, also when reading it breaks off
// in a panic: the content is a stranger's.
func guarded(read func() error) (err error) {
	defer func() {
		if broken := recover(); broken != nil {
			err = fmt.Errorf("%w: %v", ErrDamaged, broken)
		}
	}()
	err = read()
	locked := func(target error) bool { return errors.Is(err, target) }
	switch {
	case err == nil:
		return nil
	case slices.ContainsFunc([]error{pdfcpu.ErrWrongPassword, pdfcpu.ErrEncrypted}, locked):
		return ErrLocked
	default:
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
}
