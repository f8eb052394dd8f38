package launch

import (
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

// Build is the version that was built, such as "1.4.0"; the linker sets it (-X traject.nl/services/platform/launch.Build=1.4.0).
var Build = "dev"

// build shows during an upgrade which versions run beside each other.
var build = promauto.NewGaugeVec(prometheus.GaugeOpts{
	Name: "traject_build_info", Help: "1 for the version that this process was built from.",
}, []string{"service", "version"})
