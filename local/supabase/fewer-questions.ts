import type { PostgresConnection } from "@supabase/lite/postgres";

type Query = { sql: string; parameters: unknown[]; query: object; queryId: object };
/** A transaction of Kysely's, of which this is all that is needed. */
type Transaction = { executeQuery(query: Query): Promise<unknown> };
type Vars = {
  auth?: { role?: string; uid?: unknown; jwt?: object | null };
  storage?: { operation?: unknown };
};
type Rpc = { method: string; path: string; requestHeaders?: unknown };

/** Sets them for the transaction, in one statement. */
async function setLocally(to: Transaction, settings: Record<string, string>): Promise<void> {
  const parameters = Object.entries(settings).flat();
  const calls = parameters.flatMap((_, at) =>
    at % 2 === 0 ? `set_config($${at + 1}, $${at + 2}, true)` : [],
  );
  const sql = `select ${calls.join(", ")}`;
  const query = { kind: "RawNode", sqlFragments: [sql], parameters: [] };
  await to.executeQuery({ sql, parameters, query, queryId: { queryId: sql } });
}

/**
 * Has Supabase Lite ask Postgres as PostgREST does: one statement says who asks and what, where it
 * takes eleven, and what was asked before is prepared, where each question takes two round trips
 * and is planned anew.
 */
export function askLess(connection: PostgresConnection): void {
  // They are not part of its public interface.
  for (const name of ["applyJwtSessionContext", "applyRpcRequestGucs"]) {
    if (typeof Reflect.get(connection, name) !== "function") {
      throw new Error(`Supabase Lite has no ${name} any more`);
    }
  }
  Object.assign(connection, {
    async applyJwtSessionContext(to: Transaction, { auth, storage }: Vars): Promise<void> {
      const { role = "anon", uid, jwt } = auth ?? {};
      await setLocally(to, {
        role,
        "request.jwt.claim.sub": String(uid ?? ""),
        "request.jwt.claim.role": role,
        "storage.operation": String(storage?.operation ?? ""),
        ...(jwt ? { "request.jwt.claims": JSON.stringify(jwt) } : {}),
      });
    },
    async applyRpcRequestGucs(to: Transaction, { method, path, requestHeaders }: Rpc) {
      await setLocally(to, {
        "response.status": "",
        "response.headers": "",
        "request.method": method,
        "request.path": path,
        "request.headers": JSON.stringify(requestHeaders ?? {}),
      });
    },
  });
  const { driver } = connection;
  const reserve = driver.reserve.bind(driver);
  driver.reserve = async () => {
    const reserved = await reserve();
    const unsafe = reserved.unsafe.bind(reserved);
    reserved.unsafe = (text, values) => unsafe(text, values, { prepare: true });
    return reserved;
  };
}
