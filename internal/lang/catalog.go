package lang

import (
	"encoding/json"
	"strings"
)

// ReadCatalog reads the catalogue of a language, a JSON object of texts. A pair of texts on a line of its own, as they
// stand in the file that ships, is cut out of the line: every command waits for a thousand of them, and reading them as
// any JSON there might be takes ten times as long.
func ReadCatalog(data string) (map[string]string, error) {
	catalog := make(map[string]string, strings.Count(data, "\n"))
	lines, opened := strings.CutPrefix(strings.TrimSpace(data), "{\n")
	lines, closed := strings.CutSuffix(lines, "\n}")
	if !opened || !closed {
		return catalog, json.Unmarshal([]byte(data), &catalog)
	}
	for line := range strings.SplitSeq(lines, "\n") {
		line = strings.TrimSuffix(strings.TrimSpace(line), ",")
		if format, said, ok := pair(line); ok {
			catalog[format] = said
		} else if json.Unmarshal([]byte("{"+line+"}"), &catalog) != nil {
			return catalog, json.Unmarshal([]byte(data), &catalog) // it is written in another way, or wrong
		}
	}
	return catalog, nil
}

// pair cuts two texts in which nothing is escaped out of a line, and reports whether it holds such.
func pair(line string) (format, said string, ok bool) {
	if len(line) < 2 || line[0] != '"' || line[len(line)-1] != '"' || strings.Contains(line, `\`) {
		return "", "", false
	}
	format, said, ok = strings.Cut(line[1:len(line)-1], `": "`)
	return format, said, ok && !strings.Contains(format, `"`) && !strings.Contains(said, `"`)
}
