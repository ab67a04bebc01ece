import { useState } from 'react';
import type { Description } from '../../import-answers.ts';
import { useImportState } from '../../import-state.ts';
import { LinkButton } from '../../ui/button.tsx';
import { Card } from '../../ui/page.tsx';
import { encodingName } from './encoding-names.ts';

type Guess = Description['encodings'][number];

const sureness: Readonly<Record<Guess['confidence'], string>> = { sure: 'Sure', likely: 'Likely', check: 'Possible' };

function GuessCard({ guess, isChosen }: { readonly guess: Guess; readonly isChosen: boolean }) {
  const read = useImportState((state) => state.read);
  return (
    <label className="choice guess">
      <input
        type="radio"
        name="encoding"
        checked={isChosen}
        onChange={() => read({ encoding: guess.encoding })}
        aria-label={encodingName(guess.encoding)}
      />
      <span className="grow">
        <span className="strong">{encodingName(guess.encoding)}</span>
        <span className="caption guess-why">
          {sureness[guess.confidence]}: {guess.reason}
        </span>
        <span className="guess-sample" dir="auto">
          {guess.sample}
        </span>
      </span>
    </label>
  );
}

/** The same letters read in the three likeliest ways, side by side; open by itself when the first is in doubt. */
export function EncodingChoice({ description: { encodings, encoding } }: { readonly description: Description }) {
  const [first] = encodings;
  const [isOpen, setOpen] = useState(first?.confidence === 'check');
  if (encodings.length < 2) return null;
  if (!isOpen) {
    return (
      <p className="small soft">
        Do some letters look wrong?{' '}
        <LinkButton onClick={() => setOpen(true)}>Compare other ways to read them</LinkButton>
      </p>
    );
  }
  return (
    <Card title="Which of these reads right?">
      <div className="guesses" role="radiogroup" aria-label="Ways to read the letters">
        {encodings.map((guess) => (
          <GuessCard key={guess.encoding} guess={guess} isChosen={guess.encoding === encoding} />
        ))}
      </div>
    </Card>
  );
}
