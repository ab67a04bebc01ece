import { IconChevronLeft, IconChevronRight, IconShieldLock } from '@tabler/icons-react';
import { useState } from 'react';
import type { Output } from '#contract/contract.ts';
import { useCall } from '../../api/client.ts';
import { count, texts } from '../../format/format.ts';
import { IconButton } from '../../ui/button.tsx';
import { RehearsalChip } from '../../ui/chip.tsx';
import { Card, Facts, Page } from '../../ui/page.tsx';
import { Empty, Note, Ready } from '../../ui/states.tsx';

type Disclosures = Output<'privacy.disclosures'>;
type Recipient = Disclosures['gateways'][number];

const months = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const days = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'long', timeZone: 'UTC' });

/** `November 2026`. */
function monthName(month: string): string {
  return months.format(Date.parse(`${month}-01T00:00:00Z`));
}

interface MonthProps {
  readonly shown: Disclosures;
  readonly onMonth: (month: string) => void;
}

function MonthBar({ shown, onMonth }: MonthProps) {
  const { month, previous, next, firstMonth } = shown;
  const isFirst = firstMonth === null || month <= firstMonth;
  return (
    <>
      <IconButton label="The month before" disabled={isFirst} onClick={() => onMonth(previous)}>
        <IconChevronLeft size={18} />
      </IconButton>
      <span className="strong" role="status" style={{ minWidth: '9em', textAlign: 'center' }}>
        {monthName(month)}
      </span>
      <IconButton label="The month after" disabled={next === null} onClick={() => next && onMonth(next)}>
        <IconChevronRight size={18} />
      </IconButton>
    </>
  );
}

function Days({ shown }: { readonly shown: Disclosures }) {
  const recipientOf = (id: number): Recipient | undefined => shown.gateways.find((gateway) => gateway.id === id);
  return (
    <div className="tablewrap">
      <table className="grid">
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">To</th>
            <th scope="col" className="number">
              Texts
            </th>
            <th scope="col" className="number">
              People
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.days.map(({ day, gatewayId, texts: sent, people: reached }) => {
            const recipient = recipientOf(gatewayId);
            return (
              <tr key={`${day} ${gatewayId}`}>
                <td className="nowrap strong">{days.format(Date.parse(`${day}T00:00:00Z`))}</td>
                <td>
                  <span className="row" style={{ gap: 8 }}>
                    <bdi>{recipient?.name ?? `gateway ${gatewayId}`}</bdi>
                    {recipient?.mode === 'rehearsal' ? <RehearsalChip /> : null}
                  </span>
                </td>
                <td className="number">{count(sent)}</td>
                <td className="number">{count(reached)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Told({ recipient }: { readonly recipient: Recipient }) {
  const { name, mode, legalEntity, hosts, fields } = recipient;
  return (
    <Card title={`What ${name} is told`} aside={mode === 'rehearsal' ? <RehearsalChip /> : null}>
      <Facts
        isLeft
        rows={[
          ['Company', legalEntity],
          ['Address', hosts.join(', ')],
        ]}
      />
      <h3>With each text</h3>
      <Facts isLeft isCode rows={fields.map((field) => [field.name, field.meaning] as const)} />
    </Card>
  );
}

function monthTotal({ days: all, gateways }: Disclosures): string {
  const isReal = (id: number): boolean => gateways.find((gateway) => gateway.id === id)?.mode !== 'rehearsal';
  const real = all.filter(({ gatewayId }) => isReal(gatewayId)).reduce((sum, day) => sum + day.texts, 0);
  const rehearsed = all.reduce((sum, day) => sum + day.texts, 0) - real;
  if (rehearsed === 0) return texts(real);
  if (real === 0) return `Nothing left: ${texts(rehearsed)} went to the rehearsal on this computer`;
  return `${texts(real)}, and ${count(rehearsed)} to the rehearsal, which stay on this computer`;
}

/** What left this computer, when and to whom; read from the messages themselves. */
export function PrivacyPage() {
  const [month, setMonth] = useState<string | null>(null);
  const query = useCall('privacy.disclosures', { month }, { keep: true });
  return (
    <Page title="What left this computer">
      <Ready query={query}>
        {(shown) => (
          <div className="columns wide-first">
            <div className="stack">
              <Card
                flush={shown.days.length > 0}
                title={monthTotal(shown)}
                aside={<MonthBar shown={shown} onMonth={setMonth} />}
              >
                {shown.days.length > 0 ? (
                  <Days shown={shown} />
                ) : (
                  <Empty
                    title={`Nothing left in ${monthName(shown.month)}`}
                    icon={<IconShieldLock size={28} stroke={1.5} />}
                  >
                    {shown.firstMonth === null
                      ? 'No text has left this computer yet. When one does, its day and its recipient stand here.'
                      : 'Look at another month with the arrows.'}
                  </Empty>
                )}
              </Card>
            </div>
            <div className="stack">
              {shown.gateways.map((recipient) => (
                <Told key={recipient.id} recipient={recipient} />
              ))}
              <Note>
                Besides texts a gateway is asked for receipts, replies and the balance. Nothing else leaves: no
                contacts, no lists, no figures, to nobody.
              </Note>
            </div>
          </div>
        )}
      </Ready>
    </Page>
  );
}
