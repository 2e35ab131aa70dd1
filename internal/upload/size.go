package upload

import (
	"strconv"
	"strings"
)

// The sizes of files: when nothing is said, and the most that can be said.
const (
	DefaultSize = 10 << 20
	LargestSize = 20 << 20
)

// ParseSize reads a size such as 500 KB or 10 MB, of which a KB has 1024 bytes. The empty text is DefaultSize.
func ParseSize(s string) (bytes int64, ok bool) {
	if s == "" {
		return DefaultSize, true
	}
	for unit, factor := range map[string]int64{"KB": 1 << 10, "MB": 1 << 20} {
		digits, has := strings.CutSuffix(s, unit)
		n, err := strconv.ParseInt(strings.TrimSpace(digits), 10, 32)
		if has && err == nil && n > 0 && n*factor <= LargestSize {
			return n * factor, true
		}
	}
	return 0, false
}

// Bytes is a number of bytes that says itself in KB or MB.
type Bytes int64

// String returns the number rounded up to whole KB, or to tenths of a MB.
func (b Bytes) String() string {
	if b < 1<<20 {
		return strconv.FormatInt(int64(b+1023)>>10, 10) + " KB"
	}
	tenths := (int64(b)*10 + 1<<20 - 1) >> 20
	if tenths%10 == 0 {
		return strconv.FormatInt(tenths/10, 10) + " MB"
	}
	return strconv.FormatInt(tenths/10, 10) + "." + strconv.FormatInt(tenths%10, 10) + " MB"
}
