package main

import (
	"errors"
	"time"

	"traject.nl/tools/machine"
)

// More parts, of a store that is no part of the machine.
const (
	ferret   machine.Part = "FerretDB"
	postgres machine.Part = "PostgreSQL"
)

// look at what every part has used so far, and has in memory.
type look struct {
	at   time.Time
	used map[machine.Part]machine.Usage
}

// usages are the parts of a store elsewhere.
type usages func() (map[machine.Part]machine.Usage, error)

func lookAt(m *machine.Machine, outside usages) (look, error) {
	seen := look{at: time.Now(), used: map[machine.Part]machine.Usage{}}
	var problems []error
	for _, part := range machine.Parts {
		if part == machine.Store && outside != nil {
			continue
		}
		used, err := m.Usage(part)
		seen.used[part], problems = used, append(problems, err)
	}
	if outside == nil {
		return seen, errors.Join(problems...)
	}
	more, err := outside()
	for part, used := range more {
		seen.used[part] = used
	}
	return seen, errors.Join(append(problems, err)...)
}

// since tells how many cores each part used between two looks, and what it has in memory now.
func (l look) since(before look) (cores map[machine.Part]float64, memory map[machine.Part]int64) {
	cores, memory = map[machine.Part]float64{}, map[machine.Part]int64{}
	for part, now := range l.used {
		cores[part] = (now.CPU - before.used[part].CPU).Seconds() / l.at.Sub(before.at).Seconds()
		memory[part] = now.Memory
	}
	return cores, memory
}
