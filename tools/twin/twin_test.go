package twin

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"testing"
)

const role = "TRAJECT_TEST_TWIN"

func TestMain(m *testing.M) {
	switch os.Getenv(role) {
	case "":
		os.Exit(m.Run())
	case "mute":
		return
	}
	heard := bufio.NewReader(os.Stdin)
	line, err := heard.ReadString('\n')
	if err != nil {
		os.Exit(1)
	}
	fmt.Fprint(os.Stdout, os.Getenv(role), " heard ", line)
	Alone(context.Background(), heard)
}

func TestATwinHearsSaysAndEndsWithItsParent(t *testing.T) {
	one, err := Start(role, "echo")
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintln(one.Told, "good morning")
	if said, err := one.Says(); err != nil || said != "echo heard good morning" {
		t.Errorf("%q, %v", said, err)
	}
	if one.PID() == os.Getpid() {
		t.Error("it is the same process")
	}
	if err := one.End(); err != nil {
		t.Error(err)
	}
}

func TestATwinThatSaysNothingIsAnError(t *testing.T) {
	one, err := Start(role, "mute")
	if err != nil {
		t.Fatal(err)
	}
	if said, err := one.Says(); err == nil {
		t.Errorf("it said %q", said)
	}
}
