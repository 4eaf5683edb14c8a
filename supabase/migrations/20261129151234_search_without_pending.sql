set check_function_bodies = off;

drop index public.contacts_custom;
drop index public.contacts_search;

CREATE INDEX contacts_custom ON public.contacts USING gin (custom jsonb_path_ops) WITH (fastupdate=off);

CREATE INDEX contacts_search ON public.contacts USING gin (search) WITH (fastupdate=off) WHERE (archived_at IS NULL);

reset check_function_bodies;
