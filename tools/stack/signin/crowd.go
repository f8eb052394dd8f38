package signin

import (
	"fmt"
	"strconv"
	"strings"

	"traject.nl/proto/contract/party"
)

// colleagueMark stands between an account and the number of a colleague.
const colleagueMark = "~"

// find an account by its id: one of the sign-in page, or somebody of a party by the name of that party ("school:op-dreef-zeist"). Many people
// can be played, and none of them is shown on the page: "kantoor~7" is the seventh colleague of "kantoor", for whom other limits count.
func find(id string) (Account, error) {
	name, number, isColleague := strings.Cut(id, colleagueMark)
	account, err := first(name)
	if err != nil || !isColleague {
		return account, err
	}
	if n, err := strconv.Atoi(number); err != nil || n < 1 || strconv.Itoa(n) != number {
		return Account{}, fmt.Errorf("development account %q: want a number from 1 behind the %s", id, colleagueMark)
	}
	account.ID, account.Label = id, account.Label+", collega "+number
	if mailbox, host, isParent := strings.Cut(account.Email, "@"); isParent {
		// Another parent, who is another party: that follows from the address.
		account.Email = mailbox + "-" + number + "@" + host
	}
	return account, nil
}

// first is the account of this name, or of this party.
func first(name string) (Account, error) {
	for _, account := range Accounts {
		if account.ID == name {
			return account, nil
		}
	}
	who, err := party.Parse(name)
	// Parents are known by their address, and an engineer is never party to anything.
	if err != nil || who.Role() == party.Parent || who.Role() == party.Engineer {
		return Account{}, fmt.Errorf("no development account %q", name)
	}
	return Account{ID: name, Label: "iemand van " + name, Parties: []party.Party{who}}, nil
}

// bySubject finds an account by the subject of its tokens.
func bySubject(subject string) (Account, error) {
	if id, ours := strings.CutPrefix(subject, subjectMark); ours {
		return find(id)
	}
	return Account{}, fmt.Errorf("no development account with subject %q", subject)
}
