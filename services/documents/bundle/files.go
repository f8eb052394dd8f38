package bundle

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
)

// files are the papers apart, the inventory first. Their names say what a paper is and never whom it is about.
func (b Bundle) files(inventory []byte) ([]byte, error) {
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	add := func(name string, content []byte) error {
		// What is compressed already gains nothing by it, and most papers are.
		file, err := archive.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store, Modified: b.MadeOn})
		if err == nil {
			_, err = file.Write(content)
		}
		if err != nil {
			return fmt.Errorf("put %s in the files of case %s: %w", name, b.CaseID, err)
		}
		return nil
	}
	if err := add("00-inventaris.pdf", inventory); err != nil {
		return nil, err
	}
	for i, p := range b.Papers {
		if err := add(fileName(i+1, p), p.Content); err != nil {
			return nil, err
		}
	}
	if err := archive.Close(); err != nil {
		return nil, fmt.Errorf("close the files of case %s: %w", b.CaseID, err)
	}
	return out.Bytes(), nil
}

// fileName is the number and the title, in letters that every system can write: "03-advies-van-de-gz-psycholoog.pdf".
func fileName(number int, p Paper) string {
	var name strings.Builder
	for _, r := range strings.ToLower(p.Title) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			name.WriteRune(r)
		case name.Len() > 0 && !strings.HasSuffix(name.String(), "-"):
			name.WriteByte('-')
		}
	}
	return fmt.Sprintf("%02d-%s.%s", number, strings.Trim(name.String(), "-"), p.Extension)
}
