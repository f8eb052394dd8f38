// Package pdf puts documents together that others made: uploads, letters, photos. It trusts none of them: what is locked or
// damaged is refused with the reason, so that the caller can name it instead.
package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/go-pdf/fpdf"
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
	return opened, pages, rehearse(opened, pages)
}

// rehearse puts a document together with another and stamps it, to find out now whether that goes: with all papers together it
// could not be told which one spoils it.
func rehearse(opened []byte, pages int) error {
	blank := fpdf.New("P", "mm", "A4", "")
	blank.AddPage()
	var page bytes.Buffer
	if err := blank.Output(&page); err != nil {
		return fmt.Errorf("make a blank page: %w", err)
	}
	merged, err := Merge(page.Bytes(), opened)
	if err != nil {
		return err
	}
	labels := map[int]string{}
	for number := range pages {
		labels[number+2] = "x"
	}
	_, err = Stamp(merged, labels)
	return err
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

// Stamp writes a label in small print at the top of pages, by page number from 1; a page without a label stays as it is.
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

// Mark is a line of the outline, which leads to a page.
type Mark struct {
	Title string
	Page  int
}

// Outline gives a document this outline, in the place of any that its parts had.
func Outline(document []byte, marks []Mark) (outlined []byte, err error) {
	bookmarks := make([]pdfcpu.Bookmark, len(marks))
	for i, mark := range marks {
		bookmarks[i] = pdfcpu.Bookmark{Title: mark.Title, PageFrom: mark.Page}
	}
	err = guarded(func() error {
		var out bytes.Buffer
		if err := api.AddBookmarks(bytes.NewReader(document), &out, bookmarks, true, settings()); err != nil {
			return err
		}
		outlined = out.Bytes()
		return nil
	})
	return outlined, err
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
