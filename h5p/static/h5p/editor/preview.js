/* Shows what is being written as it would play, in the same sandbox, without saving it. */
(function () {
  'use strict';

  const button = document.querySelector('[data-h5p-preview]');
  if (!button) {
    return;
  }
  const form = button.closest('form');
  const dialog = form.querySelector('[data-h5p-preview-dialog]');
  const stage = dialog.querySelector('[data-h5p-preview-stage]');
  const problems = form.querySelector('[data-h5p-problems]');

  function tell(rows) {
    problems.replaceChildren(...rows.map((row) => {
      const item = document.createElement('li');
      item.textContent = row;
      return item;
    }));
    problems.parentElement.hidden = !rows.length;
    if (rows.length) {
      problems.parentElement.scrollIntoView({block: 'center'});
    }
  }

  function show(answer) {
    const frame = document.createElement('iframe');
    frame.className = 'h5p-preview__frame';
    frame.title = answer.title;
    frame.setAttribute('sandbox', answer.sandbox);
    frame.referrerPolicy = 'no-referrer';
    frame.src = answer.frame;
    const title = dialog.querySelector('h2');
    title.textContent = answer.title;
    title.dir = answer.direction;
    stage.replaceChildren(frame);
    dialog.showModal();
  }

  button.addEventListener('click', function () {
    form.dispatchEvent(new Event('h5p-collect'));
    button.disabled = true;
    fetch(button.dataset.h5pPreview, {
      method: 'POST', body: new FormData(form), headers: {Accept: 'application/json'},
    }).then((response) => response.json().then((answer) => {
      if (response.ok) {
        tell([]);
        show(answer);
      } else {
        tell(answer.problems || [answer.message || button.dataset.failed]);
      }
    })).catch(() => tell([button.dataset.failed])).finally(() => { button.disabled = false; });
  });

  dialog.querySelector('[data-h5p-preview-close]').addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => {
    stage.replaceChildren();
    button.focus();
  });

  window.addEventListener('message', function (event) {
    const frame = stage.querySelector('iframe');
    const data = event.data;
    if (!frame || event.source !== frame.contentWindow || !data || data.lms !== 'h5p') {
      return;
    }
    if (data.kind === 'size' && Number.isFinite(data.height)) {
      frame.style.blockSize = Math.min(Math.max(data.height, 64), 20000) + 'px';
    }
  });
}());
