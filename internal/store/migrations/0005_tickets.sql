-- Tickets: what applicants ask the staff. Words are sealed for the applicant, whoever wrote them: without the
-- applicant's data key nobody reads them.
CREATE TABLE tickets (
	id           TEXT PRIMARY KEY,
	account      TEXT NOT NULL REFERENCES accounts (id),
	application  TEXT NOT NULL,                -- what it is about, or ''
	category     TEXT NOT NULL,
	question     BYTEA NOT NULL,
	tried        BYTEA NOT NULL,
	state        TEXT NOT NULL,
	revision     BIGINT NOT NULL,
	opened_at    TEXT NOT NULL,
	waiting_at   TEXT NOT NULL,                -- since when it waits for the staff, or for the applicant
	due_at       TEXT NOT NULL,
	answered_at  TEXT NOT NULL,                -- of the first answer
	closed_at    TEXT NOT NULL,
	unread_staff BOOLEAN NOT NULL,
	unread_owner BOOLEAN NOT NULL
);
CREATE INDEX tickets_waiting ON tickets (state, waiting_at, id);
CREATE INDEX tickets_account ON tickets (account, state, id);

-- What is attached is small and seldom, so it is kept in the row: written, backed up and erased with its ticket.
CREATE TABLE ticket_files (
	ticket  TEXT NOT NULL REFERENCES tickets (id),
	seq     BIGINT NOT NULL,
	name    BYTEA NOT NULL,
	kind    TEXT NOT NULL,
	size    BIGINT NOT NULL,
	content BYTEA NOT NULL,
	PRIMARY KEY (ticket, seq)
);

CREATE TABLE ticket_replies (
	ticket TEXT NOT NULL REFERENCES tickets (id),
	seq    BIGINT NOT NULL,
	author TEXT NOT NULL REFERENCES accounts (id),
	side   TEXT NOT NULL,
	words  BYTEA NOT NULL,
	at     TEXT NOT NULL,
	PRIMARY KEY (ticket, seq)
);
