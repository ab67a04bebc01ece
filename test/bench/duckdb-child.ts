import { DuckDBInstance } from '@duckdb/node-api';

// The peer of a large import: DuckDB reads the same CSV into a table of a file and builds three indexes, as many as the
// import makes searchable (number, name, e-mail). It neither checks nor normalises a number.

const [file = '', database = ''] = process.argv.slice(2);
const startMs = performance.now();
const instance = await DuckDBInstance.create(database);
const connection = await instance.connect();
await connection.run(`CREATE TABLE person AS SELECT * FROM read_csv('${file}', all_varchar = true)`);
await connection.run('CREATE UNIQUE INDEX by_number ON person ("Mobile")');
await connection.run('CREATE INDEX by_name ON person ("Surname")');
await connection.run('CREATE INDEX by_email ON person ("Email")');
await connection.run('CHECKPOINT');
connection.closeSync();
instance.closeSync();
const tookMs = performance.now() - startMs;
process.stdout.write(`${JSON.stringify({ tookMs, peakMegabytes: process.resourceUsage().maxRSS / 1024 })}\n`);
