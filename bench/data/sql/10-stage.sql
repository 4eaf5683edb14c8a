-- What the data set is made from; gone when it is loaded.
create schema bench;

create table bench.scale (calls bigint, contacts bigint, recent bigint, call_step bigint,
  contact_step bigint, day timestamptz, areas text[]);

-- Callers are everyone but the admin.
create table bench.tenants (index integer primary key, id uuid, number text, number_id uuid,
  calls bigint, first_call bigint, contacts bigint, first_contact bigint, callers uuid[],
    phones text[]);

-- How calls end, each by its share of 2048: kind, direction, and what private.derive_call says of
-- it.
create table bench.draws (draw integer primary key, kind text, direction text,
  status public.call_status,
  outcome text, outcome_reason text, version integer);
insert into bench.draws
  select row_number() over (order by e.place, n) - 1, e.kind, case when e.place <= 8 then 'outbound'
    else 'inbound' end,
    e.status::public.call_status, e.outcome, e.outcome_reason, e.version
  from (values
    (1, 'connected', 'completed', 'connected', 'customer_answered', 520, 15),
    (2, 'no-answer', 'no-answer', 'no-answer', 'customer_over_rep_waiting', 375, 11),
    (3, 'busy', 'busy', 'busy', 'customer_busy', 75, 11),
    (4, 'failed', 'failed', 'failed', 'customer_failed', 45, 11),
    (5, 'canceled', 'canceled', 'canceled', 'rep_left_first', 105, 11),
    (6, 'rep no-answer', 'no-answer', 'rep_unreachable', 'rep_no-answer', 70, 4),
    (7, 'rep busy', 'busy', 'rep_unreachable', 'rep_busy', 30, 4),
    (8, 'unconfirmed', 'no-answer', 'rep_unconfirmed', 'nobody_pressed', 80, 6),
    (9, 'accepted', 'completed', 'connected', 'rep_accepted', 385, 13),
    (10, 'missed', 'no-answer', 'missed', 'nobody_accepted', 220, 9),
    (11, 'gave up', 'canceled', 'missed', 'caller_left_first', 143, 9)
  ) e (place, kind, status, outcome, outcome_reason, share, version)
  cross join lateral generate_series(1, e.share) n;

-- Two years of hours with how many calls begin in each: office hours of the American side, few at
-- night and on weekends.
create table bench.hours (starts timestamptz, first bigint, calls bigint);
