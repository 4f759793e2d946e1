/* The form of an activity's content, made by json-editor from a schema that the server gives.
   Everything that people read comes from the page; what is saved is checked by the server. */
(function () {
  'use strict';

  const place = document.querySelector('[data-h5p-editor]');
  if (!place) {
    return;
  }
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const form = place.closest('form');
  const field = form.querySelector('[name=content]');
  const problems = form.querySelector('[data-h5p-problems]');
  const words = read('h5p-words');
  const language = document.documentElement.lang.slice(0, 2);

  JSONEditor.defaults.languages[language] = words;
  JSONEditor.defaults.language = language;
  JSONEditor.defaults.callbacks.upload = {
    h5pUpload: function (editor, type, file, answer) {
      const data = new FormData();
      data.append('file', file);
      data.append('kind', editor.options.h5p_kind || 'file');
      answer.updateProgress();
      fetch(place.dataset.uploadUrl, {
        method: 'POST',
        body: data,
        headers: {'X-CSRFToken': form.querySelector('[name=csrfmiddlewaretoken]').value},
      }).then((response) => response.json().then((body) => {
        if (response.ok) {
          answer.success(body.path);
        } else {
          answer.failure(body.message);
        }
      })).catch(() => answer.failure(place.dataset.uploadFailed));
    },
  };
  JSONEditor.defaults.options.jodit = Object.assign({}, window.H5P_RICH, {
    direction: place.dataset.direction,
  });

  const editor = new JSONEditor(place, {
    schema: read('h5p-schema'),
    startval: read('h5p-content'),
    theme: 'html',
    iconlib: null,
    disable_edit_json: true,
    disable_properties: true,
    disable_array_delete_all_rows: true,
    disable_array_delete_last_row: true,
    display_required_only: false,
    required_by_default: false,
    no_additional_properties: false,
    prompt_before_delete: true,
    show_errors: 'change',
    keep_oneof_values: false,
    object_layout: 'normal',
    remove_button_labels: false,
  });

  let asked = false;
  let changes = -1;
  editor.on('ready', function () {
    place.removeAttribute('aria-busy');
    place.querySelectorAll('input[type=text], textarea').forEach((input) => {
      input.dir = 'auto';
    });
  });
  editor.on('change', function () {
    changes += 1;
    if (asked) {
      list();
    }
  });

  function list() {
    const found = editor.validate().filter((row) => row.property !== 'format');
    problems.replaceChildren(...found.slice(0, 8).map((row) => {
      const item = document.createElement('li');
      const at = editor.getEditor(row.path);
      const label = at && at.header_text ? at.header_text : (at && at.schema.title) || '';
      item.textContent = label ? label + ' : ' + row.message : row.message;
      return item;
    }));
    problems.parentElement.hidden = !found.length;
    return found.length;
  }

  form.addEventListener('h5p-collect', function () {
    field.value = JSON.stringify(editor.getValue());
  });

  form.addEventListener('submit', function (event) {
    field.value = JSON.stringify(editor.getValue());
    if (event.submitter && event.submitter.hasAttribute('data-unchecked')) {
      return;
    }
    asked = true;
    if (list()) {
      event.preventDefault();
      problems.parentElement.scrollIntoView({block: 'center'});
    } else {
      changes = 0;
    }
  });

  window.addEventListener('beforeunload', function (event) {
    if (changes > 0) {
      event.preventDefault();
    }
  });
}());
