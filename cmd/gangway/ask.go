package main

import (
	"context"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"gangway/applications/support"
	"gangway/internal/access"
	"gangway/internal/render"
	"gangway/internal/store"
	"gangway/internal/term"
)

func askCmd(a *app) *cobra.Command {
	var list bool
	c := &cobra.Command{
		Use:   "ask [QUESTION…]",
		Short: "Ask the knowledge base",
		Long:  "Ask the knowledge base: frequent questions on signing up, the review, training and going live, and whom to ask at Taobao and Tmall. Ask in Chinese or English, in words or sentences, or name an entry by its id.",
		Example: `gangway ask 审核要多久
			gangway ask "my application was returned"
			gangway ask taobao-phone
			gangway ask --list`,
		RunE: func(c *cobra.Command, args []string) error {
			base, err := support.Load(a.templates())
			if err != nil {
				return err
			}
			if list {
				return a.listEntries(base)
			}
			asked := strings.Join(args, " ")
			if asked == "" {
				if asked, err = a.prompt.Text(term.Question{Prompt: a.sayf("What is your question?"), Flag: a.sayf("the question as an argument")}); err != nil {
					return err
				}
			}
			hits := hitsFor(base, asked)
			if err := a.showHits(hits); err != nil {
				return err
			}
			return a.followUp(c.Context(), asked, hits)
		},
	}
	c.Flags().BoolVar(&list, "list", false, "list every entry")
	return c
}

// hitsFor returns what answers a question, or the entry whose id it is.
func hitsFor(base support.Base, asked string) []support.Hit {
	if e, ok := base.Entry(strings.TrimSpace(asked)); ok {
		return []support.Hit{{Entry: e, Score: 1}}
	}
	return base.Search(asked)
}

// A jsonHit is an entry that answers a question.
type jsonHit struct {
	ID       string        `json:"id"`
	Question string        `json:"question"`
	Answer   string        `json:"answer"`
	Score    float64       `json:"score"`
	Source   string        `json:"source"`
	Checked  string        `json:"checked"`
	Topic    string        `json:"topic"`
	Channels []jsonChannel `json:"channels"`
}

type jsonChannel struct {
	Name    string `json:"name"`
	Route   string `json:"route"`
	Contact string `json:"contact"`
}

func (a *app) hitView(h support.Hit) jsonHit {
	e := h.Entry
	v := jsonHit{e.ID, a.both(e.Question()), a.both(e.Answer), h.Score, e.Source, e.Checked, e.Topic, []jsonChannel{}}
	for _, c := range e.Channels {
		v.Channels = append(v.Channels, jsonChannel{a.both(c.Name), a.both(c.Route), c.Contact})
	}
	return v
}

// showHits prints the best answer in full and the others by their questions; for programs all of them alike.
func (a *app) showHits(hits []support.Hit) error {
	views := make([]jsonHit, len(hits))
	for i, h := range hits {
		views[i] = a.hitView(h)
	}
	if a.format != render.Tables && a.format != render.Markdown {
		return a.printer().List(views, func() render.Table { return a.hitTable(views) })
	}
	if len(views) == 0 {
		return nil
	}
	return a.printer().Value(views, func() render.Page { return a.hitPage(views) })
}

func (a *app) hitTable(views []jsonHit) render.Table {
	t := render.Table{Columns: a.columns("entry", "what is asked", "what is answered", "match", "source", "checked on")}
	for _, v := range views {
		t.Rows = append(t.Rows, []string{v.ID, v.Question, v.Answer, strconv.FormatFloat(v.Score, 'f', 2, 64), v.Source, v.Checked})
	}
	return t
}

func (a *app) hitPage(views []jsonHit) render.Page {
	best := views[0]
	about := []render.Field{}
	for _, c := range best.Channels {
		way := c.Route
		if c.Contact != "" {
			way = a.sayf("%s (%s)", c.Contact, c.Route)
		}
		about = append(about, render.Field{Title: c.Name, Value: way})
	}
	about = append(about, render.Field{Title: a.sayf("source"), Value: best.Source}, render.Field{Title: a.sayf("checked on"), Value: best.Checked})
	page := render.Page{Title: best.Question, Sections: []render.Section{{Text: []string{best.Answer}}, {Fields: about}}}
	if len(views) > 1 {
		page.Sections = append(page.Sections, render.Section{Title: a.sayf("Other questions"), Table: a.entryTable(views[1:])})
	}
	return page
}

func (a *app) entryTable(views []jsonHit) render.Table {
	t := render.Table{Columns: a.columns("entry", "what is asked")}
	t.Columns[1].Flexible = true
	for _, v := range views {
		t.Rows = append(t.Rows, []string{v.ID, v.Question})
	}
	return t
}

// listEntries lists the whole base.
func (a *app) listEntries(base support.Base) error {
	views := make([]jsonHit, len(base.Entries))
	for i, e := range base.Entries {
		views[i] = a.hitView(support.Hit{Entry: e})
	}
	return a.printer().List(views, func() render.Table { return a.entryTable(views) })
}

// followUp says how to reach somebody. At a terminal it asks whether the answer helped, and lets an applicant who is
// signed in open a ticket at once.
func (a *app) followUp(ctx context.Context, asked string, hits []support.Hit) error {
	if len(hits) == 0 {
		a.say("The knowledge base has no answer to this.")
	}
	if !a.interactive || a.yes || a.format != render.Tables {
		a.say("Not solved? Ask the staff: gangway ticket open")
		return nil
	}
	if len(hits) > 0 {
		if solved, err := a.solved(); err != nil || solved {
			return err
		}
	}
	may := false
	err := a.withStore(ctx, func(st *store.Store) error {
		by, err := a.actor(ctx, st)
		if err != nil || access.Allowed(by, "ticket open") != nil {
			return err
		}
		may = true
		return (&session{app: a, ctx: ctx, store: st, by: by, verb: "ticket open"}).offerTicket(asked)
	})
	if may {
		return err
	}
	a.say("Applicants who are signed in can ask the staff: gangway login NAME, then gangway ticket open")
	return nil
}

func (a *app) solved() (bool, error) {
	return a.prompt.Confirm(term.Question{Prompt: a.sayf("Does this answer your question?"), Flag: "--yes"})
}

// offerTicket asks whether to open a ticket with the question that was not answered.
func (s *session) offerTicket(asked string) error {
	wanted, err := s.prompt.Confirm(term.Question{Prompt: s.sayf("Ask the staff?"), Flag: "gangway ticket open", Default: "yes"})
	if err != nil || !wanted {
		return err
	}
	o := ticketOptions{question: asked, shown: true}
	if support.CheckQuestion(asked) != nil {
		o.question = "" // too long for one sentence: it is asked for
	}
	return s.openTicket(o)
}
