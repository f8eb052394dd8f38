package registrytest

import (
	"errors"
	"fmt"
	"reflect"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"traject.nl/services/registry"
)

// RunStoreSuite checks that a store does what registry.Store promises. Each test gets a new and empty store.
func RunStoreSuite(t *testing.T, newStore func(t *testing.T) registry.Store) {
	t.Run("WhatIsAddedIsFoundWhole", func(t *testing.T) { addedIsFound(t, newStore(t)) })
	t.Run("AnIdIsAddedOnce", func(t *testing.T) { addedOnce(t, newStore(t)) })
	t.Run("WhatIsNotThereIsAbsent", func(t *testing.T) { absent(t, newStore(t)) })
	t.Run("AListComesInOrderWithoutHistory", func(t *testing.T) { inOrder(t, newStore(t)) })
	t.Run("ListsDoNotMix", func(t *testing.T) { listsApart(t, newStore(t)) })
	t.Run("OnlyTheNextVersionReplaces", func(t *testing.T) { nextVersion(t, newStore(t)) })
	t.Run("OfManyWritersOneWins", func(t *testing.T) { oneWins(t, newStore(t)) })
}

func record(id string) registry.Record {
	return registry.Record{
		ID: id, Version: 1, Fields: map[string]string{"name": "Zonheuvel", "board": ""}, Edited: []string{"name"},
		History: []registry.Change{{
			At: time.Date(2026, 11, 22, 9, 30, 0, 123e6, time.UTC), Party: "office:zout", Subject: "subject-1", Key: "key-00001",
			Field: "name", Old: "Zonheuvl", New: "Zonheuvel",
		}},
	}
}

func add(t *testing.T, store registry.Store, list registry.List, r registry.Record) {
	t.Helper()
	if err := store.Add(t.Context(), list, r); err != nil {
		t.Fatalf("add %s: %v", r.ID, err)
	}
}

func addedIsFound(t *testing.T, store registry.Store) {
	want := record("zonheuvel-driebergen")
	add(t, store, registry.Schools, want)
	got, err := store.Find(t.Context(), registry.Schools, want.ID)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("found %+v, %v; want %+v", got, err, want)
	}
}

func addedOnce(t *testing.T, store registry.Store) {
	add(t, store, registry.Schools, record("zonheuvel-driebergen"))
	second := record("zonheuvel-driebergen")
	second.Fields["name"] = "Een andere"
	if err := store.Add(t.Context(), registry.Schools, second); !errors.Is(err, registry.ErrExists) {
		t.Errorf("second add: %v, want ErrExists", err)
	}
	got, err := store.Find(t.Context(), registry.Schools, second.ID)
	if err != nil || got.Fields["name"] != "Zonheuvel" {
		t.Errorf("after the refused add: %+v, %v", got, err)
	}
}

func absent(t *testing.T, store registry.Store) {
	if _, err := store.Find(t.Context(), registry.Schools, "nergens"); !errors.Is(err, registry.ErrAbsent) {
		t.Errorf("find: %v, want ErrAbsent", err)
	}
	if err := store.Replace(t.Context(), registry.Schools, record("nergens")); !errors.Is(err, registry.ErrAbsent) {
		t.Errorf("replace: %v, want ErrAbsent", err)
	}
	if all, err := store.All(t.Context(), registry.Schools); err != nil || len(all) != 0 {
		t.Errorf("all of an empty list: %v, %v", all, err)
	}
}

func inOrder(t *testing.T, store registry.Store) {
	for _, id := range []string{"c", "a", "b"} {
		add(t, store, registry.Boards, record(id))
	}
	all, err := store.All(t.Context(), registry.Boards)
	if err != nil || len(all) != 3 {
		t.Fatalf("all: %v, %v", all, err)
	}
	for i, id := range []string{"a", "b", "c"} {
		want := record(id)
		want.History = nil
		if !reflect.DeepEqual(all[i], want) {
			t.Errorf("row %d is %+v, want %+v", i, all[i], want)
		}
	}
}

func listsApart(t *testing.T, store registry.Store) {
	add(t, store, registry.Boards, record("al-amana"))
	add(t, store, registry.Schools, record("al-amana"))
	if all, err := store.All(t.Context(), registry.Networks); err != nil || len(all) != 0 {
		t.Errorf("networks: %v, %v", all, err)
	}
}

func nextVersion(t *testing.T, store registry.Store) {
	first := record("zonheuvel-driebergen")
	add(t, store, registry.Schools, first)
	next := record(first.ID)
	next.Version, next.Fields["board"] = 2, "delta"
	if err := store.Replace(t.Context(), registry.Schools, next); err != nil {
		t.Fatalf("replace 1 by 2: %v", err)
	}
	for _, version := range []int64{1, 2, 4} {
		wrong := record(first.ID)
		wrong.Version = version
		if err := store.Replace(t.Context(), registry.Schools, wrong); !errors.Is(err, registry.ErrStale) {
			t.Errorf("replace 2 by %d: %v, want ErrStale", version, err)
		}
	}
	got, err := store.Find(t.Context(), registry.Schools, first.ID)
	if err != nil || !reflect.DeepEqual(got, next) {
		t.Errorf("after the refused writes: %+v, %v; want %+v", got, err, next)
	}
}

func oneWins(t *testing.T, store registry.Store) {
	add(t, store, registry.Schools, record("zonheuvel-driebergen"))
	var writers sync.WaitGroup
	var won, stale atomic.Int32
	for i := range 8 {
		writers.Go(func() {
			next := record("zonheuvel-driebergen")
			next.Version, next.Fields["name"] = 2, fmt.Sprint("Naam ", i)
			switch err := store.Replace(t.Context(), registry.Schools, next); {
			case err == nil:
				won.Add(1)
			case errors.Is(err, registry.ErrStale):
				stale.Add(1)
			default:
				t.Errorf("writer %d: %v", i, err)
			}
		})
	}
	writers.Wait()
	if won.Load() != 1 || stale.Load() != 7 {
		t.Errorf("%d writers won and %d were stale; want 1 and 7", won.Load(), stale.Load())
	}
}
