-- Files handed in with applications. The content is sealed for its owner and lies in a folder beside the store, under
-- the id. A row is pending until its file is there and whole, kept while answers name it, and dropped before its file
-- is taken away: whatever a killed program left can be told from what is in use.
CREATE TABLE files (
	id          TEXT PRIMARY KEY,
	account     TEXT NOT NULL REFERENCES accounts (id),
	application TEXT NOT NULL REFERENCES applications (id),
	field       TEXT NOT NULL,
	kind        TEXT NOT NULL,
	size        BIGINT NOT NULL,
	state       TEXT NOT NULL,
	at          TEXT NOT NULL
);
CREATE INDEX files_application ON files (application, id);
CREATE INDEX files_unused ON files (at) WHERE state <> 'kept';
