import type { Person } from '../../db/identity.ts';
import type { View } from '../pages/page.ts';
import type { Problem } from '../problem.ts';
import { roleWords } from '../pages/words.ts';

export interface WaysIn {
  /** Path to go on to. */
  to: string;
  /** The people whom a demo offers to be; undefined outside a demo. */
  demoAccounts: Person[] | undefined;
  /** What the identity provider is called; undefined where none is configured. */
  provider: string | undefined;
}

export function signInView({ to, demoAccounts, provider }: WaysIn): View {
  return {
    title: 'Sign in',
    main: (
      <div class="sign-in">
        <h1>Sign in</h1>
        {provider !== undefined && (
          <p>
            {/* A link and no form: our policy of where forms may lead ends at the redirect to another host. */}
            <a class="button" href={`/sign-in/start?to=${encodeURIComponent(to)}`}>
              Sign in with {provider}
            </a>
          </p>
        )}
        {demoAccounts !== undefined && <DemoAccounts accounts={demoAccounts} to={to} />}
        {provider === undefined && demoAccounts === undefined && (
          <p class="lead">
            Nobody can sign in yet: set OIDC_ISSUER, OIDC_CLIENT_ID and PUBLIC_URL to connect your identity
            provider.
          </p>
        )}
      </div>
    ),
  };
}

/** After signing out here; one may still be signed in at the provider, and in again by one click. */
export function signedOutView({ name, href }: { name: string; href: string | undefined }): View {
  return {
    title: 'Signed out',
    main: (
      <div class="sign-in">
        <h1>You have signed out</h1>
        {href !== undefined && (
          <p>
            Others use this browser too? <a href={href}>Sign out of {name} as well</a>
          </p>
        )}
        <p>
          <a href="/sign-in">Sign in again</a>
        </p>
      </div>
    ),
  };
}

/** Why somebody is not signed in. */
export function unsuccessfulView(problem: Problem): View {
  return {
    title: 'Not signed in',
    status: problem.status,
    main: (
      <div class="sign-in">
        <h1>You are not signed in</h1>
        <p class="lead">{problem.message}</p>
        <p>
          <a href="/sign-in">Back to signing in</a>
        </p>
      </div>
    ),
  };
}

function DemoAccounts({ accounts, to }: { accounts: Person[]; to: string }) {
  return (
    <>
      <p class="lead">
        This is a demo on this machine: nobody here is real, and nobody has to prove who they are. Choose whom
        to be.
      </p>
      <form method="post" action="/sign-in/demo">
        <input type="hidden" name="to" value={to} />
        <ul class="sign-in-accounts">
          {accounts.map(({ id, userName, name, roles }) => (
            <li key={id}>
              <button name="userName" value={userName}>
                {name}
              </button>
              <p>
                <code>{userName}</code> · {roles.map((role) => roleWords[role]).join(', ')}
              </p>
            </li>
          ))}
        </ul>
      </form>
    </>
  );
}
