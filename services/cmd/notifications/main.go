// Command notifications runs the notifications service; its settings are in notifications.FromEnv.
package main

import (
	"traject.nl/services/notifications"
	"traject.nl/services/platform/launch"
)

func main() { launch.Main("notifications", notifications.FromEnv, notifications.Run) }
