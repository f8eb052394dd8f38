package chaos

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"traject.nl/services/cases"
	"traject.nl/services/cases/reconciliation"
	"traject.nl/services/platform/evidence/checker"
	"traject.nl/tools/check"
	"traject.nl/tools/stack/mailbox"
	"traject.nl/tools/witness"
)

// judgeRegister: no number is given twice, and a TLV has one exactly when it was granted and announced.
func (e *eyes) judgeRegister(ctx context.Context, all map[string]*finding) *verdict {
	v := newVerdict()
	lines, err := e.records.Registrations(ctx, cases.RegisterQuery{})
	if err != nil {
		v.note(numbered, "register", 1, err.Error())
		return v
	}
	given, ofCase := map[string]string{}, map[string][]string{}
	for _, line := range lines {
		if other, twice := given[line.Number]; twice {
			v.note(numbered, "register", 0, fmt.Sprintf("%s is of %s and of %s", line.Number, other, line.CaseID))
		}
		given[line.Number] = line.CaseID
		ofCase[line.CaseID] = append(ofCase[line.CaseID], line.Number)
	}
	v.note(numbered, "register", len(lines))
	for id, f := range all {
		facts := f.record.View.GetTlv()
		if facts == nil {
			continue
		}
		shown := map[string]bool{}
		if number := facts.GetDecision().GetTlvNumber(); number != "" {
			shown[number] = true
		}
		for _, replaced := range facts.GetReplaced() {
			if number := replaced.GetTlvNumber(); number != "" {
				shown[number] = true
			}
		}
		if len(shown) != len(ofCase[id]) {
			v.note(numbered, "tlv "+id, 0, fmt.Sprintf("the case shows %d numbers, the register has %v", len(shown), ofCase[id]))
		}
		for _, number := range ofCase[id] {
			if !shown[number] {
				v.note(numbered, "tlv "+id, 0, "the register has "+number+", which the case does not show")
			}
		}
	}
	return v
}

// judgeMails: a mail that came more than once has the Message-ID of the first, and only as many did as faults can explain.
func judgeMails(mails []mailbox.Mail, explained int) *verdict {
	v := newVerdict()
	var seen []check.Mail
	bodies := map[string]string{}
	for _, one := range mails {
		seen = append(seen, check.Mail{ID: one.ID, MessageID: one.MessageID, To: one.To, At: one.At, Text: one.Text})
		about := strings.Join(one.To, ",") + " " + one.Subject
		if before, known := bodies[one.MessageID]; known && before != about {
			v.note(doubles, "mail", 0, fmt.Sprintf("Message-ID %s is of two mails", one.MessageID))
		}
		bodies[one.MessageID] = about
		if one.MessageID == "" {
			v.note(doubles, "mail", 0, "mail "+one.ID+" has no Message-ID")
		}
	}
	again := len(witness.Weigh(seen).Again)
	v.note(doubles, "mail", len(mails))
	if again > explained {
		v.note(doubles, "mail", 0, fmt.Sprintf("%d mails came more than once, and the faults explain %d", again, explained))
	}
	return v
}

// judgeEvidence reads the logs themselves, past the services.
func judgeEvidence(ctx context.Context, store string) *verdict {
	v := newVerdict()
	var said strings.Builder
	if err := checker.Run(ctx, []string{"verify"}, func() (string, error) { return store, nil }, &said); err != nil {
		v.note(proven, "the logs", 1, fmt.Sprintf("%v: %s", err, said.String()))
		return v
	}
	v.note(proven, "the logs", 3)
	return v
}

// judgeReconciliation compares record and processes as every night.
func (e *eyes) judgeReconciliation(ctx context.Context) *verdict {
	v, run := newVerdict(), &reconciliation.Run{}
	comparison := reconciliation.Comparison{Records: e.nights, Processes: reconciliation.Temporal{Client: e.engine}}
	if err := comparison.Into(ctx, run); err != nil {
		v.note(reconciled, "the comparison", 1, err.Error())
		return v
	}
	v.note(reconciled, "the comparison", run.Records+run.Processes)
	for _, one := range run.Differences {
		v.note(reconciled, one.Procedure+" "+one.CaseID, 0, string(one.Kind))
	}
	return v
}

// secrets are what must not be readable anywhere: the names, and words that people wrote about a child.
var secrets = []string{marker, "Wij denken dat ons kind op de eigen school kan blijven", "De ouders vertelden wat zij thuis zien", "Ouder van Proef"}

// judgeSecrets reads every file that Traject wrote.
func judgeSecrets(folder string) *verdict {
	v := newVerdict()
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		found, err := contains(path, secrets)
		if errors.Is(err, fs.ErrNotExist) {
			return nil // it was a file of a moment
		}
		if err != nil {
			return err
		}
		v.note(sealed, strings.TrimPrefix(path, folder), 1)
		for _, one := range found {
			v.note(sealed, strings.TrimPrefix(path, folder), 0, fmt.Sprintf("%q is readable", one))
		}
		return nil
	})
	if err != nil {
		v.note(sealed, folder, 0, err.Error())
	}
	return v
}

// piece of a file that is read at once, in bytes.
const piece = 1 << 20

// contains says which words are in a file, also where they cross the end of a piece.
func contains(path string, words []string) (found []string, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	buffer, kept := make([]byte, piece+256), 0
	has := map[string]bool{}
	for {
		n, err := file.Read(buffer[kept:])
		seen := buffer[:kept+n]
		for _, word := range words {
			if !has[word] && bytes.Contains(seen, []byte(word)) {
				has[word] = true
				found = append(found, word)
			}
		}
		if err == io.EOF {
			return found, nil
		}
		if err != nil {
			return nil, err
		}
		kept = copy(buffer, seen[max(0, len(seen)-255):])
	}
}
