/**
 * Lets a process of its own (a worker, a stand-in) live on where its database driver throws from a
 * timer, because a connection was closed while a write was queued: postgres#1154. The query behind
 * it has failed by then. Next's server lives on by itself.
 */
export function surviveDriver(): void {
  process.on("uncaughtException", (error) => {
    if (error.stack?.includes("nextWrite")) return;
    throw error;
  });
}
