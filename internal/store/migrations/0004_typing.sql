-- Typing tests. A try is stored when its clock starts, so that breaking it off does not give another; what was typed
-- is never kept.
CREATE TABLE typing_tries (
	id           TEXT PRIMARY KEY,
	account      TEXT NOT NULL REFERENCES accounts (id),
	number       BIGINT NOT NULL,              -- 1 for the account's first
	test_version BIGINT NOT NULL,
	texts        TEXT NOT NULL,                -- ids, separated by spaces
	state        TEXT NOT NULL,                -- open, done, or abandoned
	started_at   TEXT NOT NULL,
	deadline     TEXT NOT NULL,
	ended_at     TEXT NOT NULL,
	milliseconds BIGINT NOT NULL,
	correct      BIGINT NOT NULL,              -- right characters
	speed        BIGINT NOT NULL,              -- of them a minute
	accuracy     BIGINT NOT NULL,              -- of them in 10000 typed
	flagged      TEXT NOT NULL,                -- numbers of the lines that were hardly typed, separated by spaces
	valid        BOOLEAN NOT NULL,             -- it is evidence of the speed
	UNIQUE (account, number)
);
CREATE UNIQUE INDEX typing_tries_open ON typing_tries (account) WHERE state = 'open';
