/** Where an audio file of a company is stored. Made of its ids: no database is asked for it. */
export function audioKey(tenantId: string, id: string): string {
  return `${tenantId}/audio/${id}`;
}
