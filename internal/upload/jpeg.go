package upload

import (
	"bytes"
	"encoding/binary"
	"image/jpeg"
)

// Marks of a JPEG that stand alone, and those that begin and end it.
const (
	markStart = 0xd8
	markEnd   = 0xd9
	markScan  = 0xda
)

// checkJPEG walks the segments to the end of the picture. Telephones put a second picture behind the first, such as the
// same in other brightness; each is walked too, and nothing else may follow.
func checkJPEG(content []byte) error {
	if err := checkSize(jpeg.DecodeConfig(bytes.NewReader(content))); err != nil {
		return err
	}
	for rest := content; ; {
		n := jpegLength(rest)
		switch {
		case n == 0:
			return cutOff()
		case n == len(rest):
			return nil
		}
		if rest = rest[n:]; !bytes.HasPrefix(rest, []byte("\xff\xd8\xff")) {
			return behind()
		}
	}
}

// jpegLength returns how many bytes the picture at the beginning takes, or 0 when it does not come to its end.
func jpegLength(b []byte) int {
	at := 2 // after the start
	for at+4 <= len(b) && b[at] == 0xff {
		switch mark := b[at+1]; {
		case mark == 0xff: // filling
			at++
			continue
		case mark == markEnd:
			return at + 2
		case mark == 0 || mark == markStart:
			return 0
		case mark == markScan:
			at += 2 + int(binary.BigEndian.Uint16(b[at+2:]))
			at = afterScan(b, at)
		default:
			at += 2 + int(binary.BigEndian.Uint16(b[at+2:]))
		}
	}
	if at+2 == len(b) && b[at] == 0xff && b[at+1] == markEnd {
		return len(b)
	}
	return 0
}

// afterScan returns where the next mark stands behind the data of a scan, in which only restarts are marked.
func afterScan(b []byte, at int) int {
	for ; at+1 < len(b); at++ {
		if b[at] == 0xff && b[at+1] != 0 && (b[at+1] < 0xd0 || b[at+1] > 0xd7) {
			return at
		}
	}
	return len(b)
}
