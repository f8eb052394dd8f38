package machine_test

import (
	"context"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"traject.nl/tools/machine"
	"traject.nl/tools/machine/proxy"
)

func TestEveryConnectionGoesThroughItsProxyAndCanBeCut(t *testing.T) {
	m := start(t, machine.Options{Proxied: true, TemporalInMemory: true})
	office := m.Traject().As("kantoor")
	var body []byte
	list := m.Traject().Cases + "/v1/cases"
	if err := office.Get(t.Context(), list, &body); err != nil {
		t.Fatal(err)
	}
	page, err := office.HTTP.Get(m.Addresses().Portal + "/")
	if err != nil {
		t.Fatal(err)
	}
	page.Body.Close()
	unused := map[machine.Link]bool{
		{From: machine.Notifications, To: machine.Mail}: true,
		// The portal asks the services, and people call these, when there is something to ask.
		{From: machine.Portal, To: machine.Registry}: true, {From: machine.Portal, To: machine.Documents}: true,
		{From: machine.Portal, To: machine.Cases}: true, {From: machine.Portal, To: machine.Notifications}: true,
		{From: machine.People, To: machine.Registry}: true, {From: machine.People, To: machine.Documents}: true,
		{From: machine.People, To: machine.Notifications}: true,
	}
	for _, link := range m.Links() {
		if counts := m.Proxy(link.From, link.To).Counts(); counts.Connections == 0 && !unused[link] {
			t.Errorf("nothing went through %s", link)
		}
	}

	store := m.Proxy(machine.Cases, machine.Store)
	store.Set(proxy.Weather{Cut: proxy.Refused})
	impatient := *m.Traject()
	impatient.Patience = 0
	if err := impatient.As("kantoor").Get(t.Context(), list, &body); err == nil {
		t.Error("cases answered without its store")
	}
	store.Clear()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := office.Get(ctx, list, &body); err != nil {
		t.Errorf("after the cut: %v", err)
	}
	database, err := m.Database(ctx, "cases")
	if err != nil {
		t.Fatal(err)
	}
	defer database.Close(ctx)
	if err := database.RunCommand(ctx, bson.D{{Key: "ping", Value: 1}}).Err(); err != nil {
		t.Error(err)
	}
}
