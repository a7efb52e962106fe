import { z } from 'zod';
import { namesOf } from '../../db/directory.ts';
import { inTransaction } from '../../db/facts.ts';
import { findNda, listNdas, publishNda as putInForce } from '../../db/nda.ts';
import { overseers } from '../people-shown.ts';
import { Problem } from '../problem.ts';
import { actorOf, route } from '../route.ts';
import { nda, ndaPublication, ndaVersion } from '../schemas/trust-center.ts';

const tag = 'Trust center';

export const listNdaVersions = route({
  method: 'get',
  path: '/v1/ndas',
  operationId: 'listNdas',
  summary: 'The versions of the NDA that stakeholders accept, newest first',
  tag,
  access: [...overseers],
  responses: {
    200: { description: 'The first is in force.', schema: z.object({ items: z.array(ndaVersion) }) },
  },
  handle: async ({ services: { db } }) => {
    const versions = await listNdas(db);
    const nameOf = await namesOf(
      db,
      versions.map(({ publishedBy }) => publishedBy),
    );
    const items = versions.map((version) => ({ ...version, publishedBy: nameOf(version.publishedBy) }));
    return { status: 200, body: { items } };
  },
});

export const readNda = route({
  method: 'get',
  path: '/v1/ndas/{version}',
  operationId: 'readNda',
  summary: 'A version of the NDA with its text',
  tag,
  access: 'self',
  params: z.object({ version: z.coerce.number().int().min(1).max(1_000_000) }),
  responses: { 200: { description: 'The version.', schema: nda } },
  handle: async ({ params: { version }, services: { db } }) => {
    const found = await findNda(db, version);
    if (found === undefined) throw new Problem('not_found', 'There is no such version of the NDA.');
    const nameOf = await namesOf(db, [found.publishedBy]);
    return { status: 200, body: { ...found, publishedBy: nameOf(found.publishedBy) } };
  },
});

export const publishNda = route({
  method: 'post',
  path: '/v1/ndas',
  operationId: 'publishNda',
  summary: 'Put a version of the NDA in force; what is granted stays bound to the version accepted for it',
  tag,
  access: ['compliance_manager'],
  body: ndaPublication,
  responses: { 201: { description: 'In force.', schema: nda } },
  handle: async ({ body: { markdown }, caller, at, services: { db } }) => {
    const by = actorOf(caller).person;
    const published = await inTransaction(db, (trx) => putInForce(trx, markdown, { by, at }));
    if (published === undefined) throw new Problem('unchanged', 'The version in force says the same.');
    const nameOf = await namesOf(db, [by]);
    return { status: 201, body: { ...published, publishedBy: nameOf(by) } };
  },
});
