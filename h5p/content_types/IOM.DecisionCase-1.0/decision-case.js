/* A situation in steps: each choice has its consequence and leads to another step or to an end. */
(function (IOM) {
  'use strict';

  const WORDS = {good: 'good', risk: 'risk', harm: 'harm'};

  IOM.DecisionCase = class extends IOM.Activity {
    constructor(params, contentId, extras) {
      super(params, contentId, extras);
      this.steps = this.params.steps || [];
      this.way = this.wayRead((this.extras.previousState || {}).way);
      this.startedStepAt = Date.now();
      // Taken up at its end, it was reported when it ended.
      this.isFinished = this.way.length > 0 && this.isEnd(this.currentStep());
    }

    /** Whether nothing is left to decide at a step. */
    isEnd(step) {
      return step < 0 || !this.choicesOf(step).length;
    }

    /** The name of a step in statements: the editor gives each one that does not change. */
    nameOf(step) {
      return this.steps[step].subContentId || 'step-' + (step + 1);
    }

    /** The choices of a step; a step without any is an end. */
    choicesOf(step) {
      return (this.steps[step] || {}).choices || [];
    }

    /** Where a choice leads: the index of a step, or -1 when there is no such step. */
    target(choice) {
      const index = Number(choice.goTo) - 1;
      return Number.isInteger(index) && this.steps[index] ? index : -1;
    }

    /** Keep of a saved way what still fits this content: it may have been edited since. */
    wayRead(saved) {
      const way = [];
      let step = 0;
      (Array.isArray(saved) ? saved : []).every((choice) => {
        const chosen = this.choicesOf(step)[choice];
        if (!chosen) {
          return false;
        }
        way.push({step: step, choice: choice});
        step = this.target(chosen);
        return step >= 0;
      });
      return way;
    }

    /** The step where the learner stands; -1 after a choice that leads nowhere. */
    currentStep() {
      const last = this.way[this.way.length - 1];
      return last ? this.target(this.choicesOf(last.step)[last.choice]) : 0;
    }

    /** Points: careful choices, each step counted at its first decision only. */
    getScore() {
      const seen = new Set();
      return this.way.filter((one) => {
        const isFirst = !seen.has(one.step);
        seen.add(one.step);
        return isFirst && this.choicesOf(one.step)[one.choice].effect === 'good';
      }).length;
    }

    /** The most careful choices that one way through can hold. */
    getMaxScore() {
      if (this.maxScore === undefined) {
        this.known = new Map();
        this.maxScore = this.best(0, new Set());
      }
      return this.maxScore;
    }

    /** Steps that can still be met after a step. */
    reached(step) {
      const found = new Set();
      const waiting = [step];
      while (waiting.length) {
        this.choicesOf(waiting.pop()).map((choice) => this.target(choice)).forEach((next) => {
          if (next >= 0 && !found.has(next)) {
            found.add(next);
            waiting.push(next);
          }
        });
      }
      return found;
    }

    best(step, seen) {
      if (step < 0 || seen.has(step)) {
        return 0;
      }
      // Only the steps that can be met again make a difference: ways that meet are counted once.
      const reached = this.reached(step);
      const key = [step, ...[...seen].filter((one) => reached.has(one)).sort()].join();
      if (!this.known.has(key)) {
        const further = new Set(seen).add(step);
        this.known.set(key, Math.max(0, ...this.choicesOf(step).map(
          (choice) => (choice.effect === 'good' ? 1 : 0) + this.best(this.target(choice), further)
        )));
      }
      return this.known.get(key);
    }

    getCurrentState() {
      return {way: this.way.map((one) => one.choice)};
    }

    resetTask() {
      this.way = [];
      this.isFinished = false;
      this.activityStartTime = Date.now();
      this.startedStepAt = Date.now();
      if (this.root) {
        this.render();
      }
    }

    render() {
      const step = this.currentStep();
      if (this.isEnd(step)) {
        this.renderEnd(step);
      } else {
        this.renderStep(step);
      }
    }

    renderStep(step) {
      const heading = IOM.element('h2', {
        class: 'iom-step__heading', tabindex: '-1',
        text: this.word('step', {number: this.way.length + 1}),
      });
      const buttons = this.choicesOf(step).map((choice, index) => IOM.element('button', {
        type: 'button', class: 'iom-button', text: choice.text,
        onclick: () => this.choose(step, index),
      }));
      this.show([
        this.way.length || !this.params.introduction
          ? null : IOM.element('div', {html: this.params.introduction}),
        IOM.element('section', {class: 'iom-step'}, [
          heading,
          IOM.element('div', {class: 'iom-step__text', html: this.steps[step].text}),
          IOM.element('p', {text: this.word('question')}),
          IOM.element('ul', {class: 'iom-list'}, buttons.map(
            (button) => IOM.element('li', {}, [button])
          )),
        ]),
      ]);
    }

    choose(step, index) {
      const choice = this.choicesOf(step)[index];
      this.way.push({step: step, choice: index});
      this.report(step, index);
      const buttons = this.root.querySelectorAll('.iom-list .iom-button');
      buttons.forEach((button, number) => {
        button.disabled = true;
        button.setAttribute('aria-pressed', String(number === index));
      });
      const go = IOM.element('button', {
        type: 'button', class: 'iom-button', text: this.word('goOn'),
        onclick: () => this.goOn(),
      });
      this.root.querySelector('.iom-step').append(this.feedback(choice), go);
      this.announce(this.word(WORDS[choice.effect]) + ' ' + IOM.plain(choice.feedback));
      go.focus();
      this.trigger('resize');
    }

    goOn() {
      this.startedStepAt = Date.now();
      this.render();
      const target = this.root.querySelector('[tabindex="-1"]');
      if (target) {
        target.focus();
      }
    }

    /** The consequence: a word, never a colour alone, and why. */
    feedback(choice) {
      return IOM.element('div', {class: 'iom-feedback iom-feedback--' + WORDS[choice.effect]}, [
        IOM.element('p', {class: 'iom-feedback__word', text: this.word(WORDS[choice.effect])}),
        IOM.element('div', {html: choice.feedback || ''}),
      ]);
    }

    renderEnd(step) {
      const way = this.way.map((one) => {
        const choice = this.choicesOf(one.step)[one.choice];
        return IOM.element('li', {}, [
          IOM.element('p', {class: 'iom-way__choice', text: choice.text}),
          this.feedback(choice),
        ]);
      });
      this.show([
        step >= 0 ? IOM.element('div', {class: 'iom-step__text', html: this.steps[step].text}) : null,
        ...this.ending(() => {
          this.resetTask();
          this.root.querySelector('.iom-step__heading').focus();
        }),
        way.length ? IOM.element('h2', {class: 'iom-step__heading', text: this.word('yourWay')}) : null,
        way.length ? IOM.element('ol', {class: 'iom-way'}, way) : null,
      ]);
      this.finish();
    }

    /** One decision as a statement of its own, below the activity's. */
    report(step, index) {
      const source = this.part(this.nameOf(step));
      source.trigger(this.decisionStatement(step, index, source, this.duration(this.startedStepAt)));
    }

    decisionStatement(step, index, source, duration) {
      const choices = this.choicesOf(step);
      const good = choices.map((choice, number) => [choice, number])
        .filter(([choice]) => choice.effect === 'good').map(([, number]) => String(number));
      const isGood = choices[index].effect === 'good';
      return this.statement('answered', {
        type: 'http://adlnet.gov/expapi/activities/cmi.interaction',
        interactionType: 'choice',
        name: this.languageMap(this.getTitle()),
        description: this.languageMap(IOM.plain(this.steps[step].text)),
        choices: choices.map((choice, number) => ({
          id: String(number), description: this.languageMap(choice.text),
        })),
        correctResponsesPattern: good,
      }, {
        response: String(index),
        success: isGood,
        completion: true,
        score: this.scoreOf(isGood ? 1 : 0, good.length ? 1 : 0),
        duration: duration,
      }, source);
    }

    /** H5P's contract of a question: the whole with its decisions, for reports. */
    getXAPIData() {
      const whole = this.statement('answered', {
        type: 'http://adlnet.gov/expapi/activities/cmi.interaction',
        interactionType: 'compound',
        description: this.languageMap(this.getTitle()),
      }, {
        completion: this.isFinished,
        success: this.isPassed(),
        score: this.scoreOf(this.getScore(), this.getMaxScore()),
        duration: this.duration(),
      });
      const children = this.way.map((one) => {
        const source = this.part(this.nameOf(one.step));
        const event = this.decisionStatement(one.step, one.choice, source, this.duration());
        return {statement: event.data.statement};
      });
      return {statement: whole.data.statement, children: children};
    }

    /** H5P's contract of a question: the ways are shown when they were gone, nothing more. */
    showSolutions() {}
  };
}(window.IOM));
