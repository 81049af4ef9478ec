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
  `
  -- Shifts follow each other without a gap: one is open at any time. Without a person it is the time between two shifts.
  -- body is the closing record. What is closed stays as it is.
  CREATE TABLE shift (
    shift_no INTEGER PRIMARY KEY,
    staff_id TEXT,
    staff_name TEXT,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    body TEXT,
    CHECK ((ended_at IS NULL) = (body IS NULL))
  ) STRICT;
  CREATE UNIQUE INDEX shift_open ON shift (ended_at IS NULL) WHERE ended_at IS NULL;
  CREATE INDEX shift_ended ON shift (ended_at);
  CREATE TRIGGER shift_stays BEFORE UPDATE ON shift WHEN OLD.ended_at IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'a closed shift stays as it is'); END;
  CREATE TRIGGER shift_keeps_rows BEFORE DELETE ON shift BEGIN SELECT RAISE(ABORT, 'shifts are kept'); END;

  -- What counts in the figures, once: a row for each movement of money, and another one against it where it turned out otherwise.
  -- at is the moment it belongs to, the shift the one in which it was heard of.
  CREATE TABLE movement (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    shift_no INTEGER NOT NULL,
    subject TEXT NOT NULL,
    kind TEXT NOT NULL,
    tender TEXT NOT NULL,
    staff_id TEXT NOT NULL,
    count INTEGER NOT NULL,
    fen INTEGER NOT NULL,
    settled_fen INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX movement_subject ON movement (subject, kind);
  CREATE INDEX movement_shift ON movement (shift_no);
  CREATE INDEX movement_at ON movement (at);
  CREATE TRIGGER movement_keeps_rows BEFORE DELETE ON movement BEGIN SELECT RAISE(ABORT, 'movements are kept'); END;
  CREATE TRIGGER movement_stays BEFORE UPDATE ON movement BEGIN SELECT RAISE(ABORT, 'movements stay'); END;
  CREATE TRIGGER movement_in_open_shift BEFORE INSERT ON movement
    WHEN (SELECT ended_at FROM shift WHERE shift_no = NEW.shift_no) IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'that shift is closed'); END;

  -- The same by hours of the epoch, so that a quarter of a year is added up at once.
  CREATE TABLE movement_hour (
    hour INTEGER NOT NULL,
    staff_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    tender TEXT NOT NULL,
    count INTEGER NOT NULL,
    fen INTEGER NOT NULL,
    settled_fen INTEGER NOT NULL,
    PRIMARY KEY (hour, staff_id, kind, tender)
  ) STRICT, WITHOUT ROWID;
  CREATE TRIGGER movement_adds AFTER INSERT ON movement BEGIN
    INSERT INTO movement_hour (hour, staff_id, kind, tender, count, fen, settled_fen)
    VALUES (NEW.at / 3600000, NEW.staff_id, NEW.kind, NEW.tender, NEW.count, NEW.fen, NEW.settled_fen)
    ON CONFLICT DO UPDATE SET count = count + excluded.count, fen = fen + excluded.fen, settled_fen = settled_fen + excluded.settled_fen;
  END;

  -- What older books hold was nobody's shift.
  INSERT INTO shift (shift_no, started_at) SELECT 1, coalesce(min(at), 0) FROM journal;
  INSERT INTO movement (at, shift_no, subject, kind, tender, staff_id, count, fen, settled_fen)
    SELECT coalesce(body ->> 'settledAt', started_at), 1, sale_id,
           CASE WHEN state = 'held' THEN 'hold' WHEN body ->> 'way' = 'capture' THEN 'capture' ELSE 'sale' END,
           body ->> 'tender', body ->> 'staffId', 1, amount_fen, amount_fen
    FROM sale WHERE body ->> 'tender' IS NOT NULL
      AND (state = 'held' OR (coalesce(body ->> 'purpose', 'sale') = 'sale' AND state IN ('paid', 'refunded')))
    UNION ALL
    SELECT coalesce(body ->> 'settledAt', started_at), 1, sale_id, 'captureRest', body ->> 'tender', body ->> 'staffId',
           1, body ->> 'returnedFen', body ->> 'returnedFen'
    FROM sale WHERE body ->> 'tender' IS NOT NULL AND body ->> 'way' = 'capture' AND state IN ('paid', 'refunded')
      AND body ->> 'returnedFen' > 0
    UNION ALL
    SELECT coalesce(body ->> 'acceptedAt', started_at), 1, refund_id, 'refund', body ->> 'tender', body ->> 'staffId',
           1, amount_fen, amount_fen
    FROM refund WHERE state IN ('accepted', 'succeeded', 'needsPerson')
    UNION ALL
    SELECT coalesce(body ->> 'sentAt', started_at), 1, release_id, 'release', body ->> 'tender', body ->> 'staffId',
           1, amount_fen, amount_fen
    FROM release WHERE state IN ('accepted', 'succeeded')
    UNION ALL
    SELECT held_at + 2592000000, 1, hold_no, 'autoRelease', body ->> 'tender', body ->> 'staffId',
           1, body ->> '$.told.autoReleasedFen', body ->> '$.told.autoReleasedFen'
    FROM hold WHERE body ->> '$.told.autoReleasedFen' > 0;
  `,
  `
  -- What Cloud Pay said when it was told of a shift that is over. Without a row it was not told, or has not answered.
  CREATE TABLE shift_told (shift_no INTEGER PRIMARY KEY, at INTEGER NOT NULL, taken INTEGER NOT NULL) STRICT;
  CREATE TRIGGER shift_told_stays BEFORE UPDATE ON shift_told BEGIN SELECT RAISE(ABORT, 'what was told stays told'); END;
  `,
  `
  -- Whose act a row is; NULL of what the till did by itself. It follows from the row, so nothing of the chain changes.
  ALTER TABLE journal ADD COLUMN who TEXT GENERATED ALWAYS AS (CASE
    WHEN kind IN ('staff.signedIn', 'staff.wrongPassword', 'staff.locked', 'staff.signedOut', 'till.resumed',
                  'signingKey.import', 'signingKey.forget', 'summary.printed') THEN subject
    WHEN kind IN ('till.bound', 'till.barred') THEN ''
    WHEN json_valid(body) THEN body ->> 'staffId' END) VIRTUAL;
  CREATE INDEX journal_acts ON journal (kind, at) WHERE who IS NOT NULL;
  CREATE INDEX journal_acts_of ON journal (kind, who, at) WHERE who IS NOT NULL;
  `,
]
