package term

import (
	"errors"
	"io"
	"strings"
	"testing"

	"gangway/internal/fault"
)

func TestAnswer(t *testing.T) {
	tests := []struct{ name, typed, want string }{
		{"spaces around it", " \t王 小明　\n", "王 小明"},
		{"a zero-width space and a bidi override", "王\u200b\u202e小明", "王小明"},
		{"an accent of its own", "Jose\u0301", "José"},
		{"two lines", "一\r\n二", "一 二"},
	}
	for _, test := range tests {
		if got, err := Answer(test.typed); got != test.want || err != nil {
			t.Errorf("%s: got %q, %v, want %q", test.name, got, err, test.want)
		}
	}
	for _, typed := range []string{"\xcd\xf5", "a\x1b[2J", "a\x00", "a\u009b"} {
		if _, err := Answer(typed); !errors.Is(err, fault.Invalid) {
			t.Errorf("%q: got %v, want fault.Invalid", typed, err)
		}
	}
}

func TestReadSecretLine(t *testing.T) {
	longest := strings.Repeat("x", 1024)
	tests := []struct{ name, input, want string }{
		{"a line", "密码 1\n", "密码 1"},
		{"no line break", "secret", "secret"},
		{"a line break of Windows", "secret\r\n", "secret"},
		{"spaces belong to it", " secret \n", " secret "},
		{"an accent of its own", "e\u0301\n", "é"},
		{"the longest", longest + "\r\n", longest},
	}
	for _, test := range tests {
		if got, err := ReadSecretLine(strings.NewReader(test.input)); got != test.want || err != nil {
			t.Errorf("%s: got %q, %v, want %q", test.name, got, err, test.want)
		}
	}
	for name, input := range map[string]string{
		"nothing":                "",
		"an empty line":          "\nsecret\n",
		"too long":               longest + "x\n",
		"far too long":           strings.Repeat("x", 1<<20),
		"GBK":                    "\xcd\xf5\n",
		"a control character":    "a\x1bb\n",
		"an invisible BOM":       "\ufeffsecret\n",
		"a carriage return":      "a\rb\n",
		"only a carriage return": "\r\n",
	} {
		if got, err := ReadSecretLine(strings.NewReader(input)); !errors.Is(err, fault.Invalid) || got != "" {
			t.Errorf("%s: got %q, %v, want fault.Invalid", name, got, err)
		}
	}
}

func TestReadSecretLineLeavesTheRest(t *testing.T) {
	r := strings.NewReader("secret\nrest")
	if _, err := ReadSecretLine(r); err != nil {
		t.Fatal(err)
	}
	if rest, err := io.ReadAll(r); string(rest) != "rest" || err != nil {
		t.Errorf("left is %q, %v", rest, err)
	}
}

func TestReadSecretLinePassesOnAnErrorOfReading(t *testing.T) {
	want := errors.New("unplugged")
	r := io.MultiReader(strings.NewReader("sec"), failing{want})
	if _, err := ReadSecretLine(r); !errors.Is(err, want) {
		t.Errorf("got %v, want %v", err, want)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func TestNoneNamesTheFlag(t *testing.T) {
	q := Question{Prompt: "手机号", Flag: "--mobile", Default: "13800000000", Optional: true, Options: shifts}
	asks := map[string]func() error{
		"Text":       func() error { _, err := None().Text(q); return err },
		"Secret":     func() error { _, err := None().Secret(q); return err },
		"Choose":     func() error { _, err := None().Choose(q); return err },
		"ChooseMany": func() error { _, err := None().ChooseMany(q); return err },
		"Confirm":    func() error { _, err := None().Confirm(q); return err },
	}
	for name, ask := range asks {
		err := ask()
		if !errors.Is(err, ErrNotInteractive) || !errors.Is(err, fault.Invalid) {
			t.Errorf("%s: got %v, want ErrNotInteractive and fault.Invalid", name, err)
		} else if !strings.Contains(err.Error(), "--mobile") {
			t.Errorf("%s: %q does not name the flag", name, err)
		}
	}
}
