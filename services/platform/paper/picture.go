package paper

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	_ "image/png" // to decode
	"time"

	"github.com/go-pdf/fpdf"
)

// maxPixels that a picture may have: what is more fills the memory, and no print shows it.
const maxPixels = 60_000_000

// Picture is a page with a picture on it, as large as fits; a wide one on a page turned sideways.
func Picture(content []byte) ([]byte, error) {
	size, _, err := image.DecodeConfig(bytes.NewReader(content))
	if err != nil {
		return nil, fmt.Errorf("read the picture: %w", err)
	}
	if size.Width <= 0 || size.Height <= 0 || size.Width > maxPixels/size.Height {
		return nil, fmt.Errorf("the picture is %d by %d pixels", size.Width, size.Height)
	}
	picture, err := upright(content)
	if err != nil {
		return nil, err
	}
	// A JPEG is the one form that every page can hold. Of its pixels only, so that nothing goes along of where and with what a
	// photo was taken.
	var plain bytes.Buffer
	if err := jpeg.Encode(&plain, picture, &jpeg.Options{Quality: 85}); err != nil {
		return nil, fmt.Errorf("set the picture: %w", err)
	}
	orientation, width, height := "P", Width, Height
	shown := picture.Bounds()
	if shown.Dx() > shown.Dy() {
		orientation, width, height = "L", Height, Width
	}
	const margin = 15.0
	scale := min((width-2*margin)/float64(shown.Dx()), (height-2*margin)/float64(shown.Dy()))
	w, h := scale*float64(shown.Dx()), scale*float64(shown.Dy())

	page := fpdf.New(orientation, "mm", "A4", "")
	page.SetCreationDate(time.Unix(0, 0).UTC())
	page.SetModificationDate(time.Unix(0, 0).UTC())
	page.AddPage()
	options := fpdf.ImageOptions{ImageType: "JPG"}
	page.RegisterImageOptionsReader("picture", options, &plain)
	page.ImageOptions("picture", (width-w)/2, (height-h)/2, w, h, false, options, 0, "")
	var out bytes.Buffer
	if err := page.Output(&out); err != nil {
		return nil, fmt.Errorf("set the picture: %w", err)
	}
	return out.Bytes(), nil
}

// upright reads a picture, on white, and turns it the way that the camera says.
func upright(content []byte) (*image.RGBA, error) {
	decoded, _, err := image.Decode(bytes.NewReader(content))
	if err != nil {
		return nil, fmt.Errorf("read the picture: %w", err)
	}
	size := image.Rect(0, 0, decoded.Bounds().Dx(), decoded.Bounds().Dy())
	flat := image.NewRGBA(size)
	draw.Draw(flat, size, image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(flat, size, decoded, decoded.Bounds().Min, draw.Over)
	w, h := size.Dx(), size.Dy()
	switch orientation(content) {
	case 3:
		return turn(flat, w, h, func(x, y int) (int, int) { return w - 1 - x, h - 1 - y }), nil
	case 6:
		return turn(flat, h, w, func(x, y int) (int, int) { return y, h - 1 - x }), nil
	case 8:
		return turn(flat, h, w, func(x, y int) (int, int) { return w - 1 - y, x }), nil
	}
	return flat, nil
}

// turn makes a picture of this size, each point of which comes from another place.
func turn(picture *image.RGBA, width, height int, from func(x, y int) (int, int)) *image.RGBA {
	turned := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			turned.SetRGBA(x, y, picture.RGBAAt(from(x, y)))
		}
	}
	return turned
}
