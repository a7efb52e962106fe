// Everything works without this file; it only saves a reload.

const main = document.querySelector('main');
if (main?.dataset.changes) followChanges(main.dataset.changes);

for (const menu of document.querySelectorAll('details.shell-person')) {
  document.addEventListener('click', ({ target }) => {
    if (!menu.contains(target)) menu.open = false;
  });
  menu.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    menu.open = false;
    menu.querySelector('summary').focus();
  });
}

/** Brings the page up to date whenever the server says that it has changed; asks now and then where it cannot say. */
function followChanges(path) {
  const source = new EventSource(path);
  let asking;
  source.addEventListener('changed', update);
  source.addEventListener('open', () => {
    clearInterval(asking);
    asking = undefined;
  });
  // A browser that goes on trying to connect fails every few seconds: that must not put off the next question.
  source.addEventListener('error', () => {
    asking ??= setInterval(update, 15_000);
  });
}

async function update() {
  const answer = await fetch(location.href, { headers: { Accept: 'text/html' } }).catch(() => undefined);
  if (!answer?.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('main');
  if (fresh === null) return;
  for (const part of fresh.querySelectorAll('[data-part]')) {
    const shown = main.querySelector(`[data-part="${part.dataset.part}"]`);
    if (shown === null || shown.innerHTML === part.innerHTML || isBeingUsed(shown)) continue;
    shown.replaceChildren(...part.childNodes);
    shown.classList.remove('arrived');
    requestAnimationFrame(() => shown.classList.add('arrived'));
  }
}

/** What a person has begun to fill in is not taken from under their hands. */
function isBeingUsed(part) {
  return (
    part.contains(document.activeElement) ||
    [...part.querySelectorAll('textarea, input, select')].some(
      (field) => field.value !== field.defaultValue && field.type !== 'hidden' && 'defaultValue' in field,
    ) ||
    [...part.querySelectorAll('input[type=radio], input[type=checkbox]')].some(
      (field) => field.checked !== field.defaultChecked,
    )
  );
}
