comment on table public.call_steps is
  'What the system and people did with a call that its verdict or others rest on, each with its
reason and facts. Every step of its route is decided again from call_events (docs/flow.md).';
comment on column public.call_steps.serves is
  'The caller hears here what they called for (a Hang up step that serves), so that one who leaves
after it was not missed. A menu alone serves nobody.';
