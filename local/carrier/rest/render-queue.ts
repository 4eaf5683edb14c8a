import { rfc2822 } from "@/local/carrier/dates";
import type { Member, Queue } from "@/local/carrier/engine/queues";
import { accountPath } from "@/local/carrier/rest/render";

export function renderQueue(queue: Queue): Record<string, unknown> {
  const path = `${accountPath(queue.account)}/Queues/${queue.sid}`;
  return {
    account_sid: queue.account.sid,
    average_wait_time: queue.averageWait,
    current_size: queue.members.length,
    date_created: rfc2822(queue.createdAt),
    date_updated: rfc2822(queue.createdAt),
    friendly_name: queue.friendlyName,
    max_size: queue.maxSize,
    sid: queue.sid,
    uri: `${path}.json`,
  };
}

export function renderMember(queue: Queue, member: Member): Record<string, unknown> {
  const callSid = member.flow.call.sid;
  return {
    call_sid: callSid,
    date_enqueued: rfc2822(member.enqueuedAt),
    position: queue.members.indexOf(member) + 1,
    queue_sid: queue.sid,
    uri: `${accountPath(queue.account)}/Queues/${queue.sid}/Members/${callSid}.json`,
    wait_time: queue.waited(member),
  };
}
