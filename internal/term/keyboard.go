package term

import (
	"context"
	"io"
	"os"
	"time"

	xterm "golang.org/x/term"
)

// How long the rest of a key may take to arrive, and how often a waiting keyboard looks whether it should give up.
const (
	keyGap    = 100 * time.Millisecond
	breakOver = 100 * time.Millisecond
)

// A keyboard turns the bytes of a terminal into keys. One serves all questions, because what it has read ahead (the
// next lines of a paste) belongs to the questions to come.
type keyboard struct {
	ctx  context.Context
	file *os.File
	read []byte // not yet understood
}

// next returns the next key, or ErrInterrupted when the terminal is gone or the context is done.
func (k *keyboard) next() (key, error) {
	for k.ctx.Err() == nil {
		if pressed, n := decode(k.read); n > 0 {
			k.read = k.read[n:]
			return pressed, nil
		}
		if len(k.read) > 0 && !k.ready(keyGap) {
			pressed, n := decodeRest(k.read)
			k.read = k.read[n:]
			return pressed, nil
		}
		if err := k.fill(); err != nil {
			return keyNone, err
		}
	}
	return keyNone, ErrInterrupted
}

// fill waits for bytes and appends them to what was read.
func (k *keyboard) fill() error {
	for k.ctx.Err() == nil {
		if !k.ready(breakOver) {
			continue
		}
		var b [4096]byte
		n, err := k.file.Read(b[:])
		k.read = append(k.read, b[:n]...)
		if err == nil && n == 0 {
			err = io.EOF
		}
		if err != nil {
			break
		}
		return nil
	}
	return ErrInterrupted
}

func (k *keyboard) ready(wait time.Duration) bool { return readable(int(k.file.Fd()), wait) }

// wait waits a moment for keys and reports whether there are any, or an end of them.
func (k *keyboard) wait() bool { return k.ctx.Err() != nil || len(k.read) > 0 || k.ready(breakOver) }

// more reports whether there are keys to come without waiting.
func (k *keyboard) more() bool { return len(k.read) > 0 || k.ready(0) }

// forget drops the keys pressed ahead, as far as a person or a paste may have come.
func (k *keyboard) forget() {
	const maxReads = 64
	for range maxReads {
		if !k.ready(0) || k.fill() != nil {
			break
		}
	}
	k.read = nil
}

// raw makes every key arrive at once and unseen, until the returned function is called. Once interrupted, it does not.
func (k *keyboard) raw() (restore func(), err error) {
	if k.ctx.Err() != nil {
		return nil, ErrInterrupted
	}
	state, err := xterm.MakeRaw(int(k.file.Fd()))
	if err != nil {
		return nil, ErrInterrupted // a terminal that was there and is no more
	}
	return func() {
		_ = xterm.Restore(int(k.file.Fd()), state) // nothing is left to restore when the terminal is gone
	}, nil
}
