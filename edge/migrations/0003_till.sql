-- A drawer from its float to its count. What it holds is in `body`, beside what is looked for.
create table till_sessions (
  id blob primary key,
  state text not null,            -- open, closed
  business_date text not null,
  cashier_id text not null,
  shared integer not null,        -- whether everybody sells into it, or its cashier alone
  opened_at integer not null,
  closed_at integer,
  body blob not null
) strict;
create index till_sessions_open on till_sessions (opened_at) where state = 'open';
create index till_sessions_closed on till_sessions (closed_at) where state = 'closed';

-- Papers of a till as they stood when they were asked for: X, Z, and slips of cash in and out.
create table till_papers (
  id blob primary key,
  session_id blob not null,
  kind text not null,
  at integer not null,
  body blob not null
) strict;
create index till_papers_by_session on till_papers (session_id, at);

-- Payments taken while no session was open, by trading day.
create table till_outside (
  business_date text not null,
  tender text not null,
  payments integer not null,
  amount integer not null,
  primary key (business_date, tender)
) strict, without rowid;
