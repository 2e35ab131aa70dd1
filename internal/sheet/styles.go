package sheet

import (
	"strconv"
	"strings"
)

// styles says of each cell style whether it shows numbers as dates.
type styles []bool

// at reports whether the cell style called index shows dates.
func (s styles) at(index string) bool {
	n, err := strconv.Atoi(index)
	return err == nil && 0 <= n && n < len(s) && s[n]
}

// readStyles reads the part of the styles.
func (b *book) readStyles(name string) (styles, error) {
	var list styles
	formats := map[string]bool{}
	inCells := false
	err := b.elements(name, func(e token) {
		switch e.name {
		case "numFmt":
			if len(formats) < maxStyles {
				formats[e.attribute("numFmtId")] = isDateFormat(e.attribute("formatCode"))
			}
		case "cellStyleXfs", "cellStyles", "dxfs":
			inCells = false
		case "cellXfs":
			inCells = true
		case "xf":
			if inCells && len(list) < maxStyles {
				id := e.attribute("numFmtId")
				date, own := formats[id]
				list = append(list, own && date || !own && isDateID(id))
			}
		}
	})
	return list, err
}

// isDateID reports whether a number format that every spreadsheet has shows dates: the usual ones, and those of Chinese,
// Japanese and Korean spreadsheets.
func isDateID(id string) bool {
	n, err := strconv.Atoi(id)
	if err != nil {
		return false
	}
	return 14 <= n && n <= 22 || 27 <= n && n <= 36 || 45 <= n && n <= 47 || 50 <= n && n <= 58
}

// isDateFormat reports whether a number format shows a part of a date or time: a letter such as y outside of quotation
// marks and of brackets, where colours and languages stand.
func isDateFormat(format string) bool {
	format, _, _ = strings.Cut(format, ";") // what follows is for negative numbers
	for i := 0; i < len(format); i++ {
		switch c := format[i]; c {
		case '"', '[':
			end := strings.IndexByte(format[i+1:], closer(c))
			if end < 0 {
				return false
			}
			if c == '[' && isElapsed(format[i+1:i+1+end]) {
				return true
			}
			i += end + 1
		case '\\', '_', '*':
			i++
		case 'y', 'Y', 'm', 'M', 'd', 'D', 'h', 'H', 's', 'S':
			return true
		}
	}
	return false
}

func closer(opening byte) byte {
	if opening == '[' {
		return ']'
	}
	return opening
}

// isElapsed reports whether what stands in brackets is hours, minutes or seconds that may be more than a day's.
func isElapsed(s string) bool { return s != "" && strings.Trim(strings.ToLower(s), "hms") == "" }
