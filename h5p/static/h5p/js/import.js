// Follows an import; reloads the page once it is over.
(() => {
  const box = document.querySelector('[data-h5p-import]');
  if (!box) return;
  const bar = box.querySelector('progress');
  const percent = box.querySelector('[data-h5p-percent]');
  const follow = async () => {
    try {
      const answer = await fetch(box.dataset.h5pImport, { headers: { Accept: 'application/json' } });
      const job = await answer.json();
      if (job.over) {
        window.location.reload();
        return;
      }
      bar.value = job.progress;
      percent.textContent = job.progress;
    } catch {
      // The connection may come back: ask again.
    }
    window.setTimeout(follow, 1000);
  };
  window.setTimeout(follow, 500);
})();
