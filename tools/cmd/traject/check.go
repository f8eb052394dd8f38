package main

import (
	"context"
	"flag"
	"io"
	"strings"
	"time"

	"traject.nl/tools/check"
)

// checkInstalled looks whether a Traject that was installed works; `helm test` runs it inside the cluster.
func checkInstalled(ctx context.Context, args []string, out io.Writer) error {
	var config check.Config
	var reach, unreachable string
	flags := flag.NewFlagSet("traject check", flag.ContinueOnError)
	for name, into := range map[string]*string{
		"cases": &config.Cases, "documents": &config.Documents, "registry": &config.Registry,
		"notifications": &config.Notifications, "portal": &config.Portal,
	} {
		flags.StringVar(into, name, "", "base `URL` of the "+name+" to look at")
	}
	flags.StringVar(&config.SignIn, "sign-in", "", "base `URL` of the development sign-in: a whole case is handled with its accounts")
	flags.StringVar(&config.Mail, "mail", "", "base `URL` of the page of the mail catcher: the mails of that case must be there")
	flags.StringVar(&config.Version, "version", "", "`version` that every part must run; any when it is empty")
	flags.DurationVar(&config.Wait, "wait", time.Minute, "how long a part may take to be ready, or an address to be in reach")
	flags.StringVar(&reach, "reach", "", "only dial: addresses (`host:port`, with commas) that must be in reach")
	flags.StringVar(&unreachable, "unreachable", "", "only dial: addresses (`host:port`, with commas) that must be out of reach")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if reach != "" || unreachable != "" {
		return check.Reach(ctx, addresses(reach), addresses(unreachable), config.Wait, out)
	}
	return check.Run(ctx, config, out)
}

func addresses(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' })
}
