package launch

// The roots that TLS trusts travel in the binary: an image from scratch has no certificate files. They are used only where
// the machine has none of its own, so an organisation's own authority goes in SSL_CERT_FILE as always.
import _ "golang.org/x/crypto/x509roots/fallback"
