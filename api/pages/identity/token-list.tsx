import type { PersonName, TokenSummary } from '../../../db/directory.ts';
import type { PersonId } from '../../../domain/decider.ts';
import type { TokenScope } from '../../../domain/identity.ts';
import { TokenMark, type TokenStanding } from '../components/mark.tsx';
import { Time } from '../components/time.tsx';
import type { Viewer } from '../page.ts';

interface Listed {
  tokens: TokenSummary[];
  nameOf: (id: PersonId) => PersonName;
  viewer: Viewer;
  now: string;
  none: string;
}

/** Tokens with what one knows of them; nothing that one could use them by. */
export function Tokens({ tokens, nameOf, viewer, now, none }: Listed) {
  if (tokens.length === 0) return <p class="quiet">{none}</p>;
  const revokes = viewer.person.roles.includes('administrator');
  return (
    <ul class="list">
      {tokens.map((token) => {
        const standing = standingOf(token, now);
        return (
          <li key={token.id}>
            <p class="list-title">{token.label}</p>
            <p class="list-side">
              <TokenMark standing={standing} />
            </p>
            <p class="list-more">
              <span>
                <Holder token={token} nameOf={nameOf} />
              </span>
              <span>
                issued <Time at={token.createdAt} zone={viewer.timeZone} style="day" />
              </span>
              <span>
                expires <Time at={token.expiresAt} zone={viewer.timeZone} style="day" />
              </span>
              {revokes && standing === 'valid' && <a href={`/tokens/${token.id}/revocation`}>Revoke …</a>}
            </p>
          </li>
        );
      })}
    </ul>
  );
}

const scopeWords: Record<TokenScope, string> = {
  read: 'reads',
  scim: 'keeps the directory',
  training: 'brings training completed elsewhere',
  usage: 'tells how AI systems are used',
  oversight: 'submits what AI has decided for review',
};

export function Holder({ token, nameOf }: { token: TokenSummary; nameOf: Listed['nameOf'] }) {
  if (token.person !== null) return <a href={`/people/${token.person}`}>{nameOf(token.person).name}</a>;
  return (
    <>
      the program {token.machine}
      {token.scope !== null && `, which ${scopeWords[token.scope]}`}
    </>
  );
}

function standingOf({ revokedAt, expiresAt }: TokenSummary, now: string): TokenStanding {
  if (revokedAt !== null) return 'revoked';
  return expiresAt <= now ? 'expired' : 'valid';
}
