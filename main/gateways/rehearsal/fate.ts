import type { RehearsalOptions, Span } from './rehearsal-options.ts';

/** 32-bit FNV-1a with a final mix (MurmurHash3's), so that near inputs do not get near shares. */
export function hash32(...parts: readonly string[]): number {
  const text = parts.join('\u0000');
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A number in [0, 1) that follows from the parts. */
export function share(...parts: readonly string[]): number {
  return hash32(...parts) / 0x1_0000_0000;
}

/** A point of a span that follows from the parts. */
export function within(span: Span, ...parts: readonly string[]): number {
  return Math.round(span.min + (span.max - span.min) * share(...parts));
}

/** What an id remembers of its message: everything later questions need, so that no process must have stayed alive. */
export interface MessageMark {
  readonly acceptedAtMs: number;
  /** Digits. */
  readonly to: string;
  /** 20 bits of the hash of seed, number and client id. */
  readonly mark: number;
  readonly isGuaranteedStop: boolean;
}

// 128 bits: time 44 | number 50 | mark 20 | guaranteed stop 1 | check 13.
const checkBits = 13n;

function checkOf(seed: string, rest: bigint): bigint {
  return BigInt(hash32(seed, 'check', rest.toString(16)) & 0x1fff);
}

/** An `apiMessageId` of 32 hex digits that carries its message's mark. */
export function encodeId(seed: string, mark: MessageMark): string {
  let rest = BigInt(mark.acceptedAtMs) & 0xfff_ffff_ffffn;
  rest = (rest << 50n) | BigInt(mark.to);
  rest = (rest << 20n) | BigInt(mark.mark);
  rest = (rest << 1n) | (mark.isGuaranteedStop ? 1n : 0n);
  return ((rest << checkBits) | checkOf(seed, rest)).toString(16).padStart(32, '0');
}

/** The mark in an id; null for one that no rehearsal with this seed made. */
export function decodeId(seed: string, id: string): MessageMark | null {
  if (!/^[0-9a-f]{32}$/.test(id)) return null;
  const all = BigInt(`0x${id}`);
  const rest = all >> checkBits;
  if (checkOf(seed, rest) !== (all & 0x1fffn)) return null;
  return {
    acceptedAtMs: Number(rest >> 71n),
    to: ((rest >> 21n) & ((1n << 50n) - 1n)).toString(),
    mark: Number((rest >> 1n) & 0xfffffn),
    isGuaranteedStop: (rest & 1n) === 1n,
  };
}

/** The 20 bits of a message from which its whole fate follows. */
export function markOf(seed: string, to: string, clientMessageId: string): number {
  return hash32(seed, 'mark', to, clientMessageId) & 0xfffff;
}

export interface Reply {
  readonly atMs: number;
  readonly text: string;
}

export interface Fate {
  readonly final: 'DEVICE_ACK' | 'DELIVERY_FAILURE' | 'EXPIRED';
  readonly sentAtMs: number;
  readonly finalAtMs: number;
  readonly reply: Reply | null;
}

const stopTexts = ['STOP', 'Stop', 'stop', 'Stop.', 'STOP!', 'stop please', 'Stop. Thank you', 'UNSUBSCRIBE'] as const;
const otherTexts = [
  'Thanks!',
  'Is Saturday open?',
  'See you then',
  'Who is this?',
  '👍',
  'Ok thank you',
  'HELP',
] as const;

/** What a message of this mark ends as when it is delivered or not; needed before its id exists. */
export function finalStatus(options: RehearsalOptions, to: string, mark: number): Fate['final'] {
  const luck = share(options.seed, 'final', to, String(mark));
  if (luck < options.failureShare) return 'DELIVERY_FAILURE';
  return luck < options.failureShare + options.expiryShare ? 'EXPIRED' : 'DEVICE_ACK';
}

/** Everything that happens to an accepted message; the same in every process with the same options. */
export function fateOf(options: RehearsalOptions, message: MessageMark): Fate {
  const { seed } = options;
  const key = [message.to, String(message.mark)];
  const finalAtMs = message.acceptedAtMs + within(options.receiptDelayMs, seed, 'receipt', ...key);
  const sentAtMs = message.acceptedAtMs + Math.floor((finalAtMs - message.acceptedAtMs) / 3);
  const final = finalStatus(options, message.to, message.mark);
  const luck = share(seed, 'reply', ...key);
  const isStop = message.isGuaranteedStop || luck < options.stopShare;
  if (final !== 'DEVICE_ACK' || (!isStop && luck >= options.stopShare + options.replyShare)) {
    return { final, sentAtMs, finalAtMs, reply: null };
  }
  const texts = isStop ? stopTexts : otherTexts;
  const text = texts[hash32(seed, 'words', ...key) % texts.length] ?? 'STOP';
  const atMs = finalAtMs + within(options.replyDelayMs, seed, 'pause', ...key);
  return { final, sentAtMs, finalAtMs, reply: { atMs, text } };
}
