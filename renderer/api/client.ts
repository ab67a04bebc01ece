import { QueryClient, keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { UseMutationResult, UseQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { CallName, Input, Output } from '#contract/contract.ts';
import type { EventData, EventName } from '#contract/events.ts';
import type { WireError } from '#contract/errors.ts';

// The only file that touches window.api.

/** A refusal from main with its words; screens show all three sentences. */
export class CallError extends Error {
  readonly wire: WireError;

  constructor(wire: WireError) {
    super(wire.words.what);
    this.wire = wire;
  }
}

/** Calls main; throws `CallError` with words for people. */
export async function call<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>> {
  const reply = await window.api.call(name, input);
  if (!reply.ok) throw new CallError(reply.error);
  return reply.value;
}

/** Tokens for files the user dropped; the renderer never sees a path. */
export function dropFiles(files: readonly File[]) {
  return window.api.dropFiles([...files]);
}

export function onEvent<N extends EventName>(name: N, listener: (data: EventData<N>) => void): () => void {
  return window.api.on(name, listener);
}

/** Everything is local: nothing is paused offline, repeated by itself or refetched on focus; events say what changed. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { networkMode: 'always', retry: false, refetchOnWindowFocus: false, staleTime: Infinity },
    mutations: { networkMode: 'always', retry: false },
  },
});

/** A query of main, kept under its name and input. */
export function useCall<N extends CallName>(
  name: N,
  input: Input<N>,
  options: { readonly enabled?: boolean; readonly keep?: boolean } = {},
): UseQueryResult<Output<N>, Error> {
  const query = useQuery({
    queryKey: [name, input],
    queryFn: (): Promise<unknown> => call(name, input),
    enabled: options.enabled ?? true,
    ...(options.keep ? { placeholderData: keepPreviousData } : {}),
  });
  // The key names the call, so what stands under it is that call's output.
  return query as UseQueryResult<Output<N>, Error>;
}

/** A command of main; afterwards the named areas (`contacts`, `campaigns`, …) are asked again. */
export function useCommand<N extends CallName>(name: N, areas: readonly string[] = []): UseMutationResult<Output<N>, Error, Input<N>> {
  const client = useQueryClient();
  return useMutation<Output<N>, Error, Input<N>>({
    mutationFn: (input) => call(name, input),
    onSuccess: () => refresh(client, areas),
  });
}

async function refresh(client: QueryClient, areas: readonly string[]): Promise<void> {
  await client.invalidateQueries({ predicate: ({ queryKey }) => areas.some((area) => String(queryKey[0]).startsWith(`${area}.`)) });
}

const areasOfEvent = {
  'campaigns.changed': ['campaigns', 'home', 'messages'],
  'contacts.changed': ['contacts', 'home', 'audience', 'imports', 'workspace', 'app'],
  'consent.changed': ['contacts', 'blocklist', 'audience', 'campaigns', 'home', 'workspace', 'app'],
  'inbox.received': ['inbox', 'home', 'campaigns', 'contacts'],
  'gateways.changed': ['gateways', 'home', 'campaigns'],
} as const;

/** Keeps what is on screen in step with what main says has changed. */
export function useEvents(): void {
  const client = useQueryClient();
  useEffect(() => {
    const stops = Object.entries(areasOfEvent).map(([name, areas]) => onEvent(name as keyof typeof areasOfEvent, () => void refresh(client, areas)));
    const progress = onEvent('campaigns.progress', ({ id, counts }) => {
      client.setQueryData<Output<'campaigns.get'>>(['campaigns.get', { id }], (old) => old && { ...old, row: { ...old.row, counts } });
      void refresh(client, ['home', 'messages']);
      void client.invalidateQueries({ queryKey: ['campaigns.people'] });
    });
    return () => [...stops, progress].forEach((stop) => stop());
  }, [client]);
}

/** A fresh id for an intent, so that a double click is one act. */
export function newClientId(): string {
  return crypto.randomUUID();
}
