import { useEffect } from 'react';
import { useCall } from '../../api/client.ts';
import { emptyAnswers, requestOf } from '../../import-answers.ts';
import type { Description } from '../../import-answers.ts';
import { useCheckOf } from '../../import-check.ts';
import type { CheckRequest } from '../../import-check.ts';
import { useImportState } from '../../import-state.ts';

/** The country of the workspace, and who works here. */
export function useHome(): { readonly home: string; readonly actor: string } {
  const app = useCall('app.state', {}).data;
  return { home: app?.workspace?.country ?? 'ZA', actor: app?.settings.actor ?? '' };
}

/** Everything decided so far, as the run takes it. */
export function useRequest(description: Description): CheckRequest {
  const { file, answers } = useImportState();
  return requestOf(description, answers, { token: file?.token ?? '', ...useHome() });
}

/**
 * What is decided, as the check takes it. Lists and tags change no figure, so they do not make it run again; the statement about
 * permission counts only once everything is decided.
 */
export function useCheckRequest(description: Description, isComplete: boolean): CheckRequest {
  const request = useRequest(description);
  const { lists, tags } = emptyAnswers;
  const permission = isComplete ? request.permission : null;
  return { ...request, lists: [...lists], tags: [...tags], permission };
}

/** The check of it; none while an import is under way. */
export function useWizardCheck(description: Description, isComplete: boolean) {
  const request = useCheckRequest(description, isComplete);
  const run = useImportState((state) => state.run);
  return useCheckOf(run === null ? request : null);
}

/** A country that most numbers plainly belong to is taken at once; the user can still say otherwise. */
export function useCountryGuess({ countryGuess }: Description): void {
  const { answers, change } = useImportState();
  const { home } = useHome();
  const { country, confidence } = countryGuess;
  useEffect(() => {
    if (answers.country === null && confidence === 'sure' && country !== null && country !== home) change({ country });
  }, [answers.country, confidence, country, home, change]);
}
