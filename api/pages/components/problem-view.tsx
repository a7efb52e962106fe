import type { Problem } from '../../problem.ts';
import type { View } from '../page.ts';

const titles: Record<number, string> = {
  401: 'Please sign in',
  403: 'This is not open to you',
  404: 'There is nothing here',
  409: 'This cannot be done any more',
  412: 'This has changed since you saw it',
  422: 'Something is missing',
  429: 'Too fast',
  503: 'Not just now',
};

/** What stands in place of a page that cannot be shown, or of something that could not be done. */
export function problemView(problem: Problem): View {
  const title = titles[problem.status] ?? 'This did not work';
  return {
    title,
    status: problem.status,
    main: (
      <>
        <h1>{title}</h1>
        <p class="lead">{problem.message}</p>
        {problem.errors.length > 0 && (
          <ul>
            {problem.errors.map(({ pointer, detail }) => (
              <li key={pointer}>
                {detail} <small>{pointer}</small>
              </li>
            ))}
          </ul>
        )}
        <p>
          <a href="/">Back to the start</a>
        </p>
      </>
    ),
  };
}
