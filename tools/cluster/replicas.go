package cluster

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
)

// liveTime is how long an act may take to be seen through another replica.
const liveTime = 20 * time.Second

// pair are two replicas of a component, each by its own address.
type pair struct{ one, other string }

// pairOf a component, without the Service between.
func (t *Trial) pairOf(ctx context.Context, component string) (pair, error) {
	pods, err := t.podsOf(ctx, component)
	if err != nil {
		return pair{}, err
	}
	pods = slices.DeleteFunc(pods, func(p pod) bool { _, ready := p.ready(); return !ready })
	if len(pods) < 2 {
		return pair{}, fmt.Errorf("%s has %d replicas that are ready, want 2", component, len(pods))
	}
	one, err := t.forwards.open(ctx, pods[0].Status.PodIP+":8080", 0)
	if err != nil {
		return pair{}, err
	}
	other, err := t.forwards.open(ctx, pods[1].Status.PodIP+":8080", 0)
	return pair{one, other}, err
}

// replicas lets every act of a case be handled by one replica of cases, while the other, and both of the portal, are watched.
func (t *Trial) replicas(ctx context.Context) error {
	cases, err := t.pairOf(ctx, "cases")
	if err != nil {
		return err
	}
	portals, err := t.pairOf(ctx, "portal")
	if err != nil {
		return err
	}
	session, err := t.signIn(ctx, "kantoor")
	if err != nil {
		return err
	}
	people := newCrowd(t, t.mark+"-two")
	people.traject.Cases = cases.other
	tale := people.begin(1, ways[0])
	if err := people.tell(ctx, tale, 2); err != nil {
		return err
	}
	tale.live.close()
	token := func(ctx context.Context) (string, error) { return t.tokens.give(ctx, "directeur") }
	api, err := follow(ctx, cases.one+"/v1/cases/"+tale.story.CaseID+"/events", token)
	if err != nil {
		return err
	}
	defer api.close()
	page, err := t.followPage(ctx, portals.one, session, tale.story.CaseID)
	if err != nil {
		return err
	}
	defer page.close()
	rows, err := t.watchBoth(ctx, people, tale, api, page)
	if err != nil {
		return err
	}
	t.report.replicas(rows)
	return t.samePage(ctx, portals, session, tale.story.CaseID)
}

// seenLater is how long after an act was sent it was answered, and seen in two ways. It may be seen before it is answered.
type seenLater struct {
	step                string
	answered, api, page time.Duration
}

// watchBoth tells the rest of a tale, and waits for each version on both streams.
func (t *Trial) watchBoth(ctx context.Context, people *crowd, one *tale, api, page *follower) (rows []seenLater, err error) {
	for one.told < len(one.way.steps) {
		step, sent := one.way.steps[one.told], time.Now()
		if err := people.tell(ctx, one, 1); err != nil {
			return rows, err
		}
		answered, version := time.Since(sent), people.lastAnswer(one)
		byAPI, err := api.await(ctx, version, liveTime)
		if err != nil {
			return rows, fmt.Errorf("%s, through the other replica of cases: %w", step.Name, err)
		}
		byPage, err := page.await(ctx, version, liveTime)
		if err != nil {
			return rows, fmt.Errorf("%s, through the portal: %w", step.Name, err)
		}
		rows = append(rows, seenLater{step.Name, answered, byAPI.Sub(sent), byPage.Sub(sent)})
	}
	return rows, nil
}

// followPage watches the stream of the page of a case, through one replica of the portal.
func (t *Trial) followPage(ctx context.Context, portal, session, caseID string) (*follower, error) {
	return followWith(ctx, portal+"/zaken/"+caseID+"/gebeurtenissen", func(_ context.Context, request *http.Request) error {
		request.Header.Set("Cookie", session)
		return nil
	})
}

// samePage: a session that began anywhere is known to every replica of the portal, and each shows the case as it is.
func (t *Trial) samePage(ctx context.Context, portals pair, session, caseID string) error {
	for _, portal := range []string{portals.one, portals.other} {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, portal+"/zaken/"+caseID, nil)
		if err != nil {
			return err
		}
		request.Header.Set("Cookie", session)
		answer, err := http.DefaultTransport.RoundTrip(request)
		if err != nil {
			return err
		}
		text := strings.Builder{}
		_, err = bufio.NewReader(answer.Body).WriteTo(&text)
		answer.Body.Close()
		if err != nil {
			return err
		}
		if answer.StatusCode != http.StatusOK || !strings.Contains(text.String(), "Uitloggen") {
			return fmt.Errorf("a replica of the portal answered %s to a session of another", answer.Status)
		}
	}
	return nil
}

// request is the field of the sign-in page that says for what somebody signs in.
var signInRequest = regexp.MustCompile(`name="request" value="([^"]+)"`)

// signIn to the portal as a browser does, and gives the cookies of the session.
func (t *Trial) signIn(ctx context.Context, account string) (string, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return "", err
	}
	browser := &http.Client{Jar: jar, Timeout: time.Minute}
	// Cookies and the address for the provider are those of the public name.
	public := strings.Replace(t.at.Portal, "127.0.0.1", "localhost", 1)
	page, from, err := ask(ctx, browser, http.MethodGet, public+"/inloggen", nil)
	if err != nil {
		return "", err
	}
	found := signInRequest.FindStringSubmatch(page)
	if found == nil {
		return "", fmt.Errorf("%s is no sign-in page", from)
	}
	login := *from
	login.Path, login.RawQuery = "/login", ""
	page, from, err = ask(ctx, browser, http.MethodPost, login.String(), url.Values{"request": {found[1]}, "account": {account}})
	if err != nil {
		return "", err
	}
	if !strings.Contains(page, "Uitloggen") {
		return "", fmt.Errorf("signing in as %s ended at %s, not signed in", account, from)
	}
	address, err := url.Parse(public)
	if err != nil {
		return "", err
	}
	var cookies []string
	for _, cookie := range jar.Cookies(address) {
		cookies = append(cookies, cookie.Name+"="+cookie.Value)
	}
	return strings.Join(cookies, "; "), nil
}

// ask for a page; gives it with its address after every redirect.
func ask(ctx context.Context, browser *http.Client, method, address string, form url.Values) (string, *url.URL, error) {
	request, err := http.NewRequestWithContext(ctx, method, address, strings.NewReader(form.Encode()))
	if err != nil {
		return "", nil, err
	}
	if form != nil {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	answer, err := browser.Do(request)
	if err != nil {
		return "", nil, err
	}
	defer answer.Body.Close()
	var text strings.Builder
	if _, err := bufio.NewReader(answer.Body).WriteTo(&text); err != nil {
		return "", nil, err
	}
	if answer.StatusCode != http.StatusOK {
		return "", nil, fmt.Errorf("%s answered %s", answer.Request.URL.Redacted(), answer.Status)
	}
	return text.String(), answer.Request.URL, nil
}
