/** In place of a recording that Twilio no longer has. */
export function Deleted() {
  return <p className="text-[13px] text-muted">The recording was deleted at Twilio</p>;
}
