// Package uploadtest makes small files to hand in, good and bad, for tests.
package uploadtest

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"

	"gangway/internal/upload"
)

// PNG returns a picture of so many pixels.
func PNG(width, height int) upload.File {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		panic(err)
	}
	return upload.File{Name: "photo.png", Content: b.Bytes()}
}

// JPEG returns a picture of so many pixels.
func JPEG(width, height int) upload.File {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, width, height)), nil); err != nil {
		panic(err)
	}
	return upload.File{Name: "photo.jpg", Content: b.Bytes()}
}

// PDF returns the smallest document that readers open, with a text in it.
func PDF(text string) upload.File {
	return upload.File{Name: "document.pdf", Content: []byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n" +
		"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n% " + text + "\ntrailer<</Root 1 0 R>>\n%%EOF\n")}
}

// Renamed returns something else under the name of a picture.
func Renamed(content string) upload.File {
	return upload.File{Name: "photo.png", Content: []byte(content)}
}
