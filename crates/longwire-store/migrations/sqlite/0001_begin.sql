-- The first schema. Append-only from here: a change is a new file.
--
-- Times are microseconds since 1970 (UTC); a publisher's own moment is text, as
-- RFC 3339 or a bare date. Hashes are SHA-256 as 32-byte blobs, lists are JSON text.
-- AUTOINCREMENT wherever readers may have seen a number: it never names another row.

-- One row. Changes to the publications that no revision shows are counted in edits.
CREATE TABLE archive_state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    last_seq INTEGER NOT NULL DEFAULT 0,
    edits INTEGER NOT NULL DEFAULT 0,
    edited_at INTEGER,
    placed_seq INTEGER NOT NULL DEFAULT 0, -- changes up to here are in their publications
    selections INTEGER NOT NULL DEFAULT 0  -- counts changes of what belongs where: a publication, a folder, a tag
) STRICT;
INSERT INTO archive_state (id) VALUES (1);

-- What is polled, when, and where its publication stands.
CREATE TABLE source (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    url TEXT NOT NULL UNIQUE,
    slug TEXT NOT NULL UNIQUE,
    kind INTEGER NOT NULL CHECK (kind IN (1, 2)), -- 1 feed, 2 listing
    title TEXT NOT NULL,
    titled INTEGER NOT NULL DEFAULT 0 CHECK (titled IN (0, 1)), -- 1: by the owner, so no poll changes it
    home_url TEXT,
    language TEXT,
    folder TEXT,
    tags TEXT NOT NULL DEFAULT '[]', -- JSON: the owner's, as written
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    added_at INTEGER NOT NULL,
    reader_count INTEGER NOT NULL DEFAULT 0, -- people who read its feeds here, roughly
    resting_until INTEGER,                   -- as its setting "rest" says; the largest number: until told
    private INTEGER NOT NULL DEFAULT 0 CHECK (private IN (0, 1)), -- 1: it and its articles are the owner's alone
    unplaced_seq INTEGER NOT NULL DEFAULT 0, -- public again: articles up to here are still to be put into publications
    -- the state of its poll
    etag TEXT,
    last_modified TEXT,
    body_hash BLOB,
    polled_at INTEGER,
    due_at INTEGER NOT NULL,
    read_at INTEGER,                           -- when a whole body was last read
    distrusted INTEGER NOT NULL DEFAULT 0 CHECK (distrusted IN (0, 1)), -- 1: its validators lied
    failure_count INTEGER NOT NULL DEFAULT 0,
    failure TEXT,
    trouble TEXT,                              -- the kind of failure, by its code
    failing_since INTEGER,
    moving_to TEXT,                            -- signs that it has moved for good
    moving_since INTEGER,
    moving_count INTEGER NOT NULL DEFAULT 0,
    rhythm BLOB,                               -- the schedule's own form
    -- polls in a row that found nothing, up to polled_at: no event yet
    quiet_count INTEGER NOT NULL DEFAULT 0,
    quiet_since INTEGER,
    -- kept in step by whoever archives, links or erases, so that a request costs one row
    article_count INTEGER NOT NULL DEFAULT 0,
    last_article_at INTEGER,
    last_seq INTEGER NOT NULL DEFAULT 0,
    changed_at INTEGER,
    edits INTEGER NOT NULL DEFAULT 0,
    edited_at INTEGER,
    -- kept in step by the triggers of article_day
    full_count INTEGER NOT NULL DEFAULT 0,     -- articles that are there in full
    lost_count INTEGER NOT NULL DEFAULT 0      -- entries whose job is a dead letter
) STRICT;
CREATE INDEX source_due ON source (due_at, id) WHERE active = 1 AND resting_until IS NULL;
CREATE INDEX source_resting ON source (resting_until) WHERE resting_until IS NOT NULL;
CREATE INDEX source_failing ON source (failing_since, id) WHERE active = 1 AND failure IS NOT NULL;
CREATE INDEX source_quiet ON source (coalesce(last_article_at, added_at), id) WHERE active = 1;
CREATE INDEX source_removed ON source (id) WHERE active = 0;
CREATE INDEX source_folder ON source (folder) WHERE folder IS NOT NULL;
CREATE INDEX source_private ON source (id) WHERE private = 1;
CREATE INDEX source_unplaced ON source (id) WHERE unplaced_seq > 0;

-- What happened to a source; the same several times in a row is one row.
CREATE TABLE event (
    source_id INTEGER NOT NULL REFERENCES source (id),
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    count INTEGER NOT NULL,
    kind TEXT NOT NULL,   -- by its code
    detail TEXT NOT NULL, -- JSON
    PRIMARY KEY (source_id, number)
) STRICT, WITHOUT ROWID;

-- What requests for a source cost and saved, and how they were received.
CREATE TABLE traffic (
    source_id INTEGER PRIMARY KEY REFERENCES source (id),
    request_count INTEGER NOT NULL,
    not_modified_count INTEGER NOT NULL,
    same_body_count INTEGER NOT NULL,
    throttled_count INTEGER NOT NULL,
    missing_count INTEGER NOT NULL,
    refused_count INTEGER NOT NULL,
    unreachable_count INTEGER NOT NULL,
    failed_count INTEGER NOT NULL,
    held_count INTEGER NOT NULL,  -- not made, because of robots.txt
    wire_bytes INTEGER NOT NULL,
    body_bytes INTEGER NOT NULL,  -- the same after inflating
    saved_bytes INTEGER NOT NULL, -- not sent because of a 304
    full_bytes INTEGER NOT NULL,  -- of the last whole poll
    took_ms INTEGER NOT NULL
) STRICT;

-- The same by day (UTC, days since 1970), of a source for a hundred days and of all (0) for good.
CREATE TABLE traffic_day (
    source_id INTEGER NOT NULL,
    day INTEGER NOT NULL,
    request_count INTEGER NOT NULL,
    not_modified_count INTEGER NOT NULL,
    wire_bytes INTEGER NOT NULL,
    body_bytes INTEGER NOT NULL,
    saved_bytes INTEGER NOT NULL,
    PRIMARY KEY (source_id, day)
) STRICT, WITHOUT ROWID;

-- What the owner set for one source alone, secrets among it; only who needs it looks here.
CREATE TABLE own_setting (
    source_id INTEGER NOT NULL REFERENCES source (id),
    name TEXT NOT NULL,
    origin TEXT NOT NULL, -- the only one that the value may be sent to; empty where it is sent to nobody
    value TEXT NOT NULL,
    PRIMARY KEY (source_id, name)
) STRICT, WITHOUT ROWID;

-- Response bodies and imported files, zstd-compressed; equal bytes are kept once.
CREATE TABLE body (
    hash BLOB PRIMARY KEY,
    size_bytes INTEGER NOT NULL, -- before compression
    packed BLOB NOT NULL
) STRICT;

CREATE TABLE capture (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    url TEXT NOT NULL,
    final_url TEXT NOT NULL,
    status INTEGER NOT NULL,
    captured_at INTEGER,
    body_hash BLOB NOT NULL REFERENCES body (hash),
    headers TEXT NOT NULL -- JSON: [[name, value], …]
) STRICT;
CREATE INDEX capture_body ON capture (body_hash);

CREATE TABLE image (
    hash BLOB PRIMARY KEY,
    media_type TEXT NOT NULL,
    width INTEGER,
    height INTEGER,
    bytes BLOB NOT NULL
) STRICT;

CREATE TABLE article (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    identity TEXT NOT NULL UNIQUE,
    source_id INTEGER REFERENCES source (id), -- the one that announced it first
    first_archived_at INTEGER NOT NULL,
    first_seq INTEGER NOT NULL UNIQUE,
    last_seq INTEGER NOT NULL UNIQUE,         -- its newest revision
    change_seq INTEGER NOT NULL UNIQUE,       -- its newest change: that, or a further source, tag or picture
    imported INTEGER NOT NULL CHECK (imported IN (0, 1)), -- 1: a revision of it is an imported record
    in_full INTEGER NOT NULL CHECK (in_full IN (0, 1)) -- 0: its newest revision is what the feed told of it, no more
) STRICT;
CREATE INDEX article_imported ON article (id) WHERE imported = 1;

-- How many articles came on each day (UTC, days since 1970), of each source and (0) of all. What
-- charts show: kept in step by the triggers, so that a chart costs as many rows as it has days.
CREATE TABLE article_day (
    source_id INTEGER NOT NULL,
    day INTEGER NOT NULL,
    article_count INTEGER NOT NULL DEFAULT 0,
    full_count INTEGER NOT NULL DEFAULT 0, -- of these, those that are there in full by now
    lost_count INTEGER NOT NULL DEFAULT 0, -- entries whose job became a dead letter that day and still is
    PRIMARY KEY (source_id, day)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER day_gains_an_article AFTER INSERT ON article
BEGIN
    INSERT INTO article_day (source_id, day, article_count, full_count)
    VALUES (0, NEW.first_archived_at / 86400000000, 1, NEW.in_full)
    ON CONFLICT (source_id, day) DO UPDATE SET
        article_count = article_count + 1, full_count = full_count + excluded.full_count;
END;

CREATE TRIGGER day_loses_an_article AFTER DELETE ON article
BEGIN
    UPDATE article_day SET article_count = article_count - 1, full_count = full_count - OLD.in_full
    WHERE source_id = 0 AND day = OLD.first_archived_at / 86400000000;
END;

CREATE TRIGGER day_article_fills AFTER UPDATE OF in_full ON article WHEN NEW.in_full <> OLD.in_full
BEGIN
    UPDATE article_day SET full_count = full_count + NEW.in_full - OLD.in_full
    WHERE day = NEW.first_archived_at / 86400000000 AND source_id IN (
        SELECT 0 UNION ALL SELECT source_article.source_id FROM source_article WHERE article_id = NEW.id);
    UPDATE source SET full_count = full_count + NEW.in_full - OLD.in_full
    WHERE id IN (SELECT source_article.source_id FROM source_article WHERE article_id = NEW.id);
END;

CREATE TABLE revision (
    seq INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES article (id),
    number INTEGER NOT NULL,
    archived_at INTEGER NOT NULL,
    capture_id INTEGER REFERENCES capture (id),
    record_hash BLOB REFERENCES body (hash), -- the imported file, where it came from one
    state_hash BLOB NOT NULL,                -- of what makes one state differ from another
    provenance TEXT,
    fetched_url TEXT,
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    section TEXT,
    site_name TEXT,
    authors TEXT NOT NULL,                   -- JSON: [{name, url}, …]
    editors TEXT NOT NULL DEFAULT '[]',      -- the same
    published_at TEXT,
    modified_at TEXT,
    language TEXT,
    word_count INTEGER NOT NULL,
    standfirst TEXT,
    lead_image TEXT,                         -- JSON: {url, caption, credit, width, height}
    images TEXT NOT NULL,                    -- JSON: [{url, alt}, …]
    html TEXT NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (article_id, number)
) STRICT;
CREATE INDEX revision_capture ON revision (capture_id) WHERE capture_id IS NOT NULL;
CREATE INDEX revision_record ON revision (record_hash) WHERE record_hash IS NOT NULL;

-- The responses with the further parts of an article in several parts.
CREATE TABLE revision_part (
    seq INTEGER NOT NULL REFERENCES revision (seq),
    number INTEGER NOT NULL, -- 2, 3 …
    capture_id INTEGER NOT NULL REFERENCES capture (id),
    PRIMARY KEY (seq, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX revision_part_capture ON revision_part (capture_id);

-- Which stored picture stands for which address in a revision.
CREATE TABLE revision_image (
    seq INTEGER NOT NULL REFERENCES revision (seq),
    url TEXT NOT NULL,
    hash BLOB NOT NULL REFERENCES image (hash),
    PRIMARY KEY (seq, url)
) STRICT, WITHOUT ROWID;
CREATE INDEX revision_image_hash ON revision_image (hash);

-- Pictures of an article that we do not have, and why.
CREATE TABLE missing_image (
    article_id INTEGER NOT NULL REFERENCES article (id),
    url TEXT NOT NULL,
    reason TEXT NOT NULL,
    missed_at INTEGER NOT NULL,
    PRIMARY KEY (article_id, url)
) STRICT, WITHOUT ROWID;

-- The articles of a source, in the order in which readers meet them.
CREATE TABLE source_article (
    source_id INTEGER NOT NULL REFERENCES source (id),
    first_seq INTEGER NOT NULL,
    article_id INTEGER NOT NULL REFERENCES article (id),
    PRIMARY KEY (source_id, first_seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX source_article_article ON source_article (article_id);

-- What only the owner may see: an article that any private source announced.
CREATE VIEW private_article AS
SELECT source_article.article_id, source_article.source_id
FROM source_article JOIN source ON source.id = source_article.source_id WHERE source.private = 1;

CREATE TRIGGER source_day_gains_an_article AFTER INSERT ON source_article
BEGIN
    INSERT INTO article_day (source_id, day, article_count, full_count)
    SELECT NEW.source_id, first_archived_at / 86400000000, 1, in_full FROM article WHERE id = NEW.article_id
    ON CONFLICT (source_id, day) DO UPDATE SET
        article_count = article_count + 1, full_count = full_count + excluded.full_count;
    UPDATE source SET full_count = full_count + (SELECT in_full FROM article WHERE article.id = NEW.article_id)
    WHERE id = NEW.source_id;
END;

CREATE TRIGGER source_day_loses_an_article AFTER DELETE ON source_article
BEGIN
    UPDATE article_day SET
        article_count = article_count - 1,
        full_count = full_count - (SELECT in_full FROM article WHERE article.id = OLD.article_id)
    WHERE source_id = OLD.source_id
        AND day = (SELECT first_archived_at FROM article WHERE article.id = OLD.article_id) / 86400000000;
    UPDATE source SET full_count = full_count - (SELECT in_full FROM article WHERE article.id = OLD.article_id)
    WHERE id = OLD.source_id;
END;

CREATE TABLE entry (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    source_id INTEGER NOT NULL REFERENCES source (id),
    guid TEXT NOT NULL,
    url TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    article_id INTEGER REFERENCES article (id),
    erased INTEGER NOT NULL DEFAULT 0 CHECK (erased IN (0, 1)), -- its article was erased or its job dropped: never asked for again
    first_seen_at INTEGER NOT NULL,
    published_at TEXT,
    title TEXT NOT NULL,
    authors TEXT NOT NULL, -- JSON: [{name, url}, …]
    tags TEXT NOT NULL, -- JSON: the categories that the feed gave it
    enclosures TEXT NOT NULL DEFAULT '[]', -- JSON: [{url, type, length}, …]
    summary TEXT,
    content TEXT,
    UNIQUE (source_id, guid)
) STRICT;
CREATE INDEX entry_article ON entry (article_id, id) WHERE article_id IS NOT NULL;
CREATE INDEX entry_unarchived ON entry (source_id, id) WHERE article_id IS NULL AND erased = 0;
CREATE INDEX entry_waiting ON entry (url) WHERE article_id IS NULL AND erased = 0;

-- What is republished beside the sources' own feeds. The first four kinds are
-- made when their first article comes, the fifth by the owner.
CREATE TABLE publication (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    slug TEXT NOT NULL UNIQUE,
    uid BLOB NOT NULL DEFAULT (randomblob(16)), -- names it in the world, whatever becomes of slug and host
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 5), -- 1 all, 2 folder, 3 tag, 4 language, 5 the owner's
    value TEXT,                             -- the folder, the tag's key, the language; NULL for the owner's
    title TEXT NOT NULL,
    selection TEXT NOT NULL,                -- JSON
    output TEXT NOT NULL DEFAULT '{}',      -- JSON: how it is told, as far as that is not the default
    key_hash BLOB,                          -- of the key to its address, where it is private
    added_at INTEGER NOT NULL,
    -- Articles up to begun_seq are put in from the newest back, those at unbuilt_seq
    -- and before are still to be looked at. What changes later comes in its turn.
    begun_seq INTEGER NOT NULL,
    unbuilt_seq INTEGER NOT NULL,
    -- kept in step by whoever places articles, so that a request costs one row
    article_count INTEGER NOT NULL DEFAULT 0,
    last_article_at INTEGER,
    last_seq INTEGER NOT NULL DEFAULT 0,
    changed_at INTEGER,
    edits INTEGER NOT NULL DEFAULT 0,
    edited_at INTEGER,
    UNIQUE (kind, value)
) STRICT;
CREATE INDEX publication_unbuilt ON publication (id) WHERE unbuilt_seq > 0;
INSERT INTO publication (slug, kind, value, title, selection, added_at, begun_seq, unbuilt_seq)
VALUES ('all', 1, '', '', '{"scopes":[["all"]]}', CAST(unixepoch('subsec') * 1000000 AS INTEGER), 0, 0);

-- The articles of a publication, in the order in which readers meet them there:
-- by the change that brought them in, or by their first revision where the
-- publication is younger than that.
CREATE TABLE publication_article (
    publication_id INTEGER NOT NULL REFERENCES publication (id),
    seq INTEGER NOT NULL,
    article_id INTEGER NOT NULL REFERENCES article (id),
    PRIMARY KEY (publication_id, seq)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX publication_article_article ON publication_article (article_id, publication_id);

-- Who may sign in. Number 1 is the owner, who is there from the beginning.
CREATE TABLE user (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    password TEXT,                          -- its hash, as a PHC string; NULL until one is chosen
    added_at INTEGER NOT NULL
) STRICT;
INSERT INTO user (id, name, added_at) VALUES (1, 'owner', CAST(unixepoch('subsec') * 1000000 AS INTEGER));

-- Who is signed in: one row a browser.
CREATE TABLE session (
    token_hash BLOB PRIMARY KEY,            -- of what the browser keeps
    user_id INTEGER NOT NULL REFERENCES user (id),
    begun_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    browser TEXT NOT NULL                   -- what it says it is, for the list of sessions
) STRICT, WITHOUT ROWID;
CREATE INDEX session_user ON session (user_id, begun_at);
CREATE INDEX session_ends ON session (ends_at);

-- What users did with articles: a row for each user and each article, in the order in
-- which they meet them. Read at once means the same read_at, which is how it is undone.
CREATE TABLE reading (
    user_id INTEGER NOT NULL REFERENCES user (id),
    seq INTEGER NOT NULL,                   -- the article's first_seq
    article_id INTEGER NOT NULL REFERENCES article (id),
    source_id INTEGER NOT NULL,             -- the article's; 0 for none
    read_at INTEGER,
    starred_at INTEGER,
    PRIMARY KEY (user_id, seq)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX reading_article ON reading (article_id, user_id);
CREATE INDEX reading_unread ON reading (user_id, seq, article_id, read_at) WHERE read_at IS NULL;
CREATE INDEX reading_unread_of_source ON reading (user_id, source_id, seq, article_id, read_at) WHERE read_at IS NULL;
CREATE INDEX reading_read ON reading (user_id, read_at, seq, article_id) WHERE read_at IS NOT NULL;
CREATE INDEX reading_starred ON reading (user_id, starred_at) WHERE starred_at IS NOT NULL;

-- How many articles of a source a user has not read; kept in step by the triggers below.
CREATE TABLE unread (
    user_id INTEGER NOT NULL REFERENCES user (id),
    source_id INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (user_id, source_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER article_comes AFTER INSERT ON article
BEGIN
    INSERT INTO reading (user_id, seq, article_id, source_id)
    SELECT id, NEW.first_seq, NEW.id, coalesce(NEW.source_id, 0) FROM user;
END;
CREATE TRIGGER article_finds_its_source AFTER UPDATE OF source_id ON article
BEGIN UPDATE reading SET source_id = coalesce(NEW.source_id, 0) WHERE article_id = NEW.id; END;
CREATE TRIGGER article_goes BEFORE DELETE ON article
BEGIN DELETE FROM reading WHERE article_id = OLD.id; END;

CREATE TRIGGER reading_comes AFTER INSERT ON reading WHEN NEW.read_at IS NULL
BEGIN
    INSERT INTO unread (user_id, source_id, count) VALUES (NEW.user_id, NEW.source_id, 1)
    ON CONFLICT (user_id, source_id) DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER reading_is_done AFTER UPDATE OF read_at ON reading WHEN (OLD.read_at IS NULL) <> (NEW.read_at IS NULL)
BEGIN
    UPDATE unread SET count = count + iif(NEW.read_at IS NULL, 1, -1)
    WHERE user_id = NEW.user_id AND source_id = NEW.source_id;
END;
CREATE TRIGGER reading_moves AFTER UPDATE OF source_id ON reading
WHEN NEW.read_at IS NULL AND OLD.source_id <> NEW.source_id
BEGIN
    UPDATE unread SET count = count - 1 WHERE user_id = OLD.user_id AND source_id = OLD.source_id;
    INSERT INTO unread (user_id, source_id, count) VALUES (NEW.user_id, NEW.source_id, 1)
    ON CONFLICT (user_id, source_id) DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER reading_goes AFTER DELETE ON reading WHEN OLD.read_at IS NULL
BEGIN UPDATE unread SET count = count - 1 WHERE user_id = OLD.user_id AND source_id = OLD.source_id; END;

-- What finds which article: derived from the rest, and made anew where it is damaged.
-- One index is asked; while a new one is made there are two. All changes of the archive up to
-- seq are in it: whoever changes an article indexes it in the same transaction.
CREATE TABLE search_index (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    state INTEGER NOT NULL CHECK (state IN (1, 2, 3)), -- 1 asked, 2 being made, 3 to be removed
    seq INTEGER NOT NULL DEFAULT 0,
    next_doc INTEGER NOT NULL DEFAULT 0,
    damage TEXT                                        -- why it can not be used
) STRICT;
CREATE UNIQUE INDEX search_index_state ON search_index (state) WHERE state < 3;
INSERT INTO search_index (state) VALUES (1);

-- Documents in a row, from first_doc on. Its blocks are never changed, but for taking an erased article out.
CREATE TABLE search_segment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    index_id INTEGER NOT NULL REFERENCES search_index (id),
    level INTEGER NOT NULL,         -- how often it was merged
    first_doc INTEGER NOT NULL,
    doc_count INTEGER NOT NULL,
    columns BLOB NOT NULL,
    gone BLOB NOT NULL,             -- documents that were replaced or erased
    edition INTEGER NOT NULL DEFAULT 0, -- counts changes of columns and gone
    merging INTEGER,                -- the segment that it is being merged into
    after BLOB                      -- of a segment that others are being merged into: its last term; not asked yet
) STRICT;
CREATE INDEX search_segment_place ON search_segment (index_id, first_doc);
CREATE INDEX search_segment_level ON search_segment (index_id, level, first_doc) WHERE merging IS NULL AND after IS NULL;
CREATE INDEX search_segment_after ON search_segment (index_id) WHERE after IS NOT NULL;
CREATE INDEX search_segment_merging ON search_segment (merging) WHERE merging IS NOT NULL;

-- The terms of a segment with their lists, in blocks named for their first term.
-- With numbers of their own: a block of a page's size then fills a page.
CREATE TABLE search_block (
    id INTEGER PRIMARY KEY,
    segment_id INTEGER NOT NULL REFERENCES search_segment (id),
    name BLOB NOT NULL,
    bytes BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX search_block_name ON search_block (segment_id, name);

-- Which document stands for which article.
CREATE TABLE search_document (
    index_id INTEGER NOT NULL REFERENCES search_index (id),
    article_id INTEGER NOT NULL,
    doc INTEGER NOT NULL,
    PRIMARY KEY (index_id, article_id)
) STRICT, WITHOUT ROWID;

-- What readers report as badly extracted, and what the owner says to it.
CREATE TABLE report (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL REFERENCES article (id),
    seq INTEGER NOT NULL REFERENCES revision (seq), -- the revision that was read
    user_id INTEGER REFERENCES user (id),
    kind TEXT NOT NULL,                             -- by its code
    note TEXT NOT NULL,
    reported_at INTEGER NOT NULL,
    closed_at INTEGER,
    verdict TEXT
) STRICT;
CREATE INDEX report_article ON report (article_id, id);
CREATE INDEX report_seq ON report (seq);
CREATE INDEX report_open ON report (id) WHERE closed_at IS NULL;
CREATE INDEX report_open_article ON report (article_id) WHERE closed_at IS NULL;
CREATE INDEX report_closed ON report (closed_at, id) WHERE closed_at IS NOT NULL;
CREATE INDEX report_reported ON report (reported_at);

-- Keeps an erased article away.
CREATE TABLE tombstone (
    identity TEXT PRIMARY KEY,
    article_id INTEGER NOT NULL,
    reason TEXT NOT NULL,
    erased_at INTEGER NOT NULL
) STRICT;

-- Holds the article being erased, inside the transaction that erases it: the
-- only moment in which the triggers below let a revision go.
CREATE TABLE erasing (article_id INTEGER PRIMARY KEY) STRICT;

CREATE TRIGGER revision_never_changes BEFORE UPDATE ON revision
BEGIN SELECT RAISE(ABORT, 'a revision is never changed'); END;

CREATE TRIGGER revision_is_never_replaced BEFORE INSERT ON revision
WHEN EXISTS (SELECT 1 FROM revision WHERE seq = NEW.seq)
    OR EXISTS (SELECT 1 FROM revision WHERE article_id = NEW.article_id AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'a revision is never changed'); END;

CREATE TRIGGER revision_never_goes BEFORE DELETE ON revision
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE article_id = OLD.article_id)
BEGIN SELECT RAISE(ABORT, 'a revision is never removed'); END;

CREATE TRIGGER revision_part_never_changes BEFORE UPDATE ON revision_part
BEGIN SELECT RAISE(ABORT, 'a revision is never changed'); END;

CREATE TRIGGER revision_part_never_goes BEFORE DELETE ON revision_part
WHEN NOT EXISTS (SELECT 1 FROM erasing JOIN revision USING (article_id) WHERE revision.seq = OLD.seq)
BEGIN SELECT RAISE(ABORT, 'a revision is never changed'); END;

-- What a report stands on is evidence of what went wrong.
CREATE TRIGGER capture_is_reported BEFORE DELETE ON capture
WHEN EXISTS (SELECT 1 FROM revision JOIN report USING (seq) WHERE revision.capture_id = OLD.id)
    OR EXISTS (SELECT 1 FROM revision_part JOIN report USING (seq) WHERE revision_part.capture_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'a report stands on this capture'); END;

CREATE TRIGGER revision_image_never_changes BEFORE UPDATE ON revision_image
BEGIN SELECT RAISE(ABORT, 'a revision is never changed'); END;

CREATE TRIGGER revision_image_never_goes BEFORE DELETE ON revision_image
WHEN NOT EXISTS (SELECT 1 FROM erasing JOIN revision USING (article_id) WHERE revision.seq = OLD.seq)
BEGIN SELECT RAISE(ABORT, 'a revision is never changed'); END;

-- Changes that no revision shows are dated a second after all that went before
-- them, so that no two states of a publication share a date.
CREATE TRIGGER archive_is_edited AFTER UPDATE OF edits ON archive_state WHEN NEW.edits > OLD.edits
BEGIN
    UPDATE archive_state SET edited_at = 1000000 + max(coalesce(NEW.edited_at, 0), coalesce(
        (SELECT archived_at FROM revision WHERE seq = (SELECT max(seq) FROM revision)), 0));
END;

CREATE TRIGGER source_is_edited AFTER UPDATE OF edits ON source WHEN NEW.edits > OLD.edits
BEGIN
    UPDATE source SET edited_at = 1000000 + max(coalesce(NEW.edited_at, 0), coalesce(NEW.changed_at, 0))
    WHERE id = NEW.id;
END;

CREATE TRIGGER publication_is_edited AFTER UPDATE OF edits ON publication WHEN NEW.edits > OLD.edits
BEGIN
    UPDATE publication SET edited_at = 1000000 + max(coalesce(NEW.edited_at, 0), coalesce(NEW.changed_at, 0))
    WHERE id = NEW.id;
END;

CREATE TABLE job (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL,                               -- equal for equal jobs: 'poll:7'
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 10), -- 1 subscribe, 2 poll, 3 article, 4 picture, 5 push, 6 delivery, 7 follower, 8 topic, 9 page, 10 reextract
    host TEXT NOT NULL,                              -- host[:port] it will speak to
    source_id INTEGER REFERENCES source (id),
    entry_id INTEGER REFERENCES entry (id),
    article_id INTEGER REFERENCES article (id),      -- of a picture or reextract job
    websub_id INTEGER,                               -- the row of its kind, from push on
    url TEXT,                                        -- of a subscribe, page or picture job, and from push on
    folder TEXT,                                     -- of a subscribe job
    private INTEGER NOT NULL DEFAULT 0 CHECK (private IN (0, 1)), -- of a subscribe job: the source is to be
    state INTEGER NOT NULL DEFAULT 0 CHECK (state IN (0, 1, 2, 3)), -- 0 pending, 1 leased, 2 done, 3 dead
    due_at INTEGER NOT NULL,
    leased_until INTEGER,
    attempt_count INTEGER NOT NULL DEFAULT 0,
    finished_at INTEGER,
    failure TEXT,
    answer TEXT
) STRICT;
CREATE UNIQUE INDEX job_key ON job (key) WHERE state <> 2;
CREATE INDEX job_host ON job (host, due_at, id) WHERE state = 0;
CREATE INDEX job_leased ON job (leased_until) WHERE state = 1;
CREATE INDEX job_unfinished ON job (due_at, id) WHERE state < 2;
CREATE INDEX job_done ON job (finished_at) WHERE state = 2;
CREATE INDEX job_dead ON job (finished_at, id) WHERE state = 3;
CREATE INDEX job_source ON job (source_id, state, attempt_count);
CREATE INDEX job_article ON job (article_id) WHERE article_id IS NOT NULL;

-- An entry whose job is given up counts as lost until that is tried again or goes.
CREATE TRIGGER day_gains_a_dead_letter AFTER UPDATE OF state ON job
WHEN NEW.state = 3 AND OLD.state <> 3 AND NEW.kind = 3 AND NEW.source_id IS NOT NULL
BEGIN
    INSERT INTO article_day (source_id, day, lost_count)
    VALUES (0, NEW.finished_at / 86400000000, 1), (NEW.source_id, NEW.finished_at / 86400000000, 1)
    ON CONFLICT (source_id, day) DO UPDATE SET lost_count = lost_count + 1;
    UPDATE source SET lost_count = lost_count + 1 WHERE id = NEW.source_id;
END;

CREATE TRIGGER day_loses_a_revived_letter AFTER UPDATE OF state ON job
WHEN OLD.state = 3 AND NEW.state <> 3 AND OLD.kind = 3 AND OLD.source_id IS NOT NULL
BEGIN
    UPDATE article_day SET lost_count = lost_count - 1
    WHERE source_id IN (0, OLD.source_id) AND day = OLD.finished_at / 86400000000;
    UPDATE source SET lost_count = lost_count - 1 WHERE id = OLD.source_id;
END;

CREATE TRIGGER day_loses_a_dropped_letter AFTER DELETE ON job
WHEN OLD.state = 3 AND OLD.kind = 3 AND OLD.source_id IS NOT NULL
BEGIN
    UPDATE article_day SET lost_count = lost_count - 1
    WHERE source_id IN (0, OLD.source_id) AND day = OLD.finished_at / 86400000000;
    UPDATE source SET lost_count = lost_count - 1 WHERE id = OLD.source_id;
END;

-- One small row a host: when it may be spoken to, what stands first in its
-- queue, and whether a worker has a job of it. Leasing looks here and at one job
-- a host, so it costs the same with a hundred jobs as with a million. The
-- triggers keep due_at and leased_count in step with the jobs.
CREATE TABLE host (
    host TEXT PRIMARY KEY,
    next_at INTEGER,                        -- not to be spoken to before
    due_at INTEGER,                         -- of its first pending job
    leased_count INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX host_ready ON host (max(due_at, coalesce(next_at, 0))) WHERE leased_count = 0 AND due_at IS NOT NULL;

CREATE TRIGGER job_comes AFTER INSERT ON job WHEN NEW.state = 0
BEGIN
    INSERT INTO host (host, due_at) VALUES (NEW.host, NEW.due_at)
    ON CONFLICT (host) DO UPDATE SET due_at = min(coalesce(due_at, excluded.due_at), excluded.due_at);
END;

CREATE TRIGGER job_moves AFTER UPDATE OF state, due_at, host ON job
BEGIN
    INSERT INTO host (host) VALUES (NEW.host) ON CONFLICT (host) DO NOTHING;
    UPDATE host SET
        due_at = (SELECT min(job.due_at) FROM job WHERE job.host = host.host AND job.state = 0),
        leased_count = leased_count
            + (host.host = NEW.host AND NEW.state = 1)
            - (host.host = OLD.host AND OLD.state = 1)
    WHERE host IN (OLD.host, NEW.host);
END;

CREATE TRIGGER job_goes AFTER DELETE ON job WHEN OLD.state < 2
BEGIN
    UPDATE host SET
        due_at = (SELECT min(job.due_at) FROM job WHERE job.host = host.host AND job.state = 0),
        leased_count = leased_count - (OLD.state = 1)
    WHERE host = OLD.host;
END;

-- robots.txt as last fetched; apart from the host, because it can be large.
CREATE TABLE robots (
    host TEXT PRIMARY KEY,
    fetched_at INTEGER NOT NULL,
    status INTEGER NOT NULL,
    text TEXT NOT NULL
) STRICT;

-- WebSub, as a subscriber: which hub pushes which source to us. One row a source
-- is wanted, the others are being ended and go when their hub has let go.
CREATE TABLE push (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    source_id INTEGER NOT NULL REFERENCES source (id),
    hub_url TEXT NOT NULL,
    topic_url TEXT NOT NULL,
    token TEXT NOT NULL UNIQUE,  -- the callback's path: who knows it is the hub
    secret TEXT NOT NULL,        -- what the hub signs with
    wanted INTEGER NOT NULL DEFAULT 1 CHECK (wanted IN (0, 1)),
    asked_at INTEGER,            -- the last request to the hub
    callback_url TEXT,           -- below which the callback was that it named
    verified_at INTEGER,         -- the last time the hub made sure
    lease_until INTEGER,
    due_at INTEGER NOT NULL,     -- when to speak to the hub next
    ask_count INTEGER NOT NULL DEFAULT 0, -- requests since the hub last verified one
    failure TEXT,
    delivered_at INTEGER,
    delivery_count INTEGER NOT NULL DEFAULT 0,
    forged_count INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX push_source ON push (source_id) WHERE wanted = 1;
CREATE INDEX push_of_source ON push (source_id);
CREATE INDEX push_due ON push (due_at, id);

-- What hubs have pushed and no worker has admitted yet.
CREATE TABLE delivery (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    push_id INTEGER NOT NULL REFERENCES push (id) ON DELETE CASCADE,
    received_at INTEGER NOT NULL,
    content_type TEXT,
    body BLOB NOT NULL
) STRICT;
CREATE INDEX delivery_push ON delivery (push_id, id);

-- WebSub, as a hub: the publications that somebody follows. `mark` is the
-- archive's when the publication was last looked at; `version` counts the times
-- it was found changed.
CREATE TABLE topic (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    url TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL DEFAULT 0,
    body_hash BLOB,
    etag TEXT,
    mark INTEGER NOT NULL DEFAULT -1,
    looked_at INTEGER NOT NULL
) STRICT;
CREATE INDEX topic_mark ON topic (mark);

CREATE TABLE follower (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    topic_id INTEGER NOT NULL REFERENCES topic (id),
    callback TEXT NOT NULL,
    host TEXT NOT NULL,                -- host[:port] of the callback
    secret TEXT,
    lease_until INTEGER,               -- none until its wish was verified
    delivered_version INTEGER NOT NULL DEFAULT 0,
    asked INTEGER NOT NULL DEFAULT 0 CHECK (asked IN (0, 1, 2)), -- 0 nothing, 1 to follow, 2 to end
    asked_at INTEGER,
    asked_secret TEXT,
    asked_lease_seconds INTEGER,
    due_at INTEGER,                    -- when to speak to it next; none: nothing to say
    failure_count INTEGER NOT NULL DEFAULT 0,
    failure TEXT,
    UNIQUE (topic_id, callback)
) STRICT;
CREATE INDEX follower_host ON follower (host);
CREATE INDEX follower_due ON follower (due_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX follower_lease ON follower (lease_until) WHERE lease_until IS NOT NULL;

-- A dead letter about a row that is gone could never be tried again.
CREATE TRIGGER push_goes AFTER DELETE ON push
BEGIN DELETE FROM job WHERE key = 'push:' || OLD.id AND state <> 2 AND state = 3; END;
CREATE TRIGGER delivery_goes AFTER DELETE ON delivery
BEGIN DELETE FROM job WHERE key = 'delivery:' || OLD.id AND state <> 2 AND state = 3; END;
CREATE TRIGGER topic_goes AFTER DELETE ON topic
BEGIN DELETE FROM job WHERE key = 'topic:' || OLD.id AND state <> 2 AND state = 3; END;
CREATE TRIGGER follower_goes AFTER DELETE ON follower
BEGIN DELETE FROM job WHERE key = 'follower:' || OLD.id AND state <> 2 AND state = 3; END;

-- How much there is of what fills the disk, kept in step by the triggers below: counting it
-- would mean to read it. Bytes as stored: of revisions their text and HTML, of bodies packed.
CREATE TABLE tally (
    name TEXT PRIMARY KEY,
    count INTEGER NOT NULL DEFAULT 0,
    bytes INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
INSERT INTO tally (name) VALUES ('article'), ('revision'), ('image'), ('body');

CREATE TRIGGER article_is_counted AFTER INSERT ON article
BEGIN UPDATE tally SET count = count + 1 WHERE name = 'article'; END;
CREATE TRIGGER article_is_uncounted AFTER DELETE ON article
BEGIN UPDATE tally SET count = count - 1 WHERE name = 'article'; END;
CREATE TRIGGER revision_is_counted AFTER INSERT ON revision
BEGIN
    UPDATE tally SET count = count + 1, bytes = bytes + octet_length(NEW.html) + octet_length(NEW.text)
    WHERE name = 'revision';
END;
CREATE TRIGGER revision_is_uncounted AFTER DELETE ON revision
BEGIN
    UPDATE tally SET count = count - 1, bytes = bytes - octet_length(OLD.html) - octet_length(OLD.text)
    WHERE name = 'revision';
END;
CREATE TRIGGER image_is_counted AFTER INSERT ON image
BEGIN UPDATE tally SET count = count + 1, bytes = bytes + octet_length(NEW.bytes) WHERE name = 'image'; END;
CREATE TRIGGER image_is_uncounted AFTER DELETE ON image
BEGIN UPDATE tally SET count = count - 1, bytes = bytes - octet_length(OLD.bytes) WHERE name = 'image'; END;
CREATE TRIGGER body_is_counted AFTER INSERT ON body
BEGIN UPDATE tally SET count = count + 1, bytes = bytes + octet_length(NEW.packed) WHERE name = 'body'; END;
CREATE TRIGGER body_is_uncounted AFTER DELETE ON body
BEGIN UPDATE tally SET count = count - 1, bytes = bytes - octet_length(OLD.packed) WHERE name = 'body'; END;

-- Rows as the program reads them.

CREATE VIEW source_state AS
SELECT source.*,
    (SELECT count(*) FROM entry
     WHERE entry.source_id = source.id AND entry.article_id IS NULL AND entry.erased = 0) AS unarchived_count,
    (SELECT count(*) FROM job JOIN entry ON entry.id = job.entry_id
     WHERE job.source_id = source.id AND job.state = 3 AND entry.article_id IS NULL) AS dead_count
FROM source;

CREATE VIEW listed_source AS
SELECT id, slug, title, home_url, language, folder, added_at, polled_at, due_at, failure IS NOT NULL AS failing,
    failure_count, failing_since, trouble, last_article_at, article_count, full_count, lost_count,
    coalesce(request_count, 0) AS request_count, coalesce(not_modified_count, 0) AS not_modified_count,
    coalesce(saved_bytes + max(body_bytes - wire_bytes, 0), 0) AS saved_bytes, private
FROM source LEFT JOIN traffic ON source_id = id WHERE active = 1;

CREATE VIEW article_state AS
SELECT article.id, article.source_id, article.first_archived_at, article.first_seq, article.change_seq, revision.*
FROM article JOIN revision ON revision.seq = article.last_seq;

CREATE VIEW job_state AS
SELECT job.*, CASE job.kind WHEN 2 THEN source.url WHEN 3 THEN entry.url ELSE job.url END AS subject
FROM job LEFT JOIN source ON source.id = job.source_id LEFT JOIN entry ON entry.id = job.entry_id;
