import type { StackFacts } from "@/local/stack";

/** A line of the table: what was measured, against what, and whether that is good enough. */
export type Row = {
  figure: string;
  /** As a person reads it, with its unit. */
  value: string;
  /** The same of the floor, measured in the same run; empty where the goal is a property. */
  floor: string;
  ratio: string;
  goal: string;
  /** Null for a figure without a goal. */
  met: boolean | null;
};

/** The stack with the large data set, its app built with the floors beside it. */
export type BenchStack = StackFacts & {
  /**
   * Another copy of the app on the same database with the same public URL: its port, and how it is
   * ended.
   */
  startCopy(env?: Record<string, string>): Promise<{ port: number; stop(): Promise<void> }>;
  /**
   * Where the floors are: an empty handler with one insert, the same with the rows that any record
   * writes, an empty page.
   */
  floors: { handler: string; rows: string; page: string };
  logFolder: string;
};

export type Bench = {
  /** Started when the first figure asks for it, stopped at the end. */
  stack(): Promise<BenchStack>;
  /**
   * The data folder of a data set, made first where it is not there. While `stack` runs, the large
   * one is the stack's.
   */
  dataSet(scale: "large" | "small"): Promise<string>;
  /** How long the memory figure takes, in minutes. */
  minutes: number;
  interrupted: AbortSignal;
  log(line: string): void;
};

/** `npm run bench -- NAME` runs one. */
export type Figure = { name: string; run(bench: Bench): Promise<Row[]> };
