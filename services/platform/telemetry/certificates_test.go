package telemetry

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
)

// certificate that ends at a moment, in PEM.
func certificate(t *testing.T, ends time.Time) []byte {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	about := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: ends.Add(-time.Hour), NotAfter: ends}
	made, err := x509.CreateCertificate(rand.Reader, about, about, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: made})
}

func TestUntilWhenCertificatesHoldIsToldAlsoAfterTheyAreRenewed(t *testing.T) {
	first := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	file := filepath.Join(t.TempDir(), "tls.pem")
	write := func(parts ...[]byte) {
		if err := os.WriteFile(file, slices.Concat(parts...), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("TEMPORAL_TLS_CLIENT_CERT_PATH", "")
	t.Setenv("TEMPORAL_TLS_SERVER_CA_CERT_PATH", "")
	t.Setenv("TRAJECT_MONGODB_URI", "mongodb://store:27017/?tls=true&tlsCertificateKeyFile="+file)
	reader := metric.NewManualReader()
	if err := tellCertificates(metric.NewMeterProvider(metric.WithReader(reader)).Meter("test"), certificateFiles()); err != nil {
		t.Fatal(err)
	}
	want := func(ends time.Time) {
		t.Helper()
		var all metricdata.ResourceMetrics
		if err := reader.Collect(t.Context(), &all); err != nil {
			t.Fatal(err)
		}
		points := all.ScopeMetrics[0].Metrics[0].Data.(metricdata.Gauge[float64]).DataPoints
		if len(points) != 1 || points[0].Value != float64(ends.Unix()) || points[0].Attributes.Encoded(attribute.DefaultEncoder()) != "use=mongodb-client" {
			t.Errorf("told %+v, want that the certificate for mongodb ends at %s", points, ends)
		}
	}
	key := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: []byte("a key")})
	write(key, certificate(t, first.AddDate(1, 0, 0)), certificate(t, first))
	want(first)
	write(certificate(t, first.AddDate(0, 3, 0)))
	want(first.AddDate(0, 3, 0))
	write(key)
	if err := reader.Collect(t.Context(), &metricdata.ResourceMetrics{}); err == nil {
		t.Error("a file without a certificate is not told")
	}
}
