-- The journals of all boxes, as received: facts are never updated or deleted (rule C4).

-- How many rows the outlet has at the hub. Ingest locks this row, so that `place` numbers an
-- outlet's rows in the order in which they became visible, over all its streams.
create table journal_heads (
  outlet text primary key,
  place  bigint not null default 0
) with (fillfactor = 50);

-- One life of one box's database. `seq` and `hash` are the mark: the last row held.
-- `head_seq` and `head_hash` are what the box said it has itself; `whole_ms` is when both agreed.
create table streams (
  outlet        text not null,
  stream        uuid not null,
  box           text not null,
  seq           bigint not null,
  hash          bytea not null,
  at_ms         bigint not null,
  head_seq      bigint not null,
  head_hash     bytea not null,
  seen_ms       bigint not null,
  whole_ms      bigint,
  parent_stream uuid,
  parent_head   bytea,
  started_ms    bigint not null,
  primary key (outlet, stream)
) with (fillfactor = 50);

-- `body` is the text that was hashed; nothing here parses it. `prev` is the hash of the row
-- before and is not kept twice. `month` is when the hub received the row (UTC, 202611): a box
-- with a wrong clock cannot create partitions.
create table journal (
  outlet        text not null,
  stream        uuid not null,
  seq           bigint not null,
  month         int not null,
  place         bigint not null,
  received_ms   bigint not null,
  id            uuid not null,
  kind          text not null,
  v             int not null,
  at_ms         bigint not null,
  hlc           text not null,
  clock         text not null,
  business_date text not null,
  actor         text,
  device        text,
  approver      text,
  subject       text,
  body          text not null,
  hash          bytea not null,
  primary key (outlet, stream, seq, month)
) partition by range (month);
create index journal_by_place on journal (outlet, place);

-- Makes room for a month's rows, in eight parts by outlet. Again: nothing.
create function add_journal_month(wanted int) returns void language plpgsql as $$
declare
  name text := format('journal_%s', wanted);
  later int := case when wanted % 100 = 12 then wanted + 89 else wanted + 1 end;
begin
  perform pg_advisory_xact_lock(hashtext('add_journal_month'));
  if to_regclass(name) is not null then
    return;
  end if;
  execute format(
    'create table %I partition of journal for values from (%s) to (%s) partition by hash (outlet)',
    name, wanted, later);
  for part in 0..7 loop
    execute format(
      'create table %I partition of %I for values with (modulus 8, remainder %s)',
      name || '_' || part, name, part);
  end loop;
end $$;

-- What a box sent and the hub could not believe: kept for a person, never dropped (rule U2, U4).
create table quarantine (
  outlet   text not null,
  stream   uuid not null,
  seq      bigint not null,
  hash     bytea not null,
  box      text not null,
  reason   text not null,
  row      text not null,
  first_ms bigint not null,
  last_ms  bigint not null,
  times    int not null default 1,
  primary key (outlet, stream, seq, hash, reason)
);

-- How far a projection has read an outlet's rows.
create table projection_marks (
  projection text not null,
  outlet     text not null,
  place      bigint not null,
  at_ms      bigint not null,
  primary key (projection, outlet)
) with (fillfactor = 50);

-- Rows a projection could not read or did not count; the rest went on (rule J3).
create table set_aside (
  projection text not null,
  outlet     text not null,
  place      bigint not null,
  stream     uuid not null,
  seq        bigint not null,
  kind       text not null,
  reason     text not null,
  primary key (projection, outlet, place)
);
