//go:build linux

package hostclock

import (
	"bytes"
	"debug/elf"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Follow makes this process see the time that the file says, from now on and at once when it changes. It cannot be undone. Call it first of
// all: other threads must not yet be busy.
func Follow(file string) error {
	offset, err := share(file)
	if err != nil {
		return fmt.Errorf("clock: %s: %w", file, err)
	}
	begin, code, err := kernelCode()
	if err != nil {
		return fmt.Errorf("clock: %w", err)
	}
	entry, err := entryOf(code, "__vdso_clock_gettime")
	if err != nil {
		return fmt.Errorf("clock: %w", err)
	}
	if entry%8 != 0 || entry+8 > uint64(len(code)) {
		return fmt.Errorf("clock: the kernel's code begins at %#x, which cannot be replaced at once", entry)
	}
	replacement, err := near(begin, replace(offset))
	if err != nil {
		return fmt.Errorf("clock: %w", err)
	}
	return divert(begin, len(code), entry, replacement)
}

// share the file with whoever sets it; the address is that of the offset.
func share(file string) (uintptr, error) {
	opened, err := os.Open(file)
	if err != nil {
		return 0, err
	}
	defer opened.Close()
	if info, err := opened.Stat(); err != nil || info.Size() < size {
		return 0, errors.Join(err, fmt.Errorf("want %d bytes: make it first", size))
	}
	memory, err := unix.MmapPtr(int(opened.Fd()), 0, nil, size, unix.PROT_READ, unix.MAP_SHARED)
	return uintptr(memory), err
}

// mapped is a part of the memory of this process.
type mapped struct {
	begin, end uintptr
	vdso       bool
}

// mappings of this process, by their address.
func mappings() ([]mapped, error) {
	maps, err := os.ReadFile("/proc/self/maps")
	if err != nil {
		return nil, err
	}
	var all []mapped
	for line := range strings.Lines(string(maps)) {
		one := mapped{vdso: strings.Contains(line, "[vdso]")}
		if _, err := fmt.Sscanf(line, "%x-%x", &one.begin, &one.end); err != nil {
			return nil, fmt.Errorf("%q: %w", line, err)
		}
		all = append(all, one)
	}
	return all, nil
}

// kernelCode is where the vDSO is, and a copy of it.
func kernelCode() (begin uintptr, code []byte, err error) {
	all, err := mappings()
	if err != nil {
		return 0, nil, err
	}
	at := slices.IndexFunc(all, func(one mapped) bool { return one.vdso })
	if at < 0 {
		return 0, nil, errors.New("this kernel gives no vDSO")
	}
	begin = all[at].begin
	return begin, slices.Clone(unsafe.Slice((*byte)(unsafe.Add(nil, begin)), all[at].end-begin)), nil
}

// entryOf is how far into the code a function begins.
func entryOf(code []byte, name string) (uint64, error) {
	image, err := elf.NewFile(bytes.NewReader(code))
	if err != nil {
		return 0, err
	}
	symbols, err := image.DynamicSymbols()
	if err != nil {
		return 0, err
	}
	for _, one := range symbols {
		if one.Name == name {
			return one.Value, nil
		}
	}
	return 0, fmt.Errorf("the vDSO has no %s", name)
}

// replace is code in place of clock_gettime(clock in edi, timespec at rsi): it asks the kernel itself, and adds the offset to the seconds of the
// time of day (clock 0).
func replace(offset uintptr) []byte {
	code := []byte{
		0xB8, 0xE4, 0, 0, 0, // mov eax, SYS_clock_gettime
		0x0F, 0x05, // syscall
		0x85, 0xFF, // test edi, edi
		0x75, 0x10, // jnz the end
		0x48, 0xB9, // mov rcx, the address of the offset
	}
	code = binary.LittleEndian.AppendUint64(code, uint64(offset))
	return append(code,
		0x48, 0x8B, 0x09, // mov rcx, [rcx]
		0x48, 0x01, 0x0E, // add [rsi], rcx
		0xC3, // ret
	)
}

// reach of a short jump, with room to spare, in bytes.
const reach = 1<<31 - 1<<20

// near puts code in memory that a short jump from the address reaches. Go holds more than a gigabyte of addresses there, so the gaps between
// what is held are looked for.
func near(address uintptr, code []byte) (uintptr, error) {
	all, err := mappings()
	if err != nil {
		return 0, err
	}
	page := uintptr(os.Getpagesize())
	for i := 0; i+1 < len(all); i++ {
		for _, at := range []uintptr{all[i].end, all[i+1].begin - page} {
			if at < all[i].end || at+page > all[i+1].begin || max(at, address)-min(at, address) > reach {
				continue
			}
			memory, err := unix.MmapPtr(-1, 0, unsafe.Add(nil, at), page,
				unix.PROT_READ|unix.PROT_WRITE, unix.MAP_PRIVATE|unix.MAP_ANONYMOUS|unix.MAP_FIXED_NOREPLACE)
			if err != nil {
				continue // somebody was first, or the kernel keeps it free
			}
			copy(unsafe.Slice((*byte)(memory), len(code)), code)
			return uintptr(memory), unix.Mprotect(unsafe.Slice((*byte)(memory), page), unix.PROT_READ|unix.PROT_EXEC)
		}
	}
	return 0, fmt.Errorf("no memory is free within reach of %#x", address)
}

// looks is how often it is looked whether the other threads are at rest, before they are taken to be.
const looks = 2000

// awaitRest waits until every other thread sleeps in the kernel. One that was interrupted after the first instruction of the function would go
// on in the middle of the jump that is written over it.
func awaitRest() error {
	self := strconv.Itoa(unix.Gettid())
	for range looks {
		threads, err := os.ReadDir("/proc/self/task")
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(threads, func(one os.DirEntry) bool { return one.Name() != self && runs(one.Name()) }) {
			return nil
		}
		runtime.Gosched()
	}
	return nil
}

// runs says whether a thread runs, or would like to. One that is gone does not.
func runs(thread string) bool {
	stat, err := os.ReadFile("/proc/self/task/" + thread + "/stat")
	return err == nil && bytes.Contains(stat, []byte(") R "))
}

// divert makes the function jump to its replacement, in one write: another thread sees the old code or the new.
func divert(begin uintptr, length int, entry uint64, to uintptr) error {
	memory := unsafe.Slice((*byte)(unsafe.Add(nil, begin)), length)
	if err := unix.Mprotect(memory, unix.PROT_READ|unix.PROT_WRITE|unix.PROT_EXEC); err != nil {
		return fmt.Errorf("clock: the kernel does not let its code be replaced: %w", err)
	}
	at := unsafe.Add(nil, begin+uintptr(entry))
	word := (*uint64)(at)
	jump := binary.LittleEndian.AppendUint64(nil, atomic.LoadUint64(word))
	jump[0] = 0xE9 // jmp, counted from the instruction after it
	binary.LittleEndian.PutUint32(jump[1:], uint32(int32(int64(to)-int64(uintptr(at))-5)))
	// The thread that looks must be the one that writes.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := awaitRest(); err != nil {
		return fmt.Errorf("clock: %w", err)
	}
	atomic.StoreUint64(word, binary.LittleEndian.Uint64(jump))
	return unix.Mprotect(memory, unix.PROT_READ|unix.PROT_EXEC)
}
