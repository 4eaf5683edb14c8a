/** What a promise gives; undefined when it fails or takes longer. */
export function within<T>(ms: number, promise: Promise<T>): Promise<T | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), ms);
  return Promise.race([promise.catch(() => undefined), late]).finally(() => clearTimeout(timer));
}
