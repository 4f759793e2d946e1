/* How formatted texts are edited: a few tools, nothing fetched from elsewhere. */
window.H5P_RICH = {
  language: document.documentElement.lang.slice(0, 2),
  buttons: 'bold,italic,ul,ol,undo,redo',
  toolbarAdaptive: false,
  showCharsCounter: false,
  showWordsCounter: false,
  showXPathInStatusbar: false,
  statusbar: false,
  beautifyHTML: false,
  sourceEditor: 'area',
  height: 130,
  minHeight: 90,
  askBeforePasteHTML: false,
  askBeforePasteFromWord: false,
  defaultActionOnPaste: 'insert_clear_html',
  uploader: {url: ''},
  disablePlugins: [
    'about', 'source', 'ai-assistant', 'powered-by-jodit', 'speech-recognize', 'file', 'image',
    'video', 'iframe', 'drag-and-drop',
  ],
};
document.querySelectorAll('textarea[data-h5p-rich]').forEach(function (field) {
  window.Jodit.make(field, Object.assign({}, window.H5P_RICH, {direction: field.dir}));
});
