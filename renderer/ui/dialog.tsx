import { Drawer, Modal } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Gives the focus back to whatever opened the dialog, when it is gone. */
function useFocusBack(): void {
  const opener = useRef(document.activeElement);
  useEffect(
    () => () => {
      const element = opener.current;
      // After the trap of the dialog has let go.
      setTimeout(() => {
        if (element instanceof HTMLElement && element.isConnected) element.focus();
      });
    },
    [],
  );
}

/** A question that must be answered first; Escape and the cross mean no. */
export function Dialog({ title, onClose, children }: DialogProps) {
  useFocusBack();
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      centered
      size={520}
      closeButtonProps={{ 'aria-label': 'Close' }}
      transitionProps={{ duration: 120 }}
    >
      <div className="stack">{children}</div>
    </Modal>
  );
}

/** Details beside the page. */
export function SidePanel({ title, onClose, children }: DialogProps) {
  useFocusBack();
  return (
    <Drawer
      opened
      onClose={onClose}
      title={title}
      position="right"
      size={440}
      closeButtonProps={{ 'aria-label': 'Close' }}
      transitionProps={{ duration: 120 }}
    >
      <div className="stack">{children}</div>
    </Drawer>
  );
}
