import { randomUUID } from "node:crypto";
import { endListening, type Inside } from "@/lib/agent/sound/machine";
import type { SoundGrant } from "@/lib/agent/sound/token";

/** The browsers of companies at this process: their tokens were checked as they came. */
export class Browsers {
  private readonly inside = new Map<string, Inside & { forbid: () => void }>();
  private isAsking = false;
  private readonly end: typeof endListening;

  /** `end` gives those who may not be there any more, and has that written down. */
  constructor(end = endListening) {
    this.end = end;
  }

  /** Gives what is to be called as the browser leaves. */
  enter({ tenant_id, user_id, session_id, sign_in }: SoundGrant, forbid: () => void): () => void {
    const id = randomUUID();
    this.inside.set(id, { id, tenant_id, user_id, session_id, sign_in, forbid });
    return () => this.inside.delete(id);
  }

  /**
   * Sends away whose person may not be there any more: removed, of another role by now, or signed
   * out.
   */
  async check(): Promise<void> {
    if (this.inside.size === 0 || this.isAsking) return;
    this.isAsking = true;
    try {
      const all = [...this.inside.values()].map(({ forbid: _, ...one }) => one);
      for (const id of await this.end(all)) {
        const one = this.inside.get(id);
        // A browser may be slow to leave: it is sent away once.
        this.inside.delete(id);
        one?.forbid();
      }
    } finally {
      this.isAsking = false;
    }
  }
}
