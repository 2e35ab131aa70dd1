package yamlfile_test

import (
	"strings"
	"testing"

	"gangway/internal/yamlfile"
)

func TestDecodeBoundsFiles(t *testing.T) {
	const limit = 4 << 20
	full := "id: " + strings.Repeat("a", limit-len("id: "))
	for _, tt := range []struct{ name, data, want string }{
		{"a file of the largest size", full, ""},
		{"a file one byte larger", full + "a", "f:1:1: the file is larger than 4 MiB; divide it"},
		{"a value nested too deep", "id: " + strings.Repeat("[", 40) + strings.Repeat("]", 40), "f:1:37: nested deeper than 32 levels; write it flatter"},
		{"a value nested far too deep", "id: " + strings.Repeat("[", 20_000), "f:1:1: this is not YAML: exceeded max depth of 10000"},
	} {
		got := strings.Join(mistakes(yamlfile.Decode("f", []byte(tt.data), new(sheet)).Err()), "\n")
		if got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}
