package edgetest

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"reflect"
	"slices"
	"sync"
)

// Fingerprint of all that a value holds, unexported fields too, however deep: two are equal when nothing changed. Locks, functions and
// channels do not count, nor does the bookkeeping of protobuf, nor do fields with one of these names.
func Fingerprint(value any, except ...string) uint64 {
	return printer{append(except, "state", "sizeCache"), map[uintptr]bool{}}.of(reflect.ValueOf(value))
}

type printer struct {
	except []string
	seen   map[uintptr]bool
}

var lock = reflect.TypeFor[sync.Mutex]()

func (p printer) of(value reflect.Value) uint64 {
	switch value.Kind() {
	case reflect.Pointer:
		if value.IsNil() || p.seen[value.Pointer()] {
			return 1
		}
		p.seen[value.Pointer()] = true
		defer delete(p.seen, value.Pointer())
		return p.of(value.Elem())
	case reflect.Interface:
		if value.IsNil() {
			return 1
		}
		return mixed(text(value.Elem().Type().String()), p.of(value.Elem()))
	case reflect.Struct:
		return p.ofStruct(value)
	case reflect.Map:
		sum := uint64(value.Len())
		for each := value.MapRange(); each.Next(); {
			sum += mixed(p.of(each.Key()), p.of(each.Value())) // in any order
		}
		return sum
	case reflect.Slice, reflect.Array:
		sum := uint64(value.Len()) + 7
		for i := range value.Len() {
			sum = mixed(sum, p.of(value.Index(i)))
		}
		return sum
	case reflect.String:
		return text(value.String())
	case reflect.Func, reflect.Chan, reflect.UnsafePointer, reflect.Invalid:
		return 3
	default:
		return text(fmt.Sprint(value))
	}
}

func (p printer) ofStruct(value reflect.Value) uint64 {
	if value.Type() == lock {
		return 5
	}
	sum := text(value.Type().String())
	for i := range value.NumField() {
		if !slices.Contains(p.except, value.Type().Field(i).Name) {
			sum = mixed(sum, p.of(value.Field(i)))
		}
	}
	return sum
}

func text(s string) uint64 {
	sum := fnv.New64a()
	sum.Write([]byte(s))
	return sum.Sum64()
}

func mixed(left, right uint64) uint64 {
	sum := fnv.New64a()
	sum.Write(binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(nil, left), right))
	return sum.Sum64()
}
