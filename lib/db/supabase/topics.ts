/** What the database's triggers broadcast on a tenant's private topic: ids and a version, never call data. */
export const broadcastEvents = ["call", "contact", "note", "epoch"] as const;

export type BroadcastEvent = (typeof broadcastEvents)[number];
