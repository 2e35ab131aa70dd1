package sheet

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/transform"

	"gangway/internal/fault"
)

// An Encoding is how the characters of a CSV file are written as bytes.
type Encoding string

// The encodings. GB18030 includes GBK and GB2312.
const (
	UTF8    Encoding = "UTF-8"
	GB18030 Encoding = "GB18030"
	UTF16LE Encoding = "UTF-16LE"
	UTF16BE Encoding = "UTF-16BE"
)

// ParseEncoding returns the encoding people call name, or a fault.Usage. No name is no encoding: it is detected.
func ParseEncoding(name string) (Encoding, error) {
	switch strings.ToLower(strings.NewReplacer("-", "", "_", "").Replace(name)) {
	case "":
		return "", nil
	case "utf8":
		return UTF8, nil
	case "gb18030", "gbk", "gb2312", "cp936":
		return GB18030, nil
	case "utf16le":
		return UTF16LE, nil
	case "utf16be":
		return UTF16BE, nil
	}
	return "", fault.New(fault.Usage, "there is no encoding %q; use UTF-8, GB18030 (or GBK), UTF-16LE or UTF-16BE", name)
}

// guessed is how many bytes, from the first on that is not ASCII, an encoding is guessed from.
const guessed = 64 << 10

// sure is how many different characters of two bytes, all valid UTF-8, are more than a coincidence in GB18030: about one
// in seven common Hanzi looks like one.
const sure = 8

// guess returns the encoding of a sample that is not all ASCII and may end within a character. A wrong guess would fill
// the store with names nobody bears, so where both fit the caller has to be asked.
func guess(sample []byte) (Encoding, error) {
	c := count(sample)
	switch {
	case c.invalid > c.long+c.short:
		return GB18030, nil
	case c.long == 0 && (c.invalid > 0 || len(c.pairs) < sure):
		return "", fault.New(fault.Invalid, "the file has too few Chinese characters to tell whether it is UTF-8 or GB18030 (GBK)").
			WithHint("name the encoding with --encoding UTF-8 or --encoding GB18030")
	}
	return UTF8, nil
}

// counts are the characters of a sample, taken for UTF-8, that are not ASCII.
type counts struct {
	invalid     int           // bytes that are none
	short, long int           // characters of two bytes, and of more
	pairs       map[rune]bool // different ones of two bytes, as long as they are few
}

func count(sample []byte) counts {
	c := counts{pairs: map[rune]bool{}}
	for len(sample) > 0 {
		r, size := utf8.DecodeRune(sample)
		switch {
		case r == utf8.RuneError && size == 1:
			if utf8.FullRune(sample) { // else the sample ends within a character
				c.invalid++
			}
		case size == 2:
			c.short++
			if len(c.pairs) < sure {
				c.pairs[r] = true
			}
		case size > 2:
			c.long++
		}
		sample = sample[size:]
	}
	return c
}

// A decoder turns GB18030 into UTF-8, in a buffer of its own.
type decoder struct {
	transformer transform.Transformer
	buffer      []byte
}

func newDecoder() *decoder {
	return &decoder{transformer: simplifiedchinese.GB18030.NewDecoder()}
}

// decode returns a record as UTF-8, with U+FFFD for what is no character. It is valid until the next call.
func (d *decoder) decode(record []byte) ([]byte, error) {
	if need := 3*len(record) + utf8.UTFMax; len(d.buffer) < need { // no two bytes become more than three
		d.buffer = make([]byte, need)
	}
	d.transformer.Reset()
	n, _, err := d.transformer.Transform(d.buffer, record, true)
	return d.buffer[:n], err
}

func isASCII(b []byte) bool {
	for len(b) >= 8 {
		if (b[0] | b[1] | b[2] | b[3] | b[4] | b[5] | b[6] | b[7]) >= utf8.RuneSelf {
			return false
		}
		b = b[8:]
	}
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
