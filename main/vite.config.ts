import { existsSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { defineConfig } from 'vite';

const here = import.meta.dirname;
const entries = {
  index: 'index.ts',
  'engine.worker': 'electron/engine.worker.ts',
  'storage.worker': 'storage/storage.worker.ts',
  'files.worker': 'files/files.worker.ts',
};

/** The process entry and the thread entries, each one file; everything but Electron and the native module is inside. */
export default defineConfig({
  root: here,
  resolve: { conditions: ['node', 'import', 'module', 'default'] },
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: true,
    outDir: '../dist/main',
    emptyOutDir: true,
    target: 'node20.18',
    minify: false,
    rolldownOptions: {
      input: Object.fromEntries(
        Object.entries(entries)
          .filter(([, file]) => existsSync(join(here, file)))
          .map(([name, file]) => [name, join(here, file)]),
      ),
      external: ['electron', 'better-sqlite3', ...builtinModules, /^node:/],
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
