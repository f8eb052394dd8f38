package paper

import (
	"bytes"
	"encoding/binary"
)

// orientation is how the camera was held, as a JPEG tells (EXIF tag 0x0112): 1 upright, 3 upside down, 6 and 8 on its side; 1
// when it does not tell.
func orientation(content []byte) uint16 {
	if !bytes.HasPrefix(content, []byte{0xff, 0xd8}) {
		return 1
	}
	for rest := content[2:]; len(rest) >= 4 && rest[0] == 0xff; {
		length := int(binary.BigEndian.Uint16(rest[2:]))
		if length < 2 || len(rest) < 2+length || rest[1] == 0xda { // where the pixels begin
			return 1
		}
		if tags, is := bytes.CutPrefix(rest[4:2+length], []byte("Exif\x00\x00")); is && rest[1] == 0xe1 {
			return orientationTag(tags)
		}
		rest = rest[2+length:]
	}
	return 1
}

// orientationTag looks in the first directory of the tags.
func orientationTag(tags []byte) uint16 {
	const header, entry, tag = 8, 12, 0x0112
	if len(tags) < header {
		return 1
	}
	var order binary.ByteOrder = binary.BigEndian
	if bytes.HasPrefix(tags, []byte("II")) {
		order = binary.LittleEndian
	}
	at := uint64(order.Uint32(tags[4:]))
	if at+2 > uint64(len(tags)) {
		return 1
	}
	directory := tags[at+2:]
	for range order.Uint16(tags[at:]) {
		if len(directory) < entry {
			return 1
		}
		if order.Uint16(directory) == tag {
			return order.Uint16(directory[8:])
		}
		directory = directory[entry:]
	}
	return 1
}
