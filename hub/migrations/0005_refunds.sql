-- Refunds count on the business date they were made on. Sums of a day are net of them; `refunds` is
-- what went back, without the coin's rounding, as `total` is.

create table refunds (
  outlet         text not null,
  refund_id      uuid not null,
  row_id         uuid not null,
  check_id       uuid not null,
  business_date  text not null,
  at_ms          bigint not null,
  number         text not null,
  amount         bigint not null,
  place          bigint not null,
  month          int not null,
  primary key (outlet, refund_id)
);
create unique index refunds_by_row on refunds (outlet, row_id);
create index refunds_by_check on refunds (outlet, check_id);

alter table day_totals add column refunds bigint not null default 0;
alter table day_totals add column refund_count bigint not null default 0;
