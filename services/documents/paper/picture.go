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
	if size.Width <= 0 || size.Height <= 0 || size.Width*size.Height > maxPixels {
		return nil, fmt.Errorf("the picture is %d by %d pixels", size.Width, size.Height)
	}
	plain, err := flatten(content)
	if err != nil {
		return nil, err
	}
	orientation, width, height := "P", Width, Height
	if size.Width > size.Height {
		orientation, width, height = "L", Height, Width
	}
	const margin = 15.0
	scale := min((width-2*margin)/float64(size.Width), (height-2*margin)/float64(size.Height))
	w, h := scale*float64(size.Width), scale*float64(size.Height)

	page := fpdf.New(orientation, "mm", "A4", "")
	page.SetCreationDate(time.Unix(0, 0).UTC())
	page.SetModificationDate(time.Unix(0, 0).UTC())
	page.AddPage()
	options := fpdf.ImageOptions{ImageType: "JPG"}
	page.RegisterImageOptionsReader("picture", options, bytes.NewReader(plain))
	page.ImageOptions("picture", (width-w)/2, (height-h)/2, w, h, false, options, 0, "")
	var out bytes.Buffer
	if err := page.Output(&out); err != nil {
		return nil, fmt.Errorf("set the picture: %w", err)
	}
	return out.Bytes(), nil
}

// flatten makes a JPEG of every picture, on white: the one form that every page can hold. Pixels only, so that nothing goes
// along of where and with what a photo was taken.
func flatten(content []byte) ([]byte, error) {
	decoded, _, err := image.Decode(bytes.NewReader(content))
	if err != nil {
		return nil, fmt.Errorf("read the picture: %w", err)
	}
	canvas := image.NewRGBA(decoded.Bounds())
	draw.Draw(canvas, canvas.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(canvas, canvas.Bounds(), decoded, decoded.Bounds().Min, draw.Over)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, canvas, &jpeg.Options{Quality: 85}); err != nil {
		return nil, fmt.Errorf("set the picture: %w", err)
	}
	return out.Bytes(), nil
}
