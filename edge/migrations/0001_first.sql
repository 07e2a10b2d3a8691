-- One life of one database is a stream (rules.md J1). `no` is its number on this box.
create table streams (
  no integer primary key,
  id text not null unique,
  mark text not null,             -- three letters inside receipt numbers, from the stream's id
  parent text,
  parent_head text,
  started_at integer not null
) strict;

-- Every fact in order. `place` = stream number * 2^40 + seq: one integer key, always appended.
-- `prev` is the hash of the place before it, so it is not stored twice.
create table journal (
  place integer primary key,
  id blob not null,
  kind text not null,
  v integer not null,
  at integer not null,
  hlc text not null,
  clock text not null,
  business_date text not null,
  actor text,
  device text,
  approver text,
  subject text,
  body blob not null,             -- canonical JSON, packed
  hash blob not null
) strict;
create index journal_by_subject on journal (subject, place) where subject is not null;

-- The first answer to every command, refusals included (rules.md C1).
create table commands (
  id blob primary key,
  digest blob not null,
  at integer not null,
  refusal text,                   -- refusal code, or null
  answer blob not null            -- packed
) strict;

create table counters (
  name text primary key,
  value integer not null
) strict, without rowid;

create table facts (              -- small texts about the box itself: cursor, tokens, identity
  name text primary key,
  value text not null
) strict, without rowid;

create table documents (
  kind text not null,
  id text not null,
  version integer not null,
  deleted integer not null default 0,
  body text not null,
  changed_at integer not null,
  rev integer not null,           -- of all settings, when this one changed
  primary key (kind, id)
) strict, without rowid;
create index documents_by_rev on documents (rev);

create table checks (
  id blob primary key,
  rev integer not null,
  state text not null,
  number integer not null,
  business_date text not null,
  table_id text,
  receipt_number text,
  opened_at integer not null,
  closed_at integer,
  total integer not null,
  balance integer not null,
  body blob not null
) strict;
create index checks_open on checks (opened_at) where state = 'open';
create index checks_closed on checks (closed_at) where state = 'closed';

create table tickets (
  id blob primary key,
  rev integer not null,
  station text not null,
  check_id blob not null,
  state text not null,
  fired_at integer not null,
  bumped_at integer,
  body blob not null
) strict;
create index tickets_open on tickets (station, fired_at) where state = 'open';
create index tickets_bumped on tickets (station, bumped_at) where state = 'bumped';
create index tickets_by_check on tickets (check_id);

create table sessions (
  token_hash blob primary key,
  staff_id text not null,
  device text not null,
  created_at integer not null,
  expires_at integer not null
) strict;

create table print_jobs (
  id blob primary key,
  printer_id text not null,
  kind text not null,
  subject blob,                   -- check or ticket
  language text not null,
  copy integer not null,
  priority integer not null,
  state text not null,            -- queued, started, printed, failed
  uncertain integer not null default 0,
  created_at integer not null,
  finished_at integer,
  reason text
) strict;
create index print_jobs_waiting on print_jobs (printer_id, priority, created_at)
  where state in ('queued', 'started');
