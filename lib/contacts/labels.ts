/** What a contact's number may be called, as the database takes it. */
export const phoneLabels = ["mobile", "work", "home", "other"] as const;

/** What a contact's email address may be called, as the database takes it. */
export const emailLabels = ["work", "home", "other"] as const;
