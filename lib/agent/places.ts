/** The places for talks in one process. */
export class Places {
  active = 0;
  isDraining = false;
  /** Called as the last talk is over. */
  idle = () => {};
  /** The tenants of which somebody tries a draft. */
  private readonly trying = new Set<string>();
  private readonly capacity: number;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  /** For a caller; false where none is left. `free` gives it back. */
  take(): boolean {
    if (this.active >= this.capacity) return false;
    this.active += 1;
    return true;
  }

  free(): void {
    this.active -= 1;
    if (this.active === 0) this.idle();
  }

  /** For a tenant's trial: one at a time, and none of the last quarter, which is the callers'. */
  takeForTrial(tenantId: string): boolean {
    const left = this.capacity - this.active - 1;
    if (this.isDraining || this.trying.has(tenantId) || left < this.capacity / 4) return false;
    this.trying.add(tenantId);
    return this.take();
  }

  freeTrial(tenantId: string): void {
    if (this.trying.delete(tenantId)) this.free();
  }
}
