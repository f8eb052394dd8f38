// Command cases runs the cases service by itself; its settings are in cases.FromEnv.
package main

import (
	"traject.nl/services/cases"
	"traject.nl/services/platform/launch"
)

func main() { launch.Main("cases", cases.FromEnv, cases.Run) }
