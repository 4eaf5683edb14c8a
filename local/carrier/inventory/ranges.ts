import type { NumberType } from "@/local/carrier/inventory/countries";

/** A stretch of numbers of one place: all that begin with `prefix` and end in `digits` digits. */
export type Range = {
  country: string;
  type: NumberType;
  prefix: string;
  digits: number;
  areaCode: string;
  locality: string | null;
  region: string | null;
  postalCode: string | null;
  at: [latitude: number, longitude: number] | null;
};

type City = [areaCode: string, locality: string, region: string, postal: string, at: Range["at"]];

const US: City[] = [
  ["202", "Washington", "DC", "20001", [38.91, -77.02]],
  ["206", "Seattle", "WA", "98101", [47.61, -122.33]],
  ["212", "New York", "NY", "10001", [40.75, -73.99]],
  ["213", "Los Angeles", "CA", "90012", [34.06, -118.24]],
  ["303", "Denver", "CO", "80202", [39.75, -104.99]],
  ["305", "Miami", "FL", "33130", [25.77, -80.2]],
  ["312", "Chicago", "IL", "60601", [41.89, -87.62]],
  ["404", "Atlanta", "GA", "30303", [33.75, -84.39]],
  ["415", "San Francisco", "CA", "94105", [37.79, -122.4]],
  ["503", "Portland", "OR", "97204", [45.52, -122.68]],
  ["512", "Austin", "TX", "78701", [30.27, -97.74]],
  ["602", "Phoenix", "AZ", "85003", [33.45, -112.08]],
  ["612", "Minneapolis", "MN", "55401", [44.98, -93.27]],
  ["617", "Boston", "MA", "02108", [42.36, -71.06]],
  ["702", "Las Vegas", "NV", "89101", [36.17, -115.12]],
  ["713", "Houston", "TX", "77002", [29.76, -95.36]],
  ["801", "Salt Lake City", "UT", "84101", [40.76, -111.89]],
];
const CA: City[] = [
  ["416", "Toronto", "ON", "M5H", [43.65, -79.38]],
  ["514", "Montreal", "QC", "H2Y", [45.5, -73.56]],
  ["604", "Vancouver", "BC", "V6B", [49.28, -123.12]],
];
const TOLL_FREE = { US: ["800", "833", "844", "855"], CA: ["866", "877", "888"] };

/** All of these are kept free for fiction by who hands out numbers, or belong to nobody. */
export const RANGES: readonly Range[] = [
  ...US.map((city) => american("US", city)),
  ...CA.map((city) => american("CA", city)),
  ...TOLL_FREE.US.map((code) => tollFree("US", code)),
  ...TOLL_FREE.CA.map((code) => tollFree("CA", code)),
  place("GB", "local", "+4420794600", 2, ["20", "London", "", "EC1A", [51.51, -0.13]]),
  place("GB", "local", "+4416149600", 2, ["161", "Manchester", "", "M1", [53.48, -2.24]]),
  nowhere("GB", "mobile", "+4477009000", 2),
  nowhere("GB", "tollfree", "+4480815700", 2),
  place("DE", "local", "+4930231250", 2, ["30", "Berlin", "BE", "10115", [52.53, 13.38]]),
  nowhere("DE", "mobile", "+49176040690", 2),
  place("RO", "local", "+402155501", 2, ["21", "Bucharest", "B", "010011", [44.43, 26.1]]),
  place("AU", "local", "+612555001", 2, ["2", "Sydney", "NSW", "2000", [-33.87, 151.21]]),
  nowhere("AU", "mobile", "+6149157015", 1),
];

function american(country: string, city: City): Range {
  return place(country, "local", `+1${city[0]}55501`, 2, city);
}

function tollFree(country: string, areaCode: string): Range {
  return { ...nowhere(country, "tollfree", `+1${areaCode}55501`, 2), areaCode };
}

function place(
  country: string,
  type: NumberType,
  prefix: string,
  digits: number,
  [areaCode, locality, region, postalCode, at]: City,
): Range {
  return {
    country,
    type,
    prefix,
    digits,
    areaCode,
    locality,
    region: region || null,
    postalCode,
    at,
  };
}

function nowhere(country: string, type: NumberType, prefix: string, digits: number): Range {
  const none = { areaCode: "", locality: null, region: null, postalCode: null, at: null };
  return { country, type, prefix, digits, ...none };
}
