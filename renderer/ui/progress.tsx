interface Segment {
  readonly tone: 'ok' | 'wait' | 'bad' | 'warn' | 'accent';
  readonly count: number;
}

/** A bar of parts of a whole, with its meaning in words for everybody who cannot see it. */
export function Progress({
  segments,
  total,
  label,
  isThick,
}: {
  readonly segments: readonly Segment[];
  readonly total: number;
  readonly label: string;
  readonly isThick?: boolean;
}) {
  const done = segments.reduce((sum, { count }) => sum + count, 0);
  const percent = total === 0 ? 0 : Math.round((done / total) * 100);
  return (
    <div
      className={isThick ? 'bar thick' : 'bar'}
      role="progressbar"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-label={label}
    >
      {segments.map(({ tone, count }) => (
        <span key={tone} className={`b-${tone}`} style={{ width: `${total === 0 ? 0 : (count / total) * 100}%` }} />
      ))}
    </div>
  );
}
