import { describe, expect, test } from "vitest";
import { areaOf, areaPaths } from "@/lib/headers/area";

describe.each([
  ["/", "desk"],
  ["/contacts/1", "desk"],
  ["/login", "desk"],
  ["/_next/static/chunks/a.js", "desk"],
  ["/embedded", "desk"],
  ["/apiary/1", "desk"],
  ["/contacts/embed/1", "desk"],
  ["/contacts/api/1", "desk"],
  ["/embed", "embed"],
  ["/embed/widget/1", "embed"],
  ["/EMBED/widget", "embed"],
  ["/embed/api/1", "embed"],
  ["/api", "api"],
  ["/api/calls/1/hangup", "api"],
  ["/Api/twilio/voice/answer", "api"],
])("%s", (path, area) => {
  test(`is of the area ${area}`, () => expect(areaOf(path)).toBe(area));

  test("has the headers of that area and of no other", () => {
    // Next reads these patterns as URLPattern does, and minds no case.
    const matching = areaPaths.filter(([, pathname]) =>
      new URLPattern({ pathname }, { ignoreCase: true }).test({ pathname: path }),
    );
    expect(matching.map(([name]) => name)).toEqual([area]);
  });
});
