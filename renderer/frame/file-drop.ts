import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { dropFiles } from '../api/client.ts';
import { useImportState } from '../import-state.ts';

/** True while a file is held over the window; dropping one opens the import. */
export function useFileDrop(): boolean {
  const [isOver, setOver] = useState(false);
  const [, go] = useLocation();
  const choose = useImportState((state) => state.choose);
  useEffect(() => {
    const over = (event: DragEvent): void => {
      event.preventDefault();
      if (event.dataTransfer?.types.includes('Files')) setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])].slice(0, 1);
      if (files.length === 0) return;
      void dropFiles(files).then(([file]) => {
        if (!file) return;
        choose(file);
        go('/import');
      });
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, [go, choose]);
  return isOver;
}
