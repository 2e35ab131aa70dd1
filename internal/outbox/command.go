package outbox

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"time"

	"gangway/internal/lang"
)

// commandPatience bounds one run of a command.
const commandPatience = 30 * time.Second

type command struct {
	path     string
	args     []string
	patience time.Duration
}

// Command returns a sink that runs a program for each notice, without a shell: the notice as JSON on its standard
// input, its id in GANGWAY_NOTICE_ID, and of our environment only PATH, HOME and LANG. Exit status 0 means delivered,
// any other surely not delivered; a program that is killed or takes longer than 30 seconds leaves the notice unsure.
// The first line of its standard error is kept with the notice, without addresses and numbers. The sink is not
// repeatable.
func Command(path string, args ...string) Sink { return command{path, args, commandPatience} }

// Repeatable: we do not know what the program does.
func (c command) Repeatable() bool { return false }

// Deliver runs the program to its end, even when ctx ends meanwhile: stopping it half way helps nobody.
func (c command) Deliver(ctx context.Context, n Notice) error {
	if err := checkHeader(n); err != nil {
		return err
	}
	input, err := json.Marshal(n)
	if err != nil {
		return failure(Refused, err, lang.M("the notice cannot be written as JSON"))
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), c.patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, c.path, c.args...)
	cmd.Env = commandEnvironment(n.ID)
	cmd.Stdin = bytes.NewReader(input)
	var complaint head
	cmd.Stderr = &complaint
	cmd.WaitDelay = time.Second
	isolate(cmd)
	if err := cmd.Start(); err != nil {
		return failure(Unreachable, err, lang.M("the command for notices cannot be run"))
	}
	return commandFailure(cmd, cmd.Wait(), complaint.line())
}

func commandFailure(cmd *exec.Cmd, err error, complaint string) error {
	state := cmd.ProcessState
	switch {
	case state == nil || !state.Exited():
		return failure(Unclear, err, lang.M("the command for notices was killed or took too long"))
	case state.Success(): // err may still say that a child of it keeps our pipes open, which is its own affair
		return nil
	case complaint == "":
		return failure(NotTaken, nil, lang.M("the command for notices ended with exit status %d", state.ExitCode()))
	}
	return failure(NotTaken, nil, lang.M("the command for notices ended with exit status %d and said: %s", state.ExitCode(), complaint))
}

func commandEnvironment(id string) []string {
	env := []string{"GANGWAY_NOTICE_ID=" + id}
	for _, name := range []string{"PATH", "HOME", "LANG"} {
		if value, set := os.LookupEnv(name); set {
			env = append(env, name+"="+value)
		}
	}
	return env
}

// A head keeps the beginning of what is written to it and lets the rest go.
type head struct{ kept []byte }

func (h *head) Write(p []byte) (int, error) {
	const most = 1024
	h.kept = append(h.kept, p[:min(len(p), most-len(h.kept))]...)
	return len(p), nil
}

// line returns the first line that says something.
func (h *head) line() string {
	first, _, _ := strings.Cut(strings.TrimSpace(string(h.kept)), "\n")
	return strings.TrimSpace(first)
}
