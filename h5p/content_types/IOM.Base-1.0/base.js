/* What the content types of IOM share. No dependency but H5P's core. */
window.IOM = window.IOM || {};

(function (IOM) {
  'use strict';

  /** Return a new element. `properties` are set as attributes; `text` and `html` fill it. */
  IOM.element = function (tag, properties, children) {
    const element = document.createElement(tag);
    Object.entries(properties || {}).forEach(function ([name, value]) {
      if (name === 'text') {
        element.textContent = value;
      } else if (name === 'html') {
        // Author's text: platforms filter it against the semantics when it is saved.
        element.innerHTML = value;
      } else if (name === 'onclick') {
        element.addEventListener('click', value);
      } else if (value !== false && value !== null && value !== undefined) {
        element.setAttribute(name, value === true ? '' : value);
      }
    });
    (children || []).filter(Boolean).forEach((child) => element.append(child));
    return element;
  };

  /** Return the text of some HTML, for statements and announcements. */
  IOM.plain = function (html) {
    const parsed = new DOMParser().parseFromString(html || '', 'text/html');
    return (parsed.body.textContent || '').replace(/\s+/g, ' ').trim();
  };

  /** Return a new array in random order. */
  IOM.shuffled = function (items) {
    const order = items.slice();
    for (let index = order.length - 1; index > 0; index -= 1) {
      const other = Math.floor(Math.random() * (index + 1));
      [order[index], order[other]] = [order[other], order[index]];
    }
    return order;
  };

  /**
   * An activity with a score. A subclass gives `render()`, `getScore()`, `getMaxScore()`,
   * `getCurrentState()`, `resetTask()` and calls `finish()` once at the end.
   */
  IOM.Activity = class extends H5P.EventDispatcher {
    constructor(params, contentId, extras) {
      super();
      this.params = params || {};
      this.contentId = contentId;
      this.extras = extras || {};
      this.isTask = true;
      this.isFinished = false;
      this.behaviour = Object.assign({enableRetry: true, passPercentage: 70}, this.params.behaviour);
      const metadata = this.extras.metadata || {};
      this.title = metadata.title || '';
      this.language = metadata.defaultLanguage || document.documentElement.lang || 'en';
    }

    /** The author's word for `key`, with `{name}` replaced. */
    word(key, values) {
      let text = (this.params.l10n || {})[key] || '';
      Object.entries(values || {}).forEach(([name, value]) => {
        text = text.split('{' + name + '}').join(value);
      });
      return text;
    }

    /** Called by H5P: put the activity into the page and start its clock. */
    attach($container) {
      this.root = IOM.element('div', {class: 'iom-activity'});
      this.status = IOM.element('div', {class: 'iom-activity__status', role: 'status'});
      $container.addClass('h5p-iom-activity').empty().append(this.root);
      this.setActivityStarted();
      this.render();
      this.trigger('resize');
    }

    /** Tell those who do not see the screen what changed. */
    announce(text) {
      this.status.textContent = '';
      this.status.textContent = text;
    }

    /** Replace what is shown; the live region stays, or its text would not be read. */
    show(children) {
      this.root.replaceChildren(...children.filter(Boolean), this.status);
      this.trigger('resize');
    }

    /** Whether the score reaches the author's mark. Nothing to score: passed when finished. */
    isPassed() {
      const max = this.getMaxScore();
      return max === 0 || this.getScore() * 100 >= max * this.behaviour.passPercentage;
    }

    /** Seconds since the start, as an ISO 8601 duration. */
    duration(since) {
      const started = since || this.activityStartTime || Date.now();
      return 'PT' + Math.max(0, Math.round((Date.now() - started) / 10) / 100) + 'S';
    }

    /** A text in the languages that readers of statements look for. */
    languageMap(text) {
      const map = {'en-US': text};
      map[this.language] = text;
      return map;
    }

    /**
     * Return a statement. `definition` extends the object's, `result` is taken as it is.
     * `source` is the dispatcher it is about: the activity, or a part made by `part()`.
     */
    statement(verb, definition, result, source) {
      const event = (source || this).createXAPIEventTemplate(verb);
      const object = event.data.statement.object;
      object.definition = Object.assign(object.definition || {}, definition);
      event.data.statement.result = result;
      return event;
    }

    /** A part of the activity that has statements of its own, as H5P's sub-contents have. */
    part(subContentId) {
      const part = new H5P.EventDispatcher();
      part.contentId = this.contentId;
      part.subContentId = subContentId;
      part.parent = this;
      part.libraryInfo = this.libraryInfo;
      return part;
    }

    /** The score object of a statement. */
    scoreOf(raw, max) {
      return {min: 0, max: max, raw: raw, scaled: max ? Math.round((raw / max) * 10000) / 10000 : 0};
    }

    /** Announce the end, once for each time it is played. */
    finish() {
      if (this.isFinished) {
        return;
      }
      this.isFinished = true;
      this.triggerXAPIScored(this.getScore(), this.getMaxScore(), 'completed', true, this.isPassed());
    }

    /** The sentence with the result, and the button to begin again where the author allows it. */
    ending(retry) {
      const values = {score: this.getScore(), max: this.getMaxScore()};
      const text = this.word('result', values);
      const button = IOM.element('button', {
        type: 'button', class: 'iom-button', text: this.word('retry'), onclick: retry,
      });
      const line = IOM.element('p', {class: 'iom-activity__result', tabindex: '-1', text: text});
      return [line, this.behaviour.enableRetry ? button : null];
    }

    /** H5P's contract of a question: whether something was answered. */
    getAnswerGiven() {
      return this.isFinished;
    }

    /** H5P's contract of a question. */
    getTitle() {
      return H5P.createTitle(this.title);
    }
  };
}(window.IOM));
