package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// stories are told at a pseudo-terminal, each from a stage of the sample journey on.
var stories = []struct {
	name, stage string
	tell        func(*house)
}{
	{"register by hand", "staff", registerByHand},
	{"register in English", "staff", registerInEnglish},
	{"profile", "registered", completeProfile},
	{"apply, leave and go on", "verified", applyLeaveAndGoOn},
	{"apply in English", "verified", applyInEnglish},
	{"a terminal that is closed", "verified", closeTheTerminal},
	{"a signal", "verified", endBySignal},
	{"a returned application", "submitted", mendAReturned},
	{"entries, conditions and files", "verified", fillInEveryKind},
	{"a form in English", "verified", fillInEnglish},
	{"a program begun", "staff", beginAProgram},
	{"a program begun in English", "staff", beginAProgramInEnglish},
	{"approve by choosing", "waiting", approveByChoosing},
	{"return by choosing", "submitted", returnByChoosing},
	{"learn", "approved", learnALesson},
	{"typing", "submitted", takeATypingTest},
	{"typing, broken off", "verified", breakATypingTestOff},
	{"typing in English", "verified", typeInEnglish},
	{"exam", "trained", sitAnExam},
	{"grade", "trained", gradeAnAnswer},
	{"go live", "certified", activateASeat},
	{"a ticket", "submitted", openATicket},
	{"ask and go on", "submitted", askAndGoOn},
}

// widths are those of an ordinary terminal, of a narrow one, and one where a Hanzi would be cut in two.
var widths = []int{80, 40, 39}

// TestAtATerminal tells every story at every width, with the real program on a store of its own.
func TestAtATerminal(t *testing.T) {
	t.Parallel()
	homes := playedStages(t)
	for _, s := range stories {
		for _, columns := range widths {
			t.Run(fmt.Sprint(s.name, " at ", columns), func(t *testing.T) {
				t.Parallel()
				s.tell(newHouse(t, homes, s.stage, columns))
			})
		}
	}
}

// playedStages plays the sample journey and returns a folder with a copy of the home at each stage.
func playedStages(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	var script strings.Builder
	for _, s := range stages {
		fmt.Fprintf(&script, "journey %s\nexec cp -a $HOME %s\n", s.name, filepath.Join(dir, s.name))
	}
	scripts := map[string]string{
		"stages":  script.String(),
		"waiting": strings.ReplaceAll(threeWaiting, "$HOMES", dir),
	}
	var files []string
	for name, text := range scripts {
		file := filepath.Join(dir, name+".txtar")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	if !t.Run("stages", func(t *testing.T) { runScripts(t, files, "") }) {
		t.FailNow()
	}
	return dir
}

// A house is where a story is told: the home of the accounts of the sample journey, and how wide their terminals are.
type house struct {
	*testing.T
	home    string
	columns int
	lang    string
	now     string
	clock   string // a file that holds the time instead, for a story during which it goes by
	ours    string // folder of templates laid over the shipped ones
}

func newHouse(t *testing.T, homes, stage string, columns int) *house {
	h := &house{T: t, home: filepath.Join(t.TempDir(), "home"), columns: columns, lang: "zh-CN", now: startOfScripts}
	if err := os.Mkdir(h.home, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := copyFolder(filepath.Join(homes, stage), h.home); err != nil {
		t.Fatal(err)
	}
	return h
}

// command returns a call of the program by an account.
func (h *house) command(account string, args ...string) *exec.Cmd {
	c := exec.CommandContext(h.Context(), "gangway", args...)
	c.Dir = h.home
	c.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + h.home, "TERM=xterm-256color", "PAGER=cat", "GANGWAY_LANG=" + h.lang,
		"GANGWAY_TEST_NOW=" + h.now, "GANGWAY_TEMPLATES=" + h.ours, "GANGWAY_TEST_CLOCK=" + h.clock, "GANGWAY_SESSION=" + filepath.Join(h.home, "sessions", account),
	}
	return c
}
