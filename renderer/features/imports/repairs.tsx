import { count } from '../../format/format.ts';
import type { CheckReport } from '../../import-check.ts';
import { useImportState } from '../../import-state.ts';
import { Card } from '../../ui/page.tsx';
import { Toggle } from '../../ui/toggle.tsx';

type Repair = CheckReport['repairs'][number];
type Kind = Repair['kind'];

/** Each repair in a few words, also when the check did not count it because it is switched off. */
const titles: Readonly<Record<Kind, string>> = {
  scientific: 'Scientific notation, all digits still there',
  decimalZero: '“.0” at the end',
  thousands: 'Commas between thousands',
  otherDigits: 'Full-width, Arabic or other digits',
  quotes: 'Apostrophe, quotes or equals sign',
  lostZero: 'Lost 0 at the start',
  lostPlus: 'Lost + before the country code',
};

function BeforeAfter({ repair }: { readonly repair: Repair }) {
  const [example] = repair.examples;
  if (!example) return null;
  return (
    <span className="before-after">
      <bdi className="soft">{example.shown}</bdi>
      <span aria-label="becomes">→</span>
      <bdi className="strong">{example.became}</bdi>
    </span>
  );
}

/** What a spreadsheet did to the numbers and how it is put right; each repair can be switched off. */
export function Repairs({ report }: { readonly report: CheckReport }) {
  const { answers, change } = useImportState();
  const off = new Set<Kind>(answers.repairsOff);
  const found = report.repairs.filter(({ kind }) => !off.has(kind));
  const kinds: readonly Kind[] = [...found.map(({ kind }) => kind), ...off];
  if (kinds.length === 0) return null;
  const total = found.reduce((sum, repair) => sum + repair.count, 0);
  return (
    <Card title={total === 1 ? '1 number was put right' : `${count(total)} numbers were put right`}>
      <ul className="plain-list repair-list">
        {kinds.map((kind) => {
          const repair = found.find((one) => one.kind === kind);
          return (
            <li key={kind}>
              <Toggle
                label={titles[kind]}
                detail={repair ? `${count(repair.count)} mended` : 'Switched off: these rows are not imported'}
                isOn={!off.has(kind)}
                onChange={(isOn) =>
                  change({
                    repairsOff: isOn ? answers.repairsOff.filter((one) => one !== kind) : [...answers.repairsOff, kind],
                  })
                }
              />
              {repair ? <BeforeAfter repair={repair} /> : null}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
