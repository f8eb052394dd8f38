package documents

import (
	"errors"

	"traject.nl/services/platform/paper"
	"traject.nl/services/platform/pdf"
)

// errNoPages: the format has no pages that can be put in a PDF.
var errNoPages = errors.New("the format has no pages")

// asPages makes pages of a file, to put them behind others. The error says why that cannot be: errNoPages, pdf.ErrLocked,
// pdf.ErrDamaged.
func asPages(mediaType string, content []byte) (opened []byte, pages int, err error) {
	switch mediaType {
	case "application/pdf":
		return pdf.Open(content)
	case "image/jpeg", "image/png":
		picture, err := paper.Picture(content)
		if err != nil {
			return nil, 0, errors.Join(pdf.ErrDamaged, err)
		}
		return picture, 1, nil
	default:
		return nil, 0, errNoPages
	}
}
