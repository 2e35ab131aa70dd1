package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"gangway/applications/typing"
	"gangway/internal/term/termtest"
	"gangway/internal/text"
	"gangway/templates"
)

// goesBy lets time go by during a command.
func (h *house) goesBy(d time.Duration) {
	h.Helper()
	if h.clock == "" {
		h.clock = filepath.Join(h.home, "clock")
	} else {
		h.now = string(h.read(h.clock))
	}
	h.moves(d)
	// Written aside and renamed, because the program reads it many times a second.
	aside := h.clock + ".new"
	if err := os.WriteFile(aside, []byte(h.now), 0o600); err != nil {
		h.Fatal(err)
	}
	if err := os.Rename(aside, h.clock); err != nil {
		h.Fatal(err)
	}
}

func (h *house) read(file string) []byte {
	h.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		h.Fatal(err)
	}
	return data
}

// copyLine waits for a line of the test and returns it.
func (v *visit) copyLine(number int) (found string) {
	v.h.Helper()
	_, pool, err := typing.Library{FS: templates.Shipped()}.Pool()
	if err != nil {
		v.h.Fatal(err)
	}
	head := fmt.Sprintf("第%d行/共18行", number)
	if v.h.lang == "en" {
		head = flat(fmt.Sprintf("line %d of 18", number))
	}
	v.Waits("line "+head, func(s *termtest.Screen) bool {
		_, below, shown := strings.Cut(flat(s.Transcript()), head)
		for _, piece := range pool {
			for _, line := range piece.Lines {
				if shown && strings.HasSuffix(below, flat(line)+">") {
					found = line
				}
			}
		}
		return found != ""
	})
	return found
}

// types a line of the test in the given time.
func (v *visit) typesIn(d time.Duration, number int, keys func(line string) string) int {
	v.h.Helper()
	line := v.copyLine(number)
	first := string([]rune(line)[:1])
	v.Types(first) // starts the clock when it is the first
	v.Waits("what is typed", func(s *termtest.Screen) bool { return strings.HasSuffix(flat(s.Transcript()), ">"+first) })
	v.h.goesBy(d)
	v.Types(strings.TrimPrefix(keys(line), first) + enter)
	return len(text.Characters(line))
}

func asItStands(line string) string { return line }

// takeATypingTest types one test by hand, pastes another, and lets the time of a third run out.
func takeATypingTest(h *house) {
	h.goesBy(0)
	v := h.sits("wang", "typing")
	v.reads("时钟从您输入第一个字开始")
	characters := 0
	for number := 1; number <= 18; number++ {
		mend := asItStands
		if number == 2 {
			mend = func(line string) string { // a slip that is mended, and a full stop of the other width
				half := len([]rune(line)) / 2
				mended := string([]rune(line)[:half]) + "错了" + back + back + string([]rune(line)[half:])
				return strings.ReplaceAll(mended, "。", ".")
			}
		}
		characters += v.typesIn(15*time.Second, number, mend)
	}
	v.reads("测得的打字速度已用于申请") // which awaits review
	v.reads("可作为证明")
	v.ends(exitDone)
	var first typedTry
	h.run(&first, "wang", "typing", "result")
	speed := characters * 60 / (18 * 15)
	if got := first.Best; got == nil || got.Speed != speed || got.Accuracy != 1 || got.Seconds != 18*15 || !got.Valid || len(got.Text) != 3 {
		h.Errorf("got %+v, want %d characters a minute without a mistake", got, speed)
	}

	v = h.sits("wang", "typing")
	v.reads("下一次打字测试最早可于")
	v.ends(exitConflict)
	h.goesBy(10 * time.Minute)
	v = h.sits("wang", "typing")
	v.typesIn(15*time.Second, 1, asItStands)
	v.Types("\x1b[200~" + v.copyLine(2) + "\r\x1b[201~") // a terminal that tells of a paste: dropped
	v.typesIn(15*time.Second, 2, asItStands)
	for number := 3; number <= 18; number++ {
		v.typesIn(time.Second, number, asItStands)
	}
	v.reads("粘贴")
	v.ends(exitDone)

	h.goesBy(10 * time.Minute)
	v = h.sits("wang", "typing")
	v.typesIn(30*time.Second, 1, asItStands)
	line := v.copyLine(2)
	v.Types(string([]rune(line)[:5]))
	v.Waits("what is typed", func(s *termtest.Screen) bool {
		return strings.HasSuffix(flat(s.Transcript()), ">"+string([]rune(line)[:5]))
	})
	h.goesBy(5 * time.Minute)
	v.reads("时间到，请按回车查看结果")
	v.Types("还在打字" + enter)
	v.ends(exitDone)

	var all typedTry
	h.run(&all, "wang", "typing", "result")
	if len(all.Tries) != 3 || !all.Tries[1].Flagged || all.Tries[1].Valid || all.Tries[2].Seconds != 300 || !all.Tries[2].Valid {
		h.Errorf("got %+v, want a flagged try and one that took five minutes", all.Tries)
	}
	if all.Best == nil || all.Best.ID != first.Best.ID {
		h.Errorf("the best is %+v, want the first", all.Best)
	}
	h.goesBy(time.Hour)
	v = h.sits("wang", "typing")
	v.reads("30天内的3次打字测试机会已用完")
	v.ends(exitConflict)
}

// breakATypingTestOff leaves before the clock runs, which costs nothing, then after, then by a kill and a closed window.
func breakATypingTestOff(h *house) {
	h.goesBy(0)
	v := h.sits("wang", "typing")
	shown := v.copyLine(1)
	v.Types(ctrlC)
	v.ends(exitInterrupted)
	h.wantTries()

	v = h.sits("wang", "typing")
	if again := v.copyLine(1); again != shown {
		h.Errorf("leaving drew another line: %s, then %s", shown, again)
	}
	v.Types("您")
	h.wantTries("open")
	v.Types(ctrlC)
	v.reads("本次测试已中断并计入次数")
	v.ends(exitInterrupted)
	h.wantTries("abandoned")

	h.goesBy(10 * time.Minute)
	v = h.sits("wang", "typing")
	v.copyLine(1)
	v.Types("您")
	h.wantTries("abandoned", "open")
	other := h.sits("wang", "typing")
	other.reads("您有一次打字测试正在进行")
	other.ends(exitConflict)
	h.kills(v)
	h.goesBy(6 * time.Minute)
	h.wantTries("abandoned", "abandoned")

	h.goesBy(10 * time.Minute)
	v = h.sits("wang", "typing")
	v.copyLine(1)
	v.Types("您")
	h.wantTries("abandoned", "abandoned", "open")
	v.HangUp()
	v.waits()
	h.wantTries("abandoned", "abandoned", "abandoned")
}

// typeInEnglish takes a line and leaves.
func typeInEnglish(h *house) {
	h.lang = "en"
	h.goesBy(0)
	v := h.sits("wang", "typing")
	v.reads("Typing test: try 1 of 3, 18 lines, at most 5 minutes.")
	v.reads("[line 1 of 18, 5:00 left]")
	v.typesIn(20*time.Second, 1, asItStands)
	v.copyLine(2)
	v.reads("4:40 left")
	v.Types(ctrlC)
	v.reads("The try was broken off and counts; the next may begin at 2026-11-23 10:10.")
	v.ends(exitInterrupted)
}

// kills ends a command the hard way.
func (h *house) kills(v *visit) {
	h.Helper()
	v.signals(os.Kill)
	v.waits()
}

type typedTry struct {
	Tries []jsonTry
	Best  *jsonTry
}

// wantTries waits for the account's tries to stand as told.
func (h *house) wantTries(want ...string) {
	h.Helper()
	var states []string
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); {
		var all typedTry
		h.run(&all, "wang", "typing", "result")
		states = nil
		for _, t := range all.Tries {
			states = append(states, string(t.State))
		}
		if strings.Join(states, " ") == strings.Join(want, " ") {
			return
		}
	}
	h.Errorf("the tries are %q, want %q", states, want)
}
