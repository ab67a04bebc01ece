import { writeFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';
import { inProject } from './project.ts';

// The app's icon, drawn here so that no drawing tool is needed: assets/icon.svg is the same picture for people.

const size = 512;
const paper = [246, 246, 243] as const;
const ink = [31, 92, 67] as const;

/** How far a point is outside a rounded square around the middle; negative inside. */
function outsideTile(x: number, y: number): number {
  const [half, radius] = [232, 96];
  const dx = Math.max(Math.abs(x - 256) - half + radius, 0);
  const dy = Math.max(Math.abs(y - 256) - half + radius, 0);
  return Math.hypot(dx, dy) - radius;
}

/** How far a point is from a thick line with round ends; negative inside it. */
function outsideStroke(x: number, y: number, from: readonly [number, number], to: readonly [number, number]): number {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const along = Math.min(Math.max(((x - from[0]) * dx + (y - from[1]) * dy) / (dx * dx + dy * dy), 0), 1);
  return Math.hypot(x - from[0] - along * dx, y - from[1] - along * dy) - 26;
}

/** Share of a pixel that is covered, so that edges are smooth. */
function cover(outside: number): number {
  return Math.min(Math.max(0.5 - outside, 0), 1);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** A 512 × 512 PNG: a tick on a rounded tile. The same bytes on every run. */
export function iconPng(): Buffer {
  const rows = Buffer.alloc(size * (1 + size * 4));
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const tick = Math.min(outsideStroke(x, y, [152, 268], [226, 342]), outsideStroke(x, y, [226, 342], [366, 184]));
      const share = cover(tick);
      const at = y * (1 + size * 4) + 1 + x * 4;
      for (const part of [0, 1, 2] as const)
        rows[at + part] = Math.round(ink[part] + (paper[part] - ink[part]) * share);
      rows[at + 3] = Math.round(cover(outsideTile(x, y)) * 255);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  // 8 bits a channel, colour with alpha; the rest is the only choice PNG has.
  head.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

if (import.meta.main) writeFileSync(inProject('assets/icon.png'), iconPng());
