import type { Output } from '#contract/contract.ts';
import { count } from '../../format/format.ts';

type Day = Output<'home.summary'>['last30']['days'][number];

const dayMs = 86_400_000;
const days = 30;
const height = 150;
const gap = 2;
const shortDate = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' });

interface Slot {
  readonly atMs: number;
  readonly delivered: number;
  readonly failed: number;
  readonly other: number;
}

/** Thirty days up to today, also those without a text. Days are calendar days as main counted them (`2026-11-23`). */
function slotsOf(found: readonly Day[], nowMs: number): Slot[] {
  const known = new Map(found.map((day) => [Date.parse(day.day), day]));
  const last = Math.max(Math.floor(nowMs / dayMs) * dayMs, ...[...known.keys()].filter((atMs) => atMs < nowMs + dayMs));
  return Array.from({ length: days }, (_, at) => {
    const atMs = last - (days - 1 - at) * dayMs;
    const { delivered = 0, failed = 0, other = 0 } = known.get(atMs) ?? {};
    return { atMs, delivered, failed, other };
  });
}

/** `24 Oct – 23 Nov`. */
export function spanWords(found: readonly Day[], nowMs: number): string {
  const slots = slotsOf(found, nowMs);
  return `${shortDate.format(slots[0]?.atMs ?? nowMs)} – ${shortDate.format(slots.at(-1)?.atMs ?? nowMs)}`;
}

/** The chart in one sentence. */
export function chartWords(found: readonly Day[]): string {
  const byWeekday = new Map<string, number>();
  let [sent, failed] = [0, 0];
  for (const day of found) {
    const texts = day.delivered + day.failed + day.other;
    const name = weekday.format(Date.parse(day.day));
    byWeekday.set(name, (byWeekday.get(name) ?? 0) + texts);
    sent += texts;
    failed += day.failed;
  }
  const busiest = [...byWeekday].toSorted((a, b) => b[1] - a[1])[0];
  if (!busiest || sent === 0) return 'No texts in these days.';
  const share = ((failed / sent) * 100).toFixed(1);
  return found.length < 3
    ? `${share} % of what was sent failed.`
    : `Most texts on a ${busiest[0]}; ${share} % of what was sent failed.`;
}

function Bar({ slot, at, most }: { readonly slot: Slot; readonly at: number; readonly most: number }) {
  const scale = (n: number): number => (n === 0 ? 0 : Math.max(2, (n / most) * (height - 12)));
  const share = 100 / days;
  let bottom = height;
  const pieces = (
    [
      ['c-ok', slot.delivered],
      ['c-bad', slot.failed],
    ] as const
  ).map(([name, n]) => {
    const tall = scale(n);
    bottom -= tall;
    const y = bottom;
    if (tall > 0) bottom -= gap;
    return { name, y, tall };
  });
  return (
    <g>
      <title>{`${shortDate.format(slot.atMs)}: ${count(slot.delivered)} delivered, ${count(slot.failed)} failed`}</title>
      {pieces.map(({ name, y, tall }) =>
        tall === 0 ? null : (
          <rect
            key={name}
            className={name}
            x={`${at * share + share * 0.16}%`}
            y={y}
            width={`${share * 0.68}%`}
            height={tall}
            rx="2"
          />
        ),
      )}
    </g>
  );
}

/** Texts a day, delivered and failed. */
export function DayChart({ found, nowMs }: { readonly found: readonly Day[]; readonly nowMs: number }) {
  const slots = slotsOf(found, nowMs);
  const most = Math.max(1, ...slots.map(({ delivered, failed, other }) => delivered + failed + other));
  return (
    <figure>
      <svg
        className="chart"
        role="img"
        aria-label={`Texts a day, ${spanWords(found, nowMs)}: at most ${count(most)} in a day. ${chartWords(found)}`}
      >
        {slots.map((slot, at) => (
          <Bar key={slot.atMs} slot={slot} at={at} most={most} />
        ))}
        <line x1="0" y1={height + 0.5} x2="100%" y2={height + 0.5} />
      </svg>
      <div className="chart-axis caption" aria-hidden>
        <span>{shortDate.format(slots[0]?.atMs ?? nowMs)}</span>
        <span>{shortDate.format(slots.at(-1)?.atMs ?? nowMs)}</span>
      </div>
      <figcaption className="caption">{chartWords(found)}</figcaption>
    </figure>
  );
}

/** The same figures as a table, for everybody who prefers one. */
export function DayTable({ found }: { readonly found: readonly Day[] }) {
  return (
    // A region that scrolls must be reached by keyboard too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="scroll-table" role="region" aria-label="Texts a day" tabIndex={0}>
      <table className="grid">
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col" className="number">
              Delivered
            </th>
            <th scope="col" className="number">
              Failed
            </th>
            <th scope="col" className="number">
              Other
            </th>
          </tr>
        </thead>
        <tbody>
          {found.map(({ day, delivered, failed, other }) => (
            <tr key={day}>
              <td>{shortDate.format(Date.parse(day))}</td>
              <td className="number">{count(delivered)}</td>
              <td className="number">{count(failed)}</td>
              <td className="number">{count(other)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
