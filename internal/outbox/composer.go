package outbox

import (
	"io/fs"
	"sync"

	"gangway/internal/lang"
)

// A Recipient is who notices go to, in which language, and the application they are about. Name is masked: notices
// travel in the clear. A channel without an address is left out.
type Recipient struct {
	Account, Application string
	Name                 string
	Mobile, Email        string
	Lang                 lang.Lang
}

// A Composer puts notices together, reading each template once.
type Composer struct {
	fsys   fs.FS
	mu     sync.Mutex
	loaded map[string]Template
}

// NewComposer returns a composer over a folder of templates.
func NewComposer(fsys fs.FS) *Composer {
	return &Composer{fsys: fsys, loaded: map[string]Template{}}
}

// Notices returns what is to be said to a recipient on an occasion: an SMS, an e-mail, or both, as the template has
// them. It adds the recipient's name to the values. The store gives them ids and queues them. Errors are those of Load
// and Template.Compose.
func (c *Composer) Notices(kind string, to Recipient, values map[string]any) ([]Notice, error) {
	return c.NoticesBecause(kind, "", to, values)
}

// NoticesBecause is Notices about a decision made for a reason of the list, given by its code: the template may have
// other texts for it.
func (c *Composer) NoticesBecause(kind, reason string, to Recipient, values map[string]any) ([]Notice, error) {
	t, err := c.template(kind)
	if err != nil {
		return nil, err
	}
	values["name"] = to.Name
	words, err := t.For(reason).Compose(to.Lang, values)
	if err != nil {
		return nil, err
	}
	n := Notice{Kind: kind, Application: to.Application, Account: to.Account, State: Queued}
	var notices []Notice
	if words.SMS != "" && to.Mobile != "" {
		sms := n
		sms.Channel, sms.To, sms.Body = SMS, to.Mobile, words.SMS
		notices = append(notices, sms)
	}
	if words.Body != "" && to.Email != "" {
		email := n
		email.Channel, email.To, email.Subject, email.Body = Email, to.Email, words.Subject, words.Body
		notices = append(notices, email)
	}
	return notices, nil
}

func (c *Composer) template(kind string) (Template, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if t, ok := c.loaded[kind]; ok {
		return t, nil
	}
	t, err := Load(c.fsys, kind)
	if err == nil {
		c.loaded[kind] = t
	}
	return t, err
}
