package render_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"testing"

	"gangway/internal/lang"
	"gangway/internal/render"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite the goldens in testdata")

var (
	english = lang.Speaker{Lang: lang.English}
	chinese = lang.Speaker{Lang: lang.Chinese, Catalog: map[string]string{"nothing to show": "没有可显示的内容"}}
)

type row struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Score int    `json:"score"`
}

func rows() []row { return []row{{"K3F9QZ2M", "王小明", 98}, {"7B2XHN4T", "<Zoë> & co", 5}} }

func chineseTable() render.Table {
	return render.Table{
		Columns: []render.Column{{Title: "编号"}, {Title: "姓名"}, {Title: "得分", Right: true}, {Title: "原因", Flexible: true}},
		Rows: [][]string{
			{"K3F9QZ2M", "王小明", "98", "年龄 19 岁，“学历”高中及以上，打字速度 62 字/分钟，均符合《规则》的要求"},
			{"7B2XHN4T", "欧阳𬱖", "100", "typing speed 45 is below the 50 that the program asks for"},
			{"0001AAAA", "<Zoë> & co", "5"},
		},
	}
}

func narrowTable() render.Table {
	t := chineseTable()
	t.Columns = t.Columns[:3]
	return t
}

func wideTable() render.Table {
	t := render.Table{Columns: []render.Column{{Title: "id"}, {Title: "program"}, {Title: "submitted"}, {Title: "state"}}}
	t.Rows = [][]string{
		{"K3F9QZ2M", "day shift, no experience", "2026-11-22 09:30", "submitted"},
		{"7B2XHN4T", "夜班（有经验）", "2026-11-21 18:05", "in review"},
	}
	return t
}

// untitledTable has a column that goes on with the one before it.
func untitledTable() render.Table {
	return render.Table{
		Columns: []render.Column{{Title: "条件"}, {Flexible: true}, {Title: "不满足时"}, {Title: "依据"}},
		Rows: [][]string{
			{"legal-minimum-age", "未满 16 周岁的人不得被招用（劳动法第 15 条），本平台要求年满 18 周岁", "不能提交", "L15"},
			{"typing", "打字速度不低于每分钟 50 字", "由审核员决定", "S0-05"},
		},
	}
}

// longTitles takes more than half of a narrow terminal for a title.
func longTitles() render.Table {
	return render.Table{
		Columns: []render.Column{{Title: "编号"}, {Title: "客服或电商工作经验（月）", Right: true}, {Flexible: true}, {Title: "最早可以到岗的日期"}},
		Rows: [][]string{
			{"K3F9QZ2M", "14", "在样例网店做过一年多夜班客服，负责售前咨询、订单处理和售后纠纷", "2026-12-01"},
			{"7B2XHN4T", "0", "–", "2026-12-15"},
		},
	}
}

const lesson = `# 七天无理由退货

消费者收到商品之日起**七日内**可以退货，
无须说明理由。Use ` + "`gangway learn`" + ` to **go
on**, please; 2 * 3 * 4 stays as it is, and so does **this.

## What to do
- 商品应当完好；拆封查验不影响完好
- The customer pays for sending it back, unless **both sides agreed
  otherwise**

1. 先道歉
2. 再说明：` + "`退款`" + `在签收后原路退回

> 亲，您好！
> 很抱歉给您带来不便。
`

func page() render.Page {
	return render.Page{Title: "申请 K3F9QZ2M", Sections: []render.Section{
		{Fields: []render.Field{
			{Title: "状态", Value: "待审核"},
			{Title: "下一步", Value: "请在 2026-11-30 前完成《消费者权益保护法》课程，然后参加上岗考试"},
			{Title: "备注"},
		}},
		{Title: "历史", Table: narrowTable()},
		{Title: "说明", Text: []string{"1. 第一行\n# 第二行", "a_b*c | [x](y) <b> `d`\n- e"}, Lesson: "**Please** read `this`.\n"},
		{Title: "空", Table: render.Table{Columns: []render.Column{{Title: "编号"}}}},
	}}
}

// show is one way to print something.
type show func(render.Printer) error

func showList(table func() render.Table) show {
	return func(p render.Printer) error { return p.List(rows(), table) }
}

func showPage(p render.Printer) error { return p.Value(rows()[0], page) }

func printed(t *testing.T, s show, format render.Format, width int, color bool, speaker lang.Speaker) string {
	t.Helper()
	var b bytes.Buffer
	if err := s(render.New(&b, format, width, color, speaker)); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestGolden(t *testing.T) {
	for _, width := range []int{80, 40, 39, 0} {
		golden(t, fmt.Sprintf("%d", width), []section{
			{"list", printed(t, showList(chineseTable), render.Tables, width, false, chinese)},
			{"list without flexible columns", printed(t, showList(wideTable), render.Tables, width, false, english)},
			{"list with an untitled column", printed(t, showList(untitledTable), render.Tables, width, false, chinese)},
			{"list with long titles", printed(t, showList(longTitles), render.Tables, width, false, chinese)},
			{"page", printed(t, showPage, render.Tables, width, false, chinese)},
			{"lesson", render.New(nil, render.Tables, width, false, chinese).Lesson(lesson)},
		})
	}
	var documents []section
	for _, format := range []render.Format{render.JSON, render.JSONL, render.CSV, render.Markdown} {
		documents = append(documents,
			section{"list." + string(format), printed(t, showList(chineseTable), format, 40, false, chinese)},
			section{"page." + string(format), printed(t, showPage, format, 40, false, chinese)})
	}
	golden(t, "documents", documents)
}

// TestGoldenInOtherEnvironments proves that LANG and TERM move no column: the table library reads them when it starts.
func TestGoldenInOtherEnvironments(t *testing.T) {
	if *update {
		return
	}
	for _, env := range [][]string{
		{"LC_ALL=zh_CN.UTF-8", "TERM="}, {"LC_ALL=zh_CN.UTF-8", "TERM=linux"}, {"LANG=zh_CN.GBK", "TERM=dumb"},
		{"LANG=C.UTF-8", "TERM=xterm-256color"}, {"RUNEWIDTH_EASTASIAN=1"},
	} {
		t.Run(fmt.Sprint(env), func(t *testing.T) {
			c := exec.Command(os.Args[0], "-test.run=^TestGolden$")
			c.Env = env
			if out, err := c.CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

type section struct{ name, text string }

func golden(t *testing.T, name string, sections []section) {
	t.Helper()
	file := "testdata/" + name + ".txtar"
	if *update {
		archive := &txtar.Archive{Comment: []byte("How things look at this width (0: any), or as documents. Rewrite with: go test -update\n")}
		for _, s := range sections {
			archive.Files = append(archive.Files, txtar.File{Name: s.name, Data: []byte(s.text)})
		}
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var want []section
	for _, f := range archive.Files {
		want = append(want, section{f.Name, string(f.Data)})
	}
	if diff := cmp.Diff(want, sections, cmp.AllowUnexported(section{})); diff != "" {
		t.Errorf("%s: want -, got +\n%s", file, diff)
	}
}
