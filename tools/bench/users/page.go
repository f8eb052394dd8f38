package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

func formOf(values url.Values) io.Reader { return strings.NewReader(values.Encode()) }

// request to the portal by somebody who is signed in.
func (c *crowd) request(ctx context.Context, account, path string) (*http.Request, error) {
	cookie, err := c.session(ctx, account)
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, c.portal+path, nil)
	if err != nil {
		return nil, err
	}
	request.AddCookie(cookie)
	return request, nil
}

// page reads a whole page of the portal, and wants these words on it.
func (c *crowd) page(ctx context.Context, account, path string, words ...string) (string, error) {
	request, err := c.request(ctx, account, path)
	if err != nil {
		return "", err
	}
	answer, err := c.http.Do(request)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return "", err
	}
	if answer.StatusCode != http.StatusOK && answer.StatusCode != http.StatusNoContent {
		return "", fmt.Errorf("%s: %s answered %s", account, path, answer.Status)
	}
	for _, word := range words {
		if !strings.Contains(string(text), word) {
			return "", fmt.Errorf("%s: %s does not say %q", account, path, word)
		}
	}
	return string(text), nil
}
