import { defineConfig } from 'vite';

/** One CommonJS file: a sandboxed preload cannot load a second one. */
export default defineConfig({
  root: import.meta.dirname,
  build: {
    ssr: true,
    outDir: '../dist/preload',
    emptyOutDir: true,
    target: 'chrome130',
    minify: false,
    rolldownOptions: {
      input: 'preload.ts',
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: 'preload.cjs', codeSplitting: false },
    },
  },
  ssr: { noExternal: true },
});
