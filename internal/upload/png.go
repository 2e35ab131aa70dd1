package upload

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/png"

	"gangway/internal/fault"
)

const pngStart = "\x89PNG\r\n\x1a\n"

// checkPNG walks the chunks to the end, each with its checksum, so that nothing is missing and nothing follows.
func checkPNG(content []byte) error {
	if err := checkSize(png.DecodeConfig(bytes.NewReader(content))); err != nil {
		return err
	}
	const head, sum = 8, 4
	for rest := content[len(pngStart):]; len(rest) >= head+sum; {
		size := int64(binary.BigEndian.Uint32(rest))
		if size > int64(len(rest)-head-sum) {
			break
		}
		body, name := rest[4:head+size], string(rest[4:head])
		if crc32.ChecksumIEEE(body) != binary.BigEndian.Uint32(rest[head+size:]) {
			break
		}
		rest = rest[head+size+sum:]
		if name == "IEND" {
			if len(rest) > 0 {
				return behind()
			}
			return nil
		}
	}
	return cutOff()
}

// The most pixels of a picture, along a side and in all: more is no photograph and no scan.
const (
	longestSide = 20_000
	mostPixels  = 120_000_000
)

// checkSize looks at what the head of a picture says.
func checkSize(c image.Config, err error) error {
	switch {
	case err != nil:
		return cutOff()
	case c.Width < 1 || c.Height < 1 || c.Width > longestSide || c.Height > longestSide || c.Width*c.Height > mostPixels:
		return fault.New(fault.Invalid, "the picture says to be %d by %d pixels, which no photograph or scan is", c.Width, c.Height)
	}
	return nil
}

func cutOff() error {
	return fault.New(fault.Invalid, "the picture is damaged or cut off; save or scan it anew")
}

func behind() error {
	return fault.New(fault.Invalid, "something stands behind the end of the picture; save or scan it anew")
}
