/** The mark and the name. */
export function Brand() {
  return (
    <span className="inline-flex items-center gap-2 text-[15px] font-semibold tracking-tight text-ink">
      <svg aria-hidden viewBox="0 0 32 32" className="size-6">
        <title>Ringbook</title>
        <rect width="32" height="32" rx="8" fill="var(--accent)" />
        <path
          d="M10 24V8h7.2a5.1 5.1 0 0 1 1.6 9.94L22.6 24M10 18.2h6.6"
          fill="none"
          stroke="#fff"
          strokeWidth="3"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      Ringbook
    </span>
  );
}
