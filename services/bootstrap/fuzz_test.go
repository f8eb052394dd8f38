package bootstrap

import "testing"

// FuzzARetentionIsLongEnough: what is taken is at least the shortest that is allowed, and is written as it can be read.
func FuzzARetentionIsLongEnough(f *testing.F) {
	for _, text := range []string{"90d", "2160h", "30d", "29d", "-90d", "1d", "d", "", "106752d", "213504d", "9223372036854775807d", "1e3d", "90D", "90 d", "720h30m", "2562047h47m16.854775807s"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		length, err := parseRetention(text)
		if err != nil {
			return
		}
		if length < leastRetention {
			t.Fatalf("%q was taken as %s", text, length)
		}
		if again, err := parseRetention(inDays(length)); err != nil || again != length {
			t.Fatalf("%q is %s, written as %q and read as %s, %v", text, length, inDays(length), again, err)
		}
	})
}
