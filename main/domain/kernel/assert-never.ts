/** Makes a forgotten branch a compile error; throws when untyped data reaches it all the same. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
