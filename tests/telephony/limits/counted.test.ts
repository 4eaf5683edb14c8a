import { afterAll, describe, expect, test } from "vitest";
import {
  attempt,
  callsOf,
  crowd,
  endCalls,
  plantFloor,
  refusalsOf,
} from "@/tests/telephony/limits/floor";
import { admin, at, machine } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end(), crowd.end()]));

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

describe("200 people who call at the same moment", () => {
  test.each([
    ["the calls at one time", { calls_at_once: 37 }, "too_many_calls"],
    ["the company's hour", { tenant_calls_per_hour: 37 }, "tenant_limit_reached"],
    ["the company's day", { tenant_calls_per_day: 37 }, "tenant_limit_reached"],
  ])("place exactly as many as are allowed: %s", async (_, limits, reason) => {
    const floor = await plantFloor(200, limits);
    const answers = await Promise.all(floor.people.map((person) => attempt(floor, person, 0)));
    expect(answers.filter(({ call_id }) => call_id)).toHaveLength(37);
    expect(answers.filter(({ refused }) => refused === reason)).toHaveLength(163);
    expect(await callsOf(floor)).toBe(37);
    expect(await refusalsOf(floor)).toHaveLength(163);
  });

  test("spend no more than what the ceiling allows by estimate: 2 of 0.20 each under 0.40", async () => {
    const floor = await plantFloor(200, { spend_per_day: 0.4 });
    const answers = await Promise.all(floor.people.map((person) => attempt(floor, person, 0)));
    expect(answers.filter(({ call_id }) => call_id)).toHaveLength(2);
    expect(answers.filter(({ refused }) => refused === "spend_limit_reached")).toHaveLength(198);
  });
});

describe("time gives calls back:", () => {
  test.each([
    ["a person's hour", "user_calls_per_hour", "user_limit_reached", hour],
    ["a person's day", "user_calls_per_day", "user_limit_reached", day],
    ["the company's hour", "tenant_calls_per_hour", "tenant_limit_reached", hour],
    ["the company's day", "tenant_calls_per_day", "tenant_limit_reached", day],
  ])("%s is over when the oldest call falls out of it", async (_, limit, refused, window) => {
    const floor = await plantFloor(2, { [limit]: 2 });
    const tryAt = async (seconds: number) => {
      const answer = await attempt(floor, floor.rep, seconds);
      await endCalls(floor);
      return answer;
    };
    expect(await tryAt(0)).toHaveProperty("call_id");
    expect(await tryAt(10 * minute)).toHaveProperty("call_id");
    const said = { refused, allowed: 2, per: window === hour ? "hour" : "day" };
    expect(await tryAt(20 * minute)).toEqual({ ...said, retry_after: window - 20 * minute });
    expect(await tryAt(window - 1)).toEqual({ ...said, retry_after: 1 });
    expect(await tryAt(window)).toHaveProperty("call_id");
    expect(await tryAt(window + minute)).toEqual({ ...said, retry_after: 9 * minute });
  });

  test("a colleague is not stopped by a person's limit", async () => {
    const floor = await plantFloor(2, { user_calls_per_hour: 1 });
    const [one = "", other = ""] = floor.people;
    expect(await attempt(floor, one, 0)).toHaveProperty("call_id");
    await endCalls(floor);
    expect(await attempt(floor, one, 1)).toMatchObject({ refused: "user_limit_reached" });
    expect(await attempt(floor, other, 1)).toHaveProperty("call_id");
  });

  test("a call that has ended makes room for another at the same time", async () => {
    const floor = await plantFloor(2, { calls_at_once: 1 });
    const [one = "", other = ""] = floor.people;
    expect(await attempt(floor, one, 0)).toHaveProperty("call_id");
    expect(await attempt(floor, other, 1)).toMatchObject({ refused: "too_many_calls" });
    await endCalls(floor);
    expect(await attempt(floor, other, 2)).toHaveProperty("call_id");
  });
});

describe("the day's spending", () => {
  /**
   * Seconds from the start to a time of day in New York, two days on so that it is always ahead.
   */
  async function until(clock: string): Promise<number> {
    const [row] = await admin`
      select extract(epoch from ((date_trunc('day', ${at(2 * day)}::timestamptz, 'America/New_York')
        at time zone 'America/New_York')::date + ${clock}::time) at time zone 'America/New_York'
        - ${at(0)}::timestamptz)::int as seconds`;
    return row?.seconds;
  }
  const price = (tenant: { id: string }, amount: number) =>
    admin`update public.calls set price = ${amount}, billed_seconds = 60 where tenant_id = ${tenant.id} and price is null`;

  test("is the sum of real prices, and starts over at midnight in the company's time zone", async () => {
    const floor = await plantFloor(1, { spend_per_day: 5, time_zone: "America/New_York" });
    const evening = await until("23:00");
    expect(await attempt(floor, floor.rep, evening)).toHaveProperty("call_id");
    await endCalls(floor);
    await price(floor, 4.99);
    expect(await attempt(floor, floor.rep, evening + minute)).toHaveProperty("call_id");
    await endCalls(floor);
    await price(floor, 0.01);
    expect(await attempt(floor, floor.rep, evening + 2 * minute)).toEqual({
      refused: "spend_limit_reached",
      retry_after: 58 * minute,
    });
    expect(await attempt(floor, floor.rep, evening + hour)).toHaveProperty("call_id");
  });

  test("counts a live call by its begun minutes, both legs, at the company's dearest recent minute", async () => {
    const floor = await plantFloor(2, { spend_per_day: 100, time_zone: "America/New_York" });
    const [one = "", other = ""] = floor.people;
    const noon = await until("12:00");
    await attempt(floor, one, noon - 2 * day);
    await endCalls(floor);
    await price(floor, 5);
    expect(await attempt(floor, one, noon)).toHaveProperty("call_id");
    expect(await attempt(floor, other, noon + 9 * minute)).toHaveProperty("call_id");
    await admin`update public.calls set status = 'failed', ended_at = created_at, outcome = 'failed'
      where tenant_id = ${floor.id} and user_id = ${other}`;
    expect(await attempt(floor, other, noon + 10 * minute)).toMatchObject({
      refused: "spend_limit_reached",
    });
  });
});
