/** As contact_bulk_changes.kind is checked. */
export const bulkKinds = ["owner", "stage", "add_tag", "remove_tag", "archive", "restore"] as const;
export type BulkKind = (typeof bulkKinds)[number];
