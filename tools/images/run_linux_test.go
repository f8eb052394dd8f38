package images

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// TestTheProgramRunsWithNothingAroundIt: in the image as its root, as its user, who may write nothing there, without network
// names, certificates or zones. It gets as far as its settings, and names all that miss.
func TestTheProgramRunsWithNothingAroundIt(t *testing.T) {
	image, _ := smallestImage(t)
	command := exec.CommandContext(t.Context(), "/traject-registry")
	command.Env = []string{}
	command.Dir = "/"
	command.SysProcAttr = jail(unpacked(t, image))
	var said bytes.Buffer
	command.Stdout, command.Stderr = &said, &said
	err := command.Run()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 1 {
		t.Fatalf("without settings: %v, want exit 1\n%s", err, &said)
	}
	for _, setting := range []string{"TRAJECT_MONGODB_URI", "TEMPORAL_ADDRESS", "TRAJECT_OIDC_ISSUER", "TRAJECT_DELIVERY_KEYS"} {
		if !strings.Contains(said.String(), setting) {
			t.Errorf("it does not say that %s is not set:\n%s", setting, &said)
		}
	}
}

// jail makes a folder the whole world of a process, which runs as the user of the images. Only root may do so; for somebody
// else it is done in a user namespace of its own.
func jail(folder string) *syscall.SysProcAttr {
	nobody := &syscall.Credential{Uid: 65532, Gid: 65532, NoSetGroups: os.Geteuid() != 0}
	attributes := &syscall.SysProcAttr{Chroot: folder, Credential: nobody}
	if os.Geteuid() != 0 {
		attributes.Cloneflags = syscall.CLONE_NEWUSER
		attributes.UidMappings = []syscall.SysProcIDMap{{ContainerID: 65532, HostID: os.Geteuid(), Size: 1}}
		attributes.GidMappings = []syscall.SysProcIDMap{{ContainerID: 65532, HostID: os.Getegid(), Size: 1}}
	}
	return attributes
}
