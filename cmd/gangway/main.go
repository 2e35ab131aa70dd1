// Command gangway takes people who want to be online-shop customer-service agents from registration to their first
// shift. See the README for what it does; this package only turns command lines into calls and results into text.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	status := run(ctx, os.Args[1:], realApp())
	stop()
	os.Exit(status)
}
