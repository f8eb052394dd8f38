package mongo

import (
	"hash/fnv"
	"sync"
)

// Locks hold off other writes to the same document within this process. MongoDB replaces on condition atomically; the
// embedded store, which always lives in one process, reads and then writes. The zero value is ready to use.
type Locks [64]sync.Mutex

// Lock waits for its turn with this id; call the returned function at the end.
func (l *Locks) Lock(id string) (unlock func()) {
	h := fnv.New32a()
	_, _ = h.Write([]byte(id))
	mutex := &l[h.Sum32()%uint32(len(l))]
	mutex.Lock()
	return mutex.Unlock
}
