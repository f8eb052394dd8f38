package settings

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"
	"strings"

	"go.temporal.io/sdk/contrib/envconfig"

	"traject.nl/services/platform/temporal"
)

// Temporal reads the connection to Temporal, for a process of this name. The names are those that Temporal's own programs read:
//
//	TEMPORAL_ADDRESS           "host:port" of the frontend
//	TEMPORAL_NAMESPACE         default "default"
//	TEMPORAL_API_KEY           key of an account; turns TLS on
//	TEMPORAL_TLS               "true" for TLS without more, "false" for none
//	TEMPORAL_TLS_CLIENT_CERT_PATH, TEMPORAL_TLS_CLIENT_KEY_PATH  who we are (mTLS)
//	TEMPORAL_TLS_SERVER_CA_CERT_PATH  who signed the certificate of the server, when that is nobody whom all trust
//	TEMPORAL_TLS_SERVER_NAME   name in the certificate of the server, when it is not that of the address
//	TRAJECT_PAYLOAD_KEYS       key ring that encrypts what Temporal carries
//
// and the others of that kind that go.temporal.io/sdk/contrib/envconfig knows. Files with profiles are not read.
func (e *Env) Temporal(name string) temporal.Config {
	config := temporal.Config{Namespace: "default", Keys: e.Keys("TRAJECT_PAYLOAD_KEYS"), Identity: name}
	before := len(e.wrong)
	e.checkTemporal()
	if len(e.wrong) > before {
		return config // what follows would tell the same again, less clearly
	}
	options, err := envconfig.LoadClientOptions(envconfig.LoadClientOptionsRequest{DisableFile: true, EnvLookup: lookup{e}})
	if err != nil {
		e.Wrong("TEMPORAL_TLS_…", err)
		return config
	}
	config.Address = options.HostPort
	if options.Namespace != "" {
		config.Namespace = options.Namespace
	}
	config.Connection, config.Credentials, config.Headers = options.ConnectionOptions, options.Credentials, options.HeadersProvider
	e.renewed(config.Connection.TLS)
	return config
}

// checkTemporal tells every problem by the setting to change; the library stops at the first, and names none.
func (e *Env) checkTemporal() {
	if address := e.Need("TEMPORAL_ADDRESS"); address != "" {
		if err := CheckAddress(address); err != nil {
			e.Wrong("TEMPORAL_ADDRESS", err)
		}
	}
	for _, key := range []string{"TEMPORAL_CONFIG_FILE", "TEMPORAL_PROFILE"} {
		if e.get(key) != "" {
			e.Wrong(key, errors.New("no file with profiles is read: remove it, and set TEMPORAL_ADDRESS and the others"))
		}
	}
	for _, key := range []string{"TEMPORAL_TLS", "TEMPORAL_TLS_DISABLE_HOST_VERIFICATION"} {
		if value := e.get(key); value != "" && !isBool(value) {
			e.Wrong(key, fmt.Errorf("want true or false, got %q", value))
		}
	}
	e.checkWithoutTLS()
	e.checkFiles()
}

// checkWithoutTLS: who turned TLS off and gives what only TLS keeps secret, or uses, means something else.
func (e *Env) checkWithoutTLS() {
	if value := strings.ToLower(e.get("TEMPORAL_TLS")); value != "false" && value != "0" {
		return
	}
	if e.get("TEMPORAL_API_KEY") != "" {
		e.Wrong("TEMPORAL_TLS", errors.New("it is off, so TEMPORAL_API_KEY would travel readable: turn it on, or remove the key"))
	}
	for _, key := range []string{clientCertificate, clientKey, serverCA, "TEMPORAL_TLS_SERVER_NAME"} {
		if e.get(key) != "" {
			e.Wrong("TEMPORAL_TLS", fmt.Errorf("it is off, so %s does nothing: turn it on, or remove the other", key))
		}
	}
}

const (
	clientCertificate = "TEMPORAL_TLS_CLIENT_CERT_PATH"
	clientKey         = "TEMPORAL_TLS_CLIENT_KEY_PATH"
	serverCA          = "TEMPORAL_TLS_SERVER_CA_CERT_PATH"
)

func (e *Env) checkFiles() {
	certificate, key := e.get(clientCertificate), e.get(clientKey)
	if certificate != "" && key == "" {
		e.Wrong(clientKey, fmt.Errorf("is not set, and %s is: set both or none", clientCertificate))
	}
	if key != "" && certificate == "" {
		e.Wrong(clientCertificate, fmt.Errorf("is not set, and %s is: set both or none", clientKey))
	}
	whole := true
	for _, setting := range []string{clientCertificate, clientKey, serverCA} {
		if path := e.get(setting); path != "" {
			content, err := os.ReadFile(path)
			if err != nil {
				e.Wrong(setting, fmt.Errorf("mount the file, or name another: %w", err))
				whole = false
			}
			if err == nil && setting == serverCA && !x509.NewCertPool().AppendCertsFromPEM(content) {
				e.Wrong(setting, fmt.Errorf("no certificate in %s: want PEM", path))
			}
		}
	}
	if whole && certificate != "" && key != "" {
		if _, err := tls.LoadX509KeyPair(certificate, key); err != nil {
			e.Wrong(clientCertificate, fmt.Errorf("it and %s are no pair: %w", clientKey, err))
		}
	}
}

// renewed makes the connection show the certificate that is in the files when it is made: a certificate lives for weeks, a
// process may live longer, and what renews the files does not restart it.
func (e *Env) renewed(connection *tls.Config) {
	certificate, key := e.get(clientCertificate), e.get(clientKey)
	if connection == nil || certificate == "" {
		return
	}
	connection.Certificates = nil
	connection.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
		pair, err := tls.LoadX509KeyPair(certificate, key)
		if err != nil {
			return nil, fmt.Errorf("certificate for temporal: %w", err)
		}
		return &pair, nil
	}
}

// CheckAddress says what is wrong with a "host:port" to connect to.
func CheckAddress(address string) error {
	host, port, err := net.SplitHostPort(strings.TrimPrefix(address, "dns:///"))
	if _, wrong := strconv.ParseUint(port, 10, 16); err != nil || wrong != nil || host == "" {
		return fmt.Errorf("want host:port without a scheme, such as temporal-frontend:7233, got %q", address)
	}
	return nil
}

func isBool(value string) bool {
	switch strings.ToLower(value) {
	case "true", "false", "1", "0":
		return true
	}
	return false
}

// lookup shows the settings to envconfig. To it a value that is empty is set, and an empty path already turns TLS on; a chart
// easily leaves one empty.
type lookup struct{ env *Env }

// LookupEnv implements envconfig.EnvLookup.
func (l lookup) LookupEnv(key string) (string, bool) {
	value := l.env.get(key)
	return value, value != ""
}

// Environ implements envconfig.EnvLookup; it is asked for TEMPORAL_GRPC_META_….
func (l lookup) Environ() []string {
	if l.env.Lookup != nil {
		return nil
	}
	return os.Environ()
}
