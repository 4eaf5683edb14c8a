import { z } from "zod";

const Node = z.object({
  "Node Type": z.string(),
  "Index Name": z.string().optional(),
  "Relation Name": z.string().optional(),
  "Actual Loops": z.number(),
  "Shared Hit Blocks": z.number(),
  "Shared Read Blocks": z.number(),
  get Plans() {
    return z.array(Node).optional();
  },
});

type Node = z.infer<typeof Node>;

const Explained = z.tuple([
  z.object({ Plan: Node, "Planning Time": z.number(), "Execution Time": z.number() }),
]);

const Noticed = z.object({ Plan: Node });

/** What was done to find the rows. */
type Way = {
  indexes: string[];
  sorts: boolean;
  /** Whether a large table was read from its beginning. */
  reads: boolean;
};

/** How a statement was executed, once. */
export type Plan = Way & {
  /** Pages it touched, in memory or not. */
  buffers: number;
  /** In milliseconds, without the way to the database, with the rows written out. */
  executed: number;
  planned: number;
};

const large = new Set([
  ...["calls", "call_legs", "call_events", "recordings"],
  ...["contacts", "contact_phones", "contact_activity", "contact_tags"],
]);

const every = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(every)];

function wayOf(root: Node): Way {
  // An alternative that was never needed is no part of it.
  const nodes = every(root).filter((node) => node["Actual Loops"] > 0);
  return {
    indexes: [...new Set(nodes.flatMap((node) => node["Index Name"] ?? []))],
    sorts: nodes.some((node) => /Sort/.test(node["Node Type"])),
    reads: nodes.some(
      (node) => /Seq Scan/.test(node["Node Type"]) && large.has(node["Relation Name"] ?? ""),
    ),
  };
}

/** Reads what `explain (analyze, buffers, format json)` answered. */
export function readPlan(answer: unknown): Plan {
  const [{ Plan: root, ...times }] = Explained.parse(answer);
  return {
    ...wayOf(root),
    buffers: root["Shared Hit Blocks"] + root["Shared Read Blocks"],
    executed: times["Execution Time"],
    planned: times["Planning Time"],
  };
}

/**
 * What auto_explain said of the statements inside of functions that touched a large table, all
 * together.
 */
export function readNotices(notices: string[]): Way {
  const ways = notices.flatMap((notice) => {
    const [, text] = notice.split(" plan:\n");
    if (text === undefined) return [];
    const { Plan: root } = Noticed.parse(JSON.parse(text));
    const touches = every(root).some((node) => large.has(node["Relation Name"] ?? ""));
    return touches ? [wayOf(root)] : [];
  });
  return {
    indexes: [...new Set(ways.flatMap(({ indexes }) => indexes))],
    sorts: ways.some(({ sorts }) => sorts),
    reads: ways.some(({ reads }) => reads),
  };
}
