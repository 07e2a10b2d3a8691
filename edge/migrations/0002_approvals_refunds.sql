-- A second person's PIN, exchanged for one action of the session that asked.
create table approvals (
  id blob primary key,
  staff_id text not null,
  permission text not null,
  session blob not null,          -- hash of the asking session's token
  expires_at integer not null,
  used_by blob                    -- the command it allowed, once
) strict;

-- Where a refund's own number and id lead to its check; the refund itself stands in the check.
create table refunds (
  id blob primary key,
  check_id blob not null,
  number text not null unique,
  business_date text not null,
  tender text not null,
  amount integer not null,
  at integer not null
) strict;
create index refunds_by_day on refunds (business_date);
