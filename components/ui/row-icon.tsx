export type RowIconName =
  | "phone"
  | "phone-incoming"
  | "phone-missed"
  | "phone-outgoing"
  | "colleagues"
  | "play"
  | "pause"
  | "voicemail";

/**
 * An icon that stands in every row of a list: a pointer to what `RowIcons` draws once for the page.
 */
export function RowIcon({ name }: { name: RowIconName }) {
  return (
    <svg aria-hidden viewBox="0 0 24 24">
      <use href={`#icon-${name}`} />
    </svg>
  );
}
