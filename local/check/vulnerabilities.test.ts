import { expect, test } from "vitest";
import { readAudit } from "@/local/check/vulnerabilities";

const advisory = (name: string, severity: string) => ({ [name]: { name, severity, range: "<2" } });

test("packages with high or critical findings are named, others are not", () => {
  const vulnerabilities = {
    ...advisory("fine", "moderate"),
    ...advisory("bad", "high"),
    ...advisory("worse", "critical"),
  };
  expect(readAudit(JSON.stringify({ auditReportVersion: 2, vulnerabilities }))).toEqual({
    kind: "answered",
    problems: ["bad <2: high (npm audit says more)", "worse <2: critical (npm audit says more)"],
  });
});

test("an answer without findings has no problems", () => {
  expect(readAudit('{"vulnerabilities":{}}')).toEqual({ kind: "answered", problems: [] });
});

test.each([
  ['{"message":"405 Method Not Allowed","statusCode":405}', "405 Method Not Allowed"],
  ["", "npm audit printed no report"],
  ["<html>", "npm audit printed no report"],
])("without a report it is skipped, saying why: %s", (printed, why) => {
  expect(readAudit(printed)).toEqual({ kind: "skipped", why });
});
