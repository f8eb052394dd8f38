package hostclock_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"traject.nl/tools/machine/hostclock"
)

// followed is the environment variable that makes this program tell the time, as often as it is asked.
const followed = "TRAJECT_TEST_CLOCK"

func TestMain(m *testing.M) {
	if file := os.Getenv(followed); file != "" {
		os.Exit(tellTime(file))
	}
	os.Exit(m.Run())
}

func tellTime(file string) int {
	if err := hostclock.Follow(file); err != nil {
		os.Stderr.WriteString(err.Error())
		return 1
	}
	began := time.Now()
	for asked := bufio.NewScanner(os.Stdin); asked.Scan(); {
		now := time.Now()
		os.Stdout.WriteString(strconv.FormatInt(now.Unix(), 10) + " " + strconv.FormatInt(int64(now.Sub(began)), 10) + "\n")
	}
	return 0
}

func twoNumbers(line string) (one, other int64, err error) {
	_, err = fmt.Sscan(line, &one, &other)
	return one, other, err
}

func TestAProcessSeesTheTimeThatItsClockSaysAndTimeGoesOnAsItWas(t *testing.T) {
	file := filepath.Join(t.TempDir(), "clock")
	if err := hostclock.Make(file); err != nil {
		t.Fatal(err)
	}
	child := exec.Command(os.Args[0])
	child.Env, child.Stderr = append(os.Environ(), followed+"="+file), os.Stderr
	ask, err := child.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	said, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	answers := bufio.NewReader(said)
	for _, offset := range []time.Duration{0, time.Hour, -48 * time.Hour, 0} {
		if err := hostclock.Set(file, offset); err != nil {
			t.Fatal(err)
		}
		if _, err := ask.Write([]byte("\n")); err != nil {
			t.Fatal(err)
		}
		var seconds, passed int64
		line, err := answers.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		if seconds, passed, err = twoNumbers(line); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		if off := time.Until(time.Unix(seconds, 0)) - offset; off.Abs() > 20*time.Second {
			t.Errorf("with %s the time was %s, which is %s wrong", offset, time.Unix(seconds, 0), off)
		}
		if passed < 0 || time.Duration(passed) > 30*time.Minute {
			t.Errorf("with %s it seemed that %s had passed", offset, time.Duration(passed))
		}
	}
	if err := ask.Close(); err != nil {
		t.Fatal(err)
	}
	if err := child.Wait(); err != nil {
		t.Error(err)
	}
}
