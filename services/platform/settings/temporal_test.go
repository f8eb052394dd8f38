package settings_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.temporal.io/api/workflowservice/v1"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/metadata"

	"traject.nl/proto/keyring"
	"traject.nl/services/platform/settings"
	"traject.nl/services/platform/temporal"
)

// connection are settings of Temporal that work, with these changes.
func connection(t *testing.T, changes map[string]string) *settings.Env {
	t.Helper()
	ring, err := json.Marshal(keyring.Generate("2026-11"))
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]string{"TEMPORAL_ADDRESS": "temporal:7233", "TRAJECT_PAYLOAD_KEYS": string(ring)}
	for key, value := range changes {
		values[key] = value
	}
	return from(values)
}

func TestWithoutMoreTheConnectionIsPlainAndTheNamespaceDefault(t *testing.T) {
	// A chart leaves settings empty that nobody chose.
	env := connection(t, map[string]string{"TEMPORAL_API_KEY": "", "TEMPORAL_TLS": "", "TEMPORAL_TLS_CLIENT_CERT_PATH": "", "TEMPORAL_TLS_SERVER_NAME": ""})
	got := env.Temporal("cases")
	if err := env.Err(); err != nil {
		t.Fatal(err)
	}
	if got.Address != "temporal:7233" || got.Namespace != "default" || got.Identity != "cases" || got.Connection.TLS != nil || got.Credentials != nil {
		t.Errorf("got %+v", got)
	}
}

func TestNoFileInTheHomeOfWhoRunsItChangesTheConnection(t *testing.T) {
	home := t.TempDir()
	t.Setenv("XDG_CONFIG_HOME", home)
	t.Setenv("HOME", home)
	if err := os.MkdirAll(filepath.Join(home, "temporalio"), 0o700); err != nil {
		t.Fatal(err)
	}
	profile := "[profile.default]\naddress = \"elsewhere:7233\"\nnamespace = \"elsewhere\"\n"
	if err := os.WriteFile(filepath.Join(home, "temporalio", "temporal.toml"), []byte(profile), 0o600); err != nil {
		t.Fatal(err)
	}
	env := connection(t, nil)
	if got := env.Temporal("cases"); got.Namespace != "default" || env.Err() != nil {
		t.Errorf("got %+v, %v", got, env.Err())
	}
}

func TestEveryProblemOfTheConnectionNamesTheSettingToChange(t *testing.T) {
	there := filepath.Join(t.TempDir(), "there.pem")
	if err := os.WriteFile(there, []byte("no certificate"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		settings map[string]string
		want     []string
	}{
		"no port":   {map[string]string{"TEMPORAL_ADDRESS": "temporal"}, []string{"TEMPORAL_ADDRESS: want host:port"}},
		"a scheme":  {map[string]string{"TEMPORAL_ADDRESS": "https://temporal:7233"}, []string{"TEMPORAL_ADDRESS: want host:port"}},
		"a profile": {map[string]string{"TEMPORAL_CONFIG_FILE": "/etc/temporal.toml"}, []string{"TEMPORAL_CONFIG_FILE: no file with profiles is read"}},
		"perhaps":   {map[string]string{"TEMPORAL_TLS": "yes"}, []string{`TEMPORAL_TLS: want true or false, got "yes"`}},
		"a key that would be readable": {
			map[string]string{"TEMPORAL_TLS": "false", "TEMPORAL_API_KEY": "secret-key"}, []string{"TEMPORAL_TLS: it is off, so TEMPORAL_API_KEY"}},
		"half a pair, and files that are not there": {
			map[string]string{"TEMPORAL_TLS_CLIENT_CERT_PATH": "/not/there.crt", "TEMPORAL_TLS_SERVER_CA_CERT_PATH": "/not/ca.crt"},
			[]string{"TEMPORAL_TLS_CLIENT_KEY_PATH: is not set", "TEMPORAL_TLS_CLIENT_CERT_PATH: mount the file", "TEMPORAL_TLS_SERVER_CA_CERT_PATH: mount the file"}},
		"no pair": {
			map[string]string{"TEMPORAL_TLS_CLIENT_CERT_PATH": there, "TEMPORAL_TLS_CLIENT_KEY_PATH": there}, []string{"TEMPORAL_TLS_CLIENT_CERT_PATH: it and"}},
		"no authority": {map[string]string{"TEMPORAL_TLS_SERVER_CA_CERT_PATH": there}, []string{"TEMPORAL_TLS_SERVER_CA_CERT_PATH: no certificate"}},
	} {
		t.Run(name, func(t *testing.T) {
			env := connection(t, test.settings)
			env.Temporal("cases")
			err := env.Err()
			for _, want := range test.want {
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("%q is not told: %v", want, err)
				}
			}
			if err != nil && strings.Contains(err.Error(), "secret-key") {
				t.Errorf("the key is told: %v", err)
			}
		})
	}
}

// authority signs certificates for a test.
type authority struct {
	t           *testing.T
	key         *ecdsa.PrivateKey
	certificate *x509.Certificate
	serial      int64
}

func newAuthority(t *testing.T) *authority {
	a := &authority{t: t}
	a.key = must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))
	about := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "authority"}, NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	a.certificate = must(x509.ParseCertificate(must(x509.CreateCertificate(rand.Reader, about, about, a.key.Public(), a.key))))
	return a
}

// sign writes a certificate for this name and its key into the folder.
func (a *authority) sign(folder, name string) (certificate, key string) {
	a.t.Helper()
	a.serial++
	pair := must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))
	about := &x509.Certificate{
		SerialNumber: big.NewInt(1 + a.serial), Subject: pkix.Name{CommonName: name}, DNSNames: []string{name}, NotAfter: time.Now().Add(time.Hour),
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth}, KeyUsage: x509.KeyUsageDigitalSignature,
	}
	signed := must(x509.CreateCertificate(rand.Reader, about, a.certificate, pair.Public(), a.key))
	certificate, key = filepath.Join(folder, name+".crt"), filepath.Join(folder, name+".key")
	a.write(certificate, "CERTIFICATE", signed)
	a.write(key, "PRIVATE KEY", must(x509.MarshalPKCS8PrivateKey(pair)))
	return certificate, key
}

func (a *authority) write(path, kind string, content []byte) {
	a.t.Helper()
	if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: content}), 0o600); err != nil {
		a.t.Fatal(err)
	}
}

func must[T any](made T, err error) T {
	if err != nil {
		panic(err)
	}
	return made
}

// frontend is a Temporal that lets in only who shows a certificate, and keeps what else is shown.
type frontend struct {
	workflowservice.UnimplementedWorkflowServiceServer
	shown chan string
}

func (f *frontend) DescribeNamespace(
	ctx context.Context, _ *workflowservice.DescribeNamespaceRequest,
) (*workflowservice.DescribeNamespaceResponse, error) {
	sent, _ := metadata.FromIncomingContext(ctx)
	f.shown <- strings.Join(sent.Get("authorization"), ",")
	return &workflowservice.DescribeNamespaceResponse{}, nil
}

func TestTemporalIsReachedWithACertificateAndAKeyOfAnAccount(t *testing.T) {
	folder, signs := t.TempDir(), newAuthority(t)
	ca := filepath.Join(folder, "ca.crt")
	signs.write(ca, "CERTIFICATE", signs.certificate.Raw)
	serverCertificate, serverKey := signs.sign(folder, "frontend.temporal.example")
	certificate, key := signs.sign(folder, "traject")
	trusted := x509.NewCertPool()
	trusted.AddCert(signs.certificate)
	server := &frontend{shown: make(chan string, 4)}
	var names []string
	address := serve(t, server, &tls.Config{
		Certificates: []tls.Certificate{must(tls.LoadX509KeyPair(serverCertificate, serverKey))},
		ClientAuth:   tls.RequireAndVerifyClientCert, ClientCAs: trusted,
		VerifyPeerCertificate: func(_ [][]byte, chains [][]*x509.Certificate) error {
			names = append(names, chains[0][0].SerialNumber.String())
			return nil
		},
	})
	env := connection(t, map[string]string{
		"TEMPORAL_ADDRESS": address, "TEMPORAL_NAMESPACE": "traject", "TEMPORAL_API_KEY": "key-of-the-account\n",
		"TEMPORAL_TLS_SERVER_CA_CERT_PATH": ca, "TEMPORAL_TLS_SERVER_NAME": "frontend.temporal.example",
		"TEMPORAL_TLS_CLIENT_CERT_PATH": certificate, "TEMPORAL_TLS_CLIENT_KEY_PATH": key,
	})
	config := env.Temporal("cases")
	if err := env.Err(); err != nil {
		t.Fatal(err)
	}
	ask(t, config)
	if shown := <-server.shown; shown != "Bearer key-of-the-account" {
		t.Errorf("shown: %q", shown)
	}
	// The certificate is renewed in its files; the next connection shows the new one.
	signs.sign(folder, "traject")
	ask(t, config)
	if len(names) < 2 || names[0] == names[len(names)-1] {
		t.Errorf("certificates shown: %v", names)
	}
}

func serve(t *testing.T, frontend *frontend, secured *tls.Config) string {
	t.Helper()
	listener := must((&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0"))
	server := grpc.NewServer(grpc.Creds(credentials.NewTLS(secured)))
	workflowservice.RegisterWorkflowServiceServer(server, frontend)
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(server.Stop)
	return listener.Addr().String()
}

// ask makes a connection of its own and asks for the namespace.
func ask(t *testing.T, config temporal.Config) {
	t.Helper()
	client, err := temporal.Dial(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	if err := temporal.Ready(client, config.Namespace).Check(t.Context()); err != nil {
		t.Fatal(err)
	}
}
