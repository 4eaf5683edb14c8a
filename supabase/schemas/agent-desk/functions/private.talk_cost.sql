-- What a talk cost in US dollars, from the tokens that its provider reports by kind, and what it
-- counts for writing down the caller's words (lib/agent/usage.ts); null where no price is known, or
-- nothing was reported by kind.
create or replace function private.talk_cost(usage jsonb, price public.realtime_prices)
returns numeric
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case when price.model is not null and usage ?& array['input_text_tokens',
      'output_text_tokens'] then round((
      (u.audio_in - u.cached_audio) * price.audio_in + u.cached_audio * price.cached_audio_in
      + (u.text_in - u.cached_text) * price.text_in + u.cached_text * price.cached_text_in
      + u.audio_out * price.audio_out + u.text_out * price.text_out
      + u.transcript_in * price.transcript_in + u.transcript_out * price.transcript_out) / 1000000
      + u.transcript_seconds / 60 * price.transcript_minute, 6) end
  from (select coalesce((usage ->> 'input_audio_tokens')::numeric, 0) as audio_in,
    coalesce((usage ->> 'input_text_tokens')::numeric, 0) as text_in,
    coalesce((usage ->> 'cached_audio_tokens')::numeric, 0) as cached_audio,
    coalesce((usage ->> 'cached_text_tokens')::numeric, 0) as cached_text,
    coalesce((usage ->> 'output_audio_tokens')::numeric, 0) as audio_out,
    coalesce((usage ->> 'output_text_tokens')::numeric, 0) as text_out,
    coalesce((usage ->> 'transcript_input_tokens')::numeric, 0) as transcript_in,
    coalesce((usage ->> 'transcript_output_tokens')::numeric, 0) as transcript_out,
    coalesce((usage ->> 'transcript_seconds')::numeric, 0) as transcript_seconds) u
$$;
revoke all on function private.talk_cost from public;
