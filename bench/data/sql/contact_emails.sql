insert into public.contact_emails (tenant_id, contact_id, email)
  select tenant_id, id, email_words from public.contacts where email_words <> ''
