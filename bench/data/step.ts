/** Does a named part of making a data set, and says how long it took. */
export type Step = <T>(name: string, work: () => Promise<T>) => Promise<T>;
