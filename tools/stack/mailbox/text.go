package mailbox

import (
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"
)

// part is a message or one part of it.
type part interface{ Get(string) string }

// readable is the text of a message: of several alternatives the plain one.
func readable(message *mail.Message) (string, error) {
	return text(message.Header, message.Body)
}

func text(header part, body io.Reader) (string, error) {
	kind, params, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err != nil {
		// No or an unreadable type: RFC 2045 says plain text.
		kind = "text/plain"
	}
	switch {
	case strings.HasPrefix(kind, "multipart/"):
		return firstText(multipart.NewReader(body, params["boundary"]))
	case strings.HasPrefix(kind, "text/"):
		decoded, err := io.ReadAll(decode(header.Get("Content-Transfer-Encoding"), body))
		return string(decoded), err
	default:
		return "", nil
	}
}

func firstText(parts *multipart.Reader) (string, error) {
	for {
		next, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return "", nil
		}
		if err != nil {
			return "", err
		}
		if found, err := text(next.Header, next); err != nil || found != "" {
			return found, err
		}
	}
}

func decode(encoding string, body io.Reader) io.Reader {
	switch strings.ToLower(encoding) {
	case "quoted-printable":
		return quotedprintable.NewReader(body)
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, body)
	default:
		return body
	}
}

func decodeHeader(value string) string {
	decoded, err := new(mime.WordDecoder).DecodeHeader(value)
	if err != nil {
		return value
	}
	return decoded
}
