/**
 * V8 keeps a list of protected code pages and, on processors with protection keys, now and then loses one while threads come
 * and go; then it aborts the process (nodejs/node#64500). Node 20 has no such flag, and tests need no such protection.
 */
const hasKeys = process.platform === 'linux' && process.arch === 'x64' && !process.version.startsWith('v20.');

export const execArgv: string[] = hasKeys ? ['--no-memory-protection-keys'] : [];
