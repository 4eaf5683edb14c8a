/** Where an audio file of a company is stored. Made of its ids: no database is asked for it. */
export function audioKey(tenantId: string, id: string): string {
  return `${tenantId}/audio/${id}`;
}

/** Where a picture or file of a message is stored. */
export function mediaKey(tenantId: string, id: string): string {
  return `${tenantId}/media/${id}`;
}
