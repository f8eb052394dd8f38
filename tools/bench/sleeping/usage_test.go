package sleeping

import (
	"os"
	"testing"
)

func TestTheUseOfAProcessIsRead(t *testing.T) {
	t.Parallel()
	used, err := UsageOf(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	if used.Memory < 1<<20 || used.Peak < used.Memory {
		t.Errorf("got %+v", used)
	}
}
