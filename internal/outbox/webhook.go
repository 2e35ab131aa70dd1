package outbox

import (
	"bufio"
	"context"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"net/url"
	"strconv"
	"strings"
	"time"

	"gangway/internal/lang"
)

// A webhook posts one notice over one connection. It speaks the little of HTTP/1.1 that this takes: what matters is to
// know how far a request came when it breaks off, never to post a notice again by itself, and not to make every command
// of the program pay for a whole HTTP client.
type webhook struct {
	address    *url.URL
	token      string // empty: none
	encryption *tls.Config
	patience   time.Duration // for connecting, and for posting a notice and getting the answer
}

// Repeatable: whether the other side heeds the Idempotency-Key is not known.
func (w *webhook) Repeatable() bool { return false }

// Deliver posts the notice and waits for the answer, even when ctx ends meanwhile: breaking off would leave it unsure.
// Of the answer only the status counts.
func (w *webhook) Deliver(ctx context.Context, n Notice) error {
	if err := checkHeader(n); err != nil {
		return err
	}
	body, err := json.Marshal(n)
	if err != nil {
		return failure(Refused, err, lang.M("the notice cannot be written as JSON"))
	}
	conn, err := w.connect(context.WithoutCancel(ctx))
	if err != nil {
		return failure(Unreachable, err, lang.M("the webhook cannot be reached"))
	}
	defer conn.Close()
	if _, err := conn.Write(w.request(n.ID, body)); err != nil {
		return failure(NotTaken, err, lang.M("the connection was lost before the notice was handed over"))
	}
	status, err := readStatus(conn)
	if err != nil {
		return failure(Unclear, err, lang.M("the connection was lost while the notice was handed over"))
	}
	return statusFailure(status)
}

// connect opens a connection, over which all must be done in time.
func (w *webhook) connect(ctx context.Context) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, w.patience)
	defer cancel()
	port := w.address.Port()
	if port == "" {
		port = w.address.Scheme // a name that the system knows
	}
	address := net.JoinHostPort(w.address.Hostname(), port)
	var conn net.Conn
	var err error
	if w.address.Scheme == "https" {
		conn, err = (&tls.Dialer{Config: w.encryption}).DialContext(ctx, "tcp", address)
	} else {
		conn, err = (&net.Dialer{}).DialContext(ctx, "tcp", address)
	}
	if err != nil {
		return nil, err
	}
	return conn, conn.SetDeadline(time.Now().Add(w.patience))
}

// request is what is sent. None of its parts can hold a line break: the address was parsed, the token is one line, and the
// id is checked.
func (w *webhook) request(id string, body []byte) []byte {
	var r strings.Builder
	fmt.Fprintf(&r, "POST %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: gangway\r\nConnection: close\r\n", w.address.RequestURI(), w.address.Host)
	fmt.Fprintf(&r, "Content-Type: application/json\r\nContent-Length: %d\r\nIdempotency-Key: %s\r\n", len(body), id)
	if w.token != "" {
		fmt.Fprintf(&r, "Authorization: Bearer %s\r\n", w.token)
	}
	r.WriteString("\r\n")
	r.Write(body)
	return []byte(r.String())
}

// readStatus reads the status of the answer, past any that only says that the other side is at work.
func readStatus(conn io.Reader) (int, error) {
	r := textproto.NewReader(bufio.NewReader(io.LimitReader(conn, 64<<10)))
	for {
		line, err := r.ReadLine()
		if err != nil {
			return 0, err
		}
		version, rest, _ := strings.Cut(line, " ")
		code, _, _ := strings.Cut(rest, " ")
		status, err := strconv.Atoi(code)
		if err != nil || !strings.HasPrefix(version, "HTTP/1.") {
			return 0, textproto.ProtocolError("the answer is not one of HTTP")
		}
		if status >= 200 {
			return status, nil
		}
		if _, err := r.ReadMIMEHeader(); err != nil {
			return 0, err
		}
	}
}

// statusFailure says what an answer means. Some say nothing of the notice, but that none will get through: then the
// others are spared. 502 and 504 come from something between us and the other side, which does not know.
func statusFailure(status int) error {
	said := lang.M("the webhook answered with status %d", status)
	switch {
	case status >= 200 && status < 300:
		return nil
	case status == 502, status == 504:
		return failure(Unclear, nil, said)
	case status == 429, status == 503:
		return failure(Unreachable, nil, said)
	case status == 408, status >= 500:
		return failure(NotTaken, nil, said)
	case status < 400, status == 401, status == 403,
		status == 404, status == 405:
		return failure(Unreachable, nil, lang.M("the webhook answered with status %d; look at its address and token", status))
	}
	return failure(Refused, nil, said)
}
