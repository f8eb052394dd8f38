// Command documents runs the documents service by itself; its settings are in documents.FromEnv.
package main

import (
	"traject.nl/services/documents"
	"traject.nl/services/platform/launch"
)

func main() { launch.Main("documents", documents.FromEnv, documents.Run) }
