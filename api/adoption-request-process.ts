import { findAdoptionRequest } from '../db/adoption-request.ts';
import { namesOf } from '../db/directory.ts';
import { adoptionRequest } from '../domain/adoption-request.ts';
import type { AdoptionRequest, AdoptionRequestCommand } from '../domain/adoption-request-state.ts';
import { searchAttributesOf } from '../workflows/adoption-request-messages.ts';
import {
  etagOf,
  peopleOf,
  representationOf,
  signOffRepresentation,
} from './adoption-request-representation.ts';
import type { ProcessKind } from './process.ts';

/** How the API carries messages to adoption requests. */
export const adoptionRequestProcess: ProcessKind<AdoptionRequest, AdoptionRequestCommand> = {
  kind: 'adoption-request',
  noun: 'adoption request',
  workflowType: 'adoptionRequest',
  path: '/v1/adoption-requests',
  decider: adoptionRequest,
  async find(db, id) {
    const recorded = await findAdoptionRequest(db, id);
    return recorded && { id, seq: recorded.seq, state: recorded.request };
  },
  async represent(db, { id, seq, state }) {
    const at = new Date().toISOString();
    return { body: await representationOf(db, { id, seq, request: state }, at), etag: etagOf(state) };
  },
  attributesOf: searchAttributesOf,
  summaryOf: ({ tier }) => `AI adoption request · tier ${tier}`,
  isAhead: (command, { revision }) => 'revision' in command && command.revision > revision,
  async refusalExtensions(db, request, code) {
    const { state, revision, signOffs } = request;
    if (code !== 'already_decided' && code !== 'closed') return { state, revision };
    const nameOf = await namesOf(db, peopleOf(request));
    return { state, revision, signOffs: signOffs.map((made) => signOffRepresentation(made, nameOf)) };
  },
};
