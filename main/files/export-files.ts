import type { ExportFiles } from '../services/contact-port.ts';
export function createExportFiles(): ExportFiles {
  throw new Error('x');
}
