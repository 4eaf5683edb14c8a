set check_function_bodies = off;

CREATE INDEX calls_by_number ON public.calls USING btree (tenant_id, phone_number_id, created_at DESC, id DESC) WHERE (phone_number_id IS NOT NULL);

reset check_function_bodies;
