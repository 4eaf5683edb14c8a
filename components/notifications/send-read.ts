/**
 * Marks one's own notifications as read: these, or all until a moment (ISO). It goes on while the
 * page is left; every tab then learns of it by its broadcast.
 */
export async function sendRead(which: { ids: string[] } | { until: string }): Promise<void> {
  try {
    await fetch("/api/notifications/read", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(which),
      keepalive: true,
    });
  } catch {
    // They stay unread.
  }
}
