/**
 * The tables of the book, as a list of steps: step n brings a book of version n to n + 1. A step that has landed is never
 * edited; a change is a new step.
 */
export const MIGRATIONS: readonly string[] = [
  `
  -- What happened, in order. Rows are never changed or removed; each carries the hash of the row before it.
  CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;
  CREATE INDEX journal_subject ON journal (subject, seq);
  CREATE TRIGGER journal_keeps_rows BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal keeps its rows'); END;
  CREATE TRIGGER journal_keeps_words BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal keeps its words'); END;

  -- Where each sale stands. Written in the same transaction as the journal row that moved it.
  CREATE TABLE sale (
    sale_id TEXT PRIMARY KEY,
    order_no TEXT UNIQUE,
    amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
    state TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX sale_started ON sale (started_at DESC);
  CREATE INDEX sale_state ON sale (state);

  -- Slips to print. One event makes one slip, ever.
  CREATE TABLE slip (
    job_id TEXT PRIMARY KEY,
    event TEXT NOT NULL UNIQUE,
    order_no TEXT,
    copy INTEGER NOT NULL,
    state TEXT NOT NULL,
    fault TEXT,
    made_at INTEGER NOT NULL,
    stale_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    document TEXT NOT NULL
  ) STRICT;
  CREATE INDEX slip_state ON slip (state, made_at);
  CREATE INDEX slip_order ON slip (order_no);

  -- Events that were announced: one sentence an event, ever.
  CREATE TABLE sentence (event TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT;

  CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  `,
  `
  -- Where each refund stands, with the journal row that moved it, as a sale.
  CREATE TABLE refund (
    refund_id TEXT PRIMARY KEY,
    refund_no TEXT NOT NULL UNIQUE,
    order_no TEXT NOT NULL,
    amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
    state TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX refund_order ON refund (order_no);
  CREATE INDEX refund_started ON refund (started_at DESC);
  CREATE INDEX refund_state ON refund (state);
  `,
  `
  -- Deposits that came to be. What was captured and released of them here stands in sale and release.
  CREATE TABLE hold (
    hold_no TEXT PRIMARY KEY,
    sale_id TEXT NOT NULL,
    held_fen INTEGER NOT NULL CHECK (held_fen > 0),
    closed INTEGER NOT NULL,
    held_at INTEGER NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX hold_open ON hold (closed, held_at);

  -- Where each release stands, with the journal row that moved it, as a refund.
  CREATE TABLE release (
    release_id TEXT PRIMARY KEY,
    release_no TEXT NOT NULL UNIQUE,
    hold_no TEXT NOT NULL,
    amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
    state TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX release_hold ON release (hold_no);
  CREATE INDEX release_started ON release (started_at DESC);
  CREATE INDEX release_state ON release (state);

  -- Captures of a hold.
  CREATE INDEX sale_hold ON sale (body ->> 'holdNo') WHERE body ->> 'holdNo' IS NOT NULL;
  `,
]
