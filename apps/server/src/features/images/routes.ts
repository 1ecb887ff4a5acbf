import type { IncomingMessage } from 'node:http';
import { ApiError, SeriesListSchema, UploadedImageSchema } from '@readroom/contract';
import { InvalidDicomError } from '@readroom/dicom';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { mayUploadImages, openStudy } from '../access/index.ts';
import { actorOf } from '../audit/index.ts';
import { requireUser } from '../principal/index.ts';
import { parseByteRange } from './byte-range.ts';
import { ingestInstance } from './ingest.ts';
import { OpenedImages } from './opened-images.ts';
import { presentSeriesList } from './presenter.ts';
import { receivedBytes } from './receive.ts';
import { findInstance, instancesOfStudy, seriesOfStudy, studyAttributes } from './repository.ts';

const StudyParams = z.strictObject({ studyId: z.string() });
const InstanceParams = z.strictObject({ studyId: z.string(), sopInstanceUid: z.string() });

/** A study's images under /api: list, bytes, upload. */
export function imageRoutes(deps: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    const opened = new OpenedImages();
    // The body stays a stream: a file of any size goes to the storage without being held in memory.
    app.addContentTypeParser(['application/dicom', 'application/octet-stream'], (_request, body, done) => done(null, body));

    app.get('/api/studies/:studyId/series', { schema: { params: StudyParams, response: { 200: SeriesListSchema } } }, async (request) => {
      const user = requireUser(request);
      const { list, remember } = await deps.db.inClinic(user.clinicId, async (tx) => {
        const study = await openStudy(tx, user, request.params.studyId);
        const remember = await opened.list(tx, user, study, request.id);
        const { clinicId, studyInstanceUid } = study;
        const attributes = await studyAttributes(tx, clinicId, studyInstanceUid);
        const series = await seriesOfStudy(tx, clinicId, studyInstanceUid);
        const instances = await instancesOfStudy(tx, clinicId, studyInstanceUid);
        return { list: presentSeriesList(studyInstanceUid, attributes, series, instances), remember };
      });
      remember();
      return list;
    });

    app.get('/api/studies/:studyId/instances/:sopInstanceUid', { schema: { params: InstanceParams } }, async (request, reply) => {
      const user = requireUser(request);
      const { instance, remember } = await deps.db.inClinic(user.clinicId, async (tx) => {
        const study = await openStudy(tx, user, request.params.studyId);
        const found = await findInstance(tx, user.clinicId, request.params.sopInstanceUid);
        if (found?.studyInstanceUid !== study.studyInstanceUid) throw new ApiError('not_found');
        return { instance: found, remember: await opened.image(tx, user, study, request.id) };
      });
      remember();
      const etag = `"${instance.sha256}"`;
      // An instance never changes under its UID, so the browser need not ask again; it is nobody else's to keep.
      reply.headers({ etag, 'cache-control': 'private, max-age=31536000, immutable', 'accept-ranges': 'bytes', vary: 'cookie' });
      if (request.headers['if-none-match']?.includes(etag)) return reply.code(304).send();
      const mayBePartial = (request.headers['if-range'] ?? etag) === etag;
      const range = mayBePartial ? parseByteRange(request.headers.range, instance.size) : null;
      const length = range ? range.end - range.start + 1 : instance.size;
      if (range) reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${instance.size}`);
      reply.headers({ 'content-type': 'application/dicom', 'content-length': length, 'x-content-type-options': 'nosniff' });
      return reply.send(await deps.storage.get(instance.storageKey, range ?? undefined));
    });

    app.post(
      '/api/studies/:studyId/images',
      { schema: { params: StudyParams, response: { 200: UploadedImageSchema, 201: UploadedImageSchema } } },
      async (request, reply) => {
        const user = requireUser(request);
        const study = await deps.db.inClinic(user.clinicId, (tx) => openStudy(tx, user, request.params.studyId));
        if (study.cancelledAt) throw new ApiError('study_cancelled');
        if (!mayUploadImages(user, study)) throw new ApiError('forbidden', { message: 'You may not add images to this study.' });
        if (request.body === undefined)
          throw new ApiError('unsupported_media_type', { message: 'Send one DICOM file as application/dicom.' });
        try {
          const { sopInstanceUid, status } = await ingestInstance(deps, {
            clinicId: user.clinicId,
            source: receivedBytes(request.body as IncomingMessage),
            actor: actorOf(user),
            requestId: request.id,
            expectedStudyInstanceUid: study.studyInstanceUid,
          });
          return reply.code(status === 'stored' ? 201 : 200).send({ sopInstanceUid, status });
        } catch (error) {
          if (error instanceof InvalidDicomError) throw new ApiError('unprocessable', { message: error.message, cause: error });
          throw error;
        }
      },
    );
  };
}
