package documents

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/gabriel-vasile/mimetype"

	"traject.nl/services/platform/edge"
)

// MaxFileSize of an upload, in bytes: 25 MB.
const MaxFileSize = 25 << 20

// recogniseBytes is how much of a file decides what it is: DOCX and ODT are archives whose names stand further in.
const recogniseBytes = 64 << 10

func init() { mimetype.SetLimit(recogniseBytes) }

// accepted formats by media type. What a file is follows from its content, never from its name.
var accepted = map[string]string{
	"application/pdf": "PDF",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word (DOCX)",
	"application/vnd.oasis.opendocument.text":                                 "OpenDocument (ODT)",
	"image/jpeg": "JPEG",
	"image/png":  "PNG",
	"image/heic": "HEIC",
	"image/heif": "HEIC",
}

// inline are the formats that a browser may show by itself.
var inline = []string{"application/pdf", "image/jpeg", "image/png"}

// recognise reads the beginning of a file and tells its media type; the reader that comes back has the whole content.
// An unknown format is refused, and the refusal says what it looks like.
func recognise(content io.Reader) (mediaType string, whole io.Reader, err error) {
	head := make([]byte, recogniseBytes)
	n, err := fill(content, head)
	if err != nil && !errors.Is(err, io.EOF) {
		return "", nil, err
	}
	head = head[:n]
	if n == 0 {
		return "", nil, edge.BadRequest(edge.FieldProblem{Location: "file", Message: "Dit bestand is leeg. Kies een ander bestand."})
	}
	found := mimetype.Detect(head)
	for candidate := found; candidate != nil; candidate = candidate.Parent() {
		if name, _, _ := strings.Cut(candidate.String(), ";"); accepted[name] != "" {
			return name, io.MultiReader(bytes.NewReader(head), content), nil
		}
	}
	return "", nil, edge.UnsupportedMedia(fmt.Sprintf(
		"Dit bestand kunnen wij niet aannemen: van binnen is het %s. Stuur een PDF, DOCX, ODT, JPEG, PNG of HEIC. De naam van het bestand veranderen helpt niet.", inDutch(found)))
}

// inDutch names what a file was recognised as.
func inDutch(found *mimetype.MIME) string {
	name, _, _ := strings.Cut(found.String(), ";")
	switch {
	case slices.Contains([]string{"application/vnd.microsoft.portable-executable", "application/x-elf", "application/x-executable",
		"application/x-sharedlib", "application/x-object", "application/x-mach-binary", "application/x-msdownload"}, name):
		return "een programma (" + name + ")"
	case name == "application/zip":
		return "een zip-archief (" + name + ")"
	case name == "application/octet-stream":
		return "een formaat dat wij niet herkennen"
	case strings.HasPrefix(name, "text/"):
		return "een tekstbestand (" + name + ")"
	case strings.HasPrefix(name, "image/"):
		return "een ander soort afbeelding (" + name + ")"
	case strings.HasPrefix(name, "video/"), strings.HasPrefix(name, "audio/"):
		return "film of geluid (" + name + ")"
	default:
		return "een bestand van het type " + name
	}
}

// errTooLarge refuses what is over MaxFileSize.
func errTooLarge() error {
	return edge.TooLarge(fmt.Sprintf("Dit bestand is te groot. Het mag hoogstens %d MB zijn. Maak het kleiner of deel het op.", MaxFileSize>>20))
}

// limited reads at most MaxFileSize and refuses a byte more. A body that breaks off is the sender's to send again.
type limited struct {
	from io.Reader
	left int64
}

// Read implements io.Reader.
func (l *limited) Read(p []byte) (int, error) {
	n, err := l.from.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return 0, errTooLarge()
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return n, edge.BadRequest(edge.FieldProblem{Location: "file", Message: "Het bestand kwam niet helemaal binnen. Stuur het opnieuw."})
	}
	return n, err
}

// fill reads until the buffer is full. Unlike io.ReadFull it gives every error as it is: io.EOF at the end, and nothing
// else that could pass for it.
func fill(from io.Reader, buffer []byte) (n int, err error) {
	for n < len(buffer) && err == nil {
		var m int
		m, err = from.Read(buffer[n:])
		n += m
	}
	return n, err
}
