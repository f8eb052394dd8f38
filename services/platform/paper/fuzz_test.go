package paper

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

// FuzzAnyPictureIsAPageOrRefused: a picture of anybody becomes a page of its own, or is refused; never more than it may be large.
func FuzzAnyPictureIsAPageOrRefused(f *testing.F) {
	var asPNG, asJPEG bytes.Buffer
	if err := png.Encode(&asPNG, half(6, 4)); err != nil {
		f.Fatal(err)
	}
	if err := jpeg.Encode(&asJPEG, half(6, 4), nil); err != nil {
		f.Fatal(err)
	}
	f.Add(asPNG.Bytes())
	f.Add(asJPEG.Bytes())
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x04Exif"))
	f.Add([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x7f\xff\xff\xff\x7f\xff\xff\xff\x08\x02\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, content []byte) {
		if size, _, err := image.DecodeConfig(bytes.NewReader(content)); err == nil && size.Width*size.Height > 1_000_000 && size.Width*size.Height <= maxPixels {
			return // allowed, and too slow to do often
		}
		page, err := Picture(content)
		if err == nil && !bytes.HasPrefix(page, []byte("%PDF")) {
			t.Fatalf("a page that begins with %.8q", page)
		}
	})
}

// FuzzTheMarksOfACameraAreReadWithinTheFile: the marks say where others are, and may lie.
func FuzzTheMarksOfACameraAreReadWithinTheFile(f *testing.F) {
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x22Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00\x00\x00"))
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x10Exif\x00\x00MM\x00*\xff\xff\xff\xfe"))
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x01"))
	f.Add(binary.BigEndian.AppendUint16([]byte("\xff\xd8\xff\xe1"), 65535))
	f.Fuzz(func(t *testing.T, content []byte) {
		if held := orientation(content); held != 1 && !bytes.Contains(content, []byte("Exif\x00\x00")) {
			t.Fatalf("held as %d without any mark", held)
		}
	})
}

// FuzzParagraphsKeepEveryWord: what a person writes stands on paper in paragraphs that are not empty, with every word of it, in order.
func FuzzParagraphsKeepEveryWord(f *testing.F) {
	f.Add("Een alinea.\n\nNog een.\r\n  \nEn een derde.")
	f.Add("\r\r\n\u2028\u0085a")
	f.Fuzz(func(t *testing.T, text string) {
		found := Paragraphs(text)
		for _, one := range found {
			if strings.TrimSpace(one) == "" || strings.Contains(one, "\n") {
				t.Fatalf("paragraph %q", one)
			}
		}
		if got, want := strings.Fields(strings.Join(found, "\n")), strings.Fields(text); strings.Join(got, " ") != strings.Join(want, " ") {
			t.Fatalf("words %q became %q", want, got)
		}
	})
}
