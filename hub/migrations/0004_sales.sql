-- Read models of sales, folded from check.closed. `tilo-hub rebuild` proves them against the journal.

create table receipts (
  outlet         text not null,
  check_id       uuid not null,
  row_id         uuid not null,
  business_date  text not null,
  closed_at_ms   bigint not null,
  receipt_number text not null,
  number         int not null,
  table_name     text,
  channel        text not null,
  covers         int not null,
  total          bigint not null,
  tender         text not null,
  cashier        text not null,
  place          bigint not null,
  month          int not null,
  primary key (outlet, check_id)
);
create unique index receipts_by_row on receipts (outlet, row_id);
create index receipts_by_day on receipts (outlet, business_date, closed_at_ms desc);

create table day_totals (
  outlet        text not null,
  business_date text not null,
  total         bigint not null,
  checks        bigint not null,
  covers        bigint not null,
  tax           bigint not null,
  service       bigint not null,
  discount      bigint not null,
  primary key (outlet, business_date)
);

-- `utc_hour` is hours since 1970: an outlet's zone is applied when it is read.
create table day_hours (
  outlet        text not null,
  business_date text not null,
  utc_hour      int not null,
  total         bigint not null,
  checks        bigint not null,
  primary key (outlet, business_date, utc_hour)
);

-- Names are those of the last sale by place.
create table day_items (
  outlet        text not null,
  business_date text not null,
  item_id       text not null,
  name_id       text not null,
  name_en       text not null,
  quantity      bigint not null,
  total         bigint not null,
  place         bigint not null,
  primary key (outlet, business_date, item_id)
);

create table day_tenders (
  outlet        text not null,
  business_date text not null,
  tender        text not null,
  payments      bigint not null,
  total         bigint not null,
  primary key (outlet, business_date, tender)
);
