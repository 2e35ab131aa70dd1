package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"gangway/applications/identity"
	"gangway/internal/fault"
	"gangway/internal/outbox"
	"gangway/internal/render"
)

func notifyCmd(a *app) *cobra.Command {
	return group("notify", "The outbox: notices to applicants by SMS and e-mail", notifyListCmd(a), notifySendCmd(a), notifyRetryCmd(a), notifySettleCmd(a))
}

// A jsonNotice is a notice in a list, its address masked and without its words.
type jsonNotice struct {
	ID          string         `json:"id"`
	Batch       string         `json:"batch"`
	Channel     outbox.Channel `json:"channel"`
	Kind        string         `json:"kind"`
	Application string         `json:"application"`
	To          string         `json:"to"`
	State       outbox.State   `json:"state"`
	Tries       int            `json:"tries"`
	CreatedAt   string         `json:"created_at"`
	DueAt       string         `json:"due_at"`
	SentAt      string         `json:"sent_at"`
	LastError   string         `json:"last_error"`
}

func notifyListCmd(a *app) *cobra.Command {
	var state string
	var limit int
	c := &cobra.Command{
		Use:   "list",
		Short: "List notices, the oldest first",
		Example: `gangway notify list
			gangway notify list --state failed
			gangway notify list --state unsure --limit 0 -o json`,
		Args: cobra.NoArgs,
		RunE: a.signedIn(func(s *session, _ []string) error {
			if state != "" && !slices.Contains(outbox.States(), outbox.State(state)) {
				return fault.New(fault.Usage, "there is no state %q; the states are %s", state, noticeStates())
			}
			if limit < 0 {
				return fault.New(fault.Usage, "the flag %s cannot be %q", "--limit", strconv.Itoa(limit))
			}
			ask := limit
			if limit > 0 {
				ask++ // one more tells whether there are more
			}
			notices, err := s.store.Notices(s.ctx, outbox.State(state), ask)
			if err != nil {
				return err
			}
			if limit > 0 && len(notices) > limit {
				notices = notices[:limit]
				s.say("only the first %d are shown; --limit 0 lists all", limit)
			}
			return s.listNotices(notices)
		}),
	}
	c.Flags().StringVar(&state, "state", "", "only this state: queued, sending, sent, failed, unsure or cancelled")
	c.Flags().IntVar(&limit, "limit", 100, "at most so many; 0 for all")
	return c
}

func noticeStates() string {
	var names []string
	for _, state := range outbox.States() {
		names = append(names, string(state))
	}
	return strings.Join(names, ", ")
}

// listNotices prints notices. Errors have a column only where there are some, because it is wide.
func (s *session) listNotices(notices []outbox.Notice) error {
	views := make([]jsonNotice, len(notices))
	t := render.Table{Columns: s.columns("id", "channel", "kind", "to", "state", "sent or due")}
	wrong := slices.ContainsFunc(notices, func(n outbox.Notice) bool { return n.LastError != "" })
	if wrong {
		t.Columns = append(t.Columns, s.columns("last error")...)
		t.Columns[len(t.Columns)-1].Flexible = true
	}
	for i, n := range notices {
		v := viewNotice(n)
		views[i] = v
		at := n.SentAt
		if n.State == outbox.Queued {
			at = n.NextAt
		}
		row := []string{n.ID, string(n.Channel), n.Kind, v.To, s.noticeState(n.State), moment(at)}
		if wrong {
			row = append(row, n.LastError)
		}
		t.Rows = append(t.Rows, row)
	}
	return s.printer().List(views, func() render.Table { return t })
}

func viewNotice(n outbox.Notice) jsonNotice {
	v := jsonNotice{ID: n.ID, Batch: n.Batch, Channel: n.Channel, Kind: n.Kind, Application: n.Application, To: maskAddress(n), State: n.State,
		Tries: n.Tries, CreatedAt: rfc3339(n.CreatedAt), SentAt: rfc3339(n.SentAt), LastError: n.LastError}
	if n.State == outbox.Queued {
		v.DueAt = rfc3339(n.NextAt)
	}
	return v
}

// maskAddress hides most of an address. A notice that is composed when it is sent has none before.
func maskAddress(n outbox.Notice) string {
	switch {
	case n.To == "":
		return ""
	case n.Channel == outbox.SMS:
		return identity.MaskMobile(n.To)
	}
	return identity.MaskEmail(n.To)
}

func (a *app) noticeState(state outbox.State) string {
	switch state {
	case outbox.Queued:
		return a.sayf("queued")
	case outbox.Sending:
		return a.sayf("sending")
	case outbox.Sent:
		return a.sayf("sent")
	case outbox.Failed:
		return a.sayf("not sent")
	case outbox.Cancelled:
		return a.sayf("cancelled")
	}
	return a.sayf("perhaps sent")
}
