// Command cluster tries the chart of Traject on a real Kubernetes cluster; see docs/kubernetes-trial.md.
package main

import (
	"traject.nl/tools/cluster"
	"traject.nl/tools/command"
)

func main() { command.Main("cluster", cluster.Main) }
