package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/google/renameio/v2"
	"github.com/spf13/cobra"

	"gangway/internal/calendar"
	"gangway/internal/fault"
	"gangway/internal/lang"
	"gangway/internal/render"
	"gangway/internal/seal"
	"gangway/internal/store"
	"gangway/training"
)

// A verdictOn says whether a certificate is valid, and why not.
type verdictOn struct {
	Number string `json:"number"`
	Valid  bool   `json:"valid"`
	State  string `json:"state"` // valid, expired, revoked, superseded, or invalid when the proof fails
	Reason string `json:"reason"`
	Holder string `json:"holder"` // masked; empty when the QR code's text was verified
}

func certificateVerifyCmd(a *app) *cobra.Command {
	var keyFile string
	c := &cobra.Command{
		Use:   "verify FILE|QRTEXT",
		Short: "Verify a certificate's file, or the text of its QR code, without a network",
		Long:  "Verify a certificate's file, or the text of its QR code, without a network. The issuer's public key comes from --key, or from the store on this machine, which also knows whether it was revoked.",
		Example: `gangway certificate verify GW-20261122-7K3MQ9XT.pdf
			gangway certificate verify certificate.pdf --key issuer.pub`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			key, err := a.issuerKey(c.Context(), keyFile)
			if err != nil {
				return err
			}
			v, err := a.verify(c.Context(), args[0], key)
			if err != nil {
				return err
			}
			if err := a.showVerdict(v); err != nil || v.Valid {
				return err
			}
			return shown{fault.Invalid}
		},
	}
	c.Flags().StringVar(&keyFile, "key", "", "file with the issuer's public key")
	return c
}

// issuerKeyFile is where init leaves the public key, so that verifying needs no secret.
func (a *app) issuerKeyFile() string { return filepath.Join(a.besideStore(a.place()), "issuer.pub") }

func (a *app) keepIssuerKey(s *store.Store) error {
	file := a.issuerKeyFile()
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil { // the keys of a store on a server may be elsewhere
		return err
	}
	return renameio.WriteFile(file, []byte(s.Keys().PublicKey(seal.Certificate).String()+"\n"), 0o644)
}

func (a *app) issuerKey(ctx context.Context, given string) (seal.PublicKey, error) {
	file := given
	if file == "" {
		file = a.issuerKeyFile()
	}
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) && given == "" {
		// Whoever has the store has its keys, and what init left can be made again.
		key := seal.PublicKey{}
		if err := a.withStore(ctx, func(s *store.Store) error { key = s.Keys().PublicKey(seal.Certificate); return a.keepIssuerKey(s) }); err == nil {
			return key, nil
		}
	}
	if errors.Is(err, fs.ErrNotExist) {
		return seal.PublicKey{}, fault.New(fault.NotFound, "there is no public key of the issuer at %s", file).WithHint("gangway certificate verify FILE --key issuer.pub")
	}
	if err != nil {
		return seal.PublicKey{}, err
	}
	return seal.ParsePublicKey(string(data))
}

// verify checks the proof first, then the dates, then what the store on this machine knows.
func (a *app) verify(ctx context.Context, what string, key seal.PublicKey) (verdictOn, error) {
	if number, expires, signed, signature, ok := training.ParseQRText(what); ok {
		if !seal.Verify(key, seal.Certificate, signed, signature) {
			return a.invalid("", lang.M("the signature does not fit: it was changed, or another issuer signed it")), nil
		}
		day, err := calendar.ParseDate(expires)
		if err != nil {
			return a.invalid("", lang.M("the certificate's signed text is damaged")), nil
		}
		return a.standing(ctx, verdictOn{Number: number}, day.AddDays(1))
	}
	file, err := a.readInput(what)
	if err != nil {
		return verdictOn{}, err
	}
	payload, signed, signature, err := training.OpenDocument(file)
	if err != nil {
		return a.invalid("", lang.M("%s", err)), nil
	}
	if !seal.Verify(key, seal.Certificate, signed, signature) {
		return a.invalid("", lang.M("the signature does not fit: it was changed, or another issuer signed it")), nil
	}
	fields, err := training.ParsePayload(payload)
	if err != nil {
		return a.invalid("", lang.M("%s", err)), nil
	}
	expires, err := time.Parse(time.RFC3339, fields["expires"])
	if err != nil {
		return a.invalid(fields["number"], lang.M("the certificate's signed text is damaged")), nil
	}
	return a.standing(ctx, verdictOn{Number: fields["number"], Holder: fields["holder"]}, calendar.Of(expires).AddDays(1))
}

func (a *app) invalid(number string, why lang.Message) verdictOn {
	return verdictOn{Number: number, State: "invalid", Reason: a.speaker.Say(why)}
}

// standing completes the verdict on a certificate whose proof holds: expired from the given day on, else as the store
// has it, if there is a store here.
func (a *app) standing(ctx context.Context, v verdictOn, from calendar.Date) (verdictOn, error) {
	state := training.Valid
	if calendar.Of(a.now()).Compare(from) >= 0 {
		state = training.Expired
	}
	known := false
	err := a.withStore(ctx, func(s *store.Store) error {
		c, err := s.Certificate(ctx, v.Number)
		if err == nil {
			known, state = true, c.StateAt(a.now())
		}
		return err
	})
	if err != nil && !errors.Is(err, fault.NotFound) { // no store here is no mistake; one that cannot be asked is
		return v, err
	}
	v.State, v.Valid = string(state), state == training.Valid
	switch {
	case !v.Valid:
		v.Reason = a.sayf("the signature is right, but the certificate is %s", state)
	case known:
		v.Reason = a.sayf("the signature is right and the store knows the certificate")
	default:
		v.Reason = a.sayf("the signature is right; whether it was revoked since cannot be seen without the issuer's store")
	}
	return v, nil
}

func (a *app) showVerdict(v verdictOn) error {
	return a.printer().Value(v, func() render.Page {
		return render.Page{Sections: []render.Section{{Fields: []render.Field{
			{Title: a.sayf("certificate"), Value: orDash(v.Number)}, {Title: a.sayf("holder"), Value: orDash(v.Holder)},
			{Title: a.sayf("valid"), Value: a.yesNo(v.Valid)}, {Title: a.sayf("details"), Value: v.Reason},
		}}}}
	})
}
