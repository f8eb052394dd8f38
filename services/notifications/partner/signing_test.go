package partner_test

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"traject.nl/services/notifications/partner"
)

func secretOf(t testing.TB, text string) partner.Secret {
	t.Helper()
	secret, err := partner.ParseSecret(text)
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

// The example with which receivers of this scheme test themselves.
func TestTheSignatureIsThatOfTheStandard(t *testing.T) {
	message := partner.Message{ID: "msg_p5jXN8AQM9LWM0D4loKWxJek", Body: []byte(`{"test": 2432232314}`)}
	headers := partner.Sign(message, time.Unix(1614265330, 0), secretOf(t, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
	if got := headers.Get("Webhook-Signature"); got != "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=" {
		t.Errorf("signature %s", got)
	}
	if headers.Get("Webhook-Id") != message.ID || headers.Get("Webhook-Timestamp") != "1614265330" {
		t.Errorf("%v", headers)
	}
}

func TestDuringARotationBothSecretsSign(t *testing.T) {
	message := partner.Message{ID: "e1", Body: []byte("{}")}
	fresh, before := partner.NewSecret(), partner.NewSecret()
	at := time.Unix(1614265330, 0)
	both := strings.Split(partner.Sign(message, at, fresh, before).Get("Webhook-Signature"), " ")
	if len(both) != 2 || both[0] == both[1] {
		t.Fatalf("%q", both)
	}
	for i, secret := range []partner.Secret{fresh, before} {
		if alone := partner.Sign(message, at, secret).Get("Webhook-Signature"); both[i] != alone {
			t.Errorf("%d: %s, alone %s", i, both[i], alone)
		}
	}
}

func TestAnotherMomentOrBodyHasAnotherSignature(t *testing.T) {
	secret, at := partner.NewSecret(), time.Unix(1614265330, 0)
	seen := map[string]bool{}
	for _, message := range []partner.Message{{ID: "a", Body: []byte("{}")}, {ID: "b", Body: []byte("{}")}, {ID: "a", Body: []byte("{ }")}} {
		for _, moment := range []time.Time{at, at.Add(time.Second)} {
			seen[partner.Sign(message, moment, secret).Get("Webhook-Signature")] = true
		}
	}
	if len(seen) != 6 {
		t.Errorf("%d signatures of 6 attempts", len(seen))
	}
}

func TestASecretHas24To64Bytes(t *testing.T) {
	for size := range 80 {
		text := "whsec_" + base64.StdEncoding.EncodeToString(make([]byte, size))
		secret, err := partner.ParseSecret(text)
		if good := size >= 24 && size <= 64; good != (err == nil) {
			t.Errorf("%d bytes: %v", size, err)
		} else if good && secret.Reveal() != text {
			t.Errorf("%d bytes: another secret came out", size)
		}
	}
}

func TestASecretOfAnotherFormIsRefusedWithoutBeingRepeated(t *testing.T) {
	good := partner.NewSecret().Reveal()
	for _, wrong := range []string{"", "whsec_", strings.TrimPrefix(good, "whsec_"), "whsk_" + good[6:], good + " ", good[:20] + "\n" + good[20:], "whsec_geen base64 maar wel lang genoeg"} {
		if _, err := partner.ParseSecret(wrong); !errors.Is(err, partner.ErrSecret) || (len(wrong) > 6 && strings.Contains(err.Error(), wrong)) {
			t.Errorf("%d characters: %v", len(wrong), err)
		}
	}
}

func TestASecretDoesNotShowItselfInALog(t *testing.T) {
	secret := partner.NewSecret()
	hidden := strings.TrimPrefix(secret.Reveal(), "whsec_")
	for _, shown := range []string{fmt.Sprint(secret), fmt.Sprintf("%+v", secret), fmt.Sprintf("%#v", secret), fmt.Sprintf("%v", &secret)} {
		if strings.Contains(shown, hidden) || strings.Contains(shown, "[") {
			t.Errorf("shown as %s", shown)
		}
	}
	if partner.NewSecret().Reveal() == secret.Reveal() {
		t.Error("two secrets are the same")
	}
}
