import fc from "fast-check";
import examples from "libphonenumber-js/examples.mobile.json" with { type: "json" };
import {
  getCountries,
  getCountryCallingCode,
  getExampleNumber,
  parsePhoneNumberFromString,
} from "libphonenumber-js/max";
import { describe, expect, test } from "vitest";
import { isAllowed, placeOf } from "@/lib/core/destination";
import { withheldNumbers } from "@/tests/support/withheld";

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((each) => each.join(""));

/** All countries, and each beginning of a number. */
const everywhere = (number: string) => ({
  countries: getCountries(),
  prefixes: [...number].map((_, length) => number.slice(0, length + 1)).filter((p) => p.length > 2),
});

describe("a number is sorted by country and kind:", () => {
  test.each([
    ["+12065550177", "US", "ordinary"],
    ["+18005550123", "US", "ordinary"],
    ["+16045550123", "CA", "ordinary"],
    ["+17875550123", "PR", "ordinary"],
    ["+18765551234", "JM", "ordinary"],
    ["+18092345678", "DO", "ordinary"],
    ["+442079460018", "GB", "ordinary"],
    ["+443331234567", "GB", "ordinary"],
    ["+441534123456", "JE", "ordinary"],
    ["+493023125005", "DE", "ordinary"],
    ["+77011234567", "KZ", "ordinary"],
    ["+79161234567", "RU", "ordinary"],
    ["+3906698123", "VA", "ordinary"],
    ["+441184960123", "GB", "ordinary"],
    ["+46118123456", "SE", "ordinary"],
    ["+19005551234", "US", "premium"],
    ["+19001551234", null, "premium"],
    ["+12065551212", "US", "premium"],
    ["+4911833", "DE", "premium"],
    ["+49118331", "DE", "premium"],
    ["+49190123456", "DE", "premium"],
    ["+491901234567", "DE", "premium"],
    ["+34905123456", "ES", "premium"],
    ["+34118181234", "ES", "premium"],
    ["+81570123456", "JP", "premium"],
    ["+815701234567", "JP", "premium"],
    ["+31881234567", "NL", "special"],
    ["+41581234567", "CH", "special"],
    ["+18615550132", null, "unknown"],
    ["+16245550132", null, "unknown"],
    ["+4399912345", "AT", "unknown"],
    ["+12069761234", "US", "premium"],
    ["+15005550123", "US", "premium"],
    ["+449012345678", "GB", "premium"],
    ["+447012345678", "GB", "premium"],
    ["+448431234567", "GB", "premium"],
    ["+499001123456", "DE", "premium"],
    ["+33899123456", "FR", "premium"],
    ["+870773111632", null, "network"],
    ["+881612345678", null, "network"],
    ["+88216123456", null, "network"],
    ["+88311234567890", null, "network"],
    ["+888123456789", null, "network"],
    ["+878101234567890", null, "network"],
    ["+979123456789", null, "network"],
    ["+80812345678", null, "network"],
    ["+19995551234", null, "unknown"],
    ["+15555550100", null, "unknown"],
    ["+999123456", null, "unknown"],
  ])("%s is in %s, %s", (number, country, kind) => {
    expect(placeOf(number)).toEqual({ country, kind });
  });

  // Where two share one numbering plan, a mobile phone tells no more than that: Åland's are
  // Finland's.
  test.each(getCountries())(
    "a mobile phone of %s is an ordinary one of its numbering plan",
    (country) => {
      const mobile = getExampleNumber(country, examples)?.number ?? "";
      const place = placeOf(mobile);
      expect(place.kind).toBe("ordinary");
      const plan = getCountryCallingCode(country);
      expect(getCountries().filter((code) => getCountryCallingCode(code) === plan)).toContain(
        place.country,
      );
    },
  );

  test("no number of a satellite or international network is ever allowed, whatever follows", () => {
    const codes = ["870", "878", "881", "882", "883", "888", "979", "800", "808"];
    fc.assert(
      fc.property(
        fc.constantFrom(...codes),
        fc.integer({ min: 5, max: 12 }).chain(digits),
        (code, rest) => !isAllowed(`+${code}${rest}`, everywhere(`+${code}${rest}`)),
      ),
    );
  });

  test("pay-per-call stays so under any area code and with digits added that exchanges drop", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("+1900555", "+1206976", "+1415976"),
        digits(4),
        (start, rest) => placeOf(start + rest).kind === "premium",
      ),
    );
    fc.assert(
      fc.property(
        fc.constantFrom("+499001123456", "+33899123456"),
        fc.integer({ min: 1, max: 3 }).chain(digits),
        (number, tail) => placeOf(number + tail).kind !== "ordinary",
      ),
    );
  });

  // https://www.nanpa.com/area-codes: under +1, each of these is another country than the United
  // States and Canada.
  const islands =
    "242 246 264 268 284 340 345 441 473 649 658 664 670 671 684 721 758 767 784 787 809 829 849 868 869 876 939";

  test("an island under +1 is never taken for the United States or Canada", () => {
    fc.assert(
      fc.property(fc.constantFrom(...islands.split(" ")), digits(7), (area, rest) => {
        const { country } = placeOf(`+1${area}${rest}`);
        return country !== "US" && country !== "CA";
      }),
    );
  });
});

test("a possible number that is not in the table is never ordinary", () => {
  const start = fc.constantFrom(...getCountries().map((code) => `+${getCountryCallingCode(code)}`));
  fc.assert(
    fc.property(start, fc.integer({ min: 6, max: 10 }).chain(digits), (code, rest) => {
      const parsed = parsePhoneNumberFromString(code + rest);
      return parsed?.isValid() || placeOf(code + rest).kind !== "ordinary";
    }),
  );
});

describe("an allowed range", () => {
  const us = (...prefixes: string[]) => ({ countries: ["US"], prefixes });

  test.each([
    ["+18615550132", "+1861"],
    ["+18615550132", "+18"],
    ["+31881234567", "+3188"],
    ["+442079460018", "+4420"],
  ])("opens %s by %s, and nothing else does", (number, prefix) => {
    expect(isAllowed(number, us(prefix))).toBe(true);
    expect(isAllowed(number, us("+1862", "+3189", "+4421"))).toBe(false);
    expect(isAllowed(number, us())).toBe(false);
  });

  test.each([
    ...["+19005551234", "+19001551234", "+12069761234", "+12065551212", "+449012345678"],
    ...["+49118331", "+49190123456", "+34905123456", "+81570123456", "+33899123456"],
    ...["+870773111632", "+881612345678", "+88216123456", "+979123456789", "+80812345678"],
    ...withheldNumbers,
  ])("never opens %s, however much of it is allowed", (number) => {
    expect(isAllowed(number, everywhere(number))).toBe(false);
  });
});

test.each([
  ["its own country", "+12065550177", ["US"], true],
  ["the neighbour", "+16045550123", ["US"], false],
  ["the neighbour, allowed", "+16045550123", ["US", "CA"], true],
  ["a premium number at home", "+19005551234", ["US"], false],
  ["nowhere", "+870773111632", ["US"], false],
])("where calls may go: %s", (_, number, countries, allowed) => {
  expect(isAllowed(number, { countries, prefixes: [] })).toBe(allowed);
});
