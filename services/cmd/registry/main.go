// Command registry runs the registry by itself; its settings are in registry.FromEnv.
package main

import (
	"traject.nl/services/platform/launch"
	"traject.nl/services/registry"
)

func main() { launch.Main("registry", registry.FromEnv, registry.Run) }
