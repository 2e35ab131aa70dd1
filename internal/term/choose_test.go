package term

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"gangway/internal/term/termtest"
)

var shifts = []Option{{"early", "早班"}, {"late", "晚班"}, {"night", "夜班"}}

func TestChooseGivesTheValue(t *testing.T) {
	tests := []struct{ name, value, keys, want string }{
		{"the first option is offered first", "", "\r", "early"},
		{"the default is offered first", "late", "\r", "late"},
		{"a default that is no option is passed over", "noon", "\r", "early"},
		{"arrows move, also past the end", "", "\x1b[B\x1b[B\x1b[B\x1b[A\r", "night"},
		{"arrows of the other mode, Tab and Ctrl-N move", "", "\x1bOB\t\x0e\x10\r", "night"},
		{"typing narrows the list by label", "", "夜\r", "night"},
		{"typing narrows the list by value", "", "LAT\r", "late"},
		{"typing what is nowhere narrows nothing", "", "zz\x1b[B\r", "late"},
		{"Escape forgets what was typed", "", "夜\x1b", "early"},
		{"unknown sequences and Alt do nothing", "", "\x1b[1;5C\x1bb\x1b[200~\x1b[15~\x1b[3;7R\x1b[B\r", "late"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := sit(t, desk{speaker: chinese()})
			c := asked(p.Choose, Question{Prompt: "班次", Options: shifts, Default: test.value})
			p.WaitsFor("夜班")
			for _, key := range split(test.keys) {
				p.Types(key)
			}
			if strings.HasSuffix(test.keys, "\x1b") {
				p.WaitsFor("早班")
				p.Types("\r")
			}
			if got := answered(t, c); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			label := shifts[slices.Index(values(shifts), test.want)].Label
			p.WaitsForScreen("? 班次", "> "+label)
		})
	}
}

func TestChooseLeavesNoTraceAtAnyWidth(t *testing.T) {
	options := []Option{
		{"a", "立即向买家道歉，并在十五分钟之内核实订单的物流信息"},
		{"b", "立即向买家道歉，并在十五分钟之内核实订单的退款进度，再给出处理方案"},
		{"c", "请买家等待"},
	}
	for _, columns := range []int{24, 39, 40, 80} {
		t.Run(fmt.Sprint(columns), func(t *testing.T) {
			p := sit(t, desk{columns: columns, speaker: chinese()})
			c := asked(p.Choose, Question{Prompt: "买家催发货，你会怎么做？", Options: options})
			p.WaitsFor("选定\n>")
			first := p.Sees()
			for range 3 {
				for range options {
					p.Types("\x1b[B")
				}
				p.Types("等")
				p.Waits("one option", func(s *termtest.Screen) bool { return !strings.Contains(s.String(), "选定\n") })
				p.Types("\x7f")
			}
			p.WaitsForScreen(strings.Split(first, "\n")...)
			for _, o := range options {
				if flat := strings.NewReplacer("\n", "", "  ", "").Replace(first); !strings.Contains(flat, o.Label) {
					t.Errorf("the label %q cannot be read in full on\n%s", o.Label, first)
				}
			}
			p.Types("退款\r")
			if got := answered(t, c); got != "b" {
				t.Errorf("got %q, want b", got)
			}
		})
	}
}

func TestLabelsThatLookAlikeWhenCutAreNumbered(t *testing.T) {
	p := sit(t, desk{columns: 24, speaker: chinese()})
	c := asked(p.Choose, Question{Prompt: "选", Options: []Option{
		{"a", "十五分钟之内核实订单的物流"}, {"b", "十五分钟之内核实订单的退款"},
	}})
	p.WaitsFor("> 1. 十五分钟之内核实…")
	p.WaitsFor("  2. 十五分钟之内核实…")
	p.Types("\x1b[B\r")
	if got := answered(t, c); got != "b" {
		t.Errorf("got %q, want b", got)
	}
}

func TestALongListScrolls(t *testing.T) {
	var options []Option
	for i := range 40 {
		options = append(options, Option{fmt.Sprint("v", i), fmt.Sprintf("第%d项", i)})
	}
	p := sit(t, desk{columns: 60, rows: 10, speaker: chinese()})
	c := asked(p.Choose, Question{Prompt: "选择", Options: options})
	p.WaitsFor("40 项")
	p.Types("\x1b[A")
	p.WaitsFor("> 第39项")
	p.Types("\x1b[A\r")
	if got := answered(t, c); got != "v38" {
		t.Errorf("got %q, want v38", got)
	}
	p.WaitsForScreen("? 选择", "> 第38项")
}

func TestAnOptionalChoiceMayBeLeftEmpty(t *testing.T) {
	p := sit(t, desk{speaker: chinese()})
	c := asked(p.Choose, Question{Prompt: "班次", Options: shifts, Optional: true})
	p.WaitsFor("> 不填")
	p.Types("\r")
	if got, err := result(t, c); got != "" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
	if len(shifts) != 3 {
		t.Error("the caller's options were changed")
	}
}

func TestAChoiceThatFailsItsCheckIsAskedAgain(t *testing.T) {
	p := sit(t, desk{speaker: chinese()})
	c := asked(p.Choose, Question{Prompt: "班次", Options: shifts, Check: func(v string) error {
		if v == "early" {
			return errors.New("早班已满")
		}
		return nil
	}})
	p.WaitsFor("夜班")
	p.Types("\r")
	p.WaitsFor("! 早班已满\n方向键")
	p.Types("\x1b[B\r")
	if got := answered(t, c); got != "late" {
		t.Errorf("got %q, want late", got)
	}
}

func TestChooseManyGivesTheValuesInOrder(t *testing.T) {
	tests := []struct {
		name, value, keys string
		want              []string
	}{
		{"marked backwards, given forwards", "", "\x1b[A \x1b[A\x1b[A \r", []string{"early", "night"}},
		{"defaults are marked already", "late,night", "\r", []string{"late", "night"}},
		{"a mark can be taken back", "early,late", " \r", []string{"late"}},
		{"left and right mark nothing", "late", "\x1b[C\x1b[D\r", []string{"late"}},
		{"one found by typing", "", "晚 夜 \r", []string{"late", "night"}},
		{"typing what is nowhere, then up, breaks nothing", "", "zz\x1b[A \x1b[A\x1b[A \r", []string{"early", "night"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := sit(t, desk{columns: 39, speaker: chinese()})
			c := asked(p.ChooseMany, Question{Prompt: "班次", Options: shifts, Default: test.value})
			p.WaitsFor("夜班")
			p.Types(test.keys)
			if diff := cmp.Diff(test.want, answered(t, c)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestChooseManyNeedsAnAnswerUnlessOptional(t *testing.T) {
	p := sit(t, desk{speaker: chinese()})
	c := asked(p.ChooseMany, Question{Prompt: "班次", Options: shifts})
	p.WaitsFor("夜班")
	p.Types("\r")
	p.WaitsFor("! 这里需要填写\n方向键")
	p.Types("\x1b[B \r")
	if diff := cmp.Diff([]string{"late"}, answered(t, c)); diff != "" {
		t.Error(diff)
	}
	c = asked(p.ChooseMany, Question{Prompt: "其他", Options: shifts, Optional: true})
	p.WaitsFor("其他")
	p.Types("\r")
	if got, err := result(t, c); len(got) != 0 || err != nil {
		t.Errorf("got %q, %v, want nothing", got, err)
	}
}

func TestConfirm(t *testing.T) {
	tests := []struct {
		name, value, keys string
		want              bool
	}{
		{"Enter alone is no", "", "\r", false},
		{"Enter alone is yes where that was asked for", "yes", "\r", true},
		{"up to yes", "", "\x1b[A\r", true},
		{"typed in Chinese", "", "是\r", true},
		{"typed in English", "", "y\r", true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := sit(t, desk{speaker: chinese()})
			c := asked(p.Confirm, Question{Prompt: "提交申请？", Default: test.value})
			p.WaitsFor("否")
			p.Types(test.keys)
			if got := answered(t, c); got != test.want {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

func TestNoEnglishIsLeftInChinese(t *testing.T) {
	p := sit(t, desk{speaker: chinese()})
	isLatin := func(r rune) bool { return r < unicode.MaxASCII && unicode.IsLetter(r) }
	latin := func() {
		t.Helper()
		seen := p.Sees()
		if strings.ContainsFunc(strings.NewReplacer("UTF-8", "", "[x]", "").Replace(seen), isLatin) {
			t.Errorf("English on the screen:\n%s", seen)
		}
	}
	text := asked(p.Text, Question{Prompt: "姓名"})
	p.WaitsFor(">")
	p.Types("\r")
	p.WaitsFor("!")
	latin()
	p.Types("王\r")
	answered(t, text)
	secret := asked(p.Secret, Question{Prompt: "密码"})
	p.WaitsFor("密码\n>")
	p.Types("\xff\r")
	p.WaitsFor("! 含有不是文字的内容")
	latin()
	p.Types("密码\r")
	answered(t, secret)
	many := asked(p.ChooseMany, Question{Prompt: "多选", Options: shifts})
	p.WaitsFor("空格")
	p.Types("晚")
	p.WaitsFor("筛选： 晚")
	p.Types(" \r")
	answered(t, many)
	latin()
	one := asked(p.Choose, Question{Prompt: "单选", Options: shifts, Optional: true})
	p.WaitsFor("不填")
	latin()
	p.Types("\r")
	answered(t, one)
	sure := asked(p.Confirm, Question{Prompt: "确定？"})
	p.WaitsFor("> 否")
	p.Types("\r")
	answered(t, sure)
	latin()
}
