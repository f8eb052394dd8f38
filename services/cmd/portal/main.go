// Command portal runs the portal by itself; its settings are in portal.FromEnv.
package main

import (
	"traject.nl/services/platform/launch"
	"traject.nl/services/portal"
)

func main() { launch.Main("portal", portal.FromEnv, portal.Run) }
