import fc from "fast-check";
import examples from "libphonenumber-js/examples.mobile.json" with { type: "json" };
import { getCountries, getCountryCallingCode, getExampleNumber } from "libphonenumber-js/max";
import { describe, expect, test } from "vitest";
import { isAllowed, placeOf } from "@/lib/calls/destination";

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((each) => each.join(""));

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
    ["+19005551234", "US", "premium"],
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

  // Where two share one numbering plan, a mobile phone tells no more than that: Åland's are Finland's.
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
        (code, rest) => !isAllowed(placeOf(`+${code}${rest}`), getCountries()),
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

  // https://www.nanpa.com/area-codes: under +1, each of these is another country than the United States and Canada.
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

test.each([
  ["its own country", "+12065550177", ["US"], true],
  ["the neighbour", "+16045550123", ["US"], false],
  ["the neighbour, allowed", "+16045550123", ["US", "CA"], true],
  ["a dear number at home", "+19005551234", ["US"], false],
  ["nowhere", "+870773111632", ["US"], false],
])("where calls may go: %s", (_, number, countries, allowed) => {
  expect(isAllowed(placeOf(number), countries)).toBe(allowed);
});
