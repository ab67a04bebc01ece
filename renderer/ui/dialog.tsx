import { Drawer, Modal } from '@mantine/core';
import type { ReactNode } from 'react';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A question that must be answered first; Escape and the cross mean no. */
export function Dialog({ title, onClose, children }: DialogProps) {
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
