import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';

interface FootProps {
  readonly onBack: (() => void) | null;
  readonly next: { readonly label: string; readonly onGo: () => void; readonly isReady: boolean };
  /** Why the step cannot be left yet, or what leaving it does. */
  readonly children?: ReactNode;
}

/** Back and forward at the foot of every step, also by Alt+Left, Alt+Right and Control+Enter. */
export function WizardFoot({ onBack, next, children }: FootProps) {
  useStepKeys(onBack, next.isReady ? next.onGo : null);
  return (
    <div className="wizard-foot">
      {onBack ? <Button onClick={onBack}>Back</Button> : null}
      <p className="caption grow" role="status">
        {children}
      </p>
      <Button kind="main" tall disabled={!next.isReady} onClick={next.onGo}>
        {next.label}
      </Button>
    </div>
  );
}

/** The keys of a wizard; none of them acts while a dialog asks something. */
function useStepKeys(onBack: (() => void) | null, onNext: (() => void) | null): void {
  const acts = useRef({ onBack, onNext });
  useEffect(() => {
    acts.current = { onBack, onNext };
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const isMain = event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.altKey;
      const isBack = event.key === 'ArrowLeft' && event.altKey;
      const isNext = event.key === 'ArrowRight' && event.altKey;
      if (!isMain && !isBack && !isNext) return;
      event.preventDefault();
      if (event.repeat || document.querySelector('[role=dialog]')) return;
      (isBack ? acts.current.onBack : acts.current.onNext)?.();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
