package mailbox

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/emersion/go-smtp"
)

// TestAMailThatCannotBeKeptIsToBeSentAgain: a disk was full, and a mail was refused for good.
func TestAMailThatCannotBeKeptIsToBeSentAgain(t *testing.T) {
	place := filepath.Join(t.TempDir(), "mail")
	if err := os.WriteFile(place, []byte("no folder"), 0o600); err != nil {
		t.Fatal(err)
	}
	conversation := &session{box: Open(place), to: []string{"ouder@example.test"}}
	err := conversation.Data(strings.NewReader("Subject: x\r\n\r\nx"))
	var answer *smtp.SMTPError
	if !errors.As(err, &answer) || !answer.Temporary() {
		t.Errorf("it is answered with %v", err)
	}
}
