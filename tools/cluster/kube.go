package cluster

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
	"strings"
	"time"
)

// kube runs kubectl and helm against one namespace.
type kube struct {
	kubectl, helm, namespace string
}

// kubectlTime is how long one question to the cluster may take; what waits for something names its own limit.
const kubectlTime = time.Minute

// do runs kubectl.
func (k kube) do(ctx context.Context, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, kubectlTime)
	defer cancel()
	return run(ctx, "", k.kubectl, append([]string{"-n", k.namespace}, args...)...)
}

// await runs a kubectl that waits for something, with the same limit given to it.
func (k kube) await(ctx context.Context, limit time.Duration, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, limit+kubectlTime)
	defer cancel()
	return run(ctx, "", k.kubectl, append([]string{"-n", k.namespace, "--request-timeout=0"}, append(args, "--timeout="+limit.String())...)...)
}

// send runs kubectl with something on its standard input.
func (k kube) send(ctx context.Context, input string, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, kubectlTime)
	defer cancel()
	return run(ctx, input, k.kubectl, append([]string{"-n", k.namespace}, args...)...)
}

// read runs `kubectl get` and reads the JSON.
func (k kube) read(ctx context.Context, into any, args ...string) error {
	text, err := k.do(ctx, append(append([]string{"get"}, args...), "-o", "json")...)
	if err != nil {
		return err
	}
	return json.Unmarshal([]byte(text), into)
}

// chart runs helm.
func (k kube) chart(ctx context.Context, limit time.Duration, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	return run(ctx, "", k.helm, append([]string{"-n", k.namespace}, args...)...)
}

// run a program; the error has what it said on its standard error.
func run(ctx context.Context, input, program string, args ...string) (string, error) {
	command := exec.CommandContext(ctx, program, args...)
	command.WaitDelay = 5 * time.Second
	command.Stdin = strings.NewReader(input)
	var out, complaint bytes.Buffer
	command.Stdout, command.Stderr = &out, &complaint
	if err := command.Run(); err != nil {
		return out.String(), fmt.Errorf("%s %s: %w: %s", program, strings.Join(args, " "), err, strings.TrimSpace(complaint.String()+" "+lastLines(out.String(), 3)))
	}
	return out.String(), nil
}

// lastLines of a text.
func lastLines(text string, n int) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return strings.Join(lines[max(0, len(lines)-n):], "\n")
}
