package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"syscall"
	"time"
)

// postgresReady is how long PostgreSQL may take to answer after its start.
const postgresReady = 60 * time.Second

// server is a PostgreSQL of its own in a folder that is gone at the end, with everything on the disk before it is answered, as it comes.
type server struct {
	folder, bin string
	port        int
	as          *syscall.Credential
	command     *exec.Cmd
	// indexing ends the looking for collections without an index.
	indexing func()
}

// startPostgres starts it on a free port of this machine, and makes one empty database in it.
func startPostgres(ctx context.Context) (*server, error) {
	s := &server{}
	var err error
	if s.bin, err = postgresPrograms(); err != nil {
		return nil, err
	}
	if s.as, err = unprivileged(); err != nil {
		return nil, err
	}
	if s.folder, err = os.MkdirTemp("", "traject-postgres-"); err != nil {
		return nil, err
	}
	if err := s.start(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("PostgreSQL: %w", err), s.stop())
	}
	return s, nil
}

// postgresPrograms is where the newest PostgreSQL of Debian is.
func postgresPrograms() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return "", errors.Join(errors.New("no PostgreSQL server on this machine: install the Debian package postgresql, or leave out -store postgres"), err)
	}
	slices.Sort(found)
	return filepath.Dir(found[len(found)-1]), nil
}

// unprivileged is as whom PostgreSQL runs when this program is root, whom it refuses.
func unprivileged() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil //nolint:nilnil // nobody else than who runs this program
	}
	nobody, err := user.Lookup("nobody")
	if err != nil {
		return nil, err
	}
	uid, errUID := strconv.ParseUint(nobody.Uid, 10, 32)
	gid, errGID := strconv.ParseUint(nobody.Gid, 10, 32)
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, errors.Join(errUID, errGID)
}

func (s *server) start(ctx context.Context) error {
	if s.as != nil {
		if err := os.Chown(s.folder, int(s.as.Uid), int(s.as.Gid)); err != nil {
			return err
		}
	}
	free, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	s.port = free.Addr().(*net.TCPAddr).Port
	if err := free.Close(); err != nil {
		return err
	}
	data := filepath.Join(s.folder, "data")
	if err := s.do(ctx, "initdb", "-D", data, "-U", "traject", "-A", "trust", "-E", "UTF8", "--locale=C"); err != nil {
		return err
	}
	s.command = s.program(context.WithoutCancel(ctx), "postgres", "-D", data, "-k", s.folder, "-p", strconv.Itoa(s.port), "-c", "listen_addresses=127.0.0.1",
		"-c", "max_connections=500", "-c", "plan_cache_mode=force_custom_plan")
	if err := s.command.Start(); err != nil {
		return err
	}
	if err := s.awaitDatabase(ctx); err != nil {
		return err
	}
	keeping, stop := context.WithCancel(context.WithoutCancel(ctx))
	var ended sync.WaitGroup
	ended.Go(func() { s.keepIndexed(keeping) })
	s.indexing = func() { stop(); ended.Wait() }
	return nil
}

// indexNew makes the index by which FerretDB asks for a document by its id, for every collection that has none: as with SQLite, its own index is
// on another spelling of the same. With it, and with plans that look at what is asked, PostgreSQL does not go through the whole collection.
const indexNew = `DO $do$ DECLARE one record; BEGIN
	FOR one IN SELECT table_schema AS folder, table_name AS name, 'traject_' || md5(table_schema || table_name) AS made
		FROM information_schema.columns WHERE column_name = '_jsonb' AND table_name NOT LIKE '\_ferretdb%'
	LOOP
		IF NOT EXISTS (SELECT 1 FROM pg_indexes WHERE schemaname = one.folder AND indexname = one.made) THEN
			EXECUTE format('CREATE INDEX %I ON %I.%I USING gin ((_jsonb->''_id'') jsonb_path_ops) WITH (fastupdate=off)', one.made, one.folder, one.name);
		END IF;
	END LOOP;
END $do$`

// keepIndexed does so every second. What fails in between is tried again, and only makes it slower.
func (s *server) keepIndexed(ctx context.Context) {
	for until(ctx, time.Now().Add(time.Second)) {
		err := s.do(ctx, "psql", "-h", s.folder, "-p", strconv.Itoa(s.port), "-U", "traject", "-d", "traject", "-q", "-c", indexNew)
		if err != nil && ctx.Err() == nil {
			slog.WarnContext(ctx, "PostgreSQL is slower than it could be: a collection has no index yet", "error", err)
		}
	}
}

// awaitDatabase makes the database as soon as the server answers.
func (s *server) awaitDatabase(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, postgresReady)
	defer cancel()
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for {
		err := s.do(ctx, "createdb", "-h", s.folder, "-p", strconv.Itoa(s.port), "-U", "traject", "traject")
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("not ready after %s: %w", postgresReady, err)
		case <-tick.C:
		}
	}
}

// program of PostgreSQL, in a folder that it may read.
func (s *server) program(ctx context.Context, name string, args ...string) *exec.Cmd {
	command := exec.CommandContext(ctx, filepath.Join(s.bin, name), args...)
	command.Dir = s.folder
	command.SysProcAttr = &syscall.SysProcAttr{Credential: s.as}
	return command
}

func (s *server) do(ctx context.Context, name string, args ...string) error {
	said, err := s.program(ctx, name, args...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s: %w: %s", name, err, said)
	}
	return nil
}

// url of the database.
func (s *server) url() string { return fmt.Sprintf("postgres://traject@127.0.0.1:%d/traject", s.port) }

// stop the server, at once and in order, and remove all that it kept.
func (s *server) stop() error {
	var problem error
	if s.indexing != nil {
		s.indexing()
	}
	if s.command != nil && s.command.Process != nil {
		// SIGINT: end the connections and write everything.
		problem = errors.Join(s.command.Process.Signal(syscall.SIGINT), s.command.Wait())
	}
	return errors.Join(problem, os.RemoveAll(s.folder))
}
