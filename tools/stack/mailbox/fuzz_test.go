package mailbox

import (
	"bytes"
	"net/mail"
	"testing"
)

// FuzzAnyMailIsShownOrTold: whatever arrives in the mailbox of a development stack, its page is not broken by it.
func FuzzAnyMailIsShownOrTold(f *testing.F) {
	for _, raw := range []string{
		"Subject: =?utf-8?q?Kijk_vandaag?=\r\n\r\nhallo", "Content-Type: multipart/alternative; boundary=g\r\n\r\n--g\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\na=C3=A9\r\n--g--\r\n",
		"Content-Type: multipart/mixed; boundary=g\r\n\r\n--g\r\nContent-Type: multipart/mixed; boundary=g\r\n\r\n--g\r\n", "Content-Type: text/html; charset=\"\r\n\r\nx", "Content-Transfer-Encoding: base64\r\n\r\n%%%", "Content-Type: multipart/mixed\r\n\r\n--\r\n",
	} {
		f.Add([]byte(raw))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		message, err := mail.ReadMessage(bytes.NewReader(raw))
		if err != nil {
			return
		}
		text, err := readable(message)
		if err == nil && len(text) > len(raw) {
			t.Fatalf("%d bytes became %d", len(raw), len(text))
		}
		_ = decodeHeader(message.Header.Get("Subject"))
	})
}
