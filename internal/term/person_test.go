package term

import (
	"context"
	"testing"
	"time"

	"gangway/internal/lang"
	"gangway/internal/term/termtest"
)

// A person sits at a pseudo-terminal and is asked.
type person struct {
	*termtest.Terminal
	Prompter
}

type desk struct {
	columns int // 40 if not given
	rows    int // 24
	speaker lang.Speaker
	getenv  func(string) string
	ctx     context.Context
}

func sit(t *testing.T, d desk) *person {
	t.Helper()
	d = d.complete(t)
	terminal := termtest.Open(t, d.columns, d.rows)
	return &person{terminal, New(d.ctx, terminal.File, terminal.File, d.getenv, d.speaker)}
}

func (d desk) complete(t *testing.T) desk {
	if d.columns == 0 {
		d.columns = 40
	}
	if d.rows == 0 {
		d.rows = 24
	}
	if d.getenv == nil {
		d.getenv = func(string) string { return "" }
	}
	if d.ctx == nil {
		d.ctx = t.Context()
	}
	return d
}

type outcome[T any] struct {
	answer T
	err    error
}

// asked asks the question in the background; the outcome comes when the person has answered.
func asked[T any](ask func(Question) (T, error), q Question) <-chan outcome[T] {
	c := make(chan outcome[T], 1)
	go func() {
		answer, err := ask(q)
		c <- outcome[T]{answer, err}
	}()
	return c
}

func result[T any](t *testing.T, c <-chan outcome[T]) (T, error) {
	t.Helper()
	select {
	case o := <-c:
		return o.answer, o.err
	case <-time.After(5 * time.Second):
		t.Fatal("the question was never answered")
		panic("unreachable")
	}
}

func answered[T any](t *testing.T, c <-chan outcome[T]) T {
	t.Helper()
	answer, err := result(t, c)
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

// chinese speaks what this package says, in Chinese.
func chinese() lang.Speaker {
	return lang.Speaker{Lang: lang.Chinese, Catalog: map[string]string{
		"an answer is needed here":       "这里需要填写",
		"leave this empty":               "不填",
		"Yes":                            "是",
		"No":                             "否",
		"narrowed to:":                   "筛选：",
		"arrow keys move, Enter chooses": "方向键移动，回车选定",
		"arrow keys move, Space marks, Enter finishes":                    "方向键移动，空格勾选，回车完成",
		"%s, typing narrows the list of %d":                               "%s，输入文字可从 %d 项中筛选",
		"it has characters that are not UTF-8 text":                       "含有不是文字的内容",
		"set the terminal or the file to UTF-8 and give the answer again": "请把终端或文件的编码改为 UTF-8 后重新填写",
	}}
}
