/**
 * Parts of the app that differ in what a browser lets them do: the pages of people who sign in,
 * the pages that other sites frame, and the routes that answer no page.
 */
export type Area = "desk" | "embed" | "api";

/** The area of a path, as Next matches paths for headers: letters of either case. */
export function areaOf(pathname: string): Area {
  const [, first = ""] = pathname.toLowerCase().split("/");
  return first === "api" || first === "embed" ? first : "desk";
}

/** The paths of each area for `headers` in next.config.ts; together they are all paths. */
export const areaPaths: [Area, string][] = [
  ["desk", "/((?!api$|api/|embed$|embed/).*)"],
  ["embed", "/embed/:path*"],
  ["api", "/api/:path*"],
];
