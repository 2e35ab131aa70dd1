package main

import (
	"github.com/spf13/cobra"

	"gangway/applications/support"
	"gangway/internal/store"
	"gangway/internal/term"
)

// ticketOptions are what the flags or the file of ticket open say.
type ticketOptions struct {
	category, application, question, tried, from string
	attach                                       []string
	shown                                        bool // the entries that may answer it were shown already
}

func ticketOpenCmd(a *app) *cobra.Command {
	var o ticketOptions
	c := &cobra.Command{
		Use:   "open",
		Short: "Ask the staff a question",
		Long:  "Ask the staff a question: what it is about, the application if there is one, the question in one sentence of at most 100 characters, and what you tried. Entries of the knowledge base that may answer it are shown first.",
		Example: `gangway ticket open
			gangway ticket open --category application --application 7k3m --question "The review is overdue" --tried "looked at gangway status"
			gangway ticket open --category technical --question "The page shows an error" --attach screenshot.png
			gangway ticket open --from ticket.yaml`,
		Args: cobra.NoArgs,
		RunE: a.signedIn(func(s *session, _ []string) error { return s.openTicket(o) }),
	}
	flags := c.Flags()
	flags.StringVar(&o.category, "category", "", "what it is about: account, application, documents, rules, training, golive, technical, privacy or other")
	flags.StringVar(&o.application, "application", "", "the application it is about, if there is one")
	flags.StringVar(&o.question, "question", "", "the question, in one sentence")
	flags.StringVar(&o.tried, "tried", "", "what you tried already")
	flags.StringArrayVar(&o.attach, "attach", nil, "image or PDF to attach; may be repeated")
	flags.StringVar(&o.from, "from", "", "YAML or JSON file with category, application, question, tried and attach; - is standard input")
	return c
}

// openTicket takes what the flags and the file say, asks for the rest, and opens the ticket.
func (s *session) openTicket(o ticketOptions) error {
	if err := s.ticketFile(&o); err != nil {
		return err
	}
	t, err := s.givenTicket(o)
	if err != nil {
		return err
	}
	if err := s.askWhat(&t); err != nil {
		return err
	}
	if !o.shown {
		if solved, err := s.showMatches(t.Question); err != nil || solved {
			return err
		}
	}
	if err := s.askAbout(&t, o); err != nil {
		return err
	}
	if t, err = s.counter().Open(s.ctx, s.by, t); err != nil {
		return err
	}
	s.say("The staff have it and should answer by %s; you will be told. Look at it with gangway ticket show %s", moment(t.DueAt), t.ID)
	return s.showTicket(t)
}

// ticketFile takes what --from says where no flag says it.
func (s *session) ticketFile(o *ticketOptions) error {
	if o.from == "" {
		return nil
	}
	v, err := s.readValues(o.from)
	if err != nil {
		return err
	}
	if err := only(v, "category", "application", "question", "tried", "attach"); err != nil {
		return err
	}
	for name, into := range map[string]*string{"category": &o.category, "application": &o.application, "question": &o.question, "tried": &o.tried} {
		if value, ok := v.Get(name); ok && *into == "" {
			*into = value
		}
	}
	for _, f := range v.Fields {
		if f.ID == "attach" {
			o.attach = append(o.attach, f.Values...)
		}
	}
	return nil
}

// givenTicket checks what was given.
func (s *session) givenTicket(o ticketOptions) (t support.Ticket, err error) {
	if o.category != "" {
		if t.Category, err = support.ParseCategory(o.category); err != nil {
			return t, err
		}
	}
	if o.application != "" {
		application, err := s.find(o.application)
		if err != nil {
			return t, err
		}
		t.Application = application.ID
	}
	if t.Question, err = term.Answer(o.question); err != nil {
		return t, err
	}
	if t.Tried, err = term.Answer(o.tried); err != nil {
		return t, err
	}
	t.Files, err = attached(o.attach)
	return t, err
}

func (s *session) askWhat(t *support.Ticket) (err error) {
	if t.Question == "" {
		t.Question, err = s.prompt.Text(term.Question{Prompt: s.sayf("Your question"), Help: s.sayf("One sentence, at most %d characters.", support.MostQuestion),
			Flag: "--question", Check: support.CheckQuestion})
	}
	return err
}

// showMatches shows the entry that answers the question best and asks whether it does. With nobody to ask it only names it.
func (s *session) showMatches(question string) (solved bool, err error) {
	base, err := support.Load(s.templates())
	if err != nil {
		return false, err
	}
	hits := base.Search(question)
	if len(hits) == 0 {
		return false, nil
	}
	if !s.interactive || s.yes {
		s.say("The knowledge base may answer this: gangway ask %s", hits[0].Entry.ID)
		return false, nil
	}
	for _, h := range hits[:min(3, len(hits))] {
		s.prompt.Say(s.sayf("%s (see also gangway ask %s)", h.Entry.Question(), h.Entry.ID) + "\n  " + s.both(h.Entry.Answer))
	}
	if solved, err = s.solved(); solved {
		s.say("No ticket was opened.")
	}
	return solved, err
}

// askAbout asks for the rest at a terminal. Without one the application and what was tried may be missing.
func (s *session) askAbout(t *support.Ticket, o ticketOptions) (err error) {
	if t.Category == "" {
		q := term.Question{Prompt: s.sayf("What is it about?"), Flag: "--category"}
		for _, c := range support.Categories {
			q.Options = append(q.Options, term.Option{Value: string(c), Label: s.both(c.Label())})
		}
		category, err := s.prompt.Choose(q)
		if err != nil {
			return err
		}
		t.Category = support.Category(category)
	}
	if !s.interactive || o.from != "" {
		return nil
	}
	if t.Application == "" {
		if t.Application, err = s.askApplication(); err != nil {
			return err
		}
	}
	if t.Tried == "" {
		t.Tried, err = s.prompt.Text(term.Question{Prompt: s.sayf("What have you tried?"), Help: s.sayf("May be left empty."), Flag: "--tried",
			Optional: true, Check: support.CheckTried})
	}
	return err
}

// askApplication lets the applicant choose which of their applications the ticket is about; without any it is about none.
func (s *session) askApplication() (string, error) {
	own, err := s.store.Applications(s.ctx, store.Filter{Account: s.by.ID()})
	if err != nil || len(own) == 0 {
		return "", err
	}
	q := term.Question{Prompt: s.sayf("Which application is it about?"), Flag: "--application"}
	for _, a := range own {
		q.Options = append(q.Options, term.Option{Value: a.ID, Label: s.sayf("%s, %s, %s", a.ID, a.Program, a.State)})
	}
	const none = "-" // no id
	q.Options = append(q.Options, term.Option{Value: none, Label: s.sayf("none of them")})
	id, err := s.prompt.Choose(q)
	if id == none {
		id = ""
	}
	return id, err
}
