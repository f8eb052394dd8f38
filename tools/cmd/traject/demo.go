package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"traject.nl/tools/demo"
	"traject.nl/tools/journey"
	"traject.nl/tools/stack"
	"traject.nl/tools/stack/receiver"
)

// playDemo adds the demonstration cases to the Traject that runs from the state folder.
func playDemo(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("traject demo", flag.ContinueOnError)
	state := flags.String("state", ".state", "state folder of the running Traject")
	if err := flags.Parse(args); err != nil {
		return err
	}
	at, err := running(ctx, *state)
	if err != nil {
		return err
	}
	fmt.Fprintln(out, "Adding cases in every phase:")
	traject := &journey.Traject{
		Cases: at.Cases, Documents: at.Documents, Registry: at.Registry, Notifications: at.Notifications,
		Token: journey.DevTokens(at.SignIn), Patience: time.Minute,
	}
	if err := demo.Play(ctx, traject, at.Portal, out); err != nil {
		return err
	}
	if err := demo.Partners(ctx, traject, at.Mail+receiver.Path, out); err != nil {
		return err
	}
	fmt.Fprintln(out, "Open the portal: "+at.Portal)
	return nil
}

// running finds the addresses of the Traject that runs from the folder, and looks whether it answers.
func running(ctx context.Context, state string) (stack.Addresses, error) {
	var at stack.Addresses
	text, err := os.ReadFile(filepath.Join(state, "addresses.json"))
	if err != nil {
		return at, fmt.Errorf("no Traject was ever run with state folder %s: start it first with `make run`", state)
	}
	if err := json.Unmarshal(text, &at); err != nil {
		return at, fmt.Errorf("%s: %w", filepath.Join(state, "addresses.json"), err)
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, at.Cases+"/readyz", nil)
	if err != nil {
		return at, err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return at, fmt.Errorf("nothing answers at %s: start Traject first with `make run`, in another window", at.Cases)
	}
	return at, answer.Body.Close()
}
