type Levels = (input: number, output: number) => void;
const listeners = new Set<Levels>();

/** Twenty times a second, 0 to 1: not for React's state. */
export function noteLevels(input: number, output: number): void {
  for (const listener of listeners) listener(input, output);
}

export function subscribeLevels(listener: Levels): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
