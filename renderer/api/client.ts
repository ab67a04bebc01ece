import {
  QueryClient,
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { UseMutationResult, UseQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { CallName, Input, Output } from '#contract/contract.ts';
import type { EventData, EventName } from '#contract/events.ts';
import type { WireError } from '#contract/errors.ts';
import { useRates } from '../window-state.ts';

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

interface CallOptions {
  readonly enabled?: boolean;
  /** Shows the answer before while the next one is on its way. */
  readonly keep?: boolean;
  /** The answer depends on the hour: it is asked again whenever a screen opens. */
  readonly fresh?: boolean;
}

/** A query of main, kept under its name and input. */
export function useCall<N extends CallName>(
  name: N,
  input: Input<N>,
  options: CallOptions = {},
): UseQueryResult<Output<N>, Error> {
  const query = useQuery({
    queryKey: [name, input],
    queryFn: (): Promise<unknown> => call(name, input),
    enabled: options.enabled ?? true,
    ...(options.keep ? { placeholderData: keepPreviousData } : {}),
    ...(options.fresh ? { staleTime: 0 } : {}),
  });
  // The key names the call, so what stands under it is that call's output.
  return query as UseQueryResult<Output<N>, Error>;
}

/** The calls that answer page by page. */
type PagedName = 'contacts.page' | 'blocklist.page' | 'campaigns.list' | 'campaigns.people' | 'inbox.list';

/** Pages of rows read so far, with the size of the whole. */
export interface Paged<Row> {
  readonly data: { readonly rows: readonly Row[]; readonly total: number } | undefined;
  readonly error: Error | null;
  readonly refetch: () => unknown;
  /** Reads the next page; null when everything is here. */
  readonly more: (() => void) | null;
  readonly isReading: boolean;
}

const pageSize = 100;

/** A list of main, read page by page as the user asks for more. */
export function usePages<N extends PagedName>(
  name: N,
  filter: Omit<Input<N>, 'after' | 'limit'>,
): Paged<Output<N>['rows'][number]> {
  const query = useInfiniteQuery({
    queryKey: [name, 'pages', filter],
    // The filter and the page's place are together exactly this call's input.
    queryFn: ({ pageParam }): Promise<Output<N>> =>
      call(name, { ...filter, after: pageParam, limit: pageSize } as Input<N>),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
  const pages = query.data?.pages;
  return {
    data: pages && {
      rows: pages.flatMap(({ rows }) => rows as Output<N>['rows'][number][]),
      total: pages.at(-1)?.total ?? 0,
    },
    error: query.error,
    refetch: query.refetch,
    more: query.hasNextPage ? () => void query.fetchNextPage() : null,
    isReading: query.isFetchingNextPage,
  };
}

/** A command of main; afterwards the named areas (`contacts`, `campaigns`, …) or single queries are asked again. */
export function useCommand<N extends CallName>(
  name: N,
  areas: readonly string[] = [],
): UseMutationResult<Output<N>, Error, Input<N>> {
  const client = useQueryClient();
  return useMutation<Output<N>, Error, Input<N>>({
    mutationFn: (input) => call(name, input),
    onSuccess: () => refresh(client, areas),
  });
}

async function refresh(client: QueryClient, areas: readonly string[]): Promise<void> {
  await client.invalidateQueries({
    predicate: ({ queryKey }) =>
      areas.some((area) => queryKey[0] === area || String(queryKey[0]).startsWith(`${area}.`)),
  });
}

const areasOfEvent = {
  'campaigns.changed': ['campaigns', 'home', 'messages'],
  'contacts.changed': [
    'contacts',
    'lists',
    'tags',
    'fields',
    'filters',
    'home',
    'audience',
    'imports',
    'workspace',
    'app',
    'text',
  ],
  'consent.changed': ['inbox', 'contacts', 'blocklist', 'audience', 'campaigns', 'home', 'workspace', 'app'],
  'inbox.received': ['inbox', 'home', 'campaigns', 'contacts'],
  'gateways.changed': ['gateways', 'home', 'campaigns', 'privacy'],
} as const;

/** A list that moves while it is sent is asked for at most this often. */
const peopleEveryMs = 1_000;

/** Keeps what is on screen in step with what main says has changed. */
export function useEvents(): void {
  const client = useQueryClient();
  useEffect(() => {
    const stops = Object.entries(areasOfEvent).map(([name, areas]) =>
      onEvent(name as keyof typeof areasOfEvent, () => void refresh(client, areas)),
    );
    let peopleAtMs = 0;
    const progress = onEvent('campaigns.progress', ({ id, counts, perSecond }) => {
      useRates.getState().set(id, perSecond);
      client.setQueryData<Output<'campaigns.get'>>(
        ['campaigns.get', { id }],
        (old) => old && { ...old, row: { ...old.row, counts } },
      );
      client.setQueryData<Output<'home.summary'>>(
        ['home.summary', {}],
        (old) => old && { ...old, running: old.running.map((row) => (row.id === id ? { ...row, counts } : row)) },
      );
      if (Date.now() - peopleAtMs < peopleEveryMs) return;
      peopleAtMs = Date.now();
      void refresh(client, ['messages']);
      void client.invalidateQueries({ queryKey: ['campaigns.people'] });
    });
    return () => [...stops, progress].forEach((stop) => stop());
  }, [client]);
}

/** A fresh id for an intent, so that a double click is one act. */
export function newClientId(): string {
  return crypto.randomUUID();
}
