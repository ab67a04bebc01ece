import { IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import { useCommand } from '../../api/client.ts';
import { useImportState } from '../../import-state.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { Failure } from '../../ui/states.tsx';

/** Asks for the password of an encrypted workbook. It goes to main at once and stands nowhere else. */
export function UnlockCard({ onOpen }: { readonly onOpen: () => void }) {
  const { file, clear } = useImportState();
  const [password, setPassword] = useState('');
  const unlock = useCommand('imports.unlock');
  const open = (): void => {
    if (password === '' || unlock.isPending) return;
    unlock.mutate({ token: file?.token ?? '', password }, { onSuccess: onOpen });
  };
  return (
    <div className="narrow stack">
      <Card title="This workbook has a password">
        <div className="row">
          <IconLock size={18} aria-hidden />
          <p className="small grow">
            <bdi className="strong">{file?.fileName}</bdi> is encrypted. The password is used to read it for this import
            and is not kept.
          </p>
        </div>
        <Field label="Password" value={password} onChange={setPassword} isHidden takesFocus onEnter={open} />
        {unlock.error ? <Failure error={unlock.error} /> : null}
        <div className="row">
          <Button kind="main" busy={unlock.isPending} disabled={password === ''} onClick={open}>
            Open it
          </Button>
          <Button onClick={clear}>Choose another file</Button>
        </div>
      </Card>
    </div>
  );
}
