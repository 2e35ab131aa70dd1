package term

import (
	"context"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"

	"gangway/internal/lang"
)

// A person sits at a pseudo-terminal, sees its screen and presses keys.
type person struct {
	Prompter
	t      *testing.T
	master interface{ Write([]byte) (int, error) }
	hangUp func()
	file   *os.File // the near end

	mu     sync.Mutex
	screen *screen
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
	master, tty, err := openTerminal()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { master.Close(); tty.Close() })
	if err := pty.Setsize(tty, &pty.Winsize{Cols: uint16(d.columns), Rows: uint16(d.rows)}); err != nil {
		t.Fatal(err)
	}
	p := &person{
		Prompter: New(d.ctx, tty, tty, d.getenv, d.speaker),
		t:        t, master: master, hangUp: func() { master.Close() }, file: tty,
		screen: newScreen(d.columns, d.rows),
	}
	go p.watch(master)
	return p
}

// openTerminal returns both ends of a pseudo-terminal. A read from the near one ends when it is closed, as it must
// for a hang-up; that takes a descriptor that does not block.
func openTerminal() (master, tty *os.File, err error) {
	blocking, tty, err := pty.Open()
	if err != nil {
		return nil, nil, err
	}
	defer blocking.Close()
	fd, err := syscall.Dup(int(blocking.Fd()))
	if err != nil {
		return nil, nil, err
	}
	err = syscall.SetNonblock(fd, true)
	return os.NewFile(uintptr(fd), "master"), tty, err
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

func (p *person) watch(master interface{ Read([]byte) (int, error) }) {
	b := make([]byte, 4096)
	for {
		n, err := master.Read(b)
		if err != nil {
			return
		}
		p.mu.Lock()
		p.screen.write(b[:n])
		p.mu.Unlock()
	}
}

func (p *person) sees() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.screen.String()
}

// finds reports what ok says of the screen.
func (p *person) finds(ok func(s *screen) bool) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return ok(p.screen)
}

// waits until what is on the screen satisfies ok.
func (p *person) waits(what string, ok func(s *screen) bool) {
	p.t.Helper()
	for end := time.Now().Add(5 * time.Second); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		if p.finds(ok) {
			return
		}
	}
	p.t.Fatalf("never saw %s; the screen is\n%s", what, p.sees())
}

func (p *person) waitsFor(text string) {
	p.t.Helper()
	p.waits("“"+text+"”", func(s *screen) bool { return strings.Contains(s.String(), text) })
}

// waitsForScreen waits for exactly these rows.
func (p *person) waitsForScreen(rows ...string) {
	p.t.Helper()
	want := strings.Join(rows, "\n")
	p.waits("\n"+want+"\n", func(s *screen) bool { return s.String() == want })
}

func (p *person) types(keys string) {
	p.t.Helper()
	if _, err := p.master.Write([]byte(keys)); err != nil {
		p.t.Fatal(err)
	}
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
