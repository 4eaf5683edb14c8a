import { expect, test } from "vitest";
import { askApi } from "@/components/calls/ask-api";

test.each([undefined, "key"])(
  "without an answer nobody claims to know what was done",
  async (key) => {
    // Port 1 is unused: nobody answers.
    const answer = await askApi("http://127.0.0.1:1/api/calls/initiate", {}, key);
    expect(answer).toMatchObject({ success: false, error: { code: "unreachable" } });
    expect(JSON.stringify(answer)).toContain("it isn't known whether this was done");
  },
);
