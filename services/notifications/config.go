package notifications

import (
	"cmp"
	"fmt"
	"strconv"
	"time"

	"traject.nl/proto/keyring"
	"traject.nl/services/platform/settings"
)

// Version of the API (SemVer).
const Version = "2.0.0"

// Config of the service.
type Config struct {
	settings.Service
	// Delivery opens the addresses that the documents service and the registry sealed.
	Delivery *keyring.Ring
	SMTP     SMTP
	// PortalURL is where the links lead, without a slash at the end.
	PortalURL string
	// Bundle is how long a mail waits for others to the same address; zero sends each at once.
	Bundle time.Duration
	// MaxReminders is how many mails one receiver gets about one thing that is (nearly) late in a case; zero means 6.
	MaxReminders int
	// Texts is a file with the words of the mails; empty means ours (texts.yaml).
	Texts  string
	Bounce Bounce
	// NoticeHour is how long an hour of the 48 in which a party must be told lasts; zero is an hour. Shorter is for demonstrations.
	NoticeHour time.Duration
	Probe      Probe
	// Partners is how municipalities' systems are told; without a KvK number none is.
	Partners Partners
	// Ready is called once the service listens; may be nil.
	Ready func()
}

// Bounce is how mail comes back that cannot be delivered after all.
type Bounce struct {
	// Address such as "terug@traject.zout.nl": every mail gets a return address of its own under it. Empty: what comes back goes to the sender.
	Address string
	// Listen is where the receiver of what comes back listens, an address or a net.Listener; empty or nil starts none.
	Listen any
}

// Probe looks from outside whether people can use the portal (Awb 2:21).
type Probe struct {
	// URL that answers when they can; empty does not look.
	URL string
	// Every so often; zero is half a minute.
	Every time.Duration
}

// SMTP is the relay that takes our mail.
type SMTP struct {
	Host string
	Port int
	// Username and Password; empty when the relay asks for none.
	Username, Password string
	// TLS: "mandatory" (default), "opportunistic", or "none" for a relay on the same machine.
	TLS string
	// From is the sender, such as "Traject <traject@zout.nl>".
	From string
}

// FromEnv reads the settings: those of settings.Env.Service, and
//
//	TRAJECT_DELIVERY_KEYS  key ring that opens addresses
//	TRAJECT_PORTAL_URL     where links lead
//	TRAJECT_SMTP_HOST, TRAJECT_SMTP_PORT (587), TRAJECT_SMTP_USERNAME, TRAJECT_SMTP_PASSWORD
//	TRAJECT_SMTP_TLS       mandatory (default), opportunistic or none
//	TRAJECT_SMTP_FROM      sender
//	TRAJECT_MAIL_BUNDLE    how long a mail waits for others to the same address: 15m
//	TRAJECT_MAIL_TEXTS     file with the words of the mails; ours when empty
//	TRAJECT_MAX_REMINDERS  mails to one receiver about one thing that is late in a case: 6
//	TRAJECT_BOUNCE_ADDRESS address under which return addresses are made, such as terug@traject.zout.nl; none when empty
//	TRAJECT_BOUNCE_LISTEN  where the receiver of returned mail listens, such as :2525; off when empty
//	TRAJECT_NOTICE_HOUR    how long an hour of the 48 of Awb 2:10 lasts: 1h; shorter for a demonstration
//	TRAJECT_PROBE_URL      address by which it is seen whether the portal answers; not looked when empty
//	TRAJECT_PROBE_EVERY    how often: 30s
//
// and those of partnersFrom.
func FromEnv() (Config, error) {
	var env settings.Env
	config := Config{
		Service:   env.Service("notifications"),
		Delivery:  env.Keys("TRAJECT_DELIVERY_KEYS"),
		PortalURL: env.URL("TRAJECT_PORTAL_URL"),
		SMTP: SMTP{
			Host:     env.Need("TRAJECT_SMTP_HOST"),
			Username: env.Or("TRAJECT_SMTP_USERNAME", ""),
			Password: env.Or("TRAJECT_SMTP_PASSWORD", ""),
			TLS:      env.Or("TRAJECT_SMTP_TLS", "mandatory"),
			From:     env.Need("TRAJECT_SMTP_FROM"),
		},
	}
	config.Bundle = duration(&env, "TRAJECT_MAIL_BUNDLE", 15*time.Minute)
	config.MaxReminders = number(&env, "TRAJECT_MAX_REMINDERS", defaultMaxReminders)
	config.Texts = env.Or("TRAJECT_MAIL_TEXTS", "")
	config.Bounce = Bounce{Address: env.Or("TRAJECT_BOUNCE_ADDRESS", ""), Listen: env.Or("TRAJECT_BOUNCE_LISTEN", "")}
	config.NoticeHour = duration(&env, "TRAJECT_NOTICE_HOUR", time.Hour)
	config.Probe = Probe{URL: env.Or("TRAJECT_PROBE_URL", ""), Every: duration(&env, "TRAJECT_PROBE_EVERY", defaultProbeEvery)}
	config.Partners = partnersFrom(&env)
	config.SMTP.Port = number(&env, "TRAJECT_SMTP_PORT", 587)
	if config.SMTP.Host != "" && config.SMTP.From != "" && config.SMTP.Port > 0 {
		if _, err := newRelay(config.SMTP); err != nil {
			env.Wrong("TRAJECT_SMTP_…", err)
		}
	}
	return config, env.Err()
}

// defaultMaxReminders is how often somebody is mailed about one thing; after that the inbox tells.
const defaultMaxReminders = 6

const defaultProbeEvery = 30 * time.Second

func (c Config) maxReminders() int { return cmp.Or(c.MaxReminders, defaultMaxReminders) }

// duration reads a length such as "15m"; zero is one.
func duration(env *settings.Env, key string, otherwise time.Duration) time.Duration {
	length, err := time.ParseDuration(env.Or(key, otherwise.String()))
	if err == nil && length < 0 {
		err = fmt.Errorf("%s is negative", length)
	}
	if err != nil {
		env.Wrong(key, fmt.Errorf("want a length such as 15m or 1h: %w", err))
	}
	return length
}

// number reads a number above zero.
func number(env *settings.Env, key string, otherwise int) int {
	value, err := strconv.Atoi(env.Or(key, strconv.Itoa(otherwise)))
	if err == nil && value <= 0 {
		err = fmt.Errorf("%d is not above zero", value)
	}
	if err != nil {
		env.Wrong(key, fmt.Errorf("want a number: %w", err))
	}
	return value
}
