import type { Form, View } from './page.ts';

/**
 * What stands in place of a form's answer when the session has ended meanwhile: everything that was typed is in it, so
 * that it can be sent once more after signing in (in another tab, which leaves this one as it is).
 */
export function sessionEndedView({ path, form, signIn }: { path: string; form: Form; signIn: string }): View {
  return {
    title: 'Please sign in again',
    status: 401,
    main: (
      <>
        <div class="page-head">
          <h1>You have been signed out meanwhile</h1>
          <p class="lead">Nothing you typed is lost, and nothing has been done with it yet.</p>
        </div>
        <form method="post" action={path} class="form">
          <ol>
            <li>
              <a href={signIn} target="_blank" rel="noopener">
                Sign in again, in a new tab
              </a>
            </li>
            <li>Come back to this one, and send it again.</li>
          </ol>
          {form.entries().map(([name, value], index) => (
            <input key={index} type="hidden" name={name} value={value} />
          ))}
          <button>Send it again</button>
        </form>
      </>
    ),
  };
}
