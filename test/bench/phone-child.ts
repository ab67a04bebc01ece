import { phoneList, phoneRate, readFast } from './phone-bench.ts';
import type { listCountries } from '../support/phone-lists.ts';

// Run by phone-bench.ts: the first list that a process reads, so that all learning is in its figure.

const [count = '', countries = ''] = process.argv.slice(2);
const list = phoneList(Number(count), countries.split(',') as unknown as typeof listCountries);
process.stdout.write(String(phoneRate(list, readFast)));
