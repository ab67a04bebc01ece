/**
 * What a file may cost us before it is refused (threat: a file made to exhaust memory, time or disk).
 * Sizes are bytes unless the name says otherwise; inflated bytes are counted while they stream, never taken from a header.
 */
export const readLimits = {
  fileBytes: 200 * 1024 * 1024,
  rows: 1_048_576,
  columns: 1_000,
  cellChars: 32_767,
  /** One record of a text file, quotes and line breaks included: past it a quote was opened and never closed. */
  recordChars: 8 * 1024 * 1024,
  /** One vCard without its pictures. */
  cardChars: 1024 * 1024,
  zipEntries: 2_000,
  zipDirectoryBytes: 16 * 1024 * 1024,
  inflatedEntryBytes: 1024 * 1024 * 1024,
  inflatedTotalBytes: 2 * 1024 * 1024 * 1024,
  /** Inflated to compressed; looked at only after `inflatedGraceBytes`, since small parts pack extremely well. */
  inflatedRatio: 200,
  inflatedGraceBytes: 10 * 1024 * 1024,
  /** Workbook, relations and content types: a few KB in any honest file. */
  smallPartBytes: 4 * 1024 * 1024,
  stylesPartBytes: 32 * 1024 * 1024,
  /** Shared texts of a workbook, and their bytes without markup: held while the sheet is read. */
  sharedStrings: 5_000_000,
  sharedTextBytes: 192 * 1024 * 1024,
  xmlDepth: 64,
  xmlAttributes: 1_000,
  xmlTagBytes: 1024 * 1024,
  /** What must be seen at once: a row of a sheet, a shared text. */
  xmlPieceBytes: 64 * 1024 * 1024,
  /** A sheet, and the shared texts, that the library reader may get: it holds them whole. */
  libraryPartBytes: 64 * 1024 * 1024,
  /** Workbooks that can only be read as a whole: the file (.xls) or what it unpacks to (.xlsb). */
  legacyBytes: 32 * 1024 * 1024,
  sheets: 1_000,
  batchRows: 1_000,
  batchChars: 4 * 1024 * 1024,
  sampleRows: 20,
  /** A header further down is no header. */
  headerRow: 1_000,
  workerHeapMb: 1_024,
} as const;

/** Milliseconds one answer of the worker may take: 120 s, and 30 s more for each 100 MB of the largest file allowed. */
export const answerTimeLimitMs = 120_000 + 30_000 * Math.ceil(readLimits.fileBytes / (100 * 1024 * 1024));
