import { classifyReply } from '../../main/domain/consent/replies/classify-reply.ts';
import { endsTexts } from '../../main/domain/consent/replies/reply-outcome.ts';
import { seeded } from '../support/random.ts';
import { testContext } from '../support/replies.ts';
import { median, whole } from './measuring.ts';
import type { BenchRow } from './measuring.ts';

/** What people answer to a shop: mostly talk, some stops, a few other alphabets. */
const kinds: readonly string[] = [
  'STOP',
  'Stop please, thank you',
  'stop texting me',
  'Hou op asseblief',
  'Abmelden',
  '退订',
  'ايقاف',
  'NO',
  'Thanks, see you Saturday!',
  'OK',
  'Yes',
  '👍',
  'شكرا',
  'Danke schön, bis Samstag!',
  'HELP',
  'Baie dankie',
  'Can I book for two? Also, is the poetry evening on Thursday still on, and may I bring a friend who reads?',
  'Running late, be there in 10 minutes. Please keep my table',
  'Where did you get my number? I never signed up for this nonsense',
  'Hi, my order has not come yet. The number is 4711, I ordered it last Friday and paid by card',
];
const targetPerSecond = 200_000;

/** The peer: the default of most gateways, one English word that must be the whole message (consent.md 1.1). */
function wholeWordOnly(text: string): boolean {
  return ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'].includes(
    text.trim().toUpperCase(),
  );
}

/** Texts read in a second of processor time: the machine may have other work. */
function rate(texts: readonly string[], isStop: (text: string) => boolean): number {
  let stops = 0;
  const before = process.cpuUsage();
  for (const text of texts) if (isStop(text)) stops += 1;
  const { user, system } = process.cpuUsage(before);
  if (stops === 0) throw new Error('no reply was a stop');
  return (texts.length * 1_000_000) / (user + system);
}

/** Replies classified in a second, no two of them alike. */
export function benchReplies(count: number, rounds: number): readonly BenchRow[] {
  const random = seeded(7);
  const texts = Array.from({ length: count }, (_, at) => {
    const text = kinds[Math.floor(random() * kinds.length)] ?? '';
    return at % 3 === 0 ? `${text} ${at}` : at % 3 === 1 ? `  ${text}!!` : text;
  });
  const ours: number[] = [];
  const peers: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(rate(texts, (text) => endsTexts(classifyReply(text, testContext).outcome)));
    peers.push(rate(texts, wholeWordOnly));
  }
  const [mine, peer] = [median(ours), median(peers)];
  return [
    {
      what: 'replies classified in 34 languages, texts/CPU s',
      ours: whole(mine),
      peer: `${whole(peer)} (one English word, whole message: misses most of these)`,
      ratio: (mine / peer).toFixed(3),
      target: `>= ${whole(targetPerSecond)}/s`,
      isMet: mine >= targetPerSecond,
    },
  ];
}
