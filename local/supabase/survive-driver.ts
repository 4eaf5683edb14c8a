/**
 * The stand-in of Supabase's API runs in the process that calls this, and its driver throws from a
 * timer when a connection is closed while a write is queued: postgres#1154.
 */
export function surviveDriver(): void {
  process.on("uncaughtException", (error) => {
    if (error.stack?.includes("nextWrite")) return;
    throw error;
  });
}
