package notificationstest_test

import (
	"testing"

	"traject.nl/services/notifications"
	"traject.nl/services/notifications/notificationstest"
)

func TestTheStoreInMemoryDoesWhatEveryStoreMust(t *testing.T) {
	notificationstest.Suite(t, func(*testing.T) notifications.Store { return &notificationstest.Memory{} })
}
