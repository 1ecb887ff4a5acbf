import { AdminUserListSchema, InvitationListSchema } from '@readroom/contract';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { api, queryKeys } from '../../../api/index.ts';
import { type InvitationFilters, invitationQueryOf, type UserFilters, userQueryOf } from './people-filters.ts';

const pageOf = (path: string, cursor: string | undefined, query: Record<string, string>) => {
  const params = new URLSearchParams({ limit: '50', ...query, ...(cursor !== undefined && { cursor }) });
  return `${path}?${params}`;
};

export function useUsers(filters: UserFilters, words: string) {
  const query = userQueryOf(filters, words);
  return useInfiniteQuery({
    queryKey: [...queryKeys.adminUsers, query],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => api.get(pageOf('/api/admin/users', pageParam, query), AdminUserListSchema, { signal }),
    getNextPageParam: (page) => page.cursor,
    placeholderData: keepPreviousData,
  });
}

export function useInvitations(filters: InvitationFilters) {
  const query = invitationQueryOf(filters);
  return useInfiniteQuery({
    queryKey: [...queryKeys.adminInvitations, query],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => api.get(pageOf('/api/admin/invitations', pageParam, query), InvitationListSchema, { signal }),
    getNextPageParam: (page) => page.cursor,
    placeholderData: keepPreviousData,
  });
}
