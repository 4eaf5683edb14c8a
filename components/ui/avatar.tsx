import { clsx } from "clsx";

const sizes = { sm: "size-6 text-[10px]", md: "size-8 text-xs", lg: "size-12 text-base" };

/**
 * The initials of a name in a circle; the name stands beside it, so it is hidden from screen
 * readers.
 */
export function Avatar({ name, size = "md" }: { name: string; size?: keyof typeof sizes }) {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((w) => w?.[0] ?? "");
  return (
    <span aria-hidden className={clsx("initials", sizes[size])}>
      {letters.join("") || "?"}
    </span>
  );
}
