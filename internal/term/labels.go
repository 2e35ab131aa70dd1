package term

import (
	"slices"
	"strconv"
	"strings"

	"gangway/internal/text"
)

// labels returns the labels of a list, each short enough to stay on one line beside what else the line needs: survey
// miscounts lines that wrap. When some had to be cut, all of them in full are returned as well, to be shown above the
// list; they bear numbers when the cut ones would look the same.
func (t *terminal) labels(options []Option, beside int) (labels []string, inFull string) {
	full := make([]string, len(options))
	for i, o := range options {
		full[i] = text.Clean(o.Label)
	}
	labels = cut(full, t.columns()-beside)
	if slices.Equal(labels, full) {
		return labels, ""
	}
	if repeats(labels) {
		for i := range full {
			full[i] = strconv.Itoa(i+1) + ". " + full[i]
		}
		labels = cut(full, t.columns()-beside)
	}
	var b strings.Builder
	for _, label := range full {
		b.WriteString(t.paragraph("- ", label, plain))
	}
	return labels, b.String()
}

func cut(labels []string, cells int) []string {
	short := make([]string, len(labels))
	for i, label := range labels {
		short[i] = text.Truncate(label, cells)
	}
	return short
}

func repeats(labels []string) bool {
	sorted := slices.Sorted(slices.Values(labels))
	return len(slices.Compact(sorted)) < len(labels)
}
