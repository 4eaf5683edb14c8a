const most = 500;

/**
 * What was heard of late, as `id:version`, the way broadcast_lately tells it
 * (supabase/schemas/realtime).
 */
export class Heard {
  readonly #keys = new Set<string>();

  add(key: string): void {
    this.#keys.delete(key);
    this.#keys.add(key);
    const [oldest] = this.#keys;
    if (this.#keys.size > most && oldest !== undefined) this.#keys.delete(oldest);
  }

  /** Whether something of this was not heard; from now on it counts as heard. */
  missed(told: string[]): boolean {
    const missing = told.filter((key) => !this.#keys.has(key));
    for (const key of told) this.add(key);
    return missing.length > 0;
  }
}
