package store

import (
	"context"
	"crypto/rand"
	"strings"
	"time"

	"gangway/internal/fault"
)

// Ids are twelve random characters of Crockford's base32 in lower case: sixty bits.
const (
	idLength   = 12
	idAlphabet = "0123456789abcdefghjkmnpqrstvwxyz"
)

// NewID returns a fresh id.
func (s *Store) NewID() string { return newID() }

func newID() string {
	var random [idLength]byte
	rand.Read(random[:])
	id := make([]byte, idLength)
	for i, b := range random {
		id[i] = idAlphabet[b&31]
	}
	return string(id)
}

// newIDNear returns a fresh id that begins as another one does, so that rows written in the order of that one are written
// in their own order too.
func newIDNear(id string) string { return id[:idLength/2] + newID()[idLength/2:] }

// lookalikes are the letters Crockford's alphabet leaves out, and what a person who types them means.
var lookalikes = strings.NewReplacer("i", "1", "l", "1", "o", "0")

// resolve finds the id that begins with what was typed, in upper or lower case, in one of the tables that have ids.
// Errors are fault.NotFound, and fault.Invalid when several begin so. A whole id is looked up; a beginning is compared
// with every id, because a range of text means something else in each collation: in Danish aa comes after z.
func resolve(ctx context.Context, q querier, table, typed string) (string, error) {
	prefix := lookalikes.Replace(strings.ToLower(strings.TrimSpace(typed)))
	if prefix == "" || len(prefix) > idLength || strings.Trim(prefix, idAlphabet) != "" {
		return "", noRecord(typed)
	}
	condition, args := `id = $1`, []any{prefix}
	if len(prefix) < idLength {
		condition, args = `SUBSTR(id, 1, $2) = $1`, append(args, len(prefix))
	}
	ids, err := collect(ctx, q, scanString, `SELECT id FROM `+table+` WHERE `+condition+` LIMIT 2`, args...)
	switch {
	case err != nil:
		return "", err
	case len(ids) == 0:
		return "", noRecord(typed)
	case len(ids) > 1:
		return "", fault.New(fault.Invalid, "several ids begin with %q; type more of it", typed)
	}
	return ids[0], nil
}

func noRecord(typed string) error {
	return fault.New(fault.NotFound, "there is nothing with the id %q", typed)
}

func scanString(r scanner) (string, error) {
	var s string
	err := r.Scan(&s)
	return s, err
}

// Times are stored as UTC text of fixed width; the zero time is the empty text.
const timeLayout = "2006-01-02T15:04:05.000000Z"

func timeText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(timeLayout)
}

// A storedTime scans such a text.
type storedTime struct{ into *time.Time }

func (s storedTime) Scan(value any) error {
	text := ""
	switch v := value.(type) {
	case string:
		text = v
	case []byte:
		text = string(v)
	}
	if text == "" {
		*s.into = time.Time{}
		return nil
	}
	t, err := time.Parse(timeLayout, text)
	*s.into = t
	return err
}
