import { type Asking, type Statement, walk } from "@/tests/database/isolation/database";
import { idOf } from "@/tests/database/isolation/tenants";
import type { Viewer } from "@/tests/database/isolation/viewers";

const epoch = 7;
const topicOf = (tenant: string) => `tenant:${tenant}:${epoch}`;
const [acme, globex] = [idOf("acme", "tenant"), idOf("globex", "tenant")];
const topics = [
  topicOf(acme),
  topicOf(globex),
  ...[epoch - 1, epoch + 1].map((other) => `tenant:${acme}:${other}`),
  ...[`tenant:${acme}`, "tenant:%", "", "anything"],
];
const extensions = ["broadcast", "presence"];

type Try = Statement & { topic: string; extension: string };
const tries: Try[] = topics.flatMap((topic) =>
  extensions.flatMap((extension) => {
    const rows = `realtime.messages where topic = '${topic}' and extension = '${extension}'`;
    const send = `insert into realtime.messages (topic, extension, event, payload, private)
      values ('${topic}', '${extension}', 'call', '{}', true)`;
    return [
      // As Supabase asks when a channel is joined: with the topic set, which rows of it does the
      // person see?
      { name: "listen", sql: `select count(*) from ${rows}`, reads: true, topic, extension },
      { name: "send", sql: send, reads: false, topic, extension },
    ];
  }),
);

/** How many questions `checkTopics` asks. */
export const topicQuestions = (viewers: Viewer[]) => viewers.length * tries.length;

/**
 * Joins and sends on each topic as each viewer: a member listens to their own tenant's of this
 * epoch, and that is all.
 */
export async function checkTopics(sql: Asking, viewers: Viewer[]): Promise<string[]> {
  await sql`update public.tenants set realtime_epoch = ${epoch}`;
  for (const topic of topics) {
    for (const extension of extensions) {
      await sql`insert into realtime.messages (topic, extension, event, payload, private)
        values (${topic}, ${extension}, 'call', '{}', true)`;
    }
  }
  const answers = await walk(sql, viewers, tries);
  return viewers.flatMap((viewer, index) =>
    tries.flatMap(({ name, topic, extension }, at) => {
      const own = viewer.member && topic === topicOf(viewer.member.tenant);
      const wanted = name === "send" ? "refused" : own && extension === "broadcast" ? "1" : "0";
      const found = answers[index]?.[at];
      if (found === wanted) return [];
      return [
        `${viewer.name} would ${name} to ${extension} on "${topic}": "${found}" instead of "${wanted}"`,
      ];
    }),
  );
}
