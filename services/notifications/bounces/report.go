package bounces

import (
	"bufio"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"net/textproto"
	"regexp"
	"slices"
	"strings"
)

// MaxBytes of a notification; a longer one is refused.
const MaxBytes = 64 << 10

// maxParts and maxRecipients of a notification: a real one has two or three parts, and our mails have one recipient.
const maxParts, maxRecipients = 8, 20

// Action that a mail server took (RFC 3464 §2.3.3).
type Action string

// The actions, the worst first.
const (
	Failed    Action = "failed"
	Delayed   Action = "delayed"
	Delivered Action = "delivered"
	Relayed   Action = "relayed"
	Expanded  Action = "expanded"
)

var actions = []Action{Failed, Delayed, Delivered, Relayed, Expanded}

// Report is what a notification says of a mail.
type Report struct {
	// MailID from the address that it came to.
	MailID string
	Action Action
	// Status such as "5.1.1" (RFC 3463).
	Status string
	// Code that the receiving server answered, such as "550"; empty when the notification does not say.
	Code string
}

// Reply is the code and the status as one line, such as "550 5.1.1"; it has no address.
func (r Report) Reply() string { return strings.TrimSpace(r.Code + " " + r.Status) }

// errNoReport says that a mail is no delivery status notification.
var errNoReport = errors.New("no delivery status notification (RFC 3464)")

var (
	statusForm = regexp.MustCompile(`^[245]\.\d{1,3}\.\d{1,3}`)
	codeForm   = regexp.MustCompile(`\b[245]\d\d\b`)
)

// Parse reads a notification. It says which mail it is about only by the address that it came to.
func Parse(raw io.Reader) (Report, error) {
	message, err := mail.ReadMessage(raw)
	if err != nil {
		return Report{}, fmt.Errorf("%w: %w", errNoReport, err)
	}
	kind, parameters, err := mime.ParseMediaType(message.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/report" || !strings.EqualFold(parameters["report-type"], "delivery-status") {
		return Report{}, fmt.Errorf("%w: its type is not multipart/report with delivery-status", errNoReport)
	}
	parts := multipart.NewReader(message.Body, parameters["boundary"])
	for range maxParts {
		part, err := parts.NextPart()
		if err != nil {
			return Report{}, fmt.Errorf("%w: no part with the status: %w", errNoReport, err)
		}
		switch kind, _, _ := mime.ParseMediaType(part.Header.Get("Content-Type")); kind {
		case "message/delivery-status", "message/global-delivery-status":
			return parseStatus(decoded(part))
		}
	}
	return Report{}, fmt.Errorf("%w: no part with the status among the first %d", errNoReport, maxParts)
}

// decoded undoes base64; quoted-printable is undone by the reader of the parts.
func decoded(part *multipart.Part) io.Reader {
	if strings.EqualFold(part.Header.Get("Content-Transfer-Encoding"), "base64") {
		return base64.NewDecoder(base64.StdEncoding, part)
	}
	return part
}

// parseStatus reads the fields of the mail, and then those of each recipient: the worst counts.
func parseStatus(raw io.Reader) (Report, error) {
	reader := textproto.NewReader(bufio.NewReader(raw))
	var worst Report
	for range maxRecipients + 1 {
		fields, err := reader.ReadMIMEHeader()
		if report, ok := ofRecipient(fields); ok && worse(report, worst) {
			worst = report
		}
		if err != nil {
			break
		}
	}
	if worst.Action == "" {
		return Report{}, fmt.Errorf("%w: no recipient with a known action and status", errNoReport)
	}
	return worst, nil
}

func ofRecipient(fields textproto.MIMEHeader) (Report, bool) {
	action := Action(strings.ToLower(strings.TrimSpace(fields.Get("Action"))))
	status := statusForm.FindString(strings.TrimSpace(fields.Get("Status")))
	if !slices.Contains(actions, action) || status == "" {
		return Report{}, false
	}
	return Report{Action: action, Status: status, Code: codeForm.FindString(fields.Get("Diagnostic-Code"))}, true
}

func worse(a, b Report) bool {
	return b.Action == "" || slices.Index(actions, a.Action) < slices.Index(actions, b.Action)
}
