package bootstrap

import (
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
	"strings"
	"time"

	"traject.nl/services/platform/mongo"
	"traject.nl/services/platform/settings"
	"traject.nl/services/platform/temporal"
	"traject.nl/services/registry"
)

const (
	// day is how a retention is written: in days.
	day = 24 * time.Hour
	// defaultRetention is how long the history of a closed case stays in Temporal. What has to stay longer is in the databases.
	defaultRetention = 90 * day
	// leastRetention: with less, a fault of last month can no longer be looked into.
	leastRetention = 30 * day
	// defaultWait is how long MongoDB and Temporal may stay away.
	defaultWait = 5 * time.Minute
)

// Config of both commands.
type Config struct {
	Temporal temporal.Config
	// Wait is how long what is needed may stay away.
	Wait time.Duration
	// Out takes a line for each thing that was done or found.
	Out io.Writer

	// Retention of the namespace, for Prepare.
	Retention time.Duration
	// Stores are the connection strings of MongoDB by service, for Prepare.
	Stores map[string]string
	// Lists of the registry, for Prepare.
	Lists registry.Config

	// Deployment and Build name the version of the worker, for Promote.
	Deployment, Build string
}

// services whose databases are prepared. The portal has one too, and needs nothing in it.
var services = []string{"cases", "documents", "notifications", "registry"}

// FromEnv reads the settings of Prepare: those of Temporal and of the lists of the registry as the services read them, and
//
//	TRAJECT_MONGODB_URI          "mongodb://…", and TRAJECT_MONGODB_URI_CASES, …_DOCUMENTS, …_NOTIFICATIONS and …_REGISTRY for
//	                             a service with an account of its own
//	TRAJECT_NAMESPACE_RETENTION  how long Temporal keeps what is closed, such as 90d (default) or 2160h; at least 30d
//	TRAJECT_BOOTSTRAP_WAIT       how long MongoDB and Temporal may stay away: 5m
func FromEnv() (Config, error) { return fromEnv(&settings.Env{}) }

func fromEnv(env *settings.Env) (Config, error) {
	config := Config{Temporal: env.Temporal("bootstrap"), Wait: wait(env), Out: os.Stdout, Stores: stores(env), Lists: registry.ListsFromEnv(env)}
	retention, err := parseRetention(env.Or("TRAJECT_NAMESPACE_RETENTION", "90d"))
	if err != nil {
		env.Wrong("TRAJECT_NAMESPACE_RETENTION", err)
	}
	config.Retention = retention
	return config, env.Err()
}

// PromoteFromEnv reads the settings of Promote: those of Temporal and TRAJECT_BOOTSTRAP_WAIT, and
//
//	TEMPORAL_DEPLOYMENT_NAME   name of the worker deployment
//	TEMPORAL_WORKER_BUILD_ID   build within it that becomes current
func PromoteFromEnv() (Config, error) { return promoteFromEnv(&settings.Env{}) }

func promoteFromEnv(env *settings.Env) (Config, error) {
	config := Config{
		Temporal: env.Temporal("bootstrap"), Wait: wait(env), Out: os.Stdout,
		Deployment: env.Need("TEMPORAL_DEPLOYMENT_NAME"), Build: env.Need("TEMPORAL_WORKER_BUILD_ID"),
	}
	return config, env.Err()
}

func wait(env *settings.Env) time.Duration {
	length, err := time.ParseDuration(env.Or("TRAJECT_BOOTSTRAP_WAIT", defaultWait.String()))
	if err != nil || length <= 0 {
		env.Wrong("TRAJECT_BOOTSTRAP_WAIT", fmt.Errorf("want a length above zero such as 5m, got %q", env.Or("TRAJECT_BOOTSTRAP_WAIT", "")))
	}
	return length
}

// stores reads where the database of each service is.
func stores(env *settings.Env) map[string]string {
	found, separate := map[string]string{}, true
	for _, service := range services {
		key := "TRAJECT_MONGODB_URI_" + strings.ToUpper(service)
		uri := env.Or(key, "")
		if uri == "" {
			separate = false
			continue
		}
		if err := mongo.CheckURI(uri); err != nil {
			env.Wrong(key, err)
		}
		found[service] = uri
	}
	if separate {
		return found // each has its own
	}
	common := env.Mongo()
	for _, service := range services {
		if found[service] == "" {
			found[service] = common
		}
	}
	return found
}

// parseRetention reads "90d", or a length as Go writes it.
func parseRetention(text string) (time.Duration, error) {
	length, err := time.ParseDuration(text)
	if days, isDays := strings.CutSuffix(text, "d"); isDays {
		var number int
		number, err = strconv.Atoi(days)
		number = max(0, min(number, int(math.MaxInt64/day))) // for ever, rather than a number that turned around
		length = time.Duration(number) * day
	}
	if err != nil {
		return 0, fmt.Errorf("want a length such as 90d or 2160h, got %q", text)
	}
	if length < leastRetention {
		return 0, fmt.Errorf("%s is too short: keep closed cases in Temporal for at least 30d, so that a fault can still be looked into", text)
	}
	return length, nil
}

// inDays writes a length as a person would.
func inDays(length time.Duration) string {
	if length%day == 0 {
		return strconv.Itoa(int(length/day)) + "d"
	}
	return length.String()
}
