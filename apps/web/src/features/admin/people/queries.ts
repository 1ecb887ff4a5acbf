import { AdminUserListSchema, InvitationListSchema } from '@readroom/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { api, queryKeys } from '../../../api/index.ts';

const pageOf = (path: string, cursor: string | undefined, query: Record<string, string> = {}) => {
  const params = new URLSearchParams({ limit: '50', ...query, ...(cursor !== undefined && { cursor }) });
  return `${path}?${params}`;
};

export function useUsers() {
  return useInfiniteQuery({
    queryKey: queryKeys.adminUsers,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => api.get(pageOf('/api/admin/users', pageParam), AdminUserListSchema, { signal }),
    getNextPageParam: (page) => page.cursor,
  });
}

/** Those that still wait for an answer. */
export function useOpenInvitations() {
  return useInfiniteQuery({
    queryKey: queryKeys.adminInvitations,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.get(pageOf('/api/admin/invitations', pageParam, { status: 'sent' }), InvitationListSchema, { signal }),
    getNextPageParam: (page) => page.cursor,
  });
}
