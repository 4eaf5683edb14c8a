import { admins, type Subject } from "@/tests/database/isolation/subject";

export const twilioAccount: Subject = {
  tables: {
    twilio_accounts: {
      // Not the ciphertext of the token. Written by machine.save_twilio_account alone.
      read: {
        by: admins,
        columns: [
          ...["tenant_id", "account_sid", "auth_token_last_four"],
          ...["verified_at", "lost_at", "updated_at"],
        ],
      },
      rows: (t) =>
        `insert into public.twilio_accounts
       (tenant_id, account_sid, auth_token_ciphertext, auth_token_last_four, verified_at)
     values (${t.id}, ${t.sid("AC", "account")}, 'v1.sealed', '0000', now())`,
    },
  },
  functions: {
    "machine.credentials": "machine",
    "machine.save_twilio_account": "machine",
  },
};
