package stack

import (
	"bufio"
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
)

// elsewhere is an address of this machine that is not where a stack of its own listens.
const elsewhere = "127.0.0.2"

func at(port int) string { return net.JoinHostPort(elsewhere, strconv.Itoa(port)) }

// publicIssuer is where browsers would find the sign-in; nothing listens there.
const publicIssuer = "http://inloggen.example.test"

func startDev(t *testing.T, state string) *DevStack {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	d, err := StartDevStack(t.Context(), DevOptions{
		State: state, Listen: "0.0.0.0", RandomPorts: true, Issuer: publicIssuer, PortalKey: key.Public(), Log: t.Output(),
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func page(t *testing.T, url string) string {
	t.Helper()
	answer, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	if answer.StatusCode != http.StatusOK {
		t.Fatalf("%s answered %s: %s", url, answer.Status, text)
	}
	return string(text)
}

func TestADevelopmentStackIsReachedFromElsewhereAndKeepsItsState(t *testing.T) {
	state := t.TempDir()
	var keys []string
	for round := range 2 {
		d := startDev(t, state)
		ports := d.at.ports
		for _, one := range []string{"/healthz", "/startz", "/readyz"} {
			page(t, "http://"+at(ports.Health)+one)
		}
		page(t, "http://"+at(ports.TemporalUI))
		page(t, "http://"+at(ports.MailPage))
		wantIssuer(t, page(t, "http://"+at(ports.SignIn)+"/.well-known/openid-configuration"))
		keys = append(keys, page(t, "http://"+at(ports.SignIn)+"/keys"))
		wantGreeting(t, at(ports.SMTP))
		wantRetention(t, at(ports.Temporal))
		if count := addOne(t, at(ports.Store)); count != int64(round+1) {
			t.Errorf("in round %d the store has %d documents", round, count)
		}
		begun := time.Now()
		if err := d.Stop(); err != nil {
			t.Error(err)
		}
		if took := time.Since(begun); took > 25*time.Second {
			t.Errorf("stopped after %s, and a pod is given 30 s", took)
		}
	}
	if keys[0] != keys[1] {
		t.Error("tokens of before the restart are no longer good")
	}
}

func wantIssuer(t *testing.T, discovery string) {
	t.Helper()
	var found struct {
		Issuer string `json:"issuer"`
		Token  string `json:"token_endpoint"`
	}
	if err := json.Unmarshal([]byte(discovery), &found); err != nil {
		t.Fatal(err)
	}
	if found.Issuer != publicIssuer || !strings.HasPrefix(found.Token, publicIssuer) {
		t.Errorf("the issuer is %s, tokens are at %s; want %s whatever the name it is asked by", found.Issuer, found.Token, publicIssuer)
	}
}

func wantGreeting(t *testing.T, address string) {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if line, err := bufio.NewReader(conn).ReadString('\n'); err != nil || !strings.HasPrefix(line, "220 ") {
		t.Errorf("the mail server says %q (%v)", line, err)
	}
}

func wantRetention(t *testing.T, address string) {
	t.Helper()
	engine, err := client.Dial(client.Options{HostPort: address, Namespace: Namespace, Logger: quiet{}})
	if err != nil {
		t.Fatal(err)
	}
	defer engine.Close()
	found, err := engine.WorkflowService().DescribeNamespace(t.Context(), &workflowservice.DescribeNamespaceRequest{Namespace: Namespace})
	if err != nil {
		t.Fatal(err)
	}
	if kept := found.GetConfig().GetWorkflowExecutionRetentionTtl().AsDuration(); kept != retention {
		t.Errorf("histories are kept for %s, want %s", kept, retention)
	}
}

// addOne adds a document to the store, and gives how many there are then.
func addOne(t *testing.T, address string) int64 {
	t.Helper()
	found, err := mongo.Connect(options.Client().ApplyURI("mongodb://" + address + "/"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := found.Disconnect(context.Background()); err != nil {
			t.Error(err)
		}
	}()
	things := found.Database("proef").Collection("dingen")
	if _, err := things.InsertOne(t.Context(), bson.M{"soort": "ding"}); err != nil {
		t.Fatal(err)
	}
	count, err := things.CountDocuments(t.Context(), bson.M{})
	if err != nil {
		t.Fatal(err)
	}
	return count
}

func TestADevelopmentStackThatCannotBeIsRefusedWithEveryReason(t *testing.T) {
	_, err := StartDevStack(t.Context(), DevOptions{
		State: t.TempDir(), Listen: "devstack", RandomPorts: true, Portal: "traject.example.test", Issuer: "ftp://inloggen", Log: t.Output(),
	})
	if err == nil {
		t.Fatal("started all the same")
	}
	for _, word := range []string{`"devstack"`, "0.0.0.0", `"traject.example.test"`, `"ftp://inloggen"`} {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("the reason does not say %s:\n%v", word, err)
		}
	}
}

func TestTheKeyOfThePortalIsReadAsItIsWritten(t *testing.T) {
	byRSA, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	byCurve, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	encoded := func(text []byte, err error) []byte {
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	for kind, block := range map[string]struct {
		typed string
		bytes []byte
		same  func(crypto.PublicKey) bool
	}{
		"PKCS #1":     {"RSA PRIVATE KEY", x509.MarshalPKCS1PrivateKey(byRSA), byRSA.PublicKey.Equal},
		"PKCS #8":     {"PRIVATE KEY", encoded(x509.MarshalPKCS8PrivateKey(byRSA)), byRSA.PublicKey.Equal},
		"SEC 1":       {"EC PRIVATE KEY", encoded(x509.MarshalECPrivateKey(byCurve)), byCurve.PublicKey.Equal},
		"only public": {"PUBLIC KEY", encoded(x509.MarshalPKIXPublicKey(&byCurve.PublicKey)), byCurve.PublicKey.Equal},
	} {
		t.Run(kind, func(t *testing.T) {
			key, err := ReadPortalKey(keyFile(t, pem.EncodeToMemory(&pem.Block{Type: block.typed, Bytes: block.bytes})))
			if err != nil || !block.same(key) {
				t.Errorf("read %T: %v", key, err)
			}
		})
	}
}

func TestAKeyOfThePortalThatIsNoneIsRefused(t *testing.T) {
	_, other, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	encoded, err := x509.MarshalPKCS8PrivateKey(other)
	if err != nil {
		t.Fatal(err)
	}
	for text, says := range map[string]string{
		"geen sleutel": "no PEM block",
		string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: encoded})):        "want RSA or P-256",
		string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: []byte("leeg")})): "key of the portal",
	} {
		file := keyFile(t, []byte(text))
		if _, err := ReadPortalKey(file); err == nil || !strings.Contains(err.Error(), says) || !strings.Contains(err.Error(), file) {
			t.Errorf("want %q and the file, got: %v", says, err)
		}
	}
}

func keyFile(t *testing.T, text []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "portal.pem")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}
