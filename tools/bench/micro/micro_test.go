package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const said = `goos: linux
pkg: traject.nl/proto/payload
BenchmarkEncode/1024-2         	     100	      2000 ns/op	 379.60 MB/s	     120 B/op	       3 allocs/op
BenchmarkEncode/1024-2         	     100	      4000 ns/op	 200.00 MB/s	     120 B/op	       3 allocs/op
BenchmarkReplay/tlv-2          	       5	 712368887 ns/op	      9939 events/s	        37.90 histories/s	1500000 B/op	   20000 allocs/op
PASS
`

func TestTheTableShowsTheMedianOfEachAndWhatItCountsItself(t *testing.T) {
	t.Parallel()
	table := tabulate(read(said))
	for _, words := range []string{
		"| Encode/1024 |   3 µs |", "2.5 µs–3.5 µs", "120 B", "290 MB/s", "| Replay/tlv  | 712 ms |", "1.5 MB", "20000", "37.9 histories/s, 9939 events/s",
	} {
		if !strings.Contains(table, words) {
			t.Errorf("%q is missing in\n%s", words, table)
		}
	}
}

func TestEverySuiteHasBenchmarks(t *testing.T) {
	t.Parallel()
	for _, one := range suites {
		files, err := filepath.Glob(filepath.Join("..", "..", "..", one.module, one.pkg, "*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			found = found || bytes.Contains(text, []byte("\nfunc Benchmark"))
		}
		if !found {
			t.Errorf("%s/%s has no benchmark", one.module, one.pkg)
		}
	}
}

func TestABaseThatIsNoCommitIsRefused(t *testing.T) {
	t.Parallel()
	err := run(t.Context(), []string{"-root", filepath.Join("..", "..", ".."), "-base", "geen-commit"}, t.Output())
	if err == nil || !strings.Contains(err.Error(), `"geen-commit"`) {
		t.Errorf("got %v", err)
	}
}
