package stack

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
)

// folder is the state folder: everything that must survive a restart.
//
//	traject.json   the layout version and, with random ports, the ports
//	lock           held while a stack runs
//	keys/          key rings and signing keys (mode 0600)
//	temporal.db    the processes
//	store/         the databases of the services
//	mail/          every mail that was sent
//	traject.log    what the services logged
type folder struct {
	path string
	lock *os.File
}

// layout is what traject.json holds.
type layout struct {
	Version int    `json:"version"`
	Ports   *Ports `json:"ports,omitempty"`
}

// layoutVersion is raised when an older state folder can no longer be used.
const layoutVersion = 1

// openFolder makes or opens the state folder, takes its lock and looks whether what is in it is whole.
func openFolder(path string) (*folder, error) {
	for _, dir := range []string{path, filepath.Join(path, "keys"), filepath.Join(path, "store"), filepath.Join(path, "mail")} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, fmt.Errorf("state folder %s: cannot make it: %w: choose another with --state", path, err)
		}
	}
	f := &folder{path: path}
	if err := f.acquire(); err != nil {
		return nil, err
	}
	if err := f.inspect(); err != nil {
		f.release()
		return nil, err
	}
	return f, nil
}

// file is the path of something in the folder.
func (f *folder) file(parts ...string) string {
	return filepath.Join(append([]string{f.path}, parts...)...)
}

// acquire takes the lock, so that no two runs write to one state folder. The kernel lets go of it when the process ends,
// however it ends.
func (f *folder) acquire() error {
	lock, err := os.OpenFile(f.file("lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("state folder %s: %w", f.path, err)
	}
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		lock.Close()
		return fmt.Errorf("state folder %s is in use by another Traject: stop that one, or choose another folder with --state", f.path)
	}
	f.lock = lock
	return nil
}

func (f *folder) release() { f.lock.Close() }

// inspect refuses a folder of another layout and databases that are damaged, before anything writes to them.
func (f *folder) inspect() error {
	if _, err := f.layout(); err != nil {
		return err
	}
	databases, err := filepath.Glob(f.file("store", "*.sqlite"))
	if err != nil {
		return fmt.Errorf("state folder %s: %w", f.path, err)
	}
	for _, database := range append(databases, f.file("temporal.db")) {
		if err := inspectDatabase(database); err != nil {
			return f.damaged(database, err)
		}
	}
	return nil
}

// damaged says what is wrong with which file and what can be done about it.
func (f *folder) damaged(file string, err error) error {
	return fmt.Errorf("state folder %s is damaged: %s: %w: put back a copy of the folder, or move it away to begin anew (every case in it is then gone)", f.path, file, err)
}

// layout reads traject.json; a folder without one is new.
func (f *folder) layout() (layout, error) {
	text, err := os.ReadFile(f.file("traject.json"))
	if errors.Is(err, os.ErrNotExist) {
		return layout{Version: layoutVersion}, nil
	}
	if err != nil {
		return layout{}, f.damaged(f.file("traject.json"), err)
	}
	var found layout
	if err := json.Unmarshal(text, &found); err != nil {
		return layout{}, f.damaged(f.file("traject.json"), err)
	}
	if found.Version != layoutVersion {
		return layout{}, fmt.Errorf("state folder %s has layout %d and this program wants %d: move it away, or choose another with --state", f.path, found.Version, layoutVersion)
	}
	return found, nil
}

// ports are the fixed ones, or the random ones that this folder was first run with: addresses stay the same over a restart.
func (f *folder) ports(random bool, fixed Ports) (Ports, error) {
	found, err := f.layout()
	if err != nil {
		return Ports{}, err
	}
	switch {
	case !random:
		found.Ports = nil
	case found.Ports == nil:
		chosen, err := RandomPorts()
		if err != nil {
			return Ports{}, err
		}
		found.Ports = &chosen
	}
	text, err := json.Marshal(found)
	if err != nil {
		return Ports{}, err
	}
	if err := writeFile(f.file("traject.json"), text); err != nil {
		return Ports{}, err
	}
	if found.Ports == nil {
		return fixed, nil
	}
	return *found.Ports, nil
}

// writeFile replaces a file as a whole: after a crash it holds the old text or the new, never a part.
func writeFile(path string, text []byte) error {
	draft, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(draft.Name())
	if _, err := io.Copy(draft, bytes.NewReader(text)); err != nil {
		draft.Close()
		return fmt.Errorf("writing %s: %w", path, err)
	}
	if err := errors.Join(draft.Sync(), draft.Close()); err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return os.Rename(draft.Name(), path)
}

// inspectDatabase asks SQLite whether a database is whole; one that does not exist yet is.
func inspectDatabase(path string) error {
	if info, err := os.Stat(path); errors.Is(err, os.ErrNotExist) || (err == nil && info.Size() == 0) {
		return nil
	}
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(5000)")
	if err != nil {
		return err
	}
	defer db.Close()
	var verdict string
	if err := db.QueryRow("PRAGMA quick_check(1)").Scan(&verdict); err != nil {
		return err
	}
	if verdict != "ok" {
		return errors.New(verdict)
	}
	return nil
}
