package term

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"gangway/internal/fault"
	"gangway/internal/term/termtest"
)

func TestTextKeepsWhatWasTyped(t *testing.T) {
	long := strings.Repeat("我在网店做过客服", 12)
	tests := []struct {
		name  string
		keys  string
		value string // prefilled
		want  string
	}{
		{"Chinese with backspaces", "王小\x7f大\x7f\x7f王大明", "", "王大明"},
		{"a prefilled default is edited at its end", "\x7f二", "王小明", "王小二"},
		{"a prefilled default is taken by Enter", "", "王小明", "王小明"},
		{"the left arrow steps over one Hanzi", "王明\x1b[D小", "", "王小明"},
		{"Ctrl-Left is a word, not text", "wang ming\x1b[1;5Dxiao ", "", "wang xiao ming"},
		{"Ctrl-Right is a word, not text", "ab cd\x01\x1b[1;5C!", "", "ab! cd"},
		{"Alt-b and Alt-f are words", "ab cd\x1bb-\x1bf+", "", "ab -cd+"},
		{"Home and End of tmux", "小\x1b[1~王\x1b[4~明", "", "王小明"},
		{"Home and End of xterm, in both modes", "b\x1b[Ha\x1b[Fc\x1bOH_\x1bOF_", "", "_abc_"},
		{"Delete takes the Hanzi under the cursor", "王大明\x1b[D\x1b[D\x1b[3~小", "", "王小明"},
		{"the marks around a paste are no text", "\x1b[200~王小明\x1b[201~", "", "王小明"},
		{"unknown sequences are no text", "a\x1b[15~b\x1b[24;5~c\x1b[<0;1;1Md\x1b]11;rgb:0/0/0\ae\x1bPx\x1b\\f", "", "abcdef"},
		{"a report of the cursor is no text", "a\x1b[12;40Rb", "", "ab"},
		{"Escape alone is no text", "a\x1b", "", "a"},
		{"Ctrl-W, Ctrl-U and Ctrl-K erase", "x y\x17z\x15ab\x02\x0b", "", "a"},
		{"spaces around it go, also full-width ones", "  王 小明　", "", "王 小明"},
		{"characters nobody sees go", "王\u200b小\u202e明\ufeff", "", "王小明"},
		{"a letter and its accent become one", "Jose\u0301", "", "José"},
		{"a Hanzi beyond the basic plane is one character", "𬱖𬱖\x7f明", "", "𬱖明"},
		{"a text much longer than the line", long + strings.Repeat("\x1b[D", 4) + "，", "", long[:len(long)-12] + "，" + long[len(long)-12:]},
	}
	for _, columns := range []int{39, 40} {
		for _, test := range tests {
			t.Run(fmt.Sprint(test.name, columns), func(t *testing.T) {
				p := sit(t, desk{columns: columns})
				c := asked(p.Text, Question{Prompt: "姓名", Default: test.value})
				p.WaitsFor(">")
				for _, key := range split(test.keys) {
					p.Types(key)
				}
				p.Types("\r")
				if got := answered(t, c); got != test.want {
					t.Errorf("got %q, want %q", got, test.want)
				}
				p.Waits("the answer alone below the question", func(s *termtest.Screen) bool {
					shown := strings.NewReplacer("\n", "", "  ", "").Replace(s.String())
					return shown == "? 姓名> "+test.want
				})
			})
		}
	}
}

// split returns the keys in as many pieces as a slow line may deliver them in: one for each sequence or character.
func split(keys string) []string {
	var pieces []string
	for b := []byte(keys); len(b) > 0; {
		_, n := decode(b)
		if n == 0 {
			_, n = decodeRest(b)
		}
		pieces = append(pieces, string(b[:n]))
		b = b[n:]
	}
	return pieces
}

func TestTextShowsTheLineWhileItIsEdited(t *testing.T) {
	p := sit(t, desk{columns: 20})
	c := asked(p.Text, Question{Prompt: "说说你为什么想做网店客服，不少于二十个字", Help: "写真实的想法"})
	const question = "? 说说你为什么想做\n  网店客服，不少于\n  二十个字\n  写真实的想法\n"
	p.WaitsForScreen(question + ">")
	p.Types("一二三四五六七")
	p.WaitsForScreen(question + "> 一二三四五六七")
	p.Types("八九十")
	p.WaitsForScreen(question + "> <四五六七八九十")
	p.Types("\x01")
	p.WaitsForScreen(question + "> 一二三四五六七>")
	p.Types("零")
	p.WaitsForScreen(question + "> 零一二三四五六>")
	p.Types("\x05" + strings.Repeat("\x7f", 8))
	p.WaitsForScreen(question + "> 零一二")
	p.Types("\r")
	if got := answered(t, c); got != "零一二" {
		t.Errorf("got %q", got)
	}
}

func TestAFailedCheckKeepsTheText(t *testing.T) {
	p := sit(t, desk{columns: 39, speaker: chinese()})
	c := asked(p.Text, Question{Prompt: "手机号", Check: func(s string) error {
		if len(s) != 11 {
			return fault.New(fault.Invalid, "手机号应为十一位数字，现在是%d位", len(s)).WithHint("例如：13800000000")
		}
		return nil
	}})
	p.WaitsFor(">")
	p.Types("\r")
	p.WaitsForScreen("? 手机号", "! 这里需要填写", ">")
	p.Types("1380000\r")
	p.WaitsForScreen("? 手机号", "! 手机号应为十一位数字，现在是7位", "  例如：13800000000", "> 1380000")
	p.Types("0000")
	p.WaitsForScreen("? 手机号", "! 手机号应为十一位数字，现在是7位", "  例如：13800000000", "> 13800000000")
	p.Types("\r")
	if got := answered(t, c); got != "13800000000" {
		t.Errorf("got %q", got)
	}
	p.WaitsForScreen("? 手机号", "> 13800000000")
}

func TestAFailedCheckDropsThePasteAfterIt(t *testing.T) {
	p := sit(t, desk{})
	c := asked(p.Text, Question{Prompt: "Age", Check: func(s string) error {
		if s == "x" {
			return errors.New("not a number")
		}
		return nil
	}})
	p.WaitsFor(">")
	p.Types("x\rsecond line\rthird")
	p.WaitsForScreen("? Age", "! not a number", "> x")
	p.Types("\x7f20\r")
	if got := answered(t, c); got != "20" {
		t.Errorf("got %q", got)
	}
}

func TestAnOptionalAnswerMayBeEmptyAndIsNotChecked(t *testing.T) {
	p := sit(t, desk{})
	never := func(string) error { return errors.New("checked") }
	c := asked(p.Text, Question{Prompt: "QQ", Optional: true, Check: never})
	p.WaitsFor(">")
	p.Types("\r")
	if got := answered(t, c); got != "" {
		t.Errorf("got %q", got)
	}
}

func TestPastedLinesAnswerOneQuestionEach(t *testing.T) {
	for _, lineBreak := range []string{"\r", "\n", "\r\n"} {
		p := sit(t, desk{})
		first := asked(p.Text, Question{Prompt: "姓名"})
		p.WaitsFor(">")
		p.Types("王小明" + lineBreak + "杭州" + lineBreak + "\x1b[B" + lineBreak)
		if got := answered(t, first); got != "王小明" {
			t.Errorf("after %q: the first answer is %q", lineBreak, got)
		}
		if got := answered(t, asked(p.Text, Question{Prompt: "城市"})); got != "杭州" {
			t.Errorf("after %q: the second answer is %q", lineBreak, got)
		}
		options := []Option{{"a", "早班"}, {"b", "晚班"}}
		if got := answered(t, asked(p.Choose, Question{Prompt: "班次", Options: options})); got != "b" {
			t.Errorf("after %q: the third answer is %q", lineBreak, got)
		}
	}
}

func TestBytesThatAreNotUTF8AreRefused(t *testing.T) {
	p := sit(t, desk{speaker: chinese()})
	c := asked(p.Text, Question{Prompt: "姓名"})
	p.WaitsFor(">")
	p.Types("\xcd\xf5\r") // 王 in GBK
	p.WaitsFor("! 含有不是文字的内容")
	p.Types("\x7f\x7f王\r")
	if got := answered(t, c); got != "王" {
		t.Errorf("got %q", got)
	}
}

func TestSecretIsNeverShown(t *testing.T) {
	p := sit(t, desk{})
	refused := false
	c := asked(p.Secret, Question{Prompt: "Password", Check: func(s string) error {
		if s == "short" {
			refused = true
			return errors.New("too short")
		}
		return nil
	}})
	p.WaitsFor(">")
	p.Types("short")
	p.WaitsForScreen("? Password", "> *****")
	p.Types("\r")
	p.WaitsForScreen("? Password", "! too short", ">")
	p.Types("密码 long enough\x7f\x7f")
	p.WaitsForScreen("? Password", "! too short", "> **************"[:len("> ")+12])
	p.Types("\r")
	if got, want := answered(t, c), "密码 long enou"; got != want || !refused {
		t.Errorf("got %q, want %q", got, want)
	}
	p.WaitsForScreen("? Password", "> ******")
}
