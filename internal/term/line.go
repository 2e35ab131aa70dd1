package term

import "unicode/utf8"

// maxLine bounds a line, in bytes, so that a file pasted by mistake stays harmless.
const maxLine = 16 << 10

// A line is a text being edited: what stands before the cursor and what stands after it. The cursor is always
// between two characters as the reader sees them, a letter and its accent being one.
type line struct{ before, after string }

func (l *line) text() string { return l.before + l.after }

// press does what the key means. It reports false when the key can do nothing here.
func (l *line) press(k key) bool {
	was := *l
	switch k {
	case keyLeft:
		l.moveLeft(lastCluster(l.before))
	case keyRight:
		l.moveRight(firstCluster(l.after))
	case keyHome:
		l.moveLeft(len(l.before))
	case keyEnd:
		l.moveRight(len(l.after))
	case keyWordLeft:
		l.moveLeft(lastWord(l.before))
	case keyWordRight:
		l.moveRight(firstWord(l.after))
	case keyBackspace:
		l.before = l.before[:len(l.before)-lastCluster(l.before)]
	case keyDelete, keyEOF:
		l.after = l.after[firstCluster(l.after):]
	case keyEraseWord:
		l.before = l.before[:len(l.before)-lastWord(l.before)]
	case keyEraseLeft:
		l.before = ""
	case keyEraseRight:
		l.after = ""
	case keyTab:
		l.insert(' ')
	default:
		if k > 0 {
			l.insert(rune(k))
		}
	}
	return *l != was
}

func (l *line) moveLeft(n int) {
	cut := len(l.before) - n
	l.before, l.after = l.before[:cut], l.before[cut:]+l.after
}

func (l *line) moveRight(n int) { l.before, l.after = l.before+l.after[:n], l.after[n:] }

func (l *line) insert(r rune) {
	if len(l.before)+len(l.after)+utf8.RuneLen(r) <= maxLine {
		l.before += string(r)
	}
}
