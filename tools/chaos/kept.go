package chaos

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"reflect"
)

// kept is how far a run came, in a file: two hundred seeds take hours, and who breaks them off goes on later with the same seeds.
type kept struct {
	Config Config
	Report *Report
}

// begun reads how far a run with these settings came; nothing yet when there is no file.
func (c Config) begun() (*Report, error) {
	if c.Kept == "" {
		return newReport(), nil
	}
	text, err := os.ReadFile(c.Kept)
	if errors.Is(err, fs.ErrNotExist) {
		return newReport(), nil
	}
	if err != nil {
		return nil, fmt.Errorf("how far it came: %w", err)
	}
	before := kept{}
	if err := json.Unmarshal(text, &before); err != nil {
		return nil, fmt.Errorf("how far it came, in %s: %w", c.Kept, err)
	}
	if !reflect.DeepEqual(before.Config, c.ofSeeds()) || before.Report == nil {
		return nil, fmt.Errorf("%s is of a run with other settings: take another file", c.Kept)
	}
	return before.Report, nil
}

// keep how far it came. The file is replaced whole, so that it is never half a file.
func (r *Report) keep(c Config) error {
	if c.Kept == "" {
		return nil
	}
	text, err := json.Marshal(kept{Config: c.ofSeeds(), Report: r})
	if err != nil {
		return fmt.Errorf("keep how far it came: %w", err)
	}
	if err := os.WriteFile(c.Kept+".new", text, 0o600); err != nil {
		return fmt.Errorf("keep how far it came: %w", err)
	}
	return os.Rename(c.Kept+".new", c.Kept)
}

// ofSeeds are the settings that say what a seed is.
func (c Config) ofSeeds() Config {
	c.Folder, c.Kept, c.Beats, c.Seeds, c.AtOnce = "", "", false, 0, 0
	return c
}
