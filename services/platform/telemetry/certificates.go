package telemetry

import (
	"context"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"net/url"
	"os"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
)

// certificateFiles are the certificates that this process was given, by what they are for.
func certificateFiles() map[string]string {
	files := map[string]string{
		"temporal-client": os.Getenv("TEMPORAL_TLS_CLIENT_CERT_PATH"),
		"temporal-ca":     os.Getenv("TEMPORAL_TLS_SERVER_CA_CERT_PATH"),
	}
	if store, err := url.Parse(os.Getenv("TRAJECT_MONGODB_URI")); err == nil {
		files["mongodb-client"] = store.Query().Get("tlsCertificateKeyFile")
		files["mongodb-ca"] = store.Query().Get("tlsCAFile")
	}
	for use, file := range files {
		if file == "" {
			delete(files, use)
		}
	}
	return files
}

// tellCertificates lets whoever reads the metrics know until when certificates hold. The files are read each time: a Secret is renewed
// while the process runs.
func tellCertificates(meter metric.Meter, files map[string]string) error {
	_, err := meter.Float64ObservableGauge("traject.certificate.expires", metric.WithUnit("s"),
		metric.WithDescription("Until when the certificates in a file hold, in seconds since 1970; of several the first that ends."),
		metric.WithFloat64Callback(func(_ context.Context, observer metric.Float64Observer) error {
			for use, file := range files {
				ends, err := endOf(file)
				if err != nil {
					return fmt.Errorf("certificate %s: %w", use, err)
				}
				observer.Observe(float64(ends.Unix()), metric.WithAttributes(attribute.String("use", use)))
			}
			return nil
		}))
	return err
}

// endOf the certificates in a PEM file: of the first that ends. Keys beside them are left alone.
func endOf(file string) (time.Time, error) {
	rest, err := os.ReadFile(file)
	if err != nil {
		return time.Time{}, err
	}
	var ends time.Time
	for {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			break
		}
		if block.Type != "CERTIFICATE" {
			continue
		}
		certificate, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return time.Time{}, fmt.Errorf("%s: %w", file, err)
		}
		if ends.IsZero() || certificate.NotAfter.Before(ends) {
			ends = certificate.NotAfter
		}
	}
	if ends.IsZero() {
		return time.Time{}, fmt.Errorf("%s holds no certificate", file)
	}
	return ends, nil
}
