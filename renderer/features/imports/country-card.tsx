import type { Output } from '#contract/contract.ts';
import { useCall } from '../../api/client.ts';
import type { Description } from '../../import-answers.ts';
import { useImportState } from '../../import-state.ts';
import { Select } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { useHome } from './use-request.ts';

type Guess = Description['countryGuess'];

/** What the numbers say about their country, in a sentence. */
function guessWords({ country, share, confidence }: Guess, nameOf: (code: string) => string): string {
  if (country === null || confidence === 'given') return 'The numbers do not say themselves where they are from.';
  const percent = Math.round(share * 100);
  return confidence === 'sure'
    ? `${percent} % of the numbers look like numbers of ${nameOf(country)}.`
    : `${percent} % of the numbers look like numbers of ${nameOf(country)}; please check.`;
}

/** The country of numbers that are written without a country code. */
export function CountrySelect({ label, hint }: { readonly label: string; readonly hint?: string }) {
  const { answers, change } = useImportState();
  const { home } = useHome();
  const countries = useCall('app.state', {}).data?.countries ?? [];
  return (
    <Select
      label={label}
      {...(hint === undefined ? {} : { hint })}
      value={answers.country ?? home}
      onChange={(country) => change({ country })}
      options={countryOptions(countries)}
      searchable
    />
  );
}

/** The country of every number with one problem; the other rows stay as they are. */
export function GroupCountrySelect({ reason, title }: { readonly reason: string; readonly title: string }) {
  const { answers, change } = useImportState();
  const countries = useCall('app.state', {}).data?.countries ?? [];
  const others = answers.groupCountries.filter((group) => group.reason !== reason);
  const own = answers.groupCountries.find((group) => group.reason === reason);
  return (
    <Select
      label="These numbers are from"
      hint={own ? 'Those that are still here are no numbers of that country either.' : 'Only these rows are read anew.'}
      value={own?.country ?? null}
      onChange={(country) => change({ groupCountries: [...others, { reason, title: own?.title ?? title, country }] })}
      options={countryOptions(countries)}
      searchable
    />
  );
}

const countryOptions = (countries: Output<'app.state'>['countries']) =>
  countries.map(({ code, name, callingCode }) => ({ value: code, label: `${name} (+${callingCode})` }));

/** Where numbers without a country code are from, with what the file itself says about it. */
export function CountryCard({ description: { countryGuess } }: { readonly description: Description }) {
  const countries = useCall('app.state', {}).data?.countries ?? [];
  const nameOf = (code: string): string => countries.find((country) => country.code === code)?.name ?? code;
  return (
    <Card title="Country of the numbers">
      <CountrySelect label="Numbers without a country code are from" hint={guessWords(countryGuess, nameOf)} />
    </Card>
  );
}
