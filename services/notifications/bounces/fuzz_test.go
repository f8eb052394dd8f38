package bounces_test

import "testing"

// FuzzOnlyOurAddressesAreRead: what is read back of an address makes the same address again, and nobody else can make one.
func FuzzOnlyOurAddressesAreRead(f *testing.F) {
	ours := addresses(f)
	address, err := ours.Of(mailID)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(address, "a1")
	f.Add("terug+-@zout.example", "")
	f.Add("terug+"+mailID+"-@zout.example", "é")
	f.Add("TERUG+İ-00@zout.example", "a b")
	f.Fuzz(func(t *testing.T, text, id string) {
		if read, ok := ours.MailID(text); ok && read != mailID {
			t.Fatalf("%q is taken for an address of mail %q", text, read)
		}
		made, err := ours.Of(id)
		if err != nil {
			return
		}
		if read, ok := ours.MailID(made); !ok || read != id {
			t.Fatalf("%q was made for %q and read as %q, %v", made, id, read, ok)
		}
	})
}
