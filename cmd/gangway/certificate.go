package main

import (
	"errors"
	"os"
	"path/filepath"
	"time"

	"github.com/google/renameio/v2"
	"github.com/spf13/cobra"

	"gangway/applications/identity"
	"gangway/internal/access"
	"gangway/internal/fault"
	"gangway/internal/lang"
	"gangway/internal/render"
	"gangway/internal/seal"
	"gangway/training"
)

func certificateCmd(a *app) *cobra.Command {
	return group("certificate", "Issue, show and verify certificates", certificateIssueCmd(a), certificateListCmd(a), certificateShowCmd(a),
		certificateVerifyCmd(a), certificateKeysCmd(a))
}

// A jsonCertificate is the JSON form of a certificate.
type jsonCertificate struct {
	Number      string                    `json:"number"`
	Name        string                    `json:"name"`
	Program     string                    `json:"program"`
	Application string                    `json:"application"`
	Percent     float64                   `json:"percent"`
	IssuedAt    string                    `json:"issued_at"`
	ExpiresAt   string                    `json:"expires_at"`
	State       training.CertificateState `json:"state"`
	Path        string                    `json:"path"`
}

func (s *session) certificateView(c training.Certificate) jsonCertificate {
	name := c.Name
	if c.Account != s.by.ID() {
		name = identity.MaskName(c.Name)
	}
	return jsonCertificate{c.Number, name, c.Program, c.Application, c.Percent, rfc3339(c.IssuedAt), rfc3339(c.ExpiresAt), c.StateAt(s.now()), s.certificatePath(c)}
}

// certificatePath is where a certificate's file is kept. Its name is the number alone.
func (s *session) certificatePath(c training.Certificate) string {
	return filepath.Join(s.besideStore(s.place()), "certificates", c.Number+".pdf")
}

func certificateIssueCmd(a *app) *cobra.Command {
	var issuer, language string
	c := &cobra.Command{
		Use:     "issue APPLICATION",
		Short:   "Issue the certificate of a finished training as PDF",
		Example: `gangway certificate issue 7k3m --issuer "Sample Shop"`,
		Args:    cobra.ExactArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			application, err := s.find(args[0])
			if err != nil {
				return err
			}
			in, err := s.paperLanguage(language)
			if err != nil {
				return err
			}
			if issuer == "" {
				paper, err := speakerFor(in)
				if err != nil {
					return err
				}
				issuer = paper.Sayf("Gangway")
			}
			c, err := s.school().Issue(s.ctx, s.by, application.ID, training.Paper{
				Issuer: issuer, Lang: in,
				Number: func(at time.Time) string { return training.Number(at, s.store.NewID()) },
				Check:  func(c training.Certificate) error { _, err := s.document(c); return err },
			})
			if err != nil {
				return err
			}
			return s.printCertificate(c)
		}),
	}
	c.Flags().StringVar(&issuer, "issuer", "", "who issues it, as printed")
	c.Flags().StringVar(&language, "paper", "", "language of the paper: zh-CN or en; default the language you speak")
	return c
}

func (a *app) paperLanguage(name string) (lang.Lang, error) {
	switch l := lang.Lang(name); l {
	case "":
		return a.speaker.Lang, nil
	case lang.Chinese, lang.English:
		return l, nil
	}
	return "", fault.New(fault.Usage, "there is no language %q; the languages are %s", name, "zh-CN, en")
}

// printCertificate writes the file of a certificate that is in the store, and shows it. Were the file lost, this makes
// the same bytes again.
func (s *session) printCertificate(c training.Certificate) error {
	file, err := s.document(c)
	if err != nil {
		return err
	}
	path := s.certificatePath(c)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	if err := renameio.WriteFile(path, file, 0o600, renameio.IgnoreUmask()); err != nil {
		return err
	}
	return s.showCertificate(c)
}

func (s *session) showCertificate(c training.Certificate) error {
	v := s.certificateView(c)
	return s.printer().Value(v, func() render.Page {
		return render.Page{Sections: []render.Section{{Fields: []render.Field{
			{Title: s.sayf("certificate"), Value: v.Number}, {Title: s.sayf("name"), Value: v.Name}, {Title: s.sayf("program"), Value: s.both(c.ProgramTitle)},
			{Title: s.sayf("issued"), Value: moment(c.IssuedAt)}, {Title: s.sayf("valid until"), Value: moment(c.ExpiresAt)},
			{Title: s.sayf("state"), Value: v.State.SayIn(s.speaker)}, {Title: s.sayf("file"), Value: v.Path},
		}}}}
	})
}

func certificateListCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "List certificates, the newest first",
		Example: "gangway certificate list",
		Args:    cobra.NoArgs,
		RunE: a.signedIn(func(s *session, _ []string) error {
			account := ""
			if access.OwnOnly(s.by, s.verb) {
				account = s.by.ID()
			}
			list, err := s.store.Certificates(s.ctx, account)
			if err != nil {
				return err
			}
			views := make([]jsonCertificate, len(list))
			t := render.Table{Columns: s.columns("certificate", "name", "program", "issued", "valid until", "state")}
			for i, c := range list {
				views[i] = s.certificateView(c)
				t.Rows = append(t.Rows, []string{c.Number, views[i].Name, c.Program, moment(c.IssuedAt), moment(c.ExpiresAt), views[i].State.SayIn(s.speaker)})
			}
			return s.printer().List(views, func() render.Table { return t })
		}),
	}
}

func certificateShowCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "show NUMBER|APPLICATION",
		Short: "Show a certificate and write its file anew if it is missing",
		Example: `gangway certificate show GW-20261122-7K3MQ9XT
			gangway certificate show 7k3m`,
		Args: cobra.ExactArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			c, err := s.findCertificate(args[0])
			if err != nil {
				return err
			}
			if _, err := os.Lstat(s.certificatePath(c)); err == nil {
				return s.showCertificate(c)
			}
			return s.printCertificate(c)
		}),
	}
}

// findCertificate returns the certificate a number or an application's id names, if the account may look at it.
func (s *session) findCertificate(named string) (training.Certificate, error) {
	c, err := s.store.Certificate(s.ctx, named)
	if errors.Is(err, fault.NotFound) {
		if application, findErr := s.store.Application(s.ctx, named); findErr == nil {
			c, err = s.store.CertificateOf(s.ctx, application.ID)
		}
	}
	if err == nil {
		err = access.Check(s.by, s.verb, c.Account)
	}
	if errors.Is(err, fault.NotFound) {
		return c, fault.New(fault.NotFound, "there is no certificate %q", named).WithHint("gangway certificate list")
	}
	return c, err
}

func certificateKeysCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "keys",
		Short:   "Print the public key certificates are verified with",
		Long:    "Print the public key certificates are verified with. Give it to whoever verifies: gangway certificate verify FILE --key KEYFILE.",
		Example: "gangway certificate keys > issuer.pub",
		Args:    cobra.NoArgs,
		RunE: a.signedIn(func(s *session, _ []string) error {
			key := s.store.Keys().PublicKey(seal.Certificate)
			return s.printer().Value(map[string]string{"id": key.ID(), "key": key.String()}, func() render.Page {
				return render.Page{Sections: []render.Section{{Text: []string{key.String()}}}}
			})
		}),
	}
}
