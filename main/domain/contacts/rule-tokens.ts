import { ok, refuse } from '#domain/kernel/result.ts';
import type { Result } from '#domain/kernel/result.ts';
import type { RuleProblem } from './rule.ts';

/** A piece of a written rule with the character it begins at. */
export interface Token {
  readonly kind: 'word' | 'quoted' | 'mark' | 'end';
  readonly text: string;
  readonly position: number;
}

/** Longest written rule, in characters. */
export const mostRuleChars = 20_000;

/** Marks stand for themselves; every other run without white space is a word. `\"` and `\\` are read inside quotes. */
const piece = /\s*(?:(<=|>=|!=|[()<>=])|"((?:[^"\\]|\\.)*)"|([^\s()<>="]+))/gy;

/** Cuts a written rule into tokens; refuses an open quotation mark and a rule that is too long. */
export function ruleTokens(text: string): Result<readonly Token[], RuleProblem> {
  if (text.length > mostRuleChars) return refuse({ detail: `at most ${mostRuleChars} characters`, position: null });
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  piece.lastIndex = 0;
  while (piece.lastIndex < end) {
    const from = piece.lastIndex;
    const match = piece.exec(text);
    if (match === null) return refuse({ detail: 'a quotation mark is not closed', position: text.indexOf('"', from) });
    const [whole, mark, quoted, word] = match;
    const position = from + whole.length - whole.trimStart().length;
    if (mark !== undefined) tokens.push({ kind: 'mark', text: mark, position });
    else if (quoted !== undefined) tokens.push({ kind: 'quoted', text: quoted.replace(/\\(.)/gs, '$1'), position });
    else tokens.push({ kind: 'word', text: word ?? '', position });
  }
  tokens.push({ kind: 'end', text: '', position: end });
  return ok(tokens);
}
