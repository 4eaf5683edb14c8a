/** As private.create_call_list has it. */
export const maxContacts = 10_000;

export const maxRetries = 20;

/** The retry rule of a call that nobody answered and of which nobody said anything. */
export const unanswered = "unanswered";

/** By outcome: so many minutes after the call the contact is called again, so many times. */
export type Retries = Record<string, { after_minutes: number; times: number }>;
