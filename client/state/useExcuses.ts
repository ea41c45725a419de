import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { NewExcuse } from '../../server/protocol/duties.ts';
import { api } from '../hub/api.ts';
import { bringFile } from '../hub/bringFile.ts';
import { candidate } from './queries.ts';

/** What a candidate does about an excuse; afterwards their duties are read anew. */
export function useExcuses() {
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: candidate.queryKey });
  const file = useMutation({
    mutationFn: ({ obligationId, ...body }: NewExcuse & { obligationId: string }) =>
      api('candidate.excuse', { params: { obligationId }, body }),
    onSuccess,
  });
  const attach = useMutation({
    mutationFn: async ({ excuseId, document }: { excuseId: string; document: File }) => {
      const { id: attachmentId } = await bringFile(document);
      return api('candidate.document-excuse', { params: { excuseId }, body: { attachmentId } });
    },
    onSuccess,
  });
  return { file, attach };
}
