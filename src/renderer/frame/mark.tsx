/** Nexo's mark: four isolates, one of them warm. */
export function Mark() {
  return (
    <svg aria-hidden viewBox="0 0 20 20" className="size-5 shrink-0">
      <rect x="1" y="1" width="8" height="8" rx="2" fill="var(--accent)" />
      <rect x="11" y="1" width="8" height="8" rx="2" fill="none" stroke="var(--accent)" strokeWidth="1.5" />
      <rect x="1" y="11" width="8" height="8" rx="2" fill="none" stroke="var(--accent)" strokeWidth="1.5" />
      <rect x="11" y="11" width="8" height="8" rx="2" fill="var(--warm-fill)" />
    </svg>
  );
}
