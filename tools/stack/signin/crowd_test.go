package signin

import "testing"

func TestColleaguesActForTheSamePartiesAndAreOtherPeople(t *testing.T) {
	office, seventh := wantAccount(t, "kantoor"), wantAccount(t, "kantoor~7")
	if seventh.Subject() == office.Subject() {
		t.Errorf("both are %s", office.Subject())
	}
	if len(seventh.Parties) != 1 || seventh.Parties[0] != office.Parties[0] {
		t.Errorf("the colleague acts for %v, want %v", seventh.Parties, office.Parties)
	}
	if again, err := bySubject(seventh.Subject()); err != nil || again.ID != seventh.ID {
		t.Errorf("the subject of %s leads to %q: %v", seventh.ID, again.ID, err)
	}
}

func TestSomebodyOfAPartyCanSignInByItsName(t *testing.T) {
	for _, id := range []string{"school:op-dreef-zeist", "sot:de-bilt", "municipality:zeist~12"} {
		if account := wantAccount(t, id); len(account.Parties) != 1 || account.Email != "" {
			t.Errorf("%s is %+v", id, account)
		}
	}
}

func TestAnotherParentHasAnAddressOfTheirOwn(t *testing.T) {
	if other := wantAccount(t, "ouder~12"); other.Email != "ouder-12@example.test" || len(other.Parties) != 0 {
		t.Errorf("the other parent is %+v", other)
	}
}

func TestNobodyElseCanSignIn(t *testing.T) {
	for _, id := range []string{"", "nobody", "kantoor~", "kantoor~0", "kantoor~07", "kantoor~x", "parent:0123456789abcdef0123", "engineer:beheer", "school:"} {
		if account, err := find(id); err == nil {
			t.Errorf("%q signs in as %+v", id, account)
		}
	}
}

func wantAccount(t *testing.T, id string) Account {
	t.Helper()
	account, err := find(id)
	if err != nil {
		t.Fatal(err)
	}
	return account
}
