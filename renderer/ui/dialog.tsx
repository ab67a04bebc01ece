import { Drawer, Modal } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** For rows of controls. */
  readonly wide?: boolean;
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

/** The heading of a dialog; no `header` element, which would be a second banner of the page. */
function Head({ title, close }: { readonly title: ReactNode; readonly close: ReactNode }) {
  return (
    <div className="dialog-head">
      <div className="grow">{title}</div>
      {close}
    </div>
  );
}

/** A question that must be answered first; Escape and the cross mean no. */
export function Dialog({ title, onClose, children, wide }: DialogProps) {
  useFocusBack();
  return (
    <Modal.Root opened onClose={onClose} centered size={wide ? 760 : 520} transitionProps={{ duration: 120 }}>
      <Modal.Overlay />
      <Modal.Content>
        <Head title={<Modal.Title>{title}</Modal.Title>} close={<Modal.CloseButton aria-label="Close" />} />
        <Modal.Body>
          <div className="stack">{children}</div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** Details beside the page. */
export function SidePanel({ title, onClose, children }: DialogProps) {
  useFocusBack();
  return (
    <Drawer.Root opened onClose={onClose} position="right" size={440} transitionProps={{ duration: 120 }}>
      <Drawer.Overlay />
      <Drawer.Content>
        <Head title={<Drawer.Title>{title}</Drawer.Title>} close={<Drawer.CloseButton aria-label="Close" />} />
        <Drawer.Body>
          <div className="stack">{children}</div>
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
