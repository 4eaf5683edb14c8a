import type { Sql } from "postgres";
import { withTenant } from "@/bench/during";
import type { Bench, Figure, Row } from "@/bench/figure";
import { type Asker, ask, askInside, type Statement } from "@/bench/reads/ask";
import { describePlan, milliseconds } from "@/bench/reads/lists";
import type { Plan } from "@/bench/reads/plan";
import type { BenchTenant } from "@/bench/tenant";
import { forgetTexts, layTexts } from "@/bench/texts/lay";
import { inboxPage, searchTexts, threadPage, unreadCount } from "@/bench/texts/statements";

const sizes = { small: 10_000, large: 1_000_000 };
const maxBuffers = 100;

type Company = { tenant: BenchTenant; thread: string };
type Statements = Record<string, (company: Company) => Statement>;

/** What is read of lists: the same plan whatever lies behind them. */
const lists: Statements = {
  "inbox page": ({ tenant }) => inboxPage(tenant.id),
  "inbox page of one's own": ({ tenant }) => inboxPage(tenant.id, tenant.rep),
  "page of a conversation": ({ tenant, thread }) => threadPage(tenant.id, thread),
  "unread conversations": ({ tenant }) => unreadCount(tenant.id, tenant.rep),
};

/** One message in a thousand has the rare word, every third the frequent one. */
const searches: Statements = {
  "texts with a rare word": () => searchTexts("quillfeather"),
  "texts with a frequent word": () => searchTexts("roof"),
  "texts with a word that none has": () => searchTexts("zzyzx"),
};

const asker = ({ tenant }: Company): Asker => ({
  person: { userId: tenant.rep, role: "rep", name: "Rep", email: "", phone: "" },
  as: "person",
});

async function measure(bench: Bench): Promise<Row[]> {
  const stack = await bench.stack();
  return withTenant(stack, (small, sql) =>
    withTenant(stack, async (large) => {
      try {
        const companies = {
          small: { tenant: small, thread: await layTexts(sql, small, sizes.small) },
          large: { tenant: large, thread: await layTexts(sql, large, sizes.large) },
        };
        bench.log(`inbox: ${sizes.large} messages`);
        return await rowsOf(sql, companies);
      } finally {
        for (const tenant of [small, large]) await forgetTexts(sql, tenant);
      }
    }),
  );
}

async function rowsOf(
  sql: Sql,
  { small, large }: { small: Company; large: Company },
): Promise<Row[]> {
  const notices: string[] = [];
  const database = { sql, notices };
  const rows: Row[] = [];
  for (const [name, statement] of Object.entries(lists)) {
    const big = await ask(database, asker(large), statement(large));
    const little = await ask(database, asker(small), statement(small));
    const isSamePlan = big.indexes.join() === little.indexes.join() && !big.sorts && !big.reads;
    rows.push({
      ...row(name, big, little),
      goal: `the same indexes, no sort, ≤ ${maxBuffers} buffers`,
      met: isSamePlan && big.indexes.length > 0 && big.buffers <= maxBuffers,
    });
  }
  for (const [name, statement] of Object.entries(searches)) {
    const big = await askInside(database, asker(large), statement(large));
    const little = await askInside(database, asker(small), statement(small));
    rows.push({ ...row(name, big, little), goal: "≤ 50 ms", met: big.executed <= 50 });
  }
  return rows;
}

const row = (name: string, big: Plan, little: Plan) => ({
  figure: `${name}, of ${sizes.large.toLocaleString("en-US")} messages`,
  value: `${milliseconds(big.executed)}, ${describePlan(big)}`,
  floor: `${milliseconds(little.executed)}, ${little.buffers} buffers of ${sizes.small.toLocaleString("en-US")}`,
  ratio: `${(big.buffers / little.buffers).toFixed(2)} ×`,
});

export const inbox: Figure = { name: "inbox", run: measure };
