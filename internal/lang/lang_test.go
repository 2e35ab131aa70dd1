package lang_test

import (
	"errors"
	"testing"

	"gangway/internal/lang"
)

var (
	chinese = lang.Speaker{Lang: lang.Chinese, Catalog: map[string]string{
		"the application is %s: it cannot be %s now": "申请目前为“%s”，不能%s",
		"approved":                  "已通过",
		"withdrawn":                 "撤回",
		"%s has %d lessons":         "%[2]d个课时，属于%[1]s",
		"mend %s":                   "请修改%s",
		"%s: %s":                    "%s：%s",
		"keep at 100% of the lines": "保持100%的底线",
	}}
	english lang.Speaker // the zero value
)

func TestSay(t *testing.T) {
	course := lang.Text{Chinese: "平台规则", English: "Platform rules"}
	for _, tt := range []struct {
		name             string
		message          lang.Message
		english, chinese string
	}{
		{"a sentence without arguments", lang.M("approved"), "approved", "已通过"},
		{"a percent sign without arguments is itself", lang.M("keep at 100% of the lines"), "keep at 100% of the lines", "保持100%的底线"},
		{"a sentence the catalogue lacks stays English", lang.M("not there: %s", "x"), "not there: x", "not there: x"},
		{"messages inside a message", lang.M("the application is %s: it cannot be %s now", lang.M("approved"), lang.M("withdrawn")),
			"the application is approved: it cannot be withdrawn now", "申请目前为“已通过”，不能撤回"},
		{"a text inside a message, in the other order", lang.M("%s has %d lessons", course, 4), "Platform rules has 4 lessons", "4个课时，属于平台规则"},
		{"three deep", lang.M("mend %s", lang.M("%s: %s", course, lang.M("approved"))), "mend Platform rules: approved", "请修改平台规则：已通过"},
		{"a text in quotes", lang.M("no course %q", course), `no course "Platform rules"`, `no course "平台规则"`},
		{"an error without a message", lang.M("mend %s", errors.New("disk full")), "mend disk full", "请修改disk full"},
		{"nothing", lang.Message{}, "", ""},
	} {
		if got := english.Say(tt.message); got != tt.english {
			t.Errorf("%s: got %q in English, want %q", tt.name, got, tt.english)
		}
		if got := chinese.Say(tt.message); got != tt.chinese {
			t.Errorf("%s: got %q in Chinese, want %q", tt.name, got, tt.chinese)
		}
		if got := tt.message.String(); got != tt.english {
			t.Errorf("%s: got %q from String, want %q", tt.name, got, tt.english)
		}
	}
}

func TestSayingTwiceDoesNotTranslateTheMessageItself(t *testing.T) {
	m := lang.M("mend %s", lang.M("approved"))
	chinese.Say(m)
	if got, want := english.Say(m), "mend approved"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSayfIsSayOfM(t *testing.T) {
	if got, want := chinese.Sayf("mend %s", lang.M("approved")), "请修改已通过"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestText(t *testing.T) {
	text := lang.Text{Chinese: "是", English: "yes"}
	for l, want := range map[lang.Lang]string{lang.Chinese: "是", lang.English: "yes", "": "yes"} {
		if got := text.In(l); got != want {
			t.Errorf("got %q in %q, want %q", got, l, want)
		}
	}
	for _, tt := range []struct {
		text lang.Text
		want bool
	}{{lang.Text{}, true}, {lang.Text{Chinese: "是"}, false}, {lang.Text{English: "yes"}, false}} {
		if got := tt.text.Empty(); got != tt.want {
			t.Errorf("%+v: got empty %v, want %v", tt.text, got, tt.want)
		}
	}
}

func TestEmptyMessage(t *testing.T) {
	if !(lang.Message{}).Empty() || lang.M("approved").Empty() {
		t.Errorf("got empty %v and %v, want true and false", lang.Message{}.Empty(), lang.M("approved").Empty())
	}
}
