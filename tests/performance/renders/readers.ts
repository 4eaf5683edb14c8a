import { Agent, type ClientRequest, type IncomingHttpHeaders, request } from "node:http";

export type Page = { status: number; headers: IncomingHttpHeaders; body: string };

export type Readers = ReturnType<typeof readersOf>;

/** `count` people who open `url`, each over a connection of their own. */
export function readersOf(url: string, count: number, headers: Record<string, string> = {}) {
  const agent = new Agent({ keepAlive: true, maxSockets: count, maxFreeSockets: count });
  const asking = new Set<ClientRequest>();
  let answered = 0;

  const open = () =>
    new Promise<Page | undefined>((resolve) => {
      const asked = request(url, { agent, headers: { accept: "text/html", ...headers } });
      asking.add(asked);
      asked.once("close", () => {
        asking.delete(asked);
        resolve(undefined);
      });
      asked.on("error", () => {});
      asked.once("response", (got) => {
        let body = "";
        got.setEncoding("utf8");
        got.on("error", () => {});
        got.on("data", (text: string) => {
          body += text;
        });
        got.on("end", () => {
          answered += 1;
          resolve({ status: got.statusCode ?? 0, headers: got.headers, body });
        });
      });
      asked.end();
    });

  const each = <T>(read: () => Promise<T>) => Promise.all(Array.from({ length: count }, read));
  return {
    /** How many pages they have been given. */
    answered: () => answered,
    /** Each opens the page once; undefined for who left before it came. */
    once: () => each(open),
    /** Each opens the page again and again; `stop` ends that and gives the statuses. */
    keepReading() {
      const statuses: (number | undefined)[] = [];
      let reading = true;
      const all = each(async () => {
        while (reading) statuses.push((await open())?.status);
      });
      return {
        async stop() {
          reading = false;
          await all;
          return statuses;
        },
      };
    },
    leave() {
      for (const asked of asking) asked.destroy();
    },
  };
}
