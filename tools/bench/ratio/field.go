package main

import (
	"context"
	"errors"
	"path/filepath"
	"strconv"
	"time"

	"traject.nl/tools/bench/ratio/skeleton"
	"traject.nl/tools/machine"
)

// The golden histories: of the case, and of the case that follows the placement for which the TLV is given.
const (
	goldenCase  = "workflows/tlv/testdata/histories/v3/happy-1.json"
	goldenBegun = "workflows/plaatsing/testdata/histories/v1/return-1.json"
)

// field is everyone who is measured.
type field struct {
	all    []contestant
	beside []*beside
	stop   func()
}

// enter starts all contestants on the server of the installation.
func enter(ctx context.Context, m *machine.Machine, root string) (f *field, err error) {
	f = &field{stop: func() {}}
	defer func() {
		if err != nil {
			err = errors.Join(err, f.end())
		}
	}()
	plan, err := skeleton.Read(filepath.Join(root, goldenCase))
	if err != nil {
		return f, err
	}
	begun, err := skeleton.Read(filepath.Join(root, goldenBegun))
	if err != nil {
		return f, err
	}
	if err := makeNamespace(ctx, m.Address(machine.Temporal)); err != nil {
		return f, err
	}
	for _, kind := range []kind{bare, dressed, alone} {
		one, err := startBeside(ctx, m, orders{Kind: kind, Plan: plan, Begun: begun.UntilFirstAct()})
		if err != nil {
			return f, err
		}
		f.beside = append(f.beside, one)
	}
	script, err := happy()
	if err != nil {
		return f, err
	}
	f.all = []contestant{
		&empty{beside: f.beside[0]},
		&bones{beside: f.beside[0], title: "B1", plan: plan},
		&bones{beside: f.beside[1], title: "B2", plan: plan},
		&process{beside: f.beside[2], script: script},
	}
	return f, f.enterTraject(ctx, m)
}

// enterTraject adds Traject, in each way.
func (f *field) enterTraject(ctx context.Context, m *machine.Machine) error {
	engine, err := m.TemporalClient(ctx)
	if err != nil {
		return err
	}
	f.stop = engine.Close
	run := "r" + strconv.FormatInt(time.Now().Unix(), 36)
	for _, how := range []way{direct, public, whole} {
		one, err := newTraject(m, engine, how, run)
		if err != nil {
			return err
		}
		f.all = append(f.all, one)
	}
	return nil
}

func (f *field) end() error {
	f.stop()
	var err error
	for _, one := range f.beside {
		err = errors.Join(err, one.end())
	}
	return err
}
