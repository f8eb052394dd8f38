package identity

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/MicahParks/jwkset"
	"github.com/MicahParks/keyfunc/v3"
	"github.com/golang-jwt/jwt/v5"
	"golang.org/x/sync/singleflight"
	"golang.org/x/time/rate"

	"traject.nl/proto/contract/party"
	"traject.nl/proto/keyring"
	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/limits"
)

// DefaultPartiesClaim is the claim with the parties of a person.
const DefaultPartiesClaim = "traject_parties"

// Config of a Verifier.
type Config struct {
	// Issuer is the URL of the identity provider, exactly as in its tokens.
	Issuer string
	// Address, "host:port", is where the host of the issuer is reached, when its name does not lead there from here: inside a
	// cluster, a public name often leads nowhere. Empty means where the name leads.
	Address string
	// Audience that an access token must be for.
	Audience string
	// PartiesClaim is the claim with a list of parties ("school:…"); empty means DefaultPartiesClaim.
	PartiesClaim string
	// Parents is the key ring with which parents are named; without it nobody is a parent.
	Parents *keyring.Ring
	// Now is the clock by which tokens expire; nil means the real one.
	Now clock.Clock
	// Person is what one person may do at one replica; the zero value sets no limit.
	Person limits.Allowance
}

// Algorithms that a token may be signed with: public keys only, so that a public key can never pass for a secret.
var Algorithms = []string{"RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "EdDSA"}

const (
	// leeway for clocks that differ a little.
	leeway = 30 * time.Second
	// An unknown key id makes the keys be fetched again, at most so often: a flood of bad tokens must not reach the provider.
	refetchEvery, refetchBurst = 10 * time.Second, 2
	// fetchTime is how long a request may wait for the keys of the provider.
	fetchTime = 3 * time.Second
	// retryEvery is how soon an unreachable provider is asked again.
	retryEvery = 2 * time.Second
)

// ErrIssuerAway says that the identity provider could not be reached, so that no token can be judged now.
var ErrIssuerAway = errors.New("the identity provider cannot be reached")

// Verifier judges access tokens. Safe for concurrent use.
type Verifier struct {
	config Config
	parser *jwt.Parser
	http   *http.Client
	// people are those who come, so that none of them takes what is there for all.
	people *limits.Limiter
	// life ends the refreshing of keys.
	life context.Context

	// missed is when newer keys could last not be fetched, in nanoseconds since 1970; 0 is never.
	missed atomic.Int64

	mu      sync.Mutex
	keys    keyfunc.Keyfunc
	retryAt time.Time
	failed  error
}

// NewVerifier makes a verifier. It does not wait for the provider: keys are fetched at the first token or readiness check,
// and refreshed until the context ends.
func NewVerifier(ctx context.Context, config Config) (*Verifier, error) {
	if config.Issuer == "" || config.Audience == "" {
		return nil, fmt.Errorf("identity: issuer %q and audience %q must both be set", config.Issuer, config.Audience)
	}
	if config.PartiesClaim == "" {
		config.PartiesClaim = DefaultPartiesClaim
	}
	if config.Now == nil {
		config.Now = time.Now
	}
	provider := config.HTTP()
	provider.Timeout = fetchTime
	return &Verifier{
		config: config,
		life:   ctx,
		http:   provider,
		people: limits.New(limits.Person, config.Person, config.Now),
		parser: jwt.NewParser(jwt.WithValidMethods(Algorithms), jwt.WithIssuer(config.Issuer), jwt.WithAudience(config.Audience),
			jwt.WithExpirationRequired(), jwt.WithLeeway(leeway), jwt.WithTimeFunc(config.Now)),
	}, nil
}

// Ready says whether the keys of the provider are here.
func (v *Verifier) Ready() edge.Ready {
	return edge.Ready{Name: "identity", Check: func(ctx context.Context) error {
		_, err := v.keyfunc(ctx)
		return err
	}}
}

// Verify judges an access token: signature, issuer, audience, times. ErrIssuerAway means that it cannot tell now; any
// other error that the token is not good. No error holds the token.
func (v *Verifier) Verify(ctx context.Context, raw string) (Person, error) {
	keys, err := v.keyfunc(ctx)
	if err != nil {
		return Person{}, err
	}
	claims := jwt.MapClaims{}
	// A new key comes in for all, so who asked for it by an unknown one must not end that by going away; fetchTime bounds it.
	if _, err := v.parser.ParseWithClaims(raw, claims, keys.KeyfuncCtx(context.WithoutCancel(ctx))); err != nil {
		return Person{}, v.refusal(err)
	}
	subject, err := claims.GetSubject()
	if err != nil || subject == "" {
		return Person{}, errors.New("access token refused: it has no sub")
	}
	parties, err := v.parties(claims)
	if err != nil {
		return Person{}, fmt.Errorf("access token refused: %w", err)
	}
	name, _ := claims["name"].(string)
	return Person{Subject: subject, Parties: parties, Name: name, Email: verifiedEmail(claims)}, nil
}

// refusal of a token. One with a key that is not here may be good when newer keys could just not be fetched: then nobody can tell.
func (v *Verifier) refusal(err error) error {
	missing := errors.Is(err, keyfunc.ErrKeyfunc) && errors.Is(err, jwt.ErrTokenUnverifiable)
	if missing && time.Since(time.Unix(0, v.missed.Load())) < refetchBurst*refetchEvery {
		return fmt.Errorf("%w: %w", ErrIssuerAway, err)
	}
	return fmt.Errorf("access token refused: %w", err)
}

// parties reads the claim. Someone without any party who signed in with a verified e-mail address may be a parent, and
// gets the party that belongs to that address; so does who has the entry "parent" besides other parties.
func (v *Verifier) parties(claims jwt.MapClaims) ([]party.Party, error) {
	listed, err := stringList(claims[v.config.PartiesClaim])
	if err != nil {
		return nil, fmt.Errorf("claim %s: %w", v.config.PartiesClaim, err)
	}
	var parties []party.Party
	parent := len(listed) == 0
	for _, entry := range listed {
		if entry == string(party.Parent) {
			parent = true
			continue
		}
		read, err := party.Parse(entry)
		if err != nil {
			return nil, fmt.Errorf("claim %s: %w", v.config.PartiesClaim, err)
		}
		parties = append(parties, read)
	}
	if email := verifiedEmail(claims); parent && v.config.Parents != nil && email != "" {
		parties = append(parties, ParentParty(v.config.Parents, email))
	}
	return parties, nil
}

// verifiedEmail is the address of which the identity provider says that it is of this person; empty when there is none.
func verifiedEmail(claims jwt.MapClaims) string {
	email, _ := claims["email"].(string)
	if verified, _ := claims["email_verified"].(bool); !verified {
		return ""
	}
	return email
}

func stringList(claim any) ([]string, error) {
	if claim == nil {
		return nil, nil
	}
	values, ok := claim.([]any)
	if !ok {
		return nil, fmt.Errorf("want a list of strings, got %T", claim)
	}
	list := make([]string, len(values))
	for i, value := range values {
		if list[i], ok = value.(string); !ok {
			return nil, fmt.Errorf("want a list of strings, got %T in it", value)
		}
	}
	return list, nil
}

// keyfunc gives the keys of the provider, and fetches them when they are not here yet.
func (v *Verifier) keyfunc(ctx context.Context) (keyfunc.Keyfunc, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.keys != nil {
		return v.keys, nil
	}
	if v.config.Now().Before(v.retryAt) {
		return nil, v.failed
	}
	keys, err := v.fetch(ctx)
	if err != nil {
		v.retryAt, v.failed = v.config.Now().Add(retryEvery), fmt.Errorf("%w: %w", ErrIssuerAway, err)
		return nil, v.failed
	}
	v.keys = keys
	return keys, nil
}

func (v *Verifier) fetch(ctx context.Context) (keyfunc.Keyfunc, error) {
	location, err := v.discover(ctx)
	if err != nil {
		return nil, err
	}
	stored, err := jwkset.NewStorageFromHTTP(location, jwkset.HTTPClientStorageOptions{
		Client: v.http, Ctx: v.life, HTTPTimeout: fetchTime, RefreshInterval: time.Hour,
		// The keys that are here stay good; the log says that newer ones may be missing.
		RefreshErrorHandler: func(ctx context.Context, err error) {
			v.missed.Store(time.Now().UnixNano())
			slog.WarnContext(ctx, "keys of the identity provider not refreshed", "error", err)
		},
	})
	if err != nil {
		return nil, err
	}
	client, err := jwkset.NewHTTPClient(jwkset.HTTPClientOptions{
		HTTPURLs:          map[string]jwkset.Storage{location: stored},
		RateLimitWaitMax:  fetchTime,
		RefreshUnknownKID: rate.NewLimiter(rate.Every(refetchEvery), refetchBurst),
	})
	if err != nil {
		return nil, err
	}
	return keyfunc.New(keyfunc.Options{
		Ctx: v.life, Storage: &together{Storage: client}, UseWhitelist: []jwkset.USE{jwkset.UseSig, ""}, // never a key for encryption
	})
}

// together lets those who come with the same new key at one moment wait for one fetch. Each would take a turn to fetch of its own, of which there are
// few, and who finds none left is refused.
type together struct {
	jwkset.Storage
	reads singleflight.Group
}

// KeyRead implements jwkset.Storage.
func (t *together) KeyRead(ctx context.Context, id string) (jwkset.JWK, error) {
	key, err, _ := t.reads.Do(id, func() (any, error) { return t.Storage.KeyRead(ctx, id) })
	if err != nil {
		return jwkset.JWK{}, err
	}
	return key.(jwkset.JWK), nil
}

// discover asks the provider where its keys are (OpenID Connect Discovery 1.0).
func (v *Verifier) discover(ctx context.Context) (string, error) {
	// The request of one person must not decide whether the keys come in for all.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), fetchTime)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet,
		strings.TrimSuffix(v.config.Issuer, "/")+"/.well-known/openid-configuration", nil)
	if err != nil {
		return "", err
	}
	response, err := v.http.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return "", fmt.Errorf("discovery at %s: status %d", v.config.Issuer, response.StatusCode)
	}
	var document struct {
		Issuer string `json:"issuer"`
		Keys   string `json:"jwks_uri"`
	}
	if err := json.NewDecoder(response.Body).Decode(&document); err != nil {
		return "", fmt.Errorf("discovery at %s: %w", v.config.Issuer, err)
	}
	if document.Issuer != v.config.Issuer || document.Keys == "" {
		return "", fmt.Errorf("discovery at %s: it says issuer %q and keys at %q", v.config.Issuer, document.Issuer, document.Keys)
	}
	return document.Keys, nil
}
