package paper

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

// half is a picture of which the left half is dark and the right half light.
func half(width, height int) image.Image {
	picture := image.NewGray(image.Rect(0, 0, width, height))
	for x := range width {
		for y := range height {
			picture.Set(x, y, color.Gray{Y: map[bool]uint8{true: 20, false: 230}[x < width/2]})
		}
	}
	return picture
}

func asPNG(t *testing.T, picture image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, picture); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// turned is a JPEG that says it was taken with the camera in this position (EXIF orientation).
func turned(t *testing.T, picture image.Image, orientation uint16, order binary.AppendByteOrder) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, picture, nil); err != nil {
		t.Fatal(err)
	}
	mark := map[binary.AppendByteOrder]string{binary.LittleEndian: "II", binary.BigEndian: "MM"}[order]
	exif := append([]byte("Exif\x00\x00"), mark...)
	exif = order.AppendUint16(exif, 42)
	exif = order.AppendUint32(exif, 8)
	exif = order.AppendUint16(exif, 1)
	exif = order.AppendUint16(exif, 0x0112)
	exif = order.AppendUint16(exif, 3)
	exif = order.AppendUint32(exif, 1)
	exif = order.AppendUint16(exif, orientation)
	exif = append(exif, 0, 0, 0, 0, 0, 0)
	segment := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(exif)+2))
	plain := out.Bytes()
	return append(append(append([]byte{}, plain[:2]...), append(segment, exif...)...), plain[2:]...)
}

func TestAPictureFillsAPageAsItWasTaken(t *testing.T) {
	for name, test := range map[string]struct {
		content  []byte
		sideways bool
	}{
		"wide":                 {asPNG(t, half(40, 20)), true},
		"high":                 {asPNG(t, half(20, 40)), false},
		"taken upright":        {turned(t, half(40, 20), 6, binary.LittleEndian), false},
		"taken upright, other": {turned(t, half(40, 20), 8, binary.BigEndian), false},
		"taken upside down":    {turned(t, half(40, 20), 3, binary.BigEndian), true},
		"as it is":             {turned(t, half(40, 20), 1, binary.LittleEndian), true},
	} {
		page, err := Picture(test.content)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if sideways := strings.Contains(string(page), "/MediaBox [0 0 841.89 595.28]"); sideways != test.sideways {
			t.Errorf("%s: page turned sideways: %v", name, sideways)
		}
	}
}

func TestAPictureIsTurnedTheWayThatTheCameraSays(t *testing.T) {
	dark := func(picture image.Image, x, y int) bool {
		r, _, _, _ := picture.At(x, y).RGBA()
		return r < 0x8000
	}
	for orientation, where := range map[uint16][2]int{1: {2, 10}, 3: {37, 10}, 6: {10, 2}, 8: {10, 37}} {
		upright, err := upright(turned(t, half(40, 20), orientation, binary.BigEndian))
		if err != nil {
			t.Fatal(err)
		}
		if !dark(upright, where[0], where[1]) {
			t.Errorf("orientation %d: the dark half is not at %v of %v", orientation, where, upright.Bounds())
		}
	}
}

func TestAPictureThatIsDamagedOrTooLargeIsRefused(t *testing.T) {
	whole := asPNG(t, half(40, 20))
	for name, content := range map[string][]byte{"half": whole[:len(whole)/2], "nothing": nil, "text": []byte("geen plaatje")} {
		if _, err := Picture(content); err == nil {
			t.Errorf("%s was set on a page", name)
		}
	}
	large := bytes.Clone(whole)
	binary.BigEndian.PutUint32(large[16:], 100_000) // the width that the header tells
	if _, err := Picture(large); err == nil {
		t.Error("a picture of two million million pixels was set on a page")
	}
}
